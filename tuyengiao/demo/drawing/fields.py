"""Fields and orchards."""

from . import buildings, people, plants, scenery
from .canvas import Canvas, fade
from .curves import box, oval, ridge, smooth
from .palette import (
    AMBER,
    BARK,
    CORAL,
    CREAM,
    FOREST,
    GOLD,
    GREEN,
    INDIGO,
    JADE,
    LEAF,
    MIST,
    NAVY,
    PAPER,
    PEACH,
    PINE,
    PLUM,
    RED,
    RICE,
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


def rice_field(c: Canvas) -> None:
    """A ripe rice field with harvesters, ears in front."""
    c.backdrop(mix(TEAL, SKY, 0.55), SKY, CREAM, bottom=400)
    scenery.cloud(c, 330, 190, 520)
    scenery.cloud(c, 1110, 130, 380)
    scenery.sun(c, 820, 220, 58, WHITE, GOLD, 5)
    scenery.mountains(c, 385, 130, mix(INDIGO, SKY, 0.45), MIST, 6)
    scenery.bushes(c, [(-20, 392), (1520, 392)], 26, JADE, LEAF)
    for x, h in ((150, 170), (230, 210), (1290, 190), (1370, 240), (1430, 170)):
        plants.areca(c, x, 400, h)
    buildings.house(c, 1180, 402, 130, PAPER, RED)
    c.backdrop(lighter(GOLD, 0.3), GOLD, AMBER, mix(AMBER, WOOD, 0.5), top=396)
    for i in range(-14, 15):
        far, near = 750 + i * 42, 750 + i * 260
        c.shape([(far - 3, 397), (far + 3, 397), (near + 40, 1010), (near - 40, 1010)], mix(AMBER, WOOD, 0.25), 0.35)
    for i in range(15):
        y = 405 + 590 * (i / 15) ** 1.5
        line = ridge(c.rng, y, 5 + i * 1.6, 8 + i % 3)
        c.shape([*line, *((px, py + 9 + i * 3.2) for px, py in reversed(line))], lighter(GOLD, 0.3), 0.4)
    c.shade(box(-10, 600, 1520, 420), mix(AMBER, WOOD, 0.6), "bottom", 0.6)
    c.shape([(700, 397), (722, 397), (905, 1010), (640, 1010)], fade(mix(LEAF, GOLD, 0.3), GREEN))
    c.shade([(700, 397), (722, 397), (905, 1010), (640, 1010)], FOREST, "right", 0.5)
    for x, y, h, look, lean in (
        (430, 640, 190, Look(INDIGO, PINE, hat="cone"), -0.16), (560, 610, 165, Look(CORAL, NAVY, hat="cone"), 0.16),
        (1060, 690, 220, Look(PLUM, PINE, hat="cone"), -0.18), (985, 560, 125, Look(PAPER, NAVY, hat="cone"), 0.14),
    ):  # fmt: skip
        people.stand(c, x, y, h, look, (-0.14, 0.16), (lean, 0.14), 0.06)
        _sheaf(c, x + lean * h * 1.6, y - h * 0.12, h * 0.35)
        for _ in range(14):
            plants.rice(
                c,
                x + c.rng.uniform(-90, 90),
                y + 26,
                62,
                mix(GOLD, AMBER, c.rng.random()),
                mix(AMBER, WOOD, 0.4),
                c.rng.choice((-0.3, 0.3)),
            )
    for x, y in ((250, 520), (300, 535), (1240, 500)):
        _egret(c, x, y, 46)
    for i in range(34):
        foot = -30 + 1560 * (i + c.rng.random()) / 34
        low = abs(foot - 770) / 770
        plants.rice(
            c,
            foot,
            1040,
            150 + 190 * low * c.rng.uniform(0.6, 1),
            mix(GOLD, lighter(GOLD, 0.4), c.rng.random()),
            mix(LEAF, WOOD, 0.35),
            0.4 if i % 2 else -0.4,
        )


def _sheaf(c: Canvas, x: float, y: float, size: float) -> None:
    for angle in (-120, -105, -90, -75, -60):
        plants_leaf = smooth(
            [
                (x - 4, y + size * 0.5),
                (x + size * 0.5 * (angle + 90) / 30 * 0.6, y - size * 0.6),
                (x + 6, y + size * 0.5),
            ]
        )
        c.shape(plants_leaf, mix(GOLD, AMBER, c.rng.random()))
    c.line([(x - size * 0.14, y + size * 0.1), (x + size * 0.14, y + size * 0.1)], size * 0.08, WOOD)


def _egret(c: Canvas, x: float, y: float, h: float) -> None:
    c.line([(x, y), (x, y - h * 0.4)], 2, BARK)
    c.shape(oval(x, y - h * 0.5, h * 0.32, h * 0.14, -20), WHITE)
    c.line(smooth([(x + h * 0.2, y - h * 0.55), (x + h * 0.3, y - h * 0.8), (x + h * 0.2, y - h)]), h * 0.08, WHITE)
    c.line([(x + h * 0.2, y - h), (x + h * 0.45, y - h * 0.96)], h * 0.05, AMBER)


def orchard(c: Canvas) -> None:
    """An orange orchard with pickers; a laden branch in front."""
    c.backdrop(SKY, CREAM, PEACH, bottom=430)
    scenery.sun(c, 300, 180, 60, WHITE, GOLD, 5)
    scenery.hill(c, 380, 90, mix(TEAL, SKY, 0.4), MIST, 4)
    scenery.hill(c, 430, 60, mix(JADE, SKY, 0.2), RICE, 5)
    c.backdrop(RICE, LEAF, GREEN, JADE, top=440)
    for row, (y, h, count) in enumerate(((500, 150, 9), (590, 220, 6), (740, 340, 4))):
        for i in range(count):
            x = 1500 * (i + 0.5 + 0.25 * (row % 2)) / count - 60
            c.shape(oval(x, y + 4, h * 0.45, h * 0.06), darker(GREEN, 0.4), 0.6)
            _fruit_tree(c, x, y, h)
    people.stand(c, 560, 830, 250, Look(INDIGO, NAVY, hat="cone"), (-0.05, 0.2), (0.16, -0.16))
    people.stand(c, 945, 850, 240, Look(CORAL, NAVY, hat="scarf", accent=PAPER), (-0.16, -0.14), (0.05, 0.2))
    for x, y in ((700, 880), (1110, 890), (800, 905)):
        _basket(c, x, y, 90)
    branch = smooth([(-20, -10), (160, 60), (330, 70), (520, 40), (700, -20)])
    c.line(branch, 22, BARK)
    for px, py in branch[3:-2:2]:
        for angle in (c.rng.uniform(20, 70), c.rng.uniform(100, 160), c.rng.uniform(60, 120)):
            plants.blade(c, px, py, c.rng.uniform(90, 150), angle, mix(FOREST, GREEN, c.rng.random()), 0.42)
    for x, y, r in ((110, 150, 62), (270, 190, 70), (405, 130, 56), (560, 120, 48)):
        _orange(c, x, y, r)


def _fruit_tree(c: Canvas, x: float, y: float, h: float) -> None:
    c.line([(x, y), (x, y - h * 0.5)], h * 0.06, BARK)
    for dx, dy, r in ((-0.2, 0.5, 0.22), (0.2, 0.5, 0.22), (0, 0.68, 0.27), (0, 0.5, 0.25)):
        plants.foliage(c, x + dx * h, y - dy * h, r * h, mix(JADE, GREEN, c.rng.random()), LEAF)
    for _ in range(16):
        a, b = c.rng.uniform(-0.34, 0.34), c.rng.uniform(0.36, 0.85)
        c.disc(x + a * h, y - b * h, h * 0.026, mix(AMBER, GOLD, c.rng.random() * 0.7))


def _orange(c: Canvas, x: float, y: float, r: float) -> None:
    c.disc(x, y, r, AMBER)
    c.shade(oval(x, y, r, r), RED, "right", 0.55)
    c.shade(oval(x, y, r, r), lighter(GOLD, 0.4), "left", 0.7)
    plants.blade(c, x, y - r * 0.95, r * 1.1, -20, GREEN, 0.45)
    c.disc(x, y - r * 0.92, r * 0.1, BARK)


def _basket(c: Canvas, x: float, y: float, w: float) -> None:
    for i in range(8):
        c.disc(x - w * 0.42 + i * w * 0.12, y - w * 0.5 - (i % 3) * w * 0.08, w * 0.11, mix(AMBER, GOLD, 0.3 * (i % 3)))
    pot = [(x - w * 0.55, y - w * 0.45), (x + w * 0.55, y - w * 0.45), (x + w * 0.4, y), (x - w * 0.4, y)]
    c.shape(pot, TAN)
    for i in range(1, 4):
        c.line([(x - w * 0.52, y - w * 0.11 * i), (x + w * 0.52, y - w * 0.11 * i)], 2, WOOD)
    c.shade(pot, BARK, "right", 0.6)
    c.rect(x - w * 0.58, y - w * 0.5, w * 1.16, w * 0.08, WOOD, 3)
