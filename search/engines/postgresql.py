"""PostgreSQL: generated tsvector columns beside the entries' own, each with a GIN index.

Configuration `simple`: accents and letter case were dealt with in Python. Document and query go through the same
parser, so that what it takes apart it takes apart alike.
"""

from collections.abc import Sequence
from typing import Any

from search.queries import Term
from search.scopes import Scope

from .base import Engine, Field, words_in

_VECTOR_OF = {Field.TITLE: "title_words", Field.TEXT: "text_words", Field.EXACT: "exact_words"}


class PostgreSQLEngine(Engine):
    """Search by tsvector. The database keeps generated columns in step by itself."""

    def take_out(self, positions: Sequence[int]) -> None:
        """Do nothing: the words go with the row."""

    def put_in(self, positions: Sequence[int]) -> None:
        """Do nothing: the words come with the row."""

    def empty(self) -> None:
        """Do nothing: the words went with the rows."""

    def rebuild(self) -> None:
        """Make the indexes anew."""
        with self.connection.cursor() as cursor:
            for name in _VECTOR_OF.values():
                cursor.execute(f"REINDEX INDEX searchentry_{name}")

    def statement(self, terms: Sequence[Term], field: Field, scope: Scope, limit: int) -> tuple[str, list[Any]]:
        """Return the SQL; the planner takes the index of words or, for the commonest words, that of positions."""
        condition, values = scope.condition()
        parts = [_expression(term, field) for term in terms]
        wanted = " && ".join(sql for sql, _values in parts)
        sql = (
            f"SELECT {self.columns} FROM search_searchentry entry"  # noqa: S608 - constants, values apart
            f" WHERE entry.{_VECTOR_OF[field]} @@ ({wanted}) AND {condition}"
            " ORDER BY entry.position DESC LIMIT %s"
        )
        return sql, [*(value for _sql, values in parts for value in values), *values, limit]


def _expression(term: Term, field: Field) -> tuple[str, list[Any]]:
    """Return a term as a tsquery, and its parameters."""
    words = words_in(term, field)
    if term.is_prefix:
        return "to_tsquery('simple', %s)", [" <-> ".join(words.split()) + ":*"]
    if term.number:
        return "(phraseto_tsquery('simple', %s) || phraseto_tsquery('simple', %s))", [term.number, words]
    return "phraseto_tsquery('simple', %s)", [words]
