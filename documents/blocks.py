"""The newest documents beside the news."""

from typing import Any

from django.template import Context
from django.utils import timezone

from .models import Document

NEWEST = 5


def newest_documents(context: Context) -> dict[str, Any] | None:
    """Return the site's newest documents for their block; None where it has none. One query."""
    site = context["site"]
    rows = Document.objects.for_site(site).live(timezone.now()).speaking(site, context["language"])
    found = list(rows.select_related("type")[:NEWEST])
    return {"newest_documents": found} if found else None
