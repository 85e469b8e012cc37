"""The audit log: every step is written down, nothing of it can be changed, site admins read it."""

from collections.abc import Callable

import pytest

from accounts.models import User
from articles import publishing
from articles.models import Article
from provinces import audit
from provinces.models import AuditEntry, Site
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
    with pytest.raises(publishing.NotAllowed):
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
