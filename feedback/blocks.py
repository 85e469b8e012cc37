"""What feedback adds to other pages: ways to write in the right column, two questions below an article."""

from typing import Any

from django.template import Context

from . import tokens


def ways_to_write(context: Context) -> dict[str, Any] | None:
    """Return what the block needs; None on sites that nobody writes any more. No query."""
    return {} if context["site"].is_writable else None


def ask_about_article(context: Context) -> dict[str, Any] | None:
    """Return the token of the rating, which stays the same all day, so that the page does. No query."""
    site, article = context["site"], context["article"]
    return {"rating_token": tokens.of_today(site, article.pk)} if site.is_writable else None
