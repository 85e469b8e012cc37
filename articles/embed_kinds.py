"""The kinds of embeds: albums, documents to download, videos."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from django.db.models import Count, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.models import Document
from documents.models.document import DocumentQuerySet
from galleries.covers import with_covers
from galleries.models import Album
from provinces.models import Site
from vietnamese.folding import fold

from . import embeds
from .models import Video

OFFERED = 10
SEARCHED = 1_000
Row = TypeVar("Row")


def register() -> None:
    """Make the kinds known to the editor and to readers' pages."""
    albums = (_offered_albums, _named_albums, _seen_albums, _shown_albums)
    documents = (_offered_documents, _named_documents, _seen_documents, _shown_documents)
    videos = (_offered_videos, _named_videos, _named_videos, _shown_videos)
    embeds.register(embeds.Embed("album", _("Album"), "photo_library", *albums, order=10))
    embeds.register(embeds.Embed("document", _("Document"), "description", *documents, order=20))
    embeds.register(embeds.Embed("video", _("Video"), "smart_display", *videos, order=30))


def _offered_albums(site: Site, term: str) -> list[Album]:
    """Return the newest albums of the site with all words of `term` in their titles."""
    rows = Album.objects.for_site(site).order_by("-id")[:SEARCHED]
    return _holding(rows, term, lambda album: album.text("title", "vi"))


def _named_albums(site: Site, ids: Iterable[int]) -> dict[int, str]:
    return {album.pk: str(album) for album in Album.objects.for_site(site).filter(pk__in=ids)}


def _live_albums(site: Site, ids: Iterable[int]) -> "QuerySet[Album]":
    rows: QuerySet[Album] = Album.objects.for_site(site).live(timezone.now()).filter(pk__in=ids)
    return rows


def _seen_albums(site: Site, ids: Iterable[int]) -> Iterable[int]:
    return _live_albums(site, ids).values_list("pk", flat=True)


def _shown_albums(site: Site, ids: Iterable[int]) -> Mapping[int, str]:
    rows = with_covers(_live_albums(site, ids).annotate(number_of_photos=Count("photos")))
    return {
        album.pk: render_to_string("articles/embeds/album.html", {"album": album, "cover": cover})
        for album, cover in rows
    }


def _offered_documents(site: Site, term: str) -> list[Document]:
    """Return the newest documents of the site with all words of `term` in their numbers or summaries."""
    rows = Document.objects.for_site(site).select_related("type").order_by("-id")[:SEARCHED]
    return _holding(rows, term, lambda document: f"{document.name} {document.text('summary', 'vi')}")


def _named_documents(site: Site, ids: Iterable[int]) -> dict[int, str]:
    rows = Document.objects.for_site(site).filter(pk__in=ids).select_related("type")
    return {document.pk: document.name for document in rows}


def _live_documents(site: Site, ids: Iterable[int]) -> DocumentQuerySet:
    rows: DocumentQuerySet = Document.objects.for_site(site).live(timezone.now()).filter(pk__in=ids)
    return rows


def _seen_documents(site: Site, ids: Iterable[int]) -> Iterable[int]:
    return _live_documents(site, ids).values_list("pk", flat=True)


def _shown_documents(site: Site, ids: Iterable[int]) -> Mapping[int, str]:
    rows = _live_documents(site, ids).for_lists()
    return {document.pk: render_to_string("articles/embeds/document.html", {"document": document}) for document in rows}


def _offered_videos(site: Site, term: str) -> list[Video]:
    """Return the newest videos of the site with all words of `term` in their titles."""
    return _holding(Video.objects.for_site(site).order_by("-id")[:SEARCHED], term, lambda video: video.title)


def _named_videos(site: Site, ids: Iterable[int]) -> dict[int, str]:
    return {video.pk: str(video) for video in Video.objects.for_site(site).filter(pk__in=ids)}


def _shown_videos(site: Site, ids: Iterable[int]) -> Mapping[int, str]:
    rows = Video.objects.for_site(site).filter(pk__in=ids).select_related("poster")
    return {video.pk: render_to_string("articles/embeds/video.html", {"video": video}) for video in rows}


def _holding(rows: Iterable[Row], term: str, title: Callable[[Row], str]) -> list[Row]:
    words = fold(term).split()
    found = []
    for row in rows:
        folded = fold(title(row))
        if all(word in folded for word in words):
            found.append(row)
        if len(found) == OFFERED:
            break
    return found
