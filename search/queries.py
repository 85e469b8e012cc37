"""What somebody typed into a search box, as terms that every engine understands. Any text is a valid query."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from vietnamese.folding import exact, fold

from .words import exact_words, folded_words, is_dense, number_keys

LONGEST_QUERY = 200
MOST_TERMS = 12

_PART = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]|([^\s\"“”„«»]+)")
_QUOTES = re.compile('["“”„«»]')
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_LONE_LETTER = 6  # the length of one coded letter: u + five digits


@dataclass(frozen=True)
class Term:
    """What has to be in a text: words that stand one after the other, or a document number in any spelling."""

    words: tuple[str, ...]
    exact: tuple[str, ...]
    number: str = ""
    is_open: bool = False

    @property
    def is_prefix(self) -> bool:
        """True when the last word may go on: as typed so far, or a single letter of a script without blanks."""
        return self.is_open or (len(self.words) == 1 and _is_lone_letter(self.words[0]))


@dataclass(frozen=True)
class Query:
    """The terms of a query, all of which have to match. Without terms it finds nothing."""

    text: str
    terms: tuple[Term, ...] = ()

    @cached_property
    def has_accents(self) -> bool:
        """True when accents were typed: texts with just these come first."""
        return exact(self.text) != fold(self.text)

    @cached_property
    def as_phrase(self) -> Term | None:
        """Return all words as one phrase; None when there is only one term."""
        return _term(_QUOTES.sub(" ", self.text)) if len(self.terms) > 1 else None


def parse(typed: str, *, is_open: bool = False) -> Query:
    """Return the query for what was typed; at most 200 characters and 12 terms of it count.

    Words in quotes are a phrase, and so are words joined by signs (`Hồ-Chí-Minh`). With `is_open` the last word is
    still being typed: words that begin with it are found, too.
    """
    text = " ".join(_CONTROL.sub(" ", typed[:LONGEST_QUERY]).split())
    terms: list[Term] = []
    for quoted, word in _PART.findall(text):
        term = _term(quoted or word)
        if term is not None and term not in terms:
            terms.append(term)
    terms = terms[:MOST_TERMS]
    if is_open and terms and typed[-1:].isalnum():
        terms[-1] = replace(terms[-1], is_open=True)
    return Query(text, tuple(terms))


def _term(text: str) -> Term | None:
    words = _open_ended(folded_words(text))
    if not words:
        return None
    numbers = number_keys(text)
    return Term(words, _open_ended(exact_words(text)), numbers[0] if len(numbers) == 1 else "")


def _open_ended(words: list[str]) -> tuple[str, ...]:
    """Return the words of a query: without the letter that ends a run in a text, as the query may be a part of one."""
    ends_a_run = len(words) > 1 and _is_lone_letter(words[-1]) and is_dense(words[-2])
    return tuple(words[:-1] if ends_a_run and not _is_lone_letter(words[-2]) else words)


def _is_lone_letter(word: str) -> bool:
    return is_dense(word) and len(word) == _LONE_LETTER
