"""What PostgreSQL knows of the word table from its last ANALYZE: how common words are, and how positions lie."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.backends.base.base import BaseDatabaseWrapper

KEPT_SECONDS = 600


@dataclass(frozen=True)
class Statistics:
    """The size of the table, the share of rows that hold a word, by column, and positions that part it evenly."""

    size: float = 0
    shares: dict[str, dict[str, float]] = field(default_factory=dict)
    bounds: list[int] = field(default_factory=list)

    @cached_property
    def rarest(self) -> dict[str, float]:
        """The share of the rarest word that is known, by column: among up to 10,000, so looked for once."""
        return {column: min(known.values()) for column, known in self.shares.items() if known}

    def share(self, wanted: Iterable[tuple[str, tuple[str, ...]]]) -> float:
        """Return the greatest share of rows that can hold a word of each group; words are quoted.

        Syllables of a compound stand together: only the rarest group of words counts, their shares multiplied would be
        far too small. Where a text stands says nothing of its words: those shares are multiplied. A word that is not
        among the common ones may be nearly as common as the rarest of these.
        """
        least, where = 1.0, 1.0
        for column, words in wanted:
            known = self.shares.get(column, {})
            unknown = self.rarest.get(column, 0.0)
            share = min(sum(known.get(word.strip("'"), unknown) for word in words), 1.0)
            if column == "scope":
                where *= share
            else:
                least = min(least, share)
        return least * where

    def after_newest(self, number: float) -> int:
        """Return a position above which about the newest `number` rows lie, and whatever came since the ANALYZE."""
        parts = len(self.bounds) - 1
        back = int(number / self.size * parts) + 1
        return self.bounds[max(parts - back, 0)]


_kept: dict[str, tuple[float, Statistics]] = {}


def statistics_of(connection: BaseDatabaseWrapper) -> Statistics:
    """Return the statistics of a database, at most ten minutes old; empty for a table that was never analysed."""
    read_at, known = _kept.get(connection.alias, (0.0, Statistics()))
    if not read_at or time.monotonic() - read_at > KEPT_SECONDS:
        known = _read(connection)
        _kept[connection.alias] = time.monotonic(), known
    return known


def forget() -> None:
    """Read the statistics again when they are next needed."""
    _kept.clear()


def _read(connection: BaseDatabaseWrapper) -> Statistics:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'search_words'::regclass")
        size = max(cursor.fetchone()[0], 0)
        cursor.execute(
            "SELECT attname, most_common_elems::text::text[], most_common_elem_freqs, histogram_bounds::text::text[]"
            " FROM pg_stats WHERE schemaname = current_schema() AND tablename = 'search_words'"
        )
        rows = cursor.fetchall()
    shares = {name: dict(zip(words, freqs, strict=False)) for name, words, freqs, _bounds in rows if words}
    bounds = next(([int(bound) for bound in ends] for name, _w, _f, ends in rows if name == "position" and ends), [])
    return Statistics(size, shares, bounds) if len(bounds) > 1 else Statistics()
