"""Text typed in the fonts of before Unicode: TCVN3 (ABC, fonts .Vn*) and VNI-Windows (fonts VNI-*).

Such text arrives as Latin-1 letters and signs. TCVN3's ư is U+00AD, the soft hyphen: detect and convert before any
cleaning. Correct text must never be converted, so `detect` asks what the words become, not which letters they hold.
"""

import re
import unicodedata
from enum import StrEnum
from functools import cache

from vietnamese.syllables import is_syllable
from vietnamese.tables import table


class Encoding(StrEnum):
    """A legacy encoding that `detect` can tell and `convert` can read."""

    TCVN3 = "tcvn3"
    VNI = "vni"


_FONTS = ((re.compile(r"(?i)\s*['\"]?\.vn"), Encoding.TCVN3), (re.compile(r"(?i)\s*['\"]?vni[- ]"), Encoding.VNI))
_CAPITALS_FONT = re.compile(r"\.Vn\w+H['\"]?\s*$")
_WORD = re.compile(r"(?<!\d)[A-Za-z\u00a1-\u024f\u0300-\u036f\u1e00-\u1eff]{2,}(?!\d)")
_BEYOND_LATIN_1 = re.compile(r"[^\x00-\xff]")
_CAPITAL_INSIDE = re.compile(r"[a-zà-ÿ].*[À-Þ]|.[À-Þ].*[a-zà-ÿ]")
_SIGN = re.compile(r"[^A-Za-zÀ-ÖØ-öø-ÿ]")
_UNICODE_LETTER = re.compile("(?i)[ăđĩũơưạ-ỹ]")
_FOREIGN_LETTER = re.compile(r"[^\x00-\x7fàáâãèéêìíòóôõùúý]")
_UNIT = re.compile("µ[a-zA-Z]")
_VNI_PAIR = re.compile(r"(?i)[aeouyôö][\xc0-\xff]")
_PLAIN_LETTER = re.compile("[A-Za-z]")
_PARAGRAPH = re.compile(r"([^\r\n\u2029]+)")

_VALID_AFTER = 0.8
_VALID_TOGETHER = 0.6
_GAIN = 0.15


def detect(text: str, font: str = "") -> Encoding | None:
    """Return the legacy encoding of `text` (one paragraph or run), None when it is sound or cannot be told.

    `font` is the font's name when the paste has it: `.VnTime`, `VNI-Times`. Without it the words decide: those with
    letters beyond ASCII must become Vietnamese syllables by the conversion, and enough of them must not have been any
    before.
    """
    by_font = next((encoding for pattern, encoding in _FONTS if pattern.match(font)), None)
    if by_font and not _UNICODE_LETTER.search(text):
        return by_font
    words = [word for word in _WORD.findall(text) if not _UNIT.fullmatch(word)]
    scores = {encoding: _gained(words, encoding) for encoding in Encoding}
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] > _GAIN else None


def convert(text: str, encoding: Encoding, upper: bool = False) -> str:
    """Return `text` read as `encoding`, in NFC. `upper`: the font draws capitals (.VnTimeH), so return capitals."""
    if encoding is Encoding.TCVN3:
        converted = text.translate(_tcvn3())
    else:
        pattern, letters = _vni()
        converted = pattern.sub(lambda match: letters[match[0]], text)
    converted = unicodedata.normalize("NFC", converted)
    return converted.upper() if upper else converted


def modernise(text: str, font: str = "") -> tuple[str, Encoding | None]:
    """Return `text` with each legacy paragraph converted, and the encoding met first (None: nothing was changed).

    Where the font draws capitals, or the paragraph is a heading, its letters become capitals.
    """
    met: list[Encoding] = []
    capitals_font = bool(_CAPITALS_FONT.search(font))

    def modern(match: re.Match[str]) -> str:
        encoding = detect(match[0], font)
        if encoding is None:
            return match[0]
        met.append(encoding)
        return convert(match[0], encoding, upper=capitals_font or is_heading(match[0], encoding))

    return _PARAGRAPH.sub(modern, text), met[0] if met else None


def is_heading(text: str, encoding: Encoding) -> bool:
    """Say whether a paragraph in `encoding` is meant in capitals: TCVN3 has lower-case codes only for most letters, so
    where all plain letters are capitals the others are meant to be.
    """
    plain = "".join(_PLAIN_LETTER.findall(text))
    return encoding is Encoding.TCVN3 and len(plain) > 1 and plain.isupper()


def _gained(words: list[str], encoding: Encoding) -> float:
    """Return the share of telling words that only the conversion makes syllables; 0 when it is unlikely.

    Telling are the words with a letter or sign beyond ASCII. Most of them, and most of all words, must be syllables
    afterwards.
    """
    telling = [word for word in words if not word.isascii()]
    before = [_was_sound(word) for word in telling]
    after = [not _BEYOND_LATIN_1.search(word) and is_syllable(convert(word, encoding)) for word in telling]
    together = sum(after) + sum(is_syllable(word) for word in words if word.isascii())
    if not telling or sum(after) < _VALID_AFTER * len(telling) or together < _VALID_TOGETHER * len(words):
        return 0
    gained = [word for word, was, becomes in zip(telling, before, after, strict=True) if becomes and not was]
    if len(gained) == 1 and not _is_evidence(gained[0], encoding, in_sound_phrase=together == len(words) > 1):
        return 0
    return (sum(after) - sum(before)) / len(telling)


def _is_evidence(word: str, encoding: Encoding, *, in_sound_phrase: bool) -> bool:
    """Say whether one gained word alone tells: most such words are foreign names.

    Coded words hold a sign (TCVN3), a capital inside, or a vowel with its mark behind it (VNI); between sound words
    also a lower-case word with letters that Vietnamese lacks is one.
    """
    if _SIGN.search(word) or _CAPITAL_INSIDE.search(word) or (encoding is Encoding.VNI and _VNI_PAIR.search(word)):
        return True
    return in_sound_phrase and word.islower() and bool(_FOREIGN_LETTER.search(word))


def _was_sound(word: str) -> bool:
    return is_syllable(word) and not _CAPITAL_INSIDE.search(word)


@cache
def _tcvn3() -> dict[int, str]:
    return str.maketrans(table("tcvn3")["letters"])


@cache
def _vni() -> tuple[re.Pattern[str], dict[str, str]]:
    letters: dict[str, str] = table("vni")["letters"]
    longest_first = sorted(letters, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), letters
