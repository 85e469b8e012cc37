"""The verbs of the newsroom on screen: which buttons are shown, and what pressing one does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from provinces.admin.moments import MomentField
from provinces.models import AuditEntry, Role, Site
from provinces.permissions import at_least

from .. import publishing, rights, snapshots
from ..care import Level, findings
from ..models import Article
from ..models.article import ArticleState as State

TONES: dict[str, Any] = {
    State.DRAFT: "plain",
    State.SUBMITTED: "warn",
    State.SENT_BACK: "bad",
    State.APPROVED: "soon",
    State.SCHEDULED: "soon",
    State.PUBLISHED: "good",
    State.WITHDRAWN: "past",
}

OUTWARD = {"submit", "publish", "schedule", "correct"}  # what brings a text nearer to readers
STEPS = 8  # of an article's way that its page tells


@dataclass(frozen=True)
class Verb:
    """A button of the save bar. `done` is said afterwards."""

    name: str
    label: Promise
    done: Promise
    tone: str = ""


VERBS = {
    verb.name: verb
    for verb in (
        Verb("submit", _("Submit"), _("The article was handed to the editors.")),
        Verb("approve", _("Approve"), _("The article was approved.")),
        Verb("publish", _("Publish"), _("The article was published."), "default"),
        Verb("withdraw", _("Withdraw"), _("The article was taken away from readers.")),
    )
}
SENT_BACK = _("The article was sent back to its writer.")
SCHEDULED = _("The article will be published at its date.")
CORRECTED = _("The article was corrected; readers see the note below it.")


def verbs_for(article: Article, user: Any) -> list[Verb]:
    """Return the buttons that are possible now, in their order; verbs that ask for something have own forms."""
    possible = [verb for verb in VERBS.values() if rights.may(verb.name, article, user)]
    has_news = not article.is_live or rights.is_pending(article)
    return [verb for verb in possible if has_news or verb.name != "publish"]


def asking_verbs(article: Article, user: Any) -> dict[str, Any]:
    """Return for the template which verbs are possible that ask for something, and what stands about the article."""
    return {
        "may_send_back": rights.may("send_back", article, user),
        "may_schedule": rights.may("schedule", article, user) and (not article.is_live or rights.is_pending(article)),
        "may_correct": rights.may("correct", article, user),
        "is_pending": rights.is_pending(article),
        "send_back_reason": reason_of(article),
        "steps": AuditEntry.objects.about(article)[:STEPS],
        "languages_of_site": article.site.languages,
    }


def reason_of(article: Article) -> str:
    """Return why an article was sent back, '' when it is not with its writer for that."""
    if article.state != State.SENT_BACK:
        return ""
    last = AuditEntry.objects.about(article).of_verbs("send_back").first()
    return last.detail if last is not None else ""


def verbs_for_new(site: Site, user: Any) -> list[Verb]:
    """Return the buttons under an empty form; the verb itself checks again when the article is there."""
    found = [VERBS["submit"]]
    if at_least(user, site, Role.EDITOR) and not site.four_eyes:
        found.append(VERBS["publish"])
    return found


def may_change(article: Article, user: Any) -> bool:
    """Return True when the form of an article is open to `user`.

    A draft is its writers', and so is what is published: a change of it is a draft beside what readers see. What was
    submitted is the editors'; what was approved or scheduled only changes by those who may publish it.
    """
    if not rights.may_edit(article, user):
        return False
    if article.state in {State.DRAFT, State.SENT_BACK, State.PUBLISHED}:
        return True
    if article.state in {State.SUBMITTED, State.WITHDRAWN}:
        return at_least(user, article.site, Role.EDITOR)
    return rights.may("publish", article, user)


def apply(request: HttpRequest, article: Article, *, was_sent_before: bool = False) -> None:
    """Do what the pressed button says, and say what came of it; a button pressed twice does it once."""
    name = request.POST.get("_verb", "")
    if was_sent_before and name in VERBS and not rights.may(name, article, request.user):
        messages.info(request, gettext("This form had already been saved."))
        return
    try:
        if name in ASKING:
            messages.success(request, str(ASKING[name](request, article)))
        elif name in VERBS:
            function: Callable[..., Article] = getattr(publishing, name)
            function(article, request.user)
            later = article.state == State.SCHEDULED
            messages.success(request, str(SCHEDULED if later else VERBS[name].done))
        if name in OUTWARD:
            _warn(request, article)
    except rights.NotAllowed as objection:
        messages.error(request, str(objection))


def _warn(request: HttpRequest, article: Article) -> None:
    """Say how much the text care would still look at; it blocks nothing."""
    found = findings(snapshots.current(article), article.site)
    number = sum(finding.level == Level.SHOULD for finding in found)
    if number:
        message = ngettext(
            "The text care found %(number)d point to look at.",
            "The text care found %(number)d points to look at.",
            number,
        )
        messages.warning(request, message % {"number": number})


def _send_back(request: HttpRequest, article: Article) -> Promise:
    publishing.send_back(article, request.user, request.POST.get("_reason", "")[:1000])
    return SENT_BACK


def _schedule(request: HttpRequest, article: Article) -> Promise:
    try:
        moment = MomentField(required=True).clean(request.POST.get("_at", ""))
    except ValidationError as error:
        raise rights.NotAllowed(" ".join(error.messages)) from error
    publishing.schedule(article, request.user, moment)
    return SCHEDULED


def _correct(request: HttpRequest, article: Article) -> Promise:
    note = {language: request.POST.get(f"_note_{language}", "")[:1000] for language in article.site.languages}
    publishing.correct(article, request.user, note)
    return CORRECTED


ASKING: dict[str, Callable[[HttpRequest, Article], Promise]] = {
    "send_back": _send_back,
    "schedule": _schedule,
    "correct": _correct,
}
