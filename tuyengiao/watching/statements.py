"""Statements to the database: how long they take together, and which take long. Never their parameters."""

import logging
import re
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.backends.signals import connection_created

from .counters import Counters

logger = logging.getLogger("tuyengiao.statements")

LONGEST = 2_000  # characters of a statement in the log
LITERAL = re.compile(r"'(?:[^']|'')*'")

counters: Counters | None = None  # of a process that serves pages


def timed(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """Pass a statement on and note how long it took; a wrapper of `connection.execute_wrappers`."""
    started = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        _note(time.perf_counter() - started, sql)


def _note(seconds: float, sql: str) -> None:
    is_slow = 0 < settings.SLOW_QUERY_MS <= seconds * 1000
    if counters is not None:
        counters.add(
            (("database", "seconds"), seconds), (("database", "statements"), 1), (("database", "slow"), int(is_slow))
        )
    if is_slow:
        shape = " ".join(LITERAL.sub("'…'", str(sql)).split())[:LONGEST]
        logger.warning("%.0f ms: %s", seconds * 1000, shape, extra={"fields": {"ms": round(seconds * 1000)}})


def _watch(connection: Any, **_kwargs: Any) -> None:
    if timed not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, timed)


def watch() -> None:
    """Time the statements of every connection that is opened from now on."""
    connection_created.connect(_watch, dispatch_uid="tuyengiao.watching.statements")
