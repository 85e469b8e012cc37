"""The history of an article: its versions, what differs between two of them, restoring, previews and links to share."""

import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from provinces.models import AuditEntry

from .. import previews, publishing, snapshots
from ..describing import differences
from ..models import Article, Revision
from . import verbs

SHOWN = 100
DEEDS = 50
#: How long staff's own previews work, and for how many days a link may be given to somebody without an account.
OWN_PREVIEW = datetime.timedelta(hours=2)
SHARE_DAYS = (1, 3, 7, 14)
NEWEST, LIVE = "newest", "live"


class WithHistory:
    """What the admin class of articles has besides: the pages of an article's versions."""

    def get_urls(self) -> list[Any]:
        """Return the addresses, with those of versions."""
        name, wrap = "articles_article_{}".format, self.admin_site.admin_view  # type: ignore[attr-defined]  # of the ModelAdmin beside it
        own = [
            path("<path:object_id>/compare/", wrap(self.compare_view), name=name("compare")),
            path("<path:object_id>/restore/", wrap(self.restore_view), name=name("restore")),
            path("<path:object_id>/preview/", wrap(self.preview_view), name=name("preview")),
            path("<path:object_id>/share/", wrap(self.share_view), name=name("share")),
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]  # as above

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """List the versions, the newest first, and what was done with the article."""
        article = self._article(request, object_id)
        before = _number(request.GET.get("before"))
        revisions = Revision.objects.of(article).up_to(before)[: SHOWN + 1]
        rows = list(revisions)
        context = {
            **self._context(request, article, _("History")),
            "revisions": rows[:SHOWN],
            "next_before": rows[SHOWN - 1].number if len(rows) > SHOWN else None,
            "newest": snapshots.newest(article),
            "may_restore": verbs.may_change(article, request.user),
            "deeds": AuditEntry.objects.about(article)[:DEEDS],
        }
        return TemplateResponse(request, "admin/articles/article/history.html", context)

    def compare_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show two versions side by side, the words that differ marked: `from` and `to` are numbers, newest or live."""
        article = self._article(request, object_id)
        before = _version(article, request.GET.get("from", LIVE))
        after = _version(article, request.GET.get("to", NEWEST))
        if before is None or after is None:
            messages.info(request, _("There is nothing to compare: choose two versions."))
            return HttpResponseRedirect(_address("history", article))
        if before.number > after.number:
            before, after = after, before
        context = {
            **self._context(request, article, _("What differs")),
            "before": before,
            "after": after,
            "changes": differences(article.site, before.snapshot, after.snapshot),
        }
        return TemplateResponse(request, "admin/articles/article/compare.html", context)

    def restore_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Make an old version the newest one (POST with its `number`)."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        article = self._article(request, object_id)
        revision = _version(article, request.POST.get("number", ""))
        if revision is None:
            raise Http404
        if not verbs.may_change(article, request.user):
            raise PermissionDenied
        publishing.restore(article, revision, request.user)
        text = _("Version %(number)d was restored. Readers see it when it is published.")
        messages.success(request, text % {"number": revision.number})
        return HttpResponseRedirect(_address("change", article))

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Lead to a version's public page: `number`, newest without one."""
        revision = _version(self._article(request, object_id), request.GET.get("number", NEWEST))
        if revision is None:
            raise Http404
        return HttpResponseRedirect(previews.link(revision, timezone.now() + OWN_PREVIEW))

    def share_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Give a link to a version's page for somebody without an account, for some days (POST: `number`, `days`)."""
        article = self._article(request, object_id)
        revision = _version(article, request.POST.get("number") or request.GET.get("number") or NEWEST)
        if revision is None:
            raise Http404
        days = _number(request.POST.get("days"))
        until = timezone.now() + datetime.timedelta(days=days) if days in SHARE_DAYS else None
        context = {
            **self._context(request, article, _("Share a preview")),
            "revision": revision,
            "choices": SHARE_DAYS,
            "until": until,
            "link": previews.link(revision, until) if until is not None else "",
        }
        return TemplateResponse(request, "admin/articles/article/share.html", context)

    def _article(self, request: HttpRequest, object_id: str) -> Article:
        """Return the article as it is in the database; 404 for what the account does not work on."""
        rows = self.get_queryset(request).select_related("site", "category")  # type: ignore[attr-defined]
        article: Article | None = rows.filter(pk=_number(object_id)).first()
        if article is None:
            raise Http404
        if not self.has_view_permission(request, article):  # type: ignore[attr-defined]
            raise PermissionDenied
        return article

    def _context(self, request: HttpRequest, article: Article, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": title,
            "opts": Article._meta,
            "article": article,
            "headline": snapshots.current(article)["title_vi"],
        }


def _number(typed: Any) -> int | None:
    text = str(typed or "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _version(article: Article, typed: str) -> Revision | None:
    if typed == NEWEST:
        return snapshots.newest(article)
    if typed == LIVE:
        return article.live_revision if article.is_live else None
    number = _number(typed)
    return article.revisions.filter(number=number).first() if number is not None else None


def _address(page: str, article: Article) -> str:
    return reverse(f"admin:articles_article_{page}", args=[article.pk])
