"""Village ways: boats on the shore, bridge, lane."""

from . import buildings, people, plants, scenery
from .canvas import Canvas, fade
from .curves import Point, arc, box, oval, place, ridge, smooth
from .palette import (
    AQUA,
    BARK,
    BRICK,
    CORAL,
    CREAM,
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
    PINE,
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
    lighter,
    mix,
)  # fmt: skip
from .people import Look


def fishing_boats(c: Canvas) -> None:
    """Painted boats at the beach, people carrying the catch."""
    c.backdrop(mix(AQUA, SKY, 0.5), SKY, CREAM, bottom=380)
    scenery.cloud(c, 340, 170, 480)
    scenery.cloud(c, 1130, 230, 360)
    scenery.mountains(c, 382, 110, mix(INDIGO, SKY, 0.4), SKY, 6)
    scenery.water(c, 378, 760, (lighter(AQUA, 0.3), AQUA, TEAL), WHITE, 90)
    buildings.fishing_boat(c, 1220, 480, 200, INDIGO, CORAL, flip=True)
    buildings.fishing_boat(c, 200, 460, 150, RED, GOLD)
    surf: tuple[Colour, ...] = (lighter(SKY, 0.5), WHITE, lighter(SAND, 0.35), SAND)
    for i, tone in enumerate(surf):
        c.ground(ridge(c.rng, 735 + i * 26, 26, 4), tone)
    c.backdrop(SAND, mix(SAND, TAN, 0.5), top=850)
    c.shade(box(0, 800, 1500, 220), TAN, "bottom", 0.7)
    buildings.fishing_boat(c, 950, 690, 620, TEAL, RED)
    buildings.fishing_boat(c, 360, 740, 560, RED, GOLD, flip=True)
    scenery.ripple(c, 950, 722, 700, WHITE, 0.8)
    scenery.ripple(c, 350, 770, 640, WHITE, 0.8)
    for x, y in ((1290, 860), (170, 930)):
        _round_basket(c, x, y, 130)
    for x, y, h, look in (
        (640, 920, 260, Look(CORAL, NAVY, hat="cone")),
        (790, 925, 265, Look(INDIGO, PINE, hat="cap", accent=GOLD)),
    ):
        people.stand(
            c, x, y, h, look, (0.02, 0.22) if x > 700 else (-0.1, 0.22), (0.1, 0.22) if x > 700 else (0.0, 0.22), 0.06
        )
    c.shape([(655, 805), (780, 805), (765, 870), (670, 870)], TAN)
    c.shade([(655, 805), (780, 805), (765, 870), (670, 870)], BARK, "right", 0.7)
    for i in range(7):
        c.shape(oval(672 + i * 15, 802 - (i % 2) * 6, 16, 6, -20), mix(SKY, INDIGO, 0.25 * (i % 3)))
    scenery.birds(c, 900, 150, 6, NAVY, 18)


def _round_basket(c: Canvas, x: float, y: float, r: float) -> None:
    """A basket boat (thuyền thúng)."""
    bowl = [*arc(x, y - r * 0.2, r, r * 0.9, 0, 180, 24)]
    c.shape(bowl, WOOD)
    c.shade(bowl, BARK, "bottom", 0.8)
    c.shape(oval(x, y - r * 0.2, r, r * 0.28), TAN)
    c.shape(oval(x, y - r * 0.18, r * 0.86, r * 0.2), BARK)


def hanging_bridge(c: Canvas) -> None:
    """A rope bridge over a gorge, pupils walking to school."""
    c.backdrop(SKY, CREAM, PEACH)
    scenery.sun(c, 380, 200, 64, WHITE, GOLD, 5)
    scenery.mountains(c, 470, 300, mix(INDIGO, SKY, 0.5), MIST, 4)
    scenery.mountains(c, 620, 260, mix(TEAL, SKY, 0.3), MIST, 5)
    scenery.mist(c, 620, 200, WHITE, 0.7)
    scenery.mountains(c, 800, 200, mix(JADE, TEAL, 0.4), AQUA, 5)
    c.shape(
        smooth(
            [(560, 1010), (690, 880), (640, 800), (770, 740), (800, 740), (720, 810), (860, 880), (960, 1010)], steps=10
        ),
        lighter(AQUA, 0.35),
    )
    left = smooth([(-20, 560), (150, 555), (270, 575), (300, 690), (260, 800), (330, 1020)], steps=8)
    right = smooth([(1190, 1020), (1250, 820), (1200, 690), (1235, 575), (1370, 555), (1530, 560)], steps=8)
    for cliff in ([*left, (-20, 1020)], [*right, (1530, 1020)]):
        c.shape(cliff, fade(mix(BARK, WOOD, 0.5), mix(BARK, PINE, 0.4)))
        c.shade(cliff, PINE, "bottom", 0.8)
        c.shade(cliff, TAN, "top", 0.35)
    scenery.bushes(c, [(-20, 552), (250, 560)], 34, JADE, LEAF)
    scenery.bushes(c, [(1260, 560), (1530, 552)], 34, JADE, LEAF)
    for x in (285, 1215):
        for dx in (-22, 22):
            c.line([(x + dx, 620), (x + dx, 300)], 15, BARK)
        c.line([(x - 40, 330), (x + 40, 330)], 13, BARK)
        c.line([(x - 30, 420), (x + 30, 420)], 9, BARK)
    deck = [(x, 590 + 75 * (1 - ((x - 750) / 465) ** 2)) for x in range(285, 1216, 15)]
    rope = [(x, 320 + 245 * (1 - ((x - 750) / 465) ** 2)) for x in range(285, 1216, 15)]
    for x, end in ((285, -20), (1215, 1520)):
        c.line([(x, 320), (end, 480)], 5, BARK)
    for i in range(0, len(deck), 2):
        c.line([rope[i], deck[i]], 2.5, BARK)
    walkers = (
        (460, 130, Look(PAPER, NAVY, child=True, accent=RED, hat="scarf")),
        (545, 122, Look(GOLD, INDIGO, child=True)),
        (640, 138, Look(PAPER, NAVY, child=True, hat="long")),
        (890, 175, Look(TEAL, INK, dress="tunic", hat="cone")),
    )
    for x, h, look in walkers:
        y = 588 + 75 * (1 - ((x - 750) / 465) ** 2)
        if look.child:
            c.rect(x - h * 0.18, y - h * 0.72, h * 0.16, h * 0.27, RED if look.top == PAPER else TEAL, 6)
        people.stand(c, x, y, h, look, (-0.08, 0.18), (0.1, 0.16), 0.09)
    c.line(rope, 7, BARK)
    c.line([(x, y - 62) for x, y in deck], 3, mix(BARK, TAN, 0.4))
    for px, py in deck:
        c.line([(px, py - 4), (px, py + 9)], 10, WOOD)
    c.line([(x, y + 12) for x, y in deck], 4, BARK)
    plants.tree(c, 60, 570, 330, GREEN)
    plants.bamboo(c, 1430, 575, 420, 9, JADE)


def village_lane(c: Canvas) -> None:
    """A brick lane to the village gate with areca palms and a cyclist."""
    c.backdrop(SKY, CREAM, PEACH, bottom=600)
    scenery.cloud(c, 350, 200, 420)
    c.glow(780, 420, 420, lighter(GOLD, 0.5), 0.9)
    scenery.bushes(c, [(-20, 520), (1520, 520)], 70, mix(JADE, RICE, 0.3), RICE)
    for x, y, w in ((330, 590, 330), (1190, 600, 340)):
        buildings.house(c, x, y, w, CREAM if x < 700 else lighter(GOLD, 0.5), BRICK)
    c.backdrop(LEAF, GREEN, top=580)
    _gate(c, 780, 585, 210)
    lane = [(735, 585), (825, 585), (1190, 1010), (330, 1010)]
    c.shape(lane, fade(lighter(CORAL, 0.55), ROSE, mix(CORAL, TAN, 0.4)))
    with c.within(lane):
        for i in range(26):
            y = 586 + 424 * (i / 26) ** 1.8
            c.line([(300, y), (1250, y)], 1 + i * 0.12, mix(BRICK, ROSE, 0.4))
        for i in range(13):
            c.line([(735 + i * 7.5, 585), (330 + i * 71.6, 1010)], 1.8, mix(BRICK, ROSE, 0.5))
    for side in (-1, 1):
        wall = [(780 + side * 45, 560), (780 + side * 450, 850), (780 + side * 450, 1010), (780 + side * 45, 590)]
        c.shape(wall, fade(SAND, mix(SAND, TAN, 0.6)))
        c.shade(wall, BRICK, "bottom", 0.6)
        c.line([(780 + side * 45, 560), (780 + side * 450, 850)], 9, BRICK)
        outer = [(780 + side * 450, 850), (780 + side * 800, 1090), (780 + side * 800, 1100), (780 + side * 450, 1010)]
        c.shape(outer, mix(SAND, TAN, 0.6))
        c.line(outer[:2], 9, BRICK)
    for x, y, h in (
        (610, 640, 400),
        (955, 640, 380),
        (470, 760, 560),
        (1090, 760, 590),
        (240, 900, 800),
        (1330, 930, 830),
    ):
        plants.areca(c, x, y, h, mix(JADE, GREEN, c.rng.random()))
    for x, y, s in ((540, 760, 60), (1010, 740, 55), (330, 900, 95), (1230, 880, 90)):
        plants.foliage(c, x, y, s, JADE, RICE)
        for _ in range(9):
            c.disc(
                x + c.rng.uniform(-0.8, 0.8) * s,
                y + c.rng.uniform(-0.7, 0.7) * s,
                s * 0.09,
                c.rng.choice((CORAL, ROSE, RED)),
            )
    cyclist(c, 760, 950, 330)
    people.stand(c, 885, 745, 120, Look(INDIGO, NAVY, hat="cone"), stride=0.05)


def _gate(c: Canvas, x: float, y: float, w: float) -> None:
    wall = lighter(GOLD, 0.35)
    c.rect(x - w / 2, y - w * 0.9, w, w * 0.9, wall)
    c.shade(box(x - w / 2, y - w * 0.9, w, w * 0.9), BRICK, "right", 0.5)
    c.shape(
        [*arc(x, y - w * 0.42, w * 0.24, w * 0.26, 180, 360), (x + w * 0.24, y), (x - w * 0.24, y)], lighter(CREAM, 0.4)
    )
    buildings.tiled_roof(c, x, y - w * 0.86, w * 1.2, w * 0.2, BRICK)
    c.rect(x - w * 0.25, y - w * 1.3, w * 0.5, w * 0.26, wall)
    buildings.tiled_roof(c, x, y - w * 1.26, w * 0.76, w * 0.2, BRICK)


def cyclist(c: Canvas, x: float, y: float, h: float) -> None:
    """A woman in white áo dài on a bicycle riding to the right, wheels on (x, y), h tall."""
    r = h * 0.19
    for dx in (-0.28, 0.28):
        c.line(oval(x + dx * h, y - r, r * 0.94, r * 0.94), r * 0.12, INK)
        c.line([(x + dx * h + r * 0.93, y - r), (x + dx * h + r * 0.94, y - r - 4)], r * 0.12, INK)
        for i in range(6):
            spoke = place([(-r * 0.88, 0), (r * 0.88, 0)], x + dx * h, y - r, angle=i * 30)
            c.line(spoke, 1.2, INK)
    frame: list[Point] = [
        (x - 0.28 * h, y - r),
        (x - 0.1 * h, y - 0.44 * h),
        (x + 0.2 * h, y - 0.44 * h),
        (x + 0.28 * h, y - r),
    ]
    c.line(frame, 6, TEAL)
    c.line([(x + 0.2 * h, y - 0.44 * h), (x - 0.02 * h, y - r), (x - 0.1 * h, y - 0.44 * h)], 6, TEAL)
    c.line([(x + 0.14 * h, y - 0.56 * h), (x + 0.2 * h, y - 0.44 * h)], 6, INK)
    c.line([(x - 0.1 * h, y - 0.5 * h), (x + 0.06 * h, y - 0.32 * h), (x - 0.01 * h, y - 0.1 * h)], h * 0.07, CREAM)
    c.shape(
        smooth(
            [
                (x - 0.17 * h, y - 0.78 * h),
                (x - 0.03 * h, y - 0.78 * h),
                (x + 0.02 * h, y - 0.46 * h),
                (x - 0.2 * h, y - 0.3 * h),
                (x - 0.34 * h, y - 0.22 * h),
                (x - 0.2 * h, y - 0.5 * h),
            ],
            closed=True,
        ),
        WHITE,
    )
    c.line([(x - 0.08 * h, y - 0.72 * h), (x + 0.14 * h, y - 0.56 * h)], h * 0.05, mix(WHITE, SKY, 0.3))
    c.shape(oval(x - 0.11 * h, y - 0.82 * h, h * 0.06, h * 0.11), INK)
    c.shape(oval(x - 0.08 * h, y - 0.87 * h, h * 0.06, h * 0.07), "#dba57c")
    people.cone(c, x - 0.085 * h, y - 0.9 * h, h * 0.16)
