"""The verbs of the newsroom on screen: which buttons are shown, and what pressing one does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from provinces.models import Role, Site
from provinces.permissions import at_least

from .. import publishing
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


def verbs_for(article: Article, user: Any) -> list[Verb]:
    """Return the buttons that are possible now, in their order; sending back has a form of its own."""
    possible = [verb for verb in VERBS.values() if publishing.may(verb.name, article, user)]
    return [verb for verb in possible if not (verb.name == "publish" and article.is_live)]


def verbs_for_new(site: Site, user: Any) -> list[Verb]:
    """Return the buttons under an empty form; the verb itself checks again when the article is there."""
    found = [VERBS["submit"]]
    if at_least(user, site, Role.EDITOR) and not site.four_eyes:
        found.append(VERBS["publish"])
    return found


def may_change(article: Article, user: Any) -> bool:
    """Return True when the form of an article is open to `user`.

    A draft is its writers'; what was submitted is the editors'; what was approved or is published changes for readers
    at once, so only those who may publish it may change it.
    """
    if not publishing.may_edit(article, user):
        return False
    if article.state in {State.DRAFT, State.SENT_BACK}:
        return True
    if article.state in {State.SUBMITTED, State.WITHDRAWN}:
        return at_least(user, article.site, Role.EDITOR)
    return publishing.may("publish", article, user)


def apply(request: HttpRequest, article: Article) -> None:
    """Do what the pressed button says, and say what came of it."""
    name = request.POST.get("_verb", "")
    user = request.user
    try:
        if name == "send_back":
            reason = request.POST.get("_reason", "").strip()[:300]
            if not reason:
                messages.error(request, _("Say why you send the article back."))
                return
            publishing.send_back(article, user, reason)
            messages.success(request, str(SENT_BACK))
        elif name in VERBS:
            function: Callable[..., Article] = getattr(publishing, name)
            function(article, user)
            later = article.state == State.SCHEDULED
            messages.success(request, str(SCHEDULED if later else VERBS[name].done))
    except publishing.NotAllowed as objection:
        messages.error(request, str(objection))
