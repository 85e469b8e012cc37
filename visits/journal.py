"""The journal's writer: one line, one `write()`, for each page for readers that this deployment has answered.

The file is opened for appending and changed every hour, so that several processes write it together. What cannot be
written (a full disk) is counted and said, and the page is answered all the same.
"""

import base64
import datetime
import hashlib
import logging
import os
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import DatabaseError

from accounts.addresses import Network, client_address, is_inside, network_of
from editions.layer import VISIT
from provinces import hosts
from vietnamese.dates import ZONE

from . import readers
from .lines import Line, write

logger = logging.getLogger(__name__)

REREAD_SECONDS = 30.0  # how old the list of own networks may be
HOST_LENGTH = 100

Environ = dict[str, Any]


class Journal:
    """Appends lines to the file of the hour in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lost = 0
        self._name = ""
        self._handle = -1
        self._part = 0
        self._lock = threading.Lock()

    def append(self, line: bytes, now: float) -> None:
        """Write a line; one that cannot be written whole is counted as lost."""
        name = time.strftime("%Y%m%d%H", time.gmtime(now))
        try:
            if name != self._name or self._handle < 0:
                self._open(name)
            if os.write(self._handle, line) != len(line):
                # Half a line: it ends this file, and nothing is written behind it.
                self._part += 1
                self._lose("the disk is full")
                self._open(name)
        except OSError as error:
            self._lose(str(error))

    def _open(self, name: str) -> None:
        with self._lock:
            if self._handle >= 0:
                os.close(self._handle)
                self._handle = -1
            self.folder.mkdir(parents=True, exist_ok=True)
            suffix = f"-{os.getpid()}-{self._part}" if self._part else ""
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
            self._handle = os.open(self.folder / f"{name}{suffix}.log", flags, 0o600)
            self._name = name

    def _lose(self, why: str) -> None:
        self.lost += 1
        if self.lost & (self.lost - 1) == 0:  # 1, 2, 4, 8, …: not once for every page
            logger.error("the visit journal could not be written (%s): %d lines lost in this process", why, self.lost)


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


class JournalLayer:
    """WSGI layer, the outermost: notes each page for readers in `journal` as it is answered."""

    def __init__(self, application: Callable[..., Iterable[bytes]], journal: Journal) -> None:
        self.application, self.journal = application, journal
        self.visitors, self.own = Visitors(), _OwnNetworks()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request."""
        seen: list[str] = []

        def noting(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            seen.append(status)
            seen.extend(value for name, value in headers if name == "Content-Type")
            return start_response(status, headers, *rest)

        body = self.application(environ, noting)
        if environ["REQUEST_METHOD"] == "GET" and seen and seen[0][:3] in {"200", "304"}:
            self._note(environ, seen)
        return body

    def _note(self, environ: Environ, seen: list[str]) -> None:
        subject = environ.get(VISIT)
        if subject is None:
            mounted = environ.get(hosts.KEY)
            is_page = len(seen) > 1 and seen[1].startswith("text/html")
            if not is_page or mounted is None or mounted.area != "public":
                return
            subject = (mounted.site.pk, "page", 0)
        now = time.time()
        self.journal.append(write(self._line(environ, subject, now)), now)

    def _line(self, environ: Environ, subject: tuple[int, str, int], now: float) -> Line:
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
