"""What is answered while the database is away and no kept page can stand in: 503 in three languages, and when to ask
again. nginx says the same when all nodes are away."""

import sys
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.views import defaults

PAGE = (settings.WHITENOISE_ROOT / "tam-ngung.html").read_bytes()
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Length": str(len(PAGE)),
    "Retry-After": "30",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}

Environ = dict[str, Any]
StartResponse = Callable[..., Any]


def answer(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Answer 503, as a WSGI application."""
    start_response("503 Service Unavailable", list(HEADERS.items()))
    return [b""] if environ["REQUEST_METHOD"] == "HEAD" else [PAGE]


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer for a view that broke: 503 when it was the database that did not answer, else 500."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return HttpResponse(PAGE, status=503, headers=HEADERS)
    return defaults.server_error(request)


class AwayLayer:
    """Answers for `application` when it raises: its process began without a database, and knows no hosts yet."""

    def __init__(self, application: Callable[[Environ, StartResponse], Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        try:
            return self.application(environ, start_response)
        except DatabaseError:
            return answer(environ, start_response)
