"""The page of a tag."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Tag
from provinces import hosts
from provinces.models import Site

from . import factories
from .conftest import SiteClient


def shown(response: Any) -> list[Article]:
    lead = response.context["lead"]
    return [*([lead] if lead else []), *response.context["rows"]]


def tagged(tag: Tag, number: int) -> list[Article]:
    category = factories.category(tag.site)
    articles = [factories.article(category, picture=factories.picture(tag.site)) for _number in range(number)]
    for article in articles:
        article.tags.add(tag)
    return articles[::-1]


def test_a_tag_lists_its_live_articles_newest_first(nghe_an: Site, reader: SiteClient) -> None:
    tag = factories.tag(nghe_an, "Bảo hiểm y tế")
    articles = tagged(tag, 3)
    now, hour = timezone.now(), datetime.timedelta(hours=1)
    category = articles[0].category
    for hidden in (
        factories.article(category, live=False),
        factories.article(category, published_at=now + hour),
        factories.article(category, published_at=now - 2 * hour, expires_at=now - hour),
    ):
        hidden.tags.add(tag)
    factories.article(category)
    response = reader.get(f"/nghe-an/tu-khoa/bao-hiem-y-te-{tag.pk}/")
    assert response.status_code == 200
    assert shown(response) == articles
    assert "<h1>Bảo hiểm y tế</h1>" in response.content.decode()


def test_withdrawing_an_article_takes_it_off_its_tags(nghe_an: Site, reader: SiteClient) -> None:
    tag = factories.tag(nghe_an, "Nông thôn mới")
    first, second = tagged(tag, 2)
    first.is_live = False
    first.save()
    assert shown(reader.get(f"/nghe-an/tu-khoa/nong-thon-moi-{tag.pk}/")) == [second]


def test_a_wrong_slug_leads_to_the_tags_address(nghe_an: Site, reader: SiteClient) -> None:
    tag = factories.tag(nghe_an, "Khuyến học")
    response = reader.get(f"/nghe-an/tu-khoa/sai-ten-{tag.pk}/")
    assert response.status_code == 301
    assert response["Location"] == f"/nghe-an/tu-khoa/khuyen-hoc-{tag.pk}/"


def test_another_sites_tag_is_not_found(nghe_an: Site, vinh_long: Site, reader: SiteClient) -> None:
    tag = factories.tag(vinh_long, "Khuyến học")
    assert reader.get(f"/nghe-an/tu-khoa/khuyen-hoc-{tag.pk}/").status_code == 404


@pytest.mark.parametrize("path", ["a-" + "9" * 40, "a-" + "9" * 5000, "a", "a-0", "%00-1"])
def test_hostile_addresses_are_not_found(nghe_an: Site, reader: SiteClient, path: str) -> None:
    assert reader.get(f"/nghe-an/tu-khoa/{path}/").status_code == 404


def test_a_tag_without_articles_says_so_and_has_no_second_page(nghe_an: Site, reader: SiteClient) -> None:
    tag = factories.tag(nghe_an, "Mới")
    assert 'class="nothing"' in reader.get(f"/nghe-an/tu-khoa/moi-{tag.pk}/").content.decode()
    assert reader.get(f"/nghe-an/tu-khoa/moi-{tag.pk}/?trang=2").status_code == 404


def test_the_number_of_queries_does_not_grow(
    nghe_an: Site, reader: SiteClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosts, "REFRESH_SECONDS", 60)
    tag = factories.tag(nghe_an, "Chuyển đổi số")
    path = f"/nghe-an/tu-khoa/chuyen-doi-so-{tag.pk}/"
    tagged(tag, 1)
    reader.get(path)
    with CaptureQueriesContext(connection) as few:
        reader.get(path)
    tagged(tag, 10)
    with CaptureQueriesContext(connection) as more:
        assert len(shown(reader.get(path))) == 11
    assert len(more) == len(few)
