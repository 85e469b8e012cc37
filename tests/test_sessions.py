"""Sessions: listed in words, ended one by one or together, gone with a changed password, forgotten when over."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from accounts import sessions
from accounts.devices import device_of
from accounts.models import Session, User
from provinces.models import AuditEntry, Membership

from . import factories
from .conftest import Cast, SiteClient

SignIn = Callable[[Any], SiteClient]
ROOT = "/quan-tri/nghe-an/"
PAGE = f"{ROOT}tai-khoan/phien/"
GOOD = "mat-khau-thu"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/1 Safari/604.1"
)


def enter(name: str, agent: str = FIREFOX, address: str = "203.0.113.7") -> SiteClient:
    """Sign in with a password, from some browser."""
    client = SiteClient(REMOTE_ADDR=address, headers={"user-agent": agent})
    assert client.post(f"{ROOT}login/", {"username": name, "password": GOOD}).status_code == 302
    return client


def key_of(client: SiteClient) -> str:
    return str(client.session.session_key)


def is_in(client: SiteClient) -> bool:
    return client.get(ROOT).status_code == 200


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox · Windows"),
        (IPHONE, "Safari · iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge · Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/130 Chrome/124.0 Safari/537.36", "Cốc Cốc · Windows"),
        ("Mozilla/5.0 (Linux; Android 15; SM-A156) SamsungBrowser/27 Chrome/125 Mobile", "Samsung Internet · Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15", "Safari · macOS"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_a_browser_is_named_in_words(agent: str, words: str) -> None:
    assert device_of(agent) == words


def test_one_s_own_sessions_are_listed_and_nobody_else_s(cast: Cast) -> None:
    here, phone = enter("writer"), enter("writer", IPHONE, "198.51.100.4")
    enter("editor", address="192.0.2.99")
    page = here.get(PAGE).text
    assert "Firefox · Windows" in page
    assert "Safari · iPhone" in page
    assert "198.51.100.4" in page
    assert "192.0.2.99" not in page
    assert page.count("phiên này") == 1
    for client in (here, phone):
        assert key_of(client) not in page, "a key in a page would let its reader in"


def test_no_more_is_kept_than_is_shown(cast: Cast) -> None:
    enter("writer")
    kept = {field.name for field in Session._meta.concrete_fields}
    assert kept == {
        "session_key", "session_data", "expire_date", "user", "device", "address", "began_at", "seen_at",
    }  # fmt: skip
    assert FIREFOX not in str(Session.objects.get(user=cast.writer).get_decoded())


def test_one_session_is_ended_and_the_others_go_on(cast: Cast) -> None:
    here, phone, desk = enter("writer"), enter("writer", IPHONE), enter("writer")
    here.post(PAGE, {"session": sessions.mark_of(key_of(phone))})
    assert [is_in(client) for client in (here, phone, desk)] == [True, False, True]
    entry = AuditEntry.objects.get(verb="sessions_ended")
    assert (entry.user, entry.detail) == (cast.writer, "1")


def test_all_others_are_ended_at_once(cast: Cast) -> None:
    here, phone, other = enter("writer"), enter("writer", IPHONE), enter("editor")
    assert "Đã kết thúc" in here.post(PAGE, {"others": ""}, follow=True).text
    assert [is_in(client) for client in (here, phone, other)] == [True, False, True]
    assert 'name="others"' not in here.get(PAGE).text


@pytest.mark.parametrize("mark", ["", "x", "\x00", "0" * 5000])
def test_a_mark_that_is_none_ends_nothing(cast: Cast, mark: str) -> None:
    here, phone = enter("writer"), enter("writer", IPHONE)
    assert here.post(PAGE, {"session": mark}).status_code == 302
    assert is_in(phone)


def test_nobody_ends_a_stranger_s_session(cast: Cast) -> None:
    here, other = enter("writer"), enter("editor")
    here.post(PAGE, {"session": sessions.mark_of(key_of(other))})
    assert is_in(other)


def test_a_new_password_ends_the_other_sessions(cast: Cast) -> None:
    here, phone = enter("writer"), enter("writer", IPHONE)
    new = "chuồn chuồn bay thấp"
    here.post(f"{ROOT}password_change/", {"old_password": GOOD, "new_password1": new, "new_password2": new})
    assert [is_in(here), is_in(phone)] == [True, False]
    assert sessions.alive(cast.writer).count() == 1
    assert AuditEntry.objects.filter(verb="password_changed", user=cast.writer).exists()


def member_page(account: User, on: str = "nghe-an") -> str:
    role = Membership.objects.get(user=account, site__slug=on)
    return f"/quan-tri/{on}/provinces/membership/{role.pk}/dang-nhap/"


def test_a_site_admin_ends_the_sessions_of_own_people_only(cast: Cast, sign_in: SignIn, nghe_an: Any) -> None:
    client, writer = sign_in(cast.site_admin), enter("writer")
    page = member_page(cast.writer)
    shown = client.get(page).text
    assert "Đang đăng nhập ở 1 nơi" in shown
    assert page.replace("dang-nhap", "change") in shown
    client.post(page, {"end": ""})
    assert not is_in(writer)
    factories.member(cast.superadmin, nghe_an)
    above = sign_in(cast.superadmin)
    assert client.post(member_page(cast.superadmin), {"end": ""}).status_code == 403
    assert is_in(above)


def test_a_superadmin_ends_anybody_s(cast: Cast, sign_in: SignIn) -> None:
    client, writer = sign_in(cast.superadmin), enter("writer")
    client.post(f"/quan-tri/accounts/user/{cast.writer.pk}/dang-nhap/", {"end": ""})
    assert not is_in(writer)


def test_a_new_first_password_is_shown_once_and_ends_the_old_one(cast: Cast, sign_in: SignIn) -> None:
    client, writer = sign_in(cast.site_admin), enter("writer")
    page = member_page(cast.writer)
    password = client.post(page, {"password": ""}).context["password"]
    assert password not in client.get(page).text
    assert not is_in(writer)
    cast.writer.refresh_from_db()
    assert cast.writer.check_password(password)
    assert cast.writer.must_change_password
    assert AuditEntry.objects.get(verb="password_given").object_label == str(cast.writer)


def test_resetting_the_second_factor_ends_sessions(cast: Cast, sign_in: SignIn) -> None:
    theirs = sign_in(cast.site_admin)
    assert is_in(theirs)
    sign_in(cast.superadmin).post(f"/quan-tri/accounts/user/{cast.site_admin.pk}/dang-nhap/", {"reset": ""})
    assert not is_in(theirs)


def test_an_account_that_may_no_longer_sign_in_has_no_sessions(cast: Cast, sign_in: SignIn) -> None:
    writer = enter("writer")
    data = {"full_name": "X", "username": "writer", "memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    sign_in(cast.superadmin).post(f"/quan-tri/accounts/user/{cast.writer.pk}/change/", data)
    assert not Session.objects.filter(user=cast.writer).exists()
    assert not is_in(writer)


def test_what_is_over_is_neither_listed_nor_kept(cast: Cast) -> None:
    here, phone = enter("writer"), enter("writer", IPHONE)
    now = timezone.now()
    Session.objects.filter(session_key=key_of(phone)).update(seen_at=now - datetime.timedelta(hours=1))
    assert sessions.alive(cast.writer).count() == 1
    assert sessions.forget(now) == 1
    assert is_in(here)
    assert sessions.forget(now + datetime.timedelta(days=1)) == 1


def test_the_list_asks_as_often_with_ten_sessions_more(cast: Cast, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    here = enter("writer")
    here.get(PAGE)
    with CaptureQueriesContext(connection) as before:
        here.get(PAGE)
    for _number in range(10):
        enter("writer", IPHONE)
    with CaptureQueriesContext(connection) as after:
        here.get(PAGE)
    assert len(after) <= len(before) + 1, "the map of hosts may be asked for anew"
