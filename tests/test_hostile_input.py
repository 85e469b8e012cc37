"""Whatever is sent to whichever address: no error of ours, nothing comes back as markup, ordinary things still work.

The addresses are read from the resolvers, so that a new one is tried without being named here. What is refused file by
file stands beside what takes it: pictures, documents, Word files, archives, bodies.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.db import transaction

from articles.models import Article
from provinces.models import Hotline, Site

from . import factories
from .conftest import Cast, SiteClient
from .walk.routes import Route, routes

MARK = "<script>danger()</script>"
NUL, HALF, TURN = "\x00", "%E1%BA", "\u202e"
QUERY = urlencode(dict.fromkeys(("q", "trang", "term", "page", "p", "o", "next", "e"), f"{MARK}'\"{TURN}{{{{7*7}}}}"))
QUERIES = (
    QUERY,
    f"q={HALF}&%ff=%fe&trang={'9' * 400}",
    f"q={'a' * 9000}",
    "q=%00&id__in=%00&_popup=1&_to_field=password",
)
VALUES = (
    "0",
    "9" * 18,
    "9" * 30,
    "-1",
    quote(MARK),
    "%00",
    HALF,
    "a" * 300,
    quote("đường-dẫn"),
    "..%2f..%2fetc%2fpasswd",
)
HEADERS: tuple[dict[str, str], ...] = (
    {"cookie": "session=\x80\xff; __Host-session=" + "a" * 3000, "accept-language": "*" * 3000},
    {"x-forwarded-for": "'; --, ::1%eth0", "user-agent": MARK, "referer": "http://[", "origin": "null"},
    {
        "range": "bytes=" + "0-1," * 200,
        "if-modified-since": "x",
        "if-none-match": "\xff" * 100,
        "accept-encoding": "\x01",
    },
    {"accept": MARK, "content-length": "-5", "authorization": "Bearer " + "\xff" * 50},
)
BODIES: tuple[tuple[str, bytes], ...] = (
    (
        "application/x-www-form-urlencoded",
        urlencode({"token": MARK, "code": NUL, "action": MARK, "pk": "\ud7ff"}).encode(),
    ),
    ("application/x-www-form-urlencoded", b"%ff%fe=%00&a" * 200),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="a"; filename="../../x\x00.php"\r\n\r\n',
    ),
    ("multipart/form-data", b"no boundary"),
    ("application/json", b"[" * 50_000),
    ("text/xml; charset=utf-99", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
)
CONFS = {
    "/nghe-an/": settings.ROOT_URLCONF,
    "/quan-tri/nghe-an/": settings.ADMIN_URLCONF,
    "/quan-tri/": settings.NETWORK_ADMIN_URLCONF,
}


def _paths(route: Route) -> Iterator[str]:
    """Yield the addresses of a route, each hostile value in the place of its arguments."""
    pattern = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", "<x>", route.route).replace("^", "").replace("\\Z", "")
    pattern = pattern.replace("\\", "").replace("$", "")
    for value in VALUES if "<" in pattern else ("",):
        yield re.sub(r"<[^>]+>", value, pattern)


def _assert_harmless(answer: Any, asked: str) -> None:
    assert answer.status_code < 500, asked
    if not answer.streaming and answer.headers.get("Content-Type", "").startswith("text/html"):
        assert MARK not in answer.content.decode(errors="replace"), asked
    assert "\n" not in answer.headers.get("Location", ""), asked


def _attack(browser: SiteClient, root: str, route: Route) -> int:
    """Ask one route in all hostile ways, undoing what it does; return how many answers there were."""
    count = 0
    for number, path in enumerate(_paths(route)):
        query, headers = QUERIES[number % len(QUERIES)], HEADERS[number % len(HEADERS)]
        kind, body = BODIES[number % len(BODIES)]
        address = f"{root}{path}"
        with transaction.atomic():
            _assert_harmless(browser.get(f"{address}?{query}"), f"GET {address}?{query[:60]}")
            known = {name: value for name, value in headers.items() if name != "cookie" or root == "/nghe-an/"}
            _assert_harmless(browser.get(address, headers=known), f"GET {address} {headers}")
            posted = browser.generic(
                "POST", address, body, content_type=kind, headers={"sec-fetch-site": "same-origin"}
            )
            _assert_harmless(posted, f"POST {address} {kind}")
            transaction.set_rollback(True)
        count += 3
    return count


@pytest.fixture
def article(cast: Cast, nghe_an: Site) -> Article:
    """Something that ordinary people look for."""
    return factories.article(factories.category(nghe_an, "Tin tức", "tin-tuc"), "Đường về bản")


@pytest.mark.parametrize("root", CONFS)
def test_no_address_breaks_and_none_gives_markup_back(cast: Cast, article: Article, root: str) -> None:
    browser = SiteClient(raise_request_exception=False)
    if root != "/nghe-an/":
        browser.force_login(cast.superadmin)
    asked = {}
    for route in routes(CONFS[root]):
        if route.name != "admin:logout":
            asked[route.route] = _attack(browser, root, route)
    assert len(asked) >= len({route.route for route in routes(CONFS[root])}) - 1
    assert min(asked.values()) >= 3
    assert browser.get(root).status_code == 200, "the same browser goes on as before"


def test_the_attack_sees_an_address_that_breaks_and_one_that_gives_markup_back(nghe_an: Site) -> None:
    class Broken:
        streaming, headers = False, {"Content-Type": "text/html"}

        def __init__(self, status: int, content: bytes) -> None:
            self.status_code, self.content = status, content

    for answer in (Broken(500, b""), Broken(200, MARK.encode())):
        with pytest.raises(AssertionError):
            _assert_harmless(answer, "x")
    _assert_harmless(Broken(200, b"&lt;script&gt;"), "x")


def test_ordinary_things_work_at_the_same_addresses(cast: Cast, article: Article) -> None:
    reader = SiteClient()
    assert article.title in reader.get("/nghe-an/").content.decode()
    assert reader.get(f"/nghe-an{article.get_absolute_url()}").status_code == 200
    assert reader.get("/nghe-an/tim-kiem/", {"q": "đường & <bản>"}).status_code == 200
    staff = SiteClient()
    staff.force_login(cast.site_admin)
    form = {"label_vi": 'Đường dây <nóng> & "nhanh"', "phone": "0238 3 000 000", "order": "1", "is_shown": "on"}
    assert staff.post("/quan-tri/nghe-an/provinces/hotline/add/", form).status_code == 302
    assert Hotline.objects.get().label_vi == form["label_vi"]
    page = reader.get("/nghe-an/").content.decode()
    assert "<nóng>" not in page
