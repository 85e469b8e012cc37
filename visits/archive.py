"""Journals that are folded are packed away, and can be folded again: they hold hashes, no addresses."""

import datetime
import gzip
import logging
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction

from provinces.models import Site
from vietnamese.dates import ZONE

from . import front
from .folding import VISIT_GAP, Seen, Sums, starts_visit
from .lines import Line, read
from .models import ArticleDay, JournalFile, OriginDay, SiteDay, SiteHour
from .retention import archived, day_of
from .sources import Source, journal_files, sources

logger = logging.getLogger(__name__)

QUIET_SECONDS = 2 * 3600  # a file that nobody wrote for so long is finished
ROTATED_SECONDS = 600  # likewise one that was rotated: nginx goes over to the new one within moments
NOUGHT = bytes(2**20)
ROWS_AT_ONCE = 100_000


def pack(_now: datetime.datetime) -> int:
    """Pack journals that are finished and folded; return how many were packed. One that cannot be is tried again.

    What nginx wrote holds addresses: its copy without them is packed, and it is shredded.
    """
    return sum(_finished(source) for source in sources())


def _finished(source: Source) -> bool:
    path, known = source.path, source.path.stat()
    if time.time() - known.st_mtime < (ROTATED_SECONDS if source.copies else QUIET_SECONDS):
        return False
    with path.open("rb") as file:
        identity = source.identity(file)
    place = JournalFile.objects.filter(**identity).first() if identity else None
    if place is None or (source.copies and path.name == front.LOG):
        return False
    if place.offset < known.st_size:
        place.faults += 1
        place.offset = known.st_size
        place.save()
        logger.warning("%s ends with half a line, which was left out", path)
    try:
        if source.copies is None:
            _pack(path)
        else:
            if (source.copies / place.name).exists():  # else it was packed, but killed before this was shredded
                _pack(source.copies / place.name)
            shred(path)
    except OSError as error:
        logger.error("the journal %s cannot be packed: %s", path, error)
        return False
    place.delete()
    return True


def shred(path: Path) -> None:
    """Overwrite a file and remove it."""
    handle = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    with os.fdopen(handle, "wb") as file:
        for _part in range(0, os.fstat(handle).st_size, len(NOUGHT)):
            file.write(NOUGHT)
        file.flush()
        os.fsync(handle)
    path.unlink()


def _pack(path: Path) -> None:
    target = settings.VISITS_ROOT / "archive" / path.parent.name / f"{path.name}.gz"
    if target.exists() and _holds(target, path):  # packed, but killed before the journal was removed
        path.unlink()
        return
    if target.exists():  # an hour that came twice, because the clock was set back
        target = target.with_name(f"{path.name}.{path.stat().st_ino}.gz")
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_suffix(".part")
    try:
        with path.open("rb") as plain, gzip.open(beside, "wb") as packed:
            shutil.copyfileobj(plain, packed)
        beside.replace(target)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    path.unlink()


def _holds(packed: Path, path: Path) -> bool:
    try:
        with gzip.open(packed, "rb") as old, path.open("rb") as new:
            while True:
                first, second = old.read(2**20), new.read(2**20)
                if first != second:
                    return False
                if not first:
                    return True
    except (OSError, EOFError):
        return False


def refold(first: datetime.date, last: datetime.date) -> int:
    """Count the days from `first` to `last` again from the archive and the journals; return the lines counted.

    Only what was folded before is counted: what the journals have grown by meanwhile comes with the next fold. Raises
    ValueError when the journals of a day are no longer kept: its rows would be lost.
    """
    _refuse_lost_days(first)
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


def _refuse_lost_days(first: datetime.date) -> None:
    kept = [day_of(path) for path in (*archived(), *_unpacked())]
    if not kept or first < min(kept):
        raise ValueError(f"no journal is kept of days before {min(kept) if kept else 'today'}")


def _unpacked() -> list[Path]:
    return [*journal_files(settings.VISITS_ROOT / "journal"), *journal_files(settings.VISITS_ROOT / "copies")]


def _still_there(seen: Seen, now: float) -> Seen:
    return {key: at for key, at in seen.items() if now - at <= 2 * VISIT_GAP.total_seconds()}


def _lines() -> Iterator[Line]:
    """Yield all lines that were folded, packed ones first; of each node in the order in which they were written."""
    for path in archived():
        try:
            with gzip.open(path, "rb") as file:
                yield from _read(file, None)
        except (OSError, EOFError) as error:
            logger.error("the packed journal %s cannot be read: %s", path, error)
    for path in _unpacked():
        with path.open("rb") as file:
            yield from _read(file, _folded(path))


def _folded(path: Path) -> int:
    """Return how many bytes of a journal, or of a copy, are counted."""
    if path.parent.parent.name == "copies":
        copied = JournalFile.objects.filter(node=f"{path.parent.name}/nginx", name=path.name).last()
        return copied.copied if copied else 0
    place = JournalFile.objects.filter(node=path.parent.name, inode=path.stat().st_ino, name=path.name).last()
    return place.offset if place else 0


def _read(file: Iterable[bytes], end: int | None) -> Iterator[Line]:
    offset = 0
    for raw in file:
        offset += len(raw)
        if end is not None and offset > end:
            return
        line = read(raw.rstrip(b"\n")) if raw.endswith(b"\n") else None
        if line is not None:
            yield line
