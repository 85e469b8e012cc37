"""What of an article can be found, kept up to date whenever an article is saved or deleted, and how a result looks.

Every verb of the newsroom saves the article, so each of them is followed here, within its transaction.
"""

import re
from collections.abc import Iterable, Sequence
from html import unescape
from typing import Any

from django.conf import settings
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from provinces.models import Site
from search import indexing
from search.indexing import Item, Text
from search.models import Kind
from search.scopes import facet
from search.sources import Place, Result, Source, register

from .bodies import without_empty_places
from .models import Article
from .models.article import ArticleType
from .models.tag import ArticleTag

_INDEXED = ("kicker", "title", "lead", "body", "picture_caption")
_BLOCK = re.compile(r"<(?=/?(?:p|h[1-6]|li|tr|td|th|figure|figcaption|blockquote|br|table)\b)")
_LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def item_of(article: Article) -> Item:
    """Return what is indexed of an article: kicker, title, lead, text and caption of each language that has a title."""
    spoken = [code for code in _LANGUAGES if code == settings.LANGUAGE_CODE or article.text("title", code)]
    return Item(
        kind=Kind.ARTICLE,
        object_id=article.pk,
        site_id=article.site_id,
        dated=article.published_at or article.created_at,
        expires_at=article.expires_at,
        texts={code: _text(article, code) for code in spoken},
        facets=_facets(article),
    )


def _facets(article: Article) -> list[str]:
    words = [facet("c", article.category_id), facet("t", article.article_type)]
    words += [facet("d", article.department_id)] if article.department_id else []
    return [*words, *(facet("g", tag.pk) for tag in article.tags.all())]


def index(article: Article) -> None:
    """Make the search find what the article says now, and show it to readers only when they may see it."""
    indexing.index([item_of(article)])


def _text(article: Article, language: str) -> Text:
    is_vietnamese = language == settings.LANGUAGE_CODE
    parts = [article.text(name, language) for name in ("kicker", "lead", "picture_caption")]
    return Text(
        title=article.text("title", language),
        rest="\n".join([*parts, plain(article.text("body", language))]),
        is_public=article.is_live and article.published_at is not None and article.speaks(language),
        stands_for=[code for code in _LANGUAGES if not article.speaks(code)] if is_vietnamese else [],
    )


def plain(body: str) -> str:
    """Return a body without markup, as readers get it; blocks are parted by blanks."""
    return unescape(strip_tags(_BLOCK.sub(" <", without_empty_places(body))))


def batch(after: int, number: int) -> Sequence[Item]:
    """Return the items of the next articles by id."""
    rows = Article.objects.filter(pk__gt=after).order_by("pk").prefetch_related("tags")  # type: ignore[misc]  # a manager of taggit's
    return [item_of(article) for article in rows[:number]]


def show(place: Place, ids: list[int]) -> dict[int, Result]:
    """Return the results for those of `ids` that readers see now; one query."""
    sites = {site.pk: site for site in place.sites}
    rows = Article.objects.of_sites(place.sites).live(timezone.now()).filter(pk__in=ids)
    shown = rows.for_lists(place.language, naming_categories=True).with_body(place.language)
    return {
        article.pk: _result(article, sites[article.site_id], place)
        for article in shown
        if article.is_shown_in(place.language, place.here)
    }


def _result(article: Article, site: Site, place: Place) -> Result:
    shown = article.language_in(place.language)
    is_here = site == place.here
    return Result(
        url=article.get_absolute_url() if is_here else site.url_for(article.path_in(shown), shown),
        site=site,
        text=lambda: plain(article.shown_body),  # type: ignore[attr-defined]  # annotated by with_body
        title=article.text("title", shown),
        lead=article.text("lead", shown),
        language=shown,
        published_at=article.published_at,
        category=str(article.category),
        picture=article.picture,
        picture_alt=article.text("picture_alt", shown),
    )


def track_articles() -> None:
    """Follow every article that is saved or deleted, and make articles known to the search."""

    def saved(
        instance: Article, *, raw: bool = False, update_fields: Iterable[str] | None = None, **kwargs: Any
    ) -> None:
        if not raw and (update_fields is None or _names_what_is_indexed(update_fields)):
            index(instance)

    def deleted(instance: Article, **kwargs: Any) -> None:
        indexing.forget(Kind.ARTICLE, [instance.pk])

    def tagged(instance: Any, action: str, **kwargs: Any) -> None:
        if action.startswith("post_") and isinstance(instance, Article):
            index(instance)

    register(Kind.ARTICLE, Source(batch, show, _("Articles"), ArticleType.choices))
    m2m_changed.connect(tagged, sender=ArticleTag, weak=False, dispatch_uid="search.tagged.article")
    post_save.connect(saved, sender=Article, weak=False, dispatch_uid="search.saved.article")
    post_delete.connect(deleted, sender=Article, weak=False, dispatch_uid="search.deleted.article")


def _names_what_is_indexed(fields: Iterable[str]) -> bool:
    deciding = {"site", "published_at", "expires_at", "is_live", "category", "department", "article_type"}
    deciding |= {*(f"has_{code}" for code in _LANGUAGES)}
    deciding |= {name for text in _INDEXED for name in (text, *(f"{text}_{code}" for code in _LANGUAGES))}
    return not deciding.isdisjoint(fields)
