"""The site of a request, and what stands around every page."""

from functools import lru_cache

from django.http import Http404
from django.utils import timezone

from .models import Site


@lru_cache(maxsize=100)
def site_of(host):
    """Return the site of a host; kept in the process, as django.contrib.sites does."""
    return Site.objects.filter(host=host).first()


class SiteMiddleware:
    """Puts `site` on the request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.site = site_of(request.get_host().partition(":")[0])
        if request.site is None:
            raise Http404
        return self.get_response(request)


def frame(request):
    """Return what the frame of every page shows; querysets are asked only where a template uses them."""
    site = getattr(request, "site", None)
    return {"site": site, "now": timezone.now(), "menu": site.categories.all() if site else []}
