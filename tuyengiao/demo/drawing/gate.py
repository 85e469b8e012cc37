"""School: the gate in the morning."""

from . import buildings, people, plants, scenery, village
from .canvas import Canvas, fade
from .curves import Point, box, oval, smooth
from .palette import (
    AMBER,
    AQUA,
    BARK,
    BRICK,
    CORAL,
    CREAM,
    GOLD,
    GREEN,
    INDIGO,
    JADE,
    MAROON,
    MIST,
    NAVY,
    PEACH,
    RED,
    RICE,
    SAND,
    SKY,
    TAN,
    TEAL,
    WHITE,
    WOOD,
    Colour,
    darker,
    lighter,
    mix,
)  # fmt: skip
from .people import Look


def school_gate(c: Canvas) -> None:
    """A school gate in the morning: open wings, pupils on foot and by bicycle, a mother waving."""
    c.backdrop(mix(AQUA, SKY, 0.6), lighter(SKY, 0.4), CREAM, PEACH, bottom=640)
    scenery.sun(c, 1200, 200, 70, lighter(GOLD, 0.5), GOLD, 4)
    scenery.cloud(c, 330, 140, 380)
    scenery.mountains(c, 560, 130, mix(TEAL, SKY, 0.5), MIST, 6)
    _school_behind(c)
    scenery.bushes(c, [(-20, 600), (430, 606)], 50, mix(JADE, GREEN, 0.4), RICE)
    scenery.bushes(c, [(1070, 606), (1520, 600)], 50, mix(JADE, GREEN, 0.4), RICE)
    c.backdrop(lighter(SAND, 0.35), lighter(SAND, 0.1), SAND, top=632)
    for side in (-1, 1):
        _wall(c, side)
    plants.tree(c, 120, 770, 560, GREEN)
    plants.tree(c, 1400, 765, 500, JADE)
    yard: list[Point] = [(430, 760), (1070, 760), (1330, 1010), (170, 1010)]
    c.shape(yard, fade(lighter(TAN, 0.35), mix(TAN, SAND, 0.3)))
    c.shade(yard, WOOD, "bottom", 0.35)
    _arch(c)
    pupils: tuple[tuple[float, float, float, Look, Colour], ...] = (
        (640, 800, 165, Look(WHITE, NAVY, child=True), TEAL),
        (720, 815, 170, Look(WHITE, NAVY, child=True, hat="long"), RED),
        (905, 880, 225, Look(WHITE, NAVY, child=True, hat="bun"), GOLD),
        (1010, 890, 215, Look(WHITE, NAVY, child=True), INDIGO),
    )
    for x, y, h, look, bag in pupils:
        c.shape(oval(x + 18, y + 2, h * 0.24, h * 0.03), BARK, 0.3)
        people.stand(c, x, y, h, look, (-0.08, 0.2), (0.1, 0.16), 0.08)
        c.shape(oval(x, y - h * 0.895, h * 0.094, h * 0.1), look.hair)
        c.rect(x - h * 0.12, y - h * 0.72, h * 0.24, h * 0.27, bag, 10)
        c.rect(x - h * 0.08, y - h * 0.58, h * 0.16, h * 0.1, darker(bag, 0.25), 6)
    c.shape(oval(330, 962, 80, 10), BARK, 0.3)
    people.stand(c, 310, 960, 350, Look(CORAL, NAVY, hat="cone"), (-0.04, 0.22), (0.18, -0.12))
    c.shape(oval(425, 966, 60, 9), BARK, 0.3)
    people.stand(
        c, 425, 965, 215, Look(WHITE, RED, child=True, hat="cap", accent=RED), (-0.12, 0.06), (0.08, 0.2), 0.05
    )
    village.cyclist(c, 1180, 965, 330)


def _school_behind(c: Canvas) -> None:
    wall = lighter(GOLD, 0.45)
    c.rect(480, 440, 540, 200, wall)
    for row in (470, 560):
        for i in range(8):
            c.rect(505 + i * 64, row, 38, 48, mix(TEAL, SKY, 0.25))
            c.line([(524 + i * 64, row), (524 + i * 64, row + 48)], 2, CREAM)
        c.rect(480, row + 66, 540, 8, WHITE)
    buildings.tiled_roof(c, 750, 446, 590, 62, RED, 0.05)


def _wall(c: Canvas, side: int) -> None:
    """The fence at one side of the gate: a low wall, pillars and iron bars."""
    near, far = 750 + side * 360, 750 + side * 790
    left, right = min(near, far), max(near, far)
    for i in range(round((right - left) / 17)):
        c.line([(left + i * 17, 760), (left + i * 17, 628)], 4, TEAL)
    for y in (640, 690):
        c.line([(left, y), (right, y)], 5, TEAL)
    c.rect(left, 705, right - left, 60, lighter(GOLD, 0.3))
    c.rect(left, 700, right - left, 10, BRICK)
    for i in range(3):
        x = near + side * (150 + i * 150)
        c.rect(x - 17, 618, 34, 147, lighter(GOLD, 0.45))
        c.rect(x - 23, 608, 46, 14, BRICK, 3)


def _arch(c: Canvas) -> None:
    """Two pillars under a tiled beam with an empty sign, the iron wings open."""
    for side in (-1, 1):
        x = 750 + side * 320
        wing: list[Point] = [(x, 520), (x - side * 104, 566), (x - side * 104, 800), (x, 770)]
        c.shape(wing, lighter(TEAL, 0.6), 0.25)
        for i in range(8):
            share = i / 7
            px = x - side * 104 * share
            c.line([(px, 516 + 50 * share), (px, 768 + 32 * share)], 5, TEAL)
        for top, low in ((545, 586), (640, 676), (740, 770)):
            c.line([(x, top), (x - side * 104, low)], 6, TEAL)
        c.line(smooth([(x, 505), (x - side * 60, 508), (x - side * 104, 560)]), 7, TEAL)
        pillar = box(x - 44, 330, 88, 450)
        c.shape(pillar, lighter(GOLD, 0.4))
        c.shade(pillar, mix(AMBER, GOLD, 0.4), "right", 0.7)
        c.rect(x - 54, 752, 108, 34, BRICK, 4)
        c.rect(x - 50, 460, 100, 10, CORAL)
        c.disc(x, 520, 18, CORAL)
        c.disc(x, 520, 9, CREAM)
    c.rect(380, 300, 740, 92, lighter(GOLD, 0.4))
    c.rect(446, 312, 608, 66, mix(RED, MAROON, 0.15), 8)
    c.line([(470, 330), (1030, 330)], 3, GOLD)
    c.line([(470, 360), (1030, 360)], 3, GOLD)
    _book_sign(c, 750, 350)
    buildings.tiled_roof(c, 750, 304, 830, 64, RED, 0.05)
    c.rect(640, 190, 220, 52, lighter(GOLD, 0.4))
    buildings.tiled_roof(c, 750, 196, 290, 50, RED, 0.14)


def _book_sign(c: Canvas, x: float, y: float) -> None:
    """An open book as the sign's only mark."""
    for side in (-1, 1):
        page: list[Point] = [
            (x, y + 14),
            (x, y - 18),
            (x + side * 24, y - 26),
            (x + side * 50, y - 20),
            (x + side * 50, y + 12),
        ]
        c.shape([*page, (x + side * 24, y + 6)], CREAM)
    c.line([(x, y - 18), (x, y + 14)], 3, MAROON)
