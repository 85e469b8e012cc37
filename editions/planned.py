"""What is planned to change by itself: scheduled articles, expiries, banners. Pages end when the next of it is due.

A room registers a function that names planned moments, and one that brings into force what is due. The keeper does the
latter every few seconds; the first page that is made after a planned moment does not wait for it.
"""

import datetime
import heapq
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from .versions import current

#: Takes the present time, gives (moment, id of the site or None for all) of the next changes, at most `AHEAD` of them.
Planned = Callable[[datetime.datetime], Iterable[tuple[datetime.datetime, int | None]]]
Due = Callable[[datetime.datetime], int]

AHEAD = 100  # moments that one room names at a time
REREAD_SECONDS = 60.0


@dataclass(frozen=True)
class _Plan:
    """Planned moments as seconds since 1970, earliest first; `horizon` is how far the list reaches."""

    moments: tuple[tuple[float, int | None], ...] = ()
    horizon: float = float("inf")
    generation: int = -2
    read_at: float = float("-inf")


_sources: list[tuple[Planned, Due]] = []
_lock = threading.Lock()
_plan = _Plan()


def register(planned: Planned, apply_due: Due) -> None:
    """Register what a room plans and how it comes into force."""
    if (planned, apply_due) not in _sources:
        _sources.append((planned, apply_due))


def bring_into_force() -> None:
    """Apply what has become due since the plan was read; called before a page is made."""
    now = time.time()
    plan = _present_plan()
    if plan.moments and plan.moments[0][0] <= now:
        moment = timezone.now()
        for _planned, apply_due in _sources:
            apply_due(moment)
        current.look_soon()
        current.look()
        _read(now)


def next_end(site: int | None, now: float) -> float:
    """Return when a page of `site` made at `now` ends at the latest: midnight there, or the next planned change."""
    plan = _present_plan()
    ends = [moment for moment, whose in plan.moments if whose in {None, site} and moment > now]
    return min([_midnight_after(now), plan.horizon, *ends[:1]])


def forget() -> None:
    """Read the plan again before the next page."""
    global _plan
    _plan = _Plan()


def _present_plan() -> _Plan:
    plan = _plan
    if plan.generation == current.generation and time.monotonic() - plan.read_at < REREAD_SECONDS:
        return plan
    return _read(time.time())


def _read(now: float) -> _Plan:
    global _plan
    with _lock:
        generation, moment = current.generation, datetime.datetime.fromtimestamp(now, datetime.UTC)
        lists = [list(planned(moment)) for planned, _due in _sources]
        horizon = min((rows[-1][0].timestamp() for rows in lists if len(rows) >= AHEAD), default=float("inf"))
        rows = heapq.merge(*[[(when.timestamp(), site) for when, site in rows] for rows in lists], key=lambda r: r[0])
        _plan = _Plan(tuple(rows), horizon, generation, time.monotonic())
        return _plan


def _midnight_after(now: float) -> float:
    zone = ZoneInfo(settings.TIME_ZONE)
    today = datetime.datetime.fromtimestamp(now, zone).date()
    return datetime.datetime.combine(today + datetime.timedelta(days=1), datetime.time(), zone).timestamp()
