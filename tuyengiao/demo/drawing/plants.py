"""Trees and plants, each standing with its foot at (x, y)."""

import math

from .canvas import Canvas
from .curves import Point, frond, leaf, oval, place, smooth, star
from .palette import BARK, FOREST, GREEN, JADE, LEAF, RICE, Colour, darker, lighter, mix


def tree(
    c: Canvas, x: float, y: float, h: float, crown: Colour = GREEN, trunk: Colour = BARK, light: Colour = RICE
) -> None:
    """A broad-leaved tree with a crown of overlapping clouds of leaves."""
    w = h * 0.05
    c.shape([(x - w, y), (x - w * 0.5, y - h * 0.55), (x + w * 0.5, y - h * 0.55), (x + w, y)], trunk)
    c.line([(x, y - h * 0.35), (x - h * 0.14, y - h * 0.55)], w * 0.7, trunk)
    c.line([(x, y - h * 0.3), (x + h * 0.15, y - h * 0.52)], w * 0.7, trunk)
    clumps = (
        (-0.2, 0.5, 0.17),
        (0.21, 0.52, 0.17),
        (-0.11, 0.68, 0.2),
        (0.13, 0.7, 0.19),
        (0.0, 0.55, 0.19),
        (0, 0.82, 0.17),
    )
    for i, (dx, dy, r) in enumerate(clumps):
        foliage(
            c, x + dx * h, y - dy * h, r * h, mix(crown, darker(crown, 0.35), (0.9, 0.7, 0.4, 0.3, 0.5, 0)[i]), light
        )


def foliage(c: Canvas, x: float, y: float, r: float, colour: Colour, light: Colour) -> None:
    """One clump of leaves with grains of light from above."""
    edge = smooth(star(x, y, r, r * 0.88, 9 if r < 90 else 14, c.rng.uniform(0, 40)), closed=True, steps=4)
    c.shape(edge, colour)
    c.shade(edge, light, "top", 0.55)
    c.shade(edge, darker(colour, 0.45), "bottom", 0.4)


def palm(
    c: Canvas, x: float, y: float, h: float, lean: float = 0.1, leaves: Colour = FOREST, trunk: Colour = BARK
) -> None:
    """A coconut palm; `lean` is the drift of its head in heights."""
    top: Point = (x + lean * h, y - h)
    spine = smooth([(x, y), (x + lean * h * 0.25, y - h * 0.45), top])
    w = h * 0.022
    left = [(px - w * (1.5 - i / len(spine)), py) for i, (px, py) in enumerate(spine)]
    right = [(px + w * (1.5 - i / len(spine)), py) for i, (px, py) in enumerate(spine)]
    c.shape([*left, *reversed(right)], trunk)
    for i, angle in enumerate((-172, -8, -150, -30, -125, -55, -90, -200, 18)):
        length = h * c.rng.uniform(0.36, 0.46)
        droop = 0.75 if angle > -140 and angle < -40 else 0.55
        colour = mix(leaves, lighter(leaves, 0.35), 0.2 + 0.6 * (i % 3) / 2)
        c.shape(frond(*top, length, angle + c.rng.uniform(-6, 6), droop), colour)
    for dx in (-0.02, 0.015, 0.0):
        c.disc(top[0] + dx * h, top[1] + h * 0.03, h * 0.018, darker(leaves, 0.2))


def areca(c: Canvas, x: float, y: float, h: float, leaves: Colour = JADE, trunk: Colour = BARK) -> None:
    """A slender areca palm with a small tuft."""
    w = h * 0.011
    c.shape([(x - w * 1.3, y), (x - w, y - h), (x + w, y - h), (x + w * 1.3, y)], trunk)
    for i in range(1, 9):
        c.line([(x - w, y - h * i / 10), (x + w, y - h * i / 10)], h * 0.003, lighter(trunk, 0.25))
    c.shape(leaf(x, y - h * 0.9, h * 0.12, h * 0.035, -90), lighter(leaves, 0.3))
    for angle in (-165, -15, -140, -40, -112, -68, -90):
        c.shape(
            frond(x, y - h, h * c.rng.uniform(0.17, 0.23), angle, 0.55, 8),
            mix(leaves, lighter(leaves, 0.4), c.rng.random()),
        )


def sugar_palm(c: Canvas, x: float, y: float, h: float, leaves: Colour = FOREST, trunk: Colour = BARK) -> None:
    """A palmyra (thốt nốt): a straight trunk under a ball of fan leaves."""
    w = h * 0.022
    c.shape([(x - w * 1.5, y), (x - w * 0.8, y - h * 0.85), (x + w * 0.8, y - h * 0.85), (x + w * 1.5, y)], trunk)
    top = y - h * 0.88
    for i in range(16):
        angle = i * 360 / 16 + c.rng.uniform(-8, 8)
        reach = h * (0.13 if math.sin(math.radians(angle)) < 0.2 else 0.1)
        px, py = x + reach * math.cos(math.radians(angle)), top + reach * math.sin(math.radians(angle))
        fan = place(star(0, 0, h * 0.1, h * 0.055, 9), px, py, angle=angle)
        c.shape(fan, mix(leaves, lighter(leaves, 0.4), c.rng.random() * 0.8))
        c.line([(x, top), (px, py)], h * 0.006, darker(leaves, 0.2))


def bamboo(c: Canvas, x: float, y: float, h: float, stems: int = 7, colour: Colour = GREEN) -> None:
    """A clump of bamboo bowing outwards."""
    for i in range(stems):
        bow = (i - (stems - 1) / 2) / stems * 0.9
        reach = h * c.rng.uniform(0.8, 1.05)
        tone = mix(colour, darker(colour, 0.5), c.rng.random() * 0.7)
        spine = smooth(
            [(x + bow * h * 0.15, y), (x + bow * h * 0.25, y - reach * 0.55), (x + bow * h * 0.75, y - reach)]
        )
        c.line(spine, h * 0.014, tone)
        for px, py in spine[4::2]:
            for _ in range(4):
                angle = c.rng.uniform(10, 80) if bow > 0 else c.rng.uniform(100, 170)
                if c.rng.random() < 0.3:
                    angle = 180 - angle
                length = h * c.rng.uniform(0.06, 0.12)
                c.shape(
                    leaf(px, py, length, length * 0.2, angle), mix(tone, lighter(colour, 0.4), c.rng.random() * 0.7)
                )
    for dx, r in ((-0.07, 0.06), (0.07, 0.065), (0, 0.05)):
        foliage(c, x + dx * h, y - r * h * 0.4, r * h, darker(colour, 0.35), lighter(colour, 0.2))


def banana(c: Canvas, x: float, y: float, h: float, colour: Colour = LEAF) -> None:
    """A banana plant: broad torn leaves around a thick stem."""
    c.shape(
        [(x - h * 0.05, y), (x - h * 0.03, y - h * 0.55), (x + h * 0.03, y - h * 0.55), (x + h * 0.05, y)],
        mix(colour, BARK, 0.35),
    )
    for angle in (-160, -20, -135, -45, -112, -70, -90):
        blade(
            c,
            x,
            y - h * 0.5,
            h * c.rng.uniform(0.45, 0.58),
            angle,
            mix(colour, darker(colour, 0.5), c.rng.random() * 0.7),
        )


def blade(c: Canvas, x: float, y: float, length: float, angle: float, colour: Colour, width: float = 0.22) -> None:
    """A broad bending leaf with a pale rib, one half darker."""
    bend = 0.35 if angle > -90 else -0.35
    spine = [(length * t / 8, bend * length * (t / 8) ** 2.2) for t in range(9)]
    half = [(px, py - width * length * 0.5 * math.sin(math.pi * (t / 8) ** 0.8)) for t, (px, py) in enumerate(spine)]
    other = [(px, py + width * length * 0.5 * math.sin(math.pi * (t / 8) ** 0.8)) for t, (px, py) in enumerate(spine)]
    c.shape(place([*half, *reversed(spine)], x, y, angle=angle), colour)
    c.shape(place([*spine, *reversed(other)], x, y, angle=angle), darker(colour, 0.2))
    c.line(place(spine, x, y, angle=angle), length * 0.012, lighter(colour, 0.35))


def conifer(c: Canvas, x: float, y: float, h: float, colour: Colour = FOREST) -> None:
    """A pine: ragged tiers around a thin trunk."""
    c.line([(x, y), (x, y - h * 0.95)], h * 0.03, darker(colour, 0.4))
    for i in range(6):
        top, w = y - h + i * h * 0.13, h * (0.07 + 0.04 * i)
        tier = [(x, top), (x + w, top + h * 0.2), (x + w * 0.4, top + h * 0.17), (x, top + h * 0.21)]
        c.shape([*tier, (x - w * 0.4, top + h * 0.17), (x - w, top + h * 0.2)], mix(colour, darker(colour, 0.4), i / 8))


def rice(c: Canvas, x: float, y: float, h: float, grain: Colour, stalk: Colour, lean: float = 0.35) -> None:
    """One ripe ear of rice bowing to the side of `lean`."""
    spine = smooth(
        [(x, y), (x + lean * h * 0.15, y - h * 0.7), (x + lean * h * 0.6, y - h), (x + lean * h * 1.3, y - h * 0.82)]
    )
    c.line(spine, h * 0.012, stalk)
    for i, (px, py) in enumerate(spine[11:]):
        for side in (-1, 1):
            c.shape(leaf(px, py, h * 0.075, h * 0.028, (60 if lean > 0 else 120) + side * 28 + i), grain)
    c.shape(leaf(x, y - h * 0.25, h * 0.5, h * 0.03, -75 if lean < 0 else -105), stalk)


def lotus(c: Canvas, x: float, y: float, r: float, petal: Colour, pad: Colour) -> None:
    """A lotus flower above its round leaf."""
    c.shape(oval(x, y + r * 0.5, r * 1.7, r * 0.4), pad)
    c.shade(oval(x, y + r * 0.5, r * 1.7, r * 0.4), darker(pad, 0.5), "bottom", 0.6)
    for angle, share in ((-150, 0), (-30, 0), (-122, 0.35), (-58, 0.35), (-90, 0.6)):
        c.shape(leaf(x, y + r * 0.45, r * 1.15, r * 0.55, angle), mix(petal, lighter(petal, 0.5), share))
