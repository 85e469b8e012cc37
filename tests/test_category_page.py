"""The pages of a category: what stands first, numbered pages without counting, few queries."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Category
from articles.views import PAGE_SIZE
from provinces import hosts, paging
from provinces.models import Site

from . import factories
from .conftest import SiteClient

HOUR = datetime.timedelta(hours=1)


def shown(response: Any) -> list[Article]:
    lead = response.context["lead"]
    return [*([lead] if lead else []), *response.context["rows"]]


def many(category: Category, number: int) -> list[Article]:
    """Return `number` live articles, newest first, made in one go."""
    first = factories.article(category, published_at=factories.LONG_AGO)
    rows = [
        Article(
            site=category.site, category=category, section=category.section, title_vi=f"Tin {index}", slug_vi="tin",
            state="published", is_live=True, published_at=factories.LONG_AGO - index * HOUR, title=f"Tin {index}",
        )
        for index in range(1, number)
    ]  # fmt: skip
    return [first, *Article.objects.bulk_create(rows)]


def test_a_category_shows_its_articles_and_those_below_newest_first(nghe_an: Site, reader: SiteClient) -> None:
    top = factories.category(nghe_an, "Tin tức", "tin-tuc", description_vi="Mọi việc trong tỉnh.")
    below = factories.category(nghe_an, "Tin huyện", "tin-huyen", parent=top)
    deep = factories.category(nghe_an, "Tin xã", "tin-xa", parent=below)
    other = factories.article(factories.category(nghe_an), "Bài của chuyên mục khác hẳn")
    articles = [factories.article(category) for category in (top, below, deep, top)]
    response = reader.get("/nghe-an/tin-tuc/")
    page = response.content.decode()
    assert shown(response) == articles[::-1]
    assert "<h1>Tin tức</h1>" in page
    assert "Mọi việc trong tỉnh." in page
    assert '<a href="/nghe-an/tin-huyen/">Tin huyện</a>' in page
    assert other not in shown(response)
    assert shown(reader.get("/nghe-an/tin-huyen/")) == [articles[2], articles[1]]
    assert shown(reader.get("/nghe-an/tin-xa/")) == [articles[2]]
    assert '<a href="/nghe-an/tin-tuc/">Tin tức</a>' in reader.get("/nghe-an/tin-xa/").content.decode()
    assert not response.cookies


def test_pinned_articles_stand_first_on_the_first_page_and_nowhere_twice(nghe_an: Site, reader: SiteClient) -> None:
    category = factories.category(nghe_an, slug="tin-tuc")
    articles = many(category, PAGE_SIZE + 5)
    oldest = articles[-1]
    Article.objects.filter(pk=oldest.pk).update(is_pinned=True)
    first, second = reader.get("/nghe-an/tin-tuc/"), reader.get("/nghe-an/tin-tuc/?trang=2")
    assert shown(first) == [oldest, *articles[:PAGE_SIZE]]
    assert shown(second) == articles[PAGE_SIZE:-1]


def test_a_pin_counts_in_its_own_branch_only(nghe_an: Site, reader: SiteClient) -> None:
    top = factories.category(nghe_an, slug="tin-tuc")
    left, right = (factories.category(nghe_an, slug=slug, parent=top) for slug in ("trai", "phai"))
    pinned, newer = factories.article(left, is_pinned=True), factories.article(right)
    assert shown(reader.get("/nghe-an/tin-tuc/")) == [pinned, newer]
    assert shown(reader.get("/nghe-an/phai/")) == [newer]


def test_numbered_pages_follow_each_other(nghe_an: Site, reader: SiteClient) -> None:
    articles = many(factories.category(nghe_an, slug="tin-tuc"), 2 * PAGE_SIZE + 1)
    pages = [reader.get(f"/nghe-an/tin-tuc/?trang={number}") for number in (1, 2, 3)]
    assert [article for page in pages for article in shown(page)] == articles
    first, second, third = (" ".join(page.content.decode().split()) for page in pages)
    assert 'rel="prev"' not in first
    assert '<a rel="next" href="?trang=2">' in first
    assert '<a rel="next" href="?trang=3">' in second
    assert '<link rel="canonical" href="http://testserver/nghe-an/tin-tuc/?trang=2">' in second
    assert '<link rel="canonical" href="http://testserver/nghe-an/tin-tuc/">' in first
    assert 'rel="prev"' in third
    assert 'rel="next"' not in third


def test_the_last_numbered_page_is_fifty(nghe_an: Site, reader: SiteClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.views.PAGE_SIZE", 1)
    many(factories.category(nghe_an, slug="tin-tuc"), paging.LAST + 2)
    last = reader.get(f"/nghe-an/tin-tuc/?trang={paging.LAST}")
    assert last.status_code == 200
    assert 'rel="next"' not in last.content.decode()


@pytest.mark.parametrize(
    "number", ["abc", "0", "-1", "", "2", "51", "1000000000", "9" * 400, "1.5", "01", " 1", "%00", "%D9%A1", "1%0a"]
)
def test_a_page_that_is_not_there_is_not_found(nghe_an: Site, reader: SiteClient, number: str) -> None:
    factories.article(factories.category(nghe_an, slug="tin-tuc"))
    assert reader.get("/nghe-an/tin-tuc/", QUERY_STRING=f"trang={number}").status_code == 404


def test_an_empty_category_says_so(nghe_an: Site, reader: SiteClient) -> None:
    factories.category(nghe_an, slug="tin-tuc")
    response = reader.get("/nghe-an/tin-tuc/")
    assert response.status_code == 200
    assert 'class="nothing"' in response.content.decode()


def test_hidden_and_foreign_categories_are_not_found(nghe_an: Site, vinh_long: Site, reader: SiteClient) -> None:
    factories.category(nghe_an, slug="an", is_shown=False)
    factories.category(vinh_long, slug="ben-kia")
    top = factories.category(nghe_an, slug="tin-tuc")
    factories.category(nghe_an, "Chuyên mục giấu kín", "giau", parent=top, is_shown=False)
    assert reader.get("/nghe-an/an/").status_code == 404
    assert reader.get("/nghe-an/ben-kia/").status_code == 404
    assert "Chuyên mục giấu kín" not in reader.get("/nghe-an/tin-tuc/").content.decode()


def test_only_what_is_live_now_is_listed(nghe_an: Site, reader: SiteClient) -> None:
    category, now = factories.category(nghe_an, slug="tin-tuc"), timezone.now()
    live = factories.article(category)
    factories.article(category, live=False, is_pinned=True)
    factories.article(category, published_at=now + HOUR, is_pinned=True)
    factories.article(category, published_at=now - 2 * HOUR, expires_at=now - HOUR)
    assert shown(reader.get("/nghe-an/tin-tuc/")) == [live]


def test_a_list_in_another_language_shows_what_is_translated_or_all(vinh_long: Site, reader: SiteClient) -> None:
    category = factories.category(vinh_long, slug="tin-tuc")
    translated = factories.article(category, title_en="News", has_en=True)
    vietnamese = factories.article(category)
    assert shown(reader.get("/vinh-long/en/tin-tuc/")) == [translated]
    assert shown(reader.get("/vinh-long/km/tin-tuc/")) == []
    vinh_long.untranslated = "show"
    vinh_long.save()
    assert shown(reader.get("/vinh-long/en/tin-tuc/")) == [vietnamese, translated]


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_queries_are_constant_count_nothing_and_load_no_bodies(
    nghe_an: Site, reader: SiteClient, monkeypatch: pytest.MonkeyPatch, depth: int
) -> None:
    monkeypatch.setattr(hosts, "REFRESH_SECONDS", 60)
    top = factories.category(nghe_an)
    middle = factories.category(nghe_an, parent=top)
    asked = [top, middle, factories.category(nghe_an, parent=middle)][depth - 1]
    path = f"/nghe-an/{asked.slug}/"
    factories.article(asked, picture=factories.picture(nghe_an))
    reader.get(path)
    with CaptureQueriesContext(connection) as few:
        reader.get(path)
    for _number in range(10):
        factories.article(asked, picture=factories.picture(nghe_an), is_pinned=True)
        factories.article(asked, picture=factories.picture(nghe_an))
    with CaptureQueriesContext(connection) as more:
        assert len(shown(reader.get(path))) > 10
    assert len(more) == len(few)
    articles = [query["sql"] for query in more if "articles_article" in query["sql"]]
    assert not [sql for sql in articles if '"articles_article"."body' in sql or "COUNT(" in sql]


def test_an_article_may_not_hide_behind_a_missing_final_slash(nghe_an: Site, reader: SiteClient) -> None:
    factories.category(nghe_an, slug="tin-tuc")
    response = reader.get("/nghe-an/tin-tuc")
    assert response.status_code == 301
    assert response["Location"] == "/nghe-an/tin-tuc/"
