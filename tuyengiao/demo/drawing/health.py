"""Health: the commune's health station, a check-up, the insurance card."""

from . import buildings, people, plants, scenery
from .canvas import Canvas, fade
from .curves import Point, arc, box, oval, place, smooth
from .palette import (
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
    MIST,
    NAVY,
    PAPER,
    PEACH,
    PLUM,
    RED,
    RICE,
    ROSE,
    SAND,
    SKIN,
    SKY,
    TAN,
    TEAL,
    WHITE,
    Colour,
    darker,
    lighter,
    mix,
)  # fmt: skip
from .people import Look


def cross(c: Canvas, x: float, y: float, r: float, colour: Colour) -> None:
    """A plain cross with arms of length r."""
    c.rect(x - r, y - r * 0.36, r * 2, r * 0.72, colour, r * 0.12)
    c.rect(x - r * 0.36, y - r, r * 0.72, r * 2, colour, r * 0.12)


def health_station(c: Canvas) -> None:
    """The health station of a commune with visitors, trees and a nurse at the door."""
    c.backdrop(mix(AQUA, SKY, 0.6), lighter(SKY, 0.3), CREAM, bottom=640)
    scenery.cloud(c, 330, 170, 420)
    scenery.cloud(c, 1210, 220, 360)
    scenery.mountains(c, 560, 190, mix(TEAL, SKY, 0.45), MIST, 5)
    scenery.bushes(c, [(-20, 620), (1520, 620)], 64, mix(JADE, GREEN, 0.5), RICE)
    c.backdrop(RICE, LEAF, GREEN, top=660)
    c.rect(300, 400, 900, 300, WHITE)
    c.shade(box(300, 400, 900, 300), mix(AQUA, MIST, 0.4), "right", 0.6)
    c.rect(300, 660, 900, 44, mix(AQUA, WHITE, 0.3))
    for x in (350, 480, 910, 1040):
        c.rect(x, 480, 100, 120, mix(TEAL, SKY, 0.3))
        c.line([(x + 50, 480), (x + 50, 600)], 5, WHITE)
        c.line([(x, 540), (x + 100, 540)], 5, WHITE)
        c.rect(x - 6, 600, 112, 9, TEAL)
    buildings.tiled_roof(c, 750, 410, 980, 110, mix(TEAL, DEEP, 0.3), 0.05)
    c.rect(610, 350, 280, 350, lighter(CREAM, 0.4))
    c.shape([(580, 352), (750, 240), (920, 352)], CORAL)
    c.shade([(580, 352), (750, 240), (920, 352)], BRICK, "right", 0.6)
    c.disc(750, 415, 48, WHITE)
    cross(c, 750, 415, 30, JADE)
    c.rect(670, 500, 160, 200, mix(TEAL, SKY, 0.2))
    c.line([(750, 500), (750, 700)], 6, WHITE)
    for x in (622, 858):
        c.rect(x, 350, 20, 350, WHITE)
    path: list[Point] = [(660, 700), (840, 700), (1060, 1010), (430, 1010)]
    c.shape(path, fade(lighter(SAND, 0.4), SAND))
    c.shade(path, TAN, "left", 0.5)
    plants.tree(c, 170, 800, 520, GREEN)
    plants.areca(c, 1290, 720, 480)
    plants.areca(c, 1370, 750, 560)
    for x, y, s in ((420, 740, 42), (530, 735, 36), (980, 740, 42), (1090, 745, 46)):
        plants.foliage(c, x, y, s, JADE, RICE)
        for _ in range(7):
            c.disc(
                x + c.rng.uniform(-0.7, 0.7) * s,
                y + c.rng.uniform(-0.6, 0.5) * s,
                s * 0.13,
                c.rng.choice((CORAL, GOLD, ROSE)),
            )
    people.stand(c, 800, 775, 190, Look(WHITE, WHITE, hat="cap", accent=WHITE), (-0.14, 0.1), (0.06, 0.22))
    visitors = (
        (590, 900, 270, Look(PLUM, INK, hat="bun", hair=lighter(INK, 0.6)), (-0.04, 0.22), (0.1, 0.18)),
        (690, 910, 170, Look(GOLD, RED, child=True, hat="long"), (-0.08, 0.12), (0.1, 0.18)),
        (960, 890, 280, Look(INDIGO, NAVY), (-0.05, 0.22), (0.06, 0.22)),
    )
    for x, y, h, look, left, right in visitors:
        c.shape(oval(x + 10, y + 3, h * 0.2, h * 0.025), BARK, 0.3)
        people.stand(c, x, y, h, look, left, right, 0.03)


def check_up(c: Canvas) -> None:
    """A doctor listens to a child's chest, the grandmother beside."""
    c.backdrop(lighter(AQUA, 0.55), lighter(SKY, 0.5), MIST)
    c.disc(740, 430, 400, lighter(AQUA, 0.25))
    c.rect(80, 110, 300, 360, WHITE, 6)
    c.rect(96, 126, 268, 328, fade(SKY, CREAM, LEAF))
    c.line([(230, 126), (230, 454)], 9, WHITE)
    plants.foliage(c, 310, 400, 60, GREEN, RICE)
    plants.foliage(c, 130, 430, 50, JADE, RICE)
    c.rect(1170, 130, 210, 270, WHITE, 8)
    cross(c, 1275, 220, 44, JADE)
    for i in range(4):
        c.rect(1205, 300 + i * 22, 140 - (i * 37) % 60, 8, mix(AQUA, TEAL, 0.4))
    people.bust(
        c,
        1150,
        830,
        520,
        Look(mix(PLUM, ROSE, 0.15), hat="bun", hair=lighter(INK, 0.65), skin="#cf9669"),
        ((940, 730), (1060, 800)),
    )
    people.bust(c, 800, 850, 400, Look(GOLD, hat="long", child=True), ((720, 840), (890, 845)))
    people.bust(c, 400, 850, 590, Look(WHITE, hair=INK), ((690, 700), (500, 820)))
    coat: list[Point] = [(370, 520), (400, 620), (430, 520)]
    c.shape(coat, mix(AQUA, TEAL, 0.4))
    c.line(smooth([(350, 505), (340, 620), (400, 690), (470, 640), (452, 505)]), 9, NAVY)
    c.line(smooth([(400, 690), (520, 780), (620, 740), (690, 700)]), 9, NAVY)
    c.disc(706, 696, 24, NAVY)
    c.disc(706, 696, 13, lighter(SKY, 0.3))
    c.rect(465, 660, 70, 12, mix(AQUA, TEAL, 0.3))
    c.rect(470, 636, 8, 34, RED)
    c.rect(486, 640, 8, 30, TEAL)
    c.rect(-20, 840, 1540, 34, lighter(AQUA, 0.35))
    c.rect(-20, 872, 1540, 140, fade(AQUA, TEAL))
    c.shape([(560, 845), (760, 845), (800, 900), (540, 900)], PAPER)
    for i in range(4):
        c.line([(580 - i * 4, 856 + i * 11), (720 + i * 4, 856 + i * 11)], 3, mix(AQUA, TEAL, 0.4))
    c.rect(950, 770, 70, 74, mix(AQUA, WHITE, 0.4), 8)
    cross(c, 985, 808, 18, CORAL)
    plants.blade(c, 1400, 850, 190, -120, GREEN, 0.3)
    plants.blade(c, 1400, 850, 210, -80, JADE, 0.3)
    plants.blade(c, 1400, 850, 170, -40, LEAF, 0.3)
    c.shape([(1355, 770), (1445, 770), (1430, 848), (1370, 848)], BRICK)


def insurance_card(c: Canvas) -> None:
    """A health insurance card in a hand, sheltering a family under its shield."""
    c.backdrop(mix(TEAL, DEEP, 0.3), TEAL, AQUA)
    scenery.rays(c, 760, 430, 22, WHITE, 0.09)
    c.glow(760, 430, 620, lighter(AQUA, 0.5), 0.7)
    for x, y, w in ((200, 240, 320), (1310, 200, 300), (1240, 520, 240)):
        scenery.cloud(c, x, y, w, lighter(AQUA, 0.6), 0.5)
    angle, cx, cy = -7, 750, 450

    def at(points: list[Point]) -> list[Point]:
        return place(points, cx, cy, angle=angle)

    def rounded(x: float, y: float, w: float, h: float, r: float) -> list[Point]:
        corners = ((x + w - r, y + r, 270), (x + w - r, y + h - r, 0), (x + r, y + h - r, 90), (x + r, y + r, 180))
        return [p for px, py, a in corners for p in arc(px, py, r, r, a, a + 90, 8)]

    c.shape([(x + 22, y + 30) for x, y in at(rounded(-430, -265, 860, 530, 38))], DEEP, 0.5)
    outline = at(rounded(-430, -265, 860, 530, 38))
    c.shape(outline, fade(WHITE, CREAM, PEACH))
    with c.within(outline):
        c.shape(at([(-440, -275), (440, -275), (440, -165), (-440, -165)]), CORAL)
        for i in range(7):
            c.line(
                at(
                    smooth(
                        [
                            (-440, 60 + i * 34),
                            (-200, 10 + i * 34),
                            (60, 80 + i * 34),
                            (300, 20 + i * 34),
                            (440, 60 + i * 34),
                        ]
                    )
                ),
                3,
                mix(PEACH, CORAL, 0.25),
            )
        c.shade(outline, CORAL, "bottom", 0.3)
    c.disc(*at([(-360, -215)])[0], 34, WHITE)
    cx2, cy2 = at([(-360, -215)])[0]
    cross(c, cx2, cy2, 20, CORAL)
    for y, w, tone in ((-228, 420, WHITE), (-198, 300, lighter(CORAL, 0.6))):
        c.shape(at(rounded(-300, y, w, 15, 7)), tone)
    photo = at(rounded(-385, -120, 210, 260, 16))
    c.shape(photo, fade(SKY, AQUA))
    with c.within(photo):
        people.bust(c, *at([(-280, 150)])[0], 240, Look(INDIGO, hat="long"))
    for i, w in enumerate((430, 340, 390, 260)):
        c.shape(at(rounded(-140, -105 + i * 52, w * 0.36, 14, 7)), mix(SAND, TAN, 0.6))
        c.shape(at(rounded(-140 + w * 0.42, -105 + i * 52, w * 0.55, 14, 7)), mix(INK, TEAL, 0.35))
    c.shape(at(rounded(-385, 175, 300, 18, 9)), mix(INK, TEAL, 0.35))
    chip = at(rounded(280, -130, 100, 76, 12))
    c.shape(chip, GOLD)
    c.line(at([(280, -92), (380, -92)]), 3, darker(GOLD, 0.3))
    c.line(at([(330, -130), (330, -54)]), 3, darker(GOLD, 0.3))
    _shield(c, 1110, 640, 170)
    for x, y, h, look in (
        (190, 960, 330, Look(NAVY, INK)),
        (300, 965, 310, Look(CORAL, PAPER, dress="tunic", hat="long")),
        (390, 970, 200, Look(GOLD, RED, child=True)),
        (95, 968, 290, Look(PLUM, INK, hat="bun", hair=lighter(INK, 0.65))),
    ):
        people.stand(c, x, y, h, look, (-0.06, 0.24), (0.1, 0.22))
    c.shape(oval(250, 975, 330, 26), DEEP, 0.4)
    _hand(c, 780, 700)


def _shield(c: Canvas, x: float, y: float, r: float) -> None:
    edge = [(0, -1), (0.45, -0.82), (0.86, -0.76), (0.84, 0), (0.58, 0.62), (0, 1.08)]
    outline = smooth(
        [(dx, dy) for dx, dy in edge] + [(-dx, dy) for dx, dy in reversed(edge[1:-1])], closed=True, steps=5
    )
    for size, tone in ((1.0, WHITE), (0.88, JADE)):
        c.shape(place(outline, x, y, r * size), tone)
    c.shade(place(outline, x, y, r * 0.88), FOREST, "right", 0.7)
    heart = [(0, 0.6), (-0.62, 0), (-0.56, -0.42), (-0.24, -0.5), (0, -0.24), (0.24, -0.5), (0.56, -0.42), (0.62, 0)]
    c.shape(place(smooth(heart, closed=True, steps=6), x, y + r * 0.04, r * 0.82), CORAL)
    cross(c, x, y, r * 0.22, WHITE)


def _hand(c: Canvas, x: float, y: float) -> None:
    """Fingers holding the card's lower edge, the sleeve rising from below."""
    c.shape([(x - 90, 1010), (x - 70, 860), (x + 110, 850), (x + 150, 1010)], NAVY)
    c.shape([(x - 74, 880), (x + 114, 870), (x + 118, 900), (x - 78, 910)], WHITE)
    palm = smooth(
        [(x - 70, 885), (x - 86, 800), (x - 60, 740), (x + 30, 715), (x + 105, 745), (x + 118, 800), (x + 106, 880)],
        steps=8,
    )
    c.shape(palm, darker(SKIN, 0.12))
    thumb = smooth(
        [(x - 80, 810), (x - 88, 720), (x - 50, 620), (x - 14, 612), (x + 4, 640), (x - 10, 720), (x + 30, 800)],
        steps=8,
    )
    c.shape(thumb, SKIN)
    c.shade(thumb, "#b97f58", "right", 0.5)
    c.shape(oval(x - 26, 640, 17, 24, 15), lighter(SKIN, 0.45))
