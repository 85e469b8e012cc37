"""SQLite: the FTS5 table `search_words` over the entries' own columns, its rows numbered by position.

The newest matches are read from the end of the word lists and reading stops at the limit, however common a word is.
The site, the audience and the facets are words, too, so that the lists of other sites are skipped.
"""

import json
from collections.abc import Sequence
from typing import Any

from search.models import SearchEntry
from search.queries import Term
from search.scopes import Facet, Scope

from .base import Engine, Field, words_in

COLUMNS = "folded_title, folded, exact, numbers, scope"

_COLUMNS_OF = {Field.TITLE: "{folded_title numbers}", Field.TEXT: "{folded numbers}", Field.EXACT: "{exact numbers}"}
_BATCH = 500


class SQLiteEngine(Engine):
    """Search by FTS5."""

    def take_out(self, positions: Sequence[int]) -> None:
        """Forget the words; FTS5 reads from the rows which words these were."""
        self._each("DELETE FROM search_words WHERE rowid IN ({marks})", positions)

    def put_in(self, entries: Sequence[SearchEntry]) -> None:
        """Index the words of the rows."""
        copy = f"SELECT position, {COLUMNS} FROM search_searchentry"  # noqa: S608 - constants
        positions = [entry.position for entry in entries]
        self._each(f"INSERT INTO search_words(rowid, {COLUMNS}) {copy} WHERE position IN ({{marks}})", positions)

    def empty(self) -> None:
        """Forget the words of all entries."""
        with self.connection.cursor() as cursor:
            if "search_words" in self.connection.introspection.table_names(cursor):
                cursor.execute("INSERT INTO search_words(search_words) VALUES ('delete-all')")

    def rebuild(self) -> None:
        """Make the word table anew."""
        with self.connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words(search_words) VALUES ('rebuild')")

    def among(self, positions: Sequence[int]) -> tuple[str, Any]:
        """Return the SQL: the list comes as JSON."""
        return "position IN (SELECT value FROM json_each(%s))", json.dumps(list(positions))

    def statement(self, terms: Sequence[Term], field: Field, scope: Scope, limit: int) -> tuple[str, list[Any]]:
        """Return the SQL: the word table leads, the entries follow it by position."""
        condition, values = scope.condition()
        wanted = " AND ".join(_expression(term, field) for term in terms)
        place = " AND ".join(_one_of(facet) for facet in scope.words)
        match = f"{_COLUMNS_OF[field]} : ({wanted}) AND scope : ({place})"
        least, greatest = scope.positions
        sql = (
            f"SELECT entry.position FROM search_words CROSS JOIN search_searchentry entry"  # noqa: S608 - constants
            " ON entry.position = search_words.rowid"
            f" WHERE search_words MATCH %s AND search_words.rowid BETWEEN %s AND %s AND {condition}"
            " ORDER BY search_words.rowid DESC LIMIT %s"
        )
        return sql, [match, least, greatest, *values, limit]

    def _each(self, sql: str, positions: Sequence[int]) -> None:
        with self.connection.cursor() as cursor:
            for start in range(0, len(positions), _BATCH):
                batch = list(positions[start : start + _BATCH])
                cursor.execute(sql.format(marks=", ".join(["%s"] * len(batch))), batch)


def _expression(term: Term, field: Field) -> str:
    """Return a term in FTS5's language. Words are letters and digits only, so the quotes cannot be left."""
    phrase = f'"{" ".join(words_in(term, field))}"{" *" if term.is_prefix else ""}'
    return f'("{term.number}" OR {phrase})' if term.number else phrase


def _one_of(facet: Facet) -> str:
    return f"({' OR '.join(f'{chr(34)}{word}{chr(34)}' for word in facet)})"
