"""What PostgreSQL knows of the word table: how common words are, by its last ANALYZE, and in which parts it lies."""

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.backends.base.base import BaseDatabaseWrapper

REST = "search_words_rest"  # what lies in no part of its own; looked at with each of them
KEPT_SECONDS = 600
PARTS_KEPT_SECONDS = 10  # rows may move from the rest into a new part

_BOUNDS = re.compile(r"FOR VALUES FROM \('(-?\d+)'\) TO \('(-?\d+)'\)")
Shares = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Part:
    """A part of the table.

    Attributes:
        name: Its table.
        first: The least position that it can hold.
        last: The least position above those that it can hold.
        rows: About how many rows it holds.
        newest: The greatest position that it held a moment ago.

    """

    name: str
    first: int
    last: int
    rows: float
    newest: int

    def between(self, least: int, greatest: int) -> float:
        """Return about how many rows lie between two positions."""
        held = max(self.newest - self.first, 1)
        return self.rows * max(min(greatest, self.newest) - max(least, self.first), 0) / held


@dataclass(frozen=True)
class Statistics:
    """The parts, the newest first, and the share of rows that hold a word, by column."""

    parts: tuple[Part, ...] = ()
    shares: Shares = field(default_factory=dict)

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


@dataclass
class _Known:
    statistics: Statistics = Statistics()
    shares_at: float = float("-inf")
    parts_at: float = float("-inf")


_known: dict[str, _Known] = {}


def statistics_of(connection: BaseDatabaseWrapper) -> Statistics:
    """Return the statistics of a database, at most ten minutes old; without shares for a table never analysed."""
    known, now = _known.setdefault(connection.alias, _Known()), time.monotonic()
    if now - known.shares_at > KEPT_SECONDS:
        known.statistics, known.shares_at, known.parts_at = (
            Statistics(_parts(connection), _shares(connection)),
            now,
            now,
        )
    elif now - known.parts_at > PARTS_KEPT_SECONDS:
        known.statistics, known.parts_at = replace(known.statistics, parts=_parts(connection)), now
    return known.statistics


def forget() -> None:
    """Read the statistics again when they are next needed."""
    _known.clear()


def _parts(connection: BaseDatabaseWrapper) -> tuple[Part, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT oid::regclass::text, pg_get_expr(relpartbound, oid), reltuples FROM pg_inherits"
            " JOIN pg_class ON oid = inhrelid WHERE inhparent = 'search_words'::regclass"
        )
        rows = cursor.fetchall()
        parts = []
        for name, written, size in rows:
            if bounds := _BOUNDS.match(written):
                cursor.execute(f"SELECT max(position) FROM {name}")  # noqa: S608 - a table of ours
                first, last, newest = int(bounds[1]), int(bounds[2]), cursor.fetchone()[0]
                parts.append(Part(name, first, last, max(size, 0.0), first if newest is None else newest))
    return tuple(sorted(parts, key=lambda part: part.first, reverse=True))


def _shares(connection: BaseDatabaseWrapper) -> Shares:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname, most_common_elems::text::text[], most_common_elem_freqs FROM pg_stats"
            " WHERE schemaname = current_schema() AND tablename = 'search_words' AND inherited"
        )
        return {name: dict(zip(words, freqs, strict=False)) for name, words, freqs in cursor.fetchall() if words}
