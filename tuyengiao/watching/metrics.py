"""The metrics as Prometheus reads them (text exposition format 0.0.4). No database is asked."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from . import counters, notes, queue
from .counters import Name

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
FOLD = "visits.folding.fold"


def exposition(folder: Path) -> str:
    """Return the counters in `folder`, and how this node stands."""
    return "\n".join([*_counted(counters.totals(folder)), *_states()]) + "\n"


def _counted(sums: Mapping[Name, float]) -> Iterator[str]:
    yield from _head("requests_total", "counter", "Requests answered, by kind and class of status.")
    for kind in counters.KINDS:
        for found in counters.CLASSES:
            yield _line("requests_total", sums["requests", kind, found], kind=kind, status=found)
    yield from _head("request_seconds", "histogram", "Seconds until a request was answered, by kind.")
    for kind in counters.KINDS:
        together = 0.0
        for limit in counters.BUCKETS:
            together += sums["within", kind, str(limit)]
            yield _line("request_seconds_bucket", together, kind=kind, le=str(limit))
        everything = sum(sums["requests", kind, found] for found in counters.CLASSES)
        yield _line("request_seconds_bucket", everything, kind=kind, le="+Inf")
        yield _line("request_seconds_sum", sums["seconds", kind], kind=kind)
        yield _line("request_seconds_count", everything, kind=kind)
    yield from _head("editions_total", "counter", "Pages by how they came about: kept, made anew, kept and stale.")
    for outcome in counters.EDITIONS:
        yield _line("editions_total", sums["editions", outcome], outcome=outcome)
    for name, what in (
        ("seconds", "Seconds spent waiting for the database."),
        ("statements", "Statements sent to the database."),
        ("slow", "Statements that took longer than SLOW_QUERY_MS."),
    ):
        yield from _head(f"database_{name}_total", "counter", what)
        yield _line(f"database_{name}_total", sums["database", name])


def _states() -> Iterator[str]:
    beat = notes.read(notes.BEAT)
    fold = (beat.get("duties") or {}).get(FOLD) or {}
    waiting: dict[str, Any] = beat.get("queue") or {}
    front = notes.age(waiting.get("since")) if waiting.get("front") else 0.0
    failing = sum(1 for duty in (beat.get("duties") or {}).values() if duty.get("failing"))
    yield from _gauge("keeper_age_seconds", "Since the keeper's last round.", notes.age(beat.get("at")))
    yield from _gauge("fold_age_seconds", "Since visits were last folded.", notes.age(fold.get("ok")))
    yield from _gauge("duties_failing", "Duties of the keeper that fail.", failing)
    yield from _gauge("queue_length", "Jobs that wait.", queue.length())
    yield from _gauge("queue_front_seconds", "How long the first job has been waiting.", front)
    yield from _gauge("backup_age_seconds", "Since the last backup.", notes.age(notes.read(notes.BACKUP).get("at")))
    try:
        usage = shutil.disk_usage(settings.VAR_DIR)
    except OSError:
        return
    yield from _gauge("disk_free_bytes", "Free where the installation writes.", usage.free)
    yield from _gauge("disk_size_bytes", "Size of that disk.", usage.total)


def _gauge(name: str, what: str, value: float | None) -> Iterator[str]:
    if value is not None:
        yield from _head(name, "gauge", what)
        yield _line(name, value)


def _head(name: str, kind: str, what: str) -> Iterator[str]:
    yield f"# HELP tuyengiao_{name} {what}"
    yield f"# TYPE tuyengiao_{name} {kind}"


def _line(name: str, value: float, **labels: str) -> str:
    inside = ",".join(f'{key}="{text}"' for key, text in labels.items())
    return f"tuyengiao_{name}{'{' + inside + '}' if inside else ''} {value:.10g}"
