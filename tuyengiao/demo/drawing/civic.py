"""Public life: the hall, the village meeting, the loudspeaker."""

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
    MAROON,
    MIST,
    NAVY,
    NIGHT,
    PAPER,
    PEACH,
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
    darker,
    lighter,
    mix,
)  # fmt: skip
from .people import Look

SUITS: tuple[Look, ...] = (
    Look(NAVY),
    Look(INDIGO, hat="long"),
    Look(WHITE),
    Look(PLUM, hat="bun"),
    Look(DEEP),
    Look(ROSE, hat="long"),
    Look(INK),
)


def hall(c: Canvas) -> None:
    """A conference: a speaker at the lectern before red curtains, the audience from behind."""
    c.backdrop(MAROON, darker(MAROON, 0.3))
    for i in range(31):
        x = -20 + i * 51
        fold = [(x, 0), (x + 51, 0), (x + 51, 640), (x, 640)]
        c.shape(fold, fade(mix(RED, MAROON, 0.35), RED, BRICK, across=True))
    c.shade(box(0, 0, 1500, 640), MAROON, "top", 0.7)
    c.shape([(300, -10), (480, -10), (1120, 700), (420, 700)], lighter(GOLD, 0.6), 0.15)
    c.shape([(1030, -10), (1200, -10), (1080, 700), (380, 700)], lighter(GOLD, 0.6), 0.13)
    screen = box(470, 110, 560, 300)
    c.rect(456, 96, 588, 328, darker(MAROON, 0.4), 6)
    c.shape(screen, fade(SKY, CREAM, PEACH))
    with c.within(screen):
        c.disc(860, 220, 44, GOLD)
        for tone, pts in (
            (mix(TEAL, SKY, 0.4), [(470, 340), (590, 240), (700, 330), (830, 260), (1030, 350)]),
            (JADE, [(470, 380), (640, 320), (850, 370), (1030, 320)]),
        ):
            c.shape([*smooth([(float(a), float(b)) for a, b in pts]), (1030, 410), (470, 410)], tone)
    for x in (0, 1500):
        s = 1 if x == 0 else -1
        drape = smooth(
            [(x, -20), (x + s * 260, -20), (x + s * 210, 250), (x + s * 110, 420), (x + s * 150, 660), (x, 660)],
            steps=8,
        )
        c.shape(drape, fade(RED, MAROON))
        c.shade(drape, MAROON, "left" if s > 0 else "right", 0.6)
    swag = [p for i in range(6) for p in arc(125 + i * 250, -5, 128, 92, 180, 0, 14)]
    c.shape(swag, mix(RED, BRICK, 0.4))
    for i in range(6):
        c.line(arc(125 + i * 250, -5, 126, 90, 4, 176, 20), 9, GOLD)
    c.rect(0, 620, 1500, 90, fade(WOOD, BARK))
    c.rect(0, 612, 1500, 14, TAN)
    c.rect(560, 500, 430, 120, fade(mix(RED, BRICK, 0.3), MAROON))
    c.rect(550, 486, 450, 18, GOLD)
    for x, look in ((630, Look(NAVY)), (775, Look(WHITE, hat="long")), (920, Look(INK))):
        people.bust(c, x, 488, 120, look)
        c.rect(x - 20, 474, 40, 12, PAPER)
    for x in (560, 700, 845, 990):
        _flowers(c, x, 505, 36)
    people.stand(c, 300, 625, 330, Look(NAVY, INK), (-0.12, 0.05), (0.14, 0.08))
    lectern: list[Point] = [(225, 450), (385, 450), (365, 625), (245, 625)]
    c.shape(lectern, fade(TAN, WOOD))
    c.shade(lectern, BARK, "right", 0.6)
    c.rect(212, 438, 186, 18, darker(WOOD, 0.3), 4)
    c.line(smooth([(330, 440), (338, 400), (318, 385)]), 5, INK)
    c.disc(316, 383, 8, INK)
    _flowers(c, 305, 445, 44)
    for x in (150, 1230, 1340):
        _flowers(c, x, 622, 80)
    for y, size in ((745, 105), (850, 140), (985, 185)):
        people.crowd(c, y, size, SUITS, (20 + size * 0.2, 1520), 1.02)
        c.shade(box(0, y - size, 1500, size * 1.4), NIGHT, "bottom", 0.22)


def _flowers(c: Canvas, x: float, y: float, r: float) -> None:
    for angle in range(190, 360, 28):
        c.shape(oval(*place([(r * 0.75, 0)], x, y, angle=angle)[0], r * 0.3, r * 0.16, angle), GREEN)
    for i in range(12):
        a, d = c.rng.uniform(185, 355), c.rng.uniform(0.2, 0.85)
        px, py = place([(r * d, 0)], x, y, angle=a)[0]
        c.disc(px, py, r * 0.2, (RED, GOLD, CORAL, WHITE, ROSE)[i % 5])


def village_meeting(c: Canvas) -> None:
    """Villagers meet under a banyan before the culture house; one of them speaks."""
    c.backdrop(SKY, lighter(SKY, 0.5), CREAM, bottom=560)
    scenery.cloud(c, 1180, 150, 380)
    scenery.mountains(c, 500, 150, mix(TEAL, SKY, 0.5), MIST, 5)
    scenery.bushes(c, [(-20, 560), (1520, 560)], 56, mix(JADE, RICE, 0.2), RICE)
    c.backdrop(lighter(SAND, 0.2), SAND, mix(SAND, TAN, 0.5), top=600)
    buildings.house(c, 1090, 640, 520, lighter(GOLD, 0.4), BRICK)
    plants.areca(c, 1430, 650, 460)
    trunk = [
        *smooth([(250, 800), (330, 740), (350, 560), (330, 380)]),
        *smooth([(510, 380), (500, 560), (530, 740), (620, 800)]),
    ]
    c.shape(trunk, BARK)
    with c.within(trunk):
        for i in range(9):
            c.line(smooth([(290 + i * 34, 810), (350 + i * 18, 640), (350 + i * 19, 380)]), 6, mix(BARK, WOOD, 0.45))
    for x in (170, 250, 620, 700):
        c.line(smooth([(x, 330), (x + 6, 430), (x - 4, 500)]), 5, BARK)
    for x, y, r in (
        (140, 270, 150),
        (690, 270, 165),
        (300, 180, 170),
        (530, 170, 180),
        (420, 300, 170),
        (40, 360, 110),
        (820, 350, 110),
        (410, 70, 170),
        (200, 80, 130),
        (640, 70, 140),
    ):
        plants.foliage(c, x, y, r, mix(GREEN, FOREST, c.rng.uniform(0.2, 0.9)), LEAF)
    c.shape(oval(700, 850, 760, 130), BARK, 0.2)
    people.stand(c, 730, 800, 310, Look(WHITE, NAVY), (-0.18, -0.02), (0.18, 0.02))
    c.shape(place(box(-22, -30, 44, 60), 810, 588, angle=12), PAPER)
    c.rect(850, 720, 190, 12, WOOD)
    for x in (865, 1010):
        c.rect(x, 732, 12, 70, BARK)
    c.shape(oval(905, 708, 22, 16), TEAL)
    for x in (955, 985):
        c.rect(x - 9, 700, 18, 20, PAPER)
    looks = (
        Look(INDIGO, hat="cone"),
        Look(PLUM, hat="scarf", accent=CREAM),
        Look(TEAL),
        Look(CORAL, hat="long"),
        Look(GOLD, hat="bun"),
        Look(JADE, hat="cone"),
        Look(WHITE, hair="#c9c5c0"),
        Look(RED, hat="long"),
    )
    for y, size, span in ((850, 130, (190.0, 1330.0)), (975, 185, (60.0, 1500.0))):
        people.crowd(c, y, size, looks if size > 150 else looks[3:] + looks[:3], span, 1.15)
    people.back(c, 90, 800, 115, looks[5])
    people.back(c, 1400, 800, 115, looks[1])


def loudspeaker(c: Canvas) -> None:
    """Horn loudspeakers on a pole wake the village roofs at daybreak."""
    c.backdrop(mix(TEAL, SKY, 0.25), SKY, CREAM, PEACH, GOLD)
    scenery.sun(c, 1130, 560, 120, lighter(GOLD, 0.5), lighter(GOLD, 0.2), 4)
    scenery.cloud(c, 1200, 190, 360, lighter(PEACH, 0.6))
    scenery.mountains(c, 720, 200, mix(INDIGO, PEACH, 0.35), PEACH, 5)
    for radius in (250, 340, 430, 520, 610, 700):
        tone = lighter(CORAL, 0.15 + radius / 1400)
        c.line(arc(690, 330, radius, radius, -38, 22, 30), 12, tone)
        c.line(arc(480, 330, radius * 0.9, radius * 0.9, 158, 215, 30), 12, tone)
    scenery.bushes(c, [(-20, 780), (1520, 780)], 60, mix(JADE, GREEN, 0.3), RICE)
    for x, y, w, wall in (
        (150, 860, 300, CREAM),
        (1330, 850, 330, lighter(GOLD, 0.5)),
        (960, 840, 270, CREAM),
        (480, 900, 340, lighter(GOLD, 0.4)),
        (1130, 950, 380, CREAM),
        (220, 1010, 400, PAPER),
    ):
        buildings.house(c, x, y, w, wall, RED if int(x) % 20 else BRICK)
    for x, y, h in ((330, 880, 430), (1450, 900, 500), (60, 950, 560)):
        plants.areca(c, x, y, h)
    plants.banana(c, 760, 980, 300, GREEN)
    scenery.bushes(c, [(640, 1010), (960, 1010)], 50, FOREST, LEAF)
    c.line([(585, 1010), (585, 190)], 30, mix(INK, SKY, 0.28))
    c.line([(579, 1010), (579, 190)], 7, mix(INK, SKY, 0.5))
    c.rect(545, 250, 82, 18, INK, 4)
    c.rect(540, 420, 92, 18, INK, 4)
    for x, y, angle, size, flip in (
        (600, 290, -10, 1.0, False),
        (570, 300, -8, 0.9, True),
        (600, 440, 10, 0.72, False),
    ):
        _horn(c, x, y, angle, size, flip)
    c.rect(545, 640, 78, 110, mix(INK, SKY, 0.45), 8)
    c.disc(584, 690, 14, GOLD)
    for x, y in ((610, 172), (560, 176)):
        c.shape(
            smooth([(x - 26, y + 4), (x - 4, y - 14), (x + 14, y - 12), (x + 22, y - 4), (x + 8, y + 8)], closed=True),
            NAVY,
        )
    scenery.birds(c, 430, 150, 5, NAVY, 22)


def _horn(c: Canvas, x: float, y: float, angle: float, size: float, flip: bool) -> None:
    """A horn loudspeaker opening to the right, or to the left when flipped."""

    def at(points: list[Point]) -> list[Point]:
        return place(points, x, y, size, -angle if flip else angle, flip)

    bell = smooth([(20, -26), (70, -40), (125, -78), (170, -128)], steps=8)
    cone: list[Point] = [*bell, *((px, -py) for px, py in reversed(bell))]
    c.shape(at([(-20, -34), (30, -34), (30, 34), (-20, 34)]), INK)
    c.shape(at(cone), fade(lighter(SKY, 0.6), SKY, mix(TEAL, SKY, 0.3)))
    c.shade(at(cone), DEEP, "bottom", 0.7)
    c.shape(at(oval(170, 0, 34, 128)), mix(TEAL, DEEP, 0.4))
    c.shape(at(oval(170, 0, 27, 114)), DEEP)
    c.shape(at(oval(166, 0, 14, 52)), mix(AQUA, TEAL, 0.5))
    c.line(at(oval(170, 0, 34, 128)), 7 * size, lighter(SKY, 0.7))
