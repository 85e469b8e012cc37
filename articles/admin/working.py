"""The form of an article works on its newest revision: from there it is filled in, and there alone it saves."""

import secrets
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from .. import snapshots, translating
from ..models import Article, Contributor, Revision, Tag
from ..snapshots import Snapshot

#: Hidden fields: the version from which the form was filled in, the sitting, and the version met in a collision.
VERSION, SITTING, OVER = "_version", "_sitting", "_over"
#: Posted by the browser to get a form back with what it had kept, instead of saving it.
RESTORE, AUTOSAVE = "_restore", "_autosave"
#: Fields that are no part of what somebody wrote.
FIELD_NAMES_KEPT_OUT = {"csrfmiddlewaretoken", "_save", "_verb", "_reason", "_preview", RESTORE, AUTOSAVE, OVER}


class Collision(Exception):
    """Somebody else saved the same field differently since the form was opened; nothing was saved."""

    def __init__(self, theirs: Revision, mine: Snapshot) -> None:
        super().__init__(f"revision {theirs.number} came between")
        self.theirs, self.mine = theirs, mine


def open_newest(article: Article, *, to_write: bool) -> None:
    """Lay the newest revision upon `article`; to write, its row is locked until the transaction ends."""
    if to_write and transaction.get_connection().in_atomic_block:
        list(Article.objects.select_for_update().filter(pk=article.pk).values_list("pk"))
    snapshots.lay(article, snapshots.current(article))


def new_sitting() -> str:
    """Return the name of a form that is being opened."""
    return secrets.token_urlsafe(12)


def sitting_of(request: HttpRequest) -> str:
    """Return which open form a request comes from, '' when it does not say."""
    return request.POST.get(SITTING, "")[:40]


def met(request: HttpRequest, article: Article, mine: Snapshot) -> Snapshot:
    """Return what to save when the form says `mine`: with what others saved meanwhile in fields left alone here.

    Raises:
        Collision: when a field was changed on both sides, unless the person has seen it and saves all the same.

    """
    last, base = snapshots.newest(article), _number(request.POST.get(VERSION))
    if last is None or base is None or last.number <= base:
        return mine
    if last.sitting and last.sitting == sitting_of(request):  # sent twice, or after the browser's back button
        return mine
    opened = article.revisions.filter(number=base).first()
    before = opened.snapshot if opened is not None else {}
    both = {key for key in mine if mine[key] != before.get(key) and last.snapshot.get(key) != before.get(key)}
    if any(mine[key] != last.snapshot.get(key) for key in both) and _number(request.POST.get(OVER)) != last.number:
        raise Collision(last, mine)
    return {key: value if value != before.get(key) else last.snapshot.get(key, value) for key, value in mine.items()}


def is_stale(request: HttpRequest, revision: Revision) -> bool:
    """Return True when the submitted form was filled in before `revision` was saved."""
    base = _number(request.POST.get(VERSION))
    return base is not None and base < revision.number


def _number(typed: Any) -> int | None:
    text = str(typed or "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


# What the form begins with


def contribution_rows(snapshot: Snapshot) -> list[dict[str, Any]]:
    """Return the rows of contributors as the form shows them."""
    parts = snapshot["contributions"]
    names = Contributor.objects.in_bulk([part["contributor"] for part in parts])
    return [
        {
            "name": names[part["contributor"]].name,
            "role": part["role"],
            "share": f"{float(part['share']):g}",
            "order": part["order"],
        }
        for part in parts
        if part["contributor"] in names
    ]


def related_rows(snapshot: Snapshot, article: Article) -> list[dict[str, Any]]:
    """Return the rows of picked articles as the form shows them."""
    rows = Article.objects.for_site(article.site).filter(pk__in=snapshot["related"])
    there = set(rows.values_list("pk", flat=True))
    return [{"related": pk, "order": order} for order, pk in enumerate(snapshot["related"]) if pk in there]


# What the form saves


def snapshot_of(form: Any, formsets: Any) -> Snapshot:
    """Return what a valid form and its rows say; what they do not show stays as it was."""
    article, values = form.instance, form.cleaned_data
    before = article.laid or snapshots.take(article)
    article.tidy_titles()
    after: Snapshot = {**before, **snapshots.columns_of(article)}
    if after["published_at"]:
        after["date_is_missing"] = False
    if "tag_names" in values:
        after["tags"] = [tag.text("name", "vi") for tag in Tag.objects.named(article.site, values["tag_names"])]
    if "topics" in values:
        after["topics"] = sorted(topic.pk for topic in values["topics"])
    ready = {code: values[f"ready_{code}"] for code in translating.OTHER_LANGUAGES if f"ready_{code}" in values}
    after["languages"] = {**before["languages"], **ready}
    confirmed = {code for code in translating.OTHER_LANGUAGES if values.get(f"confirm_{code}")}
    after["sources"] = translating.sources_after(before, after, confirmed)
    for formset in formsets:
        after[formset.snapshot_key] = formset.as_snapshot()
    return after
