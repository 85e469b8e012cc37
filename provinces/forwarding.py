"""Where an address of a site that redirects leads: to the same thing on its successor where that is known."""

from collections.abc import Callable

from .http import SiteRequest
from .models import Site

Find = Callable[[SiteRequest, Site | None], str]

_finders: list[Find] = []


def register(find: Find) -> None:
    """Add a way to find things again: from a request to the old site and its successor to an address, or to nothing."""
    if find not in _finders:
        _finders.append(find)


def new_address(request: SiteRequest) -> str:
    """Return the absolute address to which a redirecting site sends `request`; '' when it names no place at all."""
    site = request.site
    found = next((address for find in _finders if (address := find(request, site.successor))), "")
    if found:
        return found
    return site.redirect_url or (site.successor.url_for() if site.successor else "")
