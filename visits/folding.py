"""The fold: reads what the journals have grown by and adds it to the daily rows.

The new offset of a file is stored in the same transaction as what was read up to it: a fold that is killed anywhere
neither loses nor counts twice. Lines are read in portions, so that memory stays bounded however long a journal is.
"""

import datetime
import logging
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from articles.models import Article
from provinces.models import Site
from vietnamese.dates import ZONE

from . import readers
from .lines import Line, write
from .models import JournalFile, OriginDay, Presence, VisitorKey
from .sources import Source, sources

logger = logging.getLogger(__name__)

PORTION = 4 * 2**20  # bytes read at a time
VISIT_GAP = datetime.timedelta(minutes=30)  # silence after which a visitor's next page is a new visit
IN_ONE_QUERY = 500
NOT_PEOPLE = {readers.ROBOT: "robots", readers.AI: "ai_robots", readers.OWN: "own"}
DEVICES = {readers.PHONE: "phone", readers.TABLET: "tablet", readers.DESK: "desk"}


Seen = dict[tuple[int, str], float]  # when visitors were last seen on a site, in seconds since 1970

T = TypeVar("T")


@dataclass
class Sums:
    """What a portion adds to the daily rows."""

    days: dict[str, Counter[tuple[int, datetime.date]]] = field(
        default_factory=lambda: {name: Counter() for name in ("views", "visits", "robots", "ai_robots", "own")}
    )
    hours: Counter[tuple[int, datetime.date, int]] = field(default_factory=Counter)
    articles: Counter[tuple[int, int, datetime.date]] = field(default_factory=Counter)
    origins: Counter[tuple[int, datetime.date, str, str]] = field(default_factory=Counter)

    def count(self, line: Line, *, starts_visit: bool) -> None:
        """Add one line."""
        moment = datetime.datetime.fromtimestamp(line.at, ZONE)
        day = moment.date()
        if line.reader != readers.PERSON:
            name = NOT_PEOPLE.get(line.reader)
            if name is not None:
                self.days[name][line.site, day] += 1
            return
        self.days["views"][line.site, day] += 1
        self.days["visits"][line.site, day] += starts_visit
        self.hours[line.site, day, moment.hour] += 1
        self.origins[line.site, day, OriginDay.Kind.DEVICE.value, DEVICES[line.device]] += 1
        if line.host:
            self.origins[line.site, day, OriginDay.Kind.HOST.value, line.host] += 1
        if line.kind == "article":
            self.articles[line.site, line.number, day] += 1

    def store(self) -> None:
        """Add the sums to the daily rows; articles that are gone are left out."""
        for name, counter in self.days.items():
            _increase("visits_siteday", ("site_id", "day"), ("site_id", "day"), name, counter)
        hours, origins = ("site_id", "day", "hour"), ("site_id", "day", "kind", "name")
        _increase("visits_sitehour", hours, hours, "views", self.hours)
        _increase("visits_originday", origins, origins, "views", self.origins)
        there: set[tuple[int, int]] = set()
        for part in _parts(sorted({number for _site, number, _day in self.articles})):
            there |= set(Article.objects.filter(pk__in=part).values_list("site", "pk"))
        articles = Counter({key: number for key, number in self.articles.items() if key[:2] in there})
        _increase("visits_articleday", ("site_id", "article_id", "day"), ("article_id", "day"), "views", articles)


def fold(_now: datetime.datetime) -> int:
    """Fold all journals of this machine as far as they are written; return how many lines were counted."""
    return sum(map(fold_file, sources()))


def fold_file(source: Source) -> int:
    """Fold one file to its last whole line; return how many lines were counted."""
    counted = 0
    while True:
        try:
            portion = _fold_portion(source)
        except FileNotFoundError:  # rotated a moment ago: it is read on under its other name
            return counted
        except OSError as error:
            logger.error("the journal %s cannot be read: %s", source.path, error)
            return counted
        if portion is None:
            return counted
        counted += portion


def _fold_portion(source: Source) -> int | None:
    """Fold up to `PORTION` bytes; return the lines counted, None when there was nothing left to read."""
    with source.path.open("rb") as file:
        identity, size = source.identity(file), os.fstat(file.fileno()).st_size
        if identity is None:
            return None
        known = JournalFile.objects.filter(**identity).first()
        if known is not None and known.offset >= size:
            _note_cut(known, size)
            return None
        with transaction.atomic():
            place, _made = JournalFile.objects.select_for_update().get_or_create(
                **identity, defaults={"name": source.name(file)}
            )
            file.seek(place.offset)
            content = file.read(PORTION)
            end = content.rfind(b"\n") + 1
            if not end:
                if len(content) == PORTION:  # no line is as long: it is rubbish
                    place.offset += PORTION
                    place.faults += 1
                    place.save()
                    return 0
                return None
            lines, faults = source.parsed(content[:end])
            _add(lines)
            if source.copies is not None:
                place.copied = _copy(source.copies / place.name, place.copied, lines)
            place.offset += end
            place.lines += len(lines)
            place.faults += faults
            place.save()
        if faults:
            logger.warning(
                "%s: %d lines are malformed and were left out (%d so far)", source.path, faults, place.faults
            )
        return len(lines)


def _note_cut(place: JournalFile, size: int) -> None:
    if place.offset > size:
        logger.warning("%s was cut from %d to %d bytes; what was counted stays counted", place.name, place.offset, size)
        place.offset = size
        place.faults += 1
        place.save()


def _copy(path: Path, length: int, lines: list[Line]) -> int:
    """Append lines to a copy that is `length` bytes long, and return its new length.

    What stands behind that is of a fold that was killed before it was stored.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.truncate(length)
        file.seek(length)
        file.writelines(map(write, lines))
        return file.tell()


def _add(lines: list[Line]) -> None:
    sites = set(Site.objects.values_list("pk", flat=True))
    lines = [line for line in lines if line.site in sites]
    seen = _last_seen({line.visitor for line in lines if line.reader == readers.PERSON})
    before = dict(seen)
    sums = Sums()
    for line in lines:
        sums.count(line, starts_visit=starts_visit(line, seen))
    _note_seen({key: at for key, at in seen.items() if before.get(key) != at})
    sums.store()


def starts_visit(line: Line, seen: Seen) -> bool:
    """Return True when a line is the first page of a visit; note in `seen` when the visitor was there."""
    if line.reader != readers.PERSON:
        return False
    before = seen.get((line.site, line.visitor))
    seen[line.site, line.visitor] = max(line.at, before or 0.0)
    return before is None or line.at - before > VISIT_GAP.total_seconds()


def _last_seen(visitors: set[str]) -> Seen:
    found: Seen = {}
    for part in _parts(sorted(visitors)):
        for site, visitor, at in Presence.objects.filter(visitor__in=part).values_list("site", "visitor", "seen_at"):
            found[site, visitor] = at.timestamp()
    return found


def _note_seen(seen: Seen) -> None:
    rows = [
        Presence(site_id=site, visitor=visitor, seen_at=datetime.datetime.fromtimestamp(at, datetime.UTC))
        for (site, visitor), at in sorted(seen.items())
    ]
    Presence.objects.bulk_create(
        rows, batch_size=300, update_conflicts=True, update_fields=["seen_at"], unique_fields=["site", "visitor"]
    )


_DEFAULTS = {"visits_siteday": ("views", "visits", "robots", "ai_robots", "own")}


def _increase(table: str, keys: Sequence[str], unique: Sequence[str], column: str, counter: Counter[Any]) -> None:
    """Add the numbers of `counter` to a column, making the rows that are not there yet."""
    others = [name for name in _DEFAULTS.get(table, ()) if name != column]
    names = ", ".join([*keys, column, *others])
    values = ", ".join(["%s"] * (len(keys) + 1) + ["0"] * len(others))
    sql = (
        f"INSERT INTO {table} ({names}) VALUES ({values}) "  # noqa: S608 - names of our own tables
        f"ON CONFLICT ({', '.join(unique)}) DO UPDATE SET {column} = {table}.{column} + excluded.{column}"
    )
    rows = [(*map(_plain, key), number) for key, number in sorted(counter.items(), key=repr) if number]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(sql, rows)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return connection.ops.adapt_datefield_value(value)
    return str(value) if isinstance(value, str) else value


def _parts(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), IN_ONE_QUERY):
        yield items[start : start + IN_ONE_QUERY]


def forget(now: datetime.datetime) -> int:
    """Forget visitors some time after their last page, and destroy the keys of past days."""
    after = max(VISIT_GAP, datetime.timedelta(minutes=settings.VISITS_PRESENCE_MINUTES))
    gone, _each = Presence.objects.filter(seen_at__lt=now - after).delete()
    VisitorKey.objects.filter(day__lt=timezone.localtime(now, ZONE).date()).delete()
    return gone
