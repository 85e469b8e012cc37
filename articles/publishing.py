"""The verbs of the newsroom. Only these move an article between states or decide what readers see.

Each verb checks the permission, moves the state by one table, writes the audit row and tells the next person, all in
one transaction. The admin, bulk actions, the importer and tests call the same verbs.

`article.state` is the state of the newest revision, `article.is_live` says whether readers see an article at all: a
live article stays live, as `live_revision`, while a newer revision of it is a draft, submitted, approved or scheduled.
"""

import datetime
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from provinces import audit

from . import rights, snapshots
from .care import must_fix
from .models import Article, Category, CorrectionNote, Revision
from .models.article import ArticleState as State
from .notifying import tell
from .rights import NotAllowed

BATCH = 200


# Writing


def save_draft(article: Article, user: Any, note: str = "") -> Article:
    """Record the article as it stands in its columns as its newest revision, by `user`."""
    was = article.revisions.first()
    revision = snapshots.record(article, user, note=note)
    if was is None or revision.pk != was.pk:
        note_edit(article, revision, user)
    return article


def edit(article: Article, snapshot: snapshots.Snapshot, user: Any, *, note: str = "", sitting: str = "") -> Revision:
    """Save `snapshot` as the newest revision of `article`, by `user`; readers do not see it before it is published."""
    with transaction.atomic():
        was = snapshots.newest(article) or (snapshots.keep_first(article) if article.is_live else None)
        revision = snapshots.save(article, snapshot, user, note=note, sitting=sitting)
        if was != revision:
            note_edit(article, revision, user)
    return revision


def restore(article: Article, revision: Revision, user: Any) -> Revision:
    """Make what an old revision says the newest revision, by `user`; nothing of the history goes.

    Raises:
        NotAllowed: when `user` may not change the article.

    """
    if user is not None and not rights.may_edit(article, user):
        raise NotAllowed(_("Your role on this site does not allow this."))
    return edit(article, revision.snapshot, user, note=_("restored from version %d") % revision.number)


def move(article: Article, user: Any, category: Category) -> Article:
    """Put an article into another category of its site, for readers at once and in the newest revision too.

    Of a live article that `user` may not publish alone, only the newest revision changes, and waits for who may.

    Raises:
        NotAllowed: when `user` may not change the article.

    """
    if user is not None and not rights.may_edit(article, user):
        raise NotAllowed(_("Your role on this site does not allow this."))
    note = _("moved to another category")
    if user is not None and article.is_live and (article.site.four_eyes or not rights.may("publish", article, user)):
        return amend(article, user, note, category_id=category.pk)
    with transaction.atomic():
        snapshots.amend_live(article, user, note, category_id=category.pk)
        audit.record("edit", article, user=user, detail=note)
    return article


def note_edit(article: Article, revision: Revision, user: Any) -> None:
    """Move the state after `revision` was saved as the newest one by `user`; call it in the same transaction.

    What was published becomes a draft beside its live version. A scheduled article keeps its place in the schedule with
    its newest texts: only those who may publish it can change it. Every other state stays.
    """
    if article.state == State.PUBLISHED:
        article.state = State.DRAFT
        _keep(article, "state")
    elif article.state == State.SCHEDULED:
        article.due_revision = revision
        if not article.is_live:
            article.due_at = snapshots.published_at(revision) or article.due_at
        _keep(article, "due_revision", "due_at")
    audit.record("edit", article, user=user, detail=revision.note)


def amend(article: Article, user: Any, note: str, **changes: Any) -> Article:
    """Change single values of the newest revision (names of a snapshot), as a bulk action does.

    What is published stays published with the change when `user` may publish it; else the change waits beside it.

    Raises:
        NotAllowed: with a sentence that says why not.

    """
    with transaction.atomic():
        if not article.site.is_writable:
            raise NotAllowed(_("This site is no longer updated."))
        if not rights.may_edit(article, user):
            raise NotAllowed(_("Your role on this site does not allow this."))
        was_published = article.is_live and article.state == State.PUBLISHED
        revision = edit(article, snapshots.current(article) | changes, user, note=note)
        if was_published and revision.pk != article.live_revision_id and rights.may("publish", article, user):
            publish(article, user)
    return article


# The way to readers


def submit(article: Article, user: Any) -> Article:
    """Hand a draft to an editor."""
    return _move("submit", article, user, State.SUBMITTED)


def send_back(article: Article, user: Any, reason: str) -> Article:
    """Give a submitted article back to its writer, with a reason that the writer reads above the form."""
    if not reason.strip():
        raise NotAllowed(_("Say why you send the article back."))
    return _move("send_back", article, user, State.SENT_BACK, reason.strip())


def approve(article: Article, user: Any) -> Article:
    """Accept a submitted article; it is not published by that."""
    return _move("approve", article, user, State.APPROVED)


def publish(article: Article, user: Any, at: datetime.datetime | None = None) -> Article:
    """Make the newest revision what readers see, now or at a later time.

    Args:
        article: The article.
        user: Who publishes; None is the installation itself (commands, imports).
        at: When; default is the date already set, else now. A time to come schedules the article.

    Raises:
        NotAllowed: with a sentence that says why not.

    """
    now = timezone.now()
    with transaction.atomic():
        _check("publish", article, user)
        revision = snapshots.newest_of(article, user)
        dated = snapshots.published_at(revision)
        _refuse_unfixed(article, revision, user, at)
        moment = at or dated or now
        if moment > now:
            return _schedule(article, revision, user, moment)
        _refuse_over(revision, now)
        if dated is None or (dated != moment and not article.is_live):
            revision = _dated(article, user, moment)
        _show(article, revision, now)
        _done("publish", article, user)
    return article


def schedule(article: Article, user: Any, at: datetime.datetime) -> Article:
    """Let the newest revision become what readers see at `at`, to the minute; a live article stays live until then.

    Raises:
        NotAllowed: with a sentence that says why not.

    """
    with transaction.atomic():
        _check("schedule", article, user)
        if at <= timezone.now():
            raise NotAllowed(_("This moment lies in the past: choose a later one, or publish now."))
        revision = snapshots.newest_of(article, user)
        _refuse_unfixed(article, revision, user, at)
        return _schedule(article, revision, user, at)


def withdraw(article: Article, user: Any) -> Article:
    """Take an article away from readers and out of the schedule; everything is kept."""
    with transaction.atomic():
        _check("withdraw", article, user)
        article.is_live = False
        article.due_at = article.due_revision = None
        article.state = State.WITHDRAWN
        article.save()
        _done("withdraw", article, user)
    return article


def take_out(article: Article, user: Any) -> None:
    """Take an article away from readers and out of the schedule if it is there, before it goes into the recycle bin."""
    if article.is_live or article.due_at is not None:
        withdraw(article, user)


def correct(article: Article, user: Any, note: Mapping[str, str]) -> CorrectionNote:
    """Publish what was changed in a live article, with a public note (language → text; Vietnamese is needed).

    Raises:
        NotAllowed: with a sentence that says why not.

    """
    if not note.get(settings.LANGUAGE_CODE, "").strip():
        raise NotAllowed(_("Say in Vietnamese what was corrected: readers see it below the article."))
    with transaction.atomic():
        _check("correct", article, user)
        revision = snapshots.newest_of(article, user)
        if rights.is_pending(article):
            _refuse_unfixed(article, revision, user)
            _refuse_over(revision, timezone.now())
            _show(article, revision, timezone.now())
        texts = {f"note_{language}": text.strip() for language, text in note.items()}
        made = CorrectionNote(article=article, revision=revision, created_by=user, **texts)
        made.save()
        _done("correct", article, user, note[settings.LANGUAGE_CODE])
    return made


def apply_due(now: datetime.datetime) -> int:
    """Bring into force what is due at `now`: scheduled revisions appear, expired articles go. Safe to run again.

    Returns the number of articles changed. Run by the keeper every few seconds; several keepers do not harm each other.
    """
    due = Article.objects.due(now).values_list("pk", flat=True)[:BATCH]
    expired = Article.objects.expired(now).values_list("pk", flat=True)[:BATCH]
    return sum(_apply(pk, now) for pk in dict.fromkeys([*due, *expired]))


def _apply(pk: int, now: datetime.datetime) -> bool:
    with transaction.atomic():
        article = Article.objects.select_for_update(of=("self",)).filter(pk=pk).first()
        if article is None:
            return False
        if article.due_at is not None and article.due_at <= now:
            _show(article, article.due_revision or snapshots.newest_of(article), now)
            _done("go_out" if article.is_live else "expire", article, None)
        elif article.is_live and article.is_expired_at(now):
            article.is_live = False
            if article.state == State.PUBLISHED:
                article.state = State.WITHDRAWN
            article.save()
            _done("expire", article, None)
        else:
            return False
    return True


# How


def _refuse_unfixed(article: Article, revision: Revision, user: Any, at: datetime.datetime | None = None) -> None:
    """Raise NotAllowed when something of a revision must be fixed first; the installation itself is not asked."""
    if user is None:
        return
    given = {"published_at": at.isoformat()} if at is not None else {}
    unfixed = must_fix({**revision.snapshot, **given}, article.site)
    if unfixed:
        raise NotAllowed(" ".join([_("This has to be fixed before publishing:"), *unfixed]))


def _move(verb: str, article: Article, user: Any, to: State, detail: str = "") -> Article:
    with transaction.atomic():
        _check(verb, article, user)
        article.state = to
        _keep(article, "state")
        _done(verb, article, user, detail)
    return article


def _keep(article: Article, *fields: str) -> None:
    """Save what only the newsroom sees; the date of a page's last change is for what readers see."""
    article.save(update_fields=[*fields, *(() if article.is_live else ("updated_at",))])


def _check(verb: str, article: Article, user: Any) -> None:
    """Raise NotAllowed with the objection, also when the article has moved since it was read; locks its row."""
    rows = Article.objects.select_for_update().filter(pk=article.pk)
    if article.pk and rows.values_list("state", flat=True).first() not in {None, article.state}:
        article.refresh_from_db(fields=["state", "is_live"])
        raise NotAllowed(
            _("Somebody was faster: the article is now in the state “%(state)s”.")
            % {"state": article.get_state_display()}
        )
    objection = rights.objection(verb, article, user)
    if objection is not None:
        raise NotAllowed(objection)


def _dated(article: Article, user: Any, moment: datetime.datetime) -> Revision:
    """Return the newest revision with `moment` as its date of publication."""
    return snapshots.amend(article, user, published_at=moment, date_is_missing=False)


def _refuse_over(revision: Revision, moment: datetime.datetime) -> None:
    expires = snapshots.expires_at(revision)
    if expires is not None and expires <= moment:
        raise NotAllowed(_("The article would be taken down before it is published."))


def _schedule(article: Article, revision: Revision, user: Any, moment: datetime.datetime) -> Article:
    _refuse_over(revision, moment)
    if not article.is_live:
        revision = _dated(article, user, moment)
    article.state, article.due_at, article.due_revision = State.SCHEDULED, moment, revision
    article.save()
    _done("schedule", article, user, f"{timezone.localtime(moment):%d/%m/%Y %H:%M}")
    return article


def _show(article: Article, revision: Revision, now: datetime.datetime) -> None:
    """Make `revision` what readers see; one whose time is over by now is kept from them."""
    expires = snapshots.expires_at(revision)
    article.is_live = expires is None or expires > now
    article.state = State.PUBLISHED if article.is_live else State.WITHDRAWN
    article.due_at = article.due_revision = None
    article.live_revision = revision
    snapshots.put_back(article, revision.snapshot)


def _done(verb: str, article: Article, user: Any, detail: str = "") -> None:
    audit.record(verb, article, user=user, detail=detail)
    tell(verb, article, user, detail)
