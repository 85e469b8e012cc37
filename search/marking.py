"""Mark in a text, as it was written, the words that a query found in it."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from .queries import Query
from .words import dense_runs, folded_words

LOOKED_AT = 10_000  # letters of a text, from its beginning
SHOWN = 260
BEFORE = 60
MATCHES = 60  # as many are compared

# What stands between blanks and signs, in composed and decomposed text alike.
_WORD = re.compile("[^\\W_][\\w\u0300-\u036f'’‘ʼ]*")


def marked(text: str, query: Query) -> SafeString:
    """Return `text` escaped, with <mark> around the words that the query holds, whatever their accents."""
    text = unicodedata.normalize("NFC", text.replace("\x00", " "))
    pieces: list[str] = []
    at = 0
    for start, end in _joined(_spans(text, query)):
        pieces += [conditional_escape(text[at:start]), "<mark>", conditional_escape(text[start:end]), "</mark>"]
        at = end
    pieces.append(conditional_escape(text[at:]))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece was escaped


def excerpt(title: str, lead: str, whole: Callable[[], str], query: Query) -> str:
    """Return the lead, or the words around a match in the text when title and lead do not hold all of the words."""
    wanted = {word for term in query.terms for word in term.words}
    if wanted.issubset(folded_words(f"{title} {lead}")) or not (text := whole()):
        return lead
    text = " ".join(unicodedata.normalize("NFC", text[:LOOKED_AT].replace("\x00", " ")).split())
    spans = _joined(_spans(text, query))[:MATCHES]
    if not spans:
        return lead
    # The match with the most others close behind it says most of why the text was found.
    start = max(spans, key=lambda span: (_near(span, spans), -span[0]))[0]
    first = _cut(text, start - BEFORE)
    last = _cut(text, first + SHOWN)
    return f"{'… ' if first else ''}{text[first:last].strip()}{' …' if last < len(text) else ''}"


def _cut(text: str, at: int) -> int:
    """Return a place near `at` where a word begins; `at` itself in a script without blanks."""
    if not 0 < at < len(text):
        return min(max(at, 0), len(text))
    blank = text.find(" ", at, at + BEFORE // 2)
    return blank + 1 if blank >= 0 else at


def _near(span: tuple[int, int], spans: list[tuple[int, int]]) -> int:
    return sum(1 for other in spans if span[0] <= other[0] < span[0] + SHOWN - BEFORE)


def _spans(text: str, query: Query) -> list[tuple[int, int]]:
    wanted = {word for term in query.terms for word in term.words}
    spans = [
        found.span() for found in _WORD.finditer(text) if (words := _folded(found[0])) and wanted.issuperset(words)
    ]
    for run in dense_runs(query.text):
        pattern = "[\u200b-\u200d]*".join(map(re.escape, run))
        spans += [found.span() for found in re.finditer(pattern, text)]
    return sorted(spans)


@lru_cache(maxsize=20_000)
def _folded(word: str) -> tuple[str, ...]:
    return tuple(folded_words(word))


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans without overlaps."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
