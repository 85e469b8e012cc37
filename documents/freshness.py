"""Says which kept pages are behind when the library changes: newest documents beside the news, citations in articles.

Everything of the library raises its whole site, for any article may cite a document.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_delete, post_save

from editions import planned, scopes
from editions.frame import track_model
from editions.versions import raise_scopes

from .models import Document, DocumentFile, DocumentLink, DocumentType, Issuer, Subject
from .validity import apply_due


def track() -> None:
    """Begin to follow the library."""
    for model in (Document, DocumentType, Issuer, Subject):
        track_model(model)
    for part in (DocumentFile, DocumentLink):
        for signal in (post_save, post_delete):
            signal.connect(_part_changed, sender=part, dispatch_uid=f"documents.freshness.{part.__name__}.{id(signal)}")
    planned.register(planned_moments, apply_due)


def planned_moments(now: datetime.datetime) -> Iterable[tuple[datetime.datetime, int | None]]:
    """Return when the next documents are planned to appear, and on which site."""
    rows = Document.objects.to_come(now).values_list("published_at", "site")[: planned.AHEAD]
    return [(moment, site) for moment, site in rows if moment is not None]


def _part_changed(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    document = instance.document if isinstance(instance, DocumentFile) else instance.source
    if not raw:
        raise_scopes(scopes.site(document.site_id))
