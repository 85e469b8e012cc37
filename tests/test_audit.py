"""The audit log: every step is written down, nothing of it can be changed, site admins read it."""

import datetime
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from openpyxl import load_workbook

from accounts.models import User
from articles import publishing, rights
from articles.models import Article
from provinces import audit
from provinces.models import AuditEntry, Membership, Role, Site
from provinces.models.audit import Immutable

from . import factories
from .conftest import Cast, SiteClient

SignIn = Callable[[User], SiteClient]
LOG = "/quan-tri/nghe-an/provinces/auditentry/"


@pytest.fixture
def draft(nghe_an: Site, cast: Cast) -> Article:
    return factories.article(factories.category(nghe_an), "Bản nháp", live=False, created_by=cast.writer)


def test_every_verb_writes_who_what_and_why(draft: Article, cast: Cast) -> None:
    publishing.save_draft(draft, cast.writer)
    publishing.submit(draft, cast.writer)
    publishing.send_back(draft, cast.editor, "Thiếu nguồn.")
    publishing.submit(draft, cast.writer)
    publishing.approve(draft, cast.editor)
    publishing.publish(draft, cast.editor)
    publishing.correct(draft, cast.editor, {"vi": "Sửa họ tên."})
    publishing.withdraw(draft, cast.site_admin)
    steps = [(entry.verb, entry.user_name, entry.detail) for entry in AuditEntry.objects.about(draft).order_by("id")]
    writer, editor, site_admin = (str(cast.writer), str(cast.editor), str(cast.site_admin))
    assert steps == [
        ("edit", writer, ""),
        ("submit", writer, ""),
        ("send_back", editor, "Thiếu nguồn."),
        ("submit", writer, ""),
        ("approve", editor, ""),
        ("publish", editor, ""),
        ("correct", editor, "Sửa họ tên."),
        ("withdraw", site_admin, ""),
    ]
    assert {entry.site for entry in AuditEntry.objects.about(draft)} == {draft.site}


def test_a_verb_that_is_refused_writes_nothing(draft: Article, cast: Cast) -> None:
    with pytest.raises(rights.NotAllowed):
        publishing.publish(draft, cast.writer)
    assert not AuditEntry.objects.exists()


def test_entries_can_neither_be_changed_nor_deleted(nghe_an: Site, cast: Cast) -> None:
    entry = audit.record("publish", site=nghe_an, user=cast.editor)
    entry.detail = "khác"
    for attempt in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(detail=""),
    ):
        with pytest.raises(Immutable):
            attempt()
    assert AuditEntry.objects.get().detail == ""


def test_an_entry_outlives_the_account_and_the_object_with_their_names(draft: Article, cast: Cast) -> None:
    publishing.submit(draft, cast.writer)
    name = str(cast.writer)
    draft.delete()
    cast.writer.delete()
    entry = AuditEntry.objects.get(verb="submit")
    assert (entry.user, entry.user_name, entry.object_label) == (None, name, "Bản nháp")


def test_the_entry_says_from_which_address_it_was_done(draft: Article, cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.site_admin)
    client.post("/quan-tri/nghe-an/articles/article/", {
        "action": "publish_selected", "_selected_action": [draft.pk],
    }, REMOTE_ADDR="203.0.113.7")  # fmt: skip
    assert AuditEntry.objects.get(verb="publish").address == "203.0.113.7"


def test_site_admins_read_the_log_of_their_site_and_nobody_else_does(
    cast: Cast, nghe_an: Site, sign_in: SignIn
) -> None:
    audit.record("publish", site=nghe_an, user=cast.editor, detail="chuyện Nghệ An")
    page = sign_in(cast.site_admin).get(LOG)
    assert "chuyện Nghệ An" in page.content.decode()
    assert "xuất bản bài" in page.content.decode()
    assert "chuyện Nghệ An" not in sign_in(cast.stranger).get(LOG.replace("nghe-an", "vinh-long")).content.decode()
    assert sign_in(cast.editor).get(LOG).status_code == 403
    assert sign_in(cast.superadmin).get(f"{LOG}add/").status_code == 403


def test_the_log_can_be_filtered_by_deed(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    audit.record("publish", site=nghe_an, detail="đăng-lên")
    audit.record("withdraw", site=nghe_an, detail="gỡ-xuống")
    page = sign_in(cast.site_admin).get(f"{LOG}?verb=withdraw").content.decode()
    assert "gỡ-xuống" in page
    assert "đăng-lên" not in page


NETWORK_LOG = "/quan-tri/provinces/auditentry/"


def _cells(answer: Any) -> list[tuple[Any, ...]]:
    sheet: Any = load_workbook(io.BytesIO(answer.content)).active
    return [row[1:] for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("typed", ["Bản tin", "Trần Văn", "vì sai tên", "203.0.113"])
def test_the_log_is_searched_by_object_person_detail_and_address(
    cast: Cast, nghe_an: Site, sign_in: SignIn, typed: str
) -> None:
    with audit.asked_from("203.0.113.7"):
        audit.record("withdraw", "Bản tin sáng", site=nghe_an, user=cast.editor, detail="gỡ vì sai tên")
    audit.record("publish", "Chuyện khác", site=nghe_an)
    page = sign_in(cast.site_admin).get(LOG, {"q": typed}).content.decode()
    assert "gỡ vì sai tên" in page
    assert "Chuyện khác" not in page


def test_the_log_can_be_narrowed_to_a_period(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    now = datetime.datetime.now(datetime.UTC)
    AuditEntry.objects.create(site=nghe_an, verb="publish", detail="lâu rồi", at=now - datetime.timedelta(days=40))
    AuditEntry.objects.create(site=nghe_an, verb="publish", detail="hôm kia", at=now - datetime.timedelta(days=2))
    client = sign_in(cast.site_admin)
    seen = {days: client.get(LOG, {"days": days}).content.decode() for days in ("1", "7", "365", "x", "")}
    assert {days: "hôm kia" in page for days, page in seen.items()} == {"1": False, "7": True} | dict.fromkeys(
        ["365", "x", ""], True
    )
    assert {days: "lâu rồi" in page for days, page in seen.items()} == {"1": False, "7": False} | dict.fromkeys(
        ["365", "x", ""], True
    )


def test_the_file_holds_what_the_list_shows_and_that_it_was_taken_is_recorded(
    cast: Cast, nghe_an: Site, vinh_long: Site, sign_in: SignIn
) -> None:
    audit.record("publish", site=nghe_an, user=cast.editor, detail="=1+1")
    audit.record("withdraw", site=nghe_an, detail="gỡ-xuống")
    audit.record("publish", site=vinh_long, detail="chuyện-nơi-khác")
    rows = _cells(sign_in(cast.site_admin).get(f"{LOG}xuat/?verb=publish"))
    assert [(row[1], row[4]) for row in rows[1:]] == [(str(cast.editor), "=1+1")]
    entry = AuditEntry.objects.for_site(nghe_an).get(verb="export_audit")
    assert (entry.user, entry.detail) == (cast.site_admin, "verb=publish")


def test_the_page_links_to_the_file_of_what_it_shows(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    page = sign_in(cast.site_admin).get(f"{LOG}?verb=withdraw").content.decode()
    assert f'href="{LOG}xuat/?verb=withdraw"' in page


def test_only_site_admins_take_the_file_and_odd_questions_are_no_error(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.editor).get(f"{LOG}xuat/").status_code == 403
    assert sign_in(cast.stranger).get(f"{LOG}xuat/").status_code in {302, 403, 404}
    assert sign_in(cast.site_admin).get(f"{LOG}xuat/?p=99999").status_code == 302
    assert sign_in(cast.site_admin).post(f"{LOG}xuat/").status_code == 405
    assert not AuditEntry.objects.of_verbs("export_audit").exists()


def test_superadmins_see_all_sites_and_what_belongs_to_none(
    cast: Cast, nghe_an: Site, vinh_long: Site, sign_in: SignIn
) -> None:
    audit.record("publish", site=nghe_an, detail="ở-nghệ-an")
    audit.record("publish", site=vinh_long, detail="ở-vĩnh-long")
    audit.record("sign_in_failed", detail="ở-mạng-lưới")
    client = sign_in(cast.superadmin)
    marks = ["ở-nghệ-an", "ở-vĩnh-long", "ở-mạng-lưới"]

    def seen(query: str) -> list[str]:
        page = client.get(f"{NETWORK_LOG}{query}").content.decode()
        return [mark for mark in marks if mark in page]

    assert seen("") == marks
    assert seen("?site=none") == ["ở-mạng-lưới"]
    assert seen("?site=vinh-long") == ["ở-vĩnh-long"]
    assert seen("?site=khong-co") == []
    assert len(_cells(client.get(f"{NETWORK_LOG}xuat/?verb=publish"))) == 3
    assert sign_in(cast.site_admin).get(NETWORK_LOG).status_code in {302, 403}
    assert sign_in(cast.site_admin).get(f"{NETWORK_LOG}xuat/").status_code in {302, 403}


def test_nobody_finds_a_form_to_change_or_delete_an_entry(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    entry = audit.record("publish", site=nghe_an)
    client = sign_in(cast.superadmin)
    for log in (LOG, NETWORK_LOG):
        assert client.post(f"{log}{entry.pk}/change/", {"detail": "khác"}).status_code in {302, 403}
        assert client.post(f"{log}{entry.pk}/delete/", {"post": "yes"}).status_code == 403
        client.post(log, {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"})
    assert AuditEntry.objects.get(pk=entry.pk).detail == ""


@pytest.mark.parametrize("column", ["verb = 'x'", "detail = 'x'", "at = '2020-01-01'", "site_id = 999"])
def test_the_database_itself_refuses_a_change(nghe_an: Site, column: str) -> None:
    audit.record("publish", site=nghe_an)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE provinces_auditentry SET {column}")


def test_the_database_itself_refuses_to_delete_an_entry(nghe_an: Site) -> None:
    audit.record("publish", site=nghe_an)
    rows = AuditEntry.objects.all()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        rows._raw_delete(rows.db)
    assert rows.exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a statement of SQLite")
def test_no_entry_is_put_in_the_place_of_another(nghe_an: Site) -> None:
    entry = audit.record("publish", site=nghe_an)
    sql = "INSERT OR REPLACE INTO provinces_auditentry SELECT * FROM provinces_auditentry WHERE id = %s"
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [entry.pk])


def test_a_whole_database_can_be_emptied_and_refuses_again_afterwards(nghe_an: Site) -> None:
    audit.record("publish", site=nghe_an)
    connection.check_constraints()  # the test's own transaction has left none for later
    call_command("flush", interactive=False, verbosity=0)
    assert not AuditEntry.objects.exists()
    audit.record("sign_in_failed")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        AuditEntry.objects.all()._raw_delete("default")


def test_sites_and_accounts_can_be_deleted_and_their_entries_stay(nghe_an: Site, cast: Cast) -> None:
    audit.record("publish", site=nghe_an, user=cast.writer)
    nghe_an.delete()
    cast.writer.delete()
    entry = AuditEntry.objects.get(verb="publish")
    assert (entry.site, entry.user) == (None, None)


def test_whatever_is_deleted_for_good_is_recorded(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    hotline = factories.hotline(nghe_an)
    label = str(hotline)
    client = sign_in(cast.site_admin)
    client.post(f"/quan-tri/nghe-an/provinces/hotline/{hotline.pk}/delete/", {"post": "yes"})
    entry = AuditEntry.objects.get(verb="delete")
    assert (entry.user, entry.site, entry.object_label) == (cast.site_admin, nghe_an, label)


def test_who_gets_another_role_is_recorded(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    membership = Membership.objects.get(user=cast.writer, site=nghe_an)
    client = sign_in(cast.site_admin)
    address = f"/quan-tri/nghe-an/provinces/membership/{membership.pk}/change/"
    assert client.post(address, {"role": Role.EDITOR, "own_only": ""}).status_code == 302
    entry = AuditEntry.objects.get(verb="change_access")
    assert (entry.user, entry.site) == (cast.site_admin, nghe_an)
    assert str(Role.EDITOR.label) in entry.detail
    client.post(address.replace("change", "delete"), {"post": "yes"})
    assert AuditEntry.objects.filter(verb="delete", object_id=membership.pk).exists()


def test_an_exported_report_is_recorded(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    client = sign_in(cast.site_admin)
    for page in ("bao-cao/", "nhuan-but/"):
        assert client.get(f"/quan-tri/nghe-an/{page}", {"xlsx": "1"}).status_code == 200, page
    assert AuditEntry.objects.for_site(nghe_an).of_verbs("export_report").count() == 2
