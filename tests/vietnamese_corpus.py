"""Correct Vietnamese text for the tests of `vietnamese/`, made of the project's own phrases, and its legacy forms."""

import random
import re
from functools import cache
from itertools import product
from pathlib import Path

from vietnamese.legacy import Encoding
from vietnamese.tables import table

_FILE = Path(__file__).parent / "data" / "vietnamese_phrases.txt"
_DEBIAN_LIST = Path("/usr/share/hunspell/vi_VN.dic")


@cache
def sections() -> dict[str, list[str]]:
    """Return the lines of the phrase file by the first word of their heading."""
    found: dict[str, list[str]] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            lines = found.setdefault(re.split(r"\W", line[2:])[0], [])
        else:
            lines.append(line)
    return found


def own_syllables() -> list[str]:
    """Return the distinct lower-case syllables of the project's own phrases."""
    lines = [line for name, part in sections().items() if name != "other" for line in part]
    return sorted(set(re.findall(r"[^\W\d_]+", " ".join(lines).lower())))


def debian_syllables() -> list[str]:
    """Return Debian's list `hunspell-vi`, empty where it is not installed: its licence keeps it out of here."""
    return _DEBIAN_LIST.read_text(encoding="utf-8").split()[1:] if _DEBIAN_LIST.exists() else []


def windows(shortest: int, longest: int) -> list[str]:
    """Return all runs of `shortest` to `longest` words of the clauses, in a fixed shuffled order."""
    runs = set()
    for clause in sections()["clauses"]:
        words = clause.split()
        for length, start in product(range(shortest, longest + 1), range(len(words))):
            if start + length <= len(words):
                runs.add(" ".join(words[start : start + length]).strip(","))
    ordered = sorted(runs)
    random.Random(length).shuffle(ordered)
    return ordered


def people() -> list[str]:
    """Return full names: surname, middle name, given name."""
    part = sections()
    return [" ".join(name) for name in product(part["surnames"], part["middle"], part["given"])]


def correct_phrases(count: int) -> list[str]:
    """Return `count` distinct correct phrases: clauses, headings, names, foreign and Ê Đê words, numbers, mixtures."""
    part, chance = sections(), random.Random(6000)
    runs, names = windows(2, 9), people()
    phrases = dict.fromkeys([*part["clauses"], *part["titles"], *part["other"], *part["places"]])
    while len(phrases) < count:
        name, place, run = chance.choice(names), chance.choice(part["places"]), chance.choice(runs)
        other, title = chance.choice(part["other"]), chance.choice(part["titles"])
        made = (
            run,
            run.capitalize(),
            run.upper(),
            name,
            f"{title} {place}",
            f"{other} {run}",
            f"{name}, {other}",
            f"{place}: {other}",
            f"{chance.randint(1, 99)} {run.split()[0]}",
            f"{title} {chance.randint(2000, 2030)}",
            f"ông {name} ({place})",
        )
        phrases[chance.choice(made)] = None
    return list(phrases)[:count]


@cache
def _codes(encoding: Encoding) -> dict[str, str]:
    letters: dict[str, str] = table(encoding.value)["letters"]
    return {letter: code for code, letter in reversed(letters.items())}


def as_legacy(text: str, encoding: Encoding) -> str:
    """Return `text` as it arrives from a paste in a legacy font; TCVN3 has lower-case codes for most capitals."""
    codes = _codes(encoding)
    return "".join(codes.get(letter) or codes.get(letter.lower()) or letter for letter in text)
