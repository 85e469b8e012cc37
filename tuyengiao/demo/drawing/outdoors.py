"""In the open air: planting trees, sport."""

from . import people, plants, scenery
from .canvas import Canvas, fade
from .curves import Point, arc, box, oval, place, ridge, smooth
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
    LEAF,
    MAROON,
    MIST,
    NAVY,
    PAPER,
    PEACH,
    PINE,
    PLUM,
    RED,
    RICE,
    ROSE,
    SKIN,
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


def tree_planting(c: Canvas) -> None:
    """Young people and children plant saplings on a hillside."""
    c.backdrop(SKY, lighter(SKY, 0.5), CREAM, PEACH, bottom=560)
    scenery.sun(c, 340, 230, 84, lighter(GOLD, 0.4), GOLD, 4)
    scenery.cloud(c, 980, 160, 420)
    scenery.mountains(c, 500, 190, mix(TEAL, SKY, 0.4), MIST, 5)
    scenery.hill(c, 560, 80, mix(JADE, RICE, 0.3), RICE, 3)
    for row in range(4):
        for i in range(22):
            x, y = i * 72 + row * 30 - 20, 585 + row * 34 + 10 * ((i * 7) % 3)
            plants.foliage(c, x, y - 16, 15 + row * 4, mix(JADE, GREEN, c.rng.random()), RICE)
    c.ground(ridge(c.rng, 735, 40, 3), fade(LEAF, GREEN, JADE))
    c.shape(
        smooth([(480, 900), (640, 850), (870, 850), (1040, 900), (880, 960), (620, 960)], closed=True), fade(WOOD, BARK)
    )
    c.shade(box(480, 840, 560, 130), TAN, "top", 0.3)
    _sapling(c, 755, 880, 330)
    people.stand(c, 560, 900, 390, Look(INDIGO, NAVY, hat="cap", accent=GOLD), (-0.04, 0.2), (0.2, 0.1), 0.05)
    people.stand(c, 940, 905, 370, Look(INDIGO, NAVY, hat="long"), (-0.2, 0.12), (0.04, 0.2), 0.04)
    c.line([(540, 620), (470, 940)], 12, WOOD)
    c.shape([(440, 930), (494, 942), (478, 1000), (446, 992)], mix(INK, SKY, 0.4))
    people.stand(
        c, 1180, 930, 270, Look(CORAL, NAVY, child=True, hat="cap", accent=RED), (-0.2, 0.16), (0.06, 0.2), 0.04
    )
    _can(c, 1095, 830)
    people.stand(c, 330, 930, 260, Look(GOLD, RED, child=True, hat="long"), (-0.04, 0.2), (0.16, 0.06))
    _sapling(c, 400, 780, 110)
    for x in (120, 220, 1330, 1430):
        c.shape(oval(x, 960, 70, 16), BARK)
        _sapling(c, x, 955, 170)
        c.line([(x + 20, 958), (x + 14, 800)], 6, TAN)
    scenery.grass(c, 1000, 60, FOREST, 130)


def _sapling(c: Canvas, x: float, y: float, h: float) -> None:
    c.line(smooth([(x, y), (x - h * 0.02, y - h * 0.5), (x + h * 0.02, y - h)]), h * 0.035, WOOD)
    for i in range(6):
        for side in (0, 1):
            angle = -35 - i * 6 if side else -145 + i * 6
            plants.blade(
                c, x, y - h * (0.3 + i * 0.12), h * (0.34 - i * 0.025), angle, mix(GREEN, LEAF, (i + side) / 7), 0.36
            )


def _can(c: Canvas, x: float, y: float) -> None:
    c.line(arc(x + 10, y - 44, 40, 34, 180, 360), 7, darker(TEAL, 0.2))
    c.shape([(x - 40, y - 46), (x + 46, y - 46), (x + 52, y + 40), (x - 46, y + 40)], TEAL)
    c.shape([(x - 40, y + 10), (x - 110, y - 46), (x - 98, y - 58), (x - 38, y - 20)], TEAL)
    for i in range(6):
        c.line(
            smooth([(x - 110, y - 50), (x - 140 - i * 9, y - 40), (x - 165 - i * 13, y + 40)]), 2.5, lighter(SKY, 0.3)
        )


def sport(c: Canvas) -> None:
    """A village volleyball match at sunset: a spiker in the air above the net."""
    c.backdrop(mix(INDIGO, PLUM, 0.4), mix(PLUM, CORAL, 0.6), CORAL, PEACH, lighter(GOLD, 0.3), bottom=680)
    scenery.rays(c, 900, 520, 24, lighter(GOLD, 0.3), 0.12)
    scenery.sun(c, 900, 520, 170, lighter(GOLD, 0.5), GOLD, 3)
    scenery.mountains(c, 660, 130, mix(PLUM, CORAL, 0.3), CORAL, 6)
    scenery.bushes(c, [(-20, 660), (1520, 660)], 48, mix(PINE, PLUM, 0.3), mix(JADE, CORAL, 0.3))
    for x, h in ((110, 420), (210, 340), (1400, 400)):
        plants.palm(c, x, 670, h, 0.08, mix(PINE, PLUM, 0.3), mix(BARK, PLUM, 0.4))
    tones = (RED, GOLD, TEAL, PAPER, INDIGO, ROSE)
    people.crowd(
        c,
        716,
        78,
        tuple(Look(t, hat=h) for t, h in zip(tones, ("none", "cone", "long", "none", "cone", "bun"), strict=True)),
        (0, 1510),
        0.85,
    )
    c.backdrop(mix(BRICK, CORAL, 0.45), mix(BRICK, CORAL, 0.2), BRICK, top=730)
    c.line([(120, 990), (320, 760), (1240, 760), (1480, 990)], 9, PAPER)
    c.line([(790, 760), (835, 1000)], 6, PAPER)
    for y, h, x in ((770, 400, 772), (1000, 520, 850)):
        c.line([(x, y), (x, y - h)], 15, mix(INK, SKY, 0.3))
    net: list[Point] = [(772, 380), (850, 490), (850, 640), (772, 490)]
    c.shape(net, PAPER, 0.25)
    for i in range(9):
        t = i / 8
        c.line([(772 + 78 * t, 380 + 110 * t), (772 + 78 * t, 490 + 150 * t)], 2.5, PAPER)
        c.line([(772, 380 + 110 * t), (850, 490 + 150 * t)], 2.5, PAPER)
    c.line([(772, 380), (850, 490)], 9, PAPER)
    _player(c, 560, 700, 430, RED, ((0.1, -0.36), (-0.2, -0.12)), ((-0.28, 0.3), (0.02, 0.46)))
    _player(c, 1020, 640, 390, TEAL, ((-0.16, -0.34), (-0.02, -0.36)), ((-0.06, 0.47), (0.12, 0.45)))
    _player(c, 1270, 795, 400, TEAL, ((-0.2, 0.12), (-0.14, 0.14)), ((-0.16, 0.44), (0.16, 0.44)))
    _player(c, 270, 800, 410, RED, ((0.18, 0.1), (0.14, 0.14)), ((-0.16, 0.44), (0.16, 0.44)))
    for i in range(3):
        c.line([(620 - i * 18, 250 + i * 30), (560 - i * 26, 240 + i * 34)], 5, lighter(GOLD, 0.5))
    c.disc(680, 270, 48, PAPER)
    c.shade(oval(680, 270, 48, 48), AMBER, "right", 0.7)
    for angle in (0, 120, 240):
        c.line(place(smooth([(0, 0), (24, -12), (46, -8)]), 680, 270, angle=angle), 4, INDIGO)
    for x, y, w in ((540, 960, 120), (1030, 920, 100), (1270, 975, 110), (270, 985, 120)):
        c.shape(oval(x, y, w, 12), MAROON, 0.5)


def _player(
    c: Canvas, x: float, y: float, h: float, tone: str, hands: tuple[Point, Point], feet: tuple[Point, Point]
) -> None:
    """A player whose hip is at (x, y); hands from the shoulder and feet from the hip in heights."""
    shoulder = (x + 0.02 * h, y - 0.28 * h)
    for dx, dy in feet:
        knee = (x + dx * h * 0.6 + 0.05 * h, y + dy * h * 0.5)
        foot = (x + dx * h, y + dy * h)
        c.line([(x, y - 0.02 * h), knee], h * 0.085, INK)
        c.line([knee, foot], h * 0.055, SKIN)
        c.shape(oval(foot[0] + 0.02 * h, foot[1] + 0.01 * h, h * 0.055, h * 0.024), WHITE)
    back, front = hands
    c.line(
        smooth(
            [
                shoulder,
                (shoulder[0] + back[0] * h * 0.5 - 0.03 * h, shoulder[1] + back[1] * h * 0.5),
                (shoulder[0] + back[0] * h, shoulder[1] + back[1] * h),
            ]
        ),
        h * 0.05,
        darker(SKIN, 0.1),
    )
    body = smooth(
        [
            (shoulder[0] - 0.11 * h, shoulder[1] - 0.01 * h),
            (shoulder[0] + 0.1 * h, shoulder[1] - 0.01 * h),
            (x + 0.08 * h, y),
            (x - 0.08 * h, y),
        ],
        closed=True,
        steps=4,
    )
    c.shape(body, tone)
    c.shade(body, darker(tone, 0.45), "right", 0.6)
    c.rect(shoulder[0] - h * 0.03, shoulder[1] - 0.07 * h, h * 0.06, h * 0.08, darker(SKIN, 0.15))
    c.shape(oval(shoulder[0] + 0.01 * h, shoulder[1] - 0.13 * h, h * 0.062, h * 0.072), SKIN)
    c.shape(arc(shoulder[0], shoulder[1] - 0.14 * h, h * 0.068, h * 0.074, 160, 355, 14), INK)
    c.line(
        smooth(
            [
                shoulder,
                (shoulder[0] + front[0] * h * 0.5 + 0.03 * h, shoulder[1] + front[1] * h * 0.5),
                (shoulder[0] + front[0] * h, shoulder[1] + front[1] * h),
            ]
        ),
        h * 0.05,
        SKIN,
    )
    c.disc(shoulder[0] + back[0] * h, shoulder[1] + back[1] * h, h * 0.03, SKIN)
