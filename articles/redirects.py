"""Where addresses lead that are no longer used, here or on the portal that a site replaces."""

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.urls import get_script_prefix
from django.utils import timezone
from django.views.defaults import page_not_found

from provinces.http import SiteRequest

from .models import Redirect
from .querysets import BODIES

LONGEST = 500


def old_address(request: SiteRequest) -> HttpResponsePermanentRedirect | None:
    """Return a redirect when the site knows the path of `request` as an old address; one query.

    The path is looked up with and without its query and its final slash. An article that readers do not see is not
    given away.
    """
    path, query = request.path_info, request.META.get("QUERY_STRING", "")
    if request.site is None or "\x00" in path + query:
        return None
    bare = path.rstrip("/") or "/"
    candidates = [f"{path}?{query}", path, bare, f"{bare}/"] if query else [path, bare, f"{bare}/"]
    known = {
        row.old_path: row
        for row in Redirect.objects.for_site(request.site)
        .filter(old_path__in=[candidate for candidate in candidates if len(candidate) <= LONGEST])
        .select_related("article__category")
        .defer(*(f"article__{name}" for name in BODIES))
    }
    targets = (_target(known[candidate], request) for candidate in candidates if candidate in known)
    target = next(filter(None, targets), None)
    return HttpResponsePermanentRedirect(target) if target else None


def _target(row: Redirect, request: SiteRequest) -> str:
    if row.article is not None:
        article = row.article
        is_shown = article.is_visible_at(timezone.now()) and article.is_shown_in(request.LANGUAGE_CODE, request.site)
        return article.get_absolute_url() if is_shown else ""
    if row.target.startswith("/") and not row.target.startswith("//"):
        target = get_script_prefix() + row.target[1:]
        return target if target != request.path else ""
    return row.target


def not_found(request: SiteRequest, exception: Exception) -> HttpResponse:
    """Answer a request for which no page was found (`handler404`): with a redirect from an old address, else 404."""
    moved = old_address(request) if request.method in {"GET", "HEAD"} else None
    return moved or page_not_found(request, exception)
