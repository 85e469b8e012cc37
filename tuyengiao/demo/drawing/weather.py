"""Weather: rain and drought."""

from itertools import pairwise

from . import buildings, people, plants, scenery
from .canvas import Canvas
from .curves import Point, arc, box, oval, place, smooth
from .palette import (
    AMBER,
    AQUA,
    BARK,
    BRICK,
    CORAL,
    CREAM,
    DEEP,
    FOREST,
    GOLD,
    GREEN,
    INDIGO,
    INK,
    JADE,
    LEAF,
    MAROON,
    MIST,
    NAVY,
    PAPER,
    PEACH,
    PLUM,
    RED,
    SAND,
    SKY,
    TAN,
    TEAL,
    WHITE,
    WOOD,
    darker,
    lighter,
    mix,
)  # fmt: skip
from .people import Look


def rain(c: Canvas) -> None:
    """A village road in the rainy season: umbrellas, capes, banana leaves and puddles."""
    c.backdrop(mix(NAVY, TEAL, 0.35), mix(INDIGO, AQUA, 0.45), mix(SKY, TEAL, 0.3), MIST, bottom=640)
    for x, y, w in ((220, 120, 620), (760, 90, 720), (1300, 140, 640), (500, 200, 480), (1080, 220, 460)):
        scenery.cloud(c, x, y, w, mix(INDIGO, MIST, 0.35), 0.85)
    scenery.mountains(c, 560, 190, mix(INDIGO, TEAL, 0.6), MIST, 5)
    scenery.bushes(c, [(-20, 600), (1520, 600)], 56, mix(FOREST, TEAL, 0.4), mix(LEAF, TEAL, 0.3))
    for x, w in ((230, 330), (560, 220), (1310, 340)):
        buildings.house(c, x, 650, w, mix(CREAM, SKY, 0.4), BRICK)
    c.backdrop(mix(SKY, TEAL, 0.3), mix(TEAL, INK, 0.25), mix(DEEP, INK, 0.2), top=645)
    for _ in range(26):
        share = c.rng.random()
        px, py = c.rng.uniform(0, 1500), 690 + 300 * share
        c.shape(oval(px, py, 60 + 130 * share, 8 + 14 * share), lighter(SKY, 0.3), 0.28)
        for k in (1, 2):
            c.line(oval(px, py, (14 + 20 * share) * k, (3 + 5 * share) * k), 1.5, lighter(SKY, 0.6))
    plants.banana(c, 90, 860, 560, mix(GREEN, JADE, 0.4))
    plants.banana(c, 1430, 850, 520, mix(GREEN, JADE, 0.6))
    walkers = (
        (520, 830, 250, Look(NAVY, INK), TEAL),
        (740, 920, 340, Look(CORAL, PAPER, dress="tunic", hat="long"), RED),
        (870, 925, 220, Look(GOLD, NAVY, child=True), GOLD),
        (1120, 850, 270, Look(PLUM, INK), INDIGO),
    )
    for x, y, h, look, tone in walkers:
        c.shape(oval(x, y + h * 0.14, h * 0.13, h * 0.13), mix(tone, DEEP, 0.5), 0.35)
        c.shape(oval(x, y + 2, h * 0.28, h * 0.03), INK, 0.35)
        _, hand = people.stand(c, x, y, h, look, (-0.06, 0.22), (0.1, 0.05), 0.07)
        _umbrella(c, hand[0], hand[1], h, tone)
    for _ in range(360):
        px, py, length = c.rng.uniform(-60, 1560), c.rng.uniform(-60, 1000), c.rng.uniform(26, 90)
        c.shape(
            [(px, py), (px + 2.2, py), (px - length * 0.28 + 1.4, py + length), (px - length * 0.28, py + length)],
            WHITE,
            0.5,
        )
    for angle in (-25, 5, 35):
        plants.blade(c, -40, 60, 420, angle + 15, mix(JADE, FOREST, c.rng.random()), 0.28)


def _umbrella(c: Canvas, x: float, y: float, h: float, tone: str) -> None:
    top, r = y - h * 0.42, h * 0.36
    c.line([(x, y + h * 0.06), (x, top - r * 0.58)], h * 0.018, INK)
    dome = arc(x, top, r, r * 0.55, 180, 360, 30)
    edge = [p for i in range(4) for p in arc(x + r - r * (2 * i + 1) / 4, top, r / 4, r * 0.09, 0, -180, 8)]
    c.shape([*dome, *edge], tone)
    c.shade(dome, darker(tone, 0.5), "right", 0.6)
    for dx in (-0.5, 0, 0.5):
        c.line(
            smooth([(x, top - r * 0.55), (x + dx * r * 0.7, top - r * 0.36), (x + dx * r, top)]), 2, darker(tone, 0.3)
        )


def drought(c: Canvas) -> None:
    """A drought: cracked earth under a white-hot sun, a bare tree, a farmer carrying water."""
    c.backdrop(mix(AMBER, CORAL, 0.35), AMBER, GOLD, lighter(GOLD, 0.5), bottom=560)
    for radius, alpha in ((470, 0.16), (350, 0.2), (240, 0.28)):
        c.disc(980, 270, radius, lighter(GOLD, 0.5), alpha)
    c.disc(980, 270, 140, lighter(GOLD, 0.75))
    scenery.mountains(c, 540, 110, mix(BRICK, AMBER, 0.55), PEACH, 6)
    c.backdrop(mix(TAN, AMBER, 0.4), TAN, mix(WOOD, TAN, 0.4), top=555)
    _cracks(c)
    _bare_tree(c, 330, 800, 560)
    people.stand(c, 900, 850, 300, Look(INDIGO, NAVY, hat="cone"), (-0.2, 0.02), (0.2, 0.02), 0.08)
    c.line(smooth([(740, 660), (900, 628), (1060, 660)]), 9, BARK)
    for x in (745, 1055):
        c.line([(x, 660), (x - 26, 755)], 2.5, BARK)
        c.line([(x, 660), (x + 26, 755)], 2.5, BARK)
        c.shape([(x - 38, 752), (x + 38, 752), (x + 30, 815), (x - 30, 815)], TEAL)
        c.shape(oval(x, 752, 38, 8), lighter(SKY, 0.2))
    c.shape(oval(870, 860, 210, 20), BARK, 0.35)
    for x in range(1150, 1500, 42):
        y = 700 + (x * 7) % 60
        for angle in (-120, -95, -70):
            c.line(smooth([(x, y), *place([(22, 0), (46, 8)], x, y, angle=angle)]), 4, mix(WOOD, AMBER, 0.3))
    for x in range(40, 1500, 120):
        y = 930 + (x * 13) % 60
        for angle in (-130, -100, -60):
            c.line(smooth([(x, y), *place([(30, 0), (70, 18)], x, y, angle=angle)]), 5, BARK)


def _cracks(c: Canvas) -> None:
    """Six-sided clods in perspective with dark gaps between them."""
    c.shape(box(-10, 566, 1520, 450), mix(BARK, MAROON, 0.3))
    levels: list[list[Point]] = []
    for k in range(11):
        y = 560 + 470 * (k / 10) ** 1.6
        step = 24 + (y - 560) * 0.21
        zigzag = step * 0.22
        levels.append(
            [
                (
                    750 + (j - 32) * step + c.rng.uniform(-0.3, 0.3) * step,
                    y + (-zigzag if (j + k) % 2 else zigzag) * (k > 0) + c.rng.uniform(-0.12, 0.12) * step,
                )
                for j in range(66)
            ]
        )
    for k, (upper, lower) in enumerate(pairwise(levels)):
        for j in range(k % 2, 63, 2):
            cell = [*upper[j : j + 3], *reversed(lower[j : j + 3])]
            x, y = sum(p[0] for p in cell) / 6, sum(p[1] for p in cell) / 6
            if -150 < x < 1650:
                tone = mix(TAN, mix(AMBER, WOOD, 0.45), c.rng.random() * 0.8)
                c.shape(place([(px - x, py - y) for px, py in cell], x, y + 1 + k * 0.6, 0.95), darker(tone, 0.35))
                c.shape(place([(px - x, py - y) for px, py in cell], x, y - k * 0.3, 0.93), tone)
                if k > 4:
                    c.shade(place([(px - x, py - y) for px, py in cell], x, y, 0.93), lighter(SAND, 0.2), "top", 0.4)


def _bare_tree(c: Canvas, x: float, y: float, h: float) -> None:
    def grow(px: float, py: float, length: float, angle: float, width: float, depth: int) -> None:
        (qx, qy) = place([(length, 0)], px, py, angle=angle)[0]
        bend = place([(length / 2, c.rng.uniform(-0.1, 0.1) * length)], px, py, angle=angle)[0]
        c.line(smooth([(px, py), bend, (qx, qy)], steps=5), width, BARK)
        if depth:
            for turn in (c.rng.uniform(-42, -18), c.rng.uniform(16, 40)):
                grow(qx, qy, length * c.rng.uniform(0.62, 0.8), angle + turn, width * 0.62, depth - 1)

    c.shape(
        smooth(
            [
                (x - 60, y + 10),
                (x - 24, y - 60),
                (x - 16, y - h * 0.3),
                (x + 16, y - h * 0.3),
                (x + 26, y - 60),
                (x + 70, y + 10),
            ]
        ),
        BARK,
    )
    grow(x, y - h * 0.2, h * 0.28, -92, 30, 6)
