"""School: the yard and the class room."""

from . import buildings, people, plants, scenery
from .canvas import Canvas, fade
from .curves import arc, box, oval, place, smooth
from .palette import (
    AMBER,
    AQUA,
    BARK,
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
    PAPER,
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
    WOOD,
    darker,
    lighter,
    mix,
)  # fmt: skip
from .people import Look


def school(c: Canvas) -> None:
    """A yellow school with a tiled roof, a flamboyant tree in flower and pupils."""
    c.backdrop(mix(AQUA, SKY, 0.5), SKY, CREAM, bottom=640)
    scenery.cloud(c, 260, 190, 380)
    scenery.cloud(c, 1180, 130, 420)
    scenery.mountains(c, 520, 130, mix(INDIGO, SKY, 0.5), SKY, 6)
    scenery.bushes(c, [(-20, 640), (1520, 640)], 60, JADE, LEAF)
    wall = lighter(GOLD, 0.35)
    c.rect(330, 330, 1000, 350, wall)
    for floor in (350, 525):
        c.rect(330, floor + 140, 1000, 14, PAPER)
        for i in range(9):
            x = 348 + i * 110
            c.shape(
                [*arc(x + 44, floor + 48, 38, 36, 180, 360, 16), (x + 82, floor + 140), (x + 6, floor + 140)],
                mix(wall, TAN, 0.75),
            )
            door = TEAL if i % 3 == 1 else mix(TEAL, SKY, 0.35)
            c.rect(x + 22, floor + (56 if i % 3 == 1 else 62), 46, 84 if i % 3 == 1 else 50, door)
            c.line([(x + 45, floor + 62), (x + 45, floor + 112)], 2, CREAM)
        for i in range(84):
            c.line([(336 + i * 12, floor + 112), (336 + i * 12, floor + 140)], 2, PAPER)
        c.line([(330, floor + 112), (1330, floor + 112)], 5, PAPER)
    c.shade(box(330, 330, 1000, 350), mix(AMBER, GOLD, 0.4), "right", 0.5)
    buildings.tiled_roof(c, 830, 345, 1070, 95, RED, 0.04)
    c.rect(760, 215, 140, 110, wall)
    buildings.tiled_roof(c, 830, 225, 180, 56, RED, 0.2)
    c.disc(830, 275, 30, PAPER)
    c.line([(830, 275), (830, 256)], 3, NAVY)
    c.line([(830, 275), (842, 280)], 3, NAVY)
    c.backdrop(lighter(SAND, 0.3), SAND, mix(SAND, TAN, 0.5), top=675)
    c.shade(box(0, 680, 1500, 330), TAN, "bottom", 0.5)
    _flamboyant(c, 190, 800, 620)
    plants.tree(c, 1420, 760, 330, GREEN)
    c.shape(oval(260, 812, 330, 34), BARK, 0.28)
    pupils = (
        (520, 900, 200, Look(WHITE, NAVY, child=True), RED),
        (620, 915, 210, Look(WHITE, NAVY, child=True, hat="long"), GOLD),
        (980, 890, 190, Look(WHITE, NAVY, child=True), TEAL),
        (1080, 930, 215, Look(WHITE, NAVY, child=True, hat="bun"), CORAL),
        (1180, 860, 170, Look(WHITE, NAVY, child=True, hat="cap", accent=RED), INDIGO),
    )  # fmt: skip
    for x, y, h, look, bag in pupils:
        c.shape(oval(x + 20, y + 2, h * 0.24, h * 0.03), BARK, 0.3)
        c.rect(x - h * 0.17, y - h * 0.7, h * 0.34, h * 0.3, darker(bag, 0.2), 10)
        people.stand(c, x, y, h, look, (-0.1, 0.18), (0.12, 0.1), 0.06)
        c.line([(x - h * 0.06, y - h * 0.78), (x - h * 0.05, y - h * 0.55)], h * 0.025, bag)
        c.line([(x + h * 0.06, y - h * 0.78), (x + h * 0.05, y - h * 0.55)], h * 0.025, bag)
    people.stand(
        c, 800, 860, 270, Look(mix(ROSE, CORAL, 0.3), PAPER, dress="tunic", hat="long"), (-0.14, 0.08), (0.12, 0.14)
    )


def _flamboyant(c: Canvas, x: float, y: float, h: float) -> None:
    """A flame tree: a low wide crown full of red flowers."""
    c.shape([(x - 34, y), (x - 18, y - h * 0.5), (x + 20, y - h * 0.5), (x + 38, y)], BARK)
    for dx in (-150, -70, 80, 160):
        c.line(smooth([(x, y - h * 0.35), (x + dx * 0.5, y - h * 0.5), (x + dx, y - h * 0.62)]), 18, BARK)
    for dx, dy, r in (
        (-180, 0.58, 95),
        (170, 0.58, 100),
        (-90, 0.68, 115),
        (80, 0.7, 120),
        (0, 0.62, 110),
        (-10, 0.82, 100),
        (-230, 0.5, 60),
        (240, 0.5, 60),
    ):
        plants.foliage(c, x + dx, y - dy * h, r, mix(GREEN, JADE, c.rng.random()), LEAF)
    for _ in range(170):
        a, b = c.rng.gauss(0, 0.45), c.rng.uniform(0.48, 0.95)
        if abs(a) < 1.05 - (b - 0.48) * 1.1:
            c.disc(x + a * 260, y - b * h, c.rng.uniform(7, 17), mix(RED, CORAL, c.rng.random()))


def class_room(c: Canvas) -> None:
    """A class room from behind: the teacher at the board, light from the windows."""
    c.backdrop(lighter(SAND, 0.6), lighter(SAND, 0.4), bottom=720)
    c.backdrop(mix(TAN, WOOD, 0.3), WOOD, top=715)
    c.rect(0, 560, 1500, 158, mix(AQUA, MIST, 0.45))
    c.rect(0, 552, 1500, 12, TEAL)
    c.rect(420, 130, 760, 390, WOOD, 6)
    board = box(438, 148, 724, 354)
    c.shape(board, fade(FOREST, DEEP))
    c.shade(board, mix(TEAL, WHITE, 0.3), "left", 0.25)
    chalk = lighter(DEEP, 0.75)
    c.line([(500, 420), (620, 240), (740, 420), (500, 420)], 5, chalk)
    c.line([(620, 240), (620, 420)], 3, chalk)
    c.line(arc(850, 330, 80, 80, 0, 360), 5, chalk)
    c.line([(850, 330), (907, 273)], 4, GOLD)
    for i in range(5):
        c.line([(980, 220 + i * 34), (1120 - (i * 53) % 70, 220 + i * 34)], 5, mix(chalk, DEEP, 0.15))
    for x in (70, 1260):
        c.rect(x - 12, 138, 204, 354, PAPER)
        c.rect(x, 150, 180, 330, fade(SKY, CREAM, LEAF))
        c.line([(x + 90, 150), (x + 90, 480)], 9, PAPER)
        c.line([(x, 315), (x + 180, 315)], 9, PAPER)
        plants.foliage(c, x + 130, 420, 42, GREEN, RICE)
    c.shape([(70, 480), (250, 480), (760, 1010), (330, 1010)], lighter(GOLD, 0.7), 0.22)
    people.stand(
        c, 1090, 690, 440, Look(mix(PLUM, ROSE, 0.35), PAPER, dress="tunic", hat="long"), (-0.22, -0.08), (0.05, 0.22)
    )
    c.line([(990, 325), (900, 300)], 5, TAN)
    c.rect(170, 560, 330, 24, BARK)
    c.rect(190, 584, 290, 120, WOOD)
    for i, (dx, tone) in enumerate(((210, TEAL), (222, GOLD), (216, CORAL))):
        c.rect(dx, 548 - i * 12, 90, 12, tone)
    _vase(c, 430, 560, 70)
    for row, (y, size, count) in enumerate(((760, 120, 7), (900, 165, 5), (1080, 230, 4))):
        for i in range(count):
            seat = 1500 * (i + 0.5) / count + (row % 2) * 30
            if row == 1 and i == 3:
                c.line(
                    [
                        (seat + size * 0.3, y - size * 0.2),
                        (seat + size * 0.42, y - size * 0.75),
                        (seat + size * 0.4, y - size * 1.25),
                    ],
                    size * 0.16,
                    WHITE,
                )
                c.disc(seat + size * 0.4, y - size * 1.3, size * 0.09, SKIN)
            people.back(c, seat, y, size, Look(WHITE, hat=("none", "long", "bun", "none", "long")[(i + row * 2) % 5]))
            c.rect(
                seat - size * 0.2, y + size * 0.02, size * 0.4, size * 0.3, (RED, TEAL, GOLD, INDIGO)[(i + row) % 4], 12
            )
            c.rect(seat - size * 0.62, y + size * 0.28, size * 1.24, size * 0.12, darker(WOOD, 0.2), 4)


def _vase(c: Canvas, x: float, y: float, h: float) -> None:
    for angle, tone in ((-120, RED), (-90, CORAL), (-60, GOLD), (-105, ROSE), (-75, RED)):
        (px, py) = place([(h * 1.1, 0)], x, y - h * 0.4, angle=angle)[0]
        c.line([(x, y - h * 0.4), (px, py)], 3, GREEN)
        c.disc(px, py, h * 0.16, tone)
        c.disc(px, py, h * 0.06, GOLD)
    c.shape(
        smooth(
            [
                (x - h * 0.16, y - h * 0.6),
                (x + h * 0.16, y - h * 0.6),
                (x + h * 0.24, y - h * 0.25),
                (x + h * 0.14, y),
                (x - h * 0.14, y),
                (x - h * 0.24, y - h * 0.25),
            ],
            closed=True,
        ),
        SKY,
    )
