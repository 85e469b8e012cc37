"""Says which pages are behind when what readers see of an article changes: raises the versions of `editions`.

Follows every save of an article, whoever makes it; drafts raise nothing. What takes an article away from readers raises
the whole site, so that no list shows it a second later.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.utils import timezone

from editions import planned, scopes
from editions.frame import track_model
from editions.versions import raise_scopes

from .models import (
    Article,
    ArticleTag,
    Category,
    Contribution,
    Contributor,
    CorrectionNote,
    HomePin,
    Page,
    RelatedArticle,
    Tag,
    Topic,
)
from .neighbours import CARDS, NEWER, OLDER

REACH = max(NEWER, OLDER) + CARDS  # so many articles on each side show an article below them


def track() -> None:
    """Begin to follow articles, what belongs to them, and the frame that this room adds to every page."""
    pre_save.connect(_remember, sender=Article, dispatch_uid="articles.freshness.before")
    post_save.connect(_saved, sender=Article, dispatch_uid="articles.freshness.after")
    post_delete.connect(_deleted, sender=Article, dispatch_uid="articles.freshness.deleted")
    for model in (ArticleTag, Contribution, CorrectionNote, RelatedArticle):
        for signal in (post_save, post_delete):
            signal.connect(
                _part_changed, sender=model, dispatch_uid=f"articles.freshness.{model.__name__}.{id(signal)}"
            )
    m2m_changed.connect(_topics_changed, sender=Article.topics.through, dispatch_uid="articles.freshness.topics")
    for table in (Category, HomePin, Page, Tag, Topic, Contributor):
        track_model(table)
    planned.register(planned_moments, _apply_due)


def planned_moments(now: datetime.datetime) -> Iterable[tuple[datetime.datetime, int | None]]:
    """Return when the next articles and pins are planned to appear or to go, and on which site."""
    coming = Article.objects.to_come().values_list("due_at", "site")[: planned.AHEAD]
    going = Article.objects.to_go().values_list("expires_at", "site")[: planned.AHEAD]
    pins = HomePin.objects.moments_after(now)[: planned.AHEAD]
    articles = [(moment, site) for moment, site in [*coming, *going] if moment is not None]
    return sorted([*articles, *pins])[: planned.AHEAD]


def _apply_due(now: datetime.datetime) -> int:
    from .publishing import apply_due

    return apply_due(now)


def _remember(sender: Any, instance: Article, raw: bool = False, **kwargs: Any) -> None:
    fields = ("is_live", "category_id", "section_id", "published_at")
    before = Article.objects.filter(pk=instance.pk).values(*fields).first() if instance.pk and not raw else None
    instance.__dict__["_before"] = before


def _saved(sender: Any, instance: Article, raw: bool = False, **kwargs: Any) -> None:
    before = instance.__dict__.pop("_before", None)
    was_live = bool(before and before["is_live"])
    if raw or not (instance.is_live or was_live):
        return
    raised = _of_lists(instance)
    if was_live and before is not None:
        raised |= {scopes.category(pk) for pk in (before["category_id"], before["section_id"])}
        if not instance.is_live:
            raised.add(scopes.site(instance.site_id))
        if before["published_at"] != instance.published_at and before["published_at"]:
            raised |= _around(instance, before["published_at"], before["category_id"])
    raise_scopes(*raised)


def _deleted(sender: Any, instance: Article, **kwargs: Any) -> None:
    if instance.is_live:
        raise_scopes(*_of_lists(instance), scopes.site(instance.site_id))


def _part_changed(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    pk = getattr(instance, "article_id", None) or getattr(instance, "content_object_id", None)
    if pk is not None and not raw:
        raise_scopes(scopes.article(pk))


def _topics_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    raise_scopes(scopes.site(instance.site_id))


def _of_lists(article: Article) -> set[str]:
    """Return the scopes of an article, its neighbours and the lists on which it stands."""
    raised = {scopes.article(article.pk), scopes.news(article.site_id), scopes.MEMBERS}
    above: Category | None = article.category
    while above is not None:
        raised.add(scopes.category(above.pk))
        above = above.parent
    return raised | _around(article, article.published_at or timezone.now(), article.category_id)


def _around(article: Article, moment: datetime.datetime, category: int) -> set[str]:
    beside = Article.objects.for_site(article.site_id).in_branch([category]).exclude(pk=article.pk)
    now = timezone.now()
    older = beside.live(now, min(moment, now)).values_list("pk", flat=True)[:REACH]
    newer = beside.live(now).filter(Q(published_at__gte=moment)).order_by("published_at", "id")
    return {scopes.article(pk) for pk in [*older, *newer.values_list("pk", flat=True)[:REACH]]}
