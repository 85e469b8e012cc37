"""Search forms of a text. What two spellings share decides what a search finds, on every database alike."""

import re
import unicodedata

from vietnamese.repair import repair

_UNTOUCHED = frozenset({"km", "zh"})
_STROKES = dict(zip("đðøłħıƀƣ", "ddolhibu", strict=True)) | {"ß": "ss", "æ": "ae", "œ": "oe"}


def _marks_off() -> dict[int, int | str]:
    """Return what `str.translate` makes of each lower-case letter. Complete for ASCII and Latin: misses are slow."""
    off: dict[int, int | str] = {code: code for code in range(0x80)}
    for code in (*range(0xA0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        plain = _STROKES.get(base, base)
        off[code] = ord(plain) if len(plain) == 1 else plain
    return off | dict.fromkeys(map(ord, "’‘ʼ`"), ord("'")) | dict.fromkeys((*range(0x300, 0x370), 0xAD), "")


_MARKS_OFF = _marks_off()
_NEW_STYLE = re.compile(r"(?<!q)(?:o[àảãáạèẻẽéẹ]|u[ỳỷỹýỵ])(?!\w)")
_TO_OLD_STYLE = {
    unicodedata.normalize("NFC", f"{first}{second}{tone}"): unicodedata.normalize("NFC", f"{first}{tone}{second}")
    for first, second in ("oa", "oe", "uy")
    for tone in "\u0300\u0309\u0303\u0301\u0323"
}
_I_OR_Y = re.compile(r"\b(qu|[hklmstv])y(?!\w)|\b(qu)y(?=(?:t|p|n|nh|ch)\b)")


def fold(text: str, lang: str = "vi") -> str:
    """Return the search form: repaired, lower case, all marks of Latin letters off, đ as d, blanks collapsed.

    The two tone styles meet here (hòa, hoà: hoa). Texts in Khmer and Chinese are only composed and lowered.
    """
    if lang in _UNTOUCHED:
        return unicodedata.normalize("NFC", text).lower()
    return " ".join(repair(text, lang).lower().translate(_MARKS_OFF).split())


def exact(text: str, lang: str = "vi") -> str:
    """Return the form for "exact accents first": lower case, NFC, marks kept, in one tone style (hoà becomes hòa)."""
    if lang in _UNTOUCHED:
        return unicodedata.normalize("NFC", text).lower()
    lowered = " ".join(repair(text, lang).lower().split())
    return _NEW_STYLE.sub(lambda match: _TO_OLD_STYLE[match[0]], lowered) if lang == "vi" else lowered


def loose(text: str) -> str:
    """Return `fold(text)` with i and y levelled where both are written: kỹ and kĩ, lý and lí, quý and quí."""
    return _I_OR_Y.sub(lambda match: f"{match[1] or match[2]}i", fold(text))
