"""A session of the admin ends when nobody has touched the page for a while; how long is `SESSION_IDLE_SECONDS`.

The page itself says when somebody writes or clicks (`static/admin_tuyengiao/idle.js`). What it asks for by itself
carries a header and keeps no session alive.
"""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from .sessions import SEEN

BACKGROUND = "X-Background"
#: A session is written at most this often, in seconds, and ten times in the time after which it ends.
EVERY = 20


class IdleSessionMiddleware:
    """Signs out whoever was idle for too long; after the authentication middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request; public ones have no session."""
        if hasattr(request, "session") and request.user.is_authenticated:
            now = int(time.time())
            seen = request.session.get(SEEN)
            if seen is not None and now - seen >= settings.SESSION_IDLE_SECONDS:
                logout(request)
            elif BACKGROUND not in request.headers and (
                seen is None or now - seen >= min(EVERY, settings.SESSION_IDLE_SECONDS // 10)
            ):
                request.session[SEEN] = now
        return self.get_response(request)


def seconds_left(request: HttpRequest) -> int:
    """Return for how long the session still lives when nobody touches the page."""
    seen = request.session.get(SEEN)
    idle = int(time.time()) - int(seen) if seen is not None else 0
    return int(settings.SESSION_IDLE_SECONDS) - idle
