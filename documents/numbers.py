"""The number of a document (số ký hiệu): taken apart for sorting, folded for searching, found in running text.

The state writes `123/QĐ-UBND`, `22/2023/TT-BTTTT`, `66.22/2026/NQ-CP`, the Party `983-QĐ/TU`, an official letter
`4507/BGTVT-TTCNTT`. Typed without accents, with other signs or blanks, each is still the same number.
"""

import re
from collections.abc import Iterator

from vietnamese.folding import fold

LONGEST_KEY = 80

_SIGNS = re.compile(r"[^a-z0-9]+")
_FIRST = re.compile(r"\s*(\d{1,9})(?!\d)")
_LETTERS = "A-Za-zÀ-ỹĐđ"
_DIGITS = r"\d{1,6}(?:\.\d{1,4})?"
# Letters are what tells a number from a date or a fraction: at least two of them, the first part in capitals.
_NUMBER = re.compile(
    rf"(?<![\w/.\-–]){_DIGITS}\s?[/–-]\s?(?:[12]\d{{3}}\s?[/–-]\s?)?"
    rf"[A-ZĐ][{_LETTERS}]{{0,14}}\d{{0,3}}(?:\s?[/–-]\s?[A-ZĐ][{_LETTERS}]{{0,14}}\d{{0,3}})*(?![\w])"
)


def number_key(text: str) -> str:
    """Return the form in which numbers are compared: `123 / qd-ubnd` and `123/QĐ-UBND` both give `123qdubnd`."""
    return _SIGNS.sub("", fold(text.replace("\x00", " ")))[:LONGEST_KEY]


def first_number(text: str) -> int | None:
    """Return the number with which a document's number begins, None without one."""
    found = _FIRST.match(text)
    return int(found[1]) if found else None


def numbers_in(text: str) -> Iterator[re.Match[str]]:
    """Yield the places of a text at which a document's number stands; dates and fractions are none."""
    return _NUMBER.finditer(text)


def is_number(text: str) -> bool:
    """Return True when what was typed is (the beginning of) a document's number: digits first, in one word."""
    return bool(re.fullmatch(r"\s*\d{1,6}(?:\.\d{1,4})?(?:\s?[/–-]\s?[\w/–-]*)?\s*", text))
