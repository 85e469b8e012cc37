"""What all pages with forms have in common: never kept, never framed, sent from our own pages only."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from provinces.http import SiteRequest

from . import tokens, visitors

View = Callable[..., HttpResponse]


def form_page(view: View) -> View:
    """Make `view` a page with a form: no copy is kept anywhere, no address of it is passed on."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answered(request: SiteRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not tokens.comes_from_us(request):
            response = render(request, "feedback/refused.html", {"trail": []}, status=403)
        else:
            response = view(request, *args, **kwargs)
        if getattr(request, "sends_too_often", False):
            response.status_code = 429
            response.headers["Retry-After"] = str(int(visitors.HOUR.total_seconds()))
        response.headers["Cache-Control"] = "no-store"
        # Not no-referrer: a form on the page would then be sent without the origin by which it is told from others'.
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return answered


def is_too_often(request: SiteRequest, name: str) -> bool:
    """Note that somebody sends a form; when it is more often than people do, the page around answers 429."""
    found = visitors.is_too_often(request, name)
    request.sends_too_often = found  # type: ignore[attr-defined]  # read by the page around
    return found


def objection(request: SiteRequest, form: Any, name: str) -> tuple[tokens.Token | None, str]:
    """Return the token of a form that was sent, and why it cannot be taken now ('' when it can)."""
    token = tokens.read(request.site, name, str(form.data.get("token", "")))
    if token is None:
        return None, _("This page had been open for too long. Please send the form once more; nothing was lost.")
    if is_too_often(request, name):
        return token, _("Too many forms were sent from your connection. Please try again in an hour; copy your text.")
    return token, ""
