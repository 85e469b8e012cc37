"""The written Vietnamese syllable: which spellings are possible, and which words of a text are probably slips.

A syllable is onset + rime + tone (`data/syllables.json`). The rules are those of the orthography (codas c, ch, p, t
take only sắc and nặng; k, gh, ngh stand before e, ê, i, y; /kw/ is written qu), narrowed where a rime with a glide
follows few onsets. The check is made to warn an editor, never to refuse a text: names and loans are valid text too.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from vietnamese.tables import table

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
"""Combining marks in dictionary order: ngang, huyền, hỏi, ngã, sắc, nặng."""

_CHECKED_TONES = ("\u0301", "\u0323")
_FRONT = "eêiy"
_QUALITY = "ăâêôơư"
_VOWELS = "aeiouy" + _QUALITY
_GLIDES = ("oa", "oă", "oe", "uâ", "uê", "uơ", "uy")
_TWO_STYLES = ("oa", "oe", "uy")

WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f\u00ad])+")
_CHUNK = re.compile(r"\S+")
_ADDRESS = re.compile(r"://|@|www\.|#|\w\.(?:vn|com|org|net|gov|edu|html?)\b", re.IGNORECASE)
_NAME_PREFIX = re.compile(r"(?<!\w)[^\W\d_]{1,3}['’ʼ‘`]$")  # H’Hen, K’Brêm
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
_NEVER_VIETNAMESE = re.compile(r"[fjwzĕĭŏŭčñƀ]")


class Finding(NamedTuple):
    """A word that is probably a slip: `text[start:end] == word`."""

    start: int
    end: int
    word: str


def is_syllable(token: str) -> bool:
    """Say whether `token` (one word, any case, any normal form) is spelled as a Vietnamese syllable can be.

    Both tone styles of open oa, oe, uy count (hòa, hoà); a tone mark on any other wrong vowel does not.
    """
    lowered = token.lower()
    return lowered in _syllables() or unicodedata.normalize("NFC", lowered) in _syllables()


def all_syllables() -> frozenset[str]:
    """Return every syllable that Vietnamese can spell, in small letters, NFC."""
    return _syllables()


def unlikely(text: str, accepted: frozenset[str] = frozenset()) -> list[Finding]:
    """Return the words of `text` that are probably slips, in order.

    Passed over: addresses, abbreviations (UBND), plain capitalised words (Pleiku), words of other alphabets or with
    letters that Vietnamese lacks, names of ethnic minorities, common loans, and the lower-case words in `accepted`.
    """
    return [
        Finding(chunk.start() + word.start(), chunk.start() + word.end(), word[0])
        for chunk in _CHUNK.finditer(text)
        if not _ADDRESS.search(chunk[0])
        for word in WORD.finditer(chunk[0])
        if not _passes(word[0], accepted) and not _NAME_PREFIX.search(chunk[0][max(0, word.start() - 5) : word.start()])
    ]


def valid_share(text: str) -> float:
    """Return the share (0 to 1) of the words of `text` that are Vietnamese syllables; 1.0 for a text without words."""
    words = WORD.findall(text)
    return sum(map(is_syllable, words)) / len(words) if words else 1.0


def _passes(word: str, accepted: frozenset[str]) -> bool:
    word = unicodedata.normalize("NFC", word.replace("\u00ad", ""))
    lowered = word.lower()
    if len(word) < 2 or lowered in _syllables() or lowered in _known_words() or lowered in accepted:
        return True
    if not _LATIN.search(word) or _NEVER_VIETNAMESE.search(lowered):
        return True
    return word != lowered and lowered.replace("đ", "d").isascii()  # Pleiku, UBND, HĐND


@cache
def _known_words() -> frozenset[str]:
    rules = table("syllables")
    return frozenset(f"{rules['loans']} {rules['names']}".split())


@cache
def _syllables() -> frozenset[str]:
    return frozenset(
        unicodedata.normalize("NFC", spelled)
        for onset, rime, checked in _pairs()
        for tone in (_CHECKED_TONES if checked else TONES)
        for spelled in _spellings(onset, rime, tone)
    )


def _pairs() -> Iterator[tuple[str, str, bool]]:
    """Yield each allowed (onset, rime, is the coda a stop)."""
    rules = table("syllables")
    for rime in rules["after_qu"].split():
        yield "qu", rime, False
    for rime in rules["checked_after_qu"].split():
        yield "qu", rime, True
    onsets = ["", *(onset for onset in rules["onsets"].split() if onset != "qu")]
    for rimes, checked in ((rules["rimes"], False), (rules["checked"], True)):
        for rime in rimes.split():
            yield from ((onset, rime, checked) for onset in onsets if _may_meet(onset, rime))


def _may_meet(onset: str, rime: str) -> bool:
    rules = table("syllables")
    front = rime[0] in _FRONT
    if (onset in ("c", "g", "ng") and front) or (onset in ("k", "gh", "ngh") and not front):
        return False
    if rime.startswith("yê" if onset else "iê"):
        return False
    if onset + rime in rules["glides_in_loans"].split():
        return True
    if rime in rules["only_after"]:
        return (onset or "-") in rules["only_after"][rime].split()
    return not (rime.startswith(_GLIDES) and onset in rules["no_glide_after"].split())


def _spellings(onset: str, rime: str, tone: str) -> Iterator[str]:
    stem = onset[:-1] if onset == "gi" and rime[0] == "i" else onset
    for place in _tone_places(rime):
        yield f"{stem}{rime[: place + 1]}{tone}{rime[place + 1 :]}"


def _tone_places(rime: str) -> list[int]:
    """Return the positions in `rime` that may carry the tone mark: two only for open oa, oe, uy."""
    quality = [place for place, letter in enumerate(rime) if letter in _QUALITY]
    if quality:
        return quality[-1:]
    vowels = [place for place, letter in enumerate(rime) if letter in _VOWELS]
    if rime in _TWO_STYLES:
        return vowels
    has_coda = vowels[-1] < len(rime) - 1
    return vowels[1:2] if len(vowels) > 1 and (has_coda or len(vowels) > 2) else vowels[:1]
