"""What the network has put on a site now: announcements, mourning, Tết, planned downtime. The clock alone decides."""

import datetime
from dataclasses import dataclass

from .models import Downtime, NetworkMode, Site
from .models.network import ModeKind

#: Red and the yellow of apricot blossom, whatever colours a site has for the rest of the year.
TET_HUES = (27, 90)


@dataclass(frozen=True)
class Network:
    """The modes in force on a site, and the downtimes of which its readers are told."""

    modes: tuple[NetworkMode, ...] = ()
    downtimes: tuple[Downtime, ...] = ()

    @property
    def announcements(self) -> list[NetworkMode]:
        """Emergency announcements, the newest first."""
        return [mode for mode in self.modes if mode.kind == ModeKind.EMERGENCY]

    @property
    def greetings(self) -> list[NetworkMode]:
        """The other modes that have something to say."""
        return [mode for mode in self.modes if mode.kind != ModeKind.EMERGENCY and mode.message]

    @property
    def says_something(self) -> bool:
        """True when a message or a downtime stands among the notices."""
        return bool(self.greetings or self.downtimes)

    @property
    def is_mourning(self) -> bool:
        """True when pages and pictures are grey."""
        return any(mode.kind == ModeKind.MOURNING for mode in self.modes)

    @property
    def tet(self) -> NetworkMode | None:
        """The Tết mode, None at other times; mourning comes before any feast."""
        return None if self.is_mourning else next((mode for mode in self.modes if mode.kind == ModeKind.TET), None)

    @property
    def marks(self) -> str:
        """What stands in `<html data-mode>`: '', 'mourning' or 'tet'."""
        return "mourning" if self.is_mourning else "tet" if self.tet else ""

    def hues(self, site: Site) -> tuple[int, int]:
        """Return the two hues in which the site stands now."""
        return TET_HUES if self.tet else (site.brand_hue, site.accent_hue)


def of_site(site: Site | None, now: datetime.datetime) -> Network:
    """Return what the network has put on `site` at `now`: two queries."""
    if site is None:
        return Network()
    return Network(
        tuple(NetworkMode.objects.for_site(site).in_force(now)),
        tuple(Downtime.objects.for_site(site).announced(now)),
    )
