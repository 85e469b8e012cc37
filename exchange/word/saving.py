"""A document that was confirmed becomes a draft with its pictures in the library: all of it, or nothing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import snapshots
from articles.models import Article, Category, Contributor
from exchange.importing import Imported, ImportFailed
from galleries.models import Picture
from provinces.models import Site

from .opening import Package
from .pictures import into_library
from .story import Place, Story

Names = Sequence[tuple[str, str]]  # name, role of the contribution


def already_there(site: Site, story: Story) -> Article | None:
    """Return the article that this document became before, None when it is new."""
    known: Article | None = Article.objects.for_site(site).filter(import_key=story.key).first()
    return known


def save_story(
    package: Package,
    story: Story,
    site: Site,
    user: Any,
    *,
    category: Category,
    title: str,
    lead: str,
    names: Names = (),
    source: str = "",
) -> Imported:
    """Make a draft of a document, as somebody confirmed it; raises ImportFailed when there is nothing to save.

    The same document twice makes one article. When anything fails, neither rows nor files of it stay.
    """
    if not title.strip() or (not lead.strip() and not story.pieces):
        raise ImportFailed(_("The document has no title or no text."))
    known = already_there(site, story)
    if known is not None:
        return Imported(known, is_new=False, notes=[_("This document has been imported before.")])
    made: list[Picture] = []
    try:
        with _all_or_nothing(made):
            parts = [place.part for place in story.places]
            pictures = into_library(package, parts, site, user, made)
            article = Article(
                site=site,
                category=category,
                title_vi=title.strip()[:300],
                lead_vi=lead.strip(),
                body_vi=body_html(story, pictures),
                source=source.strip()[:200],
                import_key=story.key,
                created_by=user,
            )
            article.save()
            for order, (name, role) in enumerate(names):
                contributor = Contributor.objects.named(site, name[:120])
                article.contributions.get_or_create(contributor=contributor, role=role, defaults={"order": order})
            snapshots.record(article, user, kind="imported")
    except IntegrityError:
        known = already_there(site, story)  # a second click was quicker
        if known is None:
            raise
        return Imported(known, is_new=False, notes=[_("This document has been imported before.")])
    return Imported(article, is_new=True, notes=_notes(story, pictures))


@contextmanager
def _all_or_nothing(made: list[Picture]) -> Iterator[None]:
    """Take the files of new pictures away again when what they are for is not saved."""
    try:
        with transaction.atomic():
            yield
    except BaseException:
        for picture in made:
            picture.file.storage.delete(str(picture.file.name))
        raise


def body_html(story: Story, pictures: dict[str, Picture]) -> str:
    """Return the body; a picture that could not be had leaves its place."""
    return "".join(_figure(piece, pictures) if isinstance(piece, Place) else piece for piece in story.pieces)


def _figure(place: Place, pictures: dict[str, Picture]) -> str:
    picture = pictures.get(place.part)
    image = f'<img data-picture="{picture.pk}" alt="{escape(place.alt[:250])}">' if picture is not None else ""
    caption = f"<figcaption>{place.caption}</figcaption>" if place.caption or picture is None else ""
    return f"<figure>{image}{caption}</figure>"


def _notes(story: Story, pictures: dict[str, Picture]) -> list[str]:
    missing = sum(place.part not in pictures for place in story.places)
    if not missing:
        return []
    message = ngettext(
        "%(number)d picture could not be taken over: its place waits in the text.",
        "%(number)d pictures could not be taken over: their places wait in the text.",
        missing,
    )
    return [message % {"number": missing}]
