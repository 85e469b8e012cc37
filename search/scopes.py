"""Where a search looks: a site, a kind of object, and either what readers of a language see or all of it for staff."""

import datetime
from dataclasses import dataclass
from typing import Any

from .models import Kind

_BITS = 30
_FIRST_SECOND, _LAST_SECOND = -(2**32), 2**33 - 1
_LANGUAGES = ("vi", "en", "km")  # new ones at the end


@dataclass(frozen=True)
class Scope:
    """The entries that count.

    Attributes:
        site_id: Only of this site.
        kind: A `Kind`.
        public_at: Only what readers see at this moment; None for staff, who see drafts, too.
        language: Only texts in this language; None for all (staff).
        with_untranslated: Readers also get the text that stands for a missing one in their language.

    """

    site_id: int
    kind: str
    public_at: datetime.datetime | None = None
    language: str | None = None
    with_untranslated: bool = False

    @property
    def word(self) -> str:
        """The word that entries of this scope hold in their column `scope`."""
        audience = "public" if self.public_at is not None else ""
        use = "for" if self.with_untranslated else "in"
        return f"s{self.site_id}{self.kind}{audience}{use if self.language else ''}{self.language or ''}"

    def condition(self) -> tuple[str, list[Any]]:
        """Return the same as SQL over `entry`, and its parameters; moments are left to the engine to adapt."""
        parts, values = ["entry.site_id = %s", "entry.kind = %s"], [self.site_id, self.kind]
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


def words_of(site_id: int, kind: str, language: str, stands_for: list[str], *, is_public: bool) -> list[str]:
    """Return the scope words of an entry: those of every `Scope` in which it may be found."""
    audiences = ["", "public"] if is_public else [""]
    uses = ["", f"in{language}", *(f"for{code}" for code in [language, *stands_for])]
    return [f"s{site_id}{kind}{audience}{use}" for audience in audiences for use in uses]


def position(moment: datetime.datetime, kind: str, object_id: int, language: str) -> int:
    """Return a number that grows with the second of `moment`, different for every object and language.

    34 bits of seconds since 1970 and 30 bits that tell apart what was published in one second: four kinds times four
    languages times 2**26 objects.
    """
    within = (object_id << 4) | (Kind.values.index(kind) << 2) | _LANGUAGES.index(language)
    return (_second(moment) << _BITS) | (within % (1 << _BITS))


def last_position(moment: datetime.datetime) -> int:
    """Return the greatest position that something published by `moment` can have."""
    return ((_second(moment) + 1) << _BITS) - 1


def _second(moment: datetime.datetime) -> int:
    return min(max(int(moment.timestamp() // 1), _FIRST_SECOND), _LAST_SECOND)
