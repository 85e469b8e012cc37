"""Where addresses lead that are no longer used, here or on the portal that a site replaces."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.urls import get_script_prefix
from django.utils import timezone
from django.views.defaults import page_not_found

from provinces.http import SiteRequest
from provinces.models import Site

from .models import Article, Redirect
from .querysets import BODIES

LONGEST = 500

_NUMBERED = re.compile(r"-([0-9]{1,18})\.html\Z")


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


def on_successor(request: SiteRequest, successor: Site | None) -> str:
    """Return where what stood at `request` on a site that redirects is found today, '' when that is not known.

    First what the old site itself knows as an old address, then what its successor knows by the path (with the old
    site's own in front, or without), then an article that kept its number when it moved there.
    """
    path, site = request.path_info, request.site
    if "\x00" in path or len(path) > LONGEST:
        return ""
    bare = path.rstrip("/") or "/"
    paths = [path, bare, f"{bare}/"]
    known = list(_known(site, paths))
    if successor is not None:
        mounted = [f"/{site.path_prefix}{one}" for one in paths] if site.path_prefix else []
        known += [*_known(successor, mounted), *(row for row in _known(successor, paths) if row.old_path != "/")]
    found = next(filter(None, (_address(row, request) for row in known)), "")
    return found or (_moved(request, successor) if successor is not None else "")


def _known(site: Site, paths: list[str]) -> Iterable[Redirect]:
    rows = Redirect.objects.for_site(site).filter(old_path__in=[path for path in paths if len(path) <= LONGEST])
    return rows.select_related("article__category", "article__site").defer(*(f"article__{name}" for name in BODIES))


def _address(row: Redirect, request: SiteRequest) -> str:
    """Return the absolute address to which an old one leads."""
    if row.article is not None:
        return _article_address(row.article, request)
    return row.site.url_for(row.target) if _is_path(row.target) else _web_address(row.target)


def _moved(request: SiteRequest, successor: Site) -> str:
    number = _NUMBERED.search(request.path_info)
    if number is None:
        return ""
    rows = Article.objects.for_site(successor).filter(pk=int(number[1])).select_related("category", "site")
    article = rows.defer(*BODIES).first()
    return _article_address(article, request) if article is not None else ""


def _article_address(article: Article, request: SiteRequest) -> str:
    site, language = article.site, request.LANGUAGE_CODE
    if not site.is_public or not article.is_visible_at(timezone.now()):
        return ""
    shown = article.language_in(language if language in site.languages else settings.LANGUAGE_CODE)
    return site.url_for(article.path_in(shown), shown)


def _target(row: Redirect, request: SiteRequest) -> str:
    if row.article is not None:
        article = row.article
        is_shown = article.is_visible_at(timezone.now()) and article.is_shown_in(request.LANGUAGE_CODE, request.site)
        return article.get_absolute_url() if is_shown else ""
    if _is_path(row.target):
        target = get_script_prefix() + row.target[1:]
        return target if target != request.path else ""
    return _web_address(row.target)


def _is_path(target: str) -> bool:
    return target.startswith("/") and not target.startswith(("//", "/\\"))


def _web_address(target: str) -> str:
    """Return `target` when it is the whole address of a page, '' for whatever else a browser would do with it."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return ""
    return target if parts.scheme in {"http", "https"} and parts.netloc else ""


def not_found(request: SiteRequest, exception: Exception) -> HttpResponse:
    """Answer a request for which no page was found (`handler404`): with a redirect from an old address, else 404."""
    moved = old_address(request) if request.method in {"GET", "HEAD"} else None
    return moved or page_not_found(request, exception)
