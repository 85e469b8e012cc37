"""Which site is this request for? Host, first path segment and language decide, before Django is entered.

The map of hosts is held in memory and read again from the database at most every 250 ms, by one query: the database
is the truth, and a new site is live without a restart. While the database does not answer, the last map goes on
being used, so that kept pages are answered. The prefix moves from PATH_INFO to SCRIPT_NAME, as for a
mounted application, so that `reverse()` needs no special case.
"""

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import DatabaseError, connection

from .reserved import ADMIN_PATH, WORDS

if TYPE_CHECKING:
    from .models import Site

REFRESH_SECONDS = 0.25
UNMOUNTED = ("/static/", "/tep/")
KEY = "tuyengiao.mount"

Environ = dict[str, Any]
StartResponse = Callable[..., Any]


@dataclass(frozen=True)
class Entry:
    """What the map knows of a site."""

    pk: int
    slug: str
    is_portal: bool
    path_prefix: str
    state: str
    languages: tuple[str, ...]
    primary_host: str | None


@dataclass(frozen=True)
class Mount:
    """What a request is for. `area` is "public", "site-admin" or "network-admin"; `script` is what was moved."""

    area: str
    site: Entry | None
    language: str
    script: str


@dataclass(frozen=True)
class HostMap:
    """All hosts and sites of the installation at one moment."""

    hosts: dict[str, Entry] = field(default_factory=dict)
    prefixes: dict[str, Entry] = field(default_factory=dict)
    slugs: dict[str, Entry] = field(default_factory=dict)
    portal: Entry | None = None

    @classmethod
    def from_rows(cls, rows: Iterable[tuple[Any, ...]]) -> "HostMap":
        """Build the map from (pk, slug, is_portal, prefix, state, languages, host, is_primary) rows."""
        rows = list(rows)
        primary = {row[0]: row[6] for row in rows if row[7]}
        entries: dict[int, Entry] = {}
        hosts: dict[str, Entry] = {}
        for pk, slug, is_portal, prefix, state, languages, host, _is_primary in rows:
            entry = entries.setdefault(pk, Entry(pk, slug, is_portal, prefix, state, tuple(languages), primary.get(pk)))
            if host:
                hosts[host] = entry
        return cls(
            hosts,
            {entry.path_prefix: entry for entry in entries.values() if entry.path_prefix},
            {entry.slug: entry for entry in entries.values()},
            next((entry for entry in entries.values() if entry.is_portal), None),
        )


class _Holder:
    """The map in memory and when it was read."""

    def __init__(self) -> None:
        self.map = HostMap()
        self.read_at = -1.0
        self.is_known = False
        self.lock = threading.Lock()


_held = _Holder()


def forget() -> None:
    """Make the next request read the map again."""
    _held.read_at = -1.0


def current_map() -> HostMap:
    """Return the map, at most `REFRESH_SECONDS` old; older only while the database does not answer.

    Raises DatabaseError when it did not answer yet since this process began.
    """
    if time.monotonic() - _held.read_at < REFRESH_SECONDS and _held.read_at >= 0:
        return _held.map
    with _held.lock:
        if _held.read_at < 0 or time.monotonic() - _held.read_at >= REFRESH_SECONDS:
            try:
                _held.map, _held.is_known = _read(), True
            except DatabaseError:
                connection.close()  # the next look makes a new one
                if not _held.is_known:
                    raise
            _held.read_at = time.monotonic()
    return _held.map


def _read() -> HostMap:
    from .models import Site

    fields = (
        "pk",
        "slug",
        "is_portal",
        "path_prefix",
        "state",
        "languages",
        "hostnames__host",
        "hostnames__is_primary",
    )
    return HostMap.from_rows(Site.objects.order_by("pk").values_list(*fields))


def host_of(environ: Environ) -> str:
    """Return the host of a request in small letters, without port or final dot; '' when there is none."""
    raw = str(environ.get("HTTP_HOST") or environ.get("SERVER_NAME") or "").lower()
    host = raw.rsplit(":", 1)[0] if raw.rsplit(":", 1)[-1].isdigit() and not raw.endswith("]") else raw
    return host.rstrip(".")


def resolve(hosts: HostMap, host: str, path: str) -> Mount | None:
    """Return what a path on a host is for; None when no site answers there."""
    entry = hosts.hosts.get(host)
    if host and host == settings.ADMIN_HOST:
        entry = entry or hosts.portal
    if entry is None:
        return None
    first, rest = _first_segment(path)
    if first == ADMIN_PATH and (host == settings.ADMIN_HOST or (not settings.ADMIN_HOST and entry.is_portal)):
        return _resolve_admin(hosts, rest)
    script = ""
    if entry.is_portal and first in hosts.prefixes:
        entry = hosts.prefixes[first]
        script = f"/{first}"
        first, rest = _first_segment(rest)
    language = settings.LANGUAGE_CODE
    if first in entry.languages and first != settings.LANGUAGE_CODE:
        language, script = first, f"{script}/{first}"
    return Mount("public", entry, language, script)


def _resolve_admin(hosts: HostMap, rest: str) -> Mount:
    first, _rest = _first_segment(rest)
    if first in hosts.slugs:
        return Mount("site-admin", hosts.slugs[first], settings.LANGUAGE_CODE, f"/{ADMIN_PATH}/{first}")
    return Mount("network-admin", None, settings.LANGUAGE_CODE, f"/{ADMIN_PATH}")


def _first_segment(path: str) -> tuple[str, str]:
    first, slash, rest = path.lstrip("/").partition("/") if path.startswith("/") else ("", "", "")
    return first, slash + rest


def _second_segment(path: str) -> str:
    return _first_segment(_first_segment(path)[1])[0]


def mount(environ: Environ) -> bool:
    """Mount the site that a request is for in `environ`; return False when no site answers on this host."""
    path = environ.get("PATH_INFO", "/") or "/"
    if path.startswith(UNMOUNTED):
        host = host_of(environ)
        return host in current_map().hosts or (host != "" and host == settings.ADMIN_HOST)
    # WSGI hands paths over as latin-1 decoded bytes; prefixes are ASCII, so they compare as they are.
    found = resolve(current_map(), host_of(environ), path)
    if found is not None and found.area == "network-admin" and _second_segment(path) not in WORDS:
        # A site made a moment ago by another worker: whoever made it is led to its desk at once.
        forget()
        found = resolve(current_map(), host_of(environ), path)
    if found is None:
        return False
    environ[KEY] = found
    if found.script:
        environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + found.script
        environ["PATH_INFO"] = path[len(found.script) :] or "/"
    return True


class SiteLayer:
    """WSGI layer: mounts the site, or answers 404 on a host that shows no site's data."""

    def __init__(self, application: Callable[[Environ, StartResponse], Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        if mount(environ):
            return self.application(environ, start_response)
        body = b"404\n"
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
        headers += [("X-Content-Type-Options", "nosniff"), ("Content-Security-Policy", "default-src 'none'")]
        start_response("404 Not Found", headers)
        return [body]


def base_url(site: "Site | Entry", language: str = settings.LANGUAGE_CODE) -> str:
    """Return `https://host[/prefix][/language]` of a site, without final slash; works outside a request too."""
    hosts = current_map()
    entry = hosts.slugs.get(site.slug)
    host = entry.primary_host if entry else None
    prefix = ""
    if host is None and hosts.portal is not None:
        host = hosts.portal.primary_host
        prefix = f"/{site.path_prefix}" if site.path_prefix else ""
    scheme = "https" if settings.HTTPS else "http"
    part = f"/{language}" if language != settings.LANGUAGE_CODE else ""
    return f"{scheme}://{host or 'localhost'}{settings.PORT_SUFFIX}{prefix}{part}"


def absolute_url(site: "Site | Entry", path: str = "", language: str = settings.LANGUAGE_CODE) -> str:
    """Return the absolute address of `path` (with or without leading slash) on a site."""
    return f"{base_url(site, language)}/{path.lstrip('/')}"


def portal_url(path: str = "") -> str:
    """Return the absolute address of `path` on the portal, '' when there is no portal with a host."""
    portal = current_map().portal
    return absolute_url(portal, path) if portal is not None and portal.primary_host else ""
