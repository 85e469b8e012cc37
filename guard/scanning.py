"""The scan: rows by their keys, some at a time, and what is found compared with what was known.

Memory stays the same over a million rows; the place is stored with the findings of the rows before it, so that a scan
that was stopped anywhere goes on there.
"""

import hashlib
import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from provinces.models import Hostname

from . import telling
from .models import Finding, Kind, Progress, State
from .rules import Hit, files, hosts, judging, shortened
from .rules.hosts import Lists
from .sources import Source

logger = logging.getLogger(__name__)

PORTION = 100  # rows
MOST = 20  # findings of one row

Found = dict[tuple[str, str, str], Hit]  # by kind, place and digest


def lists() -> Lists:
    """Return the lists of hosts as they are now; an operator's file that cannot be read is said and left out."""
    own = {*Hostname.objects.values_list("host", flat=True), settings.ADMIN_HOST}
    further = Path(settings.GUARD_DOMAINS) if settings.GUARD_DOMAINS else None
    try:
        return hosts.lists(own, further)
    except OSError as error:
        logger.error("GUARD_DOMAINS: %s", error)
        return hosts.lists(own, None)


def judge(source: Source, row: Any, known: Lists) -> Found:
    """Return what is wrong with a row, at most `MOST` things."""
    found: Found = {}
    for place, hit in _hits(source, row, known):
        digest = hashlib.blake2b(hit.excerpt.encode(), digest_size=16).hexdigest()
        if len(found) < MOST:
            found.setdefault((hit.kind, place, digest), hit)
    return found


def _hits(source: Source, row: Any, known: Lists) -> Iterator[tuple[str, Hit]]:
    for place, texts in source.texts_of(row):
        for hit in judging.of_text(texts, known):
            yield place, hit
    for name in source.addresses:
        for hit in hosts.of_link(getattr(row, name) or "", "", known):
            yield name, hit
    for name in source.redirects:
        for hit in hosts.of_redirect(getattr(row, name) or "", known):
            yield name, hit
    for name in source.files:
        for hit in _of_file(getattr(row, name)):
            yield name, hit


def _of_file(stored: Any) -> list[Hit]:
    if not stored:
        return []
    try:
        with stored.storage.open(stored.name, "rb") as file:
            return files.look(file, stored.name)
    except FileNotFoundError:
        return []  # which is no injection
    except (OSError, ValueError) as error:
        return [Hit(Kind.FILE.value, shortened(f"{stored.name}: {type(error).__name__}"))]


def scan_rows(source: Source, rows: Iterable[Any], known: Lists) -> int:
    """Judge rows of a source and store what changed; return how many things were found anew."""
    found = {row.pk: (row, judge(source, row, known)) for row in rows}
    now = timezone.now()
    before: dict[int, dict[tuple[str, str, str], Finding]] = defaultdict(dict)
    for finding in Finding.objects.about(source.name, list(found)):
        before[finding.object_id][finding.kind, finding.place, finding.digest] = finding
    new: list[Finding] = []
    for pk, (row, hits) in found.items():
        for key, hit in hits.items():
            old = before[pk].get(key)
            if old is None:
                new.append(_finding(source, row, key, hit))
            elif old.state == State.SOLVED:
                old.state, old.solved_at, old.reason = State.OPEN, None, ""
                old.save(update_fields=["state", "solved_at", "reason"])
                new.append(old)
    seen = [one.pk for pk, (_row, hits) in found.items() for key, one in before[pk].items() if key in hits]
    gone = [one.pk for pk, (_row, hits) in found.items() for key, one in before[pk].items() if key not in hits]
    Finding.objects.filter(pk__in=seen).update(seen_at=now)
    Finding.objects.filter(pk__in=gone).solve()
    Finding.objects.bulk_create(finding for finding in new if finding.pk is None)
    telling.tell(new)
    return len(new)


def _finding(source: Source, row: Any, key: tuple[str, str, str], hit: Hit) -> Finding:
    kind, place, digest = key
    whole: Any = models.QuerySet(source.model).get(pk=row.pk)
    return Finding(
        site_id=getattr(row, "guard_site", None),
        kind=kind,
        object_type=source.name,
        object_id=row.pk,
        object_label=str(whole)[:300],
        place=place[:40],
        excerpt=hit.excerpt,
        digest=digest,
    )


def scan(
    source: Source, until: float, known: Lists, on_portion: Callable[[int], None] | None = None
) -> tuple[bool, int]:
    """Go on with the pass over a source until `until` (monotonic); return whether it is finished, and new findings.

    Findings about rows that are gone are solved when a pass has met all that are left.
    """
    count = 0
    while True:
        with transaction.atomic():
            progress, _made = Progress.objects.get_or_create(name=source.name)
            if progress.started_at is None:
                progress.started_at, progress.position = timezone.now(), 0
            rows = list(source.rows().filter(pk__gt=progress.position).order_by("pk")[:PORTION])
            count += scan_rows(source, rows, known)
            is_over = len(rows) < PORTION
            if is_over:
                Finding.objects.not_seen_since(source.name, progress.started_at).solve()
                progress.started_at, progress.position, progress.finished_at = None, 0, timezone.now()
            else:
                progress.position = rows[-1].pk
            progress.save()
        if on_portion is not None:
            on_portion(len(rows))
        if is_over or time.monotonic() >= until:
            return is_over, count
