"""Sky, light, hills, water and weather: the large layers of a picture."""

from .canvas import Canvas, fade
from .curves import Outline, Point, along, arc, crags, ridge, smooth, star
from .palette import MIST, WHITE, Colour, darker, lighter, mix


def sun(c: Canvas, x: float, y: float, radius: float, colour: Colour, halo: Colour = WHITE, reach: float = 4) -> None:
    """A sun disc in its halo; `reach` is the halo's radius in discs."""
    c.glow(x, y, radius * reach, halo, 0.7)
    c.glow(x, y, radius * 1.8, halo, 0.6)
    c.disc(x, y, radius, colour)


def rays(c: Canvas, x: float, y: float, count: int, colour: Colour, alpha: float = 0.15, reach: float = 1800) -> None:
    """Wide sunbeams turning around a point."""
    for i in range(count):
        beam = arc(x, y, reach, reach, i * 360 / count, (i + 0.5) * 360 / count, 2)
        c.shape([(x, y), *beam], colour, alpha)


def hill(c: Canvas, y: float, height: float, colour: Colour, foot: Colour | None = None, bumps: int = 5) -> list[Point]:
    """A hill range that fades into `foot` (mist, by default a tint) downwards; gives its line."""
    line = ridge(c.rng, y, height, bumps)
    _range(c, line, colour, foot)
    return line


def mountains(c: Canvas, y: float, height: float, colour: Colour, foot: Colour | None = None, peaks: int = 5) -> None:
    """A range of peaks standing on the level y, its foot fading into mist."""
    _range(c, crags(c.rng, y, height, peaks), colour, foot)


def _range(c: Canvas, line: list[Point], colour: Colour, foot: Colour | None) -> None:
    top, low = min(y for _, y in line), max(y for _, y in line)
    bottom = low + (low - top) * 0.9 + 60
    pale = foot or lighter(colour, 0.35)
    c.shape([*line, (line[-1][0], bottom), (line[0][0], bottom)], fade(colour, mix(colour, pale, 0.4), pale))
    c.shade([*line, (line[-1][0], low + 20), (line[0][0], low + 20)], darker(colour, 0.35), "top", 0.35)
    c.ground([(line[0][0], bottom - 1), (line[-1][0], bottom - 1)], pale)


def cloud(c: Canvas, x: float, y: float, width: float, colour: Colour = WHITE, alpha: float = 0.85) -> None:
    """A flat cloud: round heads on a level foot, `width` wide around x."""
    heads = ((-0.33, 0.07), (-0.17, 0.11), (0.02, 0.15), (0.2, 0.1), (0.35, 0.06))
    outline: list[Point] = [(x - width * 0.5, y)]
    for dx, r in heads:
        outline.extend(arc(x + dx * width, y - r * width * 0.35, r * width, r * width * 0.85, 200, 340, 12))
    outline.extend([(x + width * 0.5, y), (x + width * 0.3, y + width * 0.012), (x - width * 0.25, y + width * 0.012)])
    c.shape(outline, fade(colour, mix(colour, MIST, 0.3)), alpha)


def mist(c: Canvas, y: float, height: float, colour: Colour = MIST, alpha: float = 0.6) -> None:
    """A bank of fog lying around the level y."""
    for i in range(5):
        x = 1500 * (i + c.rng.uniform(0, 1)) / 5
        c.glow(x, y + c.rng.uniform(-0.2, 0.2) * height, c.rng.uniform(400, 620), colour, alpha, height / 900)


def water(c: Canvas, top: float, bottom: float, colours: tuple[Colour, ...], glints: Colour, count: int = 60) -> None:
    """A water surface between two levels with level glints, longer towards the viewer."""
    c.backdrop(*colours, top=top, bottom=bottom)
    for _ in range(count):
        share = c.rng.random() ** 1.3
        ripple(c, c.rng.uniform(0, 1500), top + 6 + share * (bottom - top - 6), 20 + 150 * share, glints, 0.35)


def ripple(c: Canvas, x: float, y: float, length: float, colour: Colour, alpha: float = 0.6) -> None:
    """One glint: a very flat lens around (x, y)."""
    thick = max(1.2, length * 0.028)
    c.shape([(x - length / 2, y), (x, y - thick), (x + length / 2, y), (x, y + thick)], colour, alpha)


def glitter(c: Canvas, x: float, top: float, bottom: float, colour: Colour, width: float = 60) -> None:
    """The broken column of light below a sun or lamp."""
    y = top + 4
    while y < bottom:
        share = (y - top) / (bottom - top)
        length = width * (0.7 + 1.1 * share) * c.rng.uniform(0.45, 1.1)
        ripple(c, x + c.rng.uniform(-0.35, 0.35) * width, y, length * 1.5, colour, 0.9 - 0.5 * share)
        y += 8 + 16 * share


def birds(c: Canvas, x: float, y: float, count: int, colour: Colour, size: float = 22) -> None:
    """A loose flock flying to the right, the first bird at (x, y)."""
    for i in range(count):
        px = x - i * size * 2.1 + c.rng.uniform(-8, 8)
        py = y + (i % 2) * size * 0.9 + i * size * 0.35 + c.rng.uniform(-6, 6)
        s = size * c.rng.uniform(0.7, 1.1)
        wing = [(-s, -s * 0.35), (-s * 0.5, -s * 0.5), (0, 0), (s * 0.5, -s * 0.55), (s, -s * 0.3)]
        under = [(s * 0.5, -s * 0.38), (0, s * 0.2), (-s * 0.5, -s * 0.33)]
        c.shape([(px + dx, py + dy) for dx, dy in [*wing, *under]], colour)


def bushes(c: Canvas, line: Outline, size: float, colour: Colour, light: Colour | None = None) -> None:
    """A hedge of round tree crowns along a line; lit crowns get grains at the top."""
    length = max(abs(line[-1][0] - line[0][0]), 1)
    count = int(length / (size * 0.8)) + 1
    for i in range(count + 1):
        x, y = along(line, i / count)
        r = size * c.rng.uniform(0.6, 1.15)
        crown = smooth(star(x, y - r * 0.3, r, r * 0.86, 6, c.rng.uniform(0, 90)), closed=True, steps=4)
        c.shape(crown, mix(colour, darker(colour, 0.3), c.rng.random() * 0.6))
        if light:
            c.shade(crown, light, "top", 0.7)


def grass(
    c: Canvas, y: float, height: float, colour: Colour, count: int = 90, span: tuple[float, float] = (0, 1500)
) -> None:
    """Blades of grass growing from the level y."""
    for _ in range(count):
        x, h = c.rng.uniform(*span), height * c.rng.uniform(0.5, 1.2)
        lean, foot = c.rng.uniform(-0.4, 0.4) * h, y + c.rng.uniform(0, 20)
        blade = [(x - h * 0.05, foot), (x + lean * 0.4 - h * 0.03, foot - h * 0.6), (x + lean, foot - h)]
        c.shape([*blade, (x + lean * 0.4 + h * 0.04, foot - h * 0.55), (x + h * 0.05, foot)], colour)
