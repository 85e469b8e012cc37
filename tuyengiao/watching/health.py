"""The state of the installation in words for superadmins: each line says what it found and whether that is well."""

import datetime
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from provinces.admin.chips import Tone
from provinces.localdates import stamp
from vietnamese.numbers import decimal
from visits.models import JournalFile
from visits.sources import sources

from . import certificates, notes, queue, readiness
from .metrics import FOLD

DISK_PERCENT = 10  # less free room than that is said
KEEPER_SECONDS = 60.0
FOLD_SECONDS = 300.0
QUEUE_SECONDS = 600.0
FAILURE_DAYS = 7
CERTIFICATE_DAYS = 21
FAILURES_SHOWN = 20


@dataclass(frozen=True)
class Line:
    """One thing that was looked at: its name, what was found, how that is, and what to do about it."""

    name: str
    found: str
    tone: Tone
    hint: str = ""

    @property
    def verdict(self) -> str:
        """The tone in a word."""
        return {"good": _("fine"), "warn": _("look after it"), "bad": _("act now")}.get(self.tone, _("not known"))


@dataclass(frozen=True)
class Failure:
    """A job that has failed for good."""

    at: datetime.datetime
    job: str
    error: str


def lines(now: datetime.datetime | None = None) -> list[Line]:
    """Return everything that is looked at, in the order in which it matters."""
    moment = now or timezone.now()
    beat = notes.read(notes.BEAT)
    return [
        *_database(),
        *_disks(),
        _keeper(beat),
        *_duties(beat),
        _fold(beat),
        _queue(beat),
        _failed_jobs(moment),
        *_certificates(moment),
        _backup(moment),
    ]


def failed_jobs(now: datetime.datetime) -> list[Failure]:
    """Return the jobs that have failed for good in the last days, the newest first."""
    since = (now - datetime.timedelta(days=FAILURE_DAYS)).timestamp()
    return [
        Failure(datetime.datetime.fromtimestamp(note["at"], datetime.UTC), str(note["job"]), str(note["error"]))
        for note in notes.failures(since)
    ]


def _database() -> Iterator[Line]:
    started = time.perf_counter()
    problem = readiness.database()
    milliseconds = decimal((time.perf_counter() - started) * 1000, 1)
    found = _("%(engine)s answers in %(ms)s ms") % {"engine": connection.display_name, "ms": milliseconds}
    yield Line(_("Database"), _("does not answer") if problem else found, "bad" if problem else "good")
    if readiness.migrations():
        yield Line(_("Tables"), _("not those of this release"), "bad", _("Run: manage.py migrate"))
    if settings.REDIS_URL:
        is_there = not readiness.cache()
        yield Line(
            "Redis",
            _("answers") if is_there else _("does not answer; pages are made more often"),
            "good" if is_there else "warn",
        )


def _disks() -> Iterator[Line]:
    paths: dict[str, Path] = {_("Disk of the data"): settings.VAR_DIR, _("Disk of the uploads"): settings.MEDIA_ROOT}
    seen: set[tuple[int, int]] = set()
    for name, path in paths.items():
        there = next(one for one in [path, *path.parents] if one.exists())
        usage = shutil.disk_usage(there)
        if (usage.total, usage.free) in seen:
            continue
        seen.add((usage.total, usage.free))
        percent = 100 * usage.free / usage.total
        tone: Tone = "good" if percent >= DISK_PERCENT else "warn"
        if usage.free < settings.READY_DISK_MEGABYTES * 2**20:
            tone = "bad"
        found = _("%(free)s GB of %(total)s GB are free (%(percent)s%%)") % {
            "free": decimal(usage.free / 2**30, 1),
            "total": decimal(usage.total / 2**30, 1),
            "percent": decimal(percent, 0),
        }
        yield Line(name, found, tone, "" if tone == "good" else _("Make room, or give it a larger disk."))


def _keeper(beat: notes.Note) -> Line:
    age = notes.age(beat.get("at"))
    hint = _("Scheduled articles appear and visits are counted only while it runs.")
    if age is None:
        return Line(_("Keeper"), _("has not run yet"), "bad", hint)
    tone: Tone = "good" if age <= KEEPER_SECONDS else "bad"
    return Line(_("Keeper"), _("last round %(age)s ago") % {"age": duration(age)}, tone, "" if tone == "good" else hint)


def _duties(beat: notes.Note) -> Iterator[Line]:
    for name, duty in sorted((beat.get("duties") or {}).items()):
        age = notes.age(duty.get("failing"))
        if age is not None:
            found = _("fails since %(age)s (%(error)s)") % {"age": duration(age), "error": duty.get("error", "")}
            yield Line(_("Duty %(name)s") % {"name": name}, found, "bad", _("The log says why."))


def _fold(beat: notes.Note) -> Line:
    age = notes.age(((beat.get("duties") or {}).get(FOLD) or {}).get("ok"))
    unread = _unfolded_bytes()
    if age is None:
        return Line(_("Counting visits"), _("not counted yet"), "warn" if settings.VISITS else "plain")
    found = _("counted %(age)s ago; %(size)s kB are not counted yet") % {
        "age": duration(age),
        "size": decimal(unread / 2**10, 0),
    }
    newest = JournalFile.objects.aggregate(newest=Max("folded_at"))["newest"]
    if newest is not None:
        found += _("; last page view %(moment)s") % {"moment": stamp(newest, "vi")}
    return Line(_("Counting visits"), found, "good" if age <= FOLD_SECONDS else "bad")


def _unfolded_bytes() -> int:
    paths = [source.path for source in sources()]
    sizes = {path.stat().st_ino: path.stat().st_size for path in paths if path.exists()}
    offsets = JournalFile.objects.filter(inode__in=sizes).values_list("inode", "offset")
    return max(0, sum(sizes.values()) - sum(int(offset) for _inode, offset in offsets))


def _queue(beat: notes.Note) -> Line:
    number = queue.length()
    if number is None:
        return Line(_("Queue of jobs"), _("cannot be read"), "bad")
    waiting: dict[str, Any] = beat.get("queue") or {}
    age = notes.age(waiting.get("since")) if waiting.get("front") and number else None
    found = ngettext("%(number)d job waits", "%(number)d jobs wait", number) % {"number": number}
    if age is None or age <= QUEUE_SECONDS:
        return Line(_("Queue of jobs"), found, "good")
    found += _(", the first for %(age)s") % {"age": duration(age)}
    return Line(_("Queue of jobs"), found, "bad", _("Mails and renditions wait: is the part “jobs” running?"))


def _failed_jobs(now: datetime.datetime) -> Line:
    number = len(failed_jobs(now))
    found = _("%(number)d in the last %(days)d days") % {"number": number, "days": FAILURE_DAYS}
    return Line(_("Failed jobs"), found, "warn" if number else "good")


def _certificates(now: datetime.datetime) -> Iterator[Line]:
    if not settings.CERTIFICATES:
        hint = _("Name its file in the variable CERTIFICATES to be warned in time.")
        yield Line(_("Certificate"), _("not watched"), "plain", hint)
    for text in settings.CERTIFICATES:
        name = _("Certificate %(name)s") % {"name": Path(text).name}
        try:
            ends = certificates.last_moment(Path(text))
        except (OSError, ValueError):
            yield Line(name, _("cannot be read"), "warn")
            continue
        left = (ends - now).days
        tone: Tone = "good" if left >= CERTIFICATE_DAYS else "warn" if left >= 0 else "bad"
        found = _("valid until %(moment)s") if ends > now else _("ended on %(moment)s")
        yield Line(name, found % {"moment": stamp(ends, "vi")}, tone, "" if tone == "good" else _("Renew it."))


def _backup(now: datetime.datetime) -> Line:
    age = notes.age(notes.read(notes.BACKUP).get("at"), now.timestamp())
    hint = _("Run every day: manage.py backup FILE")
    if age is None:
        return Line(_("Backup"), _("none yet"), "bad", hint)
    tone: Tone = "good" if age <= settings.BACKUP_HOURS * 3600 else "bad"
    return Line(_("Backup"), _("last one %(age)s ago") % {"age": duration(age)}, tone, "" if tone == "good" else hint)


def duration(seconds: float) -> str:
    """Return a length of time in its largest unit: '3 phút'."""
    number = int(seconds)
    if number < 60:
        return ngettext("%(number)d second", "%(number)d seconds", number) % {"number": number}
    if number < 3600:
        return ngettext("%(number)d minute", "%(number)d minutes", number // 60) % {"number": number // 60}
    if number < 2 * 86400:
        return ngettext("%(number)d hour", "%(number)d hours", number // 3600) % {"number": number // 3600}
    return ngettext("%(number)d day", "%(number)d days", number // 86400) % {"number": number // 86400}
