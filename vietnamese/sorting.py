"""Sort keys, stored beside the text, so that no database collation decides.

Order of letters and tones: the Vietnamese dictionary (a ă â b c d đ …; ngang, huyền, hỏi, ngã, sắc, nặng), compared
syllable by syllable: ca, ca dao, cà, cà phê, cá. A key holds digits only: these sort alike in C, glibc and ICU
collations, none of which has contractions or ignored characters among them.
"""

import re
import unicodedata

from vietnamese.repair import repair
from vietnamese.syllables import TONES

_ALPHABET = "aăâbƀcčdđeêĕfghiĭjklmnñoôơŏpqrstuưŭvwxyz"
_LETTER = {letter: f"{place:02d}" for place, letter in enumerate("0123456789", 10)}
_LETTER |= {letter: f"{place:02d}" for place, letter in enumerate(_ALPHABET, 30)}
_TONE = {mark: str(place) for place, mark in enumerate(TONES)}
_TONE_MARKS = re.compile("(?<=[aăâeêioôơuưy])[\u0300\u0301\u0303\u0309\u0323]")
_WORD = re.compile(r"[^\W_]+")
_END = "00"
_OTHER = "99"


def sort_key(text: str) -> str:
    """Return a key of [0-9] whose plain order is the dictionary order of `text`; letters without place sort last."""
    return "".join(map(_word_key, _WORD.findall(repair(text).lower())))


def person_key(name: str) -> str:
    """Return the key by which people are listed: the last word (the given name) first, then the name from its start."""
    words = name.split()
    return sort_key(" ".join([*words[-1:], *words[:-1]]))


def _word_key(word: str) -> str:
    letters, tone = [], "0"
    for letter in word:
        base, mark = _without_tone(letter)
        tone = _TONE.get(mark, tone) if mark else tone
        letters.append(_LETTER.get(base) or _other(base))
    return f"{''.join(letters)}{_END}{tone}"


def _without_tone(letter: str) -> tuple[str, str]:
    """Return a letter without its tone mark, and the mark."""
    if letter in _LETTER:
        return letter, ""
    apart = unicodedata.normalize("NFD", letter)
    mark = next((mark for mark in apart[1:] if mark in _TONE and apart[0] in "aeiouy"), "")
    base = unicodedata.normalize("NFC", apart.replace(mark, "")) if mark else letter
    return base, mark


def _other(letter: str) -> str:
    plain = unicodedata.normalize("NFD", letter)[0]
    return _LETTER.get(plain) or f"{_OTHER}{ord(letter):07d}"
