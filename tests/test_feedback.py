"""A reader writes to a department, gets number and code, and follows the message."""

import datetime
import re
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone

from feedback import codes, handling, tokens, visitors
from feedback.models import Attempt, Case, CaseState, ConsentText, DailySecret, FeedbackRules
from provinces.models import Role, Site

from . import factories
from .conftest import SiteClient

pytestmark = pytest.mark.django_db

FORM = "/nghe-an/phan-hoi/gui/"
LOOK_UP = "/nghe-an/phan-hoi/tra-cuu/"
OURS: dict[str, Any] = {"headers": {"sec-fetch-site": "same-origin"}}
WRITTEN = {
    "kind": "question",
    "subject": "Lịch tiếp công dân",
    "body": "Xin cho biết lịch tiếp công dân của Ban trong tháng tới.",
    "name": "Trần Thị Hỏi",
    "email": "hoi@vi-du.vn",
    "consent": "on",
}


def token(site: Site, form: str = "message", waited: float = 30) -> str:
    """Return a token of a form that was read for half a minute."""
    return tokens.issue(site, form, waited=waited)


def send(reader: SiteClient, site: Site, path: str = FORM, **changes: Any) -> Any:
    """Send the form of a message."""
    data = {**WRITTEN, "token": token(site), **changes}
    return reader.post(path, {name: value for name, value in data.items() if value is not None}, **OURS)


def test_the_form_shows_the_notice_first_and_ticks_nothing(nghe_an: Site, reader: SiteClient) -> None:
    page = reader.get(FORM)
    text = page.content.decode()
    assert text.index("Tôi đồng ý để cơ quan chủ quản") < text.index('<form class="fields"')
    assert "checked" not in text
    assert 'autocomplete="name"' in text
    assert page["Cache-Control"] == "no-store"
    assert not page.cookies


def test_a_message_gets_number_code_and_deadline_and_can_be_followed(nghe_an: Site, reader: SiteClient) -> None:
    department = factories.department(nghe_an, "Văn phòng")
    answer = send(reader, nghe_an, department=department.pk)
    assert answer.status_code == 302
    case = Case.objects.get()
    assert (case.state, case.department, case.consent.version) == (CaseState.NEW, department, 1)
    assert case.number == f"0001/{case.year}"
    assert (case.due_on - timezone.localdate()).days >= 19
    confirmation = reader.get(answer["Location"]).content.decode()
    code = re.search(r'class="code">([^<]+)<', confirmation)
    assert code is not None
    assert case.number in confirmation
    for typed in (code[1], code[1].lower().replace("-", " ")):
        found = reader.post(LOOK_UP, {"code": typed, "token": token(nghe_an, "look-up")}, **OURS).content.decode()
        assert "Lịch tiếp công dân" in found
        assert "Văn phòng" in found
        assert "Trần Thị Hỏi" not in found


def test_the_code_is_not_in_the_database(nghe_an: Site, reader: SiteClient) -> None:
    send(reader, nghe_an)
    case = Case.objects.get()
    assert codes.code_of(case.nonce) not in str(Case.objects.values().get())
    assert case.code_hash == codes.hash_of(codes.code_of(case.nonce))


@pytest.mark.parametrize("missing", ["consent", "name", "body", "subject"])
def test_what_is_missing_is_said_beside_the_field_and_nothing_is_lost(
    nghe_an: Site, reader: SiteClient, missing: str
) -> None:
    nothing: dict[str, Any] = {missing: None}
    text = send(reader, nghe_an, **nothing).content.decode()
    assert f'id="id_{missing}_error"' in text
    assert f'href="#id_{missing}"' in text
    assert not Case.objects.exists()
    kept = "subject" if missing != "subject" else "name"
    assert f'value="{WRITTEN[kept]}"' in text


@pytest.mark.parametrize(
    "headers", [{}, {"sec-fetch-site": "cross-site"}, {"origin": "https://la.vn"}, {"referer": "https://la.vn/x"}]
)
def test_a_form_from_elsewhere_is_refused(nghe_an: Site, reader: SiteClient, headers: dict[str, str]) -> None:
    data = {**WRITTEN, "token": token(nghe_an)}
    assert reader.post(FORM, data, headers=headers).status_code == 403
    assert not Case.objects.exists()


@pytest.mark.parametrize("headers", [{"origin": "http://testserver"}, {"referer": "http://testserver/nghe-an/"}])
def test_a_form_of_an_older_browser_is_taken_by_its_origin(
    nghe_an: Site, reader: SiteClient, headers: dict[str, str]
) -> None:
    data = {**WRITTEN, "token": token(nghe_an)}
    assert reader.post(FORM, data, headers=headers).status_code == 302


@pytest.mark.parametrize("kind", ["none", "forged", "old", "other-form", "other-site"])
def test_a_bad_token_asks_to_send_again_and_keeps_the_text(
    nghe_an: Site, vinh_long: Site, reader: SiteClient, kind: str
) -> None:
    bad = {
        "none": "",
        "forged": token(nghe_an)[:-2] + "xx",
        "old": token(nghe_an, waited=tokens.OLDEST + 1),
        "other-form": token(nghe_an, "report"),
        "other-site": token(vinh_long),
    }[kind]
    answer = send(reader, nghe_an, token=bad)
    text = answer.content.decode()
    assert answer.status_code == 400
    assert WRITTEN["body"] in text
    fresh = re.search(r'name="token" value="([^"]+)"', text)
    assert fresh is not None
    assert send(reader, nghe_an, token=fresh[1]).status_code == 302
    assert Case.objects.get().state == CaseState.NEW


def test_the_same_form_sent_twice_makes_one_message(nghe_an: Site, reader: SiteClient) -> None:
    once = token(nghe_an)
    send(reader, nghe_an, token=once)
    send(reader, nghe_an, token=once)
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"website": "http://x.com"},
        {"body": "Nhà cái uy tín số 1, cá cược casino nhận ngay http://a.bet http://b.win"},
        {"body": "Быстрые деньги для всех прямо сейчас, звоните нам сегодня"},
    ],
)
def test_spam_is_set_aside_without_telling_its_sender_and_without_a_mail(
    nghe_an: Site, reader: SiteClient, changes: dict[str, str], django_capture_on_commit_callbacks: Any
) -> None:
    factories.member(factories.user(email="bt@vi-du.vn"), nghe_an, Role.EDITOR)
    with django_capture_on_commit_callbacks(execute=True):
        assert send(reader, nghe_an, **changes).status_code == 302
    assert Case.objects.get().state == CaseState.SPAM
    assert mail.outbox == []
    code = codes.code_of(Case.objects.get().nonce)
    shown = reader.post(LOOK_UP, {"code": code, "token": token(nghe_an, "look-up")}, **OURS).content.decode()
    assert "Đã tiếp nhận" in shown


def test_a_form_that_comes_back_at_once_and_a_text_that_came_before_are_set_aside(
    nghe_an: Site, reader: SiteClient
) -> None:
    send(reader, nghe_an, token=token(nghe_an, waited=0))
    assert Case.objects.get().state == CaseState.SPAM
    Case.objects.all().delete()
    send(reader, nghe_an)
    send(reader, nghe_an, body=WRITTEN["body"].upper().replace("Xin", "XIN"))
    assert sorted(Case.objects.values_list("state", flat=True)) == ["new", "spam"]


def test_too_many_forms_from_one_address_are_refused_and_nothing_typed_is_lost(
    nghe_an: Site, reader: SiteClient
) -> None:
    for number in range(settings.FORM_LIMITS["message"]):
        assert send(reader, nghe_an, body=f"Câu hỏi thứ {number} về lịch tiếp dân").status_code == 302
    answer = send(reader, nghe_an)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3600")
    assert WRITTEN["body"] in answer.content.decode()
    assert "127.0.0.1" not in str(list(Attempt.objects.values()))


def test_a_wrong_code_always_gets_the_same_answer_and_guessing_is_slowed_down(
    nghe_an: Site, vinh_long: Site, reader: SiteClient
) -> None:
    abroad = factories.case(vinh_long)
    said = set()
    for code in ("K7QF9M2XTD4H", "222222222222", codes.code_of(abroad.nonce)):
        answer = reader.post(LOOK_UP, {"code": code, "token": token(nghe_an, "look-up")}, **OURS)
        said.add(re.sub(r'value="[^"]*"', "", answer.content.decode()))
    assert len(said) == 1
    for _number in range(settings.FORM_LIMITS["look-up"]):
        answer = reader.post(LOOK_UP, {"code": "K7QF9M2XTD4H", "token": token(nghe_an, "look-up")}, **OURS)
    assert answer.status_code == 429


@pytest.mark.parametrize("code", ["", "x", "\x00", "Đ" * 500, "12345678901234567890"])
def test_what_cannot_be_a_code_is_said_beside_the_field(nghe_an: Site, reader: SiteClient, code: str) -> None:
    answer = reader.post(LOOK_UP, {"code": code, "token": token(nghe_an, "look-up")}, **OURS)
    assert answer.status_code == 200
    assert 'id="id_code_error"' in answer.content.decode()


def test_staff_are_told_by_mail_without_personal_data(
    nghe_an: Site, reader: SiteClient, django_capture_on_commit_callbacks: Any
) -> None:
    factories.member(factories.user(email="bt@vi-du.vn"), nghe_an, Role.EDITOR)
    factories.member(factories.user(email="pv@vi-du.vn"), nghe_an, Role.WRITER)
    FeedbackRules.objects.for_site(nghe_an).update(notify_email="vanthu@vi-du.vn")
    with django_capture_on_commit_callbacks(execute=True):
        send(reader, nghe_an)
    assert sorted(one.to[0] for one in mail.outbox) == ["bt@vi-du.vn", "vanthu@vi-du.vn"]
    text = "".join(one.subject + str(one.body) for one in mail.outbox)
    case = Case.objects.get()
    assert case.number in text
    assert f"/quan-tri/nghe-an/feedback/case/{case.pk}/change/" in text
    assert "Trần Thị Hỏi" not in text
    assert "hoi@vi-du.vn" not in text


def test_a_frozen_site_and_one_that_closed_its_form_take_no_messages(nghe_an: Site, reader: SiteClient) -> None:
    FeedbackRules.objects.for_site(nghe_an).update(is_open=False)
    assert reader.get(FORM).status_code == 404
    FeedbackRules.objects.for_site(nghe_an).update(is_open=True)
    Site.objects.filter(pk=nghe_an.pk).update(state="frozen")
    assert reader.get(FORM).status_code == 404
    assert send(reader, nghe_an).status_code == 404
    assert "phan-hoi/gui/" not in reader.get("/nghe-an/phan-hoi/").content.decode()


def test_the_forms_stand_in_three_languages(vinh_long: Site, reader: SiteClient) -> None:
    assert "Send a message" in reader.get("/vinh-long/en/phan-hoi/gui/").content.decode()
    assert "I agree that the agency" in reader.get("/vinh-long/en/phan-hoi/gui/").content.decode()
    assert "ខ្ញុំយល់ព្រម" in reader.get("/vinh-long/km/phan-hoi/gui/").content.decode()


def test_only_published_answers_of_this_site_are_shown_and_never_who_asked(
    nghe_an: Site, vinh_long: Site, reader: SiteClient
) -> None:
    shown = factories.case(nghe_an, "Về tiếp dân", state="answered", is_published=True, name="Trần Thị Hỏi")
    hidden = [
        factories.case(nghe_an, "Chưa trả lời"),
        factories.case(nghe_an, "Đã trả lời riêng", state="answered"),
        factories.case(vinh_long, "Nơi khác", state="answered", is_published=True),
    ]
    page = reader.get("/nghe-an/phan-hoi/").content.decode()
    detail = reader.get(f"/nghe-an{shown.get_absolute_url()}").content.decode()
    assert "Về tiếp dân" in page
    assert "Khi nào tiếp dân?" in detail
    for private in ("Trần Thị Hỏi", shown.email, shown.body):
        assert private not in page + detail
    for case in hidden:
        assert case.subject not in page
        assert reader.get(f"/nghe-an{case.get_absolute_url()}").status_code == 404
    assert shown.get_absolute_url() in reader.get("/nghe-an/sitemap-trang.xml").content.decode()


def test_the_notice_is_reachable_from_the_home_page(nghe_an: Site, reader: SiteClient) -> None:
    assert 'href="/nghe-an/phan-hoi/du-lieu-ca-nhan/"' in reader.get("/nghe-an/").content.decode()
    assert "365 ngày" in reader.get("/nghe-an/phan-hoi/du-lieu-ca-nhan/").content.decode()


def test_personal_data_are_erased_when_their_time_is_over(nghe_an: Site) -> None:
    FeedbackRules.objects.for_site(nghe_an).update(keep_days=30)
    closed = timezone.now() - datetime.timedelta(days=31)
    old = factories.case(nghe_an, state="answered", closed_at=closed, phone="0912 345 678")
    young = factories.case(nghe_an, state="answered", closed_at=closed + datetime.timedelta(days=2))
    waiting = factories.case(nghe_an)
    assert handling.erase_due(timezone.now()) == 1
    assert handling.erase_due(timezone.now()) == 0
    for case in (old, young, waiting):
        case.refresh_from_db()
    assert (old.name, old.phone, old.email, old.phone_key, old.email_key) == ("", "", "", "", "")
    assert "việc thứ" not in old.body
    assert old.erased_at is not None
    assert (young.erased_at, waiting.erased_at) == (None, None)


def test_the_keys_of_past_days_and_what_hangs_on_them_are_destroyed(nghe_an: Site, reader: SiteClient) -> None:
    send(reader, nghe_an)
    assert DailySecret.objects.count() == 1
    assert visitors.forget(timezone.now()) == 0
    assert visitors.forget(timezone.now() + datetime.timedelta(days=1)) >= 2
    assert (DailySecret.objects.count(), Attempt.objects.count()) == (0, 0)


def test_addresses_are_taken_from_a_trusted_proxy_only_and_of_ipv6_the_network(settings: Any, rf: Any) -> None:
    request = rf.get("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.9")
    assert visitors.address_of(request) == "127.0.0.1"
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    assert visitors.address_of(request) == "203.0.113.9"
    six = [rf.get("/", HTTP_X_FORWARDED_FOR=f"2001:db8:1:2::{number}") for number in (1, 2)]
    assert visitors.address_of(six[0]) == visitors.address_of(six[1]) == "2001:db8:1:2::"


def test_a_new_consent_text_counts_from_then_on(nghe_an: Site, reader: SiteClient) -> None:
    send(reader, nghe_an)
    ConsentText.objects.create(site=nghe_an, version=2, wording_vi="Bản mới của lời đồng ý")
    assert "Bản mới của lời đồng ý" in reader.get(FORM).content.decode()
    send(reader, nghe_an, body="Một câu hỏi khác hẳn câu trước")
    assert list(Case.objects.order_by("pk").values_list("consent__version", flat=True)) == [1, 2]
