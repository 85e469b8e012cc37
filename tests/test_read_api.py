"""The read API: what readers of one site and language see, as JSON, in pages, with ETags, and nothing else."""

import datetime
import json
from typing import Any

import pytest
from django.utils import timezone

from articles.models import Article, Category, Contribution
from provinces.models import Site

from . import factories
from .conftest import SiteClient
from .queries import queries_of

API = "/nghe-an/api/"


@pytest.fixture
def category(nghe_an: Site) -> Category:
    return factories.category(nghe_an, "Đời sống", "doi-song")


def answer(reader: SiteClient, path: str, status: int = 200) -> Any:
    response = reader.get(path)
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/json"
    return json.loads(response.content)


def whole(article: Article) -> Article:
    """Give an article everything that the API tells of it."""
    article.picture = factories.picture(article.site)
    article.department = factories.department(article.site)
    article.save()
    article.tags.add(factories.tag(article.site, f"Từ khóa {article.pk}"))
    Contribution.objects.create(article=article, contributor=factories.contributor(article.site, f"Người {article.pk}"))
    return article


def test_the_beginning_names_the_other_addresses(reader: SiteClient, category: Category) -> None:
    said = answer(reader, API)
    for name in ("sites", "categories", "articles"):
        assert answer(reader, said[name].partition("testserver")[2])["items"] is not None


def test_the_address_decides_the_language(reader: SiteClient, vinh_long: Site) -> None:
    assert answer(reader, "/vinh-long/en/api/")["language"] == "en"


def test_an_article_says_what_its_page_says(reader: SiteClient, category: Category) -> None:
    article = whole(factories.article(category, "Đường về bản", body_vi='<p>Xem <a href="/nghe-an/">trang</a>.</p>'))
    said = answer(reader, f"{API}articles/{article.pk}/")
    assert said["title"] == "Đường về bản"
    assert said["url"].endswith(f"/nghe-an{article.get_absolute_url()}")
    assert reader.get(said["url"].partition("testserver")[2]).status_code == 200
    assert said["published_at"].endswith("+07:00")
    assert said["tags"] == [f"Từ khóa {article.pk}"]
    assert said["contributors"] == [{"name": f"Người {article.pk}", "role": "text"}]
    assert said["category"]["name"] == "Đời sống"
    assert said["picture"]["url"].startswith("http")
    assert 'href="http' in said["body"]
    listed = answer(reader, f"{API}articles/")["items"]
    assert listed == [{name: value for name, value in said.items() if name != "body"}]


def test_pages_follow_one_another_to_the_end_and_nothing_is_told_twice(reader: SiteClient, category: Category) -> None:
    same = factories.LONG_AGO
    made = [factories.article(category, published_at=same).pk for _ in range(7)]
    path, told = f"{API}articles/?limit=3", []
    while path:
        said = answer(reader, path)
        assert len(said["items"]) <= 3
        told += [item["id"] for item in said["items"]]
        factories.article(category)  # newer ones move nothing
        path = (said["next"] or "").partition("testserver")[2]
    assert told == sorted(made, reverse=True)


def test_a_category_holds_those_below_it(reader: SiteClient, category: Category) -> None:
    below = factories.category(category.site, parent=category)
    one, two = factories.article(category), factories.article(below)
    factories.article(factories.category(category.site))
    said = answer(reader, f"{API}articles/?category={category.pk}&limit=1")
    assert [item["id"] for item in said["items"]] == [two.pk]
    assert [item["id"] for item in answer(reader, said["next"].partition("testserver")[2])["items"]] == [one.pk]
    parents = {item["id"]: item["parent"] for item in answer(reader, f"{API}categories/")["items"]}
    assert parents[below.pk] == category.pk


def test_only_what_readers_see(reader: SiteClient, category: Category, vinh_long: Site) -> None:
    now, hour = timezone.now(), datetime.timedelta(hours=1)
    hidden = [
        factories.article(category, live=False),
        factories.article(category, published_at=now + hour),
        factories.article(category, published_at=now - 2 * hour, expires_at=now - hour),
        factories.article(factories.category(vinh_long)),
    ]
    secret = factories.category(category.site, is_shown=False)
    assert answer(reader, f"{API}articles/")["items"] == []
    for article in hidden:
        answer(reader, f"{API}articles/{article.pk}/", 404)
    answer(reader, f"{API}articles/?category={secret.pk}", 404)
    assert secret.pk not in [item["id"] for item in answer(reader, f"{API}categories/")["items"]]


def test_languages_are_told_as_pages_show_them(reader: SiteClient, vinh_long: Site) -> None:
    category = factories.category(vinh_long)
    factories.article(category, "Một")
    both = factories.article(category, "Hai", title_en="Two", has_en=True)
    said = answer(reader, "/vinh-long/en/api/articles/")["items"]
    assert [(item["id"], item["title"], item["language"]) for item in said] == [(both.pk, "Two", "en")]
    assert set(said[0]["translations"]) == {"vi", "en"}
    vinh_long.untranslated = "show"
    vinh_long.save()
    shown = answer(reader, "/vinh-long/en/api/articles/")["items"]
    assert [(item["title"], item["language"]) for item in shown] == [("Two", "en"), ("Một", "vi")]


def test_the_portal_names_its_sites(reader: SiteClient, portal: Site, nghe_an: Site, vinh_long: Site) -> None:
    vinh_long.state = "building"
    vinh_long.save()
    said = answer(reader, "/api/sites/")["items"]
    assert [item["id"] for item in said] == [portal.pk, nghe_an.pk]
    assert said[1]["api"].endswith("/nghe-an/api/")
    assert [item["id"] for item in answer(reader, f"{API}sites/")["items"]] == [nghe_an.pk]


def test_documents_in_pages_with_their_files(reader: SiteClient, nghe_an: Site) -> None:
    made = [factories.document(nghe_an, f"{number}/QĐ-UBND") for number in (11, 12, 13)]
    hidden = factories.document(nghe_an, "14/QĐ-UBND", live=False)
    first = answer(reader, f"{API}documents/?limit=2")
    second = answer(reader, first["next"].partition("testserver")[2])
    assert [item["id"] for item in [*first["items"], *second["items"]]] == [one.pk for one in reversed(made)]
    assert second["next"] is None
    said = answer(reader, f"{API}documents/{made[0].pk}/")
    assert (said["number"], said["issued_on"]) == ("11/QĐ-UBND", made[0].issued_on.isoformat())
    assert all(file["url"].startswith("http") for file in said["files"])
    answer(reader, f"{API}documents/{hidden.pk}/", 404)


def test_an_answer_that_has_not_changed_is_not_sent_again(reader: SiteClient, category: Category) -> None:
    article = factories.article(category)
    first = reader.get(f"{API}articles/")
    again = reader.get(f"{API}articles/", HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    article.title_vi = "Tên mới"
    article.save()
    assert reader.get(f"{API}articles/", HTTP_IF_NONE_MATCH=first.headers["ETag"]).status_code == 200


@pytest.mark.parametrize("path", ["articles/", "articles/?category=", "categories/", "sites/", ""])
def test_the_number_of_queries_does_not_grow(reader: SiteClient, category: Category, path: str) -> None:
    path = f"{API}{path}{category.pk if path.endswith('=') else ''}"
    for _ in range(2):
        whole(factories.article(category))
    before = queries_of(reader, path)
    for _ in range(10):
        whole(factories.article(category))
        factories.category(category.site)
    assert queries_of(reader, path) == before


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("articles/?limit=0", 400),
        ("articles/?limit=101", 400),
        ("articles/?limit=x", 400),
        ("articles/?cursor=x", 400),
        ("articles/?cursor=", 400),
        ("articles/?cursor=%00", 400),
        ("articles/?cursor=%ff%fe", 400),
        ("articles/?cursor=MDAwMS0wMS0wMVQwMDowMDowMCswMDowMCAx", 200),
        ("articles/?cursor=OTk5OS0xMi0zMVQyMzo1OTo1OS0yMzo1OSAx", 400),
        ("articles/?cursor=" + "a" * 9_000, 400),
        ("articles/?category=abc", 400),
        ("articles/?category=999999999999999999", 404),
        ("articles/999999999999999999999999/", 404),
        ("articles/0/", 404),
        ("khac/", 404),
        ("articles/%E1%BA", 404),
    ],
)
def test_bad_questions_get_a_clear_answer(reader: SiteClient, category: Category, path: str, status: int) -> None:
    said = answer(reader, API + path, status)
    assert status == 200 or said["error"]


def test_it_can_only_be_read(reader: SiteClient, category: Category) -> None:
    assert reader.post(f"{API}articles/").status_code == 405
    head = reader.head(f"{API}articles/")
    assert (head.status_code, head.content) == (200, b"")
    assert "Set-Cookie" not in head.headers
