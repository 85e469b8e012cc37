"""What the processes of this node tell each other about their state: small JSON files in `VAR_DIR/watching`.

Files and not rows, so that they can be read while the database does not answer. A note that cannot be written or read
is as good as none: watching never breaks what it watches.
"""

import contextlib
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings

Note = dict[str, Any]

BEAT, BACKUP = "keeper", "backup"
FAILURES = "failed-jobs.jsonl"
FAILURES_LIMIT = 256 * 2**10  # bytes; beyond, the older half goes


def write(name: str, note: Note) -> None:
    """Replace the note of this name at once, whole."""
    path = _folder() / f"{name}.json"
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(f".{os.getpid()}.new")
        new.write_text(json.dumps(note), encoding="utf-8")
        new.replace(path)


def read(name: str) -> Note:
    """Return the note of this name; an empty one when there is none or it cannot be read."""
    try:
        found = json.loads((_folder() / f"{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def age(moment: Any, now: float | None = None) -> float | None:
    """Return how many seconds ago a moment (seconds since 1970) of a note was; None when the note has none."""
    if not isinstance(moment, int | float):
        return None
    return max(0.0, (time.time() if now is None else now) - moment)


def add_failure(job: str, error: str) -> None:
    """Note that a job has failed for good; `error` is the name of its exception, which holds nobody's data."""
    path = _folder() / FAILURES
    line = json.dumps({"at": time.time(), "job": job, "error": error}) + "\n"
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > FAILURES_LIMIT:
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            path.write_text("".join(lines[len(lines) // 2 :]), encoding="utf-8")
        with path.open("a", encoding="utf-8") as file:
            file.write(line)


def failures(since: float) -> list[Note]:
    """Return the jobs that have failed for good since a moment (seconds since 1970), the newest first."""
    try:
        lines = (_folder() / FAILURES).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    found = []
    for line in reversed(lines):
        with contextlib.suppress(ValueError, KeyError, TypeError):
            note = json.loads(line)
            if note["at"] >= since:
                found.append(note)
    return found


def on_job_failed(_signal: str, task: Any, error: Any = None) -> None:
    """Note a job that has failed and is not tried again; a receiver of the queue's signals."""
    if not getattr(task, "retries", 0):
        add_failure(str(getattr(task, "name", task)), type(error).__name__)


class Round:
    """One round of the keeper's duties, noted when it is over: who last succeeded when, and who fails since when."""

    def __init__(self) -> None:
        self._before: Note = read(BEAT)
        self._duties: Note = dict(self._before.get("duties") or {})

    def succeeded(self, duty: str) -> None:
        """Note that a duty was done."""
        self._duties[duty] = {"ok": time.time()}

    def failed(self, duty: str, error: Exception) -> None:
        """Note that a duty has failed; since when, if it did before."""
        known = self._duties.get(duty) or {}
        since = known.get("failing", time.time())
        self._duties[duty] = {"ok": known.get("ok"), "failing": since, "error": type(error).__name__}

    def end(self, front_of_queue: Callable[[], str | None]) -> None:
        """Write the note; `front_of_queue` names the job that waits first, to tell since when it does."""
        queue: Note = self._before.get("queue") or {}
        try:
            front = front_of_queue()
        except Exception:  # whatever the queue's engine raises: then nothing is known of it
            front = None
        since = queue.get("since") if front is not None and front == queue.get("front") else time.time()
        write(BEAT, {"at": time.time(), "duties": self._duties, "queue": {"front": front, "since": since}})


def _folder() -> Path:
    return Path(settings.WATCH_ROOT)
