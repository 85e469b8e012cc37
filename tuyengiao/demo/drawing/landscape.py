"""Landscapes: terraces, river, sea, mountains, waterfall, lake."""

import math

from . import buildings, people, plants, scenery
from .canvas import Canvas, fade
from .curves import Point, box, crags, oval, ridge, smooth
from .palette import (
    AMBER,
    AQUA,
    BARK,
    BLUSH,
    CORAL,
    CREAM,
    DEEP,
    FOREST,
    GOLD,
    GREEN,
    INDIGO,
    JADE,
    LEAF,
    MIST,
    NAVY,
    PEACH,
    PINE,
    PLUM,
    RED,
    RICE,
    ROSE,
    SAND,
    SKY,
    TEAL,
    WHITE,
    Colour,
    darker,
    lighter,
    mix,
)  # fmt: skip
from .people import Look


def rice_terraces(c: Canvas) -> None:
    """Terraced rice fields under a morning sun: steps of two slopes meeting in a valley."""
    c.backdrop(SKY, BLUSH, PEACH, bottom=520)
    scenery.sun(c, 980, 250, 70, WHITE, GOLD, 6)
    scenery.mountains(c, 400, 230, mix(INDIGO, BLUSH, 0.45), BLUSH, 5)
    scenery.mountains(c, 450, 190, mix(TEAL, SKY, 0.35), mix(MIST, BLUSH, 0.4), 6)
    scenery.mist(c, 440, 120, WHITE, 0.5)
    flooded = mix(SKY, PEACH, 0.45)
    tones = (JADE, flooded, GREEN, LEAF, RICE, GOLD, flooded, RICE, GREEN)
    for i in range(21):
        share = i / 20
        y = 455 + 560 * share**1.25
        line = _terrace(y, 20 + 110 * share, i)
        tone = mix(tones[i % len(tones)], FOREST, 0.35 * (1 - share))
        c.ground(line, darker(mix(GREEN, FOREST, 0.5), 0.1 + 0.2 * share))
        inner = [(px, py + 4 + 17 * share) for px, py in line]
        c.line(line, 1.5 + 4 * share, lighter(LEAF, 0.5))
        below = [(px, py + 60 + 30 * share) for px, py in reversed(inner)]
        c.ground(inner, tone)
        if i % 2:
            c.shade([*inner, *below], lighter(GOLD, 0.35), "right", 0.6)
        else:
            c.shade([*inner, *below], darker(tone, 0.5), "left", 0.5)
    buildings.stilt_house(c, 300, 640, 190)
    plants.tree(c, 160, 655, 150, JADE)
    plants.bamboo(c, 455, 640, 130, 5)
    people.stand(c, 1010, 835, 150, Look(INDIGO, PINE, hat="cone"), (-0.1, 0.2), (0.14, 0.12), 0.05)
    people.stand(c, 1110, 850, 145, Look(RED, NAVY, hat="cone"), (-0.12, 0.16), (0.08, 0.22), 0.05)


def _terrace(y: float, swing: float, i: int) -> list[Point]:
    shift = i * 0.16

    def height(x: float) -> float:
        return (
            0.75 * math.sin(x / 330 + shift) + 0.35 * math.sin(x / 140 - 2 * shift) + 0.16 * math.sin(x / 75 + i * 0.7)
        )

    return [(x, y + swing * height(x)) for x in range(-20, 1541, 20)]


def home_river(c: Canvas) -> None:
    """A river winding home between fields at sunset, with a ferry boat."""
    c.backdrop(mix(AQUA, SKY, 0.5), BLUSH, PEACH, GOLD, bottom=480)
    scenery.sun(c, 1010, 360, 78, lighter(GOLD, 0.6), lighter(AMBER, 0.3), 5)
    for x, y, w in ((420, 190, 420), (760, 130, 280), (1290, 230, 340)):
        scenery.cloud(c, x, y, w, lighter(PEACH, 0.55), 0.8)
    scenery.hill(c, 430, 90, mix(INDIGO, ROSE, 0.5), PEACH, 4)
    scenery.hill(c, 470, 50, mix(JADE, PEACH, 0.4), mix(RICE, PEACH, 0.5), 6)
    c.backdrop(mix(LEAF, PEACH, 0.35), LEAF, GREEN, JADE, top=490)
    for i in range(9):
        y = 510 + 490 * (i / 9) ** 1.5
        c.line(ridge(c.rng, y, 14, 7), 2 + i * 0.5, mix(RICE, GREEN, i / 14))
    left = smooth([(985, 490), (900, 520), (1060, 570), (760, 660), (480, 790), (250, 1020)], steps=12)
    right = smooth([(1330, 1020), (1230, 800), (1270, 680), (1330, 590), (1040, 528), (1035, 490)], steps=12)
    c.shape([*left, *right], fade(lighter(GOLD, 0.45), PEACH, mix(AQUA, PEACH, 0.4), AQUA, TEAL))
    c.line(left, 5, darker(GREEN, 0.35))
    c.line(right, 5, darker(GREEN, 0.35))
    with c.within([*left, *right]):
        scenery.glitter(c, 1005, 495, 960, lighter(GOLD, 0.7), 70)
    plants.bamboo(c, 130, 800, 560, 11, JADE)
    for x, h in ((1400, 330), (1475, 270), (1335, 220)):
        plants.areca(c, x, 640, h)
    buildings.house(c, 1425, 640, 190, CREAM, RED)
    scenery.bushes(c, [(1320, 660), (1540, 668)], 28, JADE, RICE)
    buildings.sampan(c, 880, 800, 300)
    people.stand(c, 985, 795, 165, Look(PLUM, NAVY, hat="cone"), (-0.2, 0.1), (0.12, 0.12), 0.04)
    c.line([(1075, 690), (915, 850)], 5, BARK)
    people.bust(c, 820, 782, 80, Look(WHITE, hat="cone"))
    scenery.birds(c, 700, 260, 7, darker(PLUM, 0.2), 17)
    scenery.grass(c, 1000, 120, darker(FOREST, 0.2), 130, (0, 420))
    scenery.grass(c, 1000, 90, darker(FOREST, 0.2), 60, (1290, 1500))


def dawn_sea(c: Canvas) -> None:
    """Sunrise over the sea with boats and a headland."""
    c.backdrop(INDIGO, mix(PLUM, ROSE, 0.6), CORAL, PEACH, lighter(GOLD, 0.3), bottom=560)
    scenery.rays(c, 880, 545, 18, lighter(GOLD, 0.4), 0.1)
    scenery.sun(c, 880, 515, 135, lighter(GOLD, 0.55), GOLD, 4)
    for x, y, w in ((300, 300, 520), (1200, 240, 460), (620, 190, 300), (1350, 400, 380)):
        scenery.cloud(c, x, y, w, mix(CORAL, PEACH, 0.5), 0.75)
    scenery.mountains(c, 562, 90, mix(PLUM, CORAL, 0.3), mix(PLUM, CORAL, 0.5), 7)
    scenery.water(
        c, 560, 1000, (mix(PEACH, CORAL, 0.4), mix(ROSE, TEAL, 0.45), TEAL, DEEP, NAVY), lighter(PEACH, 0.3), 150
    )
    scenery.glitter(c, 880, 562, 990, lighter(GOLD, 0.6), 130)
    land = smooth([(-40, 470), (60, 452), (150, 420), (240, 440), (330, 500), (430, 545), (520, 572)], steps=10)
    c.shape([*land, (300, 590), (-40, 600)], fade(mix(PLUM, NAVY, 0.3), NAVY))
    c.shade([*land, (300, 590), (-40, 600)], CORAL, "right", 0.5)
    plants.palm(c, 60, 470, 240, 0.15, NAVY, NAVY)
    plants.palm(c, 150, 445, 180, -0.1, NAVY, NAVY)
    buildings.fishing_boat(c, 1190, 700, 300, TEAL, RED, flip=True)
    scenery.ripple(c, 1190, 722, 420, darker(DEEP, 0.3), 0.5)
    buildings.fishing_boat(c, 560, 640, 170, PLUM, GOLD)
    buildings.sampan(c, 380, 860, 330, NAVY, AMBER)
    people.stand(c, 330, 850, 190, Look(RED, NAVY, hat="cone", accent=PEACH), (-0.16, 0.06), (0.2, -0.06), 0.06)
    c.line([(230, 900), (420, 720)], 5, NAVY)
    scenery.birds(c, 760, 300, 6, PLUM, 22)


def cloud_mountains(c: Canvas) -> None:
    """Ranges rising from a sea of clouds, pines in front."""
    c.backdrop(mix(TEAL, SKY, 0.4), SKY, CREAM, PEACH)
    scenery.sun(c, 420, 240, 82, WHITE, lighter(GOLD, 0.3), 5)
    for i, (y, h, tone) in enumerate(
        ((470, 330, mix(SKY, INDIGO, 0.35)), (590, 380, mix(TEAL, SKY, 0.45)), (740, 330, mix(TEAL, DEEP, 0.4)))
    ):
        scenery.mountains(c, y, h, tone, lighter(mix(tone, PEACH, 0.55), 0.4), 4 - i % 2)
        for _ in range(5):
            scenery.cloud(c, c.rng.uniform(0, 1500), y + c.rng.uniform(0, 50), c.rng.uniform(320, 620), WHITE, 0.75)
        scenery.mist(c, y + 60, 170, WHITE, 0.7)
    scenery.hill(c, 880, 120, DEEP, PINE, 3)
    path = smooth([(740, 1010), (800, 940), (690, 900), (760, 868), (735, 850)], steps=10)
    c.line(path, 13, SAND)
    for x, y, h in (
        (90, 960, 420),
        (210, 990, 330),
        (330, 1000, 240),
        (1400, 980, 470),
        (1290, 1000, 320),
        (1190, 1010, 210),
        (1480, 1010, 300),
    ):
        plants.conifer(c, x, y, h, mix(FOREST, PINE, c.rng.random()))
    people.stand(c, 880, 925, 105, Look(RED, NAVY, hat="scarf", accent=INDIGO), stride=0.05)
    people.stand(c, 925, 930, 75, Look(GOLD, NAVY, hat="cap", accent=RED, child=True), stride=0.04)
    scenery.birds(c, 1120, 250, 7, DEEP, 20)


def waterfall(c: Canvas) -> None:
    """A waterfall between forest cliffs, with mist over the pool."""
    c.backdrop(MIST, SKY, AQUA, bottom=500)
    scenery.mountains(c, 330, 190, mix(JADE, SKY, 0.5), MIST, 6)
    c.backdrop(JADE, FOREST, PINE, top=260, bottom=760)
    for x, y, r in (
        (40, 190, 190),
        (230, 230, 130),
        (1440, 170, 210),
        (1270, 225, 150),
        (1130, 250, 100),
        (800, 262, 76),
    ):
        plants.foliage(c, x, y, r, mix(JADE, FOREST, c.rng.random()), LEAF)
    scenery.bushes(c, [(-20, 300), (420, 262), (770, 258), (1000, 262), (1520, 300)], 56, mix(JADE, GREEN, 0.4), RICE)
    for x, w in ((600, 330), (990, 190), (430, 90)):
        fall = [
            *smooth([(x - w / 2, 250), (x - w * 0.44, 450), (x - w * 0.62, 760)]),
            *smooth([(x + w * 0.62, 760), (x + w * 0.4, 450), (x + w / 2, 250)]),
        ]
        c.shape(fall, fade(WHITE, lighter(SKY, 0.5), WHITE))
        with c.within(fall):
            for _ in range(int(w / 4)):
                px, py = c.rng.uniform(x - w * 0.6, x + w * 0.6), c.rng.uniform(230, 700)
                length = c.rng.uniform(60, 220)
                c.line(
                    [(px, py), (px + (px - x) * 0.1, py + length)], c.rng.uniform(2, 7), mix(SKY, AQUA, c.rng.random())
                )
        c.shade(fall, AQUA, "left", 0.6)
    for x, y, r in (
        (800, 330, 60),
        (850, 470, 90),
        (820, 620, 105),
        (330, 350, 90),
        (270, 520, 130),
        (1180, 380, 120),
        (1240, 560, 170),
        (760, 740, 60),
    ):
        rock = smooth(
            [
                (x + r * a, y + r * b * 1.3)
                for a, b in ((-0.9, 0.5), (-0.7, -0.4), (-0.1, -0.7), (0.6, -0.5), (0.9, 0.4), (0.2, 0.8))
            ],
            closed=True,
        )
        c.shape(rock, mix(PINE, TEAL, 0.25))
        c.shade(rock, AQUA, "top", 0.5)
    scenery.water(c, 750, 1000, (lighter(SKY, 0.4), AQUA, TEAL, DEEP), WHITE, 90)
    scenery.mist(c, 755, 190, WHITE, 0.8)
    for x, y, h in ((60, 800, 640), (1460, 820, 700)):
        plants.tree(c, x, y, h, FOREST, BARK, LEAF)
    for x, y, angle in (
        (-20, 1010, -60),
        (60, 1020, -80),
        (150, 1030, -50),
        (1520, 1010, -120),
        (1430, 1020, -100),
        (1340, 1040, -135),
        (0, 960, -30),
        (1500, 950, -150),
    ):
        plants.blade(c, x, y, c.rng.uniform(230, 330), angle, mix(PINE, JADE, c.rng.random()), 0.3)
    people.stand(c, 1090, 905, 120, Look(CORAL, NAVY, hat="cap", accent=GOLD), (-0.08, 0.2), (0.2, -0.05))
    people.stand(c, 1150, 908, 112, Look(GOLD, INDIGO, hat="long"))
    c.shape(oval(1120, 915, 130, 18), darker(PINE, 0.2))


def mirror_lake(c: Canvas) -> None:
    """A still lake that mirrors the mountains, with a small boat."""
    c.backdrop(mix(SKY, TEAL, 0.3), SKY, CREAM, bottom=500)
    scenery.sun(c, 1120, 200, 60, WHITE, lighter(GOLD, 0.4), 6)
    scenery.cloud(c, 380, 170, 430)
    scenery.cloud(c, 800, 110, 260)
    c.backdrop(CREAM, SKY, mix(TEAL, SKY, 0.3), TEAL, DEEP, top=500)
    for level, height, tone, seed in (
        (500, 330, mix(INDIGO, SKY, 0.5), 4),
        (500, 240, mix(TEAL, SKY, 0.2), 5),
        (500, 120, JADE, 6),
    ):
        _mirrored(c, level, height, tone, seed)
    scenery.bushes(c, [(-20, 500), (470, 503)], 24, FOREST, LEAF)
    scenery.bushes(c, [(1130, 503), (1540, 498)], 28, FOREST, LEAF)
    c.shape(box(-10, 498, 1520, 4), lighter(SKY, 0.5), 0.8)
    for _ in range(90):
        share = c.rng.random() ** 1.4
        scenery.ripple(c, c.rng.uniform(0, 1500), 510 + 480 * share, 40 + 220 * share, lighter(SKY, 0.5), 0.28)
    buildings.sampan(c, 700, 720, 310, BARK, SAND)
    people.stand(c, 620, 712, 180, Look(RED, NAVY, hat="cone"), (-0.14, 0.1), (0.2, 0.05), 0.05)
    c.line([(500, 780), (690, 590)], 5, BARK)
    people.bust(c, 770, 705, 84, Look(CREAM, hat="cone"))
    scenery.ripple(c, 700, 752, 380, DEEP, 0.6)
    for i in range(9):
        x, y = c.rng.uniform(60, 1440), c.rng.uniform(880, 985)
        plants.lotus(c, x, y, 40 + 20 * (i % 3), mix(ROSE, CORAL, 0.4), JADE)
    plants.bamboo(c, 1440, 660, 520, 9, JADE)
    c.shape(smooth([(1260, 690), (1360, 640), (1540, 620), (1540, 720), (1380, 710)], closed=True), FOREST)
    scenery.birds(c, 560, 290, 6, NAVY, 17)


def _mirrored(c: Canvas, level: float, height: float, tone: Colour, peaks: int) -> None:
    line = crags(c.rng, level, height, peaks)
    c.shape(line, fade(tone, lighter(tone, 0.35)))
    c.shade(line, darker(tone, 0.35), "right", 0.45)
    c.shape([(x, 2 * level - y) for x, y in line], fade(lighter(tone, 0.3), darker(tone, 0.15)), 0.75)
