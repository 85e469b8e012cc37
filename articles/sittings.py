"""Sittings: who has an article open at this moment, and what they typed and have not saved yet."""

import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from provinces.models import Site

from .models import Article, Autosave, Presence, Revision

KEPT = datetime.timedelta(days=30)
RECENT = 30


def here(article: Article, user: Any, sitting: str) -> list[Presence]:
    """Note that `user` has `article` open, and return who else has: whoever was heard of within the last minute."""
    now = timezone.now()
    Presence.objects.update_or_create(
        article=article,
        user=user,
        sitting=sitting,
        defaults={"seen_at": now},
        create_defaults={"began_at": now, "seen_at": now},
    )
    since = now - datetime.timedelta(seconds=settings.PRESENCE_SECONDS)
    article.presences.filter(seen_at__lt=since).delete()
    return list(article.presences.beside(sitting, since).select_related("user"))


def leave(article: Article, user: Any, sitting: str) -> None:
    """Note that `user` closed the form."""
    article.presences.filter(user=user, sitting=sitting).delete()


def keep(site: Site, article: Article | None, user: Any, sitting: str, fields: str) -> Autosave:
    """Save by itself what stands in a form; it takes the place of what the same sitting saved before."""
    saved, _new = Autosave.objects.update_or_create(
        user=user, sitting=sitting, defaults={"site": site, "article": article, "fields": fields}
    )
    return saved


def drop(user: Any, sitting: str) -> None:
    """Forget what a sitting saved by itself."""
    Autosave.objects.of(user).filter(sitting=sitting).delete()


def unsaved(site: Site, article: Article | None, user: Any, sitting: str) -> Autosave | None:
    """Return the latest text that `user` left unsaved in another sitting with this article (None: a new one)."""
    rows = Autosave.objects.for_site(site).of(user).filter(article=article).exclude(sitting=sitting)
    return rows.filter(saved_at__gt=timezone.now() - KEPT).defer("fields").first()


def saved_sittings(article: Article, user: Any) -> list[str]:
    """Return the latest sittings from which `user` saved, so that the browser forgets what it kept of them."""
    rows = Revision.objects.of(article).filter(created_by=user).exclude(sitting="")
    return list(rows.values_list("sitting", flat=True)[:RECENT])


def forget_old(now: datetime.datetime) -> int:
    """Delete what was left unsaved for a month and who has long gone; a duty of the keeper."""
    old, _per_model = Autosave.objects.filter(saved_at__lt=now - KEPT).delete()
    gone, _per_model = Presence.objects.filter(seen_at__lt=now - datetime.timedelta(hours=1)).delete()
    return old + gone
