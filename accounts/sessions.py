"""Sessions of the admin, as rows that know whose they are, so that people see theirs and end them (`SESSION_ENGINE`).

Kept of a session: account, kind of browser, network address, beginning, last sign of life. It goes with its end.
"""

import datetime
import hashlib
import time
from typing import Any

from django.contrib.auth import SESSION_KEY, user_logged_in
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils import timezone

from .addresses import client_address
from .devices import device_of
from .models import Session, SessionQuerySet, User

PLACE = "place"
SEEN = "seen"


class SessionStore(DatabaseStore):
    """Django's sessions in the database, with columns for what is listed."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the model."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row for a session."""
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]  # of the model above
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.device, row.address = data.get(PLACE, ("", ""))
        row.seen_at = _moment(data.get(SEEN))
        row.began_at = _moment(data.get("began")) or timezone.now()
        return row


def listen() -> None:
    """Note where a session begins; called when the app is ready."""
    user_logged_in.connect(_begin, dispatch_uid="accounts.sessions")


def _begin(request: HttpRequest, **_kwargs: Any) -> None:
    request.session["began"] = request.session[SEEN] = int(time.time())
    request.session[PLACE] = (device_of(request.META.get("HTTP_USER_AGENT", "")), client_address(request.META))


def _moment(seconds: int | None) -> datetime.datetime | None:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC) if seconds is not None else None


def alive(user: User) -> SessionQuerySet:
    """Return the sessions in which somebody is signed in, the most recently used first."""
    rows: SessionQuerySet = Session.objects.filter(user=user)
    return rows.alive(timezone.now()).order_by("-seen_at")


def end(user: User, *, but: str | None = None) -> int:
    """End all sessions of an account but one, given by its key; return how many."""
    ended = alive(user).exclude(session_key=but).count()
    Session.objects.filter(user=user).exclude(session_key=but).delete()
    return ended


def end_one(user: User, mark: str, *, but: str | None = None) -> bool:
    """End the session with this mark, unless it is the one to be kept; return whether it was ended."""
    rows = Session.objects.filter(user=user).exclude(session_key=but)
    keys = [row.session_key for row in rows if mark_of(row.session_key) == mark]
    Session.objects.filter(session_key__in=keys).delete()
    return bool(keys)


def mark_of(key: str) -> str:
    """Return what stands for a session in a page; the key itself would let its reader in."""
    return hashlib.sha256(f"session{key}".encode()).hexdigest()[:32]


def forget(now: datetime.datetime) -> int:
    """Delete sessions that are over. A duty of the keeper; returns how many went."""
    ended, _rows = Session.objects.over(now).delete()
    return int(ended)
