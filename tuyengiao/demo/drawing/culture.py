"""Culture: gongs and drum, brocade, folk song."""

from . import buildings, people, plants, scenery
from .canvas import Canvas, fade
from .curves import Outline, Point, arc, box, oval, place, ridge, smooth, star
from .palette import (
    AMBER,
    AQUA,
    BARK,
    BLUSH,
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
    ROSE,
    SAND,
    SKY,
    TAN,
    TEAL,
    WOOD,
    Colour,
    darker,
    lighter,
    mix,
)  # fmt: skip
from .people import Look


def gongs(c: Canvas) -> None:
    """Gong players of the highlands in a row before a bronze drum's face."""
    c.backdrop(MAROON, BRICK, AMBER, lighter(GOLD, 0.2))
    scenery.rays(c, 750, 430, 28, lighter(GOLD, 0.2), 0.13)
    _drum_face(c, 750, 430, 390)
    c.ground(ridge(c.rng, 850, 40, 3), mix(MAROON, NIGHT, 0.35))
    c.shade(box(0, 830, 1500, 180), NIGHT, "bottom", 0.8)
    for i, x in enumerate((170, 400, 630, 870, 1100, 1330)):
        woman = i in (2, 3)
        h = 440 if not woman else 405
        look = Look(
            (INDIGO, NAVY, RED, PLUM, NAVY, INDIGO)[i],
            NIGHT,
            dress="skirt" if woman else "trousers",
            hat="turban",
            accent=RED if not woman else GOLD,
            skin="#a86b45",
        )
        c.shape(oval(x, 952, 110, 14), NIGHT, 0.6)
        _, right = people.stand(
            c, x, 950, h, look, (-0.1, 0.16), (0.17, 0.08) if not woman else (0.2, -0.12), 0.08 if not woman else 0
        )
        _woven_band(c, x, 950 - h * 0.62, h * 0.16)
        if woman:
            c.line([right, (right[0] + 6, right[1] - 70)], 5, TAN)
            c.shape(oval(right[0] + 8, right[1] - 84, 15, 22), GOLD)
        else:
            _gong(c, x - 62, 950 - h * 0.52, 66 - 5 * abs(i - 2))
            c.line([right, (x - 12, 950 - h * 0.5)], 9, TAN)
            c.disc(x - 12, 950 - h * 0.5, 14, RED)
    scenery.grass(c, 1000, 50, NIGHT, 120)


def _woven_band(c: Canvas, x: float, y: float, w: float) -> None:
    c.rect(x - w / 2, y, w, w * 0.16, RED)
    for i in range(5):
        c.shape(star(x - w * 0.4 + i * w * 0.2, y + w * 0.08, w * 0.07, w * 0.035, 4), GOLD)


def _gong(c: Canvas, x: float, y: float, r: float) -> None:
    c.disc(x, y, r, darker(AMBER, 0.45))
    c.disc(x, y, r * 0.92, mix(AMBER, GOLD, 0.35))
    c.shade(oval(x, y, r * 0.92, r * 0.92), BRICK, "right", 0.7)
    c.line(oval(x, y, r * 0.7, r * 0.7), r * 0.05, darker(AMBER, 0.35))
    c.disc(x, y, r * 0.28, lighter(GOLD, 0.25))
    c.shade(oval(x, y, r * 0.28, r * 0.28), BRICK, "right", 0.7)


def _drum_face(c: Canvas, x: float, y: float, r: float) -> None:
    """The face of a bronze drum: a star in rings of geometric patterns."""
    dark, light = mix(BRICK, MAROON, 0.3), lighter(GOLD, 0.2)
    c.disc(x, y, r, dark)
    c.disc(x, y, r * 0.97, GOLD)
    c.shade(oval(x, y, r, r), CORAL, "bottom", 0.7)
    for share in (0.9, 0.74, 0.7, 0.54, 0.5, 0.36):
        c.line(oval(x, y, r * share, r * share), 4, dark)
    for i in range(72):
        a, b = place([(r * 0.92, 0), (r * 0.96, 0)], x, y, angle=i * 5)
        c.line([a, b], 4, dark)
    for i in range(18):
        bird: Outline = smooth(
            [(-34, 4), (-10, -8), (14, -16), (40, -4), (16, 2), (2, 18), (-8, 4)], closed=True, steps=4
        )
        (px, py) = place([(r * 0.82, 0)], x, y, angle=i * 20)[0]
        c.shape(place(bird, px, py, r / 400, i * 20 + 90), dark)
    for i in range(40):
        c.shape(place([(r * 0.56, -8), (r * 0.68, 0), (r * 0.56, 8)], x, y, angle=i * 9), dark)
    for i in range(32):
        (px, py) = place([(r * 0.43, 0)], x, y, angle=i * 11.25)[0]
        c.disc(px, py, r * 0.028, dark)
        c.disc(px, py, r * 0.012, light)
    c.shape(star(x, y, r * 0.34, r * 0.1, 14), dark)
    c.disc(x, y, r * 0.1, dark)
    c.disc(x, y, r * 0.05, light)


def weaving(c: Canvas) -> None:
    """A weaver at her loom; the brocade runs towards the viewer."""
    c.backdrop(mix(WOOD, PEACH, 0.45), mix(TAN, PEACH, 0.4), bottom=620)
    for i in range(26):
        c.line([(i * 60, 0), (i * 60, 620)], 3, mix(WOOD, TAN, 0.4))
    c.rect(1010, 90, 330, 300, BARK)
    c.rect(1026, 106, 298, 268, fade(SKY, CREAM, PEACH))
    with c.within(box(1026, 106, 298, 268)):
        scenery.mountains(c, 330, 150, mix(TEAL, SKY, 0.3), MIST, 9)
        c.backdrop(LEAF, GREEN, top=330)
    c.shape([(1026, 374), (1324, 374), (1000, 900), (500, 900)], lighter(GOLD, 0.6), 0.15)
    for i, (x, tone) in enumerate(((90, RED), (170, INDIGO), (250, GOLD))):
        c.rect(x, 90, 66, 330, tone)
        _diamonds(c, x, 90, 66, 330, i)
    c.line([(60, 90), (350, 90)], 12, BARK)
    c.backdrop(WOOD, BARK, top=610)
    for x in (480, 1020):
        c.line([(x, 640), (x, 170)], 24, BARK)
    for y in (185, 300):
        c.line([(450, y), (1050, y)], 20, darker(WOOD, 0.2))
    for i in range(68):
        top = 520 + i * 6.9
        c.line([(top, 190), (750 + (top - 750) * 1.12, 640)], 1.8, (CREAM, RED, CREAM, GOLD)[i % 4])
    people.stand(
        c, 750, 860, 560, Look(NAVY, NIGHT, dress="skirt", hat="turban", accent=RED), (-0.18, 0.22), (0.18, 0.22)
    )
    _woven_band(c, 750, 480, 120)
    cloth: list[Point] = [(500, 600), (1000, 600), (1330, 1010), (170, 1010)]
    c.rect(470, 585, 560, 26, TAN, 8)
    c.shape(cloth, RED)
    with c.within(cloth):
        _brocade(c)
    c.shade(cloth, MAROON, "left", 0.4)
    for x, tone in ((1180, GOLD), (1270, RED), (1370, INDIGO), (1320, JADE), (110, CORAL), (60, TEAL)):
        y = 760 + (int(x) % 7) * 16
        c.shape(oval(x, y, 46, 42), tone)
        for k in range(4):
            c.line(arc(x, y - 30 + k * 18, 40, 16, 20, 160, 10), 3, darker(tone, 0.3))
    c.shape(smooth([(560, 560), (700, 548), (800, 560), (700, 574)], closed=True), TAN)


def _diamonds(c: Canvas, x: float, y: float, w: float, h: float, turn: int) -> None:
    for k in range(int(h / (w * 0.66))):
        cy = y + w * (0.36 + k * 0.66)
        c.shape(star(x + w / 2, cy, w * 0.36, w * 0.26, 2, 0), (PAPER, GOLD, RED)[(k + turn) % 3])
        c.shape(
            [(x + w / 2, cy - w * 0.3), (x + w * 0.8, cy), (x + w / 2, cy + w * 0.3), (x + w * 0.2, cy)],
            (PAPER, GOLD, NAVY)[(k + turn) % 3],
        )
        c.shape(
            [(x + w / 2, cy - w * 0.14), (x + w * 0.64, cy), (x + w / 2, cy + w * 0.14), (x + w * 0.36, cy)],
            (RED, INDIGO, GOLD)[(k + turn) % 3],
        )


def _brocade(c: Canvas) -> None:
    """Bands of brocade in perspective between y 600 and 1010."""
    bands: tuple[tuple[Colour, str], ...] = (
        (NAVY, "line"),
        (RED, "diamond"),
        (GOLD, "zigzag"),
        (NIGHT, "diamond"),
        (PAPER, "zigzag"),
        (RED, "diamond"),
        (JADE, "line"),
        (NIGHT, "diamond"),
    )
    y = 600.0
    for i, (tone, kind) in enumerate(bands):
        h = 26 + 9 * i if kind != "line" else 16 + 3 * i
        half = 250 + (y - 600) * 0.83
        step = half * 2 / 14
        c.rect(0, y, 1500, h + 1, tone)
        for k in range(-9, 10):
            x, m = 750 + k * step * 1.04, y + h / 2
            if kind == "diamond":
                for size, ink in ((0.5, GOLD if tone != GOLD else RED), (0.34, tone), (0.2, PAPER)):
                    c.shape(
                        [(x, m - h * size * 0.9), (x + step * size, m), (x, m + h * size * 0.9), (x - step * size, m)],
                        ink,
                    )
            elif kind == "zigzag":
                c.line(
                    [(x - step / 2, y + h * 0.75), (x, y + h * 0.25), (x + step / 2, y + h * 0.75)],
                    h * 0.16,
                    RED if tone == PAPER else MAROON,
                )
            else:
                c.line([(x - step * 0.3, m), (x + step * 0.3, m)], h * 0.25, GOLD)
        y += h


def folk_song(c: Canvas) -> None:
    """Folk singers and a lute player on a boat among lotus under the moon."""
    c.backdrop(DEEP, TEAL, mix(AQUA, PEACH, 0.5), PEACH, bottom=620)
    c.glow(750, 330, 520, lighter(GOLD, 0.5), 0.7)
    c.disc(750, 330, 215, lighter(GOLD, 0.6))
    c.shade(oval(750, 330, 215, 215), GOLD, "bottom", 0.6)
    scenery.mountains(c, 610, 150, mix(TEAL, DEEP, 0.3), mix(AQUA, PEACH, 0.4), 6)
    scenery.bushes(c, [(-20, 610), (420, 614)], 40, FOREST, JADE)
    scenery.bushes(c, [(1080, 614), (1520, 610)], 40, FOREST, JADE)
    scenery.water(c, 612, 1000, (mix(AQUA, PEACH, 0.4), TEAL, DEEP, NAVY), lighter(PEACH, 0.4), 90)
    scenery.glitter(c, 750, 616, 980, lighter(GOLD, 0.6), 150)
    scenery.ripple(c, 750, 848, 1050, NAVY, 0.6)
    buildings.sampan(c, 750, 815, 980, BARK, WOOD)
    singers = (
        (560, 400, Look(mix(PLUM, ROSE, 0.2), BLUSH, dress="tunic", hat="bun"), (-0.13, 0.1), (0.14, -0.02)),
        (750, 410, Look(CORAL, CREAM, dress="tunic", hat="bun"), (-0.12, 0.14), (0.1, 0.14)),
        (945, 420, Look(NAVY, CREAM, dress="tunic", hat="turban", accent=INK), (-0.06, 0.15), (0.1, 0.12)),
    )
    for x, h, look, left, right in singers:
        people.stand(c, x, 800, h, look, left, right)
    c.shape(oval(750, 604, 74, 66), SAND)
    c.shade(oval(750, 604, 74, 66), TAN, "right", 0.7)
    c.shape(oval(750, 604, 58, 52), TAN)
    c.shape(oval(750, 602, 22, 20), SAND)
    _moon_lute(c, 960, 560)
    c.shape(
        [
            *smooth([(262, 740), (320, 775), (540, 785), (750, 788), (960, 785), (1180, 775), (1238, 740)]),
            (1150, 838),
            (750, 858),
            (350, 838),
        ],
        BARK,
    )
    c.shade([(262, 740), (750, 788), (1238, 740), (1150, 838), (750, 858), (350, 838)], NIGHT, "bottom", 0.8)
    c.line(smooth([(262, 740), (320, 775), (540, 785), (750, 788), (960, 785), (1180, 775), (1238, 740)]), 8, WOOD)
    for x, y, r in (
        (100, 860, 74),
        (230, 930, 92),
        (60, 970, 80),
        (400, 965, 70),
        (1130, 960, 76),
        (1280, 900, 88),
        (1420, 950, 98),
        (1440, 830, 60),
        (620, 985, 54),
        (890, 990, 56),
    ):
        plants.lotus(c, x, y, r, mix(ROSE, CORAL, c.rng.uniform(0, 0.6)), mix(JADE, FOREST, c.rng.random()))
    for x, y in ((380, 420), (430, 360), (1090, 400), (1140, 330), (1050, 470)):
        c.shape(oval(x, y, 14, 10, -20), lighter(GOLD, 0.5))
        c.line([(x + 12, y - 4), (x + 12, y - 52)], 4, lighter(GOLD, 0.5))
        c.line(smooth([(x + 12, y - 52), (x + 22, y - 40), (x + 30, y - 36)]), 5, lighter(GOLD, 0.5))


def _moon_lute(c: Canvas, x: float, y: float) -> None:
    neck = place([(0, 0), (0, -190)], x + 10, y, angle=52)
    c.line(neck, 11, BARK)
    for i in range(4):
        c.line(place([(-14, -160 - i * 9), (14, -160 - i * 9)], x + 10, y, angle=52), 4, WOOD)
    c.disc(x, y, 52, WOOD)
    c.disc(x, y, 44, TAN)
    c.shade(oval(x, y, 44, 44), WOOD, "right", 0.6)
    c.disc(x - 6, y + 6, 9, BARK)
