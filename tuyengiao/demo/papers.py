"""A document as a page of paper: what a scanner would give, drawn with the site's own face, the same every time."""

import io
import time
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
WIDTH, HEIGHT = 827, 1169  # A4 at 100 dots per inch
MARGIN = 90
DAWN = time.gmtime(0)  # a date inside the file would make every run's file another one


@cache
def _faces(size: int) -> tuple[ImageFont.FreeTypeFont, ImageFont.FreeTypeFont]:
    """Return the face of Latin letters and that of Vietnamese ones, which stand in two files."""
    latin, vietnamese = (ImageFont.truetype(FONTS / f"source-serif-4-{part}.woff2", size) for part in _PARTS)
    return latin, vietnamese


_PARTS = ("latin", "vietnamese")


def _runs(text: str, size: int) -> list[tuple[str, ImageFont.FreeTypeFont]]:
    latin, vietnamese = _faces(size)
    return [(letter, vietnamese if _is_vietnamese(letter) else latin) for letter in text]


def _is_vietnamese(letter: str) -> bool:
    return 0x102 <= ord(letter) <= 0x1B0 or 0x1EA0 <= ord(letter) <= 0x1EF9


def _width(text: str, size: int) -> float:
    return sum(face.getlength(letter) for letter, face in _runs(text, size))


class Sheet:
    """A sheet that is filled from the top."""

    def __init__(self) -> None:
        self.image = Image.new("L", (WIDTH, HEIGHT), 255)
        self.draw = ImageDraw.Draw(self.image)
        self.y = 80.0

    def line(self, text: str, size: int, *, centre: float = WIDTH / 2, left: float | None = None) -> None:
        """Write one line, centred or from the left."""
        x = centre - _width(text, size) / 2 if left is None else left
        for letter, face in _runs(text, size):
            self.draw.text((x, self.y), letter, font=face, fill=0, anchor="ls")
            x += face.getlength(letter)
        self.y += size * 1.55

    def paragraph(self, text: str, size: int = 19, *, indent: int = 34) -> None:
        """Write a text over as many lines as it takes."""
        words, line, left = text.split(), "", float(MARGIN + indent)
        for word in words:
            longer = f"{line} {word}".strip()
            if line and left + _width(longer, size) > WIDTH - MARGIN:
                self.line(line, size, left=left)
                line, left = word, float(MARGIN)
            else:
                line = longer
        self.line(line, size, left=left)
        self.y += 8


def pdf(
    *, issuer: str, number: str, place_and_day: str, kind: str, summary: str, points: list[str], signer: str
) -> bytes:
    """Return a document of one page."""
    sheet = Sheet()
    sheet.line(issuer.upper(), 17)
    sheet.line("*", 17)
    sheet.line(f"Số {number}", 17, left=MARGIN)
    sheet.y -= 17 * 1.55
    sheet.line(place_and_day, 17, left=WIDTH - MARGIN - _width(place_and_day, 17))
    sheet.y += 40
    sheet.line(kind.upper(), 26)
    for part in _in_two(summary):
        sheet.line(part, 19)
    sheet.y += 24
    for number_of_point, point in enumerate(points, 1):
        sheet.paragraph(f"{number_of_point}. {point}")
    sheet.y += 40
    sheet.line("TRƯỞNG BAN", 19, centre=WIDTH * 0.72)
    sheet.y += 70
    sheet.line(signer, 20, centre=WIDTH * 0.72)
    buffer = io.BytesIO()
    page = sheet.image.convert("1", dither=Image.Dither.NONE)
    page.save(buffer, "PDF", resolution=100.0, title=f"{kind} {number}", creationDate=DAWN, modDate=DAWN)
    return buffer.getvalue()


def _in_two(text: str) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if _width(longer, 19) > WIDTH - 2 * MARGIN:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]
