"""A text without what tells who wrote it: their name, e-mail addresses, telephone and identity numbers."""

import re
from typing import TYPE_CHECKING

from vietnamese.folding import fold

if TYPE_CHECKING:
    from .models import Case

MARK = "[…]"
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DIGITS = re.compile(r"(?<![\w/])\+?\d(?:[\s.()-]?\d){8,13}(?![\w/])")


def redacted(text: str, case: "Case") -> str:
    """Return `text` as a proposal for publication; a person reads it before anybody else does."""
    for own in (case.name, case.address):
        text = _without(text, own)
    return _DIGITS.sub(MARK, _EMAIL.sub(MARK, text))


def _without(text: str, own: str) -> str:
    """Return the text without a phrase, however its letters are accented; phrases of one short word stay."""
    wanted = fold(own).split()
    if len(wanted) < 2:
        return text
    words = re.split(r"(\s+)", text)
    plain = [fold(word).strip(".,;:!?()“”\"'") for word in words]
    at = 0
    while at < len(words):
        here = [place for place in range(at, len(words)) if plain[place]][: len(wanted)]
        if here and here[0] == at and [plain[place] for place in here] == wanted:
            words[at : here[-1] + 1] = [MARK]
            plain[at : here[-1] + 1] = [MARK]
        at += 1
    return "".join(words)
