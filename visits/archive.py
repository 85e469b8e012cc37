"""Journals that are folded are packed away, and can be folded again: they hold hashes, no addresses."""

import datetime
import gzip
import logging
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import transaction

from provinces.models import Site
from vietnamese.dates import ZONE

from .folding import VISIT_GAP, Seen, Sums, journal_files, starts_visit
from .lines import Line, read
from .models import ArticleDay, JournalFile, OriginDay, SiteDay, SiteHour

logger = logging.getLogger(__name__)

QUIET_SECONDS = 2 * 3600  # a file that nobody wrote for so long is finished
ROWS_AT_ONCE = 100_000


def pack(now: datetime.datetime) -> int:
    """Pack journals that are finished and folded; remove packed ones that are too old. Returns how many were packed."""
    packed = 0
    for path in journal_files(settings.VISITS_ROOT / "journal"):
        known = path.stat()
        place = JournalFile.objects.filter(node=path.parent.name, inode=known.st_ino, name=path.name).last()
        if time.time() - known.st_mtime < QUIET_SECONDS or place is None:
            continue
        if place.offset < known.st_size:
            place.faults += 1
            place.offset = known.st_size
            place.save()
            logger.warning("%s ends with half a line, which was left out", path)
        _pack(path)
        place.delete()
        packed += 1
    _remove_old(now)
    return packed


def _pack(path: Path) -> None:
    target = settings.VISITS_ROOT / "archive" / path.parent.name / f"{path.name}.gz"
    if target.exists():  # an hour that came twice, because the clock was set back
        target = target.with_name(f"{path.name}.{path.stat().st_ino}.gz")
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_suffix(".part")
    with path.open("rb") as plain, gzip.open(beside, "wb") as packed:
        shutil.copyfileobj(plain, packed)
    beside.replace(target)
    path.unlink()


def _remove_old(now: datetime.datetime) -> None:
    oldest = now.timestamp() - settings.VISITS_ARCHIVE_DAYS * 86_400
    for path in (settings.VISITS_ROOT / "archive").glob("*/*.gz"):
        with suppress(OSError):
            if path.stat().st_mtime < oldest:
                path.unlink()


def refold(first: datetime.date, last: datetime.date) -> int:
    """Count the days from `first` to `last` again from the archive and the journals; return the lines counted.

    Only what was folded before is counted: what the journals have grown by meanwhile comes with the next fold.
    """
    sites = set(Site.objects.values_list("pk", flat=True))
    counted = 0
    with transaction.atomic():
        for model in (SiteDay, SiteHour, ArticleDay, OriginDay):
            model.objects.filter(day__range=(first, last)).delete()
        sums, seen = Sums(), Seen()
        for line in _lines():
            if line.site not in sites or not first <= datetime.datetime.fromtimestamp(line.at, ZONE).date() <= last:
                continue
            sums.count(line, starts_visit=starts_visit(line, seen))
            counted += 1
            if counted % ROWS_AT_ONCE == 0:
                sums.store()
                sums, seen = Sums(), _still_there(seen, line.at)
        sums.store()
    return counted


def _still_there(seen: Seen, now: float) -> Seen:
    return {key: at for key, at in seen.items() if now - at <= 2 * VISIT_GAP.total_seconds()}


def _lines() -> Iterator[Line]:
    """Yield all lines that were folded, packed ones first; of each node in the order in which they were written."""
    for path in sorted((settings.VISITS_ROOT / "archive").glob("*/*.gz"), key=lambda path: path.name):
        try:
            with gzip.open(path, "rb") as file:
                yield from _read(file, None)
        except (OSError, EOFError) as error:
            logger.error("the packed journal %s cannot be read: %s", path, error)
    for path in journal_files(settings.VISITS_ROOT / "journal"):
        place = JournalFile.objects.filter(node=path.parent.name, inode=path.stat().st_ino, name=path.name).last()
        with path.open("rb") as file:
            yield from _read(file, place.offset if place else 0)


def _read(file: Iterable[bytes], end: int | None) -> Iterator[Line]:
    offset = 0
    for raw in file:
        offset += len(raw)
        if end is not None and offset > end:
            return
        line = read(raw.rstrip(b"\n")) if raw.endswith(b"\n") else None
        if line is not None:
            yield line
