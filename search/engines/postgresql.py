"""PostgreSQL: the table `search_words` of tsvectors without places, all columns in one GIN index.

Words are found by the index alone: no row is read to see how they stand. A phrase of two words is one word of the
index, their pair; only longer phrases are looked at in the text. For common words only the newest part of the table is
looked at first: how far back is reckoned from the database's own statistics, and a part that holds too few matches is
followed by a larger one, to the whole.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from search.models import SearchEntry
from search.queries import Term
from search.scopes import Scope

from .base import Engine, Field, Hit, words_in
from .statistics import statistics_of

COLUMNS = ("scope", "title", "text", "exact", "pairs")
_TEXT_OF = {Field.TITLE: "folded_title", Field.TEXT: "folded", Field.EXACT: "exact"}
_BATCH = 200
_SPARE = 1.5  # so many times the matches that are wanted should lie in the part that is looked at first
_WIDER = 8
_MOST = 0.5

Wanted = tuple[str, tuple[str, ...]]
"""A column, and quoted words of which one has to stand in it."""


class PostgreSQLEngine(Engine):
    """Search by tsvector."""

    def take_out(self, positions: Sequence[int]) -> None:
        """Forget the words."""
        with self.connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_words WHERE position = ANY(%s)", [list(positions)])

    def put_in(self, entries: Sequence[SearchEntry]) -> None:
        """Index the words."""
        arrays = ", ".join(["array_to_tsvector(%s)"] * len(COLUMNS))
        again = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS)
        with self.connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO search_words (position, {', '.join(COLUMNS)}) VALUES (%s, {arrays})"  # noqa: S608
                f" ON CONFLICT (position) DO UPDATE SET {again}",  # of an entry that was lost
                [(entry.position, *lexemes(entry)) for entry in entries],
            )

    def empty(self) -> None:
        """Forget the words of all entries."""
        with self.connection.cursor() as cursor:
            if "search_words" in self.connection.introspection.table_names(cursor):
                cursor.execute("DELETE FROM search_words")

    def rebuild(self) -> None:
        """Make the word table anew."""
        self.empty()
        rows = SearchEntry.objects.using(self.connection.alias).order_by("position")
        after = -(2**63)
        while batch := list(rows.filter(position__gt=after)[:_BATCH]):
            self.put_in(batch)
            after = batch[-1].position

    def newest(self, terms: Sequence[Term], field: Field, scope: Scope, limit: int) -> list[Hit]:
        """Return the newest entries of `scope` in which all terms stand, newest first, at most `limit`."""
        if not terms or not scope.sites:
            return []
        known = statistics_of(self.connection)
        share = known.share(_wanted(terms, field, scope))
        part = limit * _SPARE / share if share else known.size
        while part * 2 < known.size:
            found = self.rows(*self.statement(terms, field, scope, limit, known.after_newest(part)))
            if len(found) >= limit:
                return _in_order(found)
            part *= _WIDER
        return _in_order(self.rows(*self.statement(terms, field, scope, limit)))

    def statement(
        self, terms: Sequence[Term], field: Field, scope: Scope, limit: int, after: int | None = None
    ) -> tuple[str, list[Any]]:
        """Return the SQL: the word table leads, the entries follow it by position."""
        known = statistics_of(self.connection)
        condition, values = scope.condition()
        queries: dict[str, list[str]] = defaultdict(list)
        for column, words in _wanted(terms, field, scope):
            # What nearly every row holds only makes the index read more; the entry's own columns say it, too.
            if column != "scope" or words[0].startswith("'f") or known.share([(column, words)]) < _MOST:
                queries[column].append(f"({' | '.join(words)})")
        checks = [check for term in terms if (check := _check(term, field))]
        least, greatest = scope.positions
        # The words come first and in order, and entries are read one by one until there are enough.
        sql = (
            f"SELECT {self.columns} FROM (SELECT position FROM search_words"  # noqa: S608 - constants, values apart
            f" WHERE {' AND '.join(f'{column} @@ %s::tsquery' for column in queries)}"
            " AND position BETWEEN %s AND %s ORDER BY position DESC) word"
            " CROSS JOIN LATERAL (SELECT * FROM search_searchentry entry WHERE entry.position = word.position"
            f" AND {' AND '.join([condition, *(sql for sql, _values in checks)])} LIMIT 1) entry LIMIT %s"
        )
        found = [" & ".join(parts) for parts in queries.values()]
        checked = [value for _sql, values in checks for value in values]
        return sql, [*found, least if after is None else max(least, after + 1), greatest, *values, *checked, limit]


def _in_order(hits: list[Hit]) -> list[Hit]:
    """Return hits newest first: they come so, but a database promises no order that was not asked for."""
    return sorted(hits, key=lambda hit: hit.position, reverse=True)


def lexemes(entry: SearchEntry) -> list[list[str]]:
    """Return what the columns of the word table hold of an entry."""
    folded, numbers = entry.folded.split(), entry.numbers.split()
    title = entry.folded_title.split()
    return [
        entry.scope.split(),
        [*title, *numbers, *_pairs(title)],
        [*folded, *numbers],
        [*entry.exact.split(), *numbers],
        list(_pairs(folded)),
    ]


def _pairs(words: Iterable[str]) -> Iterable[str]:
    return (f"{one}_{other}" for one, other in pairwise(words))


def _wanted(terms: Sequence[Term], field: Field, scope: Scope) -> Iterator[Wanted]:
    for term in terms:
        words = words_in(term, field)
        end = ":*" if term.is_prefix else ""
        if term.number:
            whole = " & ".join(_quoted(word) for word in words)
            yield field.value, (_quoted(term.number), f"({whole}{end})")
        elif len(words) == 1 or field is Field.EXACT:
            yield from ((field.value, (_quoted(word),)) for word in words[:-1])
            yield field.value, (_quoted(words[-1]) + end,)
        if len(words) > 1 and not term.number:
            pairs = [_quoted(pair) for pair in _pairs(term.words)]
            column = "title" if field is Field.TITLE else "pairs"
            yield from ((column, (pair,)) for pair in pairs[:-1])
            yield column, (pairs[-1] + end,)
    for facet in scope.words:
        yield "scope", tuple(map(_quoted, facet))


def _quoted(word: str) -> str:
    """Return a word as a tsquery has it. Words are letters, digits and our own joint only: nothing to escape."""
    return f"'{word}'"


def _check(term: Term, field: Field) -> tuple[str, list[Any]] | None:
    """Return what the index cannot tell of a phrase, as SQL over `entry`, and its parameters."""
    words = words_in(term, field)
    if len(words) < (2 if field is Field.EXACT or term.number else 3):
        return None
    text = f"' ' || entry.{_TEXT_OF[field]} || ' '"
    found = f"strpos({text}, %s) > 0"
    values = [f" {' '.join(words)}{'' if term.is_prefix else ' '}"]
    if not term.number:
        return found, values
    return f"({found} OR strpos(' ' || entry.numbers || ' ', %s) > 0)", [*values, f" {term.number} "]
