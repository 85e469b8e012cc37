"""WSGI layer between the host map and Django: answers from kept pages, and keeps what Django makes.

A hit never enters Django. The rules, for a page that is behind what it shows:

* something fast changed, or the page has ended: it is made again before it is answered; for `FAST_GRACE` seconds after
  the change others get the old page while one makes the new one
* only something slow changed: the old page is answered until the page's own moment between `SLOW_FIRST` and `SLOW_LAST`
  seconds after the change, then one request makes it again, at most `SLOW_RATE` pages a second in each process
* the database does not answer: the last page is answered, marked `X-Edition: stale`, unless it is known to show
  something that was changed or withdrawn
"""

import logging
import time
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.urls import Resolver404, resolve

from provinces import hosts

from . import marking, planned
from .fragments import GENERATION
from .judging import SLOW_LIMIT, Judged, judge, kept_in_front
from .pages import Headers, KeptPage, encoding_for
from .release import release
from .shelves import Locks, MemoryShelf, Shelf
from .versions import current

logger = logging.getLogger(__name__)

FAST_GRACE = 0.6  # seconds; with a look every 0.25 s a change is seen within one second
SLOW_FIRST, SLOW_LAST = 5.0, 45.0  # seconds after a change
SLOW_RATE = 5.0  # pages a second
PATIENCE = 20.0  # seconds that a request waits for another one to make its page
NUMBER = "trang"
VISIT = "tuyengiao.visit"  # in the environ: what the visit journal notes of a page
OUTCOME = "tuyengiao.edition-outcome"  # likewise: "hit", "made" or "stale", for those who watch

Environ = dict[str, Any]
StartResponse = Callable[..., Any]


@dataclass
class _Caught:
    """A response of Django, taken in whole."""

    status: str = ""
    headers: Headers = field(default_factory=list)
    body: bytes = b""

    def start_response(self, status: str, headers: Headers, _exc_info: Any = None) -> Callable[[bytes], None]:
        self.status, self.headers = status, list(headers)

        def write(_data: bytes) -> None:
            raise NotImplementedError("Django does not use write()")

        return write


class Bucket:
    """Lets through `rate` a second on average, one second's worth at once."""

    def __init__(self, rate: float) -> None:
        self.rate, self.level, self.at = rate, rate, time.monotonic()

    def take(self) -> bool:
        """Return True when one more may pass."""
        now = time.monotonic()
        self.level = min(self.rate, self.level + (now - self.at) * self.rate)
        self.at = now
        if self.level < 1:
            return False
        self.level -= 1
        return True


class EditionLayer:
    """Keeps the pages of `application`."""

    def __init__(
        self, application: Callable[[Environ, StartResponse], Iterable[bytes]], memory: MemoryShelf, shared: Shelf,
        locks: Locks,
    ) -> None:  # fmt: skip
        self.application = application
        self.memory, self.shared, self.locks = memory, shared, locks
        self.bucket = Bucket(SLOW_RATE)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        mounted = environ.get(hosts.KEY)
        if mounted is None or mounted.area != "public" or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self.application(environ, start_response)
        current.look()
        query = environ.get("QUERY_STRING")
        number = _number(query) if query else ""
        key = _key(environ, number)
        page, now = self._find(key, number), time.time()
        environ[GENERATION] = current.generation
        if page is not None and page.filters and query and _narrows(query, page.filters):
            return self.application(environ, start_response)
        if page is not None:
            if page.generation == current.generation and now < page.good_until and current.failing_since is None:
                return _answer(page, environ, start_response)
            judged = judge(page, now)
            if self._may_show(page, judged, key, now):
                return _answer(page, environ, start_response)
        return self._made(key, page, number, environ, start_response)

    def _find(self, key: str, number: str) -> KeptPage | None:
        page = self.memory.get(key)
        if page is None and number:
            # The first page of something that has no further ones: a number in its address means nothing.
            bare = self.memory.get(key.partition("?")[0])
            page = bare if bare is not None and not bare.numbered else None
        return page

    def _may_show(self, page: KeptPage, judged: Judged, key: str, now: float) -> bool:
        if judged.fast_since is not None:
            return False
        if current.failing_since is not None:
            return True
        if judged.slow_since is None:
            return True
        lag = now - judged.slow_since
        if lag >= SLOW_LIMIT:
            return False
        own = SLOW_FIRST + zlib.crc32(key.encode("utf-8", "surrogatepass")) % 1000 / 1000 * (SLOW_LAST - SLOW_FIRST)
        return lag < own or not self.bucket.take()

    def _made(
        self, key: str, old: KeptPage | None, number: str, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        view = _view(environ)
        filters = getattr(view, "filters", ())
        if not getattr(view, "kept", False) or (filters and _narrows(environ.get("QUERY_STRING", ""), filters)):
            return self.application(environ, start_response)
        if number and not getattr(view, "numbered", False):
            key, number = key.partition("?")[0], ""
        patience = _grace(old)
        with self.locks.held(key, patience) as held:
            if not held and old is not None:
                return _answer(old, environ, start_response)
            found = self._shared(key)
            if found is not None and found is not old:
                judged = judge(found, time.time())
                if judged.fast_since is None and judged.slow_since is None:
                    return _answer(found, environ, start_response)
            return self._make(key, old, number, environ, start_response)

    def _shared(self, key: str) -> KeptPage | None:
        found = self.memory.get(key)
        if found is not None and found.generation == current.generation:
            return found
        found = self.shared.get(key)
        if found is not None:
            self.memory.put(key, found)
        return found

    def _make(
        self, key: str, old: KeptPage | None, number: str, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        try:
            planned.bring_into_force()
        except DatabaseError:
            logger.warning("what is planned could not be read")
        edition = marking.begin()
        environ[OUTCOME] = "made"
        caught = self._ask_django(environ, number, edition)
        if caught.status.startswith("5") and old is not None and judge(old, time.time()).fast_since is None:
            return _answer(old, environ, start_response, stale=True)
        page = KeptPage.of(caught.headers, caught.body, fast={}, slow={}, ends_at=0.0)
        page.subject = edition.subject
        if caught.status.startswith("200") and edition.kept:
            self._keep(key, page, edition, environ[hosts.KEY].site.pk)
        return _answer(page, environ, start_response, caught.status)

    def _keep(self, key: str, page: KeptPage, edition: marking.Edition, site: int) -> None:
        page.fast, page.slow = edition.tokens()
        page.numbered, page.filters = edition.numbered, edition.filters
        try:
            page.ends_at = planned.next_end(site, edition.started_at)
        except DatabaseError:
            return  # gone since the page was made: it is answered, not kept
        self.memory.put(key, page)
        self.shared.put(key, page)

    def _ask_django(self, environ: Environ, number: str, edition: marking.Edition) -> _Caught:
        asked = {name: value for name, value in environ.items() if name not in _NOT_ASKED}
        asked |= {"REQUEST_METHOD": "GET", "QUERY_STRING": f"{NUMBER}={number}" if number else ""}
        asked[marking.KEY] = edition
        caught = _Caught()
        result = self.application(asked, caught.start_response)
        try:
            caught.body = b"".join(result)
        finally:
            close = getattr(result, "close", None)
            if close is not None:
                close()
        return caught


_NOT_ASKED = frozenset(
    {"HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE", "HTTP_IF_RANGE"}
)


def _grace(old: KeptPage | None) -> float:
    """Return how many seconds a request waits for another one that makes the same page."""
    if old is None:
        return PATIENCE
    now = time.time()
    judged = judge(old, now)
    if judged.fast_since is None:
        return 0.0 if judged.slow_since is None or now - judged.slow_since < SLOW_LIMIT else PATIENCE
    return 0.0 if now - judged.fast_since < FAST_GRACE else PATIENCE


def _answer(
    page: KeptPage, environ: Environ, start_response: StartResponse, status: str = "200 OK", *, stale: bool = False
) -> Iterable[bytes]:
    environ[VISIT] = page.subject
    asked_for = environ.get("HTTP_IF_NONE_MATCH")
    stale = stale or current.failing_since is not None
    environ[OUTCOME] = "stale" if stale else environ.get(OUTCOME, "hit")
    more = [("X-Edition", "stale")] if stale else []
    if asked_for and status.startswith("200") and (page.etag in asked_for or asked_for.strip() == "*"):
        kept = [(name, value) for name, value in page.headers if name.lower() in _WITH_304]
        start_response("304 Not Modified", [*kept, ("ETag", page.etag), ("Vary", "Accept-Encoding"), *more])
        return []
    encoding = encoding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
    body = page.body(encoding)
    headers = page.headers_for(encoding, len(body))
    more = more or kept_in_front(page)
    start_response(status, headers + more if more else headers)
    return [b""] if environ["REQUEST_METHOD"] == "HEAD" else [body]


_WITH_304 = frozenset({"cache-control", "content-location", "expires", "content-security-policy"})


def _key(environ: Environ, number: str) -> str:
    secure = "s" if not settings.SECURE_SSL_REDIRECT or _is_secure(environ) else "p"
    path = f"{release()}{secure}:{hosts.host_of(environ)}{environ.get('SCRIPT_NAME', '')}{environ.get('PATH_INFO', '')}"
    return f"{path}?{number}" if number else path


def _is_secure(environ: Environ) -> bool:
    header: tuple[str, str] | None = settings.SECURE_PROXY_SSL_HEADER
    if header is not None and header[0] in environ:
        return str(environ[header[0]]).split(",", 1)[0].strip() == header[1]
    return environ.get("wsgi.url_scheme") == "https"


def _number(query: str) -> str:
    """Return the page number in a query string; everything else in it is for nobody and multiplies no pages."""
    if NUMBER not in query:
        return ""
    try:
        values = parse_qs(query, max_num_fields=20).get(NUMBER, [""])
    except ValueError:
        return ""
    return values[-1][:4] if values[-1] != "1" else ""


def _narrows(query: str, filters: tuple[str, ...]) -> bool:
    """Return True when a query string gives one of these parameters a value, or is too long to tell."""
    try:
        return not parse_qs(query, max_num_fields=20).keys().isdisjoint(filters)
    except ValueError:
        return True


def _view(environ: Environ) -> Any:
    try:
        path = environ.get("PATH_INFO", "/").encode("latin-1").decode("utf-8", "replace")
        return resolve(path, settings.ROOT_URLCONF).func
    except (Resolver404, ImproperlyConfigured, UnicodeError):
        return None
