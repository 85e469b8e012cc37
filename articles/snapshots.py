"""Snapshots: everything of an article, in one JSON value. What a revision stores and what restoring brings back.

Staff work on the newest revision (`current()`, `save()`), readers see the columns. Until the first publication the
columns mirror the newest revision, so that lists and search work for staff; from then on only `articles.publishing`
puts a revision back into them.

Texts are read and written by their columns with a language (`title_vi`), never by the untranslated name.
"""

import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.dateparse import parse_datetime

from . import translating
from .models import Article, Contribution, RelatedArticle, Revision, Tag
from .models.article import TEXTS
from .models.language import ArticleLanguage

#: 2 added `sources`: what the Vietnamese said when each language was translated.
SCHEMA = 2
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

Snapshot = dict[str, Any]


def take(article: Article) -> Snapshot:
    """Return the snapshot of an article as it stands in its columns and tables."""
    snapshot = columns_of(article)
    snapshot["tags"] = [tag.text("name", "vi") for tag in article.tags.order_by("article_tags__id")]
    snapshot["topics"] = sorted(article.topics.values_list("pk", flat=True))
    snapshot["contributions"] = [
        contribution(part.contributor_id, part.role, part.share, part.order) for part in article.contributions.all()
    ]
    snapshot["related"] = [link.related_id for link in article.related_links.all()]
    snapshot["languages"] = {language: article.speaks(language) for language in LANGUAGES}
    snapshot["sources"] = dict(article.language_states.exclude(source_hash="").values_list("language", "source_hash"))
    return snapshot


def columns_of(article: Article) -> Snapshot:
    """Return the part of a snapshot that stands in the article's own columns."""
    return {name: getattr(article, name) for name in (*COLUMNS, *PLAIN)} | {
        name: _iso(getattr(article, name)) for name in DATES
    }


def contribution(contributor: int, role: str, share: Decimal, order: int) -> dict[str, Any]:
    """Return a contributor's part as snapshots hold it."""
    return {"contributor": contributor, "role": role, "share": f"{share:.2f}", "order": order}


def put_back(article: Article, snapshot: Snapshot) -> None:
    """Write a snapshot into the article's columns and tables; what has been deleted since is left out."""
    _set_columns(article, snapshot)
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


def is_mirrored(article: Article) -> bool:
    """Return True while the columns follow the newest revision: until the first publication."""
    return not article.is_live and article.live_revision_id is None


def newest(article: Article) -> Revision | None:
    """Return the newest revision; None for an article that was never recorded."""
    found: Revision | None = article.revisions.first()
    return found


def current(article: Article) -> Snapshot:
    """Return what staff work on: the newest revision; while the columns follow it, the columns."""
    last = None if is_mirrored(article) else newest(article)
    return take(article) if last is None else last.snapshot


def lay(article: Article, snapshot: Snapshot) -> None:
    """Put a snapshot's columns upon `article` in memory: a working copy, which refuses to be saved."""
    _set_columns(article, snapshot)
    article.laid = snapshot


def newest_of(article: Article, user: Any = None) -> Revision:
    """Return the newest revision; until the first publication the columns are the newest texts, recorded first."""
    return (None if is_mirrored(article) else newest(article)) or record(article, user)


def save(article: Article, snapshot: Snapshot, user: Any, *, note: str = "", sitting: str = "") -> Revision:
    """Store `snapshot` as the newest revision; the columns follow it until the first publication.

    `article` is a row as it is in the database, not a working copy. The same content twice makes one revision. Call it
    in a transaction.
    """
    last = newest(article)
    if last is None and article.is_live:
        last = keep_first(article)
    if is_mirrored(article):
        put_back(article, snapshot)
    if last is not None and last.snapshot == snapshot and last.schema == SCHEMA:
        return last
    _keep_languages(article, snapshot)
    return _append(article, snapshot, last, user, note=note, sitting=sitting)


def amend(article: Article, user: Any, note: str = "", **changes: Any) -> Revision:
    """Store the newest revision with some values changed; the columns follow until the first publication."""
    plain = {name: _iso(value) if name in DATES else value for name, value in changes.items()}
    return save(article, current(article) | plain, user, note=note)


def keep_first(article: Article) -> Revision:
    """Make a first revision of an article from before there were revisions: what it says now is kept."""
    made = _append(article, take(article), None, None)
    if article.is_live:
        article.live_revision = made
        Article.objects.filter(pk=article.pk).update(live_revision=made)
    return made


def amend_live(article: Article, user: Any, note: str, **changes: Any) -> None:
    """Change single values both in what readers see and in what staff work on. For `articles.publishing` only."""
    working, last = current(article) | changes, newest(article)
    if is_mirrored(article):
        save(article, working, user, note=note)
        return
    is_pending = last is not None and last.pk != article.live_revision_id
    put_back(article, take(article) | changes)
    article.live_revision = record(article, user, note=note)
    if is_pending:
        revision = save(article, working, user, note=note)
        article.due_revision = revision if article.due_revision_id else None
    Article.objects.filter(pk=article.pk).update(live_revision=article.live_revision, due_revision=article.due_revision)


def record(article: Article, user: Any, kind: str = "saved", note: str = "") -> Revision:
    """Store the article as it stands in its columns as its next revision; the same content twice makes one revision."""
    snapshot = take(article)
    last = newest(article)
    if last is not None and last.snapshot == snapshot and last.schema == SCHEMA:
        return last
    return _append(article, snapshot, last, user, kind=kind, note=note)


def _append(article: Article, snapshot: Snapshot, last: Revision | None, user: Any, **fields: Any) -> Revision:
    made: Revision = Revision.objects.create(
        article=article,
        number=(last.number if last else 0) + 1,
        schema=SCHEMA,
        snapshot=snapshot,
        created_by=user if getattr(user, "pk", None) else None,
        **fields,
    )
    return made


def _keep_languages(article: Article, snapshot: Snapshot) -> None:
    """Make the language states of the newsroom's lists say what the newest revision says."""
    states = translating.states_of(snapshot)
    article.language_states.exclude(language__in=states).delete()
    for language, state in states.items():
        values = {"state": state, "source_hash": snapshot.get("sources", {}).get(language, "")}
        ArticleLanguage.objects.update_or_create(article=article, language=language, defaults=values)


def _set_columns(article: Article, snapshot: Snapshot) -> None:
    for name in (*COLUMNS, *PLAIN):
        if name in snapshot:
            setattr(article, name, snapshot[name])
    for name in DATES:
        setattr(article, name, _date(snapshot[name]))
    for language in LANGUAGES[1:]:
        setattr(article, f"has_{language}", bool(snapshot["languages"].get(language)))
    _leave_out_what_is_gone(article)


def _leave_out_what_is_gone(article: Article) -> None:
    """Keep the row's own category where the snapshot's was deleted since, and do without other things deleted."""
    category = article.site.categories.select_related("parent__parent").filter(pk=article.category_id).first()
    if category is None:
        article.category_id = Article.objects.values_list("category_id", flat=True).get(pk=article.pk)
    else:
        article.category = category
        article.section = category.section
    for name in ("picture", "department"):
        rows: Any = Article._meta.get_field(name).related_model._default_manager  # type: ignore[union-attr]  # a relation
        key = getattr(article, f"{name}_id")
        if key is not None and not rows.filter(pk=key).exists():
            setattr(article, f"{name}_id", None)


def moment(snapshot: Snapshot, name: str) -> datetime.datetime | None:
    """Return a date of a snapshot: `published_at` or `expires_at`."""
    return _date(snapshot[name])


def published_at(revision: Revision) -> datetime.datetime | None:
    """Return the date of publication that a revision names, None when it names none."""
    return moment(revision.snapshot, "published_at")


def expires_at(revision: Revision) -> datetime.datetime | None:
    """Return until when a revision stands, None for always."""
    return moment(revision.snapshot, "expires_at")


def _iso(value: datetime.datetime | None) -> str | None:
    # Always in UTC, as the database gives it back: the same moment is the same text.
    return value.astimezone(datetime.UTC).isoformat() if value is not None else None


def _date(value: str | None) -> datetime.datetime | None:
    return parse_datetime(value) if value else None
