"""From a text to the words that are indexed and looked for: the same for both engines, whatever a database's locale.

Latin, Greek and Cyrillic words are what stands between blanks and signs; an apostrophe does not part a word (H'Mông).
Khmer and the other scripts that write no blanks become overlapping pairs of letters, so that a phrase of pairs is a
substring, on every database alike. Words are letters and digits only: there is nothing to escape in them.
"""

import re

from vietnamese.folding import exact, loose

LONGEST_TEXT = 200_000
MOST_WORDS = 16_000
LONGEST_WORD = 60

_LETTERS = "a-z0-9ß-öø-ƺƼ-ƿǄ-ɏά-ώа-џḀ-ỿ"
_DENSE = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ede\u1000-\u109f\u1780-\u17d3\u17dd-\u17e9"  # Thai, Lao, Myanmar, Khmer
    "\u3041-\u30ff\u3400-\u9fff\uaa00-\uaadd"  # Japanese, Chinese, Cham, Tai Viet
)
_RUN = re.compile(rf"[{_LETTERS}]+|[{_DENSE}]+")
_APOSTROPHES = re.compile("(?<=[^\\W\\d_])['’‘ʼ`](?=[^\\W\\d_])")
_IGNORED = re.compile("[\u0300-\u036f\u00ad\u200b-\u200d\u2060]")
_NUMBER = re.compile(r"(?<![a-z0-9/])\d{1,6}(?:\s?[/–-]\s?(?:\d{4}(?=\s?[/–-])|[a-z]{1,12}\d{0,3}(?![a-z0-9])))+")
_SEPARATORS = re.compile("[^a-z0-9]+")


def folded_words(text: str) -> list[str]:
    """Return the words without accents, i and y levelled where both are written."""
    return _words(loose(_within(text)))


def exact_words(text: str) -> list[str]:
    """Return the words with their accents, in one tone style."""
    return _words(exact(_within(text)))


def number_keys(text: str) -> list[str]:
    """Return the document numbers in a text, each once, without accents, blanks and signs.

    `123/QĐ-UBND`, `123 / qd-ubnd` and `123-QD/UBND` all give `123qdubnd`. Dates and plain numbers are none.
    """
    found = _NUMBER.findall(loose(_within(text)))
    keys = (_SEPARATORS.sub("", number) for number in found)
    return list(dict.fromkeys(key for key in keys if not key.isdecimal()))


def is_dense(word: str) -> bool:
    """Return True for a coded pair or letter of a script without blanks."""
    return _CODED.fullmatch(word) is not None


def dense_runs(text: str) -> list[str]:
    """Return the stretches of scripts without blanks, as written but for zero-width signs."""
    runs = _RUN.findall(_IGNORED.sub("", loose(_within(text))))
    return [run for run in runs if _is_dense_run(run)]


_CODED = re.compile("u(?:[0-9a-f]{5}){1,2}")


def _within(text: str) -> str:
    return text[:LONGEST_TEXT].replace("\x00", " ")


def _words(prepared: str) -> list[str]:
    prepared = _IGNORED.sub("", _APOSTROPHES.sub("", prepared))
    words: list[str] = []
    for run in _RUN.findall(prepared):
        if _is_dense_run(run):
            # The last letter stands alone behind the pairs, so that a single letter finds it by its beginning.
            words.extend(_coded(run[start : start + 2]) for start in range(len(run)))
        else:
            words.append(run[:LONGEST_WORD])
        if len(words) >= MOST_WORDS:
            break
    return words[:MOST_WORDS]


def _is_dense_run(run: str) -> bool:
    return "\u0e00" < run[0] < "\u1100" or "\u1780" <= run[0] < "\u1800" or run[0] > "\u2fff"


def _coded(letters: str) -> str:
    """Return letters as ASCII, which no database's parser takes apart."""
    return "u" + "".join(f"{ord(letter):05x}" for letter in letters)
