"""Homes of the village: stilt house, communal house, market."""

from . import buildings, people, plants, scenery
from .canvas import Canvas, fade
from .curves import arc, box, oval, place, smooth
from .palette import (
    AMBER,
    BARK,
    BRICK,
    CORAL,
    CREAM,
    FOREST,
    GOLD,
    GREEN,
    INDIGO,
    INK,
    JADE,
    MAROON,
    NAVY,
    NIGHT,
    PAPER,
    PEACH,
    PINE,
    PLUM,
    RED,
    RICE,
    ROSE,
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


def stilt_house(c: Canvas) -> None:
    """A stilt house of the highlands in the evening, smoke over the roof."""
    c.backdrop(mix(INDIGO, ROSE, 0.3), ROSE, PEACH, lighter(GOLD, 0.3), bottom=600)
    scenery.sun(c, 290, 380, 80, lighter(GOLD, 0.6), GOLD, 4)
    scenery.mountains(c, 520, 300, mix(INDIGO, ROSE, 0.35), PEACH, 4)
    scenery.mountains(c, 590, 190, mix(PLUM, TEAL, 0.6), mix(JADE, PEACH, 0.4), 5)
    scenery.hill(c, 680, 60, JADE, GREEN, 3)
    c.backdrop(GREEN, JADE, FOREST, top=740)
    buildings.stilt_house(c, 260, 690, 210)
    plants.bamboo(c, 1390, 800, 600, 11, JADE)
    smoke = smooth(
        [
            (800, 330),
            (770, 270),
            (830, 210),
            (780, 140),
            (850, 60),
            (890, -20),
            (930, -20),
            (880, 80),
            (820, 150),
            (870, 220),
            (820, 280),
            (840, 330),
        ],
        steps=8,
    )
    c.shape(smoke, WHITE, 0.4)
    buildings.stilt_house(c, 790, 860, 700)
    plants.banana(c, 330, 880, 380)
    plants.banana(c, 1220, 880, 300, GREEN)
    people.stand(
        c, 560, 905, 190, Look(INDIGO, NIGHT, dress="skirt", hat="turban", accent=RED), (-0.12, 0.16), (0.12, 0.16)
    )
    people.stand(c, 1060, 915, 185, Look(NAVY, NIGHT, hat="none"), (-0.07, 0.24), (0.16, 0.06))
    people.stand(c, 1125, 918, 120, Look(RED, NIGHT, child=True, dress="skirt", accent=GOLD))
    for x, y in ((660, 930), (700, 945), (730, 928)):
        _hen(c, x, y, 24)
    c.shape(
        smooth([(880, 870), (1000, 890), (1100, 950), (1180, 1020), (820, 1020), (860, 950)], closed=True), TAN, 0.55
    )
    scenery.grass(c, 1000, 80, PINE, 160)


def _hen(c: Canvas, x: float, y: float, s: float) -> None:
    c.shape(
        smooth(
            [
                (x - s, y - s),
                (x - s * 0.3, y - s * 0.4),
                (x + s * 0.5, y - s * 1.2),
                (x + s * 0.8, y - s * 0.9),
                (x + s * 0.4, y - s * 0.1),
                (x - s * 0.3, y),
            ],
            closed=True,
        ),
        AMBER,
    )
    c.disc(x + s * 0.6, y - s * 1.2, s * 0.16, RED)


def rong_house(c: Canvas) -> None:
    """A communal house (nhà rông) with its axe-blade roof at nightfall, a fire and a circle of dancers."""
    c.backdrop(NIGHT, INDIGO, PLUM, CORAL, PEACH, bottom=760)
    for _ in range(70):
        c.disc(c.rng.uniform(0, 1500), c.rng.uniform(0, 330), c.rng.uniform(1, 2.6), lighter(PEACH, 0.5))
    c.disc(1230, 170, 62, lighter(GOLD, 0.6))
    c.glow(1230, 170, 230, lighter(GOLD, 0.5), 0.4)
    scenery.mountains(c, 740, 200, mix(PLUM, INDIGO, 0.5), mix(CORAL, PLUM, 0.3), 5)
    c.backdrop(MAROON, mix(MAROON, NIGHT, 0.6), NIGHT, top=755)
    x, y = 700, 800
    for i in range(6):
        c.line([(x - 240 + i * 96, y + 20), (x - 240 + i * 96, y - 100)], 20, BARK)
    c.rect(x - 280, y - 200, 560, 120, fade(darker(WOOD, 0.3), WOOD))
    for i in range(5):
        c.rect(x - 240 + i * 105, y - 180, 60, 66, fade(lighter(GOLD, 0.4), AMBER))
    c.rect(x - 320, y - 92, 640, 16, BARK)
    half = smooth([(x - 350, y - 175), (x - 285, y - 400), (x - 268, y - 690)], steps=10)
    top = smooth([(x - 268, y - 690), (x, y - 655), (x + 268, y - 690)], steps=10)
    buildings.thatch(c, [*half, *top, *((2 * x - px, py) for px, py in reversed(half))], mix(TAN, AMBER, 0.25))
    c.line(top, 14, BARK)
    for i in range(17):
        px = x - 250 + i * 31
        c.line([(px, y - 664), (px + 10, y - 690), (px + 20, y - 664)], 4, BARK)
    for i, tone in enumerate((PAPER, RED, PAPER)):
        band = [(x - 120 + k * 30, y - 520 + (14 if k % 2 else -14) + i * 34) for k in range(9)]
        c.line(band, 8, tone)
    c.shape([(x - 40, y + 40), (x + 40, y + 40), (x + 22, y - 84), (x - 22, y - 84)], WOOD)
    for i in range(6):
        c.line([(x - 34, y + 20 - i * 20), (x + 34, y + 20 - i * 20)], 5, BARK)
    _pole(c, 1130, 840, 620)
    c.glow(700, 890, 430, AMBER, 0.75, 0.5)
    _fire(c, 700, 925, 120)
    tones: tuple[Colour, ...] = (INDIGO, NAVY, MAROON, NIGHT)
    for i in range(12):
        px = 215 + i * 88 + (80 if i > 5 else -10)
        look = Look(
            tones[i % 4],
            NIGHT,
            dress="skirt" if i % 2 else "trousers",
            hat="turban" if i % 2 else "none",
            accent=RED,
            skin="#a86b45",
        )
        people.stand(c, px, 960 + 14 * (i % 2), 180, look, (-0.12, 0.14), (0.12, 0.14), 0.03)
    c.shade(box(0, 860, 1500, 140), NIGHT, "bottom", 0.6)


def _pole(c: Canvas, x: float, y: float, h: float) -> None:
    """The festival pole (cây nêu) with tassels."""
    c.line(smooth([(x, y), (x + 4, y - h * 0.8), (x + 60, y - h), (x + 110, y - h * 0.93)]), 9, TAN)
    for i in range(7):
        c.line([(x - 14, y - h * (0.2 + i * 0.09)), (x + 16, y - h * (0.2 + i * 0.09))], 10, (RED, GOLD, PAPER)[i % 3])
    for i in range(3):
        px = x + 108 + i * 3
        c.line([(px, y - h * 0.93), (px + 4, y - h * (0.86 - i * 0.02))], 4, (RED, GOLD, PAPER)[i])


def _fire(c: Canvas, x: float, y: float, h: float) -> None:
    for size, tone in ((1, CORAL), (0.7, AMBER), (0.42, lighter(GOLD, 0.4))):
        s = h * size
        flame = [
            (-0.4, 0),
            (-0.42, -0.35),
            (-0.2, -0.6),
            (-0.22, -0.9),
            (0.02, -1.25),
            (0.14, -0.8),
            (0.34, -0.65),
            (0.42, -0.25),
            (0.3, 0),
        ]
        c.blob([(x + dx * s, y + dy * s) for dx, dy in flame], tone)
    for angle in (-12, 12):
        c.line(place([(-h * 0.55, 0), (h * 0.55, 0)], x, y + 4, angle=angle), 14, BARK)


def country_market(c: Canvas) -> None:
    """A country market: awnings, heaps of fruit, sellers under conical hats."""
    c.backdrop(SKY, CREAM, bottom=470)
    scenery.cloud(c, 720, 130, 420)
    scenery.bushes(c, [(-20, 330), (1520, 330)], 66, mix(JADE, RICE, 0.25), RICE)
    plants.palm(c, 90, 420, 380, 0.12)
    plants.palm(c, 1390, 420, 350, -0.15)
    for x, w in ((260, 300), (1240, 320)):
        buildings.house(c, x, 470, w, lighter(GOLD, 0.45), BRICK)
    c.backdrop(SAND, mix(SAND, TAN, 0.6), top=455)
    people.crowd(c, 560, 100, tuple(Look(t, hat="cone") for t in (INDIGO, CORAL, TEAL, PLUM, PAPER)), (420, 1120), 1.2)
    for x, y, w, tone in ((330, 560, 420, RED), (1190, 560, 430, TEAL), (760, 640, 420, AMBER)):
        _awning(c, x, y - w * 0.5, w, tone)
        _stall(c, x, y + w * 0.2, w)
    buyers = (
        (500, 905, 300, Look(PAPER, INK, dress="tunic", hat="cone")),
        (1010, 915, 300, Look(INDIGO, NAVY, hat="none")),
        (1090, 925, 190, Look(GOLD, RED, child=True, hat="long")),
    )
    for x, y, h, look in buyers:
        c.shape(oval(x, y, h * 0.2, h * 0.03), BARK, 0.35)
        people.stand(c, x, y, h, look, (-0.1, 0.2), (0.12, 0.16))
    for i, x in enumerate((120, 270, 1290, 1430)):
        _heap(c, x, 940, 150, (RED, GREEN, AMBER, PLUM)[i])
    people.bust(c, 195, 880, 190, Look(PLUM, hat="cone"))
    people.bust(c, 1360, 880, 190, Look(TEAL, hat="cone"))
    for i, x in enumerate((120, 270, 1290, 1430)):
        _heap(c, x, 965, 150, (RED, GREEN, AMBER, PLUM)[i])


def _awning(c: Canvas, x: float, y: float, w: float, tone: Colour) -> None:
    for dx in (-0.44, 0.44):
        c.line([(x + dx * w, y), (x + dx * w, y + w * 0.68)], 9, WOOD)
    stripes = 10
    for i in range(stripes):
        a, b = x - w / 2 + w * i / stripes, x - w / 2 + w * (i + 1) / stripes
        top_a, top_b = x + (a - x) * 0.78, x + (b - x) * 0.78
        colour = tone if i % 2 else PAPER
        c.shape([(top_a, y - w * 0.18), (top_b, y - w * 0.18), (b, y), (a, y)], colour)
        c.shape(arc((a + b) / 2, y, (b - a) / 2, w * 0.035, 0, 180, 10), colour)
    c.shade(
        [(x - w * 0.39, y - w * 0.18), (x + w * 0.39, y - w * 0.18), (x + w / 2, y), (x - w / 2, y)],
        BARK,
        "bottom",
        0.35,
    )


def _stall(c: Canvas, x: float, y: float, w: float) -> None:
    c.shape(box(x - w * 0.44, y - w * 0.66, w * 0.88, w * 0.66), BARK, 0.28)
    people.bust(c, x - w * 0.1, y - w * 0.1, w * 0.38, Look((INDIGO, PLUM, CORAL)[int(x) % 3], hat="cone"))
    for i in range(4):
        _heap(c, x - w * 0.34 + i * w * 0.23, y, w * 0.24, (GREEN, RED, GOLD, AMBER)[(i + int(x)) % 4])
    c.rect(x - w * 0.5, y, w, w * 0.06, WOOD)
    c.rect(x - w * 0.46, y + w * 0.06, w * 0.92, w * 0.2, darker(WOOD, 0.35))


def _heap(c: Canvas, x: float, y: float, w: float, tone: Colour) -> None:
    for row in range(3):
        for i in range(5 - row):
            px = x - w * 0.36 + (i + row / 2) * w * 0.18
            c.disc(px, y - w * 0.12 - row * w * 0.12, w * 0.1, mix(tone, lighter(tone, 0.35), c.rng.random()))
    c.shape(
        [
            (x - w * 0.52, y - w * 0.12),
            (x + w * 0.52, y - w * 0.12),
            (x + w * 0.38, y + w * 0.1),
            (x - w * 0.38, y + w * 0.1),
        ],
        TAN,
    )
    c.line([(x - w * 0.52, y - w * 0.12), (x + w * 0.52, y - w * 0.12)], w * 0.04, WOOD)
