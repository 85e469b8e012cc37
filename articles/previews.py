"""A revision as its public page, for whoever holds a signed link and until it ends; nobody needs an account.

Such pages are never kept by browsers or caches, never indexed, and tell no other site where they were found.
"""

import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from provinces.http import SiteRequest

from . import snapshots
from .models import Article, Contribution, Contributor, Revision, Tag
from .views import article_context

SALT = "articles.preview"
PATH = "xem-truoc"


class Grant(NamedTuple):
    """What a link allows: to see one revision, until a moment (seconds since 1970)."""

    revision: int
    until: int


def link(revision: Revision, until: datetime.datetime) -> str:
    """Return the absolute address at which anybody sees `revision` as its page, until `until`."""
    token = signing.dumps(Grant(revision.pk, int(until.timestamp())), salt=SALT)
    return revision.article.site.url_for(f"{PATH}/{token}/")


@require_safe
def preview(request: SiteRequest, token: str) -> HttpResponse:
    """Show a revision as its page would be; 410 when the link's time is over, 404 for any other address."""
    try:
        grant = Grant(*signing.loads(token, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError) as error:
        raise Http404("no link of ours") from error
    until = datetime.datetime.fromtimestamp(grant.until, datetime.UTC)
    if until <= timezone.now():
        return _unseen(render(request, "articles/preview_over.html", {"until": until}, status=410))
    rows = Revision.objects.for_site(request.site).kept().select_related("article__site", "article__category")
    revision = rows.filter(pk=grant.revision).first()
    if revision is None:
        raise Http404("deleted, or of another site")
    shown = as_published(revision, request.LANGUAGE_CODE)
    languages = [code for code in request.site.languages if shown.is_shown_in(code, request.site)]
    context: dict[str, Any] = {
        **article_context(request, shown),
        "picked": _picked(revision),
        "alternates": dict.fromkeys(languages, f"{PATH}/{token}/"),
        "revision": revision,
        "until": until,
    }
    return _unseen(render(request, "articles/preview.html", context))


def as_published(revision: Revision, language: str) -> Article:
    """Return a revision's article as readers of `language` would get it, published now if it names no date."""
    article, snapshot = revision.article, revision.snapshot
    snapshots.lay(article, snapshot)
    article.published_at = article.published_at or timezone.now()
    translated = article.speaks(language) and article.text("body", language)
    article.shown_body = translated or article.text("body", settings.LANGUAGE_CODE)  # type: ignore[attr-defined]  # as with_body
    parts = snapshot["contributions"]
    people = Contributor.objects.for_site(article.site).in_bulk([part["contributor"] for part in parts])
    keys = [Tag.key_of(name) for name in snapshot["tags"]]
    article._prefetched_objects_cache = {  # type: ignore[attr-defined]  # as prefetch_related() fills it
        "tags": list(Tag.objects.for_site(article.site).filter(key__in=keys)),
        "contributions": [
            Contribution(contributor=people[part["contributor"]], role=part["role"])
            for part in parts
            if part["contributor"] in people
        ],
    }
    return article


def _picked(revision: Revision) -> list[Article]:
    """Return the articles that the revision picks, as far as readers see them, in its order."""
    order = {pk: place for place, pk in enumerate(revision.snapshot["related"])}
    rows = Article.objects.for_site(revision.article.site).live(timezone.now()).filter(pk__in=order).for_lists()
    return sorted(rows, key=lambda row: order[row.pk])


def _unseen(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
