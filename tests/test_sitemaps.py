"""robots.txt of each host, and the sitemaps of each site."""

import datetime
import xml.etree.ElementTree as ET
from typing import Any
from urllib.robotparser import RobotFileParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import sitemaps
from provinces.models import Hostname, Site

from . import factories
from .conftest import SiteClient
from .queries import queries_of

SM = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
HOST = "http://testserver"


def urls(reader: SiteClient, path: str) -> dict[str, ET.Element]:
    answer = reader.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/xml")
    root = ET.fromstring(answer.content)
    return {one.findtext(f"{SM}loc", ""): one for one in root}


def followed(reader: SiteClient, site: str) -> set[str]:
    """Return all addresses of a site's sitemaps, each of which must answer."""
    found: set[str] = set()
    for address in urls(reader, f"{site}/sitemap.xml"):
        found |= set(urls(reader, address.removeprefix(HOST)))
    return found


def test_robots_close_the_admin_and_name_the_sitemaps_of_all_members(portal: Site, reader: SiteClient) -> None:
    for state in ("live", "frozen", "archived", "building"):
        factories.site(state, state=state)
    factories.site("moved", state="redirecting", redirect_url="https://vi-du.vn/")
    hosted = factories.site("hosted")
    Hostname.objects.create(site=hosted, host="hosted.vn", is_primary=True)
    answer = reader.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    text = answer.content.decode()
    rules = RobotFileParser()
    rules.parse(text.splitlines())
    assert not rules.can_fetch("Googlebot", f"{HOST}/quan-tri/nghe-an/")
    assert rules.can_fetch("Googlebot", f"{HOST}/live/")
    assert rules.can_fetch("Googlebot", f"{HOST}/static/css/site.css")
    expected = {f"{HOST}/sitemap.xml", *(f"{HOST}/{name}/sitemap.xml" for name in ("live", "frozen", "archived"))}
    assert set(rules.site_maps() or []) == expected
    own = reader.get("/robots.txt", headers={"host": "hosted.vn"}).content.decode()
    assert own == "User-agent: *\nDisallow:\n\nSitemap: http://hosted.vn/sitemap.xml\n"


def test_robots_name_no_admin_that_is_elsewhere(portal: Site, reader: SiteClient, settings: Any) -> None:
    settings.ADMIN_HOST = "admin.vn"
    assert "quan-tri" not in reader.get("/robots.txt").content.decode()


def test_robots_are_one_for_a_host(nghe_an: Site, vinh_long: Site, reader: SiteClient) -> None:
    assert reader.get("/nghe-an/robots.txt").status_code == 404
    assert reader.get("/vinh-long/en/robots.txt").status_code == 404


def test_a_sitemap_holds_what_readers_see_and_nothing_else(nghe_an: Site, vinh_long: Site, reader: SiteClient) -> None:
    category = factories.category(nghe_an, "Tin tức", "tin-tuc")
    hidden = factories.category(nghe_an, "Giấu", "giau", is_shown=False)
    factories.category(nghe_an, "Trống", "trong")
    shown = factories.article(category)
    in_hidden = factories.article(hidden)
    past = timezone.now() - datetime.timedelta(hours=1)
    dark = [
        factories.article(category, live=False),
        factories.article(category, expires_at=past),
        factories.article(category, published_at=timezone.now() + datetime.timedelta(days=1)),
        factories.article(factories.category(vinh_long, slug="xa")),
    ]
    factories.page(nghe_an, "Lịch sử", "lich-su")
    factories.page(nghe_an, "Nháp", "nhap", is_shown=False)
    factories.topic(nghe_an, "Chuyển đổi số", "chuyen-doi-so")
    album = factories.album(nghe_an)
    factories.department(nghe_an, "Phòng", slug="phong")
    found = followed(reader, "/nghe-an")
    base = f"{HOST}/nghe-an"
    assert found == {
        f"{base}/",
        f"{base}/tin-tuc/",
        f"{base}/chu-de/chuyen-doi-so/",
        f"{base}/gioi-thieu/lich-su/",
        f"{base}/co-quan/",
        f"{base}/co-quan/phong/",
        f"{base}/album/{album.slug}-{album.pk}.html",
        f"{base}/lien-he/",
        f"{base}/luu-tru/",
        f"{base}/{shown.path_in('vi')}",
        f"{base}/{in_hidden.path_in('vi')}",
    }
    assert not any(f"-{article.pk}.html" in address for article in dark for address in found)
    for address in found:
        assert reader.get(address.removeprefix(HOST)).status_code == 200, address


def test_an_article_is_listed_with_its_picture_its_date_and_its_languages(vinh_long: Site, reader: SiteClient) -> None:
    picture = factories.picture(vinh_long)
    article = factories.article(
        factories.category(vinh_long, "Tin", "tin"), "Bài", title_en="Story", has_en=True, picture=picture
    )
    found = urls(reader, "/vinh-long/sitemap-2026-01.xml")
    base = f"{HOST}/vinh-long"
    vietnamese, english = f"{base}/tin/bai-{article.pk}.html", f"{base}/en/tin/story-{article.pk}.html"
    assert set(found) == {vietnamese, english}
    for one in found.values():
        links = {link.get("hreflang"): link.get("href") for link in one.iter(f"{XHTML}link")}
        assert links == {"vi": vietnamese, "en": english, "x-default": vietnamese}
        assert one.findtext(f"{IMAGE}image/{IMAGE}loc", "").startswith(f"{HOST}/tep/")
        assert one.findtext(f"{SM}lastmod", "").endswith("+07:00")


def test_the_index_names_the_months_that_hold_articles(nghe_an: Site, reader: SiteClient) -> None:
    category = factories.category(nghe_an)
    for day in ("2025-12-31T23:59:00+07:00", "2026-03-01T00:00:00+07:00"):
        factories.article(category, published_at=datetime.datetime.fromisoformat(day))
    found = [address.rsplit("/", 1)[1] for address in urls(reader, "/nghe-an/sitemap.xml")]
    assert found == ["sitemap-trang.xml", "sitemap-2026-03.xml", "sitemap-2025-12.xml"]
    assert reader.get("/nghe-an/sitemap-2026-02.xml").status_code == 404


def test_news_are_those_of_the_last_two_days(vinh_long: Site, reader: SiteClient) -> None:
    category = factories.category(vinh_long)
    now = timezone.now()
    factories.article(category, "Cũ", published_at=now - datetime.timedelta(hours=49))
    assert reader.get("/vinh-long/sitemap-tin-moi.xml").status_code == 404
    fresh = factories.article(
        category, "Mới & <nóng>", title_km="ថ្មី", has_km=True, published_at=now - datetime.timedelta(hours=47)
    )
    found = urls(reader, "/vinh-long/sitemap-tin-moi.xml")
    said = {one.findtext(f"{NEWS}news/{NEWS}publication/{NEWS}language"): one for one in found.values()}
    assert set(said) == {"vi", "km"}
    assert said["vi"].findtext(f"{NEWS}news/{NEWS}title") == "Mới & <nóng>"
    assert said["km"].findtext(f"{NEWS}news/{NEWS}title") == "ថ្មី"
    assert said["vi"].findtext(f"{NEWS}news/{NEWS}publication/{NEWS}name") == vinh_long.name
    date = datetime.datetime.fromisoformat(said["vi"].findtext(f"{NEWS}news/{NEWS}publication_date", ""))
    assert date == (fresh.published_at or now).replace(microsecond=0)
    assert f"{HOST}/vinh-long/sitemap-tin-moi.xml" in urls(reader, "/vinh-long/sitemap.xml")


def test_news_never_hold_more_than_the_protocol_takes(
    nghe_an: Site, reader: SiteClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "NEWS_URLS", 3)
    category = factories.category(nghe_an)
    for hours in range(5):
        factories.article(category, f"Tin {hours}", published_at=timezone.now() - datetime.timedelta(hours=hours + 1))
    assert len(urls(reader, "/nghe-an/sitemap-tin-moi.xml")) == 3


def test_a_category_is_listed_in_the_languages_in_which_it_holds_something(vinh_long: Site, reader: SiteClient) -> None:
    top = factories.category(vinh_long, "Tin", "tin")
    below = factories.category(vinh_long, "Xã", "xa", parent=top)
    factories.article(below, "Bài", title_en="Story", has_en=True)
    found = set(urls(reader, "/vinh-long/sitemap-trang.xml"))
    base = f"{HOST}/vinh-long"
    for slug in ("tin", "xa"):
        assert {f"{base}/{slug}/", f"{base}/en/{slug}/"} <= found
        assert f"{base}/km/{slug}/" not in found


def test_the_portal_lists_its_provinces(portal: Site, reader: SiteClient) -> None:
    nghe_an = factories.site("nghe-an", province=factories.province())
    article = factories.article(factories.category(nghe_an))
    found = urls(reader, "/sitemap-trang.xml")
    assert article.published_at is not None
    said = found[f"{HOST}/tinh/nghe-an/"].findtext(f"{SM}lastmod", "")
    assert datetime.datetime.fromisoformat(said) == article.published_at.replace(microsecond=0)


def test_a_province_that_kept_its_name_is_listed_once(portal: Site, reader: SiteClient) -> None:
    new = factories.province("Quảng Ngãi", "51", "quang-ngai")
    day = datetime.date(2025, 7, 1)
    factories.province("Quảng Ngãi", "51", "quang-ngai", valid_to=day, successor=new)
    factories.province("Kon Tum", "62", "kon-tum", valid_to=day, successor=new)
    factories.site("quang-ngai", province=new)
    root = ET.fromstring(reader.get("/sitemap-trang.xml").content)
    listed = [one.findtext(f"{SM}loc", "") for one in root]
    assert {f"{HOST}/tinh/quang-ngai/", f"{HOST}/tinh/kon-tum/"} <= set(listed)
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("state", ["frozen", "archived"])
def test_sites_that_are_no_longer_written_stay_listed(nghe_an: Site, reader: SiteClient, state: str) -> None:
    factories.article(factories.category(nghe_an))
    nghe_an.state = state
    nghe_an.save()
    assert len(followed(reader, "/nghe-an")) > 1


@pytest.mark.parametrize(
    "path",
    [
        "sitemap-2026-13.xml", "sitemap-2026-00.xml", "sitemap-0000-01.xml", "sitemap-9999-12.xml",
        "sitemap-2026-1.xml", "sitemap-99999-01.xml", "en/sitemap.xml", "sitemap-khac.xml",
    ],
)  # fmt: skip
def test_wrong_sitemaps_are_not_found(vinh_long: Site, reader: SiteClient, path: str) -> None:
    factories.article(factories.category(vinh_long))
    assert reader.get(f"/vinh-long/{path}").status_code == 404


@pytest.mark.parametrize("path", ["/robots.txt", "/nghe-an/sitemap.xml", "/nghe-an/sitemap-2026-01.xml"])
def test_machines_may_ask_for_heads_and_for_changes_only(nghe_an: Site, reader: SiteClient, path: str) -> None:
    factories.article(factories.category(nghe_an))
    answer = reader.get(path)
    assert reader.head(path).status_code == 200
    assert reader.get(path, headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert reader.post(path).status_code == 405
    assert reader.get(f"{path}?trang=%00&q=%ff%fe'\"<").status_code == 200


def test_sitemaps_take_as_many_queries_with_more_rows(nghe_an: Site, reader: SiteClient) -> None:
    def grow() -> None:
        for _ in range(4):
            category = factories.category(nghe_an, parent=factories.category(nghe_an))
            factories.article(category, picture=factories.picture(nghe_an))
            factories.article(category, published_at=timezone.now() - datetime.timedelta(days=45))
            factories.page(nghe_an, slug=f"trang-{category.pk}")
            factories.department(nghe_an)
            factories.album(nghe_an)

    grow()
    paths = ["/nghe-an/sitemap.xml", "/nghe-an/sitemap-trang.xml", "/nghe-an/sitemap-2026-01.xml"]
    before = [queries_of(reader, path) for path in paths]
    grow()
    assert [queries_of(reader, path) for path in paths] == before


def test_sitemaps_load_no_bodies_and_count_nothing(nghe_an: Site, reader: SiteClient) -> None:
    factories.article(factories.category(nghe_an))
    with CaptureQueriesContext(connection) as captured:
        followed(reader, "/nghe-an")
    asked = [query["sql"] for query in captured if '"articles_article"' in query["sql"]]
    assert asked
    assert not [sql for sql in asked if "COUNT(" in sql or '"body_vi"' in sql]
