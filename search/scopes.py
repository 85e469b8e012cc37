"""Where a search looks: sites, kinds, facets, days, and what readers of a language see or all of it for staff."""

import datetime
from dataclasses import dataclass
from typing import Any

from .models import Kind

_BITS = 30
_FIRST_SECOND, _LAST_SECOND = -(2**32), 2**33 - 1
_LANGUAGES = ("vi", "en", "km")  # new ones at the end
_KINDS = tuple(Kind.values)
_LARGEST_ID = 2**26 - 1
_FEW_SITES = 8

Facet = tuple[str, ...]
"""Words of facets of which an entry has to hold at least one."""


@dataclass(frozen=True)
class Scope:
    """The entries that count.

    Attributes:
        sites: Only of these sites (ids).
        kinds: Only of these; none named: of all.
        public_at: Only what readers see at this moment; None for staff, who see drafts, too.
        language: Only texts in this language; None for all (staff).
        with_untranslated: Readers also get the text that stands for a missing one in their language.
        facets: Each has to be met.
        since: Only what was published at this moment or later.
        until: Only what was published before this moment.

    """

    sites: tuple[int, ...]
    kinds: tuple[str, ...] = ()
    public_at: datetime.datetime | None = None
    language: str | None = None
    with_untranslated: bool = False
    facets: tuple[Facet, ...] = ()
    since: datetime.datetime | None = None
    until: datetime.datetime | None = None

    @property
    def words(self) -> list[Facet]:
        """What entries of this scope hold in their column `scope`: of each group at least one word."""
        where = ["all"] if self.is_wide else [f"s{site}" for site in self.sites]
        use = ""
        if self.public_at is not None:
            use = "public"
            if self.language:
                use += ("for" if self.with_untranslated else "in") + self.language
        kinds = [tuple(f"k{kind}" for kind in self.kinds)] if self.kinds else []
        return [tuple(f"{one}{use}" for one in where), *kinds, *self.facets]

    @property
    def is_wide(self) -> bool:
        """True when so many sites count that the words name none of them; each engine sees to it by itself."""
        return len(self.sites) > _FEW_SITES

    @property
    def is_timeless(self) -> bool:
        """True when no days were chosen."""
        return self.since is None and self.until is None

    def condition(self) -> tuple[str, list[Any]]:
        """Return the same (facets aside) as SQL over SQLite's `entry`, found by its position, and its parameters."""
        parts: list[str] = []
        values: list[Any] = []
        for column, allowed in (("site_id", self.sites), ("kind", self.kinds)):
            if allowed:
                parts.append(f"+entry.{column} IN ({', '.join(['%s'] * len(allowed))})")
                values += allowed
        if self.public_at is not None:
            parts.append("entry.is_public AND entry.published_at <= %s")
            parts.append("(entry.expires_at IS NULL OR entry.expires_at > %s)")
            values += [self.public_at, self.public_at]
        if self.language is not None and self.with_untranslated:
            parts.append("(entry.language = %s OR entry.stands_for LIKE %s)")
            values += [self.language, f"%{self.language}%"]
        elif self.language is not None:
            parts.append("entry.language = %s")
            values.append(self.language)
        return " AND ".join(parts), values

    @property
    def positions(self) -> tuple[int, int]:
        """The least and the greatest position that an entry of this scope can have."""
        ends = [last_position(self.public_at)] if self.public_at is not None else []
        ends += [first_position(self.until) - 1] if self.until is not None else []
        least = first_position(self.since) if self.since is not None else -(2**63)
        return least, min(ends, default=2**63 - 1)


def words_of(site_id: int, kind: str, language: str, stands_for: list[str], *, is_public: bool) -> list[str]:
    """Return the scope words of an entry: those of every `Scope` in which it may be found."""
    uses = [""]
    if is_public:
        uses += ["public", f"publicin{language}", *(f"publicfor{code}" for code in [language, *stands_for])]
    return [f"k{kind}", *(f"{where}{use}" for where in (f"s{site_id}", "all") for use in uses)]


def facet(name: str, value: str | int) -> str:
    """Return the word of a facet: letters and digits only, so that no engine takes it apart."""
    return f"f{name}{value}".lower().replace("_", "")


def position(moment: datetime.datetime, kind: str, object_id: int, language: str) -> int:
    """Return a number that grows with the second of `moment`, different for every object and language.

    34 bits of seconds since 1970 and 30 bits that tell apart what was published in one second: four kinds times four
    languages times 2**26 objects.

    Raises:
        ValueError: An id beyond that: `key_of` would name another object.

    """
    if object_id > _LARGEST_ID:
        raise ValueError(f"The search tells apart objects up to the id {_LARGEST_ID}, not {object_id}.")
    within = (object_id << 4) | (_KINDS.index(kind) << 2) | _LANGUAGES.index(language)
    return (_second(moment) << _BITS) | within


def key_of(position: int) -> tuple[str, int]:
    """Return the kind and the id of the object that has an entry at this position."""
    within = position & ((1 << _BITS) - 1)
    return _KINDS[within >> 2 & 3], within >> 4


def language_number(language: str) -> int:
    """Return what the last two bits of positions are in this language."""
    return _LANGUAGES.index(language)


def first_position(moment: datetime.datetime) -> int:
    """Return the least position that something published at `moment` or later can have."""
    return _second(moment) << _BITS


def last_position(moment: datetime.datetime) -> int:
    """Return the greatest position that something published by `moment` can have."""
    return ((_second(moment) + 1) << _BITS) - 1


def _second(moment: datetime.datetime) -> int:
    return min(max(int(moment.timestamp() // 1), _FIRST_SECOND), _LAST_SECOND)
