"""How long what visits leave behind is kept. Daily rows of sites and articles stay: public numbers are their sums."""

import datetime
import logging
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from vietnamese.dates import ZONE

from .models import JournalFile, OriginDay, SiteHour

logger = logging.getLogger(__name__)

HOUR_FORMAT = "%Y%m%d%H"  # of a journal's name, in UTC

_done_on = datetime.date.min


def forget_old(now: datetime.datetime) -> int:
    """Remove what is older than the settings allow, once a day in each keeper; return how many things went."""
    global _done_on
    today = now.astimezone(ZONE).date()
    if _done_on == today:
        return 0
    gone = remove(now)
    _done_on = today
    return gone


def remove(now: datetime.datetime) -> int:
    """Remove packed journals and rows of hours and origins that are too old; return how many."""
    today = now.astimezone(ZONE).date()
    gone = 0
    for path in archived():
        if day_of(path) < today - datetime.timedelta(days=settings.VISITS_ARCHIVE_DAYS):
            with suppress(FileNotFoundError):
                path.unlink()
                gone += 1
    hours = SiteHour.objects.filter(day__lt=today - datetime.timedelta(days=settings.VISITS_HOURS_DAYS))
    origins = OriginDay.objects.filter(day__lt=today - datetime.timedelta(days=settings.VISITS_ORIGINS_DAYS))
    # A journal that was taken away unpacked leaves its row behind.
    files = JournalFile.objects.filter(folded_at__lt=now - datetime.timedelta(days=settings.VISITS_ARCHIVE_DAYS))
    gone += sum(rows.delete()[0] for rows in (hours, origins, files))
    if gone:
        logger.info("%d packed journals and rows were too old and have been removed", gone)
    return gone


def archived() -> Iterator[Path]:
    """Yield the packed journals of all nodes, the oldest hour first."""
    yield from sorted((settings.VISITS_ROOT / "archive").glob("*/*.gz"), key=lambda path: path.name)


def day_of(path: Path) -> datetime.date:
    """Return the day in Vietnam to which a journal belongs by its name, by its last change when the name says none."""
    try:
        hour = datetime.datetime.strptime(path.name[:10], HOUR_FORMAT).replace(tzinfo=datetime.UTC)
    except ValueError:
        hour = datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC)
    return hour.astimezone(ZONE).date()
