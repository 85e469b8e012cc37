"""The neutral emblem of the demo sites: the star of a bronze drum rising like a sun over three waves of hills."""

from PIL import Image, ImageDraw

from .curves import Point, arc, place, smooth, star
from .palette import AMBER, BRICK, CREAM, GOLD, MAROON, RED, Colour, mix, rgb

SCALE = 4


def draw_logo(size: int = 256) -> Image.Image:
    """A round emblem on a transparent ground, RGBA, `size` × `size` pixels."""
    side = size * SCALE
    unit = side / 200
    emblem = Image.new("RGB", (side, side), rgb(MAROON))
    pen = ImageDraw.Draw(emblem)

    def fill(points: list[Point], colour: Colour) -> None:
        pen.polygon([((100 + x) * unit, (100 + y) * unit) for x, y in points], fill=rgb(colour))

    def disc(radius: float, colour: Colour, y: float = 0) -> None:
        fill(arc(0, y, radius, radius, 0, 360, 180), colour)

    disc(98, RED)
    disc(91, GOLD)
    disc(88, BRICK)
    for i in range(36):
        fill(place([(76, -4), (84, 0), (76, 4)], 0, 0, angle=i * 10), mix(GOLD, AMBER, 0.3))
    disc(73, GOLD)
    disc(70.5, RED)
    fill(star(0, -8, 54, 15, 14), GOLD)
    disc(17, GOLD, -8)
    disc(12, RED, -8)
    disc(7, CREAM, -8)
    inside = Image.new("L", emblem.size)
    ImageDraw.Draw(inside).ellipse([(100 + s * 70.5) * unit for s in (-1, -1, 1, 1)], fill=255)
    ground = emblem.copy()
    for level, colour in ((18, AMBER), (32, BRICK), (36, CREAM), (47, MAROON)):
        line = smooth([(-80, level + 6), (-45, level - 4), (-5, level + 7), (38, level - 6), (80, level + 6)], steps=16)
        pen.polygon([((100 + x) * unit, (100 + y) * unit) for x, y in [*line, (80, 90), (-80, 90)]], fill=rgb(colour))
    ground.paste(emblem, mask=inside)
    outline = Image.new("L", emblem.size)
    ImageDraw.Draw(outline).ellipse([(100 + s * 98) * unit for s in (-1, -1, 1, 1)], fill=255)
    ground.putalpha(outline)
    return ground.reduce(SCALE)
