"""Versions: written in the transaction that changes what readers see, read in memory before a page is made.

Every process holds all versions in memory and asks for what has changed at most every 250 ms, with one query. The
database is the truth; what comes sooner by another way is a hint.

A change is found by `serial`. On PostgreSQL that is the number of the writing transaction, and a look asks for all that
is not older than the oldest transaction that was still open at the look before: a transaction that commits late cannot
be missed. SQLite has one writer at a time, so that a counter does.
"""

import datetime
import logging
import secrets
import threading
import time
from collections import deque
from collections.abc import Iterable
from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.utils import timezone

logger = logging.getLogger(__name__)

REFRESH_SECONDS = 0.25
KEPT = datetime.timedelta(hours=25)  # a page ends at midnight, so nobody asks for an older version
HISTORY = 32  # changes of one scope that are remembered, to tell since when a page is behind

UNCHANGED = 0  # the token of a scope that was never raised
UNKNOWN = -1  # the token of one that changed so often that its past is forgotten

Tokens = dict[str, int]


def raise_scopes(*scopes: str) -> None:
    """Say that what these scopes name has changed; in the transaction of the change itself.

    Rows are locked in the order of their names, so that two transactions never wait for each other here.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    serial = (
        "pg_current_xact_id()::text::bigint"
        if connection.vendor == "postgresql"
        else "(SELECT COALESCE(MAX(serial), 0) + 1 FROM editions_version)"
    )
    token, now = secrets.randbits(62) | 1, timezone.now()
    sql = (
        f"INSERT INTO editions_version (scope, token, changed_at, serial) VALUES (%s, %s, %s, {serial}) "  # noqa: S608
        "ON CONFLICT (scope) DO UPDATE SET token = excluded.token, changed_at = excluded.changed_at, "
        "serial = excluded.serial"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(now)
        for scope in sorted(set(scopes)):
            cursor.execute(sql, [scope, token, moment])
    transaction.on_commit(current.look_soon)


class Change(NamedTuple):
    """A change of a scope: the new version, when it was written (seconds since 1970), in which look it was learned."""

    token: int
    moment: float
    generation: int


class Versions:
    """All versions, in memory. `generation` counts the looks that brought something new."""

    def __init__(self) -> None:
        self.changes: dict[str, deque[Change]] = {}
        self.generation = 0
        self.looked_at = float("-inf")  # monotonic
        self.second = 0  # of the clock (since 1970), in which the last look began
        self.failing_since: float | None = None
        self._after = -1  # the serial from which the next look asks
        self._lock = threading.Lock()

    def token(self, scope: str) -> int:
        """Return the version of `scope` as far as it is known here."""
        changes = self.changes.get(scope)
        return changes[-1].token if changes else UNCHANGED

    def tokens_at(self, scopes: Iterable[str], generation: int) -> Tokens:
        """Return the versions of `scopes` as they were known when `generation` was the last look."""
        return {scope: self._token_at(scope, generation) for scope in scopes}

    def _token_at(self, scope: str, generation: int) -> int:
        changes = self.changes.get(scope, ())
        for change in reversed(changes):
            if change.generation <= generation:
                return change.token
        return UNCHANGED if len(changes) < HISTORY else UNKNOWN

    def behind_since(self, scope: str, token: int) -> float | None:
        """Return when (seconds since 1970) the version `token` of `scope` was replaced, None while it is the present.

        A version that is no longer remembered was replaced at the beginning of time.
        """
        changes = self.changes.get(scope)
        if (changes[-1].token if changes else UNCHANGED) == token:
            return None
        replaced = False
        for change in changes or ():
            if replaced:
                return change.moment
            replaced = change.token == token
        first = changes[0] if changes and len(changes) < HISTORY else None
        return first.moment if first is not None and token == UNCHANGED else 0.0

    def look_soon(self) -> None:
        """Make the next page in this process ask the database again."""
        self.looked_at = float("-inf")

    def look(self) -> None:
        """Ask the database for changes, unless that was done a moment ago. A database that does not answer is noted.

        As a second of the clock begins it is asked all the same: what is right then may stand in front of us until the
        second ends.
        """
        age = time.monotonic() - self.looked_at
        if not self._is_due(age):
            return
        # While one thread asks, the others go on with what is known, unless that is too old.
        if not self._lock.acquire(blocking=age > 2 * REFRESH_SECONDS):
            return
        try:
            if self._is_due(time.monotonic() - self.looked_at):
                self._ask()
        finally:
            self._lock.release()

    def _is_due(self, age: float) -> bool:
        return age >= REFRESH_SECONDS or self.second != int(time.time())

    def forget(self) -> None:
        """Read everything again at the next look."""
        self.__init__()  # type: ignore[misc]  # as new

    def _ask(self) -> None:
        asked_at, second = time.monotonic(), int(time.time())
        connection = connections[DEFAULT_DB_ALIAS]
        try:
            with connection.cursor() as cursor:
                cursor.execute(_SINCE[connection.vendor], [self._after])
                rows = cursor.fetchall()
        except DatabaseError:
            if self.failing_since is None:
                self.failing_since = asked_at
                logger.warning("versions could not be read; pages are served as they were last known")
            connection.close()
            self.looked_at, self.second = asked_at, second
            return
        self.failing_since = None
        self._after = rows[0][0]
        if self._learn(rows):
            self.generation += 1
        self.looked_at, self.second = asked_at, second

    def _learn(self, rows: list[tuple[int, str | None, int, object]]) -> bool:
        new = False
        for _after, scope, token, changed_at in rows:
            if scope is None or self.token(scope) == token:
                continue
            changes = self.changes.setdefault(scope, deque(maxlen=HISTORY))
            changes.append(Change(token, _seconds(changed_at), self.generation + 1))
            new = True
        return new


_SINCE = {
    # The snapshot's oldest open transaction is where the next look begins.
    "postgresql": (
        "SELECT s.oldest, v.scope, v.token, v.changed_at "
        "FROM (SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest) s "
        "LEFT JOIN editions_version v ON v.serial >= %s ORDER BY v.changed_at"
    ),
    "sqlite": (
        "SELECT s.newest, v.scope, v.token, v.changed_at "
        "FROM (SELECT COALESCE(MAX(serial), 0) + 1 AS newest FROM editions_version) s "
        "LEFT JOIN editions_version v ON v.serial >= %s ORDER BY v.serial"
    ),
}


def _seconds(moment: object) -> float:
    if isinstance(moment, str):
        moment = datetime.datetime.fromisoformat(moment)
    if not isinstance(moment, datetime.datetime):
        return 0.0
    return (moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)).timestamp()  # SQLite keeps UTC, bare


current = Versions()
