"""The public numbers beside the news and below an article."""

from typing import Any

from django.template import Context
from django.utils import timezone

from .numbers import numbers_of, views_of


def statistics(context: Context) -> dict[str, Any] | None:
    """Return a site's numbers for their block; None until something was counted."""
    now = timezone.now()
    found = numbers_of(context["site"], now)
    return {"numbers": found, "counted_at": now} if found.all else None


def article_views(context: Context) -> dict[str, Any] | None:
    """Return how often the article of a page was read; None until somebody did, and for what is not saved yet."""
    article = context["article"]
    views = views_of(article) if article.pk else 0
    return {"views": views, "counted_at": timezone.now()} if views else None
