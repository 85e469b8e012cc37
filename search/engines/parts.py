"""PostgreSQL: the word table in parts, one for each year of positions, and the rest.

A word's list in the index is read whole, however few of its rows are wanted; that of one year is a small part of it.
Parts are there before their year begins; years of which much was imported get their own when the keeper comes by.
"""

import datetime
from collections.abc import Iterable

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from search.scopes import first_position
from vietnamese.dates import ZONE

from .statistics import forget

AHEAD = 2  # years
CROWDED = 20_000  # rows of one year in the rest
REST = "search_words_rest"

_done_on = datetime.date.min


def keep(now: datetime.datetime) -> int:
    """Make missing parts and look at the table's statistics anew, once a day in each keeper; return how many parts."""
    global _done_on
    connection = connections[DEFAULT_DB_ALIAS]
    today = now.astimezone(ZONE).date()
    if connection.vendor != "postgresql" or _done_on == today:
        return 0
    made = make_parts(connection, [*range(now.year, now.year + AHEAD + 1), *crowded_years(connection)])
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


def make_parts(connection: BaseDatabaseWrapper, years: Iterable[int]) -> int:
    """Give each of these years a part, with the rows that the rest holds of it; return how many were missing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'search_words'::regclass")
        there = {name for (name,) in cursor.fetchall()}
    missing = [year for year in sorted(set(years)) if part_name(year) not in there]
    for year in missing:
        _make(connection, year)
    return len(missing)


def part_name(year: int) -> str:
    """Return the name of a year's table."""
    return f"search_words_{year}"


def bounds(year: int) -> tuple[int, int]:
    """Return the least position of a year (in UTC), and that of the next one."""
    first, last = (first_position(datetime.datetime(one, 1, 1, tzinfo=datetime.UTC)) for one in (year, year + 1))
    return first, last


def _make(connection: BaseDatabaseWrapper, year: int) -> None:
    name, (first, last) = part_name(year), bounds(year)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {name} (LIKE search_words INCLUDING DEFAULTS INCLUDING STORAGE)")
        cursor.execute(
            f"WITH moved AS (DELETE FROM {REST} WHERE position >= %s AND position < %s RETURNING *)"  # noqa: S608
            f" INSERT INTO {name} SELECT * FROM moved ORDER BY position",
            [first, last],
        )
        cursor.execute(f"ALTER TABLE search_words ATTACH PARTITION {name} FOR VALUES FROM ({first}) TO ({last})")
