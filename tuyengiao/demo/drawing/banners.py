"""Banner pictures of the nine sites: quiet landscapes, the motif at the right, room for the name at the left."""

from collections.abc import Callable

from PIL import Image

from . import buildings, plants, scenery
from .canvas import Canvas, Fade, fade
from .curves import ridge, smooth
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
    SKY,
    TEAL,
    WHITE,
    Colour,
    darker,
    lighter,
    mix,
)  # fmt: skip
from .town import pagoda


def draw_banner(site_slug: str, size: tuple[int, int]) -> Image.Image:
    """The banner of a site at a size of any width; heights are 360 units, the motif hangs at the right edge."""
    width = 360 * size[0] / size[1]
    canvas = Canvas(size, site_slug, width, 360)
    BANNERS[site_slug](canvas)
    return canvas.finish(0.07)


def _at(c: Canvas, distance: float) -> float:
    """The place at a distance from the right edge; on narrow banners motifs move closer to it."""
    return c.width - distance * min(1, max(0.7, c.width / 1200))


def _sky(c: Canvas, *colours: Colour) -> None:
    c.backdrop(*colours, bottom=300)


def _range(c: Canvas, y: float, height: float, colour: Colour, pale: Colour, bumps: int) -> None:
    line = ridge(c.rng, y, height, bumps, (-60, c.width + 60))
    c.ground(line, _down(colour, pale))
    c.shade([*line, (c.width + 60, y + height), (-60, y + height)], darker(colour, 0.3), "top", 0.25)


def _down(colour: Colour, pale: Colour) -> Fade:
    return fade(colour, mix(colour, pale, 0.6), pale)


def _portal(c: Canvas) -> None:
    """The national portal: deep red sky, gold sun, the long coast of hills."""
    _sky(c, "#7a1f1c", "#a32b22", RED, mix(RED, AMBER, 0.5))
    x = _at(c, 330)
    scenery.rays(c, x, 230, 30, GOLD, 0.07, c.width)
    scenery.sun(c, x, 215, 74, lighter(GOLD, 0.3), GOLD, 3)
    for i, (y, h) in enumerate(((250, 70), (285, 60), (325, 46))):
        _range(c, y, h, mix(BRICK, PLUM, 0.2 + i * 0.25), mix(BRICK, PLUM, 0.3 + i * 0.25), 5 + i)
    scenery.birds(c, _at(c, 470), 110, 7, lighter(GOLD, 0.4), 15)


def _nghe_an(c: Canvas) -> None:
    """Lotus pond and blue hills."""
    _sky(c, mix(TEAL, SKY, 0.3), SKY, CREAM)
    scenery.sun(c, _at(c, 560), 120, 40, WHITE, GOLD, 4)
    _range(c, 205, 90, mix(TEAL, SKY, 0.35), MIST, 5)
    _range(c, 240, 50, mix(JADE, SKY, 0.25), MIST, 7)
    c.rect(-20, 268, c.width + 40, 100, fade(lighter(AQUA, 0.4), AQUA, TEAL))
    _ripples(c, 272, WHITE)
    for dx, y, r in (
        (90, 300, 54),
        (210, 325, 62),
        (330, 300, 40),
        (440, 335, 48),
        (20, 340, 60),
        (570, 325, 34),
        (690, 345, 40),
    ):
        plants.lotus(c, _at(c, dx), y, r, mix(ROSE, CORAL, 0.35), mix(JADE, GREEN, 0.3))


def _lai_chau(c: Canvas) -> None:
    """Clouded ranges and terraces."""
    _sky(c, mix(INDIGO, SKY, 0.35), SKY, BLUSH, PEACH)
    scenery.sun(c, _at(c, 420), 130, 44, WHITE, GOLD, 4)
    _range(c, 170, 110, mix(INDIGO, BLUSH, 0.45), BLUSH, 6)
    _range(c, 220, 80, mix(TEAL, SKY, 0.35), MIST, 7)
    for i in range(7):
        share = i / 6
        tone = mix((JADE, GREEN, LEAF, RICE)[i % 4], FOREST, 0.35 - 0.3 * share)
        line = smooth(
            [
                (-40, 300 + 14 * i),
                (c.width * 0.35, 310 + 12 * i),
                (c.width * 0.62, 285 + 10 * i),
                (c.width * 0.85, 228 + 21 * i),
                (c.width + 40, 214 + 24 * i),
            ],
            steps=16,
        )
        c.ground(line, tone)
        c.line(line, 2 + share * 2, lighter(tone, 0.55))
    buildings.stilt_house(c, _at(c, 150), 262, 110)
    plants.tree(c, _at(c, 60), 262, 90, JADE)


def _quang_ngai(c: Canvas) -> None:
    """Sea and an island with boats."""
    _sky(c, mix(AQUA, SKY, 0.3), SKY, CREAM, PEACH)
    scenery.sun(c, _at(c, 640), 205, 52, WHITE, GOLD, 4)
    _sea(c, 232, (lighter(AQUA, 0.35), AQUA, TEAL, DEEP))
    island = smooth(
        [
            (_at(c, 470), 236),
            (_at(c, 380), 200),
            (_at(c, 300), 160),
            (_at(c, 210), 178),
            (_at(c, 120), 130),
            (c.width + 60, 150),
            (c.width + 60, 240),
        ],
        steps=10,
    )
    c.shape([*island, (_at(c, 470), 240)], fade(mix(JADE, TEAL, 0.3), FOREST))
    c.shade([*island, (_at(c, 470), 240)], LEAF, "top", 0.4)
    for dx, h in ((130, 110), (70, 130), (30, 90)):
        plants.palm(c, _at(c, dx), 238, h, -0.1)
    buildings.fishing_boat(c, _at(c, 330), 290, 170, TEAL, RED, flip=True)
    buildings.fishing_boat(c, _at(c, 590), 262, 80, RED, GOLD)


def _kon_tum(c: Canvas) -> None:
    """A communal house on the plateau at dusk."""
    _sky(c, mix(NAVY, INDIGO, 0.5), PLUM, CORAL, PEACH)
    scenery.sun(c, _at(c, 620), 200, 50, lighter(GOLD, 0.4), GOLD, 4)
    _range(c, 225, 90, mix(PLUM, INDIGO, 0.4), mix(CORAL, PLUM, 0.4), 6)
    _range(c, 275, 40, mix(PLUM, PINE, 0.5), PINE, 5)
    x, y = _at(c, 260), 305
    for i in range(6):
        c.line([(x - 70 + i * 28, y + 6), (x - 70 + i * 28, y - 34)], 6, BARK)
    c.rect(x - 84, y - 62, 168, 32, darker(BARK, 0.1))
    for i in range(5):
        c.rect(x - 74 + i * 32, y - 56, 18, 20, lighter(AMBER, 0.2))
    half = smooth([(x - 106, y - 54), (x - 86, y - 130), (x - 80, y - 235)], steps=8)
    buildings.thatch(c, [*half, *((2 * x - px, py) for px, py in reversed(half))], mix(BARK, AMBER, 0.55))
    for dx, h in ((90, 120), (40, 160), (430, 90), (480, 120)):
        plants.conifer(c, _at(c, dx), 312, h, PINE)


def _vinh_long(c: Canvas) -> None:
    """Delta river, fruit gardens and sampans."""
    _sky(c, SKY, CREAM, PEACH)
    scenery.sun(c, _at(c, 470), 150, 46, WHITE, GOLD, 4)
    scenery.bushes(c, [(-20, 236), (c.width + 20, 236)], 20, mix(JADE, RICE, 0.35), RICE)
    _sea(c, 238, (lighter(RICE, 0.5), AQUA, TEAL))
    for dx, h, lean in ((60, 230, -0.15), (140, 190, 0.12), (230, 150, 0.1), (640, 70, 0.1), (700, 60, -0.1)):
        plants.palm(c, _at(c, dx), 246, h, lean)
    c.shape(
        smooth(
            [
                (_at(c, 300), 250),
                (_at(c, 120), 236),
                (c.width + 40, 232),
                (c.width + 40, 262),
                (_at(c, 160), 262),
            ],
            closed=True,
        ),
        GREEN,
    )
    buildings.sampan(c, _at(c, 420), 300, 200)
    buildings.sampan(c, _at(c, 640), 268, 90)


def _tra_vinh(c: Canvas) -> None:
    """A Khmer pagoda among sugar palms."""
    _sky(c, mix(INDIGO, ROSE, 0.5), ROSE, PEACH, lighter(GOLD, 0.4))
    scenery.sun(c, _at(c, 290), 170, 92, lighter(GOLD, 0.5), GOLD, 2.4)
    scenery.bushes(c, [(-20, 300), (c.width + 20, 300)], 16, mix(JADE, PLUM, 0.3), LEAF)
    for dx, h in ((60, 190), (120, 150), (450, 150), (510, 190), (680, 110)):
        plants.sugar_palm(c, _at(c, dx), 306, h, mix(FOREST, PLUM, 0.15))
    pagoda(c, _at(c, 290), 304, 0.42)
    c.rect(-20, 302, c.width + 40, 60, fade(mix(LEAF, PEACH, 0.2), GREEN, JADE))


def _thai_nguyen(c: Canvas) -> None:
    """Tea hills in morning mist."""
    _sky(c, mix(SKY, ROSE, 0.25), BLUSH, CREAM)
    scenery.sun(c, _at(c, 520), 120, 42, WHITE, PEACH, 4)
    _range(c, 185, 90, mix(INDIGO, BLUSH, 0.5), BLUSH, 6)
    _range(c, 235, 50, mix(TEAL, BLUSH, 0.4), MIST, 6)
    for dx, rx, ry, tone in (
        (700, 430, 90, mix(JADE, MIST, 0.35)),
        (120, 420, 150, GREEN),
        (480, 380, 110, JADE),
        (1150, 600, 80, mix(JADE, GREEN, 0.5)),
        (1750, 500, 70, JADE),
    ):
        x = _at(c, dx)
        dome = [(x - rx + 2 * rx * i / 48, 385 - ry * (1 - (2 * i / 48 - 1) ** 2)) for i in range(49)]
        c.shape(dome, darker(tone, 0.2))
        with c.within(dome):
            for k in range(9):
                row = [(px, py + 6 + k * ry * 0.13) for px, py in dome]
                c.line(row, 7, mix(tone, LEAF, 0.4 + 0.25 * (k % 2)))
        c.shade(dome, PINE, "right", 0.35)


def _bac_kan(c: Canvas) -> None:
    """A mountain lake with its mirrored crags."""
    _sky(c, mix(TEAL, SKY, 0.3), SKY, CREAM)
    scenery.sun(c, _at(c, 600), 90, 36, WHITE, GOLD, 4)
    for height, tone in ((120, mix(INDIGO, SKY, 0.5)), (80, mix(TEAL, SKY, 0.25)), (44, JADE)):
        line = ridge(c.rng, 225 - height / 2, height * 0.9, round(c.width / 170), (-60, c.width + 60))
        c.shape([*line, (c.width + 60, 232), (-60, 232)], fade(tone, lighter(tone, 0.3)))
        c.shade([*line, (c.width + 60, 232), (-60, 232)], darker(tone, 0.35), "top", 0.25)
    _sea(c, 231, (lighter(SKY, 0.4), AQUA, TEAL, DEEP))
    buildings.sampan(c, _at(c, 320), 296, 180)
    plants.bamboo(c, _at(c, 40), 330, 260, 8, JADE)


def _sea(c: Canvas, top: float, colours: tuple[Colour, ...]) -> None:
    c.rect(-20, top, c.width + 40, 370 - top, Fade(colours))
    _ripples(c, top + 4, WHITE)


def _ripples(c: Canvas, top: float, colour: Colour) -> None:
    for _ in range(round(c.width / 28)):
        share = c.rng.random()
        scenery.ripple(c, c.rng.uniform(0, c.width), top + share * (360 - top), 20 + 70 * share, colour, 0.35)


BANNERS: dict[str, Callable[[Canvas], None]] = {
    "cong": _portal,
    "nghe-an": _nghe_an,
    "lai-chau": _lai_chau,
    "quang-ngai": _quang_ngai,
    "kon-tum": _kon_tum,
    "vinh-long": _vinh_long,
    "tra-vinh": _tra_vinh,
    "thai-nguyen": _thai_nguyen,
    "bac-kan": _bac_kan,
}
