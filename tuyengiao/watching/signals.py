"""Listening to what the database and the queue of jobs say of themselves."""

from huey import signals
from huey.contrib.djhuey import HUEY

from . import notes, statements


def connect() -> None:
    """Begin to listen; called when the app is ready."""
    statements.watch()
    HUEY._signal.disconnect(notes.on_job_failed)
    HUEY.signal(signals.SIGNAL_ERROR)(notes.on_job_failed)
