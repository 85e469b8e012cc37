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
def _face(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / "news-serif.woff2", size)


class Sheet:
    """A sheet that is filled from the top."""

    def __init__(self) -> None:
        self.image = Image.new("L", (WIDTH, HEIGHT), 255)
        self.draw = ImageDraw.Draw(self.image)
        self.y = 80.0

    def line(self, text: str, size: int, *, centre: float = WIDTH / 2, left: float | None = None) -> None:
        """Write one line, centred or from the left."""
        face = _face(size)
        x = centre - face.getlength(text) / 2 if left is None else left
        self.draw.text((x, self.y), text, font=face, fill=0, anchor="ls")
        self.y += size * 1.55

    def paragraph(self, text: str, size: int = 19, *, indent: int = 34) -> None:
        """Write a text over as many lines as it takes."""
        words, line, left = text.split(), "", float(MARGIN + indent)
        for word in words:
            longer = f"{line} {word}".strip()
            if line and left + _face(size).getlength(longer) > WIDTH - MARGIN:
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
    sheet.line(place_and_day, 17, left=WIDTH - MARGIN - _face(17).getlength(place_and_day))
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
        if _face(19).getlength(longer) > WIDTH - 2 * MARGIN:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]
