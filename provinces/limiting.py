"""How often one household may ask for what costs more than a page: counted in a file, without cookies and rows.

The processes of a node share a file of fixed size in `VAR_DIR/limits`. An address is hashed with a salt that is made
anew every minute, so that nothing in the file tells who asked. Two hashes stand for each address and the smaller of
their counts holds: that another address falls on both is as good as excluded. A node counts for itself.

Nobody is counted whose address is not known or is this machine's own: behind a server in front that is not declared
(`TRUST_PROXY`) all readers come from there, and one of them would lock out the others.
"""

import fcntl
import hashlib
import ipaddress
import logging
import mmap
import os
import secrets
import struct
import threading
import time
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.addresses import client_address, household

logger = logging.getLogger(__name__)

WINDOW = 60  # seconds
WIDTH = 16_384  # counts for each of the two hashes
HEAD = struct.Struct("=Q16s")  # the number of the minute, and its salt
COUNT = struct.Struct("=I")
SIZE = HEAD.size + 2 * WIDTH * COUNT.size

P = ParamSpec("P")


class Meter:
    """Counts what each household asks for in the running minute, in the file `path`."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.lock = threading.Lock()
        self.file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if os.fstat(self.file).st_size != SIZE:
            os.ftruncate(self.file, SIZE)
        self.memory = mmap.mmap(self.file, SIZE)

    def count(self, who: str, now: float) -> int:
        """Count one more question of `who` at `now` (seconds since 1970); return how many there were this minute."""
        with self.lock:
            fcntl.flock(self.file, fcntl.LOCK_EX)
            try:
                return self._count(who, int(now) // WINDOW)
            finally:
                fcntl.flock(self.file, fcntl.LOCK_UN)

    def _count(self, who: str, minute: int) -> int:
        known, salt = HEAD.unpack_from(self.memory)
        if known != minute:
            salt = secrets.token_bytes(16)
            self.memory[:] = HEAD.pack(minute, salt) + bytes(SIZE - HEAD.size)
        digest = hashlib.blake2b(who.encode(), key=salt, digest_size=8).digest()
        counts: list[int] = []
        for row, number in enumerate(struct.unpack("=II", digest)):
            place = HEAD.size + (row * WIDTH + number % WIDTH) * COUNT.size
            counts.append(min(COUNT.unpack_from(self.memory, place)[0] + 1, 2**32 - 1))
            COUNT.pack_into(self.memory, place, counts[-1])
        return min(counts)


@cache
def meter(path: Path) -> Meter:
    """Return the meter of this process for a file."""
    return Meter(path)


def limited(name: str, setting: str) -> Callable[[Callable[P, HttpResponse]], Callable[P, HttpResponse]]:
    """Let one household ask `view` as often in a minute as the setting says (0: without limit), then answer 429.

    Only questions with a query are counted: the bare page is cheap. What one household asks under the same `name`
    counts together.
    """

    def decorate(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
        @wraps(view)
        def answered(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            request = args[0]
            assert isinstance(request, HttpRequest)  # noqa: S101 - a view's first argument
            limit: int = getattr(settings, setting)
            if limit and request.META.get("QUERY_STRING") and _is_too_often(request, name, limit):
                return _too_often(request)
            return view(*args, **kwargs)

        return answered

    return decorate


def _is_too_often(request: HttpRequest, name: str, limit: int) -> bool:
    address = client_address(request.META)
    if not address or ipaddress.ip_address(address).is_loopback:
        return False
    try:
        return meter(settings.VAR_DIR / "limits" / name).count(household(address), time.time()) > limit
    except OSError:  # a full disk keeps nobody from reading
        logger.exception("questions are not counted")
        return False


def _too_often(request: HttpRequest) -> HttpResponse:
    response = render(request, "provinces/too_often.html", {"seconds": WINDOW}, status=429)
    response.headers["Retry-After"] = str(WINDOW)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
