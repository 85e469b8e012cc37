"""Whatever readers, robots and attackers ask for: the right status, never an error of ours."""

from urllib.parse import quote

import pytest

from articles.models import Category
from provinces.models import Site

from . import factories
from .conftest import SiteClient


@pytest.fixture
def category(nghe_an: Site) -> Category:
    made = factories.category(nghe_an, "Tin tức", "tin-tuc")
    article = factories.article(made, "Đường về bản", published_at=factories.LONG_AGO)
    article.tags.add(factories.tag(nghe_an, "Giao thông"))
    return made


LONG = "a" * 10_000
STRANGE = [
    *('"', "\x00", "   ", "(", ")", "[", "*", "-", "^", ":", "\\", "%", "_", "\u202e", "\ufffe", "😀"),
    *("'; DROP TABLE x; --", "a OR b", "NEAR(", "<script>", LONG, '"' * 10_000, "(" * 10_000, "xuân " * 2_000),
]


@pytest.mark.parametrize("name", ["q", "tu-khoa", "chuyen-muc", "loai", "co-quan", "tu-ngay", "den-ngay", "sap-xep"])
def test_a_search_takes_any_text(reader: SiteClient, category: Category, name: str) -> None:
    for typed in STRANGE:
        response = reader.get("/nghe-an/tim-kiem/", {"q": "đường", name: typed})
        assert response.status_code == 200, typed[:20]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        # cut-off and wrong UTF-8, NUL, very long
        ("%E1%BA/", 404),
        ("tin-tuc/%E1%BA.html", 404),
        ("tin-tuc/%ff%fe-999999.html", 404),
        ("tin-tuc/%00-999999.html", 404),
        ("%00", 404),
        (f"{LONG}/", 404),
        (f"tin-tuc/{LONG}.html", 404),
        ("tim-kiem/?q=%E1%BA", 200),
        ("tim-kiem/?q=%ED%A0%80", 200),
        ("tim-kiem/?%ff=%fe", 200),
        (f"tim-kiem/?q={LONG}", 200),
        # numbers
        ("tin-tuc/?trang=1000000000", 404),
        ("tin-tuc/?trang=-1", 404),
        ("tin-tuc/?trang=1e3", 404),
        ("tin-tuc/?trang=%D9%A2", 404),
        ("tin-tuc/?trang=", 404),
        (f"tin-tuc/?trang={'9' * 5_000}", 404),
        ("tim-kiem/?q=%C4%91%C6%B0%E1%BB%9Dng&trang=1000000000", 404),
        (f"tin-tuc/x-{'9' * 18}.html", 404),
        (f"tin-tuc/x-{'9' * 400}.html", 404),
        (f"tu-khoa/x-{'9' * 30}/", 404),
        (f"tac-gia/x-{'9' * 30}/", 404),
        (f"rss/tu-khoa-{'9' * 30}.xml", 404),
        (f"thu-vien-anh/x-{'9' * 30}/", 404),
        (f"api/articles/{'9' * 30}/", 404),
        # days and months
        ("luu-tru/2026/13/", 404),
        ("luu-tru/2026/00/", 404),
        ("luu-tru/0000/01/", 404),
        ("luu-tru/9999/12/", 404),
        ("luu-tru/2026/1/", 404),
        ("sitemap-2026-13.xml", 404),
        ("sitemap-0000-01.xml", 404),
        ("tim-kiem/?q=a&tu-ngay=2026-02-31", 200),
        ("tim-kiem/?q=a&tu-ngay=0000-00-00&den-ngay=99999-99-99", 200),
        # languages
        ("xx/", 404),
        ("en/", 404),  # this site has no English
        ("km/tin-tuc/", 404),
        ("vi/", 404),
        # ways out of the tree, and what robots try
        ("../../etc/passwd", 404),
        ("..%2f..%2fetc%2fpasswd", 404),
        ("//example.com/", 404),
        ("wp-login.php", 404),
        (".env", 404),
        ("tin-tuc//", 404),
        ("rss/khong-co.xml", 404),
        ("tinh/khong-co/", 404),
        ("mau/999-999-x.css", 404),
    ],
)
def test_addresses(reader: SiteClient, category: Category, path: str, status: int) -> None:
    response = reader.get(f"/nghe-an/{path}")
    assert response.status_code == status
    assert reader.head(f"/nghe-an/{path}").status_code == status
    assert "Set-Cookie" not in response.headers


PAGES = [
    *("", "tin-tuc/", "tim-kiem/?q=duong", "luu-tru/", "luu-tru/2026/01/", "so-do/", "lien-he/", "rss/", "rss.xml"),
    *("rss/tin-tuc.xml", "sitemap.xml", "sitemap-trang.xml", "sitemap-2026-01.xml", "api/", "api/articles/"),
]


@pytest.mark.parametrize("path", PAGES)
def test_head_answers_like_get_without_content(reader: SiteClient, category: Category, path: str) -> None:
    got, asked = reader.get(f"/nghe-an/{path}"), reader.head(f"/nghe-an/{path}")
    assert (got.status_code, asked.status_code, asked.content) == (200, 200, b"")
    assert asked.headers["Content-Type"] == got.headers["Content-Type"]
    assert asked.headers.get("ETag") == got.headers.get("ETag")


@pytest.mark.parametrize("path", PAGES)
def test_what_has_not_changed_is_not_sent_again(reader: SiteClient, category: Category, path: str) -> None:
    etag = reader.get(f"/nghe-an/{path}").headers["ETag"]
    again = reader.get(f"/nghe-an/{path}", HTTP_IF_NONE_MATCH=etag)
    assert (again.status_code, again.content) == (304, b"")
    assert reader.get(f"/nghe-an/{path}", HTTP_IF_NONE_MATCH='"other"').status_code == 200
    assert reader.get(f"/nghe-an/{path}", HTTP_IF_NONE_MATCH="*").status_code in {200, 304}
    assert reader.get(f"/nghe-an/{path}", HTTP_IF_MODIFIED_SINCE="yesterday").status_code == 200
    assert reader.get(f"/nghe-an/{path}", HTTP_IF_NONE_MATCH="\xff\x00" * 50).status_code == 200


@pytest.mark.parametrize(
    "asked", ["bytes=0-9", "bytes=5-", "bytes=999999999-", "bytes=9-1", "items=1", "bytes=", "\xff"]
)
def test_a_range_of_a_page_is_the_whole_page(reader: SiteClient, category: Category, asked: str) -> None:
    assert reader.get("/nghe-an/", HTTP_RANGE=asked).status_code == 200


@pytest.mark.parametrize(
    ("asked", "status"),
    [("bytes=0-9", 206), ("bytes=-5", 206), ("bytes=99999999-", 416), ("bytes=x", 200), ("items=1-2", 200)],
)
def test_a_range_of_an_upload_is_that_part(reader: SiteClient, nghe_an: Site, asked: str, status: int) -> None:
    picture = factories.picture(nghe_an)
    assert reader.get(picture.file.url, HTTP_RANGE=asked).status_code == status


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("path", ["", "tin-tuc/", "tim-kiem/", "rss.xml", "sitemap.xml", "api/articles/"])
def test_public_pages_can_only_be_read(reader: SiteClient, category: Category, method: str, path: str) -> None:
    assert getattr(reader, method)(f"/nghe-an/{path}").status_code == 405


@pytest.mark.parametrize(
    "host", ["", "unknown.example", "testserver:99999", "[::1", "a" * 300, "xn--", "testserver\x00"]
)
def test_an_unknown_host_is_told_nothing(reader: SiteClient, category: Category, host: str) -> None:
    response = reader.get("/nghe-an/", HTTP_HOST=host)
    assert response.status_code in {200, 400, 404}
    if response.status_code != 200:
        assert "Nghệ An" not in response.content.decode()


@pytest.mark.parametrize("accept", ["", "xx", "km;q=0.9", "*" * 5_000, "\xff", "en-US,en;q=x"])
def test_the_address_alone_decides_the_language(reader: SiteClient, category: Category, accept: str) -> None:
    response = reader.get("/nghe-an/", HTTP_ACCEPT_LANGUAGE=accept)
    assert response.headers["Content-Language"] == "vi"


def test_a_date_in_the_url_of_the_sitemap_beyond_all_time(reader: SiteClient, category: Category) -> None:
    for year in ("0001", "1000", "9998"):
        assert reader.get(f"/nghe-an/luu-tru/{year}/01/").status_code == 404
        assert reader.get(f"/nghe-an/sitemap-{year}-01.xml").status_code == 404


def test_a_title_of_a_quoted_address_leads_to_the_right_one(reader: SiteClient, category: Category) -> None:
    article = category.articles.get()
    response = reader.get(f"/nghe-an/tin-tuc/{quote('bất kỳ')}-{article.pk}.html")
    assert (response.status_code, response.headers["Location"]) == (301, f"/nghe-an{article.get_absolute_url()}")
