"""The library of documents in the read API."""

from django.conf import settings
from django.http import Http404
from django.urls import get_script_prefix
from django.utils import timezone

from provinces.api import Mark, Thing, address_of, answer, cursor_of, limit_of, moment, page
from provinces.http import SiteRequest
from provinces.metadata import absolute

from .metadata import MEDIA_TYPES
from .models import Document
from .models.document import DocumentQuerySet


def _readable(request: SiteRequest) -> DocumentQuerySet:
    rows: DocumentQuerySet = Document.objects.for_site(request.site).live(timezone.now())
    return rows.speaking(request.site, request.LANGUAGE_CODE).select_related("type", "issuer", "subject")


@answer
def documents(request: SiteRequest) -> Thing:
    """List what readers see now, the last added first."""
    limit, mark = limit_of(request), cursor_of(request)
    rows = _readable(request).order_by("-pk")
    if mark is not None:
        rows = rows.filter(pk__lt=mark[1])
    shown = list(rows.prefetch_related("files")[: limit + 1])
    marks: list[Mark] = [(one.created_at, one.pk) for one in shown]
    return page(request, [_document(one, request) for one in shown], marks, limit)


@answer
def document(request: SiteRequest, pk: int) -> Thing:
    """Return one document."""
    found = _readable(request).prefetch_related("files").filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise Http404("no such document")
    return _document(found, request)


def _document(one: Document, request: SiteRequest) -> Thing:
    site = request.site
    shown = request.LANGUAGE_CODE if one.speaks(request.LANGUAGE_CODE) else settings.LANGUAGE_CODE
    path = one.get_absolute_url().removeprefix(get_script_prefix())
    return {
        "id": one.pk,
        "url": site.url_for(path, shown),
        "api": address_of(request, "documents:api_document", one.pk),
        "language": shown,
        "number": one.number,
        "type": one.type.name,
        "issuer": one.issuer.name,
        "subject": one.subject.name if one.subject else None,
        "summary": one.text("summary", shown),
        "signer": one.signer or None,
        "signer_title": one.signer_title or None,
        "issued_on": moment(one.issued_on),
        "effective_on": moment(one.effective_on),
        "expired_on": moment(one.expired_on),
        "validity": one.validity,
        "files": [
            {
                "name": file.original_name,
                "url": absolute(site, file.file.url),
                "type": MEDIA_TYPES[file.kind],
                "size": file.size,
                "sha256": file.sha256,
            }
            for file in one.files.all()
        ],
    }
