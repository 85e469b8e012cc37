"""What of an album can be found, kept up to date whenever it is saved or deleted, and how a result looks."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from search.following import follow
from search.indexing import Item, Text
from search.models import Kind
from search.sources import Place, Result, Source, register

from .covers import with_covers
from .models import Album, Picture

_LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def item_of(album: Album) -> Item:
    """Return what is indexed of an album: title and description of each language in which it has a title."""
    spoken = [code for code in _LANGUAGES if code == settings.LANGUAGE_CODE or album.text("title", code)]
    others = [code for code in _LANGUAGES if code not in spoken]
    texts = {
        code: Text(
            album.text("title", code),
            album.text("description", code),
            is_public=album.is_live and album.published_at is not None,
            stands_for=others if code == settings.LANGUAGE_CODE else [],
        )
        for code in spoken
    }
    return Item(Kind.ALBUM, album.pk, album.site_id, album.published_at or album.created_at, None, texts)


def batch(after: int, number: int) -> Sequence[Item]:
    """Return the items of the next albums by id."""
    return [item_of(album) for album in Album.objects.filter(pk__gt=after).order_by("pk")[:number]]


def show(place: Place, ids: list[int]) -> dict[int, Result]:
    """Return the results for those of `ids` that readers see now, each with its cover."""
    sites = {site.pk: site for site in place.sites}
    rows = Album.objects.filter(site__in=place.sites, pk__in=ids).live(timezone.now())
    return {album.pk: _result(album, cover, sites[album.site_id], place) for album, cover in with_covers(rows)}


def _result(album: Album, cover: Picture | None, site: Any, place: Place) -> Result:
    shown = place.language if album.text("title", place.language) else settings.LANGUAGE_CODE
    path = album.get_absolute_url()
    return Result(
        url=path if site == place.here else site.url_for(path.removeprefix(get_script_prefix()), shown),
        site=site,
        title=album.text("title", shown),
        lead=album.text("description", shown),
        language=shown,
        published_at=album.published_at,
        category=str(_("Photo albums")),
        picture=cover,
    )


def track_albums() -> None:
    """Follow every album that is saved or deleted, and make albums known to the search."""
    register(Kind.ALBUM, Source(batch, show, _("Photo albums")))
    follow(Album, Kind.ALBUM, item_of)
