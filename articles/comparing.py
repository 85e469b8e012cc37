"""What two versions of an article differ in, word by word, for people to read side by side."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html.parser import HTMLParser

#: Words with their punctuation apart; every letter stands in exactly one piece.
_TOKEN = re.compile(r"\s+|[!-/:-@\[-`{-~–—“”‘’…«»។៕]|[^\s!-/:-@\[-`{-~–—“”‘’…«»។៕]+")
#: Two paragraphs with more words than this (multiplied) are shown as exchanged: comparing them would take too long.
MOST = 4_000_000

BLOCKS = {"p", "h2", "h3", "h4", "li", "tr", "figcaption", "caption", "blockquote", "figure", "hr", "div", "aside"}
_OWN = {"picture", "album", "document", "video", "article"}


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `is_changed` when the other side does not have it."""

    text: str
    is_changed: bool = False


@dataclass(frozen=True)
class Row:
    """Two passages that stand beside each other; an empty side has nothing there."""

    before: list[Piece] = field(default_factory=list)
    after: list[Piece] = field(default_factory=list)


@dataclass(frozen=True)
class Change:
    """A field that differs. `language` is "" for what has no language; without `rows` only its form differs."""

    label: str
    language: str
    rows: list[Row]


@dataclass(frozen=True)
class Field:
    """A field of one version as people read it; a body is HTML, anything else plain text."""

    label: str
    value: str
    language: str = ""
    is_body: bool = False


def changes(before: Mapping[str, Field], after: Mapping[str, Field]) -> list[Change]:
    """Return the fields in which two versions differ, in the order of the first."""
    found = []
    for name, old in before.items():
        new = after[name]
        if old.value == new.value:
            continue
        rows = _rows(blocks(old.value), blocks(new.value)) if old.is_body else [_row(old.value, new.value)]
        found.append(Change(old.label, old.language, rows))
    return found


def blocks(html: str) -> list[str]:
    """Return the passages of a body as plain text, one for each paragraph, item, table row, caption, picture."""
    reader = _Blocks()
    reader.feed(html)
    reader.close()
    reader.end()
    return reader.found


class _Blocks(HTMLParser):
    """Collects the passages of a body."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.words: list[str] = []

    def end(self) -> None:
        """Finish the passage that is being read."""
        text = " ".join("".join(self.words).split())
        self.words = []
        if text:
            self.found.append(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a passage; name what is shown by its number."""
        if tag in BLOCKS:
            self.end()
        if tag == "li":
            self.words.append("• ")
        if tag == "br":
            self.words.append(" ")
        values = dict(attrs)
        for kind in _OWN:
            number = values.get(f"data-{kind}")
            if number:
                self.words.append(f"▣ {number} {values.get('alt') or ''} ")

    def handle_endtag(self, tag: str) -> None:
        """Finish a passage."""
        if tag in BLOCKS:
            self.end()
        elif tag in {"td", "th"}:
            self.words.append(" | ")

    def handle_data(self, data: str) -> None:
        """Read on."""
        self.words.append(data)


def _rows(before: Sequence[str], after: Sequence[str]) -> list[Row]:
    """Return the passages that differ; what is the same is left out."""
    rows: list[Row] = []
    for kind, start, stop, first, last in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            continue
        old, new = before[start:stop], after[first:last]
        pairs = min(len(old), len(new))
        rows += [_row(a, b) for a, b in zip(old, new, strict=False)]
        rows += [Row(before=[Piece(text, is_changed=True)]) for text in old[pairs:]]
        rows += [Row(after=[Piece(text, is_changed=True)]) for text in new[pairs:]]
    return rows


def _row(before: str, after: str) -> Row:
    """Return two passages with the words marked that only one of them has."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(old) * len(new) > MOST:
        return Row([Piece(before, is_changed=True)], [Piece(after, is_changed=True)])
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, start, stop, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left += _piece(old[start:stop], is_changed=kind != "equal")
        right += _piece(new[first:last], is_changed=kind != "equal")
    return Row(left, right)


def _piece(tokens: Iterable[str], *, is_changed: bool) -> list[Piece]:
    text = "".join(tokens)
    return [Piece(text, is_changed)] if text else []
