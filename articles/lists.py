"""What all numbered lists of articles have in common."""

import datetime
from typing import Any

from django.utils import timezone

from provinces.http import SiteRequest

from .models import Article
from .querysets import ArticleQuerySet

PAGE_SIZE = 20


def readable(request: SiteRequest, until: datetime.datetime | None = None) -> ArticleQuerySet:
    """Return the articles that readers of this site and language see now, newest first; those published by `until`."""
    now, site = timezone.now(), request.site
    rows: ArticleQuerySet = Article.objects.for_site(site).live(now, until).speaking(site, request.LANGUAGE_CODE)
    return rows


def list_context(request: SiteRequest, page: Any, rows: list[Article]) -> dict[str, Any]:
    """Return what the template of a list needs: on the first page one article stands large, the others below it."""
    leads = page.number == 1 and bool(rows)
    path = request.site.url_for(request.path_info.lstrip("/"), request.LANGUAGE_CODE)
    return {
        "page": page,
        "lead": rows[0] if leads else None,
        "rows": rows[1:] if leads else rows,
        "canonical_url": path if page.number == 1 else f"{path}?trang={page.number}",
    }
