"""What is noted of a page: who read it, and where from. The same whether a node answered it or nginx."""

import base64
import datetime
import hashlib
import secrets
import time
from typing import Any
from urllib.parse import urlsplit

from django.db import DatabaseError

from accounts.addresses import Network, client_address, is_inside, network_of
from editions.layer import VISIT
from editions.pages import Headers
from provinces import hosts
from vietnamese.dates import ZONE

from . import readers
from .lines import Line

REREAD_SECONDS = 30.0  # how old the list of own networks may be
HOST_LENGTH = 100

Environ = dict[str, Any]
Subject = tuple[int, str, int]  # site, kind, number


def subject_of(environ: Environ, status: str, headers: Headers) -> Subject | None:
    """Return what an answer shows to a reader; None when it is no page for readers."""
    if environ["REQUEST_METHOD"] != "GET" or status[:3] not in {"200", "304"}:
        return None
    subject: Subject | None = environ.get(VISIT)
    if subject is not None:
        return subject
    mounted = environ.get(hosts.KEY)
    is_page = any(name == "Content-Type" and value.startswith("text/html") for name, value in headers)
    if mounted is None or mounted.area != "public" or not is_page:
        return None
    return (mounted.site.pk, "page", 0)


class Visitors:
    """Turns an address into a hash that means nothing tomorrow."""

    def __init__(self) -> None:
        self._day = datetime.date.min
        self._key = secrets.token_bytes(32)

    def hash(self, address: str, agent: str, day: datetime.date) -> str:
        """Return the visitor of one day: 22 characters."""
        if day != self._day:
            self._key, self._day = _key_of(day), day
        return visitor_of(address, agent, self._key)


def visitor_of(address: str, agent: str, key: bytes) -> str:
    """Return the hash that a key makes of a visitor."""
    digest = hashlib.blake2b(f"{address}\n{agent}".encode("utf-8", "replace"), key=key, digest_size=16)
    return base64.urlsafe_b64encode(digest.digest())[:22].decode()


def _key_of(day: datetime.date) -> bytes:
    from .models import VisitorKey

    try:
        made, _created = VisitorKey.objects.get_or_create(day=day, defaults={"key": secrets.token_bytes(32)})
        return bytes(made.key)
    except DatabaseError:  # then this process has a key of its own for the day
        return secrets.token_bytes(32)


class _OwnNetworks:
    """The networks that sites do not count, read again now and then."""

    def __init__(self) -> None:
        self.read_at = float("-inf")
        self.by_site: dict[int, tuple[Network, ...]] = {}

    def of(self, site: int) -> tuple[Network, ...]:
        """Return the networks of a site."""
        if time.monotonic() - self.read_at > REREAD_SECONDS:
            self.read_at = time.monotonic()
            self._read()
        return self.by_site.get(site, ())

    def _read(self) -> None:
        from .models import OwnNetwork

        found: dict[int, tuple[Network, ...]] = {}
        try:
            for site, text in OwnNetwork.objects.values_list("site", "network"):
                network = network_of(text)
                found[site] = (*found.get(site, ()), *([network] if network else []))
        except DatabaseError:
            return
        self.by_site = found


class Scribe:
    """Writes down visits; holds the day's key and the list of own networks."""

    def __init__(self) -> None:
        self.visitors, self.own = Visitors(), _OwnNetworks()

    def line(self, environ: Environ, subject: Subject, now: float) -> Line:
        """Return what is noted of a page about `subject` that answered a request at `now` (seconds since 1970)."""
        site, kind, number = subject
        agent = str(environ.get("HTTP_USER_AGENT", ""))
        who = readers.reader_of(agent[:512])
        address = client_address(environ)
        kind_of_reader = who.kind
        if who.kind == readers.PERSON:
            if readers.looks_ahead(environ):
                kind_of_reader = readers.AHEAD
            elif is_inside(address, self.own.of(site)):
                kind_of_reader = readers.OWN
        day = datetime.datetime.fromtimestamp(now, ZONE).date()
        visitor = self.visitors.hash(address, agent, day)
        return Line(now, site, kind, number, visitor, kind_of_reader, who.device, _referring_host(environ))


def _referring_host(environ: Environ) -> str:
    referrer = str(environ.get("HTTP_REFERER", ""))
    if not referrer:
        return ""
    try:
        host = (urlsplit(referrer).hostname or "").lower()
    except ValueError:
        return ""
    own = hosts.host_of(environ)
    plain = host.removeprefix("www.")
    return "" if host == own or not plain.isascii() or any(c.isspace() for c in plain) else plain[:HOST_LENGTH]
