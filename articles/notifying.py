"""Who is told after a verb: the next person on the article's way, and its writer."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from provinces.models import Membership, Role
from provinces.notices import notify

from .models import Article

#: What the verbs are called in the audit log.
VERBS = {
    "edit": _("article saved"),
    "submit": _("article submitted"),
    "send_back": _("article sent back"),
    "approve": _("article approved"),
    "publish": _("article published"),
    "schedule": _("article scheduled"),
    "go_out": _("article appeared as scheduled"),
    "expire": _("article taken down as scheduled"),
    "withdraw": _("article withdrawn"),
    "correct": _("article corrected"),
    "duplicate": _("article duplicated"),
    "merge_tags": _("tags merged"),
    "arrange_home": _("home page arranged"),
}
SENTENCES = {
    "submit": lambda: gettext("%(who)s handed in an article: please check it."),
    "send_back": lambda: gettext("%(who)s sent your article back."),
    "approve": lambda: gettext("%(who)s approved an article: it can be published."),
    "publish": lambda: gettext("%(who)s published your article."),
    "schedule": lambda: gettext("%(who)s scheduled your article."),
    "withdraw": lambda: gettext("%(who)s took your article away from readers."),
    "correct": lambda: gettext("%(who)s corrected your article, with a public note."),
    "go_out": lambda: gettext("Your article appeared as scheduled."),
    "expire": lambda: gettext("Your article was taken down as scheduled."),
}
TO_EDITORS = {"submit", "approve"}
TO_WRITER = set(SENTENCES) - {"submit"}


def tell(verb: str, article: Article, user: Any, detail: str = "") -> None:
    """Tell whom it concerns what was done with `article`; whoever did it is not told."""
    if verb not in SENTENCES:
        return
    people = {person.pk: person for person in _concerned(verb, article)}
    people.pop(getattr(user, "pk", None), None)
    if people:
        sentence = SENTENCES[verb]() % {"who": user if user is not None else gettext("The system")}
        notify(people.values(), article.site, sentence, about=article, detail=detail)


def _concerned(verb: str, article: Article) -> Iterator[Any]:
    if verb in TO_WRITER and article.created_by is not None:
        yield article.created_by
    if verb in TO_EDITORS:
        yield from editors_of(article)


def editors_of(article: Article) -> Iterator[Any]:
    """Yield the accounts that may check and publish `article`: by role and assigned categories."""
    rows = Membership.objects.for_site(article.site).of_roles(Role.EDITOR, Role.SITE_ADMIN)
    for membership in rows.select_related("user").prefetch_related("categories"):
        assigned = {category.pk for category in membership.categories.all()}
        if not membership.own_only and (not assigned or assigned & {article.category_id, article.section_id}):
            yield membership.user
