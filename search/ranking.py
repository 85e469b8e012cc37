"""Which of the matches come first: accents as typed, then the title over the text, then phrases, then the newest."""

from collections.abc import Iterable
from typing import NamedTuple

from .queries import Query

Rank = tuple[bool, int, bool, int]


class Title(NamedTuple):
    """What ranking needs of an entry that holds the words in its title."""

    position: int
    exact: str
    folded: str
    numbers: str


def ranked(
    query: Query, newest: Iterable[int], *, titles: Iterable[Title], exact: Iterable[int], phrases: Iterable[int]
) -> list[int]:
    """Return all positions of these lists, each once, the best first."""
    in_title = {title.position: _title(query, title) for title in titles}
    as_typed, as_phrase = set(exact), set(phrases)

    def rank(position: int) -> Rank:
        return position in as_typed, in_title.get(position, 0), position in as_phrase, position

    return sorted({*newest, *in_title, *as_typed, *as_phrase}, key=rank, reverse=True)


def _title(query: Query, title: Title) -> int:
    """Return how well a title that holds the words holds them: 4 as a phrase as typed, or as a number in the text.

    A document whose own number was typed comes before what only cites it.
    """
    numbers = [term for term in query.terms if term.number and term.number in title.numbers.split()]
    if numbers:
        return 5 if all(_holds(f" {title.folded} ", term.words) for term in numbers) else 4
    whole = query.as_phrase
    exact, folded = f" {title.exact} ", f" {title.folded} "
    as_typed = all(_holds(exact, term.exact) for term in query.terms)
    is_phrase = whole is None or _holds(folded, whole.words)
    return 1 + 2 * as_typed + is_phrase


def _holds(text: str, words: Iterable[str]) -> bool:
    return f" {' '.join(words)} " in text
