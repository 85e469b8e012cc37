"""Who may do what with an article, and in which state: for the verbs of `publishing.py` and for what offers them."""

from typing import Any

from django.utils.translation import gettext as _

from provinces.models import Role
from provinces.permissions import at_least, membership_on

from .models import Article
from .models.article import ArticleState as State

MOVES: dict[str, set[State]] = {
    "submit": {State.DRAFT, State.SENT_BACK},
    "send_back": {State.SUBMITTED, State.APPROVED},
    "approve": {State.SUBMITTED},
    "publish": set(State),
    "schedule": set(State),
    "withdraw": set(State),
    "correct": set(State),
}
NEEDED: dict[str, Role] = {verb: Role.WRITER if verb == "submit" else Role.EDITOR for verb in MOVES}
RELEASING = {"approve", "publish", "schedule", "correct"}


class NotAllowed(Exception):
    """A verb that is not possible now; its text is a sentence for the person who tried."""


def may(verb: str, article: Article, user: Any) -> bool:
    """Return True when `user` may apply `verb` to `article` now."""
    return objection(verb, article, user) is None


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


def is_pending(article: Article) -> bool:
    """Return True when a live article has a revision that readers do not see yet."""
    return article.is_live and article.state != State.PUBLISHED


def objection(verb: str, article: Article, user: Any) -> str | None:
    """Return why `user` may not apply `verb` to `article` now, as a sentence; None when nothing stands against it."""
    site = article.site
    if user is not None and not site.is_writable:
        return _("This site is no longer updated.")
    if user is not None and not (at_least(user, site, NEEDED[verb]) and may_edit(article, user)):
        return _("Your role on this site does not allow this.")
    if article.state not in MOVES[verb]:
        return _("This is not possible in the state “%(state)s”.") % {"state": article.get_state_display()}
    if verb == "withdraw" and not article.is_live and article.due_at is None:
        return _("Readers do not see this article, and it is not scheduled.")
    if verb == "correct" and not article.is_live:
        return _("Readers do not see this article: there is nothing to correct.")
    if verb in RELEASING and user is not None and site.four_eyes and _is_all_of(article, user):
        return _("Somebody else has to publish your article.")
    if verb in {"publish", "schedule", "submit"} and not article.text("title", "vi"):
        return _("An article needs a title in Vietnamese.")
    return None


def _is_all_of(article: Article, user: Any) -> bool:
    """Return True when nobody but `user` wrote what would be released: the article, or what is new in a live one."""
    if not article.is_live or article.live_revision is None:
        return bool(article.created_by_id == user.pk)
    newer = article.revisions.filter(number__gt=article.live_revision.number)
    return set(newer.values_list("created_by", flat=True)) == {user.pk}
