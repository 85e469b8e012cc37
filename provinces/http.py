"""The request as our views receive it, and what all pages for readers have in common."""

from collections.abc import Callable
from typing import ParamSpec

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from .models import Site


class SiteRequest(HttpRequest):
    """A request after `SiteMiddleware`: on a public page and in the admin of a site, `site` is set."""

    site: Site  # type: ignore[assignment]  # the stubs mean django.contrib.sites, which we do not use
    area: str
    LANGUAGE_CODE: str


P = ParamSpec("P")


def public_page(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Make `view` a page for readers: GET and HEAD only, kept by browsers but asked for again each time (ETag, 304).

    A page may be withdrawn at any second, so nobody shows it without asking.
    """
    asked_again = cache_control(public=True, no_cache=True)(conditional_page(view))
    return require_safe(asked_again)
