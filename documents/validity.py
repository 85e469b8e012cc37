"""Whether a document is in force changes by itself, on the days that it names."""

import datetime

from editions import scopes
from editions.versions import raise_scopes
from vietnamese.dates import ZONE

from .models import Document, Validity


def apply_due(now: datetime.datetime) -> int:
    """Mark documents whose first day has come as in force, and those whose end has come as no longer so.

    A duty of the keeper; safe to run again. Returns how many were marked.
    """
    today = now.astimezone(ZONE).date()
    ending, beginning = Document.objects.running_out(today), Document.objects.becoming_valid(today)
    sites = {*ending.values_list("site", flat=True), *beginning.values_list("site", flat=True)}
    if not sites:
        return 0
    ended: int = Document.objects.running_out(today).update(validity=Validity.EXPIRED, updated_at=now)
    begun: int = Document.objects.becoming_valid(today).update(validity=Validity.IN_FORCE, updated_at=now)
    raise_scopes(*(scopes.site(site) for site in sites))
    return ended + begun
