"""Short answers to the editor's script: articles to link to, what can be embedded, uploads, converted legacy text.

Each answers only to those who may write on the mounted site, and with that site's rows only.
"""

import json
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from galleries.renditions import nearest
from galleries.uploads import PictureFilesField, add_pictures
from provinces.admin.links import public_url
from provinces.admin.scope import site_of
from provinces.models import Role, Site
from provinces.permissions import at_least
from search.finding import find
from search.models import Kind
from vietnamese.dates import short_date

from .. import embeds, legacy
from ..editor import EDITOR_WIDTH
from ..models import Article

OFFERED = 10
LONGEST_PASTE = 2 * 2**20
MOST_PIECES = 20_000


def _writable_site(request: HttpRequest) -> Site:
    site = site_of(request)
    if site is None or not site.is_writable or not at_least(request.user, site, Role.WRITER):
        raise PermissionDenied
    return site


@require_GET
def link_targets(request: HttpRequest) -> JsonResponse:
    """Return articles of the site whose titles or texts hold what was typed; the newest ones before that."""
    site = _writable_site(request)
    term = request.GET.get("q", "").strip()[:100]
    rows = Article.objects.for_site(site).for_lists()
    ids = find(site, term, Kind.ARTICLE) if term else None
    if ids is None:
        found = list(rows.order_by("-id")[:OFFERED])
    else:
        known = rows.in_bulk(ids[:OFFERED])
        found = [known[pk] for pk in ids[:OFFERED] if pk in known]
    return JsonResponse({"items": [_link_target(article, site) for article in found]})


def _link_target(article: Article, site: Site) -> dict[str, Any]:
    dated = short_date(article.published_at) if article.published_at else ""
    state = "" if article.is_live else article.get_state_display()
    return {
        "id": article.pk,
        "name": article.text("title", "vi") or f"#{article.pk}",
        "note": " · ".join(part for part in (str(article.category), dated, state) if part),
        "url": public_url(article, site),
    }


@require_GET
def embed_targets(request: HttpRequest) -> JsonResponse:
    """Return what of a kind (`kind`) can be embedded here: by what was typed, else the newest."""
    site = _writable_site(request)
    embed = embeds.get(request.GET.get("kind", ""))
    rows = embed.offered(site, request.GET.get("q", "").strip()[:100]) if embed is not None else ()
    return JsonResponse({"items": [{"id": row.pk, "name": getattr(row, "name", "") or str(row)} for row in rows]})


@require_POST
def upload(request: HttpRequest) -> JsonResponse:
    """Put pictures that were pasted or dropped into the library; each file that is refused is named with the reason."""
    site = _writable_site(request)
    added: list[dict[str, Any]] = []
    refused: list[str] = []
    for file in request.FILES.getlist("files"):
        try:
            checked = PictureFilesField().clean([file])
        except ValidationError as problem:
            refused.extend(problem.messages)
            continue
        added.extend(
            {
                "id": picture.pk,
                "src": nearest(picture, EDITOR_WIDTH),
                "alt": picture.alt,
                "caption": picture.caption,
                "credit": picture.credit,
            }
            for picture in add_pictures(site, request.user, checked)
        )
    if not added and not refused:
        refused.append(_("No file came in."))
    return JsonResponse({"pictures": added, "refused": refused})


@require_POST
def convert(request: HttpRequest) -> JsonResponse:
    """Return pasted pieces of text (JSON: lists of [text, font] by paragraph) as they read in Unicode.

    `changed` is False when nothing of it was typed in a legacy font.
    """
    _writable_site(request)
    try:
        asked = json.loads(request.body[:LONGEST_PASTE] or b"null")
        paragraphs = legacy.paragraphs_of(asked, MOST_PIECES)
    except (ValueError, TypeError):
        return JsonResponse({"changed": False, "paragraphs": []}, status=400)
    converted, encodings = legacy.modern(paragraphs)
    return JsonResponse(
        {
            "changed": bool(encodings),
            "paragraphs": converted,
            "names": [legacy.NAMES[encoding] for encoding in encodings],
        }
    )
