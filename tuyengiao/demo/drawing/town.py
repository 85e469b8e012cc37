"""Built places: a Khmer pagoda, the city at night."""

from PIL import Image

from . import people, plants, scenery
from .canvas import Canvas, fade
from .curves import Point, arc, box, oval, ridge, smooth
from .palette import (
    AMBER,
    AQUA,
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
    NAVY,
    NIGHT,
    PEACH,
    PLUM,
    RED,
    ROSE,
    SAND,
    TEAL,
    WHITE,
    Colour,
    darker,
    lighter,
    mix,
)  # fmt: skip
from .people import Look


def khmer_pagoda(c: Canvas) -> None:
    """A Khmer pagoda with stepped golden roofs between sugar palms, mirrored in its pond."""
    c.backdrop(mix(INDIGO, ROSE, 0.45), ROSE, PEACH, lighter(GOLD, 0.3), bottom=700)
    scenery.sun(c, 750, 350, 190, lighter(GOLD, 0.55), lighter(GOLD, 0.3), 2.6)
    scenery.bushes(c, [(-20, 690), (1520, 690)], 46, mix(JADE, PLUM, 0.25), mix(LEAF, PEACH, 0.4))
    for x, h in ((120, 520), (235, 430), (340, 330), (1180, 340), (1290, 460), (1410, 560)):
        plants.sugar_palm(c, x, 710, h, mix(FOREST, PLUM, 0.15))
    pagoda(c, 750, 705)
    c.backdrop(LEAF, GREEN, top=700, bottom=760)
    c.rect(500, 690, 500, 24, CREAM)
    c.rect(470, 712, 560, 20, lighter(SAND, 0.2))
    c.rect(440, 730, 620, 20, SAND)
    mirror = c.image.crop((0, int(c.image.height * 0.2), c.image.width, int(c.image.height * 0.755)))
    flipped = mirror.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize(
        (c.image.width, c.image.height - int(c.image.height * 0.765))
    )
    c.image.paste(flipped, (0, int(c.image.height * 0.765)))
    c.shape(box(-10, 763, 1520, 260), fade(AQUA, TEAL, DEEP), 0.55)
    c.shape(box(-10, 752, 1520, 16), darker(GREEN, 0.35))
    for _ in range(70):
        share = c.rng.random()
        scenery.ripple(c, c.rng.uniform(0, 1500), 780 + 220 * share, 40 + 150 * share, lighter(PEACH, 0.3), 0.35)
    for i, x in enumerate((560, 620, 935)):
        people.stand(
            c,
            x,
            752,
            100,
            Look(AMBER, AMBER, dress="skirt", accent=AMBER, hair="#8c5f45")
            if i < 2
            else Look(WHITE, PLUM, dress="skirt", accent=GOLD),
            stride=0.02,
        )
    for i in range(8):
        px, py = (c.rng.uniform(40, 480) if i % 2 else c.rng.uniform(1000, 1460)), c.rng.uniform(880, 975)
        plants.lotus(c, px, py, 46, mix(ROSE, CORAL, 0.35), JADE)


def pagoda(c: Canvas, x: float, y: float, size: float = 1) -> None:
    """A temple hall, the middle of its foot at (x, y), 690 units high at size 1."""
    with c.zoom(x, y, size):
        _hall(c)


def _hall(c: Canvas) -> None:
    x = y = 0.0
    wall = lighter(GOLD, 0.5)
    c.rect(x - 230, y - 190, 460, 190, wall)
    for i in range(7):
        px = x - 222 + i * 66
        c.rect(px, y - 190, 20, 190, lighter(CREAM, 0.4))
        c.rect(px - 5, y - 196, 30, 14, GOLD)
        if i < 6:
            dark = box(px + 24, y - 150, 38, 150)
            c.shape(
                [*arc(px + 43, y - 140, 19, 32, 180, 360, 12), (px + 62, y), (px + 24, y)],
                mix(MAROON, PLUM, 0.3) if i not in (2, 3) else RED,
            )
            c.shade(dark, NIGHT, "bottom", 0.5)
    tiers = ((300, 185, 90), (235, 250, 95), (172, 322, 104), (112, 402, 130))
    for half, level, height in tiers:
        _tier(c, x, y - level, half, height)
    c.shape([(x - 34, y - 500), (x - 12, y - 560), (x, y - 690), (x + 12, y - 560), (x + 34, y - 500)], GOLD)
    for i in range(4):
        c.shape(oval(x, y - 520 - i * 30, 30 - i * 6, 8), lighter(GOLD, 0.4))
    c.shade([(x - 34, y - 500), (x, y - 690), (x + 34, y - 500)], BRICK, "right", 0.7)
    gable: list[Point] = [(x - 92, y - 190), (x, y - 345), (x + 92, y - 190)]
    c.shape(gable, GOLD)
    c.shape([(x - 70, y - 198), (x, y - 318), (x + 70, y - 198)], RED)
    c.disc(x, y - 235, 24, GOLD)
    for side in (-1, 1):
        c.line(
            smooth(
                [
                    (x + side * 4, y - 346),
                    (x + side * 60, y - 258),
                    (x + side * 100, y - 190),
                    (x + side * 128, y - 198),
                    (x + side * 128, y - 228),
                ]
            ),
            9,
            lighter(GOLD, 0.35),
        )
    c.line(smooth([(x, y - 340), (x - 4, y - 380), (x + 10, y - 410)]), 8, lighter(GOLD, 0.35))


def _tier(c: Canvas, x: float, y: float, half: float, height: float) -> None:
    edge = smooth([(x + half, y), (x + half * 0.72, y - height * 0.38), (x + half * 0.5, y - height)], steps=8)
    roof = [*edge, *((2 * x - px, py) for px, py in reversed(edge))]
    c.shape(roof, fade(mix(AMBER, CORAL, 0.4), BRICK))
    with c.within(roof):
        for i in range(7):
            c.line([(x - half, y - i * height / 7), (x + half, y - i * height / 7)], 2, darker(BRICK, 0.2))
    c.shade(roof, MAROON, "right", 0.6)
    for side in (-1, 1):
        c.line([(2 * x - px if side < 0 else px, py) for px, py in edge], 8, lighter(GOLD, 0.2))
        tip = [(x + side * half * 0.97, y - 4), (x + side * half * 1.12, y - 10), (x + side * half * 1.16, y - 46)]
        c.line(smooth(tip), 8, lighter(GOLD, 0.2))
    c.rect(x - half, y - 5, half * 2, 10, lighter(GOLD, 0.2), 4)


def city_night(c: Canvas) -> None:
    """A riverside city by night: lit windows, a bridge of light and the moon."""
    c.backdrop(NIGHT, NAVY, INDIGO, PLUM, mix(CORAL, PLUM, 0.35), bottom=640)
    for _ in range(90):
        c.disc(c.rng.uniform(0, 1500), c.rng.uniform(0, 330), c.rng.uniform(0.9, 2.4), lighter(PEACH, 0.5))
    c.glow(300, 190, 260, lighter(GOLD, 0.6), 0.5)
    c.disc(300, 190, 66, lighter(GOLD, 0.7))
    c.backdrop(DEEP, NAVY, NIGHT, top=640)
    for tone, low, high, step in (
        (mix(PLUM, INDIGO, 0.5), 150, 330, 64),
        (mix(NAVY, INDIGO, 0.4), 110, 390, 92),
        (NIGHT, 60, 250, 110),
    ):
        x = -30.0
        while x < 1520:
            w, h = step * c.rng.uniform(0.7, 1.15), c.rng.uniform(low, high) * (1.15 - abs(x - 950) / 1500)
            _tower(c, x, 645, w, h, tone)
            x += w + c.rng.uniform(0, 14)
    c.glow(800, 640, 760, AMBER, 0.5, 0.25)
    for i in range(120):
        x, share = c.rng.uniform(0, 1500), c.rng.random()
        y = 655 + 300 * share
        scenery.ripple(c, x, y, 30 + 90 * share, (GOLD, CORAL, AQUA, PEACH)[i % 4], 0.5 - 0.3 * share)
    for x in range(60, 1500, 95):
        scenery.glitter(c, x, 650, 650 + c.rng.uniform(90, 230), c.rng.choice((GOLD, AMBER, CORAL, AQUA)), 16)
    _bridge(c)
    c.ground(ridge(c.rng, 965, 14, 3), NIGHT)
    for x in (90, 420, 760, 1100, 1430):
        c.line([(x, 990), (x, 800)], 7, NIGHT)
        c.line(smooth([(x, 805), (x + 14, 778), (x + 44, 776)]), 6, NIGHT)
        c.glow(x + 46, 786, 110, lighter(GOLD, 0.4), 0.8)
        c.disc(x + 46, 784, 10, WHITE)
    for x, h, look in (
        (560, 160, Look(CORAL, NAVY, hat="long")),
        (610, 170, Look(TEAL, INK)),
        (1220, 160, Look(GOLD, NAVY)),
        (1270, 110, Look(RED, NAVY, child=True)),
    ):
        people.stand(c, x, 985, h, look, stride=0.05)
    c.rect(0, 925, 1500, 7, NIGHT)
    for i in range(76):
        c.line([(i * 20, 928), (i * 20, 985)], 3, NIGHT)


def _tower(c: Canvas, x: float, y: float, w: float, h: float, tone: Colour) -> None:
    c.rect(x, y - h, w, h, tone)
    if c.rng.random() < 0.3:
        c.line([(x + w / 2, y - h), (x + w / 2, y - h - 40)], 3, tone)
    lit = (lighter(GOLD, 0.2), AMBER, PEACH, mix(AQUA, tone, 0.4))
    columns, rows = int(w / 15), int(h / 20)
    for i in range(columns):
        for k in range(rows):
            if c.rng.random() < 0.42:
                c.rect(x + 6 + i * (w - 8) / columns, y - h + 10 + k * 20, 7, 10, c.rng.choice(lit))


def _bridge(c: Canvas) -> None:
    deck = [(x, 715 - 45 * (1 - ((x - 700) / 820) ** 2)) for x in range(-40, 1561, 40)]
    for x in (430, 980):
        c.line([(x, 760), (x, 400)], 17, mix(CORAL, PLUM, 0.2))
        for i in range(9):
            for side in (-1, 1):
                c.line([(x, 415 + i * 22), (x + side * (255 - i * 24), 692 - 6)], 2, lighter(GOLD, 0.3))
        c.glow(x, 410, 60, lighter(GOLD, 0.4), 0.9)
    c.line(deck, 15, mix(CORAL, PLUM, 0.35))
    for px, py in deck:
        c.glow(px, py - 8, 26, lighter(GOLD, 0.5), 0.9)
        c.disc(px, py - 8, 3.5, WHITE)
