"""Two-step sign-in: a code after the password, each code once, forced by role, recovery codes, resets."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from accounts import passwords, qr, second_factor, totp
from accounts.models import RecoveryCode, User
from provinces.models import AuditEntry, Membership, Site
from tuyengiao import checks

from . import factories
from .conftest import Cast, SiteClient
from .walk.routes import routes

SignIn = Callable[[Any], SiteClient]
Clock = Callable[[float], None]
ROOT = "/quan-tri/nghe-an/"
STEP = f"{ROOT}tai-khoan/ma/"
PAGE = f"{ROOT}tai-khoan/xac-thuc-hai-buoc/"
GOOD = "mat-khau-thu"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return a function that lets seconds pass."""
    moment = [timezone.now()]
    monkeypatch.setattr(timezone, "now", lambda: moment[0])

    def wait(seconds: float) -> None:
        moment[0] += datetime.timedelta(seconds=seconds)

    return wait


def first_step(name: str, path: str = ROOT) -> tuple[SiteClient, Any]:
    """Give the right password; return the browser and the answer."""
    client = SiteClient(REMOTE_ADDR="203.0.113.7")
    answer = client.post(f"{ROOT}login/?next={path}", {"username": name, "password": GOOD, "next": path})
    return client, answer


def is_in(client: SiteClient) -> bool:
    return client.get(ROOT).status_code == 200


def enrol(account: User, client: SiteClient) -> list[str]:
    """Set the second factor up and return the recovery codes."""
    key = re.search(r'id="factor-key">([A-Z2-7 ]+)<', client.get(PAGE).text)
    assert key
    seed = client.session["new_factor_seed"]
    assert totp.key_of(second_factor.secret_of(seed)) == key[1].replace(" ", "")
    now = totp.step_at(timezone.now())
    shown = client.post(PAGE, {"code": totp.code_at(second_factor.secret_of(seed), now)})
    account.refresh_from_db()
    return list(shown.context["codes"])


# RFC 6238, appendix B: the secret is the ASCII string 12345678901234567890; its last six digits.
@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    moment = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    assert totp.code_at(b"12345678901234567890", totp.step_at(moment)) == code


def test_the_password_alone_signs_nobody_in_who_has_a_second_factor(cast: Cast) -> None:
    client, answer = first_step("siteadmin", f"{ROOT}articles/article/")
    assert answer.headers["Location"].startswith(f"{STEP}?next=")
    assert not is_in(client)
    page = client.get(answer.headers["Location"]).text
    assert 'autocomplete="one-time-code"' in page
    entered = client.post(answer.headers["Location"], {"code": factories.code(cast.site_admin)})
    assert entered.headers["Location"] == f"{ROOT}articles/article/"
    assert is_in(client)
    assert AuditEntry.objects.filter(verb="sign_in", user=cast.site_admin).count() == 1


def test_whoever_has_none_signs_in_with_the_password(cast: Cast) -> None:
    client, answer = first_step("writer")
    assert answer.headers["Location"] == ROOT
    assert is_in(client)


def test_the_second_step_asks_nobody_who_has_not_given_a_password(cast: Cast) -> None:
    client = SiteClient()
    for answer in (client.get(STEP), client.post(STEP, {"code": factories.code(cast.site_admin)})):
        assert answer.headers["Location"] == f"{ROOT}login/"


def test_the_first_step_is_forgotten_after_ten_minutes(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    client, _answer = first_step("siteadmin")
    monkeypatch.setattr("accounts.views.PENDING_SECONDS", -1)
    assert client.get(STEP).status_code == 200
    client, _answer = first_step("siteadmin")
    assert client.post(STEP, {"code": factories.code(cast.site_admin)}).headers["Location"] == f"{ROOT}login/"
    assert not is_in(client)


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_the_second_step_leads_nowhere_else(cast: Cast, where: str) -> None:
    client, _answer = first_step("siteadmin", where)
    answer = client.post(STEP, {"code": factories.code(cast.site_admin), "next": where})
    assert answer.headers["Location"] == ROOT


def test_a_code_is_taken_once(cast: Cast) -> None:
    code = factories.code(cast.site_admin)
    first, _answer = first_step("siteadmin")
    assert first.post(STEP, {"code": code}).status_code == 302
    second, _answer = first_step("siteadmin")
    again = second.post(STEP, {"code": code})
    assert "Mã này sai hoặc đã dùng rồi" in again.text
    assert not is_in(second)
    assert second.post(STEP, {"code": factories.code(cast.site_admin, 1)}).status_code == 302


@pytest.mark.parametrize(("periods", "is_good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_clocks_may_differ_by_half_a_minute(cast: Cast, clock: Clock, periods: int, is_good: bool) -> None:
    client, _answer = first_step("siteadmin")
    client.post(STEP, {"code": factories.code(cast.site_admin, periods)})
    assert is_in(client) == is_good


@pytest.mark.parametrize("typed", ["", " ", "12345", "1234567", "٣٤٥٦٧٨", "a" * 40, "x" * 5000, "\x00", "💥" * 6])
def test_rubbish_is_a_wrong_code_and_no_error(cast: Cast, typed: str) -> None:
    client, _answer = first_step("siteadmin")
    assert client.post(STEP, {"code": typed}).status_code == 200
    assert not is_in(client)


def test_wrong_codes_wait_and_a_new_password_step_does_not_help(cast: Cast, clock: Clock) -> None:
    client, _answer = first_step("siteadmin")
    for _time in range(5):
        client.post(STEP, {"code": "000000"})
    assert AuditEntry.objects.filter(verb="second_factor_failed", object_label=str(cast.site_admin)).count() == 5
    again, _answer = first_step("siteadmin")
    held = again.post(STEP, {"code": factories.code(cast.site_admin)}, REMOTE_ADDR="198.51.100.9")
    assert "Sai quá nhiều lần. Vui lòng thử lại sau 1 phút." in held.text
    clock(61)
    assert again.post(STEP, {"code": factories.code(cast.site_admin)}).status_code == 302


def test_one_account_s_wrong_codes_hold_nobody_else(cast: Cast, clock: Clock) -> None:
    client, _answer = first_step("siteadmin")
    for _time in range(5):
        client.post(STEP, {"code": "000000"})
    other, _answer = first_step("superadmin")
    assert other.post(STEP, {"code": factories.code(cast.superadmin)}).status_code == 302


def test_a_role_that_needs_it_sees_nothing_else_before_it_is_set_up(cast: Cast, sign_in: SignIn) -> None:
    second_factor.turn_off(cast.site_admin)
    client = sign_in(cast.site_admin)
    for path in (ROOT, f"{ROOT}articles/article/", f"{ROOT}bao-cao/", f"{ROOT}autocomplete/"):
        assert client.get(path).headers["Location"] == PAGE, path
    assert client.get(f"{ROOT}session/").status_code == 200
    assert "hai phút" in client.get(PAGE).text
    enrol(cast.site_admin, client)
    assert is_in(client)


def test_which_roles_need_it_is_a_setting(cast: Cast, sign_in: SignIn, settings: Any) -> None:
    second_factor.turn_off(cast.superadmin)
    assert sign_in(cast.superadmin).get("/quan-tri/").status_code == 302
    assert is_in(sign_in(cast.writer))
    settings.SECOND_FACTOR_ROLES = ["writer"]
    assert sign_in(cast.superadmin).get("/quan-tri/").status_code == 200
    assert not is_in(sign_in(cast.writer))


def test_a_role_that_does_not_exist_is_said_at_the_start(settings: Any) -> None:
    assert checks.second_factor_roles() == []
    settings.SECOND_FACTOR_ROLES = ["superadmin", "siteadmin"]
    (found,) = checks.second_factor_roles()
    assert (found.id, "siteadmin" in found.msg) == ("tuyengiao.E006", True)


DEMO_CASES = [(True, True, True), (True, False, False), (False, True, False)]


@pytest.mark.parametrize(("demo", "marked", "is_free"), DEMO_CASES)
def test_demo_accounts_need_none_in_a_demonstration(
    cast: Cast, sign_in: SignIn, settings: Any, demo: bool, marked: bool, is_free: bool
) -> None:
    second_factor.turn_off(cast.site_admin)
    settings.DEMO, cast.site_admin.is_demo = demo, marked
    cast.site_admin.save()
    assert is_in(sign_in(cast.site_admin)) == is_free


def test_setting_it_up_shows_ten_codes_once_and_keeps_none_of_them(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.writer)
    codes = enrol(cast.writer, client)
    assert len(set(codes)) == 10
    assert cast.writer.has_second_factor
    stored = " ".join(RecoveryCode.objects.filter(user=cast.writer).values_list("code_hash", flat=True))
    assert not any(code in stored or code in client.get(PAGE).text for code in codes)
    assert AuditEntry.objects.filter(verb="second_factor_on", user=cast.writer).exists()
    assert "no-store" in client.get(PAGE).headers["Cache-Control"]


def test_a_wrong_first_code_keeps_the_picture_and_says_so(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.writer)
    before = client.get(PAGE).context["key"]
    answer = client.post(PAGE, {"code": "000000"})
    assert "Đồng hồ trên điện thoại có đúng không?" in answer.text
    assert answer.context["key"] == before
    cast.writer.refresh_from_db()
    assert not cast.writer.has_second_factor


def test_a_recovery_code_signs_in_once(cast: Cast, sign_in: SignIn) -> None:
    code = enrol(cast.writer, sign_in(cast.writer))[0]
    client, _answer = first_step("writer")
    assert client.post(STEP, {"code": f" {code.upper().replace('-', ' ')} "}).status_code == 302
    assert is_in(client)
    assert AuditEntry.objects.get(verb="recovery_code_used").detail == "9"
    again, _answer = first_step("writer")
    assert again.post(STEP, {"code": code}).status_code == 200
    assert not is_in(again)


def test_new_recovery_codes_need_password_and_code_and_end_the_old_ones(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.site_admin)
    old = second_factor.make_recovery_codes(cast.site_admin)
    code = factories.code(cast.site_admin)
    wrong = client.post(PAGE, {"password": "sai", "code": code, "new_codes": ""})
    assert list(wrong.context["form"].errors) == ["password"]
    new = client.post(PAGE, {"password": GOOD, "code": code, "new_codes": ""}).context["codes"]
    now = timezone.now()
    assert not second_factor.use(cast.site_admin, old[0], now)
    assert second_factor.use(cast.site_admin, new[0], now)


def test_turning_it_off_needs_password_and_code(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.site_admin)
    for data in ({"password": GOOD}, {"code": "000000", "password": GOOD}, {"code": factories.code(cast.site_admin)}):
        assert client.post(PAGE, {**data, "turn_off": ""}).status_code == 200
    answer = client.post(PAGE, {"password": GOOD, "code": factories.code(cast.site_admin), "turn_off": ""})
    assert answer.status_code == 302
    cast.site_admin.refresh_from_db()
    assert not cast.site_admin.has_second_factor
    assert not RecoveryCode.objects.filter(user=cast.site_admin).exists()


def test_wrong_passwords_on_that_page_wait_like_wrong_codes(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.site_admin)
    for _time in range(5):
        client.post(PAGE, {"password": "sai", "code": "1", "turn_off": ""})
    held = client.post(PAGE, {"password": GOOD, "code": factories.code(cast.site_admin), "turn_off": ""})
    assert "Sai quá nhiều lần" in held.text


def test_a_stolen_database_makes_no_codes(cast: Cast, settings: Any) -> None:
    seed = cast.site_admin.factor_seed
    ours = second_factor.secret_of(seed)
    settings.SECRET_KEY = "another-key"
    assert second_factor.secret_of(seed) != ours


def sign_in_page(account: User, on: str = "nghe-an") -> str:
    role = Membership.objects.get(user=account, site__slug=on)
    return f"/quan-tri/{on}/provinces/membership/{role.pk}/dang-nhap/"


def test_a_site_admin_resets_that_of_own_people_with_an_audit_row(cast: Cast, sign_in: SignIn, nghe_an: Site) -> None:
    enrol(cast.writer, sign_in(cast.writer))
    page = sign_in_page(cast.writer)
    client = sign_in(cast.site_admin)
    assert page in client.get(page.replace("dang-nhap", "change")).text
    answer = client.post(page, {"reset": ""}, follow=True)
    assert "nay chỉ đăng nhập bằng mật khẩu" in answer.text
    cast.writer.refresh_from_db()
    assert not cast.writer.has_second_factor
    entry = AuditEntry.objects.get(verb="second_factor_reset")
    assert (entry.user, entry.object_label, entry.site) == (cast.site_admin, str(cast.writer), nghe_an)


@pytest.mark.parametrize("case", ["above", "elsewhere", "self"])
def test_a_site_admin_reaches_neither_above_nor_elsewhere_nor_themselves(
    cast: Cast, sign_in: SignIn, nghe_an: Site, case: str
) -> None:
    account = {"above": cast.superadmin, "elsewhere": cast.stranger, "self": cast.site_admin}[case]
    if case == "above":
        factories.member(account, nghe_an)
    if case == "elsewhere":
        factories.member(account, nghe_an)
        Membership.objects.filter(user=cast.site_admin).exclude(site=nghe_an).delete()
    assert sign_in(cast.site_admin).post(sign_in_page(account), {"reset": ""}).status_code == 403
    account.refresh_from_db()
    assert account.has_second_factor


@pytest.mark.parametrize("who", ["writer", "editor", "stranger"])
def test_nobody_else_resets_anything(cast: Cast, sign_in: SignIn, who: str) -> None:
    client = sign_in(getattr(cast, who))
    assert client.post(sign_in_page(cast.site_admin), {"reset": ""}).status_code == 403
    assert client.post(f"/quan-tri/accounts/user/{cast.site_admin.pk}/dang-nhap/", {"reset": ""}).status_code == 403


def test_a_superadmin_resets_anybody_s_but_their_own(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.superadmin)
    pages = {user: f"/quan-tri/accounts/user/{user.pk}/dang-nhap/" for user in (cast.site_admin, cast.superadmin)}
    assert pages[cast.site_admin] in client.get(f"/quan-tri/accounts/user/{cast.site_admin.pk}/change/").text
    assert [client.post(page, {"reset": ""}).status_code for page in pages.values()] == [302, 403]
    assert AuditEntry.objects.get(verb="second_factor_reset").user == cast.superadmin


def test_the_picture_is_drawn_without_a_style_and_holds_the_address(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.writer).get(PAGE)
    drawn = page.context["qr"]
    address = second_factor.phone_address(cast.writer, page.client.session["new_factor_seed"])
    assert address.startswith("otpauth://totp/Tuyengiao:writer?secret=")
    assert drawn == qr.draw(address)
    assert drawn.path in page.text
    assert "style=" not in page.text.partition('class="qr"')[2].partition("</svg>")[0]


def test_what_people_type_of_a_recovery_code_is_tidied() -> None:
    word = passwords.spoken_word()
    assert passwords.tidy(f" {word.upper().replace('-', '')}\n") == word


#: Open without a second factor, for one cannot get in or out otherwise.
OPEN = {"login", "logout", "password_change", "password_change_done", "session", "second_step", "second_factor"}


@pytest.mark.parametrize("level", ["nghe-an", ""])
def test_no_page_is_open_to_whoever_has_to_set_it_up_first(
    cast: Cast, sign_in: SignIn, settings: Any, level: str
) -> None:
    account = cast.site_admin if level else cast.superadmin
    second_factor.turn_off(account)
    client = sign_in(account)
    root = f"/quan-tri/{level}/" if level else "/quan-tri/"
    found = routes(settings.ADMIN_URLCONF if level else settings.NETWORK_ADMIN_URLCONF)
    visited = 0
    for route in found:
        if route.name.rpartition(":")[2] in OPEN or not route.name.rpartition(":")[2]:
            continue
        path = re.sub(r"<[^>]+>|\(\?P<[^>]+>[^)]*\)", "1", route.route).replace("\\Z", "").replace("$", "")
        answer = client.get(f"{root}{path}")
        leads = answer.headers.get("Location", "")
        assert leads.startswith(f"{root}tai-khoan/xac-thuc-hai-buoc/"), f"{path}: {answer.status_code} {leads}"
        visited += 1
    assert visited > 20
