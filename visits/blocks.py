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
    """Return how often the article of a page was read; None for what is not saved yet.

    Nobody is a number too: pages are kept from their first reader on, and the script makes it fresh.
    """
    article = context["article"]
    return {"views": views_of(article), "counted_at": timezone.now()} if article.pk else None
