"""Security headers, and the parts of Django that run in the admin only: public hosts neither read nor set cookies."""

import secrets
from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseNotAllowed
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.gzip import GZipMiddleware

PUBLIC_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; media-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
ADMIN_CSP = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; media-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# For a page that shows an uploaded file of this installation inside it.
OWN_FILES = "; object-src 'self'; frame-src 'self'"
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        *("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer"),
        *("microphone", "midi", "payment", "screen-wake-lock", "usb", "xr-spatial-tracking"),
    )
)
METHODS = ("GET", "HEAD", "POST")


class EveryAnswerMiddleware:
    """Sends what holds for every answer, style sheets and refusals included: no other site builds it into its pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


class MethodMiddleware:
    """Refuses all methods but those that our pages have: TRACE would send back what was asked, cookies included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS, b"405\n", content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class ContentSecurityPolicyMiddleware:
    """Sends a constant policy on public pages and one with a nonce (`request.csp_nonce`) in the admin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        policy = PUBLIC_CSP
        if in_admin(request):
            nonce = secrets.token_urlsafe(16)
            request.csp_nonce = nonce  # type: ignore[attr-defined]  # Django 6's name for it
            policy = ADMIN_CSP.format(nonce=nonce)
        response = self.get_response(request)
        if getattr(response, "shows_own_files", False):
            policy += OWN_FILES
        response.headers.setdefault("Content-Security-Policy", policy)
        return response


class CompressionMiddleware(GZipMiddleware):
    """Compresses pages and feeds; pictures and other uploads are compressed by themselves and sent in ranges."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        """Return the response, smaller when it is text."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        is_text = kind.startswith("text/") or kind.endswith(("json", "xml", "javascript"))
        return super().process_response(request, response) if is_text else response


def in_admin(request: HttpRequest) -> bool:
    """Return True when the request is for the admin of a site or of the network."""
    return getattr(request, "area", "") in {"site-admin", "network-admin"}


class AdminSessionMiddleware(SessionMiddleware):
    """Sessions in the admin only."""

    def __call__(self, request: HttpRequest) -> Any:
        """Pass public requests through untouched."""
        return super().__call__(request) if in_admin(request) else self.get_response(request)


class AdminCsrfMiddleware(CsrfViewMiddleware):
    """The CSRF cookie in the admin only; public pages have no session that a forged request could use."""

    def __call__(self, request: HttpRequest) -> Any:
        """Pass public requests through untouched."""
        return super().__call__(request) if in_admin(request) else self.get_response(request)

    def process_view(
        self, request: HttpRequest, callback: Callable[..., Any], callback_args: Any, callback_kwargs: Any
    ) -> HttpResponseForbidden | None:
        """Check the token of admin requests."""
        if not in_admin(request):
            return None
        return super().process_view(request, callback, callback_args, callback_kwargs)


class AdminAuthenticationMiddleware(AuthenticationMiddleware):
    """`request.user` in the admin only."""

    def __call__(self, request: HttpRequest) -> Any:
        """Pass public requests through untouched."""
        return super().__call__(request) if in_admin(request) else self.get_response(request)


class AdminMessageMiddleware(MessageMiddleware):
    """Messages in the admin only."""

    def __call__(self, request: HttpRequest) -> Any:
        """Pass public requests through untouched."""
        return super().__call__(request) if in_admin(request) else self.get_response(request)
