"""The page on which readers search a site."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from provinces.http import SiteRequest, public_page
from provinces.paging import LAST, PARAMETER, numbered_page, page_number

from .finding import COUNTED, readers_scope, search
from .marking import marked
from .models import Kind
from .queries import LONGEST_QUERY, Query, parse
from .sources import Result, source

PAGE_SIZE = 20
AROUND = 2


@dataclass(frozen=True)
class Line:
    """A result with the found words marked."""

    result: Result
    title: SafeString
    lead: SafeString


@public_page
def search_page(request: SiteRequest) -> HttpResponse:
    """Show the form and a page of results; the number of queries does not depend on what is found."""
    number = page_number(request)
    query = parse(request.GET.get("q", ""))
    found = search(query, readers_scope(request.site, Kind.ARTICLE, request.LANGUAGE_CODE))
    page = numbered_page(lambda start, stop: found.ids[start:stop], number, PAGE_SIZE)
    context = {
        "query": query,
        "found": found,
        "counted": COUNTED,
        "lines": _lines(request, query, list(page.rows)),
        "page": page,
        "pages": _pages(number, len(found.ids)),
        "page_query": f"{urlencode({'q': query.text})}&",
        "parameter": PARAMETER,
        "longest": LONGEST_QUERY,
        "trail": [(_("Search"), "")],
        "alternates": _same_search(request, query),
    }
    response = render(request, "search/search.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _lines(request: SiteRequest, query: Query, ids: list[int]) -> list[Line]:
    results = source(Kind.ARTICLE).show(request.site, request.LANGUAGE_CODE, ids) if ids else {}
    shown = (results[pk] for pk in ids if pk in results)
    return [Line(result, marked(result.title, query), marked(result.lead, query)) for result in shown]


def _pages(number: int, total: int) -> list[int | None]:
    """Return the page numbers to offer: first, last, and those around this one; None where some are left out."""
    last = min(-(-total // PAGE_SIZE), LAST)
    offered = sorted({1, last, *range(number - AROUND, number + AROUND + 1)} & set(range(1, last + 1)))
    pages: list[int | None] = []
    for before, one in zip([0, *offered], offered, strict=False):
        pages += [one] if one == before + 1 else [None, one]
    return pages


def _same_search(request: SiteRequest, query: Query) -> dict[str, str]:
    """Return the address of this search in each language of the site."""
    path = request.path_info.lstrip("/")
    address = f"{path}?{urlencode({'q': query.text})}" if query.text else path
    return dict.fromkeys(request.site.languages, address)
