"""Telling visitors apart for a day, without cookies and without keeping an address.

An address is hashed with a key that exists on one day only: afterwards nobody can tell whose a hash was.
"""

import datetime
import hashlib
import hmac

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from accounts.addresses import client_address, household
from vietnamese.dates import ZONE

from .models import Attempt, DailySecret

LETTERS = 32
HOUR = datetime.timedelta(hours=1)


def address_of(request: HttpRequest) -> str:
    """Return from where a request comes: of IPv6 the network, for one household has the whole of it."""
    return household(client_address(request.META)) or "unknown"


def _hash(day: datetime.date, *parts: str) -> str:
    key = DailySecret.objects.key_of(day).encode()
    return hmac.new(key, "\n".join(parts).encode(), hashlib.sha256).hexdigest()[:LETTERS]


def visitor_of(request: HttpRequest, day: datetime.date) -> str:
    """Return who rates: address and browser, hashed with the key of the day."""
    return _hash(day, "rating", address_of(request), request.headers.get("User-Agent", "")[:300])


def is_too_often(request: HttpRequest, form: str) -> bool:
    """Note that somebody sends a form; return True when it is more often than people do. At most three queries."""
    now = timezone.now()
    visitor = _hash(now.astimezone(ZONE).date(), "limit", form, address_of(request))
    limit = settings.FORM_LIMITS[form]
    sent = Attempt.objects.filter(form=form, visitor=visitor, at__gt=now - HOUR)[:limit].count()
    if sent >= limit:
        return True
    Attempt.objects.create(form=form, visitor=visitor, at=now)
    return False


def forget(now: datetime.datetime) -> int:
    """Destroy what was known of visitors: attempts after an hour, keys and visitors of ratings with their day.

    A duty of the keeper; returns how many rows went.
    """
    from .models import Rating

    today = now.astimezone(ZONE).date()
    attempts, _rows = Attempt.objects.filter(at__lt=now - HOUR).delete()
    ratings = Rating.objects.filter(day__lt=today)._raw_delete(Rating.objects.db)
    keys, _rows = DailySecret.objects.filter(day__lt=today).delete()
    return attempts + int(ratings) + keys
