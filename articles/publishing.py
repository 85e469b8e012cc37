"""The verbs of the newsroom. Only these move an article between states or decide what readers see.

Each verb checks the permission, moves the state by one table, and writes in one transaction. The admin, bulk actions,
the importer and tests call the same verbs.
"""

import datetime
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from provinces.models import Role
from provinces.permissions import at_least, membership_on

from . import snapshots
from .models import Article
from .models.article import ArticleState as State

MOVES: dict[str, set[State]] = {
    "submit": {State.DRAFT, State.SENT_BACK},
    "send_back": {State.SUBMITTED, State.APPROVED},
    "approve": {State.SUBMITTED},
    "publish": {
        State.DRAFT,
        State.SUBMITTED,
        State.SENT_BACK,
        State.APPROVED,
        State.SCHEDULED,
        State.PUBLISHED,
        State.WITHDRAWN,
    },
    "withdraw": {State.PUBLISHED, State.SCHEDULED},
}
NEEDED: dict[str, Role] = {
    "submit": Role.WRITER,
    "send_back": Role.EDITOR,
    "approve": Role.EDITOR,
    "publish": Role.EDITOR,
    "withdraw": Role.EDITOR,
}


BATCH = 200


class NotAllowed(Exception):
    """A verb that is not possible now; its text is a sentence for the person who tried."""


def may(verb: str, article: Article, user: Any) -> bool:
    """Return True when `user` may apply `verb` to `article` now."""
    return _objection(verb, article, user) is None


def _objection(verb: str, article: Article, user: Any) -> str | None:
    site = article.site
    if user is not None and not site.is_writable:
        return _("This site is no longer updated.")
    if user is not None and not (at_least(user, site, NEEDED[verb]) and may_edit(article, user)):
        return _("Your role on this site does not allow this.")
    if article.state not in MOVES[verb]:
        return _("This is not possible in the state “%(state)s”.") % {"state": article.get_state_display()}
    if verb in {"approve", "publish"} and user is not None and site.four_eyes and article.created_by_id == user.pk:
        return _("Somebody else has to publish your article.")
    if verb in {"publish", "submit"} and not article.text("title", "vi"):
        return _("An article needs a title in Vietnamese.")
    return None


def may_edit(article: Article, user: Any) -> bool:
    """Return True when `user` may change `article`: by role, own articles only, assigned categories."""
    if not at_least(user, article.site, Role.WRITER):
        return False
    if user.is_superuser:
        return True
    membership = membership_on(user, article.site)
    if membership is None or (membership.own_only and article.created_by_id != user.pk):
        return False
    assigned = {category.pk for category in membership.categories.all()}
    return not assigned or bool(assigned & {article.category_id, article.section_id})


def save_draft(article: Article, user: Any, note: str = "") -> Article:
    """Record the article as it was just saved as its newest revision, by `user`."""
    snapshots.record(article, user, note=note)
    return article


def submit(article: Article, user: Any) -> Article:
    """Hand a draft to an editor."""
    return _move("submit", article, user, State.SUBMITTED, "Submitted.")


def send_back(article: Article, user: Any, reason: str) -> Article:
    """Give a submitted article back to its writer, with a reason."""
    return _move("send_back", article, user, State.SENT_BACK, f"Sent back: {reason}")


def approve(article: Article, user: Any) -> Article:
    """Accept a submitted article; it is not published by that."""
    return _move("approve", article, user, State.APPROVED, "Approved.")


def publish(article: Article, user: Any, at: datetime.datetime | None = None) -> Article:
    """Publish now, or at a later time.

    Args:
        article: The article with its newest texts.
        user: Who publishes; None is the installation itself (commands, imports).
        at: When; default is the date already set, else now. A time to come schedules the article.

    Raises:
        NotAllowed: with a sentence that says why not.

    """
    now = timezone.now()
    moment = at or article.published_at or now
    later = moment > now
    with transaction.atomic():
        _check("publish", article, user)
        if article.expires_at is not None and article.expires_at <= moment:
            raise NotAllowed(_("The article would be taken down before it is published."))
        article.published_at = moment
        article.date_is_missing = False
        article.state = State.SCHEDULED if later else State.PUBLISHED
        article.is_live = not later
        article.save()
        article.live_revision = snapshots.record(article, user, note="published")
        article.save(update_fields=["live_revision"])
        _log(article, user, "Scheduled." if later else "Published.")
    return article


def withdraw(article: Article, user: Any) -> Article:
    """Take an article away from readers; everything is kept."""
    article.is_live = False
    return _move("withdraw", article, user, State.WITHDRAWN, "Withdrawn.")


def apply_due(now: datetime.datetime) -> int:
    """Bring into force what is due at `now`: scheduled articles appear, expired ones go. Safe to run again.

    Returns the number of articles changed. Run by the keeper every few seconds.
    """
    changed = 0
    due = Article.objects.due(now)
    expired = Article.objects.expired(now)
    for article in [*due[:BATCH], *expired[:BATCH]]:
        with transaction.atomic():
            article.is_live = article.state == State.SCHEDULED and not article.is_expired_at(now)
            article.state = State.PUBLISHED if article.is_live else State.WITHDRAWN
            article.save()
            _log(article, None, "Published as scheduled." if article.is_live else "Taken down as scheduled.")
        changed += 1
    return changed


def _move(verb: str, article: Article, user: Any, to: State, message: str) -> Article:
    with transaction.atomic():
        _check(verb, article, user)
        article.state = to
        article.save()
        _log(article, user, message)
    return article


def _check(verb: str, article: Article, user: Any) -> None:
    objection = _objection(verb, article, user)
    if objection is not None:
        raise NotAllowed(objection)


def _log(article: Article, user: Any, message: str) -> None:
    if user is not None:
        LogEntry.objects.log_actions(user.pk, [article], CHANGE, message, single_object=True)
