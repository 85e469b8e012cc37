"""The keeper's part: what was changed is looked at within seconds, everything once every night, a little at a time."""

import datetime
import time
from collections import defaultdict
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max

from provinces.models import AuditEntry
from vietnamese.dates import ZONE

from .models import Finding, Progress
from .rules.hosts import Lists
from .scanning import PORTION, lists, scan, scan_rows
from .sources import sources

NIGHT = range(1, 6)  # hours in Vietnam
BOX_SECONDS = 1.0  # of each round of the keeper


def watch(now: datetime.datetime) -> int:
    """Look at what was changed since the last round, and at night on at everything; return new findings."""
    until = time.monotonic() + BOX_SECONDS
    known: Lists | None = None
    count = 0
    for entries in (AuditEntry, LogEntry):
        changed = _changed(entries)
        if changed:
            known = known or lists()
            count += _look_at(changed, known)
    local = now.astimezone(ZONE)
    if local.hour not in NIGHT:
        return count
    evening = local.replace(hour=0, minute=0, second=0, microsecond=0)
    done = dict(Progress.objects.values_list("name", "finished_at"))
    for name, source in sources().items():
        finished = done.get(name)
        if finished is not None and finished >= evening:
            continue
        known = known or lists()
        is_over, found = scan(source, until, known)
        count += found
        if not is_over or time.monotonic() >= until:
            break
    return count


def _changed(entries: Any) -> dict[str, set[int]]:
    """Return the objects that entries of a log since the last look name, and note how far it was read.

    A first look begins at the end: what is older is for the night.
    """
    name = f"log {entries._meta.label_lower}"
    with transaction.atomic():
        progress, is_new = Progress.objects.get_or_create(name=name)
        if is_new:
            progress.position = entries.objects.aggregate(last=Max("pk"))["last"] or 0
            progress.save()
            return {}
        rows = entries.objects.filter(pk__gt=progress.position).order_by("pk")
        if entries is AuditEntry:
            read = list(rows.values_list("pk", "object_type", "object_id")[:PORTION])
        else:
            read = [
                (pk, _label(kind), number)
                for pk, kind, number in rows.values_list("pk", "content_type", "object_id")[:PORTION]
            ]
        if read:
            progress.position = read[-1][0]
            progress.save()
    found: dict[str, set[int]] = defaultdict(set)
    for _pk, label, number in read:
        if label in sources() and str(number or "").isdigit():
            found[label].add(int(number))
    return found


def _label(content_type: int | None) -> str:
    if content_type is None:
        return ""
    kind = ContentType.objects.get_for_id(content_type)
    return f"{kind.app_label}.{kind.model}"


def _look_at(changed: dict[str, set[int]], known: Lists) -> int:
    count = 0
    for label, ids in changed.items():
        source = sources()[label]
        with transaction.atomic():
            rows = list(source.rows().filter(pk__in=ids))
            count += scan_rows(source, rows, known)
            Finding.objects.about(label, sorted(ids - {row.pk for row in rows})).solve()
    return count
