"""Merging tags: the uses move, the old names lead to the tag that stays, the old addresses redirect to its page."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import get_script_prefix, reverse

from provinces import audit

from .models import ArticleTag, Redirect, Tag, TagAlias


def merge(tags: Iterable[Tag], into: Tag, user: Any) -> int:
    """Merge `tags` into the tag `into` of the same site; returns how many tags are gone.

    Whoever types an old name later gets `into`; restoring an old revision does, too.
    """
    gone = [tag for tag in tags if tag.pk != into.pk and tag.site_id == into.site_id]
    with transaction.atomic():
        for tag in gone:
            has_it = ArticleTag.objects.filter(tag=into).values("content_object")
            ArticleTag.objects.filter(tag=tag).exclude(content_object__in=has_it).update(tag=into)
            TagAlias.objects.filter(tag=tag).update(tag=into)
            TagAlias.objects.update_or_create(site=into.site, key=tag.key, defaults={"tag": into})
            for old, new in zip(_paths(tag), _paths(into), strict=True):
                Redirect.objects.for_site(into.site).filter(target=old).update(target=new)
                Redirect.objects.update_or_create(site=into.site, old_path=old, defaults={"target": new})
            tag.delete()
        if gone:
            names = ", ".join(tag.text("name", settings.LANGUAGE_CODE) for tag in gone)
            audit.record("merge_tags", into, user=user, detail=names)
    return len(gone)


def _paths(tag: Tag) -> list[str]:
    """Return the paths inside the site of a tag's page and of its feed, whichever admin or site asks."""
    urls: Any = settings.ROOT_URLCONF
    found = [
        reverse("articles:tag", urlconf=urls, args=[tag.slug, tag.pk]),
        reverse("articles:tag_feed", urlconf=urls, args=[tag.pk]),
    ]
    return ["/" + path.removeprefix(get_script_prefix()) for path in found]
