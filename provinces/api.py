"""The read API: what a site publishes, as JSON for other programs. Described in docs/api.md.

Every answer is of one site and one language, those of its address, and holds what readers of these see: nothing more.
Rooms make their addresses known with `register()`.
"""

import base64
import binascii
import datetime
import re
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, ParamSpec
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, JsonResponse
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _

from .http import SiteRequest, public_page
from .localdates import local
from .models import Site

LIMIT, MOST = 20, 100
LARGEST_ID = 2**63 - 1
_NUMBER = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)

P = ParamSpec("P")
Thing = dict[str, Any]

_sections: dict[str, str] = {}


class BadRequest(Exception):
    """A parameter that cannot be understood; the message says why."""


def register(name: str, url_name: str) -> None:
    """Make an address known to those who begin at `/api/`; `url_name` takes no arguments."""
    _sections[name] = url_name


def answer(view: Callable[P, Any]) -> Callable[P, HttpResponse]:
    """Make `view`, which returns what is to be said, an address of the API: JSON, ETag, errors as JSON, any origin."""

    @wraps(view)
    def answered(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            response = _json(view(*args, **kwargs))
        except BadRequest as error:
            response = _json({"error": str(error)}, 400)
        except Http404:
            response = _json({"error": _("There is nothing at this address.")}, 404)
        response.headers["Access-Control-Allow-Origin"] = "*"  # public data, and nothing is sent along
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return public_page(answered)


def _json(content: Any, status: int = 200) -> HttpResponse:
    return JsonResponse(content, status=status, safe=False, json_dumps_params={"ensure_ascii": False})


def limit_of(request: SiteRequest) -> int:
    """Return how many items `?limit=` asks for, 1 to 100; raises BadRequest."""
    asked = request.GET.get("limit", str(LIMIT))
    if not _NUMBER.fullmatch(asked) or int(asked) > MOST:
        raise BadRequest(_("“limit” is a number from 1 to %(most)d.") % {"most": MOST})
    return int(asked)


def id_of(request: SiteRequest, name: str) -> int | None:
    """Return the id in a parameter, None without it; raises BadRequest."""
    asked = request.GET.get(name)
    if asked is None:
        return None
    if not _NUMBER.fullmatch(asked):
        raise BadRequest(_("“%(name)s” is the id of an object.") % {"name": name})
    return int(asked)


Mark = tuple[datetime.datetime, int]
"""Behind which item a page begins: its moment and its id."""


def cursor_of(request: SiteRequest) -> Mark | None:
    """Return the mark that `?cursor=` holds, None without it; raises BadRequest."""
    asked = request.GET.get("cursor")
    if asked is None:
        return None
    try:
        moment, _space, number = base64.urlsafe_b64decode(asked.encode("ascii") + b"==").decode("ascii").partition(" ")
        mark = datetime.datetime.fromisoformat(moment), int(number)
        if mark[0].tzinfo is None or not 0 < mark[1] <= LARGEST_ID:
            raise ValueError(asked)
        mark[0].astimezone(datetime.UTC)
    except (ValueError, OverflowError, UnicodeError, binascii.Error):
        raise BadRequest(_("“cursor” is not one that this API gave out.")) from None
    return mark


def page(request: SiteRequest, items: Sequence[Thing], marks: Sequence[Mark], limit: int) -> Thing:
    """Return a page of at most `limit` items and the address of the next one; one item more tells that there is one."""
    following = None
    if len(items) > limit:
        moment, number = marks[limit - 1]
        text = f"{moment.astimezone(datetime.UTC).isoformat()} {number}"
        cursor = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
        asked = {name: value for name, value in request.GET.items() if name in {"limit", "category"}}
        following = f"{address(request, request.path_info)}?{urlencode(asked | {'cursor': cursor})}"
    return {"items": list(items[:limit]), "next": following}


def address(request: SiteRequest, path: str) -> str:
    """Return the absolute address of a path inside the site in the language of the request."""
    return request.site.url_for(path.lstrip("/"), request.LANGUAGE_CODE)


def address_of(request: SiteRequest, url_name: str, *args: Any) -> str:
    """Return the absolute address of a view."""
    return address(request, reverse(url_name, args=args).removeprefix(get_script_prefix()))


def moment(at: datetime.date | None) -> str | None:
    """Return a moment as ISO 8601 with the offset of Vietnam, a day as ISO 8601."""
    if at is None:
        return None
    there = local(at)
    return there.isoformat(timespec="seconds") if isinstance(there, datetime.datetime) else there.isoformat()


@answer
def index(request: SiteRequest) -> Thing:
    """Name the addresses of the API on this site."""
    return {
        "site": request.site.name,
        "language": request.LANGUAGE_CODE,
        **{name: address_of(request, url_name) for name, url_name in _sections.items()},
    }


@answer
def sites(request: SiteRequest) -> Thing:
    """List the portal and its member sites; on a member site only itself."""
    found = [request.site]
    if request.site.is_portal:
        found += Site.objects.members().select_related("province").order_by("pk")
    return {"items": [_site(one, request) for one in found], "next": None}


def _site(site: Site, request: SiteRequest) -> Thing:
    language = request.LANGUAGE_CODE if request.LANGUAGE_CODE in site.languages else "vi"
    return {
        "id": site.pk,
        "name": site.name,
        "short_name": site.short_name,
        "is_portal": site.is_portal,
        "state": site.state,
        "not_updated_since": moment(site.frozen_on),
        "languages": site.languages,
        "province": site.province.name if site.province else None,
        "url": site.url_for("", language),
        "api": site.url_for("api/", language),
    }


@answer
def unknown(request: SiteRequest, rest: str) -> Thing:
    """Answer for any other address below `/api/`."""
    raise Http404("no such address of the API")
