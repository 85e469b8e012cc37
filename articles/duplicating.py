"""A new draft from an article or from a template."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from provinces import audit

from . import snapshots
from .models import Article, ArticleTemplate
from .rights import NotAllowed, may_edit

TITLE = 300
#: What a copy does not take over: dates, its place on the pages, what was counted elsewhere.
AFRESH: dict[str, Any] = {
    "published_at": None,
    "expires_at": None,
    "date_is_missing": False,
    "is_pinned": False,
    "is_top": False,
    "in_ticker": False,
    "opening_views": 0,
}


def duplicate(article: Article, user: Any) -> Article:
    """Return a new draft by `user` with the newest texts, tags, contributors and pictures of `article`.

    Raises:
        NotAllowed: with a sentence that says why not.

    """
    if not article.site.is_writable:
        raise NotAllowed(_("This site is no longer updated."))
    if not may_edit(article, user):
        raise NotAllowed(_("Your role on this site does not allow this."))
    with transaction.atomic():
        snapshot = snapshots.current(article) | AFRESH
        title = f"title_{settings.LANGUAGE_CODE}"
        suffix = _("(copy)")
        snapshot[title] = f"{snapshot[title][: TITLE - len(suffix) - 1]} {suffix}"
        twin = Article(site=article.site, category=article.category, created_by=user)
        twin.save()
        snapshots.save(twin, snapshot, user, note=_("copy of article %(number)d") % {"number": article.pk})
        audit.record("duplicate", twin, user=user, detail=str(article))
    return twin


def beginning(template: ArticleTemplate) -> dict[str, Any]:
    """Return with what an empty form begins when a writer chose `template`: names of form fields with their values."""
    texts = {
        f"{name}_{language}": template.text(name, language)
        for name in ("kicker", "title", "lead", "body")
        for language, _name in settings.LANGUAGES
    }
    plain = {"article_type": template.article_type, "category": template.category_id, "tag_names": template.tag_names}
    return {name: value for name, value in (texts | plain).items() if value}
