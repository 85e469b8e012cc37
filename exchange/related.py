"""Titles in lists of related articles: each once, also where a page glued two of them together."""

import re
from collections import Counter

from vietnamese.folding import exact
from vietnamese.syllables import is_syllable

_BEFORE = re.compile(r"^(?:[\s•▪◦●○›»>*+–—\-]+|\(?\d{1,2}[.)]\s+|\(?\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}\)?[\s:–\-]*)+")
_AFTER = re.compile(
    r"\s*[(\[–\-|]*\s*(?:\d{1,2}[:h]\d{1,2}[,\s-]*)?\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}[^\w]*(?:\d{1,2}[:h]\d{1,2}\W*)?$"
)
_SHORTEST_GUESS = 4
"""Words that both halves must have when only their shape says that two titles are glued."""


def related_titles(lines: list[str]) -> list[str]:
    """Return the titles in the lines of a list, in order of first appearance, each once.

    Portals print a title twice (the picture's alternative text, then the link) and glue the end of one to the start of
    the next. A glued line is cut where one half stands elsewhere on its own, or where a word changes from small to
    capital letters.
    """
    cleaned = [title for line in lines if len((title := _clean(line)).split()) > 1]
    counts = Counter(map(_key, cleaned))
    titles: dict[str, str] = {}
    for line in cleaned:
        for title in _cut(line, counts):
            titles.setdefault(_key(title), title)
    return [title for key, title in titles.items() if not _is_shortened(key, titles)]


def _clean(line: str) -> str:
    return _AFTER.sub("", _BEFORE.sub("", line)).strip()


def _key(title: str) -> str:
    return exact(title).rstrip(" .")


def _cut(line: str, counts: Counter[str]) -> list[str]:
    """Return the titles that a line holds: itself, or its halves, cut again."""
    for place in range(2, len(line) - 1):
        left, right = line[:place].rstrip(), line[place:]
        if not (line[place].isupper() or line[place] in '"“‘('):
            continue
        other = Counter({_key(line): 1})
        known = [bool((counts - other)[_key(half)]) for half in (left, right)]
        spaced = line[place - 1] == " "
        if all(known) or (any(known) and not spaced) or (not any(known) and not spaced and _looks_glued(left, right)):
            return [*_cut(left, counts), *_cut(right, counts)]
    return [line]


def _looks_glued(left: str, right: str) -> bool:
    before, after = left.split()[-1], right.split()[0]
    return (
        min(len(left.split()), len(right.split())) >= _SHORTEST_GUESS
        and (before[-1].islower() or before[-1].isdigit() or before[-1] in '"”’?!')
        and (is_syllable(before.strip('"“”’?!(),')) or re.fullmatch(r"(?:.*/)?(?:19|20)\d\d", before) is not None)
        and (is_syllable(after.strip('"“”’,:')) or after.isupper())
    )


def _is_shortened(key: str, titles: dict[str, str]) -> bool:
    """Whether the title ends in dots and stands in the list in full as well."""
    stem = key.rstrip("… .")
    return titles[key].endswith(("...", "…")) and any(other != key and other.startswith(stem) for other in titles)
