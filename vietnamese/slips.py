"""What somebody probably meant who typed a syllable wrongly: a letter too many, too few or wrong, no blank, no Telex.

Everything here is in the search form of `folding.fold`: small letters without marks, đ as d.
"""

import re
from collections.abc import Iterator
from functools import cache

from vietnamese.folding import fold
from vietnamese.syllables import all_syllables

LETTERS = "abcdeghiklmnopqrstuvxy"
LONGEST = 24

_TELEX = (("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"), ("aw", "a"), ("ow", "o"), ("uw", "u"), ("w", ""))
_TELEX_TONE = re.compile(r"(?<=[aeiouy])([a-z]*?)[sfrxj]$")
_VNI = re.compile(r"(?<=[a-z])[0-9]")


@cache
def folded_syllables() -> frozenset[str]:
    """Return all Vietnamese syllables without their marks."""
    return frozenset(map(fold, all_syllables()))


def meant(word: str) -> list[str]:
    """Return what `word` (folded) may stand for, the likeliest first: one syllable, or two with a blank between.

    Only what is spelled as Vietnamese can be; `word` itself is not among them.
    """
    if len(word) > LONGEST:
        return []
    known = folded_syllables()
    guesses = [*_typed_without_method(word), *_parted(word), *_one_letter_off(word)]
    return [guess for guess in dict.fromkeys(guesses) if guess != word and all(part in known for part in guess.split())]


def _typed_without_method(word: str) -> Iterator[str]:
    """Yield what Telex or VNI would have made of the keys: tuyeen giaos, tuye6n gia1o."""
    for keys in (word, _TELEX_TONE.sub(r"\1", word)):
        for pattern, letter in _TELEX:
            keys = keys.replace(pattern, letter)
        yield keys
    yield _VNI.sub("", word)


def _parted(word: str) -> Iterator[str]:
    return (f"{word[:at]} {word[at:]}" for at in range(2, len(word) - 1))


def _one_letter_off(word: str) -> Iterator[str]:
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    yield from (before + after[1:] for before, after in splits if after)
    yield from (before + after[1] + after[0] + after[2:] for before, after in splits if len(after) > 1)
    yield from (before + letter + after[1:] for before, after in splits if after for letter in LETTERS)
    yield from (before + letter + after for before, after in splits for letter in LETTERS)
