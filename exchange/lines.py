"""The lines of a saved page, repaired: what every later step works on."""

import re
from dataclasses import dataclass

from vietnamese.legacy import Encoding, convert, detect, is_heading, modernise
from vietnamese.repair import repair
from vietnamese.syllables import valid_share

_KHMER = re.compile(r"[\u1780-\u17ff]")
_LETTER = re.compile(r"[^\W\d_]")
_ENDING = re.compile(r"[.!?…]['\"”’»)\]]*$|/\.$")
_BREAK = re.compile(r"(\w\w)[\"”’)]?[.!?…]+[\"”’)]*(\s*)[\"“‘(]?(\w)")
_LIST_ITEM = re.compile(
    r"^(?:[-–—+*•▪◦●○]\s*\S|\(?(?:\d{1,2}|[a-zđ]|[IVX]{1,4})[.)]\s"
    r"|(?:thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) là)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line with text; `gap` is the number of empty lines before it."""

    text: str
    gap: int = 0


def split_lines(text: str) -> list[Line]:
    """Return the lines of a page in order: old encodings converted, letters repaired, blanks collapsed.

    Conversion comes before any cleaning, for U+00AD is a letter of TCVN3 (`vietnam.md` 3.2).
    """
    khmer = len(_KHMER.findall(text)) * 3 > len(_LETTER.findall(text))
    clean = repair(text, "km") if khmer else repair(modern(text))
    lines: list[Line] = []
    gap = 0
    for raw in clean.splitlines():
        if words := raw.split():
            lines.append(Line(" ".join(words), gap))
            gap = 0
        else:
            gap += 1
    return lines


def modern(text: str) -> str:
    """Return the page with lines in TCVN3 or VNI converted; the whole page decides for lines too short to tell."""
    encoding = detect(text)
    return "\n".join(_modern_line(line, encoding) for line in text.splitlines())


def _modern_line(line: str, encoding: Encoding | None) -> str:
    if line.isascii():
        return line
    converted, found = modernise(line)
    if found is None and encoding is not None:
        converted = convert(line, encoding, upper=is_heading(line, encoding))
        return converted if valid_share(converted) >= valid_share(line) else line
    return converted


def ends_sentence(text: str) -> bool:
    """Whether the line ends like a sentence: a stop, also inside a closing quote or bracket."""
    return _ENDING.search(text) is not None


def has_sentence_break(text: str) -> bool:
    """Whether the line holds more than one sentence; the stop of an abbreviation (TP. ThS.) or number is none."""
    return any(
        (before.islower() and after.isupper())
        or (gap != "" and (before.islower() or before.isdigit()) and not after.islower())
        for before, gap, after in _BREAK.findall(text)
    )


def is_list_item(text: str) -> bool:
    """Whether the line is a point of a list: a dash or number before it, or "Thứ nhất", "Một là"."""
    return _LIST_ITEM.search(text) is not None
