"""The queue of jobs, as far as one can tell from outside."""

from typing import Any

from huey.contrib.djhuey import HUEY


def length() -> int | None:
    """Return how many jobs wait; None when the queue cannot be read."""
    try:
        return int(HUEY.pending_count())
    except Exception:  # whatever the queue's engine raises
        return None


def front() -> str | None:
    """Return the id of the job that waits first; None when none does."""
    waiting: list[Any] = HUEY.pending(limit=1)
    return str(waiting[0].id) if waiting else None
