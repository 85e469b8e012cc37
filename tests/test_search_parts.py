"""PostgreSQL: the word table lies in parts by time, and what is found does not depend on them."""

import datetime
from collections.abc import Iterator

import pytest
from django.db import connection

from provinces.models import Site
from search.engines import Field, engine, parts
from search.indexing import Item, Text, index
from search.models import Kind
from search.queries import parse
from search.scopes import Scope, key_of

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one table")
NOW = datetime.datetime(2026, 11, 25, 3, 0, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _first_look(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(parts, "_done_on", datetime.date.min)
    yield
    parts.forget()


def written(site: Site, *years: int) -> None:
    """Index one text of each year, under the year as its number."""
    for year in years:
        moment = datetime.datetime(year, 6, 1, tzinfo=datetime.UTC)
        index([Item(Kind.ARTICLE, year, site.pk, moment, None, {"vi": Text("Mùa xuân")})])


def found(site: Site) -> list[int]:
    positions = engine().newest(parse("xuan").terms, Field.TEXT, Scope((site.pk,), (Kind.ARTICLE,)), 100)
    return [key_of(position)[1] for position in positions]


def rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def test_what_is_found_is_the_same_with_and_without_a_part(nghe_an: Site) -> None:
    written(nghe_an, 1998, 2003, 2025, 2026)
    assert found(nghe_an) == [2026, 2025, 2003, 1998]
    if connection.vendor == "postgresql":
        assert parts.make_parts(connection, [2003, 2025, 2026]) > 0
    assert found(nghe_an) == [2026, 2025, 2003, 1998]


@on_postgresql
def test_a_new_part_takes_its_rows_out_of_the_rest(nghe_an: Site) -> None:
    written(nghe_an, 1998, 2003)
    assert rows(parts.REST) == 2
    assert parts.make_parts(connection, [2003]) == 1
    assert (rows(parts.REST), rows(parts.part_name(2003))) == (1, 1)
    assert parts.make_parts(connection, [2003]) == 0
    written(nghe_an, 2003)  # written again: it replaces the row in the part
    assert (rows(parts.REST), rows(parts.part_name(2003))) == (1, 1)


@on_postgresql
def test_parts_are_there_before_their_year_begins_and_for_years_of_which_much_came(
    nghe_an: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = NOW.replace(year=2040)
    written(nghe_an, 1998, 2003)
    monkeypatch.setattr(parts, "CROWDED", 1)
    assert parts.keep(later) == 14  # 1998, 2003, the quarters of 2040 to 2042
    assert rows(parts.REST) == 0
    assert parts.keep(later) == 0
    assert found(nghe_an) == [2003, 1998]


@on_postgresql
def test_a_new_year_lies_in_quarters(nghe_an: Site) -> None:
    written(nghe_an, 2039, 2040, 2041)  # on the first of June
    assert parts.make_parts(connection, [2040], by_quarter=True) == 4
    assert [rows(parts.part_name(2040, quarter)) for quarter in (1, 2, 3, 4)] == [0, 1, 0, 0]
    assert rows(parts.REST) == 2
    assert found(nghe_an) == [2041, 2040, 2039]
    assert parts.make_parts(connection, [2040]) == 0


@on_postgresql
def test_the_whole_table_is_looked_at_for_its_statistics(nghe_an: Site) -> None:
    written(nghe_an, 2025, 2026)
    parts.keep(NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stats WHERE tablename = 'search_words' AND attname = 'text'")
        assert cursor.fetchone() == (1,)


@pytest.mark.skipif(connection.vendor == "postgresql", reason="about SQLite")
def test_other_databases_have_no_parts() -> None:
    assert parts.keep(NOW) == 0
