"""Gambling words: in any spelling that a reader would still understand, and only where they advertise.

An article on police work names the same things as an advertisement. What tells them apart is what stands beside the
words: a link, an invitation, how often they come, and how they are written: nobody who reports writes `n.h.à c.á.i`.
"""

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

from vietnamese.folding import fold

from . import INVISIBLE

DATA = Path(__file__).resolve().parent.parent / "data"
ENOUGH = 6  # points from which a text advertises
POINTS = {"brand": 2, "offer": 2, "word": 1, "invite": 1, "hidden": 6, "report": -3}
LINKED = 3  # points more for a text that leads outside
SHORTEST = 4  # letters of a word that is looked for in taken-apart writing
MOST_REPORTS = 4  # words of a report beyond count no more, so that an advertisement cannot buy its way out

_LEET = str.maketrans("013457@$!", "oieastasi")
# One letter, a sign, one letter, …: at least four of them.
_APART = re.compile(r"(?<![a-z0-9])[a-z0-9](?:[\s.\-_*·•|/,~+]{1,3}[a-z0-9](?![a-z0-9])){3,}")
_SIGN_INSIDE = re.compile(r"(?<=[a-z0-9])[.\-_*·•|~+](?=[a-z0-9])")
_SEPARATED = re.compile(r"[^a-z0-9]+")


def plain(text: str) -> str:
    """Return the form in which words are looked for: one width, without signs that nobody sees, folded."""
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign not in INVISIBLE)
    return fold(seen)


@cache
def _lexicon() -> dict[str, re.Pattern[str]]:
    with (DATA / "words.csv").open(encoding="utf-8") as file:
        return {row["class"]: _any_of(row["words"].split("|")) for row in csv.DictReader(file)}


def _any_of(words: list[str]) -> re.Pattern[str]:
    folded = sorted({fold(word) for word in words}, key=len, reverse=True)
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(map(re.escape, folded))})(?![a-z0-9])")


@cache
def _solid() -> re.Pattern[str]:
    """Return what is looked for in writing that was taken apart: brands, offers and words without their blanks."""
    with (DATA / "words.csv").open(encoding="utf-8") as file:
        rows = {row["class"]: row["words"].split("|") for row in csv.DictReader(file)}
    words = {_SEPARATED.sub("", fold(word)) for name in ("brand", "offer", "word") for word in rows[name]}
    return re.compile("|".join(sorted((w for w in words if len(w) >= SHORTEST), key=len, reverse=True)))


def taken_apart(folded: str) -> str:
    """Return the first gambling word that was written letter by letter, as it stands in the folded text; else ''."""
    for found in _APART.finditer(folded):
        letters = _SEPARATED.sub("", found[0])
        for written in (letters, letters.translate(_LEET)):
            if _solid().search(written):
                return found[0]
    return ""


def disguised(folded: str) -> str:
    """Return the first gambling word with a sign inside (`ku.bet`, `nh.a c-ai`) or digits for letters; else ''."""
    lexicon = _lexicon()
    for changed in (_SIGN_INSIDE.sub("", folded), _SIGN_INSIDE.sub(" ", folded), folded.translate(_LEET)):
        if changed == folded:
            continue
        for name in ("offer", "word", "brand"):
            found = lexicon[name].search(changed)
            if found and not lexicon[name].search(folded):
                return found[0]
    return ""


def names_gambling(text: str) -> bool:
    """Return True when a short text (of a link, a host) names gambling in any spelling."""
    folded = plain(text)
    lexicon = _lexicon()
    named = any(lexicon[name].search(folded) for name in ("brand", "offer", "word"))
    return named or bool(taken_apart(folded) or disguised(folded))


def reports(text: str) -> bool:
    """Return True when a text speaks as those do who fight gambling."""
    return bool(_lexicon()["report"].search(plain(text)))


def points(text: str, *, leads_outside: bool = False) -> tuple[int, str]:
    """Return how much a text looks like an advertisement for gambling, and the words that say so.

    Each word counts once with every 300 letters of text, so that an article that is long is not suspect for that.
    """
    folded = plain(text)
    lexicon = _lexicon()
    found = {name: pattern.findall(folded) for name, pattern in lexicon.items()}
    hidden = [word for word in (taken_apart(folded), disguised(folded)) if word]
    named = [*found["brand"], *found["offer"], *found["word"], *hidden]
    if not named:
        return 0, ""
    portions = 1 + len(folded) // 300
    most = 2 * portions + 2
    score = POINTS["hidden"] * len(hidden)
    for name in ("brand", "offer", "word", "invite"):
        score += POINTS[name] * min(len(found[name]), most)
    score += POINTS["report"] * min(len(set(found["report"])), MOST_REPORTS)
    score += LINKED if leads_outside else 0
    # Words alone are no offer: somebody must be asked to come, or be led there, or the words be disguised.
    if not (found["brand"] or found["offer"] or hidden or leads_outside):
        score = min(score, ENOUGH - 1)
    if not (found["invite"] or hidden or leads_outside) and len(found["brand"]) + len(found["offer"]) < 3:
        score = min(score, ENOUGH - 1)
    return score, ", ".join(dict.fromkeys(named))
