"""Reading and learning: library, book, computer."""

from . import buildings, people, plants, scenery
from .canvas import Canvas, fade
from .curves import arc, box, leaf, oval, place, ridge, smooth
from .palette import (
    AMBER,
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
    Colour,
    darker,
    lighter,
    mix,
)  # fmt: skip
from .people import Look

BOOKS: tuple[Colour, ...] = (RED, GOLD, TEAL, INDIGO, CORAL, JADE, PLUM, CREAM, AMBER, NAVY, AQUA, ROSE)


def library(c: Canvas) -> None:
    """Library shelves under an arch window, readers at a long table with lamps."""
    c.backdrop(mix(NAVY, DEEP, 0.5), DEEP)
    c.shape([*arc(750, 330, 170, 190, 180, 360), (920, 640), (580, 640)], PAPER)
    c.shape([*arc(750, 330, 154, 172, 180, 360), (904, 640), (596, 640)], fade(SKY, CREAM, PEACH))
    scenery.bushes(c, [(600, 600), (900, 600)], 44, GREEN, RICE)
    for x in (698, 802):
        c.line([(x, 170), (x, 640)], 7, PAPER)
    for y in (330, 480):
        c.line([(596, y), (904, y)], 7, PAPER)
    c.glow(750, 420, 560, lighter(GOLD, 0.5), 0.55)
    for x0, x1 in ((30, 530), (970, 1470)):
        c.rect(x0 - 18, 60, x1 - x0 + 36, 660, BARK)
        c.rect(x0, 78, x1 - x0, 640, darker(BARK, 0.45))
        for shelf in range(5):
            _shelf(c, x0, x1, 196 + shelf * 126)
    c.rect(0, 700, 1500, 310, fade(WOOD, BARK))
    c.shape([(560, 700), (940, 700), (1100, 1000), (400, 1000)], lighter(GOLD, 0.5), 0.16)
    looks = (Look(WHITE, hat="long"), Look(CORAL), Look(INDIGO, hat="bun"), Look(GOLD, hat="long"))
    for x, look in zip((300, 600, 900, 1200), looks, strict=True):
        people.bust(c, x, 812, 230, look, ((x - 62, 800), (x + 62, 800)))
    c.shape([(60, 800), (1440, 800), (1520, 900), (-20, 900)], fade(lighter(TAN, 0.15), TAN))
    c.rect(-20, 898, 1540, 30, darker(WOOD, 0.2))
    c.rect(40, 928, 1420, 80, darker(BARK, 0.35))
    for x in (300, 600, 900, 1200):
        _open_book(c, x, 845, 150)
    for x in (450, 1050):
        c.glow(x, 800, 190, lighter(GOLD, 0.5), 0.8, 0.6)
        c.line([(x, 850), (x, 700)], 8, GOLD)
        c.shape(oval(x, 852, 40, 9), GOLD)
        c.shape([*arc(x, 715, 62, 46, 180, 360, 16)], JADE)
        c.shade(arc(x, 715, 62, 46, 180, 360, 16), FOREST, "right", 0.7)
    for x, tones in ((750, BOOKS[:4]), (1340, BOOKS[3:7])):
        for i, tone in enumerate(tones):
            c.rect(x - 60 + (i % 2) * 8, 850 - i * 20, 120, 19, tone, 3)


def _shelf(c: Canvas, x0: float, x1: float, y: float) -> None:
    x = x0 + 8.0
    while x < x1 - 26:
        w, h = c.rng.uniform(15, 34), c.rng.uniform(72, 108)
        tone = c.rng.choice(BOOKS)
        if c.rng.random() < 0.07:
            x += w
            continue
        c.rect(x, y - h, w - 2, h, tone, 2)
        c.rect(x + 2, y - h * 0.82, w - 6, 6, lighter(tone, 0.5))
        c.rect(x + w - 6, y - h, 4, h, darker(tone, 0.3))
        x += w
    c.rect(x0, y, x1 - x0, 13, WOOD)
    c.shade(box(x0, y - 110, x1 - x0, 60), NIGHT, "top", 0.5)


def _open_book(c: Canvas, x: float, y: float, w: float, cover: Colour = RED) -> None:
    """An open book lying flat, its spine at (x, y)."""
    c.shape(
        [
            (x - w * 0.54, y + w * 0.12),
            (x, y + w * 0.18),
            (x + w * 0.54, y + w * 0.12),
            (x + w * 0.46, y - w * 0.2),
            (x, y - w * 0.1),
            (x - w * 0.46, y - w * 0.2),
        ],
        cover,
    )
    for s in (-1, 1):
        page = smooth([(x, y + w * 0.13), (x + s * w * 0.25, y + w * 0.05), (x + s * w * 0.5, y + w * 0.08)]) + smooth(
            [(x + s * w * 0.43, y - w * 0.22), (x + s * w * 0.2, y - w * 0.22), (x, y - w * 0.13)]
        )
        c.shape(page, PAPER)
        c.shade(page, TAN, "right" if s < 0 else "left", 0.5)
        for i in range(4):
            dy = -w * 0.14 + i * w * 0.05
            c.line(
                [(x + s * w * 0.07, y + dy + w * 0.04), (x + s * w * 0.4, y + dy)],
                max(1.5, w * 0.008),
                mix(SAND, BARK, 0.35),
            )


def reading(c: Canvas) -> None:
    """A great open book from which hills, a sun and birds rise; a child and a grandmother read before it."""
    c.backdrop(mix(TEAL, SKY, 0.2), SKY, CREAM, PEACH)
    scenery.rays(c, 750, 560, 20, WHITE, 0.16)
    scenery.sun(c, 750, 330, 130, lighter(GOLD, 0.3), lighter(GOLD, 0.5), 3)
    for tone, y, height, span in ((mix(TEAL, SKY, 0.4), 600, 210, (-60, 1560)), (JADE, 630, 130, (-40, 1540))):
        line = ridge(c.rng, y - height / 2, height, 4, span)
        c.shape([*line, (span[1], 760), (span[0], 760)], fade(tone, lighter(tone, 0.3)))
    for x, h in ((360, 200), (1130, 230), (460, 120), (1040, 130)):
        plants.tree(c, x, 680, h, GREEN)
    buildings.house(c, 620, 668, 150, PAPER, RED)
    plants.areca(c, 920, 690, 220)
    scenery.birds(c, 1120, 240, 8, NAVY, 22)
    for i in range(14):
        angle = c.rng.uniform(200, 340)
        (px, py) = place([(c.rng.uniform(330, 640), 0)], 750, 620, angle=angle)[0]
        c.shape(leaf(px, py, 34, 14, angle), (GOLD, CORAL, PAPER)[i % 3])
    c.shape(oval(750, 960, 860, 120), darker(JADE, 0.2))
    c.shape(
        smooth(
            [
                (60, 800),
                (400, 850),
                (750, 905),
                (1100, 850),
                (1440, 800),
                (1440, 850),
                (1100, 905),
                (750, 960),
                (400, 905),
                (60, 850),
            ],
            closed=True,
            steps=10,
        ),
        BRICK,
    )
    for s in (-1, 1):
        page = smooth(
            [(750, 905), (750 + s * 240, 815), (750 + s * 520, 800), (750 + s * 680, 815)], steps=10
        ) + smooth([(750 + s * 600, 650), (750 + s * 420, 640), (750 + s * 180, 655), (750, 720)], steps=10)
        c.shape(page, fade(WHITE, CREAM))
        c.shade(page, TAN, "right" if s < 0 else "left", 0.55)
        for i in range(4):
            row = smooth(
                [
                    (750 + s * 70, 765 + i * 26),
                    (750 + s * 260, 700 + i * 28),
                    (750 + s * (560 - i % 2 * 90), 692 + i * 28),
                ]
            )
            c.line(row, 5, mix(SAND, TAN, 0.5))
    people.stand(c, 480, 985, 250, Look(CORAL, NAVY, child=True), (0.06, 0.12), (-0.02, 0.12))
    _open_book(c, 480, 865, 110, TEAL)
    people.stand(c, 1010, 985, 330, Look(PLUM, INK, hat="bun", hair=lighter(INK, 0.65)), (0.05, 0.16), (-0.05, 0.16))
    _open_book(c, 1010, 800, 120, RED)
    people.stand(c, 1130, 990, 230, Look(GOLD, TEAL, child=True, hat="long"), (-0.1, 0.08), (0.1, 0.16))


def computer(c: Canvas) -> None:
    """A young woman shows an elder man something on a computer; shapes of news on its screen."""
    c.backdrop(mix(AQUA, MIST, 0.4), lighter(SKY, 0.4))
    c.disc(760, 420, 420, lighter(GOLD, 0.55))
    c.rect(1010, 90, 330, 380, PAPER, 6)
    c.rect(1026, 106, 298, 348, fade(SKY, CREAM, LEAF))
    scenery_hills = smooth([(1026, 400), (1100, 340), (1180, 390), (1260, 330), (1324, 380), (1324, 454), (1026, 454)])
    c.shape(scenery_hills, GREEN)
    c.disc(1240, 200, 34, GOLD)
    c.line([(1175, 106), (1175, 454)], 10, PAPER)
    for x in (990, 1300):
        c.shape(
            smooth(
                [(x, 70), (x + 70, 70), (x + 50, 300), (x + 72, 490), (x - 6, 490), (x + 14, 300)], closed=True, steps=6
            ),
            CORAL,
            0.9,
        )
    c.rect(120, 200, 300, 16, WOOD)
    for i, x in enumerate(range(150, 330, 28)):
        c.rect(x, 200 - 70 - (i * 37) % 40, 24, 70 + (i * 37) % 40, BOOKS[i], 2)
    people.bust(
        c, 420, 790, 470, Look(mix(TEAL, NAVY, 0.3), hair=lighter(INK, 0.7), skin="#cf9669"), ((330, 760), (590, 770))
    )
    people.bust(c, 1080, 790, 480, Look(CORAL, hat="long"), ((880, 640), (1010, 775)))
    c.rect(-20, 780, 1540, 40, lighter(TAN, 0.2))
    c.rect(-20, 815, 1540, 200, fade(TAN, WOOD))
    c.glow(740, 620, 330, WHITE, 0.7)
    c.rect(560, 440, 370, 270, INK, 14)
    c.rect(574, 454, 342, 242, WHITE)
    c.rect(574, 454, 342, 34, RED)
    c.rect(590, 505, 160, 100, fade(SKY, GREEN))
    c.disc(700, 535, 16, GOLD)
    for i in range(5):
        c.rect(766, 506 + i * 21, 130 - (i * 31) % 50, 9, mix(INK, SKY, 0.5))
    for i in range(3):
        c.rect(590 + i * 106, 622, 94, 40, (PEACH, SKY, RICE)[i])
        c.rect(590 + i * 106, 670, 70, 8, mix(INK, SKY, 0.5))
    c.shape([(715, 710), (775, 710), (800, 780), (690, 780)], mix(INK, SKY, 0.3))
    c.rect(640, 776, 210, 12, INK, 5)
    c.rect(600, 826, 290, 34, PAPER, 8)
    for i in range(18):
        c.rect(612 + i * 15, 834, 10, 7, mix(SAND, INK, 0.25))
        c.rect(612 + i * 15, 845, 10, 7, mix(SAND, INK, 0.25))
    c.shape(oval(940, 845, 24, 15), PAPER)
    plants.banana(c, 130, 800, 330, GREEN)
    c.shape([(80, 700), (180, 700), (165, 800), (95, 800)], BRICK)
    c.rect(1290, 750, 60, 62, RED, 8)
    c.line(arc(1352, 780, 18, 18, -80, 80), 8, RED)
