"""WSGI layer, the outermost of all: numbers and measures requests, and answers those who watch.

`/healthz`, `/readyz` and `/metrics` are answered here on every host: before a site is known, without Django, never
counted as a visit and never kept as a page.
"""

import json
import logging
import secrets
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import close_old_connections

from accounts.addresses import client_address, is_inside, network_of
from editions.layer import OUTCOME
from provinces import hosts

from . import logs, metrics, readiness, statements
from .counters import BUCKETS, Counters, Name

logger = logging.getLogger("tuyengiao.requests")

JSON = "application/json"
TEXT = "text/plain; charset=utf-8"

Environ = dict[str, Any]
StartResponse = Callable[..., Any]


class WatchLayer:
    """Watches `application`; counters are files in `folder`."""

    def __init__(self, application: Callable[[Environ, StartResponse], Iterable[bytes]], folder: Path) -> None:
        self.application = application
        self.folder = folder
        self.counters = statements.counters = Counters(folder)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        answer = ANSWERS.get(environ.get("PATH_INFO", ""))
        if answer is not None:
            return _answered(environ, start_response, answer(self, environ))
        # Whoever stands before us may number requests, unless that could be anybody.
        given = str(environ.get("HTTP_X_REQUEST_ID", "")) if settings.TRUST_PROXY else ""
        with logs.numbered(given) as number:
            return self._measured(environ, start_response, number)

    def _measured(self, environ: Environ, start_response: StartResponse, number: str) -> Iterable[bytes]:
        status, kind = "500", ""
        started = time.perf_counter()

        def noting(said: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            nonlocal status, kind
            status = said[:3]
            kind = next((value for name, value in headers if name.lower() == "content-type"), "")
            return start_response(said, [*headers, ("X-Request-ID", number)], *rest)

        method, path = environ.get("REQUEST_METHOD", ""), environ.get("PATH_INFO", "")
        try:
            return self.application(environ, noting)
        finally:
            seconds = time.perf_counter() - started
            self._count(kind_of(environ, path, kind), status, seconds, environ.get(OUTCOME))
            fields = {"method": method, "path": path, "status": int(status), "ms": round(seconds * 1000, 1)}
            logger.info("%(method)s %(path)s %(status)d %(ms)s ms", fields, extra={"fields": fields})

    def _count(self, kind: str, status: str, seconds: float, outcome: str | None) -> None:
        counted: list[tuple[Name, float]] = [(("seconds", kind), seconds)]
        group = f"{status[0]}xx" if status[0] in "2345" else "5xx"
        counted.append((("requests", kind, group), 1))
        limit = next((limit for limit in BUCKETS if seconds <= limit), None)
        if limit is not None:
            counted.append((("within", kind, str(limit)), 1))
        if outcome is not None:
            counted.append((("editions", outcome), 1))
        self.counters.add(*counted)

    def health(self, environ: Environ) -> tuple[str, str, str]:
        """Say that this process answers; nothing else is asked."""
        return "200 OK", TEXT, "ok\n"

    def readiness(self, environ: Environ) -> tuple[str, str, str]:
        """Say whether this node can serve, and what is wrong when it cannot."""
        try:
            found = readiness.problems()
        finally:
            close_old_connections()
        body = json.dumps({"ready": not found, "problems": found}, ensure_ascii=False) + "\n"
        return ("503 Service Unavailable" if found else "200 OK"), JSON, body

    def metrics(self, environ: Environ) -> tuple[str, str, str]:
        """Hand over the metrics to those who may read them; to others there is no such page."""
        if not may_read_metrics(environ):
            return "404 Not Found", TEXT, "404\n"
        return "200 OK", metrics.CONTENT_TYPE, metrics.exposition(self.folder)


ANSWERS: dict[str, Callable[[WatchLayer, Environ], tuple[str, str, str]]] = {
    "/healthz": WatchLayer.health,
    "/readyz": WatchLayer.readiness,
    "/metrics": WatchLayer.metrics,
}


def kind_of(environ: Environ, path: str, content: str) -> str:
    """Return which of `counters.KINDS` a request was, by its path as it came and what was answered."""
    if path.startswith("/static/"):
        return "static"
    if path.startswith("/tep/"):
        return "file"
    mounted = environ.get(hosts.KEY)
    if mounted is not None and mounted.area != "public":
        return "admin"
    if environ.get("PATH_INFO", "").startswith("/api/"):
        return "api"
    return "page" if content.startswith("text/html") else "other"


def may_read_metrics(environ: Environ) -> bool:
    """Return True for who brings the token, or asks from one of the addresses; by default that is nobody."""
    given = str(environ.get("HTTP_AUTHORIZATION", "")).removeprefix("Bearer ").encode("utf-8", "replace")
    if settings.METRICS_TOKEN and secrets.compare_digest(given, settings.METRICS_TOKEN.encode()):
        return True
    if environ.get("HTTP_X_FORWARDED_FOR") and not settings.TRUST_PROXY:
        return False  # a server in front asks for somebody: whose address that is, nobody knows
    networks = [network for network in map(network_of, settings.METRICS_ADDRESSES) if network is not None]
    return is_inside(client_address(environ), networks)


def _answered(environ: Environ, start_response: StartResponse, answer: tuple[str, str, str]) -> Iterable[bytes]:
    status, kind, text = answer
    if environ.get("REQUEST_METHOD") not in {"GET", "HEAD"}:
        status, kind, text = "405 Method Not Allowed", TEXT, "405\n"
    body = text.encode()
    headers = [("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
    start_response(status, [*headers, ("X-Content-Type-Options", "nosniff")])
    return [b""] if environ.get("REQUEST_METHOD") == "HEAD" else [body]
