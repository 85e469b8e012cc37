"""Signing in: whoever guesses has to wait, nobody locks others out, and the audit log knows of it."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from accounts import throttling
from accounts.addresses import client_address, household
from accounts.models import KnownAddress, SignInFailure, User
from provinces.models import AuditEntry, Site

from . import factories
from .conftest import Cast, SiteClient

LOGIN = "/quan-tri/login/"
GOOD = "mat-khau-thu"
HERE, THERE = "203.0.113.7", "198.51.100.20"
Clock = Callable[[float], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return a function that lets minutes pass."""
    moment = [timezone.now()]
    monkeypatch.setattr(timezone, "now", lambda: moment[0])

    def wait(minutes: float) -> None:
        moment[0] += datetime.timedelta(minutes=minutes)

    return wait


def attempt(name: str, password: str = "sai-mat-khau", address: str = HERE, root: str = LOGIN) -> Any:
    """Try to sign in and return the answer; 302 is a success."""
    return SiteClient(REMOTE_ADDR=address).post(root, {"username": name, "password": password})


def fail(name: str, times: int, address: str = HERE) -> None:
    for _time in range(times):
        assert attempt(name, address=address).status_code == 200


def test_five_mistakes_make_the_next_try_wait_even_with_the_right_password(cast: Cast, clock: Clock) -> None:
    fail("writer", 5)
    page = attempt("writer", GOOD)
    assert page.status_code == 200
    assert "Sai quá nhiều lần. Vui lòng thử lại sau 1 phút." in page.content.decode()
    assert 'value="writer"' in page.content.decode(), "what was typed is kept"
    clock(1.1)
    assert attempt("writer", GOOD).status_code == 302
    fail("writer", 4)
    assert attempt("writer", GOOD).status_code == 302, "a success forgets the mistakes before it"


def test_each_further_mistake_doubles_the_wait(cast: Cast, clock: Clock) -> None:
    fail("writer", 5)
    clock(1.1)
    fail("writer", 1)
    clock(1.1)
    assert "sau 1 phút" in attempt("writer", GOOD).content.decode()
    clock(1)
    fail("writer", 1)
    assert "sau 4 phút" in attempt("writer", GOOD).content.decode()


def test_an_account_that_does_not_exist_is_answered_in_the_same_words(cast: Cast, clock: Clock) -> None:
    fail("khong-co", 5)
    fail("writer", 5)
    unknown, known = (_said(attempt(name)) for name in ("khong-co", "writer"))
    assert "Sai quá nhiều lần" in unknown
    assert unknown == known
    clock(60)
    assert _said(attempt("khong-co")) == _said(attempt("writer"))


def _said(answer: Any) -> str:
    found = re.search(r'<div class="errornote"[^>]*>(.*?)</div>', answer.content.decode(), re.DOTALL)
    assert found is not None
    return " ".join(found[1].split())


def test_capitals_make_no_other_account(cast: Cast, clock: Clock) -> None:
    for name in ("writer", "Writer", "WRITER", "wRiter", "writeR"):
        fail(name, 1)
    assert "Sai quá nhiều lần" in attempt("writer", GOOD).content.decode()


def test_strangers_lock_nobody_out_of_where_they_usually_sit(cast: Cast, clock: Clock) -> None:
    assert attempt("writer", GOOD).status_code == 302
    for number in range(10):
        fail("writer", 2, f"192.0.2.{number}")
    assert "Sai quá nhiều lần" in attempt("writer", GOOD, THERE).content.decode(), "a strange address waits"
    assert attempt("writer", GOOD).status_code == 302
    clock(15.1)
    assert attempt("writer", GOOD, THERE).status_code == 302


def test_trying_many_names_from_one_address_ends_and_holds_no_colleague_there(cast: Cast, clock: Clock) -> None:
    assert attempt("editor", GOOD).status_code == 302
    for number in range(30):
        fail(f"ten-{number}", 1)
    assert "Sai quá nhiều lần" in attempt("ten-31").content.decode()
    assert "Sai quá nhiều lần" in attempt("writer", GOOD).content.decode()
    assert attempt("editor", GOOD).status_code == 302


def test_a_refused_try_is_no_mistake_and_checks_no_password(cast: Cast, clock: Clock, monkeypatch: Any) -> None:
    fail("writer", 5)
    monkeypatch.setattr(User, "check_password", lambda *_args: pytest.fail("the password was checked"))
    attempt("writer", GOOD)
    assert SignInFailure.objects.count() == 5


def test_a_site_s_own_sign_in_counts_with_the_network_s(cast: Cast, clock: Clock) -> None:
    fail("writer", 3)
    for _time in range(2):
        attempt("writer", root="/quan-tri/nghe-an/login/")
    assert "Sai quá nhiều lần" in attempt("writer", GOOD, root="/quan-tri/nghe-an/login/").content.decode()


def test_the_audit_log_names_sign_ins_and_failures_and_keeps_no_typed_text(cast: Cast) -> None:
    attempt("writer", GOOD)
    attempt("writer")
    attempt("mat-khau-go-nham-o")
    entries = AuditEntry.objects.filter(verb__startswith="sign_in").order_by("id")
    assert [(one.verb, one.user, one.object_label, one.address) for one in entries] == [
        ("sign_in", cast.writer, "", HERE),
        ("sign_in_failed", None, str(cast.writer), HERE),
        ("sign_in_failed", None, "", HERE),
    ]
    assert "mat-khau" not in " ".join(f"{one.detail}{one.object_label}" for one in entries)


def test_what_no_limit_asks_for_any_more_is_deleted(cast: Cast, clock: Clock) -> None:
    fail("writer", 2)
    attempt("editor", GOOD)
    clock(14)
    assert throttling.forget(timezone.now()) == 0
    clock(2)
    assert throttling.forget(timezone.now()) == 2
    clock(91 * 24 * 60)
    assert throttling.forget(timezone.now()) == 1
    assert not KnownAddress.objects.exists()


@pytest.mark.parametrize(
    ("environ", "found"),
    [
        ({"REMOTE_ADDR": "203.0.113.7", "HTTP_X_FORWARDED_FOR": "6.6.6.6"}, "203.0.113.7"),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 203.0.113.9"}, "203.0.113.9"),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 203.0.113.9, 10.0.0.2"}, "203.0.113.9"),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "rubbish"}, "127.0.0.1"),
        ({"REMOTE_ADDR": "127.0.0.1"}, "127.0.0.1"),
        ({"REMOTE_ADDR": "::ffff:203.0.113.7"}, "203.0.113.7"),
        ({"REMOTE_ADDR": ""}, ""),
        ({}, ""),
    ],
)
def test_who_asks_is_told_by_our_own_proxies_only(environ: dict[str, str], found: str, settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.1", "10.0.0.0/8"]
    assert client_address(environ) == found


def test_of_ipv6_the_network_counts() -> None:
    assert household("2001:db8:1:2:3::4") == household("2001:db8:1:2::9") == "2001:db8:1:2::"
    assert household("203.0.113.7") == "203.0.113.7"
    assert household("") == ""


def test_one_known_address_is_one_row(cast: Cast) -> None:
    for _time in range(2):
        assert attempt("writer", GOOD).status_code == 302
    assert KnownAddress.objects.filter(user=cast.writer).count() == 1


def test_an_account_that_may_not_sign_in_is_told_nothing_of_its_password(portal: Site) -> None:
    factories.user("nghi", is_active=False)
    page = attempt("nghi", GOOD)
    assert page.status_code == 200
    assert "errornote" in page.content.decode()
