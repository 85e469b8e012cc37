"""Bring pasted text into the one form that the project stores. Legacy encodings are converted before (`legacy.py`)."""

import re
import unicodedata

from vietnamese.syllables import is_syllable
from vietnamese.tables import table

_LOOK_ALIKES = table("look_alikes")
_ALWAYS: dict[str, str] = _LOOK_ALIKES["always"]
_IN_WORD: dict[str, str] = _LOOK_ALIKES["in_word"]
_BULLET = "•"

_INVISIBLE = "\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_JOINERS = "\u200b-\u200d"
_PRIVATE = "\uf020-\uf0ff"
_BULLETS = re.compile("[\uf06c\uf06e\uf071\uf075\uf076\uf0a7\uf0a8\uf0b7\uf0d8\uf0e0\uf0fc]")
_DROPPED = re.compile(f"[{_INVISIBLE}{_PRIVATE}]+")
_JOINED = re.compile(f"[{_JOINERS}]+")
_NEEDS_JOINERS = re.compile("[\u0590-\u1dff\u2190-\uffff\U00010000-\U0010ffff]")
_IN_WORD_TABLE = str.maketrans(_IN_WORD)
_CONFUSING = "".join(_IN_WORD)
_CONFUSING_LETTER = re.compile(f"[{_CONFUSING}]")
_MARK = "[\u0300-\u036f\u00ad]"
_CONFUSING_WORD = re.compile(
    rf"(?<![\w\u0300-\u036f\u00ad])(?:[^\W\d_{_CONFUSING}]|{_MARK})*+[{_CONFUSING}](?:[^\W\d_]|{_MARK})*"
)
_SUSPECT = re.compile(f"[\u00a0{_INVISIBLE}{_JOINERS}{_PRIVATE}\u0300-\u0341{''.join(_ALWAYS)}{_CONFUSING}]")
_LATIN_LETTER = re.compile("[A-Za-zÀ-ɏḀ-ỿ]")
_TONE_FIRST = re.compile("([AaEeOo])([\u0300\u0301\u0303\u0309])(\u0302)|([Aa])([\u0300\u0301\u0303\u0309])(\u0306)")


def repair(text: str, lang: str = "vi") -> str:
    """Return `text` in NFC, free of what pasting from Word and PDF leaves behind; correct text comes back unchanged.

    Every language but Khmer: the quality mark goes before the tone mark, zero-width and direction marks and a byte
    order mark are removed (joiners stay where a script or an emoji needs them), a no-break space becomes a space,
    bullets of the Symbol and Wingdings fonts become •. Only `vi`: look-alike letters become the Vietnamese ones; of
    Cyrillic and Greek letters only those within a Latin word that becomes a valid syllable by it. Letters of Ê Đê and
    its neighbours (ĕ ŏ ŭ č ƀ) are kept. Khmer (`km`) is only composed: U+200B parts its words. Idempotent; no letter
    is lost.
    """
    if text.isascii():
        return text
    if lang == "km":
        return unicodedata.normalize("NFC", text)
    if not _SUSPECT.search(text) and unicodedata.is_normalized("NFC", text):
        return text
    text = _BULLETS.sub(_BULLET, unicodedata.normalize("NFC", text).replace("\u00a0", " "))
    text = _JOINED.sub(_joiners_where_needed, _DROPPED.sub("", text))
    if lang != "vi":
        return _in_order(text)
    for look_alike, letter in _ALWAYS.items():
        text = text.replace(look_alike, letter)
    text = _in_order(text)
    return _CONFUSING_WORD.sub(_as_vietnamese, text) if _CONFUSING_LETTER.search(text) else text


def _joiners_where_needed(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    needed = start and _NEEDS_JOINERS.match(text, start - 1) and _NEEDS_JOINERS.match(text, end)
    return match[0] if needed else ""


def _in_order(text: str) -> str:
    """Compose, with the circumflex or breve before the tone mark: e + acute + circumflex is ế, too."""
    composed = unicodedata.normalize("NFC", text)
    if "\u0302" not in composed and "\u0306" not in composed:
        return composed
    apart = unicodedata.normalize("NFD", composed)
    ordered = _TONE_FIRST.sub(lambda m: f"{m[1]}{m[3]}{m[2]}" if m[1] else f"{m[4]}{m[6]}{m[5]}", apart)
    return unicodedata.normalize("NFC", ordered)


def _as_vietnamese(match: re.Match[str]) -> str:
    word = match[0]
    replaced = _in_order(word.translate(_IN_WORD_TABLE))
    mixed = any(_LATIN_LETTER.match(letter) and letter not in _IN_WORD for letter in word)
    return replaced if mixed and is_syllable(replaced) else word
