"""The inks of the demo's pictures: one small box of colours, so that all pictures belong together."""

from typing import TypeAlias

from PIL import ImageColor

Colour: TypeAlias = str | tuple[int, int, int]

WHITE, PAPER, CREAM, SAND = "#fffaf0", "#fbf2df", "#f5e6c8", "#e6cb98"
GOLD, AMBER, CORAL, RED = "#f2b541", "#e8892f", "#e2674a", "#c23a2c"
BRICK, MAROON, PLUM = "#933023", "#641f22", "#54294a"
BLUSH, ROSE, PEACH = "#f6cfb8", "#e7a196", "#f8c58c"
MIST, SKY, AQUA, TEAL = "#dcebe4", "#a8d2d3", "#5fb1b0", "#1f7b7d"
DEEP, NAVY, NIGHT, INDIGO = "#12515b", "#16334c", "#0d2035", "#3a4779"
RICE, LEAF, GREEN, JADE = "#c3d163", "#8fb84b", "#4f9150", "#2b7a5c"
FOREST, PINE = "#1b5544", "#113a35"
BARK, WOOD, TAN = "#4f3325", "#96603a", "#c99259"
SKIN, SKIN_DARK, HAIR, INK = "#dba57c", "#b97f58", "#2a2228", "#22262c"


def rgb(colour: Colour) -> tuple[int, int, int]:
    """The three channels (0–255) of a hexadecimal or ready colour."""
    if isinstance(colour, tuple):
        return colour
    red, green, blue = ImageColor.getrgb(colour)[:3]
    return red, green, blue


def mix(one: Colour, other: Colour, share: float) -> tuple[int, int, int]:
    """The colour between two: share 0 gives the first, 1 the second."""
    a, b = rgb(one), rgb(other)
    red, green, blue = (round(x + (y - x) * share) for x, y in zip(a, b, strict=True))
    return red, green, blue


def lighter(colour: Colour, share: float) -> tuple[int, int, int]:
    """A tint: the colour mixed with warm white by share 0–1."""
    return mix(colour, WHITE, share)


def darker(colour: Colour, share: float) -> tuple[int, int, int]:
    """A shade: the colour mixed with night blue by share 0–1."""
    return mix(colour, NIGHT, share)
