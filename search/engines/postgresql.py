"""PostgreSQL: the table `search_words` of tsvectors without places, all columns in one GIN index.

Words are found by the index alone: no row is read to see how they stand. A phrase of two words is one word of the
index, their pair; only longer phrases are looked at in the text. The table lies in parts by time (see `parts`), and for
common words only the newest parts are looked at first: how many is reckoned from the database's own statistics, and
when they hold too few matches older ones follow.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from search.models import SearchEntry
from search.queries import Term
from search.scopes import Scope, language_number

from .base import Engine, Field, words_in
from .statistics import REST, Part, statistics_of

COLUMNS = ("scope", "title", "text", "exact", "pairs")
_TEXT_OF = {Field.TITLE: "folded_title", Field.TEXT: "folded", Field.EXACT: "exact"}
_BATCH = 200
_SPARE = 1.5  # so many times the matches that are wanted should lie in the parts that are looked at first
_WIDER = 2  # so many times the rows that held too few are looked at next
_MOST = 0.5
_ROW_COSTS = 10  # so many times what an entry of a word's list costs
_PLANNED = "SET LOCAL enable_seqscan = off; SET LOCAL max_parallel_workers_per_gather = 0"
_AS_BEFORE = "SET LOCAL enable_seqscan TO DEFAULT; SET LOCAL max_parallel_workers_per_gather TO DEFAULT"

# What an entry of a site that is not searched does not hold, as a tsquery; every entry holds `all`.
_LEFT_OUT = (
    "SELECT coalesce(string_agg('!s' || id, ' & '), 'all')::tsquery AS words FROM provinces_site"
    " WHERE NOT id = ANY(%s::bigint[])"
)

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
                f"INSERT INTO search_words (position, expires_at, {', '.join(COLUMNS)}) VALUES (%s, %s, {arrays})"  # noqa: S608
                f" ON CONFLICT (position) DO UPDATE SET expires_at = excluded.expires_at, {again}",  # one that was lost
                [(entry.position, entry.expires_at, *lexemes(entry)) for entry in entries],
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

    def among(self, positions: Sequence[int]) -> tuple[str, Any]:
        """Return the SQL: the list comes as an array."""
        return "position = ANY(%s)", list(positions)

    def newest(self, terms: Sequence[Term], field: Field, scope: Scope, limit: int) -> list[int]:
        """Return the positions of the newest entries of `scope` in which all terms stand, newest first, to `limit`."""
        if not terms or not scope.sites:
            return []
        known = statistics_of(self.connection)
        share = known.share(_wanted(terms, field, scope))
        least, below = scope.positions
        parts = [part for part in known.parts if part.last > least and part.first <= below]
        found: list[int] = []
        size = 0.0
        while True:
            missing = limit - len(found)
            size = max(missing * _SPARE / share if share else float("inf"), size * _WIDER)
            by_row = bool(parts) and _reads_rows(parts[0].between(least, below), share, size)
            if by_row:
                stretch, left = parts[:1], parts
                from_here = _newest_rows_of(parts[0], least, below, size)
            else:
                stretch, left = _newest_of(parts, size)
                from_here = max(least, stretch[-1].first) if left else least
            asked = self.statement(terms, field, scope, missing, stretch, (from_here, below), by_row=by_row)
            more = self.rows(*asked)
            found += more
            if len(found) >= limit or not left:
                return found
            size = size if by_row else sum(part.rows for part in stretch)
            share = len(more) / size if more or not by_row else share
            parts, below = left, from_here - 1

    def rows(self, sql: str, values: Sequence[Any]) -> list[int]:
        """Return the positions that a statement finds.

        The database is kept from reading a part row by row: it does not know that their words lie elsewhere. To begin a
        second process takes longer than most looks.
        """
        with self.connection.cursor() as cursor:
            cursor.execute(f"{_PLANNED}; {sql}; {_AS_BEFORE}", [self._adapted(value) for value in values])
            while cursor.description is None:
                cursor.nextset()
            return [position for (position,) in cursor.fetchall()]

    def statement(
        self,
        terms: Sequence[Term],
        field: Field,
        scope: Scope,
        limit: int,
        parts: Sequence[Part] | None = None,
        positions: tuple[int, int] | None = None,
        *,
        by_row: bool = False,
    ) -> tuple[str, list[Any]]:
        """Return the SQL: the word table alone, and the entries only for what it cannot tell of a phrase.

        Looks at all parts and the rest, or at `parts` and the rest, at the positions of `scope` or between `positions`.
        """
        known = statistics_of(self.connection)
        tables = [*(part.name for part in (known.parts if parts is None else parts)), REST]
        # Else no range that an index knows: words are looked up, whatever the database reckons.
        place = "position" if by_row else "position + 0"
        conditions, values = self._conditions(terms, field, scope, place, positions or scope.positions)
        found = " UNION ALL ".join(f"SELECT position FROM {table} WHERE {conditions}" for table in tables)  # noqa: S608 - constants
        found, values = f"SELECT position FROM ({found}) part ORDER BY position + 0 DESC", values * len(tables)  # noqa: S608
        if scope.is_wide:
            found, values = f"WITH left_out AS MATERIALIZED ({_LEFT_OUT}) {found}", [list(scope.sites), *values]
        checks = [check for term in terms if (check := _check(term, field))]
        if checks:  # entries are read one by one until there are enough
            checked = " AND ".join(sql for sql, _values in checks)
            found = (
                f"SELECT word.position FROM ({found}) word CROSS JOIN LATERAL (SELECT 1 FROM search_searchentry entry"  # noqa: S608
                f" WHERE entry.position = word.position AND {checked} LIMIT 1) entry"
            )
        return f"{found} LIMIT %s", [*values, *(value for _sql, looked_for in checks for value in looked_for), limit]

    def _conditions(
        self, terms: Sequence[Term], field: Field, scope: Scope, place: str, positions: tuple[int, int]
    ) -> tuple[str, list[Any]]:
        """Return what a part of the word table is asked, as SQL and its parameters."""
        known = statistics_of(self.connection)
        by_index: dict[str, list[str]] = defaultdict(list)
        by_row: list[str] = []
        for column, words in _wanted(terms, field, scope):
            # What nearly every row holds would only make the index read more.
            is_everywhere = column == "scope" and known.share([(column, words)]) >= _MOST
            (by_row if is_everywhere else by_index[column]).append(f"({' | '.join(words)})")
        parts = [f"{column} @@ %s::tsquery" for column, wanted in by_index.items() if wanted]
        values: list[Any] = [" & ".join(wanted) for wanted in by_index.values() if wanted]
        parts.append(f"{place} BETWEEN %s AND %s")
        values += positions
        if by_row:
            parts.append("(scope @@ %s::tsquery) IS TRUE")  # so written, no index is used for it
            values.append(" & ".join(by_row))
        if scope.is_wide:
            parts.append("(scope @@ (SELECT words FROM left_out)) IS TRUE")
        if scope.public_at is not None:
            parts.append("(expires_at IS NULL OR expires_at > %s)")
            values.append(scope.public_at)
        elif scope.language is not None:
            parts.append("position & 3 = %s")
            values.append(language_number(scope.language))
        return " AND ".join(parts), values


def _reads_rows(rows: float, share: float, size: float) -> bool:
    """Return True when comparing the newest `size` of `rows` one by one costs less than a list of nearly all."""
    return size * _ROW_COSTS < rows * share


def _newest_rows_of(part: Part, least: int, greatest: int, size: float) -> int:
    """Return the position above which about `size` rows of a part lie, between these positions."""
    top, bottom = min(greatest, part.newest), max(least, part.first)
    return top - int((top - bottom) * size / part.between(bottom, top))


def _newest_of(parts: list[Part], rows: float) -> tuple[list[Part], list[Part]]:
    """Return the newest parts that hold so many rows, and those that are left: none when it were less than half."""
    taken, number = 0.0, 0
    while number < len(parts) and taken < rows:
        taken, number = taken + parts[number].rows, number + 1
    if taken * 2 >= sum(part.rows for part in parts):
        number = len(parts)
    return parts[:number], parts[number:]


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
