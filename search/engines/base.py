"""What an engine does: keep the words of entries, and find the newest entries in which all terms of a query stand.

An entry is named by its position, which says also of what kind and which object it is (`scopes.key_of`): what stands in
the word tables is enough to find and to rank, and entries are read only where their title decides.
"""

import datetime
from abc import ABC, abstractmethod
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from search.models import SearchEntry
from search.queries import Term
from search.ranking import Title
from search.scopes import Scope


class Field(StrEnum):
    """Where the terms have to stand."""

    TITLE = "title"  # without accents; document numbers count as title
    TEXT = "text"  # without accents, title and text
    EXACT = "exact"  # with accents, title and text


class Engine(ABC):
    """Full-text search in one database.

    The words of entries stand in a table of their own, `search_words`, a row for each entry, numbered by its position.
    They are taken out before the entries' rows change and put in afterwards, in the same transaction.
    """

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
    def statement(self, terms: Sequence[Term], field: Field, scope: Scope, limit: int) -> tuple[str, list[Any]]:
        """Return the SQL that finds the newest positions, and its parameters."""

    def newest(self, terms: Sequence[Term], field: Field, scope: Scope, limit: int) -> list[int]:
        """Return the positions of the newest entries of `scope` in which all terms stand, newest first, to `limit`."""
        if not terms or not scope.sites:
            return []
        return self.rows(*self.statement(terms, field, scope, limit))

    def rows(self, sql: str, values: Sequence[Any]) -> list[int]:
        """Return the positions that a statement finds."""
        with self.connection.cursor() as cursor:
            cursor.execute(sql, [self._adapted(value) for value in values])
            return [position for (position,) in cursor.fetchall()]

    def titles(self, positions: Sequence[int]) -> list[Title]:
        """Return the titles of the entries at these positions, in any order: one parameter, however many they are."""
        among, parameter = self.among(positions)
        with self.connection.cursor() as cursor:
            cursor.execute(
                f"SELECT position, exact_title, folded_title, numbers FROM search_searchentry WHERE {among}",  # noqa: S608
                [parameter],
            )
            return [Title(*row) for row in cursor.fetchall()]

    @abstractmethod
    def among(self, positions: Sequence[int]) -> tuple[str, Any]:
        """Return the SQL for "the position is one of these", and its parameter."""

    def _adapted(self, value: Any) -> Any:
        if isinstance(value, datetime.datetime):
            return self.connection.ops.adapt_datetimefield_value(value)
        return value


def words_in(term: Term, field: Field) -> list[str]:
    """Return the words of a term as `field` has them."""
    return list(term.exact if field is Field.EXACT else term.words)
