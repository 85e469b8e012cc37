"""QR codes as the path of a drawing, so that a template writes them without a style of their own."""

from dataclasses import dataclass

import segno

QUIET = 4  # modules of white around, as ISO/IEC 18004 asks


@dataclass(frozen=True)
class Drawing:
    """A square of `size` modules, and the path of its dark ones."""

    size: int
    path: str


def draw(text: str) -> Drawing:
    """Return the QR code of a text."""
    rows = list(segno.make(text, micro=False, error="m").matrix_iter(border=QUIET))
    runs = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark]
    return Drawing(len(rows), "".join(runs))
