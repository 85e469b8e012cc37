"""The public numbers beside the news."""

from typing import Any

from django.template import Context
from django.utils import timezone

from .numbers import numbers_of


def statistics(context: Context) -> dict[str, Any] | None:
    """Return a site's numbers for their block; None until something was counted."""
    now = timezone.now()
    found = numbers_of(context["site"], now)
    return {"numbers": found, "counted_at": now} if found.all else None
