"""The picture that stands for an article without one where it is shared: its title in the colours of its site.

Drawn when it is first asked for, kept under a name made of everything that it shows (and of the installation's secret,
so that nobody can guess the name of what is not published), and never changed.
"""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.crypto import salted_hmac
from PIL import Image, ImageDraw, ImageFont, features

from provinces import colours
from provinces.metadata import SharePicture

from .models import Article

WIDTH, HEIGHT = 1200, 630
VERSION = 1  # of the drawing
FOLDER = "chia-se"
FONTS = Path(__file__).parent / "fonts"
LATIN, KHMER = "SourceSerif4_600SemiBold.ttf", "NotoSansKhmer_600SemiBold.ttf"

MARGIN = 72
BAND = 112
SIZES = (76, 68, 60, 53, 47, 42, 37)
SMALL = 30

_KHMER = re.compile("([\u1780-\u17ff\u19e0-\u19ff\u200b]+)")
# A Khmer letter with what hangs on it: the places between which a line without blanks may be broken.
_CLUSTER = re.compile("[\u1780-\u17b3](?:[\u17b4-\u17d1\u17d3\u17dd]|\u17d2[\u1780-\u17b3])*|.", re.DOTALL)

Width = Callable[[str], float]


@dataclass(frozen=True)
class Card:
    """What a share picture shows."""

    title: str
    kicker: str
    name: str
    hues: tuple[int, int]

    @property
    def digest(self) -> str:
        """A name for the picture that changes whenever the picture does."""
        shown = "\x00".join([str(VERSION), self.title, self.kicker, self.name, *map(str, self.hues)])
        return salted_hmac("articles.drawn", shown, algorithm="sha256").hexdigest()[:24]


def can_draw(text: str) -> bool:
    """Return True when the letters of `text` are drawn right: Khmer ones need a library that joins them."""
    return not _KHMER.search(text) or bool(features.check("raqm"))


def card_of(article: Article, language: str) -> Card:
    """Return what the picture of an article shows in a language; what could not be drawn right is left out."""
    site = article.site
    title = article.text("title", language) or article.text("title", settings.LANGUAGE_CODE)
    kicker, name = article.category.text("name", language), site.text("name", language) or site.name
    title, kicker, name = (text if can_draw(text) else "" for text in (title, kicker, name))
    return Card(title, kicker, name, (site.brand_hue, site.accent_hue))


def as_shared(article: Article, language: str) -> SharePicture:
    """Return the picture of an article with its address on the site that is mounted."""
    card = card_of(article, language)
    return SharePicture(reverse("articles:drawn", args=[article.pk, card.digest]), WIDTH, HEIGHT, card.title)


def stored(card: Card) -> bytes:
    """Return the picture, drawn and kept when it is not there yet."""
    name = f"{FOLDER}/{card.digest}.png"
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            kept: bytes = file.read()
            return kept
    drawn = png(card)
    saved = default_storage.save(name, ContentFile(drawn))
    if saved != name:  # another worker was quicker
        default_storage.delete(saved)
    return drawn


def png(card: Card) -> bytes:
    """Draw the picture."""
    tokens = colours.tokens(*card.hues, dark=False)
    image = Image.new("RGB", (WIDTH, HEIGHT), tokens["paper"])
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, HEIGHT - BAND, WIDTH, HEIGHT), fill=tokens["band"])
    pen.rectangle((0, HEIGHT - BAND, WIDTH, HEIGHT - BAND + 6), fill=tokens["band-accent"])
    pen.rectangle((0, 0, 18, HEIGHT - BAND), fill=tokens["brand"])
    room = WIDTH - 2 * MARGIN
    _write(pen, (MARGIN, HEIGHT - BAND / 2 + 3), _shortened(card.name, SMALL, room), SMALL, tokens["band-ink"])
    top = MARGIN
    if card.kicker:
        _write(pen, (MARGIN, top + SMALL / 2), _shortened(card.kicker, SMALL, room), SMALL, tokens["brand"])
        top += SMALL + 22
    _write_title(pen, card.title, top, HEIGHT - BAND - 40, room, tokens["ink"])
    buffer = io.BytesIO()
    image.quantize(64).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _write_title(pen: ImageDraw.ImageDraw, title: str, top: float, bottom: float, room: float, ink: str) -> None:
    """Write the title as large as it fits, set in the middle of its room from above."""
    spacing = 1.5 if _KHMER.search(title) else 1.24
    for size in SIZES:
        lines = broken(title, room, _width_at(size))
        if len(lines) * size * spacing <= bottom - top:
            break
    else:
        most = int((bottom - top) / (size * spacing))
        if len(lines) > most:
            lines = [*lines[: most - 1], _shortened(" ".join(lines[most - 1 :]), size, room)]
    step = size * spacing
    above = max((bottom - top - step * len(lines)) / 2, 0)
    for number, line in enumerate(lines):
        _write(pen, (MARGIN, top + above + step * (number + 0.5)), line, size, ink)


def broken(text: str, room: float, width: Width) -> list[str]:
    """Return the lines of a text: broken between words (syllables in Vietnamese), as few as fit, about as long.

    A Khmer stretch without blanks is broken between letters with all that hangs on them; what no break bears (one long
    word) stands alone.
    """
    fewest = _filled(text, room, width)
    low, high = room / 2, room
    for _ in range(7):  # narrow until one line more would be needed: then no line is left with a single word
        middle = (low + high) / 2
        low, high = (low, middle) if len(_filled(text, middle, width)) <= len(fewest) else (middle, high)
    return _filled(text, high, width)


def _filled(text: str, room: float, width: Width) -> list[str]:
    lines: list[str] = []
    line = ""
    for part in _parts(text):
        if line and width((line + part).rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += part.lstrip() if not line else part
    return [*lines, line.rstrip()] if line.strip() else lines


def _parts(text: str) -> Iterator[str]:
    """Yield what a line may end behind: words with their blank, Khmer letters with what hangs on them."""
    for word in re.findall(r"[^ \n]+[ \n]*", text):
        if _KHMER.search(word):
            yield from (part for piece in word.split("\u200b") for part in _CLUSTER.findall(piece))
        else:
            yield word


@lru_cache(maxsize=32)
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / name, size)


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Yield (font, stretch): Khmer letters stand in a face of their own."""
    for place, run in enumerate(_KHMER.split(text)):
        if run:
            yield (KHMER if place % 2 else LATIN), run.replace("\u200b", "")


def _width_at(size: int) -> Width:
    return lambda text: sum(_font(name, size).getlength(run) for name, run in _runs(text))


def _write(pen: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int, ink: str) -> None:
    """Write a line whose middle stands at the given height."""
    x, y = at
    for name, run in _runs(text):
        pen.text((x, y), run, fill=ink, font=_font(name, size), anchor="lm")
        x += _font(name, size).getlength(run)


def _shortened(text: str, size: int, room: float) -> str:
    """Return a text that fits into one line, ended by … where words were left out."""
    width = _width_at(size)
    words = text.split()
    while len(words) > 1 and width(" ".join([*words, "…"])) > room and width(" ".join(words)) > room:
        words.pop()
    kept = " ".join(words)
    return kept if kept == " ".join(text.split()) else f"{kept.rstrip(',;:.–- ')} …"
