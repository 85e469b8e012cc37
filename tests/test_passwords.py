"""Passwords: what is refused and in which words, first passwords, and the way in when all is lost."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils.translation import override

from accounts import throttling
from accounts.models import SignInFailure, User
from accounts.passwords import spoken_word
from provinces.models import AuditEntry, Site

from . import factories
from .conftest import Cast, SiteClient

SignIn = Callable[[Any], SiteClient]


@pytest.mark.parametrize(
    "password",
    [
        "Matkhau@2026",
        "mật khẩu 123456",
        "MẬT-KHẨU-tuyengiao-1",
        "vietnamvodich1!",
        "AnhYeuEm1990!!",
        "nghean@2026@2026",
        "HoChiMinh19051890",
        "tuyengiao2026tuyengiao",
        "qwertyuiop123",
        "Dà Nẵng 43 43 43",
    ],
)
def test_vietnamese_favourites_are_refused(password: str) -> None:
    with pytest.raises(ValidationError) as found, override("vi"):
        validate_password(password)
    assert "Mật khẩu này dễ bị đoán" in str(found.value)


@pytest.mark.parametrize(
    "password",
    [
        "mua-xuan-nho-nho",
        "chuồn chuồn bay thấp",
        "X7$k9!2Qz#84",
        "Vịt trời qua sông Lam",
        "ទឹកភ្លៀងធ្លាក់ពីលើមេឃ",
        pytest.param(None, id="one that we make"),
    ],
)
def test_other_words_are_taken(password: str | None) -> None:
    validate_password(password or spoken_word())


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("ngan-qua-2", "ít nhất 12 ký tự"),
        ("90817263549081", "chỉ gồm chữ số"),
        ("password1234", "quá phổ biến"),
        ("Lê Thị Viết writer", "quá giống"),
        ("LeThiViet@2026!", "dễ bị đoán"),
    ],
)
def test_every_rule_speaks_vietnamese(cast: Cast, sign_in: SignIn, password: str, says: str) -> None:
    data = {"old_password": "mat-khau-thu", "new_password1": password, "new_password2": password}
    page = sign_in(cast.writer).post("/quan-tri/nghe-an/password_change/", data)
    errors = " ".join(page.context["form"].errors["new_password2"])
    assert says in errors
    cast.writer.refresh_from_db()
    assert cast.writer.check_password("mat-khau-thu")


def test_an_account_made_by_a_command_changes_its_password_first(portal: Site, sign_in: SignIn) -> None:
    call_command("createsuperuser", username="goc", full_name="Gốc", email="goc@vi-du.vn", interactive=False)
    account = User.objects.get(username="goc")
    assert account.must_change_password
    for path in ("/quan-tri/", "/quan-tri/accounts/user/", "/quan-tri/tai-khoan/phien/"):
        assert sign_in(account).get(path).headers["Location"] == "/quan-tri/password_change/"
    assert "do người khác cấp" in sign_in(account).get("/quan-tri/password_change/").text


def broken(name: str, **options: Any) -> str:
    """Break the glass and return the password."""
    out = StringIO()
    call_command("break_glass", name, stdout=out, stderr=StringIO(), **options)
    return out.getvalue().rpartition(": ")[2].strip()


def test_breaking_the_glass_lets_somebody_in_who_lost_everything(cast: Cast, sign_in: SignIn) -> None:
    theirs = sign_in(cast.superadmin)
    for _time in range(5):
        SiteClient().post("/quan-tri/login/", {"username": "superadmin", "password": "sai"})
    password = broken("SuperAdmin")
    assert theirs.get("/quan-tri/").status_code == 302
    client = SiteClient()
    answer = client.post("/quan-tri/login/", {"username": "superadmin", "password": password}, follow=True)
    assert answer.redirect_chain[-1][0] == "/quan-tri/password_change/"
    new = "chuồn chuồn bay thấp"
    client.post("/quan-tri/password_change/", {"old_password": password, "new_password1": new, "new_password2": new})
    assert client.get("/quan-tri/").headers["Location"] == "/quan-tri/tai-khoan/xac-thuc-hai-buoc/"


def test_it_stands_in_the_audit_log_and_superadmins_are_told(cast: Cast) -> None:
    for account, address in ((cast.superadmin, "tong@vi-du.vn"), (cast.writer, "viet@vi-du.vn")):
        account.email = address
        account.save()
    factories.user("nghi", is_superuser=True, is_active=False, email="nghi@vi-du.vn")
    password = broken("siteadmin")
    entry = AuditEntry.objects.get(verb="break_glass")
    assert (entry.user, entry.object_label) == (None, str(cast.site_admin))
    (message,) = mail.outbox
    assert message.to == ["tong@vi-du.vn"]
    assert "Truy cập khẩn cấp" in message.subject
    assert "Phạm Thị Quản" in message.body
    assert password not in f"{message.body}{entry.detail}"


def test_a_mail_server_that_is_down_stops_nobody(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_args: Any) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", down)
    cast.superadmin.email = "tong@vi-du.vn"
    cast.superadmin.save()
    password = broken("writer")
    cast.writer.refresh_from_db()
    assert cast.writer.check_password(password)


def test_it_refuses_names_that_are_none_and_accounts_that_were_closed(cast: Cast) -> None:
    with pytest.raises(CommandError, match="no account khong-co"):
        broken("khong-co")
    cast.writer.is_active = False
    cast.writer.save()
    with pytest.raises(CommandError, match="--activate"):
        broken("writer")
    assert not AuditEntry.objects.exists()
    broken("writer", activate=True)
    cast.writer.refresh_from_db()
    assert cast.writer.is_active


def test_it_forgets_mistakes_of_password_and_code(cast: Cast) -> None:
    from django.utils import timezone

    for name, place in (("writer", "203.0.113.7"), (f"#{cast.writer.pk}", f"#{cast.writer.pk}")):
        throttling.note_failure(name, place, timezone.now())
    throttling.note_failure("editor", "203.0.113.7", timezone.now())
    broken("writer")
    assert [failure.username for failure in SignInFailure.objects.all()] == ["editor"]
