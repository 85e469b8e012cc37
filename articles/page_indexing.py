"""What of an about page can be found, kept up to date whenever it is saved or deleted, and how a result looks."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import get_script_prefix
from django.utils.translation import gettext_lazy as _

from search.following import follow
from search.indexing import Item, Text
from search.models import Kind
from search.sources import Place, Result, Source, register

from .indexing import plain
from .models import Page
from .rendering import summary

_LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def item_of(page: Page) -> Item:
    """Return what is indexed of a page: title and text of each language in which it has a text."""
    spoken = [code for code in _LANGUAGES if code == settings.LANGUAGE_CODE or page.text("body", code)]
    others = [code for code in _LANGUAGES if code not in spoken]
    texts = {
        code: Text(
            page.text("title", code) or page.title,
            plain(page.text("body", code)),
            is_public=page.is_shown,
            stands_for=others if code == settings.LANGUAGE_CODE else [],
        )
        for code in spoken
    }
    return Item(Kind.PAGE, page.pk, page.site_id, page.updated_at, None, texts)


def batch(after: int, number: int) -> Sequence[Item]:
    """Return the items of the next pages by id."""
    return [item_of(page) for page in Page.objects.filter(pk__gt=after).order_by("pk")[:number]]


def show(place: Place, ids: list[int]) -> dict[int, Result]:
    """Return the results for those of `ids` that readers see now; one query."""
    sites = {site.pk: site for site in place.sites}
    rows = Page.objects.filter(site__in=place.sites, pk__in=ids).shown()
    return {page.pk: _result(page, sites[page.site_id], place) for page in rows}


def _result(page: Page, site: Any, place: Place) -> Result:
    shown = place.language if page.text("body", place.language) else settings.LANGUAGE_CODE
    path = page.get_absolute_url()
    body = plain(page.text("body", shown))
    return Result(
        url=path if site == place.here else site.url_for(path.removeprefix(get_script_prefix()), shown),
        site=site,
        title=page.text("title", shown) or page.title,
        lead=summary(body),
        text=lambda: body,
        language=shown,
        published_at=page.updated_at,
    )


def track_pages() -> None:
    """Follow every page that is saved or deleted, and make pages known to the search."""
    register(Kind.PAGE, Source(batch, show, _("About pages")))
    follow(Page, Kind.PAGE, item_of)
