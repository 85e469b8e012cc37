"""What of a document can be found, kept up to date whenever it is saved or deleted, and how a result looks."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db.models.signals import post_save
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provinces.models import Site
from search import indexing
from search.following import follow
from search.indexing import Item, Text
from search.models import Kind
from search.sources import Place, Result, Source, register
from vietnamese.dates import ZONE

from .models import Document

_LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
_OTHERS = ("issuer", "type", "subject")


def item_of(document: Document) -> Item:
    """Return what is indexed of a document: its number, kind and summary, who issued and who signed it."""
    spoken = [code for code in _LANGUAGES if document.speaks(code)]
    return Item(
        kind=Kind.DOCUMENT,
        object_id=document.pk,
        site_id=document.site_id,
        dated=_dated(document),
        expires_at=None,
        texts={code: _text(document, code, spoken) for code in spoken},
    )


def _dated(document: Document) -> datetime.datetime:
    """Return the day of issue; the moment of publication as long as it is to come, for before it nobody finds it."""
    issued = datetime.datetime.combine(document.issued_on, datetime.time(), ZONE)
    planned = document.published_at
    return planned if planned is not None and planned > timezone.now() else issued


def _text(document: Document, language: str, spoken: list[str]) -> Text:
    is_vietnamese = language == settings.LANGUAGE_CODE
    kind, issuer = _name(document.type, language), _name(document.issuer, language)
    subject = _name(document.subject, language) if document.subject else ""
    return Text(
        title=f"{kind} {document.number}",
        rest="\n".join([document.text("summary", language), issuer, subject, document.signer]),
        is_public=document.is_live,
        stands_for=[code for code in _LANGUAGES if code not in spoken] if is_vietnamese else [],
    )


def _name(row: Any, language: str) -> str:
    return str(row.text("name", language) or row.text("name", settings.LANGUAGE_CODE))


def batch(after: int, number: int) -> Sequence[Item]:
    """Return the items of the next documents by id."""
    rows = Document.objects.filter(pk__gt=after).select_related(*_OTHERS).order_by("pk")
    return [item_of(document) for document in rows[:number]]


def show(place: Place, ids: list[int]) -> dict[int, Result]:
    """Return the results for those of `ids` that readers see now; one query."""
    sites = {site.pk: site for site in place.sites}
    rows = Document.objects.filter(site__in=place.sites, pk__in=ids).live(timezone.now())
    shown = rows.speaking(place.here, place.language).select_related(*_OTHERS)
    return {document.pk: _result(document, sites[document.site_id], place) for document in shown}


def _result(document: Document, site: Site, place: Place) -> Result:
    shown = place.language if document.speaks(place.language) else settings.LANGUAGE_CODE
    path = document.get_absolute_url()
    return Result(
        url=path if site == place.here else site.url_for(path.removeprefix(get_script_prefix()), shown),
        site=site,
        title=f"{_name(document.type, shown)} {document.number}",
        lead=document.text("summary", shown),
        language=shown,
        published_at=document.issued_on,
        category=_name(document.issuer, shown),
    )


def track_documents() -> None:
    """Follow every document, and the names that stand in its entry; make documents known to the search."""

    def renamed(instance: Any, *, created: bool, raw: bool = False, **kwargs: Any) -> None:
        if not raw and not created:
            rows: Iterable[Document] = instance.documents.select_related(*_OTHERS)
            indexing.index([item_of(document) for document in rows])

    register(Kind.DOCUMENT, Source(batch, show, _("Documents")))
    follow(Document, Kind.DOCUMENT, item_of)
    for field in _OTHERS:
        sender = Document._meta.get_field(field).remote_field.model  # type: ignore[union-attr]  # foreign keys, all
        post_save.connect(renamed, sender=sender, weak=False, dispatch_uid=f"search.renamed.{field}")
