"""PostgreSQL: the word table in parts, one for each quarter or year of positions, and the rest.

A word's list in the index is read whole, however few of its rows are wanted; that of one quarter is a small part of it.
The quarters of a year are there before it begins; past years of which much was imported get a part when the keeper
comes by: what is new is asked for most, and each further part makes rare words slower.
"""

import datetime
from collections.abc import Iterable
from itertools import pairwise

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from search.scopes import first_position
from vietnamese.dates import ZONE

from .statistics import REST, forget

AHEAD = 2  # years
CROWDED = 20_000  # rows of one year in the rest
NARROW = "toast_tuple_target = 128"  # words lie outside the row, and many rows in a page

_done_on = datetime.date.min


def keep(now: datetime.datetime) -> int:
    """Make missing parts and look at the table's statistics anew, once a day in each keeper; return how many parts."""
    global _done_on
    connection = connections[DEFAULT_DB_ALIAS]
    today = now.astimezone(ZONE).date()
    if connection.vendor != "postgresql" or _done_on == today:
        return 0
    made = make_parts(connection, range(now.year, now.year + AHEAD + 1), by_quarter=True)
    made += make_parts(connection, crowded_years(connection))
    analyse(connection)
    _done_on = today
    return made


def analyse(connection: BaseDatabaseWrapper) -> None:
    """Let the database look at the whole table; of its own accord it only looks at parts."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_words")
    forget()


def crowded_years(connection: BaseDatabaseWrapper) -> list[int]:
    """Return the years of which the rest holds many rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(year FROM to_timestamp(position >> 30) AT TIME ZONE 'UTC')::int AS year"  # noqa: S608
            f" FROM {REST} GROUP BY year HAVING count(*) >= %s",
            [CROWDED],
        )
        return [year for (year,) in cursor.fetchall()]


def make_parts(connection: BaseDatabaseWrapper, years: Iterable[int], *, by_quarter: bool = False) -> int:
    """Give each of these years a part, or four, with the rows that the rest holds of it; return how many were made.

    A year that has parts keeps them.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'search_words'::regclass")
        there = {name.removeprefix("search_words_")[:4] for (name,) in cursor.fetchall()}
    missing = [year for year in sorted(set(years)) if str(year) not in there]
    for year in missing:
        months = range(1, 13, 3) if by_quarter else (1,)
        for month, following in pairwise([*(_moment(year, month) for month in months), _moment(year + 1, 1)]):
            _make(connection, part_name(year, (month.month + 2) // 3 if by_quarter else None), month, following)
    forget()
    return len(missing) * (4 if by_quarter else 1)


def part_name(year: int, quarter: int | None = None) -> str:
    """Return the name of the table of a year, or of its quarter."""
    return f"search_words_{year}_q{quarter}" if quarter else f"search_words_{year}"


def _moment(year: int, month: int) -> datetime.datetime:
    return datetime.datetime(year, month, 1, tzinfo=datetime.UTC)


def _make(connection: BaseDatabaseWrapper, name: str, begins: datetime.datetime, ends: datetime.datetime) -> None:
    first, last = first_position(begins), first_position(ends)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {name} (LIKE search_words INCLUDING DEFAULTS INCLUDING STORAGE) WITH ({NARROW})")
        cursor.execute(
            f"WITH moved AS (DELETE FROM {REST} WHERE position >= %s AND position < %s RETURNING *)"  # noqa: S608
            f" INSERT INTO {name} SELECT * FROM moved ORDER BY position",
            [first, last],
        )
        cursor.execute(f"ALTER TABLE search_words ATTACH PARTITION {name} FOR VALUES FROM ({first}) TO ({last})")
