"""The audit log: every verb of every room records here what was done. Rooms name their verbs from their AppConfig."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from accounts.addresses import client_address

if TYPE_CHECKING:
    from .models import AuditEntry, Site

_address: ContextVar[str | None] = ContextVar("audit_address", default=None)
_names: dict[str, str | Promise] = {}


def name_verbs(names: Mapping[str, str | Promise]) -> None:
    """Make known what verbs are called on screen: `{"publish": _("published")}`."""
    _names.update(names)


def name_of(verb: str) -> str:
    """Return what a verb is called on screen."""
    return str(_names.get(verb, verb))


def verbs() -> list[tuple[str, str]]:
    """Return (verb, name) of all known verbs by name."""
    return sorted(((verb, str(name)) for verb, name in _names.items()), key=lambda pair: pair[1])


def record(
    verb: str, obj: Any = None, *, user: Any = None, site: "Site | None" = None, detail: str = ""
) -> "AuditEntry":
    """Add an entry and return it; call it inside the transaction of the deed, so that both stand or fall together.

    Args:
        verb: What was done, a short code named by `name_verbs()`.
        obj: The row it was done to; its site is taken when `site` is not given.
        user: Who did it; None is the installation itself.
        site: The site it belongs to; None for what belongs to the network.
        detail: What else somebody will want to know later, such as a reason.

    """
    from .models import AuditEntry

    known = getattr(user, "pk", None) is not None
    is_row = isinstance(obj, models.Model)
    entry: AuditEntry = AuditEntry.objects.create(
        site=site if site is not None else getattr(obj, "site", None),
        user=user if known else None,
        user_name=str(user)[:120] if known else "",
        verb=verb,
        object_type=obj._meta.label_lower if is_row else "",
        object_id=obj.pk if is_row else None,
        object_label=str(obj)[:300] if obj is not None else "",
        detail=detail,
        address=_address.get(),
    )
    return entry


@contextmanager
def emptying(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let the whole database be emptied inside the block, in one transaction: the entries of the log with the rest.

    On PostgreSQL nothing is needed: TRUNCATE, with which databases are emptied, asks no trigger.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'auditentry_kept'")
        guards = [sql for (sql,) in cursor.fetchall()]
        cursor.execute("DROP TRIGGER IF EXISTS auditentry_kept")
        yield
        for sql in guards:
            cursor.execute(sql)


@contextmanager
def asked_from(address: str | None) -> Iterator[None]:
    """Note `address` in every entry that is recorded inside the block."""
    token = _address.set(address)
    try:
        yield
    finally:
        _address.reset(token)


def address_of(request: HttpRequest) -> str | None:
    """Return the network address of who asks; None when it is not known."""
    return client_address(request.META) or None


class AuditMiddleware:
    """Notes the address of who asks, for the entries that are recorded while the request is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        with asked_from(address_of(request)):
            return self.get_response(request)
