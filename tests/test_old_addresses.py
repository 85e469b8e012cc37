"""Where old addresses lead, here and of the portals that our sites replace."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Redirect
from provinces.models import Site

from . import factories
from .conftest import SiteClient


def old(site: Site, path: str, article: Article | None = None, target: str = "") -> Redirect:
    return Redirect.objects.create(site=site, old_path=path, article=article, target=target)


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("/tin-tuc/2019/chuyen-cu.htm", "/tin-tuc/2019/chuyen-cu.htm"),
        ("/Default.aspx?id=17&m=3", "/Default.aspx?id=17&m=3"),
        ("/trang-cu", "/trang-cu/"),
        ("/trang-cu/", "/trang-cu/"),
        ("/tin/a/b", "/tin/a/b?utm=x"),
        ("/tin-tuc/chuyen-cu-99999.html", "/tin-tuc/chuyen-cu-99999.html"),
        ("/Tin tức/Bài cũ", "/Tin%20t%E1%BB%A9c/B%C3%A0i%20c%C5%A9"),
    ],
)
def test_an_old_address_leads_to_its_article(nghe_an: Site, reader: SiteClient, stored: str, asked: str) -> None:
    article = factories.article(factories.category(nghe_an, slug="van-hoa"), "Bài mới")
    old(nghe_an, stored, article)
    response = reader.get(f"/nghe-an{asked}")
    assert response.status_code == 301
    assert response["Location"] == f"/nghe-an/van-hoa/bai-moi-{article.pk}.html"
    assert reader.head(f"/nghe-an{asked}").status_code == 301


def test_an_old_address_wins_over_another_article_of_the_same_number(nghe_an: Site, reader: SiteClient) -> None:
    category = factories.category(nghe_an, slug="van-hoa")
    unrelated, meant = factories.article(category, "Không liên quan"), factories.article(category, "Bài được hỏi")
    old(nghe_an, f"/xa-hoi/bai-cu-{unrelated.pk}.html", meant)
    assert reader.get(f"/nghe-an/xa-hoi/bai-cu-{unrelated.pk}.html")["Location"] == (
        f"/nghe-an/van-hoa/bai-duoc-hoi-{meant.pk}.html"
    )


@pytest.mark.parametrize(
    ("target", "location"),
    [("/gioi-thieu/lich-su/", "/nghe-an/gioi-thieu/lich-su/"), ("https://vi-du.vn/moi", "https://vi-du.vn/moi")],
)
def test_an_old_address_may_lead_to_another_page(nghe_an: Site, reader: SiteClient, target: str, location: str) -> None:
    old(nghe_an, "/cu", target=target)
    assert reader.get("/nghe-an/cu/")["Location"] == location


def test_it_belongs_to_its_own_site(nghe_an: Site, vinh_long: Site, reader: SiteClient) -> None:
    old(vinh_long, "/cu", factories.article(factories.category(vinh_long)))
    assert reader.get("/nghe-an/cu/").status_code == 404
    assert reader.get("/cu/").status_code == 404
    assert reader.get("/vinh-long/cu/").status_code == 301


def test_it_gives_no_hidden_article_away(nghe_an: Site, reader: SiteClient) -> None:
    old(nghe_an, "/cu", factories.article(factories.category(nghe_an), live=False))
    assert reader.get("/nghe-an/cu/").status_code == 404


def test_it_does_not_lead_in_a_circle(nghe_an: Site, reader: SiteClient) -> None:
    old(nghe_an, "/cu/", target="/cu/")
    assert reader.get("/nghe-an/cu/").status_code == 404


def test_a_page_that_exists_wins(nghe_an: Site, reader: SiteClient) -> None:
    factories.category(nghe_an, slug="tin-tuc")
    old(nghe_an, "/tin-tuc/", target="https://vi-du.vn/")
    assert reader.get("/nghe-an/tin-tuc/").status_code == 200


@pytest.mark.parametrize(
    "path", ["/%00", "/a/%ff%fe", "/" + "a/" * 2000, "/?q=%00", "/a/b?x=%00", "/%2e%2e/%2e%2e/etc"]
)
def test_unknown_and_hostile_addresses_are_not_found(nghe_an: Site, reader: SiteClient, path: str) -> None:
    response = reader.get(f"/nghe-an/khong-co{path}")
    assert response.status_code == 404
    assert response["Content-Language"] == "vi"
    assert not response.cookies


def test_the_lookup_is_one_query(nghe_an: Site, reader: SiteClient) -> None:
    old(nghe_an, "/cu", factories.article(factories.category(nghe_an)))
    with CaptureQueriesContext(connection) as queries:
        assert reader.get("/nghe-an/a/b/c").status_code == 404
    assert len([query for query in queries if "articles_redirect" in query["sql"]]) == 1
