"""Mark in a text, as it was written, the words that a query found in it."""

import re
import unicodedata

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from .queries import Query
from .words import dense_runs, folded_words

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


def _spans(text: str, query: Query) -> list[tuple[int, int]]:
    wanted = {word for term in query.terms for word in term.words}
    spans = [
        found.span() for found in _WORD.finditer(text) if (words := folded_words(found[0])) and wanted.issuperset(words)
    ]
    for run in dense_runs(query.text):
        pattern = "[\u200b-\u200d]*".join(map(re.escape, run))
        spans += [found.span() for found in re.finditer(pattern, text)]
    return sorted(spans)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans without overlaps."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
