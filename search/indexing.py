"""Keep the entries true to the objects: the rooms above hand in what an object says, and forget it when it is gone."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from .engines import engine
from .models import SearchEntry
from .scopes import position, words_of
from .words import exact_words, folded_words, number_keys

_KEPT = (
    "site_id",
    "stands_for",
    "is_public",
    "published_at",
    "expires_at",
    "position",
    "title",
    "exact_title",
    "folded_title",
    "exact",
    "folded",
    "numbers",
    "scope",
)
_BATCH = 200


@dataclass(frozen=True)
class Text:
    """What an object says in one language, without markup. `stands_for`: languages in which it says nothing."""

    title: str
    rest: str = ""
    is_public: bool = False
    stands_for: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Item:
    """An object that can be found.

    Attributes:
        kind: A `Kind`.
        object_id: Its id.
        site_id: Its site.
        dated: When it was published; for what never was, when it was made. Aware.
        expires_at: Until when readers see it; None for ever.
        texts: By language.
        facets: By what readers may narrow a search, each made by `scopes.facet`.

    """

    kind: str
    object_id: int
    site_id: int
    dated: datetime.datetime
    expires_at: datetime.datetime | None
    texts: dict[str, Text]
    facets: Sequence[str] = ()


def index(items: Sequence[Item]) -> int:
    """Make the entries of these objects say just this; languages that are no longer there go. Safe to run again.

    Returns the number of entries that were written: what is as it was is left alone.
    """
    wanted = {_key(entry): entry for item in items for entry in _entries(item)}
    words = engine()
    with transaction.atomic(using=SearchEntry.objects.db):
        there = {_key(entry): entry for entry in _entries_of(items)}
        changed = [entry for key, entry in wanted.items() if key not in there or _differs(entry, there[key])]
        gone = [entry for key, entry in there.items() if key not in wanted]
        replaced = [there[key] for key in map(_key, changed) if key in there]
        words.take_out([entry.position for entry in [*gone, *replaced]])
        if gone:
            SearchEntry.objects.filter(pk__in=[entry.pk for entry in gone])._raw_delete(SearchEntry.objects.db)
        SearchEntry.objects.bulk_create(
            changed,
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["kind", "object_id", "language"],
            update_fields=[name.removesuffix("_id") for name in _KEPT],
        )
        words.put_in(changed)
    return len(changed)


def forget(kind: str, ids: Iterable[int]) -> None:
    """Drop the entries of objects that are gone."""
    _drop(SearchEntry.objects.of_objects(kind, list(ids)))


def forget_others(kind: str, after: int, last: int, ids: Iterable[int]) -> None:
    """Drop the entries of objects with `after` < id <= `last` that are not among `ids`."""
    _drop(SearchEntry.objects.between(kind, after, last).exclude(object_id__in=list(ids)))


def forget_site(site_id: int) -> None:
    """Drop all entries of a site, before it is deleted."""
    rows = SearchEntry.objects.for_site(site_id).order_by("pk")
    while positions := list(rows.values_list("position", flat=True)[: _BATCH * 10]):
        _drop(SearchEntry.objects.filter(position__in=positions))


def _drop(rows: Any) -> None:
    with transaction.atomic(using=rows.db):
        positions = list(rows.values_list("position", flat=True))
        if positions:
            engine().take_out(positions)
            SearchEntry.objects.filter(position__in=positions)._raw_delete(rows.db)


def _entries_of(items: Sequence[Item]) -> Iterable[SearchEntry]:
    for kind in {item.kind for item in items}:
        yield from SearchEntry.objects.of_objects(kind, [item.object_id for item in items if item.kind == kind])


def _key(entry: SearchEntry) -> tuple[str, int, str]:
    return entry.kind, entry.object_id, entry.language


def _differs(entry: SearchEntry, other: SearchEntry) -> bool:
    return any(getattr(entry, name) != getattr(other, name) for name in _KEPT)


def _entries(item: Item) -> Iterable[SearchEntry]:
    for language, text in item.texts.items():
        whole = f"{text.title}\n{text.rest}"
        stands_for = sorted(text.stands_for)
        scope = words_of(item.site_id, item.kind, language, stands_for, is_public=text.is_public)
        yield SearchEntry(
            site_id=item.site_id,
            kind=item.kind,
            object_id=item.object_id,
            language=language,
            stands_for=" ".join(stands_for),
            is_public=text.is_public,
            published_at=item.dated,
            expires_at=item.expires_at,
            position=position(item.dated, item.kind, item.object_id, language),
            title=text.title[:300],
            exact_title=" ".join(exact_words(text.title)),
            folded_title=" ".join(folded_words(text.title)),
            exact=" ".join(exact_words(whole)),
            folded=" ".join(folded_words(whole)),
            numbers=" ".join(number_keys(whole)),
            scope=" ".join([*scope, *sorted(set(item.facets))]),
        )
