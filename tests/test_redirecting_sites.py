"""Sites that have ended: a frozen one stays readable under its notice, a redirecting one leads on, thing by thing."""

import pytest

from articles.models import Article, Redirect
from provinces.models import Site

from . import factories
from .conftest import SiteClient


@pytest.fixture
def old(vinh_long: Site) -> Site:
    """The site of a former province; Vĩnh Long continues it."""
    return factories.site("tra-vinh", name_vi="Ban Tuyên giáo Trà Vinh", state="redirecting", successor=vinh_long)


@pytest.fixture
def moved(vinh_long: Site) -> Article:
    return factories.article(factories.category(vinh_long, slug="tin-tuc"), "Chuyện Trà Vinh")


def location(reader: SiteClient, path: str) -> str:
    response = reader.get(path)
    assert response.status_code == 301
    assert reader.head(path).status_code == 301
    return str(response.headers["Location"].partition("testserver")[2])


def test_an_article_that_kept_its_number_is_found_on_the_successor(
    reader: SiteClient, old: Site, moved: Article
) -> None:
    assert location(reader, f"/tra-vinh/chuyen-muc/ten-cu-{moved.pk}.html") == f"/vinh-long{moved.get_absolute_url()}"


@pytest.mark.parametrize("known_to", ["old", "successor", "successor, with the prefix"])
def test_an_address_that_either_site_knows_leads_to_its_article(
    reader: SiteClient, old: Site, moved: Article, known_to: str
) -> None:
    path = "/tra-vinh/tin-cu/17" if "prefix" in known_to else "/tin-cu/17"
    Redirect.objects.create(site=old if known_to == "old" else moved.site, old_path=path, article=moved)
    assert location(reader, "/tra-vinh/tin-cu/17/") == f"/vinh-long{moved.get_absolute_url()}"


def test_everything_else_leads_to_the_front_page(reader: SiteClient, old: Site, moved: Article) -> None:
    hidden = factories.article(moved.category, live=False)
    elsewhere = factories.article(factories.category(factories.site("khac")))
    for path in (
        "",
        "gi-do/",
        f"x/y-{hidden.pk}.html",
        f"x/y-{elsewhere.pk}.html",
        "x/y-99999999999.html",
        "%00",
        "%ff",
    ):
        assert location(reader, f"/tra-vinh/{path}") == "/vinh-long/"


def test_an_address_outside_is_used_when_it_is_given(reader: SiteClient, old: Site, moved: Article) -> None:
    old.redirect_url, old.successor = "https://moi.vi-du.vn/", None
    old.save()
    assert reader.get("/tra-vinh/gi-do/").headers["Location"] == "https://moi.vi-du.vn/"


def test_a_frozen_site_stays_readable_and_its_successor_searches_it(
    reader: SiteClient, old: Site, moved: Article
) -> None:
    old.state, old.notice_vi = "frozen", "Trang này ngừng cập nhật từ ngày 01/07/2025."
    old.save()
    kept = factories.article(factories.category(old), "Lễ hội Trà Vinh")
    html = reader.get(f"/tra-vinh{kept.get_absolute_url()}").content.decode()
    assert "Trang này ngừng cập nhật từ ngày 01/07/2025." in html
    found = reader.get("/vinh-long/tim-kiem/", {"q": "tra vinh"})
    assert {line.result.title for line in found.context["lines"]} == {"Chuyện Trà Vinh", "Lễ hội Trà Vinh"}
    assert f'href="http://testserver/tra-vinh{kept.get_absolute_url()}"' in found.content.decode().replace(
        "https", "http"
    )
    only = reader.get("/vinh-long/tim-kiem/", {"q": "tra vinh", "trang-tin": "vinh-long"})
    assert [line.result.title for line in only.context["lines"]] == ["Chuyện Trà Vinh"]
