"""Puts the mounted site, area and language on the request. Later code reads only these."""

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponsePermanentRedirect
from django.utils import translation

from .forwarding import new_address
from .hosts import KEY, Mount, absolute_url, host_of
from .http import SiteRequest
from .models import Site
from .models.sites import SiteState

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})


class SiteMiddleware:
    """Sets `request.site` (None at network level), `request.area` and `request.LANGUAGE_CODE`.

    A secondary host answers with a redirect to the primary one (loopback names aside, they are for trying out); a
    redirecting site with one to its successor; a site being built with 404.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, http_request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        request = cast(SiteRequest, http_request)
        found: Mount | None = request.META.get(KEY)
        request.area = found.area if found else "none"
        request.site = cast(Site, None)
        if found is None:
            return self.get_response(request)
        if found.site is not None:
            request.site = Site.objects.get(pk=found.site.pk)
        if found.area != "public":
            urlconf: Any = settings.ADMIN_URLCONF if found.site else settings.NETWORK_ADMIN_URLCONF
            request.urlconf = urlconf
        with translation.override(found.language):
            request.LANGUAGE_CODE = found.language
            response = _elsewhere(request, found) if found.area == "public" else None
            if response is None:
                response = self.get_response(request)
            response.headers.setdefault("Content-Language", found.language)
        return response


def _elsewhere(request: SiteRequest, found: Mount) -> HttpResponse | None:
    site = request.site
    if site.state == SiteState.REDIRECTING:
        target = new_address(request)
        return HttpResponsePermanentRedirect(target) if target else HttpResponseNotFound()
    if not site.is_public:
        return HttpResponseNotFound()
    host = host_of(request.META)
    if found.site and found.site.primary_host not in {None, host} and host not in LOOPBACK:
        path = request.get_full_path()[len(found.script) :]
        return HttpResponsePermanentRedirect(absolute_url(site, path, found.language))
    return None
