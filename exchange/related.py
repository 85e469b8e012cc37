"""Titles in lists of related articles: each once, also where a page glued two of them together."""

import re
from bisect import bisect_left
from collections import Counter

from vietnamese.folding import exact
from vietnamese.syllables import is_syllable

_BEFORE = re.compile(r"^(?:[\s•▪◦●○›»>*+–—\-]+|\(?\d{1,2}[.)]\s+|\(?\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}\)?[\s:–\-]*)+")
_AFTER = re.compile(
    r"\s*[(\[–\-|]*\s*(?:\d{1,2}[:h]\d{1,2}[,\s-]*)?\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}[^\w]*(?:\d{1,2}[:h]\d{1,2}\W*)?$"
)
_SHORTEST_GUESS = 4
"""Words that both halves must have when only their shape says that two titles are glued."""

_LONGEST = 2000
"""Characters up to which a line is searched for seams; what is longer is no list of headlines."""


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
    ordered = sorted(titles)
    return [title for title in titles.values() if not _is_shortened(title, ordered)]


def _clean(line: str) -> str:
    return _AFTER.sub("", _BEFORE.sub("", line)).strip()


def _key(title: str) -> str:
    return exact(title).rstrip(" .")


def _cut(line: str, counts: Counter[str]) -> list[str]:
    """Return the titles that a line holds: itself, or its parts."""
    titles: list[str] = []
    uncut = [line]
    while uncut:
        part = uncut.pop()
        seam = _seam(part, counts) if len(part) <= _LONGEST else None
        if seam is None:
            titles.append(part)
        else:
            uncut += [part[seam:], part[:seam].rstrip()]
    return titles


def _seam(line: str, counts: Counter[str]) -> int | None:
    """Return where the first title of the line ends and the next begins, None when it is one title."""
    own = _key(line)
    for place in range(2, len(line) - 1):
        left, right = line[:place].rstrip(), line[place:]
        if not (line[place].isupper() or line[place] in '"“‘('):
            continue
        known = [counts[key] > (key == own) for key in map(_key, (left, right))]
        spaced = line[place - 1] == " "
        if all(known) or (any(known) and not spaced) or (not any(known) and not spaced and _looks_glued(left, right)):
            return place
    return None


def _looks_glued(left: str, right: str) -> bool:
    before, after = left.split()[-1], right.split()[0]
    return (
        min(len(left.split()), len(right.split())) >= _SHORTEST_GUESS
        and (before[-1].islower() or before[-1].isdigit() or before[-1] in '"”’?!')
        and (is_syllable(before.strip('"“”’?!(),')) or re.fullmatch(r"(?:.*/)?(?:19|20)\d\d", before) is not None)
        and (is_syllable(after.strip('"“”’,:')) or after.isupper())
    )


def _is_shortened(title: str, ordered: list[str]) -> bool:
    """Whether the title ends in dots and stands in full as well among the keys, which are in order."""
    if not title.endswith(("...", "…")):
        return False
    key = _key(title)
    stem = key.rstrip("… .")
    first = bisect_left(ordered, stem)
    return any(other != key and other.startswith(stem) for other in ordered[first : first + 2])
