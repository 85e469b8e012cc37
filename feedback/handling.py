"""The verbs of feedback: every change of a message goes through one of them, is written down and mailed about.

The admin, bulk actions and tests call the same functions. Whoever calls has been let in by the admin; who may erase
and export is asked here too, because it cannot be undone.
"""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from provinces import audit
from provinces.models import Role, Site
from provinces.permissions import at_least
from vietnamese.dates import ZONE

from . import codes, spam, tasks, telling
from .models import Case, CaseEvent, CaseState, Deed, FeedbackRules, Holiday
from .models.case import PERSONAL
from .redacting import redacted

ONE_DAY = datetime.timedelta(days=1)
WEEK = datetime.timedelta(days=7)


def receive(case: Case, *, nonce: str, score: int) -> Case:
    """Save a new message with number, code and deadline; the same form sent again gives the message it made before."""
    with transaction.atomic():
        # The site's row is locked, so that two messages at once get two numbers.
        Site.objects.select_for_update().get(pk=case.site_id)
        made = Case.objects.filter(nonce=nonce).first()
        if made is not None:
            return made
        now = timezone.now()
        today = now.astimezone(ZONE).date()
        case.nonce, case.code_hash = nonce, codes.hash_of(codes.code_of(nonce))
        case.year = today.year
        rows = Case.objects.for_site(case.site).filter(year=case.year)
        case.serial = (rows.aggregate(last=Max("serial"))["last"] or 0) + 1
        case.number = f"{case.serial:04d}/{case.year}"
        case.received_at = case.consented_at = now
        rules = FeedbackRules.objects.of(case.site)
        case.due_on = Holiday.objects.calendar(today).after(today, rules.answer_days)
        case.spam_score = score
        is_spam = score >= spam.LIMIT
        case.state = CaseState.SPAM if is_spam else CaseState.NEW
        case.closed_at = now if is_spam else None
        case.save()
        _note(case, Deed.RECEIVED, None)
        if not is_spam:
            telling.of_case(case)
    return case


def take_on(case: Case, actor: Any) -> Case:
    """Begin to deal with a message, also with one that was set aside; who does so is the one in charge."""
    case.assigned_to = case.assigned_to or actor
    return _move(case, actor, Deed.TAKEN_ON, CaseState.OPEN)


def answer(case: Case, actor: Any) -> Case:
    """Answer a message with the text in `answer`; its sender is told by e-mail."""
    return _move(case, actor, Deed.ANSWERED, CaseState.ANSWERED)


def decline(case: Case, actor: Any) -> Case:
    """Say at once that a message is outside the remit, and in `answer` who is responsible."""
    return _move(case, actor, Deed.OUTSIDE, CaseState.OUTSIDE)


def set_aside(case: Case, actor: Any) -> Case:
    """Mark a message as unwanted; nobody is told."""
    return _move(case, actor, Deed.SPAM, CaseState.SPAM)


def change(case: Case, actor: Any) -> Case:
    """Save what staff wrote on a message."""
    return _save(case, actor, Deed.CHANGED)


def publish(case: Case, actor: Any) -> Case:
    """Show question and answer to readers, without whoever asked. Raises ValidationError when that may not be."""
    if case.state != CaseState.ANSWERED:
        raise ValidationError(_("Answer the message first."))
    if not case.may_publish:
        raise ValidationError(_("The sender has not agreed to publication."))
    case.public_question = case.public_question or redacted(case.body, case)
    case.public_answer = case.public_answer or redacted(case.answer, case)
    case.is_published, case.published_at = True, timezone.now()
    return _save(case, actor, Deed.PUBLISHED)


def withdraw(case: Case, actor: Any) -> Case:
    """Take a published answer away from readers."""
    case.is_published = False
    return _save(case, actor, Deed.WITHDRAWN)


def erase(case: Case, actor: Any) -> Case:
    """Erase who sent a message, and what the message itself may say of them; number, dates and what is public stay.

    `actor` is None for the keeper. Raises PermissionDenied for anybody below a site admin.
    """
    _site_admins_only(case, actor)
    case.body = redacted(case.body, case) if case.is_published else _("(erased)")
    case.subject = redacted(case.subject, case) if case.is_published else _("(erased)")
    for name in PERSONAL:
        setattr(case, name, "")
    case.erased_at = timezone.now()
    return _save(case, actor, Deed.ERASED)


def export(case: Case, actor: Any) -> dict[str, Any]:
    """Return all that is known of a sender and their message, for the sender; that it was taken is written down."""
    _site_admins_only(case, actor)
    _note(case, Deed.EXPORTED, actor)
    names = ("number", "kind", "subject", "body", "language", *PERSONAL, "may_publish", "state", "progress", "answer")
    found: dict[str, Any] = {name: getattr(case, name) for name in names}
    moments = {"received_at": case.received_at, "consented_at": case.consented_at, "closed_at": case.closed_at}
    found |= {name: at.astimezone(ZONE).isoformat(timespec="seconds") if at else None for name, at in moments.items()}
    found["consent"] = {"version": case.consent.version, "text": case.consent.text_in(case.language)}
    return found


def erase_due(now: datetime.datetime) -> int:
    """Erase the personal data of messages that were closed long enough ago, by the rules of each site.

    A duty of the keeper; returns how many were erased.
    """
    erased = 0
    for rules in FeedbackRules.objects.select_related("site"):
        before = now - datetime.timedelta(days=rules.keep_days)
        for case in Case.objects.to_erase(rules.site, before).select_related("site")[:200]:
            erase(case, None)
            erased += 1
    return erased


def is_known_text(site: Site, key: str) -> bool:
    """Return True when the same text came to `site` within a week."""
    return Case.objects.for_site(site).filter(text_key=key, received_at__gt=timezone.now() - WEEK).exists()


def _site_admins_only(case: Case, actor: Any) -> None:
    if actor is not None and not at_least(actor, case.site, Role.SITE_ADMIN):
        raise PermissionDenied


def _move(case: Case, actor: Any, deed: Deed, state: CaseState) -> Case:
    if state in {CaseState.ANSWERED, CaseState.OUTSIDE} and not case.answer.strip():
        raise ValidationError(_("Write the answer first."))
    if case.is_published and state != CaseState.ANSWERED:
        raise ValidationError(_("Take the published answer away from readers first."))
    case.state = state
    closed = state not in {CaseState.NEW, CaseState.OPEN}
    case.closed_at = (case.closed_at or timezone.now()) if closed else None
    _save(case, actor, deed)
    if state in {CaseState.ANSWERED, CaseState.OUTSIDE} and case.email:
        transaction.on_commit(lambda: tasks.tell_sender(case.pk))
    return case


def _save(case: Case, actor: Any, deed: Deed) -> Case:
    with transaction.atomic():
        case.save()
        _note(case, deed, actor)
    return case


def _note(case: Case, deed: Deed, actor: Any) -> None:
    CaseEvent.objects.create(case=case, deed=deed, at=timezone.now(), actor=actor)
    if deed != Deed.RECEIVED:
        audit.record(f"case_{deed.value}", case, user=actor)
