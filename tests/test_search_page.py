"""The page of search results: form, marks, numbered pages, and a constant number of queries."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from articles.models import Category
from provinces import hosts
from provinces.models import Site
from search.marking import marked
from search.queries import parse

from . import factories
from .conftest import SiteClient

PATH = "/nghe-an/tim-kiem/"


@pytest.fixture
def category(nghe_an: Site) -> Category:
    return factories.category(nghe_an, "Đời sống")


def page(reader: SiteClient, **query: str | int) -> str:
    response = reader.get(PATH, query)
    assert response.status_code == 200
    return laid_out(response.content.decode())


def laid_out(html: str) -> str:
    """Return a page with single blanks: the template formatter breaks lines."""
    return " ".join(html.split()).replace(" >", ">")


def test_a_result_shows_title_category_date_and_the_found_words_marked(reader: SiteClient, category: Category) -> None:
    shown = factories.article(
        category,
        "Đường về bản",
        lead_vi="Con ĐƯỜNG <mới> & rộng.",
        picture=factories.picture(category.site),
        published_at=factories.LONG_AGO,
    )
    html = page(reader, q="duong")
    assert f'href="/nghe-an{shown.get_absolute_url()}"><mark>Đường</mark> về bản</a>' in html
    assert "Con <mark>ĐƯỜNG</mark> &lt;mới&gt; &amp; rộng." in html
    assert "Đời sống" in html
    assert "05/01/2026" in html
    assert shown.picture is not None
    assert 'alt="Quang cảnh"' in html


def test_the_page_is_kept_out_of_search_engines_and_the_menu_may_lead_to_it(
    reader: SiteClient, category: Category
) -> None:
    factories.menu_item(category.site, module="search")
    response = reader.get(PATH)
    html = laid_out(response.content.decode())
    assert '<meta name="robots" content="noindex">' in html
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert html.count("<h1>") == 1
    assert '<label for="finder-words">' in html
    assert f'<a href="{PATH}" aria-current="page">' in html


def test_the_form_keeps_what_was_typed_as_text(reader: SiteClient, category: Category) -> None:
    html = page(reader, q='"><script>alert(1)</script>')
    assert "<script>alert" not in html
    assert 'value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in html


def test_a_search_without_result_says_so_and_an_empty_one_says_nothing(reader: SiteClient, category: Category) -> None:
    assert 'class="nothing"' in page(reader, q="không có gì")
    assert 'class="nothing"' not in page(reader)


def test_readers_see_nothing_that_is_not_theirs(reader: SiteClient, category: Category, vinh_long: Site) -> None:
    now = timezone.now()
    hour = datetime.timedelta(hours=1)
    factories.article(category, "Xuân nháp", live=False)
    factories.article(category, "Xuân mai sau", published_at=now + hour)
    factories.article(category, "Xuân đã qua", published_at=now - 2 * hour, expires_at=now - hour)
    factories.article(factories.category(vinh_long), "Xuân nơi khác")
    factories.article(category, "Xuân này")
    html = page(reader, q="xuân")
    assert html.count('class="card card-row"') == 1
    assert "</mark> này" in html


def test_an_untranslated_result_says_its_language(reader: SiteClient, vinh_long: Site) -> None:
    shown = factories.article(factories.category(vinh_long), "Mùa xuân")
    assert "<mark>" not in reader.get("/vinh-long/en/tim-kiem/", {"q": "xuan"}).content.decode()
    vinh_long.untranslated = "show"
    vinh_long.save()
    html = laid_out(reader.get("/vinh-long/en/tim-kiem/", {"q": "xuan"}).content.decode())
    with translation.override("en"):
        address = shown.get_absolute_url()
    assert f'href="/vinh-long/en{address}">Mùa <mark>xuân</mark></a>' in html
    assert '<article class="card card-row" lang="vi">' in html


def test_results_come_in_numbered_pages(reader: SiteClient, category: Category) -> None:
    for number in range(45):
        factories.article(category, f"Xuân {number}", body_vi="")
    first, last = page(reader, q="xuân"), page(reader, q="xuân", trang=3)
    assert first.count('class="card card-row"') == 20
    assert last.count('class="card card-row"') == 5
    assert "?q=xu%C3%A2n&amp;trang=2" in first or "?q=xu%C3%A2n&trang=2" in first
    for beyond in (4, 51, 10**9, 0, "x", "٢"):
        assert reader.get(PATH, {"q": "xuân", "trang": beyond}).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_results(
    reader: SiteClient, category: Category, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosts, "REFRESH_SECONDS", 3_600)

    def number_of_queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(reader, q="mùa xuân")
        return len(queries)

    def add(number: int) -> None:
        for _ in range(number):
            picture = factories.picture(category.site)
            factories.article(factories.category(category.site), "Mùa xuân mới", picture=picture)

    add(4)
    page(reader, q="mùa xuân")
    before = number_of_queries()
    add(10)
    assert number_of_queries() == before


@pytest.mark.parametrize(
    "query",
    [
        "q=%22",
        "q=%00",
        "q=+",
        "q=%28",
        "q=%ff%fe",
        "q=" + "a" * 10_000,
        "q=%ED%A0%80",
        "q[]=1",
        "q=a&q=b",
        "q=%F0%9F%99",
    ],
)
def test_no_query_string_is_an_error(reader: SiteClient, category: Category, query: str) -> None:
    factories.article(category, "Một bài")
    assert reader.get(f"{PATH}?{query}").status_code == 200
    assert reader.head(f"{PATH}?{query}").status_code == 200


def test_the_search_cannot_be_posted_to(reader: SiteClient, category: Category) -> None:
    assert reader.post(PATH, {"q": "xuân"}).status_code == 405


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("Hoà bình ở Hòa Bình", "hòa bình", "<mark>Hoà</mark> <mark>bình</mark> ở <mark>Hòa</mark> <mark>Bình</mark>"),
        ("Đồng đội", "dong", "<mark>Đồng</mark> đội"),
        ("Người H’Mông", "hmong", "Người <mark>H’Mông</mark>"),
        ("Số 123/QĐ-UBND", "123/qd-ubnd", "Số <mark>123</mark>/<mark>QĐ</mark>-<mark>UBND</mark>"),
        ("សួស្តី\u200bពិភពលោក", "ស្តីពិភព", "សួ<mark>ស្តី\u200bពិភព</mark>លោក"),
        ("a < b & c", "b", "a &lt; <mark>b</mark> &amp; c"),
        ("không", "có", "không"),
        ("", "có", ""),
    ],
)
def test_found_words_are_marked_on_the_text_as_written(text: str, typed: str, expected: str) -> None:
    assert marked(text, parse(typed)) == expected
