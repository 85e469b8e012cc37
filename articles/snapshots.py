"""Snapshots: everything of an article, in one JSON value. What a revision stores and what restoring brings back.

Texts are read and written by their columns with a language (`title_vi`), never by the untranslated name.
"""

import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings

from .models import Article, Contribution, RelatedArticle, Revision, Tag
from .models.article import TEXTS

SCHEMA = 1
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
COLUMNS = tuple(f"{text}_{language}" for text in TEXTS for language in LANGUAGES)
PLAIN = (
    "article_type",
    "category_id",
    "department_id",
    "picture_id",
    "picture_credit",
    "source",
    "source_url",
    "date_is_missing",
    "is_pinned",
    "is_top",
    "in_ticker",
    "opening_views",
)
DATES = ("published_at", "expires_at")


def take(article: Article) -> dict[str, Any]:
    """Return the snapshot of an article as it stands in its columns and tables."""
    snapshot: dict[str, Any] = {name: getattr(article, name) for name in (*COLUMNS, *PLAIN)}
    snapshot |= {name: _iso(getattr(article, name)) for name in DATES}
    snapshot["tags"] = [tag.text("name", "vi") for tag in article.tags.order_by("article_tags__id")]
    snapshot["topics"] = sorted(article.topics.values_list("pk", flat=True))
    snapshot["contributions"] = [
        {"contributor": part.contributor_id, "role": part.role, "share": str(part.share), "order": part.order}
        for part in article.contributions.all()
    ]
    snapshot["related"] = [link.related_id for link in article.related_links.all()]
    snapshot["languages"] = {language: article.speaks(language) for language in LANGUAGES}
    return snapshot


def put_back(article: Article, snapshot: dict[str, Any]) -> None:
    """Write a snapshot into the article's columns and tables; what has been deleted since is left out."""
    for name in (*COLUMNS, *PLAIN):
        setattr(article, name, snapshot[name])
    for name in DATES:
        setattr(article, name, _date(snapshot[name]))
    for language in LANGUAGES[1:]:
        setattr(article, f"has_{language}", bool(snapshot["languages"].get(language)))
    article.save()
    article.tags.set(Tag.objects.named(article.site, snapshot["tags"]))
    article.topics.set(article.site.topics.filter(pk__in=snapshot["topics"]))
    known = set(article.site.contributors.values_list("pk", flat=True))
    article.contributions.all().delete()
    Contribution.objects.bulk_create(
        Contribution(
            article=article,
            contributor_id=part["contributor"],
            role=part["role"],
            share=Decimal(part["share"]),
            order=part["order"],
            published_at=article.published_at if article.is_live else None,
        )
        for part in snapshot["contributions"]
        if part["contributor"] in known
    )
    there = set(Article.objects.for_site(article.site).filter(pk__in=snapshot["related"]).values_list("pk", flat=True))
    article.related_links.all().delete()
    RelatedArticle.objects.bulk_create(
        RelatedArticle(article=article, related_id=pk, order=order)
        for order, pk in enumerate(snapshot["related"])
        if pk in there
    )


def record(article: Article, user: Any, kind: str = "saved", note: str = "") -> Revision:
    """Store the article as it stands as its next revision and return that; the same content twice makes one."""
    return store(article, take(article), user, kind, note)


def store(article: Article, snapshot: dict[str, Any], user: Any, kind: str = "saved", note: str = "") -> Revision:
    """Store `snapshot` as the article's next revision and return that; the same content twice makes one revision."""
    newest = article.revisions.first()
    if newest is not None and newest.snapshot == snapshot and newest.schema == SCHEMA:
        return newest
    made: Revision = Revision.objects.create(
        article=article,
        number=(newest.number if newest else 0) + 1,
        kind=kind,
        schema=SCHEMA,
        snapshot=snapshot,
        note=note,
        created_by=user if getattr(user, "pk", None) else None,
    )
    return made


def newest_of(article: Article, user: Any = None) -> Revision:
    """Return the newest revision; until the first publication the columns are the newest texts, recorded first."""
    newest = article.revisions.first() if article.is_live else None
    return newest or record(article, user)


def amend(article: Article, user: Any, note: str = "", **changes: Any) -> Revision:
    """Store the newest revision with some values changed; of what readers do not see yet, the columns follow."""
    newest = newest_of(article, user)
    plain = {name: _iso(value) if name in DATES else value for name, value in changes.items()}
    revision = store(article, newest.snapshot | plain, user, note=note)
    if not article.is_live:
        put_back(article, revision.snapshot)
    return revision


def published_at(revision: Revision) -> Any:
    """Return the date of publication that a revision names, None when it names none."""
    return _date(revision.snapshot["published_at"])


def expires_at(revision: Revision) -> Any:
    """Return until when a revision stands, None for always."""
    return _date(revision.snapshot["expires_at"])


def _iso(value: Any) -> str | None:
    # Always in UTC, as the database gives it back: the same moment is the same text.
    return value.astimezone(datetime.UTC).isoformat() if value is not None else None


def _date(value: str | None) -> Any:
    from django.utils.dateparse import parse_datetime

    return parse_datetime(value) if value else None
