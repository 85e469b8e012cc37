"""May this node be sent readers? Each check says what is wrong in words that hold no secret."""

import shutil
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from . import notes

KEPT_SECONDS = 1.0  # an answer is given again for so long, so that asking often costs nothing
MIGRATIONS_SECONDS = 60.0

_answered: tuple[float, dict[str, str]] = (float("-inf"), {})
_migrated_at = float("-inf")
_lock = threading.Lock()


def problems() -> dict[str, str]:
    """Return what keeps this node from serving, by the name of the check; empty when it is ready."""
    global _answered
    with _lock:
        if time.monotonic() - _answered[0] >= KEPT_SECONDS:
            _answered = (time.monotonic(), _ask())
        return _answered[1]


def forget() -> None:
    """Make the next question be asked anew."""
    global _answered, _migrated_at
    _answered, _migrated_at = (float("-inf"), {}), float("-inf")


def _ask() -> dict[str, str]:
    return {name: reason for name, check in CHECKS.items() if (reason := check())}


def database() -> str:
    """Ask the database for nothing."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        connection.close()
        return "does not answer"
    return ""


def migrations() -> str:
    """Compare the database with the migrations of this release, at most once a minute once they are applied."""
    global _migrated_at
    if time.monotonic() - _migrated_at < MIGRATIONS_SECONDS:
        return ""
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return ""  # which `database` says
    if plan:
        return f"{len(plan)} are not applied"
    _migrated_at = time.monotonic()
    return ""


def cache() -> str:
    """Ask Redis, where one is set; else look at the folder of kept pages."""
    if not settings.EDITIONS:
        return ""
    if settings.REDIS_URL:
        import redis

        try:
            redis.Redis.from_url(settings.REDIS_URL, socket_timeout=0.5, socket_connect_timeout=0.5).ping()
        except redis.RedisError:
            return "Redis does not answer"
        return ""
    try:
        settings.EDITIONS_ROOT.mkdir(parents=True, exist_ok=True)
    except OSError:
        return "the folder of kept pages cannot be written"
    return ""


def queue() -> str:
    """Look how long the first job has been waiting."""
    waiting: dict[str, Any] = notes.read(notes.BEAT).get("queue") or {}
    age = notes.age(waiting.get("since")) if waiting.get("front") else None
    if age is not None and age > settings.READY_QUEUE_SECONDS:
        return f"the first job has waited for {age:.0f} s"
    return ""


def disk() -> str:
    """Look how much room is left where this node writes."""
    try:
        free = min(shutil.disk_usage(path).free for path in {settings.VAR_DIR, settings.WATCH_ROOT.parent})
    except OSError:
        return "cannot be read"
    megabytes = free // 2**20
    return f"only {megabytes} MB are free" if megabytes < settings.READY_DISK_MEGABYTES else ""


CHECKS: dict[str, Callable[[], str]] = {
    "database": database,
    "migrations": migrations,
    "cache": cache,
    "queue": queue,
    "disk": disk,
}
