"""Notices: the next person hears of it in the inbox and by mail; a mail that fails breaks nothing."""

from collections.abc import Callable
from typing import Any
from unittest import mock

import pytest
from django.core import mail

from accounts.models import User
from articles import publishing
from articles.models import Article
from provinces.models import Membership, Notice, Site
from provinces.notices import notify

from . import factories
from .conftest import Cast, SiteClient

SignIn = Callable[[User], SiteClient]
INBOX = "/quan-tri/nghe-an/provinces/notice/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(nghe_an: Site, cast: Cast) -> Article:
    for person in (cast.writer, cast.editor):
        person.email = f"{person.username}@vi-du.vn"
        person.save()
    return factories.article(factories.category(nghe_an), "Bản nháp", live=False, created_by=cast.writer)


def told() -> set[str]:
    """Return the user names of those who have a notice."""
    return set(Notice.objects.values_list("recipient__username", flat=True))


def test_who_may_check_hears_of_a_submitted_article_and_nobody_else(draft: Article, cast: Cast) -> None:
    publishing.submit(draft, cast.writer)
    assert told() == {"editor", "siteadmin"}


def test_an_editor_of_other_categories_does_not_hear_of_it(draft: Article, cast: Cast, nghe_an: Site) -> None:
    Membership.objects.get(user=cast.editor).categories.add(factories.category(nghe_an))
    publishing.submit(draft, cast.writer)
    assert told() == {"siteadmin"}


def test_the_writer_hears_why_the_article_came_back(draft: Article, cast: Cast) -> None:
    publishing.submit(draft, None)
    Notice.objects.all().delete()
    publishing.send_back(draft, cast.editor, "Thiếu nguồn.")
    notice = Notice.objects.get()
    assert (notice.recipient, notice.detail) == (cast.writer, "Thiếu nguồn.")
    assert str(cast.editor) in notice.title


def test_whoever_did_it_is_not_told(nghe_an: Site, cast: Cast) -> None:
    own = factories.article(factories.category(nghe_an), live=False, created_by=cast.editor)
    publishing.publish(own, cast.editor)
    assert told() == set()


def test_a_mail_names_the_article_the_reason_and_the_address_of_its_page(
    draft: Article, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    publishing.submit(draft, None)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        publishing.send_back(draft, cast.editor, "Thiếu nguồn.")
    (message,) = mail.outbox
    assert message.to == ["writer@vi-du.vn"]
    for part in ("Bản nháp", "Thiếu nguồn.", f"/quan-tri/nghe-an/articles/article/{draft.pk}/change/"):
        assert part in message.body


@pytest.mark.parametrize("broken", ["provinces.tasks.send_mail", "provinces.tasks.mail_notice"])
def test_a_mail_server_or_queue_that_fails_does_not_break_the_verb(
    draft: Article, cast: Cast, broken: str, django_capture_on_commit_callbacks: Any
) -> None:
    with mock.patch(broken, side_effect=OSError("down")), django_capture_on_commit_callbacks(execute=True):
        publishing.submit(draft, cast.writer)
    draft.refresh_from_db()
    assert draft.state == "submitted"
    assert told() == {"editor", "siteadmin"}


def test_the_inbox_counts_what_is_unread_and_opening_leads_to_the_article(
    draft: Article, cast: Cast, sign_in: SignIn
) -> None:
    publishing.submit(draft, cast.writer)
    client = sign_in(cast.editor)
    assert client.get("/quan-tri/nghe-an/").context["unread_notices"] == 1
    assert "Bản nháp" in client.get(INBOX).content.decode()
    notice = Notice.objects.get(recipient=cast.editor)
    answer = client.post(f"{INBOX}{notice.pk}/open/")
    assert answer.headers["Location"] == f"/quan-tri/nghe-an/articles/article/{draft.pk}/change/"
    assert client.get("/quan-tri/nghe-an/").context["unread_notices"] == 0


def test_an_inbox_is_one_person_s_even_for_superadmins(draft: Article, cast: Cast, sign_in: SignIn) -> None:
    publishing.submit(draft, cast.writer)
    notice = Notice.objects.get(recipient=cast.editor)
    for other in (cast.writer, cast.superadmin):
        client = sign_in(other)
        assert "Bản nháp" not in client.get(INBOX).content.decode()
        assert client.post(f"{INBOX}{notice.pk}/open/").status_code == 404


def test_everything_can_be_marked_as_read_at_once(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    for number in range(3):
        notify([cast.editor, cast.writer], nghe_an, f"Tin {number}")
    sign_in(cast.editor).post(f"{INBOX}read-all/")
    assert not Notice.objects.filter(recipient=cast.editor).unread().exists()
    assert Notice.objects.filter(recipient=cast.writer).unread().count() == 3


def test_an_account_that_may_not_sign_in_is_told_nothing(cast: Cast, nghe_an: Site) -> None:
    cast.editor.is_active = False
    cast.editor.save()
    notify([cast.editor], nghe_an, "Tin")
    assert not Notice.objects.exists()
