"""How long nginx may keep a page: until the second ends in which a node last asked the database, and never longer."""

import re
import time
from typing import Any

import pytest
from django.db import OperationalError, connection

from articles import publishing
from editions import judging, versions
from editions.pages import encoding_for
from provinces.models import Site
from scripts.production import files

from . import factories
from .test_editions import Front, _one_connection, address_of, front

__all__ = ["_one_connection", "front"]  # fixtures
pytestmark = pytest.mark.django_db
HEADER = "X-Accel-Expires"


class Clock:
    """The time of day, as the test has it."""

    def __init__(self) -> None:
        self.now = float(int(time.time())) + 0.2

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> Clock:
    """Behind nginx, at the fifth part of a second."""
    settings.FRONT_LOG = tmp_path
    clock = Clock()
    monkeypatch.setattr(time, "time", clock)
    return clock


def asked_again(front: Front, path: str, **headers: str) -> dict[str, str]:
    """The headers of a page that nobody has to look after: the database was asked a moment ago."""
    return front._ask(front.application, path, **headers).headers


def test_a_page_may_stand_in_front_until_the_second_ends(front: Front, nghe_an: Site, clock: Clock) -> None:
    second = f"@{int(clock.now)}"
    assert front.get("/nghe-an/").headers[HEADER] == second, "made just now"
    assert asked_again(front, "/nghe-an/")[HEADER] == second
    assert asked_again(front, "/nghe-an/", HTTP_ACCEPT_ENCODING="gzip")[HEADER] == second


def test_a_new_second_asks_the_database_again(front: Front, nghe_an: Site, clock: Clock) -> None:
    front.get("/nghe-an/")
    clock.now += 0.79
    looked_at = versions.current.looked_at
    asked_again(front, "/nghe-an/")
    assert versions.current.looked_at == looked_at
    clock.now += 0.02
    assert asked_again(front, "/nghe-an/")[HEADER] == f"@{int(clock.now)}"
    assert versions.current.looked_at > looked_at


def test_a_look_of_the_second_before_keeps_nothing(
    front: Front, nghe_an: Site, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    front.get("/nghe-an/")
    monkeypatch.setattr(versions.current, "look", lambda: None)  # another thread is asking
    clock.now += 1
    assert HEADER not in asked_again(front, "/nghe-an/")


def test_without_nginx_nothing_is_said(front: Front, nghe_an: Site, settings: Any) -> None:
    settings.FRONT_LOG = None
    front.get("/nghe-an/")
    assert HEADER not in front.get("/nghe-an/").headers


def test_what_is_no_page_that_we_keep_is_not_kept_in_front(front: Front, nghe_an: Site, clock: Clock) -> None:
    article = factories.article(factories.category(nghe_an))
    path = address_of(article)
    assert HEADER in front.get(path).headers
    publishing.withdraw(article, None)
    gone = front.get(path)
    assert (gone.status, HEADER in gone.headers) == (410, False)
    assert HEADER not in front.get("/nghe-an/khong-co/").headers
    assert HEADER not in front.get("/nghe-an/tim-kiem/", "q=le+hoi").headers


def test_a_page_that_is_known_already_is_not_kept_without_its_body(front: Front, nghe_an: Site, clock: Clock) -> None:
    tag = front.get("/nghe-an/").headers["ETag"]
    known = front.get("/nghe-an/", HTTP_IF_NONE_MATCH=tag)
    assert (known.status, HEADER in known.headers) == (304, False)


def test_an_old_page_that_is_shown_while_the_new_one_is_made_is_not_kept(
    front: Front, nghe_an: Site, clock: Clock
) -> None:
    front.get("/nghe-an/")
    page = next(iter(front.memory.pages.values()))
    factories.hotline(nghe_an)
    versions.current.looked_at = float("-inf")
    versions.current.look()
    assert judging.kept_in_front(page) == []


def test_a_list_that_may_be_behind_for_some_time_is_kept_until_then(front: Front, nghe_an: Site, clock: Clock) -> None:
    draft = factories.article(factories.category(nghe_an), live=False)
    front.get(address_of(factories.article(factories.category(nghe_an))))
    (page,) = front.memory.pages.values()
    publishing.publish(draft, None)
    versions.current.look_soon()
    versions.current.look()
    assert judging.kept_in_front(page)
    since = judging.judge(page, clock.now).slow_since
    assert since is not None
    clock.now = since + judging.SLOW_LIMIT + 0.01
    versions.current.look()
    assert judging.kept_in_front(page) == []


def test_a_page_that_ends_within_the_second_is_not_kept(front: Front, nghe_an: Site, clock: Clock) -> None:
    front.get("/nghe-an/")
    (page,) = front.memory.pages.values()
    second = int(clock.now)
    page.ends_at = page.good_until = second + 2.5
    for later, kept in ((0, True), (1, True), (2, False)):
        clock.now = second + later + 0.2
        assert (HEADER in asked_again(front, "/nghe-an/")) is kept, later


def test_without_the_database_nothing_is_kept_in_front(
    front: Front, nghe_an: Site, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    front.get("/nghe-an/")

    def away() -> None:
        raise OperationalError("the server has closed the connection")

    with monkeypatch.context() as patched:
        patched.setattr(connection, "cursor", away)
        patched.setattr(connection, "close", lambda: None)
        stale = front.get("/nghe-an/").headers
    assert stale["X-Edition"] == "stale"
    assert HEADER not in stale


NGINX = (files.DEPLOY / "nginx" / "tuyengiao.conf").read_text()


def mapped(name: str, value: str) -> str:
    """What a map of the configuration makes of a value; a named group is what it names."""
    found = re.search(rf"^map \$\w+ \${name} \{{\n(.*?)^\}}", NGINX, re.MULTILINE | re.DOTALL)
    assert found is not None
    default = ""
    for line in found[1].splitlines():
        pattern, result = line.strip().rstrip(";").rsplit(" ", 1)
        result = result.strip('"')
        pattern = pattern.strip('"')
        if pattern == "default":
            default = result
        elif pattern.startswith("~"):
            match = re.search(pattern[1:].replace("(?<", "(?P<").replace("(?P<!", "(?<!"), value)
            if match:
                return match.groupdict().get(result[1:], result)
        elif pattern == value:
            return result
    return default


@pytest.mark.parametrize(
    "accepted",
    [
        "", "br", "gzip", "gzip, deflate, br", "gzip, deflate, br, zstd", "br;q=0, gzip", "gzip;q=0", "*", "identity",
        "br;q=0.5, gzip;q=1.0", "br; q=0.0, gzip", "deflate", "xbr, gzip", "br ;q=1", "gzip;q=0.001", "br;q=0,gzip;q=0",
    ],
)  # fmt: skip
def test_nginx_asks_for_the_form_that_a_node_would_have_chosen(accepted: str) -> None:
    assert (mapped("tuyengiao_encoding", accepted) or "identity") == encoding_for(accepted)


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("", "$request_uri"),
        ("trang=2", "$request_uri"),
        ("fbclid=IwAR0x", "$tuyengiao_path"),
        ("utm_source=zalo&utm_medium=social", "$tuyengiao_path"),
        ("trang=2&fbclid=x", ""),
        ("trang=2&trang=3", ""),
        ("trang=%32", ""),
        ("trang=12345", ""),
        ("q=fbclid", ""),
        ("q=x&fbclid=y", ""),
        ("fbclid=y&q=x", ""),
        ("xfbclid=y", ""),
        ("linh_vuc=y-te", ""),
    ],
)
def test_queries_that_nginx_does_not_know_go_to_a_node(query: str, page: str) -> None:
    assert mapped("tuyengiao_page", query) == page
    assert bool(mapped("tuyengiao_not_kept", page)) is (page == "")


def test_the_second_stands_in_the_key() -> None:
    key = re.search(r'proxy_cache_key "([^"]*)"', (files.DEPLOY / "nginx" / "tuyengiao-pages.conf").read_text())
    assert key is not None
    assert key[1].split()[0] == "$time_iso8601"
    assert mapped("tuyengiao_path", "/tin-tuc/%3Ftrang=2?q=x?y") == "/tin-tuc/%3Ftrang=2"
