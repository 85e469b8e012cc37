"""Staff deal with messages: take on, answer, decline, publish, erase."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from accounts.models import User
from feedback import handling
from feedback.models import Case, CaseState, ConsentText, ErrorReport, FeedbackRules
from feedback.redacting import redacted
from provinces.models import Site

from . import factories
from .conftest import Cast, SiteClient

SignIn = Callable[[User], SiteClient]
pytestmark = pytest.mark.django_db
CASES = "/quan-tri/nghe-an/feedback/case/"


def fill(client: SiteClient, case: Case, **changes: Any) -> Any:
    """Save the form of a message."""
    data = {"answer": case.answer, "progress": "", "public_question": "", "public_answer": "", **changes}
    return client.post(f"{CASES}{case.pk}/change/", data)


def test_an_editor_takes_on_answers_and_publishes(
    cast: Cast, nghe_an: Site, sign_in: SignIn, reader: SiteClient, django_capture_on_commit_callbacks: Any
) -> None:
    editor = sign_in(cast.editor)
    case = factories.case(
        nghe_an, body="Tôi là Trần Thị Hỏi, số 0912 345 678, xin hỏi lịch tiếp dân.", may_publish=True
    )
    fill(editor, case, verb="take_on")
    case.refresh_from_db()
    assert (case.state, case.assigned_to) == (CaseState.OPEN, cast.editor)
    with django_capture_on_commit_callbacks(execute=True):
        fill(editor, case, verb="answer", answer="Ngày 15 hằng tháng.")
    assert [one.to for one in mail.outbox] == [[case.email]]
    assert "Ngày 15" not in str(mail.outbox[0].body)
    fill(editor, case, verb="publish", answer="Ngày 15 hằng tháng.")
    case.refresh_from_db()
    assert case.is_published
    page = reader.get(f"/nghe-an{case.get_absolute_url()}").content.decode()
    assert "xin hỏi lịch tiếp dân" in page
    assert "Trần Thị Hỏi" not in page
    assert "0912" not in page
    deeds = list(case.events.values_list("deed", flat=True))
    assert deeds == ["taken_on", "answered", "published"]
    fill(editor, case, verb="withdraw", answer="Ngày 15 hằng tháng.", public_question="x", public_answer="y")
    assert reader.get(f"/nghe-an{case.get_absolute_url()}").status_code == 404


def test_an_answer_without_words_is_refused_beside_the_field(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    case = factories.case(nghe_an)
    page = fill(sign_in(cast.editor), case, verb="answer", answer=" ", progress="Đang hỏi các phòng")
    assert page.status_code == 200
    assert "Hãy viết câu trả lời" in page.content.decode()
    assert "Đang hỏi các phòng" in page.content.decode()
    case.refresh_from_db()
    assert case.state == CaseState.NEW


def test_nothing_is_published_without_the_sender_s_agreement(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    case = factories.case(nghe_an, state="answered")
    page = fill(sign_in(cast.editor), case, verb="publish")
    assert page.status_code == 200
    case.refresh_from_db()
    assert not case.is_published


def test_a_message_outside_the_remit_is_declined_at_once(
    cast: Cast, nghe_an: Site, sign_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    case = factories.case(nghe_an)
    with django_capture_on_commit_callbacks(execute=True):
        fill(sign_in(cast.editor), case, verb="decline", answer="Việc này do Sở Y tế trả lời.")
    case.refresh_from_db()
    assert case.state == CaseState.OUTSIDE
    assert len(mail.outbox) == 1


def test_writers_see_no_messages_and_nobody_types_or_deletes_one(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    case = factories.case(nghe_an)
    assert sign_in(cast.writer).get(CASES).status_code == 403
    admin = sign_in(cast.site_admin)
    assert admin.get(f"{CASES}add/").status_code == 403
    assert admin.get(f"{CASES}{case.pk}/delete/").status_code == 403


def test_the_list_goes_by_state_and_deadline_with_figures_above(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    late = factories.case(nghe_an, "Quá hạn rồi")
    factories.case(nghe_an, "Đã xong", state="answered")
    page = sign_in(cast.editor).get(f"{CASES}?due=overdue").content.decode()
    assert "Quá hạn rồi" in page
    assert "Đã xong" not in page.partition("result_list")[2]
    assert 'class="figures"' in page
    assert late.number in page


def test_a_person_s_data_are_found_exported_and_erased_by_site_admins_only(
    cast: Cast, nghe_an: Site, sign_in: SignIn
) -> None:
    mine = [factories.case(nghe_an, email="Hoi@vi-du.vn", phone="+84 912 345 678") for _number in range(2)]
    other = factories.case(nghe_an)
    admin = sign_in(cast.site_admin)
    for known in ("hoi@vi-du.vn", "0912345678"):
        found = admin.get(CASES, {"q": known}).context["cl"].result_list
        assert {case.pk for case in found} == {case.pk for case in mine}
    chosen = {"_selected_action": [case.pk for case in mine]}
    sign_in(cast.editor).post(CASES, {"action": "export", **chosen})
    sign_in(cast.editor).post(CASES, {"action": "erase", **chosen})
    assert not Case.objects.exclude(erased_at=None).exists()
    answer = admin.post(CASES, {"action": "export", **chosen})
    rows = json.loads(answer.content)["messages"]
    assert {row["email"] for row in rows} == {"Hoi@vi-du.vn"}
    assert rows[0]["consent"]["version"] == 1
    admin.post(CASES, {"action": "erase", **chosen})
    assert Case.objects.filter(name="", email="", phone="").count() == 2
    other.refresh_from_db()
    assert other.name


def test_unwanted_messages_can_be_taken_back(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    case = factories.case(nghe_an, state="spam")
    sign_in(cast.editor).post(CASES, {"action": "take_on", "_selected_action": [case.pk]})
    case.refresh_from_db()
    assert case.state == CaseState.OPEN


def test_an_editor_closes_a_report_of_an_error(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    report = factories.error_report(factories.article(factories.category(nghe_an)))
    address = f"/quan-tri/nghe-an/feedback/errorreport/{report.pk}/change/"
    sign_in(cast.editor).post(address, {"state": "corrected"})
    report.refresh_from_db()
    assert (report.state, report.handled_by) == ("corrected", cast.editor)
    assert ErrorReport.objects.for_site(nghe_an).waiting().count() == 0


def test_site_admins_set_deadline_and_retention_and_add_consent_texts(
    cast: Cast, nghe_an: Site, sign_in: SignIn
) -> None:
    admin = sign_in(cast.site_admin)
    address = admin.get("/quan-tri/nghe-an/feedback/feedbackrules/")["Location"]
    admin.post(address, {"is_open": "on", "answer_days": "10", "keep_days": "180", "notify_email": ""})
    rules = FeedbackRules.objects.of(nghe_an)
    assert (rules.answer_days, rules.keep_days) == (10, 180)
    page = admin.post(address, {"answer_days": "0", "keep_days": "180"}).content.decode()
    assert "errorlist" in page
    admin.post("/quan-tri/nghe-an/feedback/consenttext/add/", {"wording_vi": "Bản hai"})
    current = ConsentText.objects.current(nghe_an)
    assert current is not None
    assert (current.version, current.text_in("vi")) == (2, "Bản hai")
    first = ConsentText.objects.for_site(nghe_an).get(version=1)
    assert (
        admin.post(f"/quan-tri/nghe-an/feedback/consenttext/{first.pk}/change/", {"wording_vi": "x"}).status_code == 403
    )
    assert sign_in(cast.editor).get(address).status_code == 403


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Tôi là trần thị hỏi.", "Tôi là […]"),
        ("Gọi 0912.345.678 hoặc a.b@vi-du.vn nhé", "Gọi […] hoặc […] nhé"),
        ("Căn cước 012345678901, năm 2026, 123/QĐ-UBND", "Căn cước […], năm 2026, 123/QĐ-UBND"),
        ("Số +84 912 345 678", "Số […]"),
    ],
)
def test_what_tells_who_wrote_is_taken_out_of_a_published_text(text: str, kept: str) -> None:
    assert redacted(text, Case(name="Trần Thị Hỏi")) == kept


def test_the_same_verbs_work_for_the_keeper(nghe_an: Site) -> None:
    case = handling.erase(factories.case(nghe_an, state="answered"), None)
    assert case.erased_at is not None
