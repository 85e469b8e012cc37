"""The request as our views receive it, and what all pages for readers have in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, cast

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, set_response_etag
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .models import Site


class SiteRequest(HttpRequest):
    """A request after `SiteMiddleware`: on a public page and in the admin of a site, `site` is set."""

    site: Site  # type: ignore[assignment]  # the stubs mean django.contrib.sites, which we do not use
    area: str
    LANGUAGE_CODE: str


P = ParamSpec("P")

EDITION = "tuyengiao.edition"  # in the environ, where pages are kept: the page in the making


def kept_page(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Make `view` a public page that may be kept and shown again until something on it changes; see `editions`.

    Its only parameter is the page number of a list, `?trang=`, and that only with `numbered_kept_page`.
    """
    return _kept(view, numbered=False)


def numbered_kept_page(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Make `view` a kept page of a list that goes on at `?trang=2`."""
    return _kept(view, numbered=True)


def filtered_kept_page(*filters: str) -> Callable[[Callable[P, HttpResponse]], Callable[P, HttpResponse]]:
    """Make a view a kept page of a list that these parameters narrow: whole it is kept, narrowed made for each reader.

    There are too many ways to narrow a list, and each would push a page out that many ask for.
    """

    def decorate(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
        return _kept(view, numbered=True, filters=filters)

    return decorate


def keep(request: HttpRequest, *, numbered: bool = False, filters: tuple[str, ...] = ()) -> None:
    """Allow keeping the page that is made for `request`, where pages are kept; its view has `kept` set."""
    edition = request.META.get(EDITION)
    if edition is not None:
        edition.keep(request.site.pk, numbered=numbered, filters=filters)


def _kept(
    view: Callable[P, HttpResponse], *, numbered: bool, filters: tuple[str, ...] = ()
) -> Callable[P, HttpResponse]:
    @wraps(view)
    def keeping(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request: Any = args[0]
        keep(request, numbered=numbered, filters=filters)
        return view(*args, **kwargs)

    page: Any = public_page(keeping)
    page.kept, page.numbered, page.filters = True, numbered, filters
    kept: Callable[P, HttpResponse] = page
    return kept


def conditional(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Give what `view` answers an ETag, for HEAD as for GET, and answer 304 to those who have it already."""

    @wraps(view)
    def checked(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response: Any = view(*args, **kwargs)
        if response.status_code != 200:
            return cast(HttpResponse, response)
        if not response.has_header("ETag"):
            set_response_etag(response)
        request: Any = args[0]
        return cast(HttpResponse, get_conditional_response(request, response.headers["ETag"], response=response))

    return checked


def public_page(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Make `view` a page for readers: GET and HEAD only, kept by browsers but asked for again each time (ETag, 304).

    A page may be withdrawn at any second, so nobody shows it without asking.
    """
    asked_again = cache_control(public=True, no_cache=True)(conditional(view))
    return require_safe(asked_again)
