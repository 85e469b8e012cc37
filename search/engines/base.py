"""What an engine does: keep the words of entries, and find the newest entries in which all terms of a query stand."""

import datetime
from abc import ABC, abstractmethod
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper

from search.models import SearchEntry
from search.queries import Term
from search.scopes import Scope


class Field(StrEnum):
    """Where the terms have to stand."""

    TITLE = "title"  # without accents; document numbers count as title
    TEXT = "text"  # without accents, title and text
    EXACT = "exact"  # with accents, title and text


class Hit(NamedTuple):
    """An entry that was found, with what ranking needs of it."""

    position: int
    kind: str
    object_id: int
    exact_title: str
    folded_title: str
    numbers: str


class Engine(ABC):
    """Full-text search in one database.

    The words of entries stand in a table of their own, `search_words`, a row for each entry, numbered by its position.
    They are taken out before the entries' rows change and put in afterwards, in the same transaction.
    """

    columns = ", ".join(f"entry.{name}" for name in Hit._fields)

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    @abstractmethod
    def take_out(self, positions: Sequence[int]) -> None:
        """Forget the words of the entries at these positions; their rows still stand as they were put in."""

    @abstractmethod
    def put_in(self, entries: Sequence[SearchEntry]) -> None:
        """Index the words of these entries; their rows are written, their words are not there."""

    @abstractmethod
    def empty(self) -> None:
        """Forget the words of all entries, after all rows were deleted behind our back."""

    @abstractmethod
    def rebuild(self) -> None:
        """Make the words of all entries anew from their rows."""

    @abstractmethod
    def statement(
        self, terms: Sequence[Term], field: Field, scope: Scope, limit: int, after: int | None = None
    ) -> tuple[str, list[Any]]:
        """Return the SQL that finds the hits with positions above `after`, and its parameters."""

    def newest(self, terms: Sequence[Term], field: Field, scope: Scope, limit: int) -> list[Hit]:
        """Return the newest entries of `scope` in which all terms stand, newest first, at most `limit`."""
        if not terms or not scope.sites:
            return []
        return self.rows(*self.statement(terms, field, scope, limit))

    def rows(self, sql: str, values: Sequence[Any]) -> list[Hit]:
        """Return what a statement finds."""
        with self.connection.cursor() as cursor:
            cursor.execute(sql, [self._adapted(value) for value in values])
            return [Hit(*row) for row in cursor.fetchall()]

    def _adapted(self, value: Any) -> Any:
        if isinstance(value, datetime.datetime):
            return self.connection.ops.adapt_datetimefield_value(value)
        return value


def words_in(term: Term, field: Field) -> list[str]:
    """Return the words of a term as `field` has them."""
    return list(term.exact if field is Field.EXACT else term.words)
