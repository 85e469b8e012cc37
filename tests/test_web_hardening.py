"""What every answer says to browsers, and what is never answered."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.test import Client

from accounts.models import User
from articles.models import Redirect
from provinces.models import Site
from tuyengiao import media, middleware

from . import factories
from .conftest import Cast, SiteClient
from .observatory import score

SignIn = Callable[[User], SiteClient]
STRANGER = "https://evil.example/"
METHODS = ["TRACE", "TRACK", "CONNECT", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "X"]


@pytest.fixture
def behind_tls(settings: Any) -> Any:
    """The settings of a production start."""
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 365 * 86400
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    return settings


@pytest.mark.parametrize("policy", [middleware.PUBLIC_CSP, middleware.ADMIN_CSP, media.POLICY, media.PDF_POLICY])
def test_no_policy_allows_what_is_unsafe(policy: str) -> None:
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'")
    assert not re.search(r"https?:|\*", policy)


@pytest.mark.parametrize("path", ["/nghe-an/", "/nghe-an/khong-co/", "/nghe-an/tim-kiem/?q=a", "/robots.txt", "/api/"])
def test_every_public_answer_carries_the_headers(nghe_an: Site, reader: SiteClient, path: str) -> None:
    answer = reader.get(path)
    assert answer.headers["Content-Security-Policy"] == middleware.PUBLIC_CSP
    assert "connect-src 'self'" in answer.headers["Content-Security-Policy"]
    _assert_common(answer)


@pytest.mark.parametrize("path", ["/quan-tri/", "/quan-tri/nghe-an/", "/quan-tri/nghe-an/khong-co/"])
def test_every_admin_answer_carries_the_headers(cast: Cast, sign_in: SignIn, path: str) -> None:
    answer = sign_in(cast.superadmin).get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert re.search(r"script-src 'self' 'nonce-[\w-]{20,}'", policy)
    assert "unsafe" not in policy
    _assert_common(answer)


def _assert_common(answer: Any) -> None:
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]


def test_pictures_may_stand_in_readers_of_feeds_and_documents_may_not(nghe_an: Site, reader: SiteClient) -> None:
    picture, document = factories.picture(nghe_an), factories.document_file(factories.document(nghe_an))
    assert reader.get(picture.file.url).headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert reader.get(document.file.url).headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "path", ["/nghe-an/", "/nghe-an/khong-co/", "/nghe-an/phan-hoi/tra-cuu/", "/tep/x/y.png", "/quan-tri/nghe-an/"]
)
def test_odd_methods_are_refused_and_nothing_is_sent_back(cast: Cast, sign_in: SignIn, path: str, method: str) -> None:
    answer = sign_in(cast.superadmin).generic(method, path, headers={"x-secret": "bí-mật-echo"})
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, POST")
    assert "echo" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/nghe-an/", "/quan-tri/dang-nhap/", "/quan-tri/login/"])
def test_behind_tls_the_score_of_the_observatory_is_a_plus(
    behind_tls: Any, nghe_an: Site, reader: SiteClient, path: str
) -> None:
    answer = reader.get(path, secure=True)
    plain = reader.get(path)
    assert plain.status_code == 301
    assert plain.headers["Location"].startswith("https://testserver/")
    found = score(answer, redirects_to_https=True)
    assert sum(found.values()) + 100 >= 120, found
    assert "preload" in answer.headers["Strict-Transport-Security"]


def test_the_score_falls_with_each_header_that_is_missing(behind_tls: Any, nghe_an: Site, reader: SiteClient) -> None:
    whole = sum(score(reader.get("/nghe-an/", secure=True), redirects_to_https=True).values())
    for name in ("Content-Security-Policy", "Strict-Transport-Security", "X-Content-Type-Options", "Referrer-Policy"):
        answer = reader.get("/nghe-an/", secure=True)
        del answer.headers[name]
        assert sum(score(answer, redirects_to_https=True).values()) < whole, name


def test_cookies_of_the_admin_are_for_this_host_only_and_for_no_script(behind_tls: Any, cast: Cast) -> None:
    browser = SiteClient()
    answer = browser.post(
        "/quan-tri/nghe-an/login/?next=/quan-tri/nghe-an/",
        {"username": "editor", "password": "mat-khau-thu"}, secure=True,
    )  # fmt: skip
    assert answer.status_code == 302
    assert {"__Host-session", "__Host-csrf"} <= answer.cookies.keys()
    for name, cookie in answer.cookies.items():
        assert (bool(cookie["secure"]), bool(cookie["httponly"]), cookie["samesite"]) == (True, True, "Lax"), name
        assert (cookie["path"], cookie["domain"]) == ("/", ""), name


ELSEWHERE = [
    STRANGER,
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    " //evil.example",
    "/\t/evil.example",
    "https://testserver@evil.example/",
]


def _leads_away(answer: Any) -> bool:
    return bool(re.search(r"evil|javascript:", answer.headers.get("Location", "")))


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_and_out_lead_nowhere_else(cast: Cast, client: Client, sign_in: SignIn, target: str) -> None:
    browser = SiteClient()
    answer = browser.post(
        f"/quan-tri/nghe-an/login/?next={quote(target)}",
        {"username": "editor", "password": "mat-khau-thu", "next": target},
    )
    assert (answer.status_code, _leads_away(answer)) == (302, False)
    signed_in = sign_in(cast.editor)
    assert not _leads_away(signed_in.get(f"/quan-tri/nghe-an/login/?next={quote(target)}"))
    assert not _leads_away(signed_in.post("/quan-tri/nghe-an/logout/", {"next": target}))


@pytest.mark.parametrize("path", ["//evil.example/tin", "/%2f%2fevil.example", "/\\evil.example/x", "/%5cevil.example"])
@pytest.mark.parametrize("root", ["", "/nghe-an", "/quan-tri", "/quan-tri/nghe-an"])
def test_no_address_leads_to_another_host(cast: Cast, sign_in: SignIn, root: str, path: str) -> None:
    for browser in (SiteClient(), sign_in(cast.superadmin)):
        answer = browser.get(root + path)
        location = answer.headers.get("Location", "")
        assert answer.status_code < 500
        assert not re.match(r"(https?:)?[/\\]{2}(?!testserver)", location), location


STORED = ["javascript:alert(1)", "data:text/html,x", "//evil.example/", "http://[", "http:evil"]


def test_a_stored_redirect_leads_to_another_scheme_nowhere(nghe_an: Site, reader: SiteClient) -> None:
    for number, target in enumerate(STORED):
        Redirect.objects.create(site=nghe_an, old_path=f"/cu-{number}/", target=target)
        answer = reader.get(f"/nghe-an/cu-{number}/")
        assert answer.status_code == 404, target


@pytest.mark.parametrize(
    "headers",
    [{"x-forwarded-host": "evil.example"}, {"forwarded": "host=evil.example"}, {"x-original-url": "/quan-tri/"},
     {"x-rewrite-url": "/quan-tri/"}, {"x-http-method-override": "DELETE"}, {"x-host": "evil.example"}],
)  # fmt: skip
def test_no_header_says_which_host_or_page_was_asked_for(
    nghe_an: Site, reader: SiteClient, headers: dict[str, str]
) -> None:
    plain, said = reader.get("/nghe-an/"), reader.get("/nghe-an/", headers=headers)
    assert "evil.example" not in said.content.decode()
    assert said.content == plain.content


def test_an_address_outside_our_proxies_does_not_say_whose_a_request_is(settings: Any) -> None:
    from accounts.addresses import client_address

    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    said = {"HTTP_X_FORWARDED_FOR": "198.51.100.1"}
    assert client_address({**said, "REMOTE_ADDR": "203.0.113.9"}) == "203.0.113.9"
    assert client_address({**said, "REMOTE_ADDR": "10.0.0.1"}) == "198.51.100.1"


def test_bodies_have_a_limit_of_size_and_of_fields() -> None:
    assert django_settings.DATA_UPLOAD_MAX_MEMORY_SIZE <= 10 * 2**20
    assert django_settings.DATA_UPLOAD_MAX_NUMBER_FIELDS <= 5000


def test_a_body_beyond_the_limit_is_refused(nghe_an: Site, reader: SiteClient, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = reader.post("/nghe-an/phan-hoi/tra-cuu/", {"code": "x" * 2000}, headers={"sec-fetch-site": "same-origin"})
    assert answer.status_code in {400, 413}
