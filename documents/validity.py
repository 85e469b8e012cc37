"""Whether a document is in force changes by itself, on the days that it names."""

import datetime

from vietnamese.dates import ZONE

from .models import Document, Validity


def apply_due(now: datetime.datetime) -> int:
    """Mark documents whose first day has come as in force, and those whose end has come as no longer so.

    A duty of the keeper; safe to run again. Returns how many were marked.
    """
    today = now.astimezone(ZONE).date()
    ended: int = Document.objects.running_out(today).update(validity=Validity.EXPIRED, updated_at=now)
    begun: int = Document.objects.becoming_valid(today).update(validity=Validity.IN_FORCE, updated_at=now)
    return ended + begun
