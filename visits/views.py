"""The public numbers as JSON, so that they are fresh on pages that are kept."""

import time

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from articles.models import Article
from provinces.http import SiteRequest, public_page

from .numbers import numbers_of, views_of

FRESH_SECONDS = 3.0  # with a fold every 5 s, what is shown is less than ten seconds old

_held: dict[int, tuple[float, dict[str, int]]] = {}


@public_page
def numbers(request: SiteRequest) -> HttpResponse:
    """Return the numbers of the site by name; asked of the database at most every three seconds in each process."""
    made_at, found = _held.get(request.site.pk, (float("-inf"), {}))
    if time.monotonic() - made_at > FRESH_SECONDS:
        found = numbers_of(request.site, timezone.now()).as_dict()
        _held[request.site.pk] = (time.monotonic(), found)
    return JsonResponse(found)


@public_page
def article(request: SiteRequest, pk: int) -> HttpResponse:
    """Return the page views of an article that readers see."""
    read = get_object_or_404(Article.objects.for_site(request.site).live(timezone.now()).only("opening_views"), pk=pk)
    return JsonResponse({"views": views_of(read)})
