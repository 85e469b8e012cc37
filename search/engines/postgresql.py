"""PostgreSQL: the table `search_words` of tsvectors without places, all columns in one GIN index.

Words are found by the index alone: no row is read to see how they stand. A phrase of two words is one word of the
index, their pair; only longer phrases are looked at in the text. For common words only the newest part of the table is
looked at first: how far back is reckoned from the database's own statistics, and a part that holds too few matches is
followed by an older and larger one, to the whole. The table lies in parts by year (see `parts`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from search.models import SearchEntry
from search.queries import Term
from search.scopes import Scope, language_number

from .base import Engine, Field, words_in
from .statistics import statistics_of

COLUMNS = ("scope", "title", "text", "exact", "pairs")
_TEXT_OF = {Field.TITLE: "folded_title", Field.TEXT: "folded", Field.EXACT: "exact"}
_BATCH = 200
_SPARE = 1.5  # so many times the matches that are wanted should lie in the part that is looked at first
_WIDER, _WIDEST = 2, 8  # so many times the part that held too few
_LEAST = 20_000  # rows that are looked at first
_RARE = 4  # times the matches that are wanted, in the whole table
_UNCOMMON = 0.05  # of rows: matches are looked up; above it the database may read a part from its end
_MOST = 0.5

Part = tuple[int | None, int | None]
"""Only positions above the first and up to the second."""
WHOLE: Part = (None, None)

# What an entry of a site that is not searched does not hold, as a tsquery; every entry holds `all`.
_LEFT_OUT = (
    "SELECT coalesce(string_agg('!s' || id, ' & '), 'all')::tsquery FROM provinces_site"
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

    def newest(self, terms: Sequence[Term], field: Field, scope: Scope, limit: int) -> list[int]:
        """Return the positions of the newest entries of `scope` in which all terms stand, newest first, to `limit`."""
        if not terms or not scope.sites:
            return []
        known = statistics_of(self.connection)
        share = known.share(_wanted(terms, field, scope))
        found: list[int] = []
        part, before = max(limit * _SPARE / share, _LEAST) if share else known.size, None
        while part * 2 < known.size:
            after = known.after_newest(part)
            missing, is_rare = limit - len(found), share < _UNCOMMON
            found += self.rows(*self.statement(terms, field, scope, missing, (after, before), is_rare=is_rare))
            if len(found) >= limit:
                return _in_order(found)
            share = len(found) / part if found else share
            part, before = part * min(max(limit * _SPARE / (len(found) or 1), _WIDER), _WIDEST), after
        is_rare = scope.is_timeless and (not found or share * known.size < limit * _RARE)
        rest = self.statement(terms, field, scope, limit - len(found), (None, before), is_rare=is_rare)
        return _in_order(found + self.rows(*rest))

    def statement(
        self,
        terms: Sequence[Term],
        field: Field,
        scope: Scope,
        limit: int,
        part: Part = WHOLE,
        *,
        is_rare: bool = True,
    ) -> tuple[str, list[Any]]:
        """Return the SQL: the word table alone, and the entries only for what it cannot tell of a phrase.

        What `is_rare` is found by the index and sorted; else the database reckons whether to read a part from its end.
        """
        conditions, values = self._conditions(terms, field, scope, part)
        checks = [check for term in terms if (check := _check(term, field))]
        order = "position + 0" if is_rare else "position"
        found = f"SELECT position FROM search_words WHERE {conditions} ORDER BY {order} DESC"  # noqa: S608 - constants
        if checks:  # entries are read one by one until there are enough
            checked = " AND ".join(sql for sql, _values in checks)
            found = (
                f"SELECT word.position FROM ({found}) word CROSS JOIN LATERAL (SELECT 1 FROM search_searchentry entry"  # noqa: S608
                f" WHERE entry.position = word.position AND {checked} LIMIT 1) entry"
            )
        return f"{found} LIMIT %s", [*values, *(value for _sql, looked_for in checks for value in looked_for), limit]

    def _conditions(self, terms: Sequence[Term], field: Field, scope: Scope, part: Part) -> tuple[str, list[Any]]:
        """Return what the word table is asked, as SQL and its parameters."""
        known = statistics_of(self.connection)
        by_index: dict[str, list[str]] = defaultdict(list)
        by_row: list[str] = []
        for column, words in _wanted(terms, field, scope):
            # What nearly every row holds would only make the index read more.
            is_everywhere = column == "scope" and known.share([(column, words)]) >= _MOST
            (by_row if is_everywhere else by_index[column]).append(f"({' | '.join(words)})")
        least, greatest = scope.positions
        parts = [f"{column} @@ %s::tsquery" for column, wanted in by_index.items() if wanted]
        values: list[Any] = [" & ".join(wanted) for wanted in by_index.values() if wanted]
        parts.append("position BETWEEN %s AND %s")
        after, before = part
        values.append(least if after is None else max(least, after + 1))
        values.append(greatest if before is None else min(greatest, before))
        if by_row:
            parts.append("(scope @@ %s::tsquery) IS TRUE")  # so written, no index is used for it
            values.append(" & ".join(by_row))
        if scope.is_wide:
            parts.append(f"(scope @@ ({_LEFT_OUT})) IS TRUE")
            values.append(list(scope.sites))
        if scope.public_at is not None:
            parts.append("(expires_at IS NULL OR expires_at > %s)")
            values.append(scope.public_at)
        elif scope.language is not None:
            parts.append("position & 3 = %s")
            values.append(language_number(scope.language))
        return " AND ".join(parts), values


def _in_order(positions: list[int]) -> list[int]:
    """Return positions newest first: they come so, but a database promises no order that was not asked for."""
    return sorted(positions, reverse=True)


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
