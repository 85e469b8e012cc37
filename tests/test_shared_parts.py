"""Parts that all pages of a site share are made once, and anew as soon as something in them has changed."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import publishing
from editions import fragments
from provinces.models import Site
from provinces.models.sites import SiteState

from . import factories
from .conftest import Cast, SiteClient
from .test_editions import Front, _one_connection, front

__all__ = ["_one_connection", "front"]  # hold here, too
pytestmark = pytest.mark.django_db
SEARCH = "/nghe-an/tim-kiem/"  # made for each reader, never kept


def queries(front: Front, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert front.get(path).status == 200
    return len(asked)


def test_the_second_page_takes_the_parts_that_the_first_one_made(front: Front, nghe_an: Site) -> None:
    factories.hotline(nghe_an, phone="0238 3 111 222")
    first, second = queries(front, SEARCH), queries(front, SEARCH)
    assert second <= first - 5
    assert "0238 3 111 222" in front.get(SEARCH).text
    assert front.get(SEARCH).text == front.fresh(SEARCH).text


def test_a_part_is_made_anew_when_something_in_it_changes(front: Front, nghe_an: Site) -> None:
    line = factories.hotline(nghe_an, phone="0238 3 111 222")
    front.get(SEARCH)
    line.phone = "0238 3 333 444"
    line.save()
    assert "0238 3 333 444" in front.get(SEARCH).text


def test_what_was_published_stands_beside_the_next_page(front: Front, nghe_an: Site, cast: Cast) -> None:
    front.get(SEARCH)
    article = factories.article(factories.category(nghe_an), "Khai mạc lễ hội", live=False)
    publishing.publish(article, cast.editor)
    assert "Khai mạc lễ hội" in front.get(SEARCH).text
    publishing.withdraw(article, cast.editor)
    assert "Khai mạc lễ hội" not in front.get(SEARCH).text


def test_menu_and_network_are_taken_from_before_until_they_change(front: Front, nghe_an: Site) -> None:
    category = factories.category(nghe_an, "Tin trong tỉnh", "tin-trong-tinh")
    factories.menu_item(nghe_an, category)
    assert 'aria-current="page">Tin trong tỉnh' not in front.get(SEARCH).text
    assert 'aria-current="page">Tin trong tỉnh' in front.get("/nghe-an/tin-trong-tinh/").text  # the same menu, marked
    category.name_vi = "Tin địa phương"
    category.save()
    mode = factories.network_mode(message_vi="Bão số 3 đổ bộ")
    page = front.get(SEARCH).text
    assert "Tin địa phương" in page
    assert "Tin trong tỉnh" not in page
    assert "Bão số 3 đổ bộ" in page
    mode.delete()
    assert "Bão số 3 đổ bộ" not in front.get(SEARCH).text


def test_the_newest_beside_an_article_leave_out_the_one_that_is_read(front: Front, nghe_an: Site) -> None:
    category = factories.category(nghe_an)
    first, second = (factories.article(category, title) for title in ("Bài thứ nhất", "Bài thứ hai"))
    paths = [f"/nghe-an{article.get_absolute_url()}" for article in (first, second)]
    for path, article, other in ((paths[0], first, second), (paths[1], second, first)):
        page = front.get(path).text
        aside = page[page.index("<aside") : page.index("</aside>")]
        assert other.title in aside
        assert article.title not in aside


def test_a_kept_page_is_old_when_a_part_of_it_is(front: Front, nghe_an: Site) -> None:
    line = factories.hotline(nghe_an, phone="0238 3 111 222")
    front.get(SEARCH)  # makes the parts
    assert "0238 3 111 222" in front.get("/nghe-an/lien-he/").text
    line.delete()
    assert "0238 3 111 222" not in front.get("/nghe-an/lien-he/").text


def test_languages_and_sites_have_parts_of_their_own(front: Front, nghe_an: Site, vinh_long: Site) -> None:
    for site, phone in ((nghe_an, "0238 3 111 222"), (vinh_long, "0270 3 555 666")):
        factories.hotline(site, phone=phone)
    pages = {path: front.get(f"/{path}/tim-kiem/").text for path in ("nghe-an", "vinh-long", "vinh-long/en")}
    assert "0270 3 555 666" not in pages["nghe-an"]
    assert "0238 3 111 222" not in pages["vinh-long"]
    assert "Visit statistics" not in pages["vinh-long"]
    for path, page in pages.items():
        assert page == front.fresh(f"/{path}/tim-kiem/").text


def test_nothing_is_shared_where_versions_are_not_looked_at(reader: SiteClient, nghe_an: Site) -> None:
    fragments.fragments.forget()
    reader.get(SEARCH)
    assert not fragments.fragments.held


def test_the_parts_that_were_used_longest_ago_go_first() -> None:
    held = fragments.Fragments(most=2)
    part: Any = object.__new__(fragments.Fragment)
    for name in ("one", "two", "three"):
        held.put((name,), part)
    assert list(held.held) == [("two",), ("three",)]


def test_the_choices_of_a_search_are_those_of_now(front: Front, nghe_an: Site) -> None:
    category = factories.category(nghe_an, "Đời sống", "doi-song")
    first, second = queries(front, SEARCH), queries(front, SEARCH)
    assert second < first
    assert '<option value="doi-song">Đời sống</option>' in front.get(SEARCH).text
    category.name_vi = "Xã hội"
    category.save()
    assert '<option value="doi-song">Xã hội</option>' in front.get(SEARCH).text


def test_the_portal_offers_and_searches_a_site_only_while_readers_may_see_it(front: Front, nghe_an: Site) -> None:
    def found() -> str:
        return front.get("/tim-kiem/", "q=khai+mac").text

    factories.article(factories.category(nghe_an), "Khai mạc lễ hội")
    choice = f'<option value="{nghe_an.slug}">'
    assert "<mark>Khai</mark>" in found()
    assert choice in found()
    nghe_an.state = SiteState.BUILDING
    nghe_an.save()
    assert "<mark>Khai</mark>" not in found()
    assert choice not in found()
