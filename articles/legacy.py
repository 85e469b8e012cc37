"""Pasted text in legacy fonts: paragraphs of runs with the name of the font, converted run by run.

A run with the name of a legacy font is judged by it; for the others the whole paragraph is judged, as one word alone
tells little.
"""

from typing import Any

from vietnamese.legacy import Encoding, convert, detect, modernise

Run = tuple[str, str]  # text, name of its font ("" when unknown)
NAMES = {Encoding.TCVN3: "TCVN3 – .VnTime", Encoding.VNI: "VNI"}


def paragraphs_of(asked: Any, most: int) -> list[list[Run]]:
    """Return what a script sent as paragraphs of runs; raises ValueError or TypeError for anything else."""
    paragraphs = [[(_text(text), _text(font)) for text, font in runs] for runs in asked]
    if sum(map(len, paragraphs)) > most:
        raise ValueError("too many runs")
    return paragraphs


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def modern(paragraphs: list[list[Run]]) -> tuple[list[list[str]], list[Encoding]]:
    """Return the texts of all runs in Unicode, and the encodings that were met."""
    met: list[Encoding] = []
    converted = [_modern_runs(runs, met) for runs in paragraphs]
    return converted, list(dict.fromkeys(met))


def _modern_runs(runs: list[Run], met: list[Encoding]) -> list[str]:
    whole = detect("".join(text for text, font in runs if modernise(text, font)[1] is None))
    plain = [letter for text, _font in runs for letter in text if letter.isascii() and letter.isalpha()]
    is_heading = len(plain) > 1 and all(letter.isupper() for letter in plain)
    found = []
    for text, font in runs:
        new, encoding = modernise(text, font)
        if encoding is None and whole is not None and not text.isascii():
            encoding, new = whole, convert(text, whole, upper=whole is Encoding.TCVN3 and is_heading)
        if encoding is not None:
            met.append(encoding)
        found.append(new)
    return found
