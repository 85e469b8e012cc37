"""The form of an article works on its newest revision: from there it is filled in, and there alone it saves."""

import secrets
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from .. import snapshots, translating
from ..models import Article, Contributor, Revision, Tag
from ..snapshots import Snapshot

VERSION, SITTING = "_version", "_sitting"
#: Posted by the browser to get a form back with what it had kept, instead of saving it.
RESTORE = "_restore"


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


def newer_than_form(request: HttpRequest, article: Article) -> Revision | None:
    """Return the newest revision when it was saved elsewhere since the submitted form was opened, else None."""
    typed = request.POST.get(VERSION, "")
    last = snapshots.newest(article)
    if last is None or not typed.isdecimal() or len(typed) > 9 or last.number <= int(typed):
        return None
    return None if last.sitting and last.sitting == sitting_of(request) else last


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
