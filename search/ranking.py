"""Which of the matches come first: accents as typed, then the title over the text, then phrases, then the newest."""

from collections.abc import Iterable

from .engines import Hit
from .queries import Query

Rank = tuple[bool, int, bool, int]


def ranked(
    query: Query, newest: Iterable[Hit], *, titles: list[Hit], exact: list[Hit], phrases: list[Hit]
) -> list[Hit]:
    """Return all hits of these lists, each once, the best first."""
    in_title = {hit.position for hit in titles}
    as_typed = {hit.position for hit in exact}
    as_phrase = {hit.position for hit in phrases}

    def rank(hit: Hit) -> Rank:
        is_phrase = hit.position in as_phrase
        return hit.position in as_typed, _title(query, hit) if hit.position in in_title else 0, is_phrase, hit.position

    hits = {hit.position: hit for hits in (newest, titles, exact, phrases) for hit in hits}
    return sorted(hits.values(), key=rank, reverse=True)


def by_date(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits, the newest first."""
    return sorted(hits, key=lambda hit: hit.position, reverse=True)


def _title(query: Query, hit: Hit) -> int:
    """Return how well a title that holds the words holds them: 4 as a phrase as typed, or as a number in the text.

    A document whose own number was typed comes before what only cites it.
    """
    numbers = [term for term in query.terms if term.number and term.number in hit.numbers.split()]
    if numbers:
        return 5 if all(_holds(f" {hit.folded_title} ", term.words) for term in numbers) else 4
    whole = query.as_phrase
    exact, folded = f" {hit.exact_title} ", f" {hit.folded_title} "
    as_typed = all(_holds(exact, term.exact) for term in query.terms)
    is_phrase = whole is None or _holds(folded, whole.words)
    return 1 + 2 * as_typed + is_phrase


def _holds(text: str, words: Iterable[str]) -> bool:
    return f" {' '.join(words)} " in text
