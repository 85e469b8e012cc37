"""Houses, fences and boats of the pictures, standing with the middle of their foot at (x, y)."""

from .canvas import Canvas, fade
from .curves import Point, arc, box, smooth
from .palette import BARK, BRICK, CREAM, GOLD, MAROON, PAPER, TAN, TEAL, WOOD, Colour, darker, lighter, mix


def tiled_roof(
    c: Canvas, x: float, y: float, width: float, height: float, colour: Colour = BRICK, hip: float = 0.12
) -> None:
    """A tiled roof: lower edge at y, ridge shorter by `hip` of the width on both sides."""
    eave, top = width / 2, width * (0.5 - hip)
    roof = [(x - eave, y), (x - top, y - height), (x + top, y - height), (x + eave, y)]
    c.shape(roof, fade(lighter(colour, 0.15), colour))
    rows = max(3, int(height / 14))
    for i in range(1, rows):
        share = i / rows
        half = top + (eave - top) * share
        c.line([(x - half, y - height * (1 - share)), (x + half, y - height * (1 - share))], 1.8, darker(colour, 0.25))
    c.shade(roof, darker(colour, 0.5), "right", 0.5)
    c.line([(x - top, y - height), (x + top, y - height)], 5, darker(colour, 0.3))
    c.rect(x - eave - 3, y - 4, width + 6, 8, darker(colour, 0.35), 3)


def house(
    c: Canvas, x: float, y: float, width: float, wall: Colour = CREAM, roof: Colour = BRICK, door: Colour = TEAL
) -> None:
    """A one-storey house with a tiled roof, a door and two windows."""
    h = width * 0.38
    c.rect(x - width / 2, y - h, width, h, wall)
    c.shade(box(x - width / 2, y - h, width, h), darker(wall, 0.2), "right", 0.45)
    c.shade(box(x - width / 2, y - h, width, h * 0.4), darker(wall, 0.3), "top", 0.5)
    c.rect(x - width * 0.07, y - h * 0.66, width * 0.14, h * 0.66, door)
    for dx in (-0.32, 0.2):
        c.rect(x + dx * width, y - h * 0.62, width * 0.13, h * 0.34, door)
        c.rect(x + (dx + 0.06) * width, y - h * 0.62, width * 0.012, h * 0.34, lighter(door, 0.5))
    tiled_roof(c, x, y - h * 0.94, width * 1.18, width * 0.26, roof)


def thatch(c: Canvas, outline: list[Point], colour: Colour = TAN) -> None:
    """Fill a roof with straw: a gradient, hanging strokes and a dark rim."""
    c.shape(outline, fade(lighter(colour, 0.12), darker(colour, 0.3)))
    xs, ys = [p[0] for p in outline], [p[1] for p in outline]
    with c.within(outline):
        for _ in range(int((max(xs) - min(xs)) * (max(ys) - min(ys)) / 900)):
            px, py, length = c.rng.uniform(min(xs), max(xs)), c.rng.uniform(min(ys), max(ys)), c.rng.uniform(14, 40)
            tone = mix(darker(colour, 0.45), lighter(colour, 0.3), c.rng.random())
            c.line([(px, py), (px + c.rng.uniform(-3, 3), py + length)], 1.6, tone)
    c.shade(outline, darker(colour, 0.6), "right", 0.5)


def stilt_house(
    c: Canvas, x: float, y: float, width: float, wall: Colour = WOOD, roof: Colour = TAN, lit: Colour = GOLD
) -> None:
    """A house on stilts with a thatched roof, a gallery and a ladder."""
    floor, h = y - width * 0.22, width * 0.2
    for i in range(7):
        px = x - width * 0.46 + width * 0.92 * i / 6
        c.line([(px, y), (px, floor)], width * 0.018, darker(BARK, 0.2 * (i % 2)))
    c.rect(x - width / 2, floor - h, width, h, fade(darker(wall, 0.25), wall))
    for i in range(1, 24):
        c.line(
            [(x - width / 2 + width * i / 24, floor - h), (x - width / 2 + width * i / 24, floor)],
            1.5,
            darker(wall, 0.35),
        )
    for dx in (-0.36, -0.13, 0.22):
        c.rect(x + dx * width, floor - h * 0.72, width * 0.12, h * 0.5, fade(lighter(lit, 0.4), lit))
        c.line(
            [(x + (dx + 0.06) * width, floor - h * 0.72), (x + (dx + 0.06) * width, floor - h * 0.22)],
            width * 0.008,
            wall,
        )
    c.rect(x + width * 0.05, floor - h * 0.78, width * 0.1, h * 0.78, darker(BARK, 0.4))
    c.rect(x - width * 0.56, floor - 2, width * 1.12, width * 0.022, darker(wall, 0.4))
    for i in range(29):
        px = x - width * 0.55 + width * 1.1 * i / 28
        c.line([(px, floor), (px, floor - h * 0.34)], width * 0.005, lighter(wall, 0.18))
    c.line(
        [(x - width * 0.55, floor - h * 0.34), (x + width * 0.55, floor - h * 0.34)], width * 0.009, lighter(wall, 0.25)
    )
    thatch(c, smooth_roof(x, floor - h * 0.85, width * 1.24, width * 0.36), roof)
    _ladder(c, x + width * 0.1, floor, x + width * 0.22, y, width * 0.07)


def smooth_roof(x: float, y: float, width: float, height: float) -> list[Point]:
    """A hipped straw roof with slightly hollow slopes."""
    half = [(x - width / 2, y), (x - width * 0.41, y - height * 0.42), (x - width * 0.32, y - height)]
    return [*smooth(half, steps=6), *reversed([(2 * x - px, py) for px, py in smooth(half, steps=6)])]


def _ladder(c: Canvas, x0: float, y0: float, x1: float, y1: float, width: float) -> None:
    for dx in (0.0, width):
        c.line([(x0 + dx, y0), (x1 + dx, y1)], width * 0.13, darker(BARK, 0.1))
    for i in range(1, 8):
        px, py = x0 + (x1 - x0) * i / 8, y0 + (y1 - y0) * i / 8
        c.line([(px, py), (px + width, py)], width * 0.11, TAN)


def sampan(c: Canvas, x: float, y: float, length: float, colour: Colour = BARK, lining: Colour = WOOD) -> None:
    """A slim wooden boat, its water line at y."""
    half, h = length / 2, length * 0.085
    rim = [
        (x - half, y - h * 1.5),
        (x - half * 0.55, y - h * 0.65),
        (x, y - h * 0.5),
        (x + half * 0.55, y - h * 0.65),
        (x + half, y - h * 1.5),
    ]
    keel = [(x + half * 0.66, y + h * 0.35), (x, y + h * 0.5), (x - half * 0.66, y + h * 0.35)]
    c.shape(arc(x, y - h * 0.6, half * 0.8, h * 0.35, 0, 360), darker(lining, 0.3))
    hull = [*smooth(rim), *smooth(keel)]
    c.shape(hull, colour)
    c.shade(hull, darker(colour, 0.6), "bottom", 0.7)
    c.line(smooth(rim), length * 0.012, lining)


def fishing_boat(
    c: Canvas, x: float, y: float, length: float, hull: Colour, stripe: Colour, flip: bool = False
) -> None:
    """A painted fishing boat with cabin, mast and the eye at its bow; bow at the right unless flipped."""
    s = -1 if flip else 1

    def at(dx: float, dy: float) -> Point:
        return x + s * dx * length, y - dy * length

    body = smooth([at(-0.5, 0.2), at(-0.2, 0.15), at(0.15, 0.17), at(0.4, 0.26), at(0.56, 0.38)])
    keel = smooth([at(0.5, 0.16), at(0.38, -0.01), at(0, -0.05), at(-0.4, -0.02), at(-0.5, 0.2)])
    c.line([at(-0.12, 0.1), at(-0.12, 0.72)], length * 0.014, BARK)
    c.line([at(-0.12, 0.7), at(0.5, 0.36)], length * 0.004, BARK)
    c.line([at(-0.12, 0.7), at(-0.48, 0.22)], length * 0.004, BARK)
    cabin = [at(-0.4, 0.1), at(-0.4, 0.38), at(-0.06, 0.38), at(-0.02, 0.1)]
    c.shape(cabin, PAPER)
    c.shade(cabin, darker(PAPER, 0.2), "bottom", 0.6)
    c.shape([at(-0.44, 0.38), at(-0.42, 0.43), at(-0.02, 0.43), at(0.0, 0.38)], stripe)
    for dx in (-0.34, -0.22):
        c.shape([at(dx, 0.25), at(dx, 0.33), at(dx + 0.08, 0.33), at(dx + 0.08, 0.25)], darker(TEAL, 0.3))
    c.shape([*body, *keel], hull)
    with c.within([*body, *keel]):
        band = smooth([at(-0.55, 0.17), at(-0.2, 0.115), at(0.15, 0.135), at(0.4, 0.22), at(0.6, 0.36)])
        c.line(band, length * 0.035, stripe)
        c.shape([at(-0.6, 0.0), at(0.6, 0.03), at(0.6, -0.2), at(-0.6, -0.2)], mix(MAROON, hull, 0.15))
    c.shade([*body, *keel], darker(hull, 0.6), "bottom", 0.6)
    ex, ey = at(0.4, 0.165)
    c.disc(ex, ey, length * 0.03, PAPER)
    c.disc(ex + s * length * 0.006, ey, length * 0.014, "#1b1b1f")
    c.line(body, length * 0.014, lighter(hull, 0.5))
