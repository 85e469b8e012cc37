"""Both engines give the same answers, and neither reads a table from end to end for them."""

import datetime
from collections.abc import Callable

import pytest
from django.db import connection

from provinces.models import Site
from search import finding
from search.engines import Field, engine, statistics
from search.finding import find, search
from search.indexing import Item, Text, index
from search.models import Kind
from search.queries import parse
from search.ranking import ranked
from search.scopes import Scope, key_of, last_position, position
from vietnamese.folding import fold

from . import factories

WORDS = ["xuân", "hạ", "thu", "đông", "xuan", "đường", "dương"]


def said(number: int) -> tuple[str, str]:
    """Return title and rest of a text."""
    first, second, third = WORDS[number % 7], WORDS[number // 7 % 7], WORDS[number // 49 % 7]
    return f"{first} {second}", f"{third} bài {number} số {number}/QĐ-UBND"


def bare(text: str) -> set[str]:
    """Return the words without accents."""
    return set(fold(text).split())


@pytest.fixture
def corpus(nghe_an: Site, vinh_long: Site) -> Site:
    """300 texts of Nghệ An and 300 of Vĩnh Long, one a minute."""
    items = []
    for number in range(600):
        text = Text(*said(number), is_public=number % 3 > 0)
        dated = factories.LONG_AGO + datetime.timedelta(minutes=number)
        site = (nghe_an, vinh_long)[number % 2]
        items.append(Item(Kind.ARTICLE, number + 1, site.pk, dated, None, {"vi": text}))
    assert index(items) == 600
    return nghe_an


@pytest.mark.parametrize(
    ("typed", "field", "holds"),
    [
        ("bai", Field.TEXT, lambda title, rest: True),
        ("bai", Field.TITLE, lambda title, rest: False),
        ("xuan", Field.EXACT, lambda title, rest: "xuan" in f"{title} {rest}".split()),
        ("xuân ha", Field.TEXT, lambda title, rest: {"xuan", "ha"} <= bare(f"{title} {rest}")),
        ("xuân ha", Field.TITLE, lambda title, rest: {"xuan", "ha"} <= bare(title)),
        ('"duong ha"', Field.TITLE, lambda title, rest: title in {"đường hạ", "dương hạ"}),
        ("duong-ha", Field.TEXT, lambda title, rest: "ường hạ" in f"{title} {rest}" or "ương hạ" in f"{title} {rest}"),
        ("100/qd-ubnd", Field.TEXT, lambda title, rest: "số 100/QĐ-UBND" in rest),
        ("101/QĐUBND", Field.TITLE, lambda title, rest: "số 101/QĐ-UBND" in rest),
        ("10/qd-ubnd", Field.TEXT, lambda title, rest: "số 10/QĐ-UBND" in rest),
    ],
)
def test_every_database_finds_what_a_look_at_every_text_finds(
    corpus: Site, typed: str, field: Field, holds: Callable[[str, str], bool]
) -> None:
    found = engine().newest(parse(typed).terms, field, Scope((corpus.pk,), (Kind.ARTICLE,)), 1_000)
    wanted = [number + 1 for number in range(0, 600, 2) if holds(*said(number))]
    assert [key_of(one) for one in found] == [(Kind.ARTICLE, pk) for pk in wanted[::-1]]


def test_accents_then_title_then_phrase_then_time_decide_the_order(corpus: Site) -> None:
    def rank(number: int) -> tuple[bool, bool, bool, int]:
        title, rest = said(number)
        whole = f"{title} {rest}"
        return (
            {"đường", "xuân"} <= set(whole.split()),
            {"duong", "xuan"} <= bare(title),
            " duong xuan " in f" {fold(whole)} ",
            number,
        )

    wanted = [number for number in range(0, 600, 2) if {"duong", "xuan"} <= bare(" ".join(said(number)))]
    found = [pk - 1 for pk in find(corpus, "đường xuân", Kind.ARTICLE)]
    assert set(found) == set(wanted)
    assert [rank(number)[:2] for number in found] == sorted((rank(number)[:2] for number in found), reverse=True)
    in_text_only = [number for number in found if not rank(number)[1]]
    assert in_text_only == sorted(in_text_only, key=rank, reverse=True)


def test_only_public_texts_and_only_until_now_are_read_for_readers(corpus: Site) -> None:
    now = factories.LONG_AGO + datetime.timedelta(minutes=99, seconds=30)
    scope = Scope((corpus.pk,), (Kind.ARTICLE,), now, "vi")
    found = [key_of(one)[1] - 1 for one in engine().newest(parse("bai").terms, Field.TEXT, scope, 4)]
    assert found == [98, 94, 92, 88]


def test_old_but_exact_matches_are_not_lost_behind_newer_ones(corpus: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "NEWEST", 5)
    dated = factories.LONG_AGO - datetime.timedelta(days=900)
    index([Item(Kind.ARTICLE, 9_001, corpus.pk, dated, None, {"vi": Text("Chuyện cũ", "Xuấn đông về thu")})])
    assert find(corpus, "xuấn", Kind.ARTICLE)[0] == 9_001
    assert find(corpus, '"đông về thu"', Kind.ARTICLE) == [9_001]


def test_the_number_of_results_is_capped(corpus: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    scope = Scope((corpus.pk,), (Kind.ARTICLE,))
    assert not search(parse("bai"), scope).is_capped
    monkeypatch.setattr(finding, "COUNTED", 100)
    found = search(parse("bai"), scope)
    assert (len(found.ids), found.is_capped) == (100, True)


def test_positions_order_by_time_and_differ_within_a_second() -> None:
    moment = factories.LONG_AGO
    early = position(moment, Kind.ARTICLE, 2**26 - 1, "km")
    assert early <= last_position(moment) < position(moment + datetime.timedelta(seconds=1), Kind.ARTICLE, 1, "vi")
    taken = {position(moment, Kind.ARTICLE, pk, language) for pk in range(50) for language in ("vi", "en", "km")}
    assert len(taken) == 150
    for year in (1, 1969, 9999):
        assert -(2**63) <= position(datetime.datetime(year, 1, 2, tzinfo=datetime.UTC), Kind.ARTICLE, 1, "vi") < 2**63


def test_a_position_names_its_object_and_no_object_that_it_cannot_name_gets_one() -> None:
    for moment in (factories.LONG_AGO, datetime.datetime(1900, 1, 1, tzinfo=datetime.UTC)):
        for kind in Kind.values:
            for pk in (1, 2**26 - 1):
                assert key_of(position(moment, kind, pk, "km")) == (kind, pk)
    with pytest.raises(ValueError, match="67108864"):
        position(factories.LONG_AGO, Kind.ARTICLE, 2**26, "vi")


@pytest.mark.parametrize("typed", ["bai", "xuan", "xuan ha", "duong xuan", '"duong ha"', "100/qd-ubnd"])
@pytest.mark.parametrize("limit", [1, 5, 40, 1_000])
def test_a_table_that_was_analysed_gives_the_same_answers_part_by_part(corpus: Site, typed: str, limit: int) -> None:
    scope = Scope((corpus.pk,), (Kind.ARTICLE,))
    whole = engine().newest(parse(typed).terms, Field.TEXT, scope, 1_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_words" if connection.vendor == "postgresql" else "ANALYZE")
    statistics.forget()
    try:
        assert engine().newest(parse(typed).terms, Field.TEXT, scope, limit) == whole[:limit] != []
    finally:
        statistics.forget()


def test_of_many_sites_those_that_are_left_out_give_nothing(corpus: Site, vinh_long: Site) -> None:
    others = [factories.site(f"trang-{number}").pk for number in range(12)]
    found = engine().newest(parse("bai").terms, Field.TEXT, Scope((corpus.pk, *others)), 1_000)
    assert len(found) == 300
    assert {key_of(one)[1] % 2 for one in found} == {1}
    few = engine().newest(parse("bai").terms, Field.TEXT, Scope((corpus.pk, *others[:2])), 1_000)
    assert few == found
    every = engine().newest(parse("bai").terms, Field.TEXT, Scope((corpus.pk, vinh_long.pk, *others)), 1_000)
    assert len(every) == 600


def test_staff_find_texts_of_one_language(corpus: Site) -> None:
    texts = {"vi": Text("Mùa xuân"), "en": Text("Xuan in English")}
    index([Item(Kind.ARTICLE, 9_001, corpus.pk, factories.LONG_AGO, None, texts)])
    scope = Scope((corpus.pk,), (Kind.ARTICLE,), language="en")
    found = engine().newest(parse("xuan").terms, Field.TITLE, scope, 1_000)
    assert [key_of(one)[1] for one in found] == [9_001]


def test_an_empty_query_ranks_and_finds_nothing(corpus: Site) -> None:
    assert ranked(parse(""), [], titles=[], exact=[], phrases=[]) == []
    assert search(parse(""), Scope((corpus.pk,), (Kind.ARTICLE,))).ids == []


@pytest.mark.parametrize("field", list(Field))
@pytest.mark.parametrize("typed", ["xuân", "xuân hạ", '"xuân hạ"', "12/QĐ-UBND", "ស"])
@pytest.mark.parametrize("is_public", [True, False])
def test_no_search_reads_a_whole_table(corpus: Site, field: Field, typed: str, is_public: bool) -> None:
    now = factories.LONG_AGO if is_public else None
    scope = Scope((corpus.pk,), (Kind.ARTICLE,), now, "en" if is_public else None, with_untranslated=is_public)
    plan = explained(typed, field, scope)
    if connection.vendor == "sqlite":
        assert "SCAN search_words VIRTUAL TABLE INDEX" in plan
        assert "SEARCH entry USING INDEX" in plan
        assert "SCAN entry" not in plan
        assert "TEMP B-TREE" not in plan
    else:
        assert "Seq Scan" not in plan
        assert "_words" in plan


def explained(typed: str, field: Field, scope: Scope) -> str:
    """Return the plan of the search; PostgreSQL is asked what it would do if the table were large."""
    found = engine()
    sql, values = found.statement(parse(typed).terms, field, scope, 100)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_indexscan = off")
        cursor.execute(
            f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{sql}",
            [found._adapted(value) for value in values],
        )
        return "\n".join(str(row) for row in cursor.fetchall())
