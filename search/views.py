"""The page on which readers search a site, or from the portal all sites."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from editions import scopes
from editions.fragments import part
from editions.marking import shows
from provinces.http import SiteRequest, public_page
from provinces.limiting import limited
from provinces.models import Site
from provinces.paging import LAST, PARAMETER, numbered_page, page_number

from .finding import COUNTED, Found, Key, readers_scope, search
from .forms import FilterForm, narrows
from .marking import excerpt, marked
from .queries import LONGEST_QUERY, Query, parse
from .sources import Place, Result, source
from .suggesting import suggestion

PAGE_SIZE = 20
AROUND = 2
FEW = 3  # with fewer results a slip of the pen is likely


@dataclass(frozen=True)
class Line:
    """A result with the found words marked; `lead` is the lead, or the words around a match further down."""

    result: Result
    title: SafeString
    lead: SafeString


@limited("search", "SEARCHES_PER_MINUTE")
@public_page
def search_page(request: SiteRequest) -> HttpResponse:
    """Show the form and a page of results; the number of queries does not depend on what is found."""
    number = page_number(request)
    query = parse(request.GET.get("q", ""))
    members = _members(request)
    form = FilterForm(request.site, members, request.GET) if narrows(request.GET) else None
    sites = form.sites if form else [request.site, *members]
    found, meant = _search(request, query, sites, form)
    page = numbered_page(lambda start, stop: found.keys[start:stop], number, PAGE_SIZE)
    asked = ({"q": query.text} if query.text else {}) | (form.given if form else {})
    context = {
        "query": query,
        "form": form,
        "plain_form": lambda: FilterForm(request.site, _members(request), QueryDict()),  # a part for many pages
        "found": found,
        "meant": meant,
        "meant_query": urlencode(asked | {"q": meant}),
        "counted": COUNTED,
        "lines": _lines(request, query, sites, list(page.rows)),
        "page": page,
        "pages": _pages(number, len(found.keys)),
        "page_query": f"{urlencode({'q': query.text} | asked)}&",
        "parameter": PARAMETER,
        "longest": LONGEST_QUERY,
        "trail": [(_("Search"), "")],
        "alternates": _same_search(request, asked),
        **_everywhere(request, query),
    }
    response = render(request, "search/search.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _members(request: SiteRequest) -> list[Site]:
    """Return the sites that are searched beside this one: the portal's, or those that it continues."""

    def read() -> list[Site]:
        site = request.site
        rows = list(Site.objects.members() if site.is_portal else Site.objects.continued_by(site))
        shows(request, scopes.MEMBERS, *(scopes.site(row.pk) for row in rows))
        return rows

    return part(request, "search-members", read)


def _search(request: SiteRequest, query: Query, sites: Sequence[Site], form: FilterForm | None) -> tuple[Found, str]:
    """Return what was found, and what was perhaps meant."""
    narrower = form.narrower() if form else {}
    if narrower is None or not query.terms:
        return Found(query, []), ""
    scope = readers_scope(request.site, sites, request.LANGUAGE_CODE, **narrower)
    found = search(query, scope, newest_first=form is not None and form.newest_first)
    doubtful = len(found.keys) < FEW
    return found, suggestion(query, scope, found_any=bool(found.keys)) if doubtful else ""


def _lines(request: SiteRequest, query: Query, sites: Sequence[Site], keys: list[Key]) -> list[Line]:
    place = Place(request.site, sites, request.LANGUAGE_CODE)
    results: dict[Key, Result] = {}
    for kind in dict.fromkeys(kind for kind, _pk in keys):
        shown = source(kind).show(place, [pk for one, pk in keys if one == kind])
        results |= {(kind, pk): result for pk, result in shown.items()}
    return [_line(results[key], query) for key in keys if key in results]


def _line(result: Result, query: Query) -> Line:
    return Line(
        result, marked(result.title, query), marked(excerpt(result.title, result.lead, result.text, query), query)
    )


def _everywhere(request: SiteRequest, query: Query) -> dict[str, Any]:
    """Return the portal and the address of this search there, for readers of another site."""

    def read() -> Site | None:
        portal: Site | None = Site.objects.public().filter(is_portal=True).first()
        shows(request, scopes.MEMBERS, *([scopes.site(portal.pk)] if portal else []))
        return portal

    portal = None if request.site.is_portal else part(request, "search-portal", read)
    if portal is None:
        return {}
    path = f"{request.path_info.lstrip('/')}?{urlencode({'q': query.text})}"
    spoken = request.LANGUAGE_CODE if request.LANGUAGE_CODE in portal.languages else settings.LANGUAGE_CODE
    return {"portal": portal, "portal_url": portal.url_for(path, spoken)}


def _pages(number: int, total: int) -> list[int | None]:
    """Return the page numbers to offer: first, last, and those around this one; None where some are left out."""
    last = min(-(-total // PAGE_SIZE), LAST)
    offered = sorted({1, last, *range(number - AROUND, number + AROUND + 1)} & set(range(1, last + 1)))
    pages: list[int | None] = []
    for before, one in zip([0, *offered], offered, strict=False):
        pages += [one] if one == before + 1 else [None, one]
    return pages


def _same_search(request: SiteRequest, asked: dict[str, str]) -> dict[str, str]:
    """Return the address of this search in each language of the site."""
    path = request.path_info.lstrip("/")
    return dict.fromkeys(request.site.languages, f"{path}?{urlencode(asked)}" if asked else path)
