"""Woods, tea hills and the palm canal."""

from . import buildings, people, scenery
from .canvas import Canvas, fade
from .curves import arc, box, frond, oval, ridge, smooth
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
    PAPER,
    PEACH,
    PINE,
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


def forest(c: Canvas) -> None:
    """Tall trunks in layers of light, a path and two foresters."""
    c.backdrop(lighter(RICE, 0.6), RICE, LEAF, JADE)
    c.glow(820, 330, 760, lighter(GOLD, 0.7), 0.95)
    layers: tuple[tuple[Colour, float, int], ...] = (
        (mix(LEAF, RICE, 0.35), 26, 16), (GREEN, 40, 11), (JADE, 62, 8), (mix(FOREST, PINE, 0.3), 105, 5)
    )  # fmt: skip
    for layer, (tone, width, count) in enumerate(layers):
        base = 640 + layer * 75
        scenery.bushes(c, ridge(c.rng, base - 20, 30, 5), 30 + layer * 12, tone, lighter(tone, 0.35))
        c.ground(ridge(c.rng, base, 30, 4), mix(tone, RICE, 0.15))
        for i in range(count):
            x = 1500 * (i + c.rng.uniform(0.2, 0.8)) / count
            if 640 < x < 980 and layer > 1:
                x += 330 if x > 800 else -330
            _trunk(c, x, base + c.rng.uniform(0, 40), width, tone)
        crowns = ridge(c.rng, 45 - 8 * layer, 100 + 20 * layer, 4 + layer)
        c.shape([*((px, py - 10 * layer) for px, py in crowns), (1540, -20), (-40, -20)], mix(tone, PINE, 0.2))
        scenery.bushes(c, crowns, 62 + 18 * layer, mix(tone, PINE, 0.2), lighter(tone, 0.3))
        if layer == 2:
            for x, w in ((500, 90), (760, 130), (1010, 80)):
                c.shape(
                    [(x + 150, -10), (x + 150 + w, -10), (x - 100 + w * 1.8, 900), (x - 240, 900)],
                    lighter(GOLD, 0.6),
                    0.13,
                )
    path = smooth([(700, 1010), (760, 900), (800, 830), (806, 800)], steps=10)
    other = smooth([(850, 800), (870, 830), (960, 900), (1010, 1010)], steps=10)
    c.shape([*path, *other], fade(lighter(SAND, 0.3), SAND, TAN))
    c.shade([*path, *other], FOREST, "right", 0.5)
    people.stand(c, 850, 870, 170, Look(TEAL, NAVY, hat="cap", accent=FOREST), stride=0.06)
    people.stand(c, 915, 885, 160, Look(AMBER, BARK, hat="cone"), (-0.12, 0.18), (0.13, 0.1), 0.05)
    for x in (40, 170, 330, 470, 1130, 1280, 1420, 1510):
        for angle in (-150, -30, -120, -60, -90):
            c.shape(frond(x, 1020, c.rng.uniform(130, 210), angle, 0.4, 12), mix(PINE, JADE, c.rng.random() * 0.7))


def _trunk(c: Canvas, x: float, y: float, width: float, tone: Colour) -> None:
    trunk = [
        (x - width * 0.8, y),
        (x - width * 0.42, y - 70),
        (x - width * 0.34, -10),
        (x + width * 0.34, -10),
        (x + width * 0.42, y - 70),
        (x + width * 0.8, y),
    ]
    colour = darker(mix(tone, BARK, 0.25), 0.2)
    c.shape(trunk, colour)
    c.shade(trunk, lighter(RICE, 0.2), "left" if x > 800 else "right", 0.45)


def tea_hills(c: Canvas) -> None:
    """Round hills combed with tea rows, pickers with baskets."""
    c.backdrop(mix(SKY, ROSE, 0.3), BLUSH, CREAM, bottom=450)
    scenery.sun(c, 1080, 190, 66, WHITE, PEACH, 5)
    scenery.mountains(c, 380, 190, mix(INDIGO, BLUSH, 0.5), BLUSH, 6)
    scenery.mountains(c, 430, 120, mix(TEAL, BLUSH, 0.4), MIST, 5)
    scenery.mist(c, 430, 120, WHITE, 0.6)
    hills = (
        (300, 720, 420, 300),
        (1240, 740, 470, 340),
        (760, 800, 480, 330),
        (180, 1080, 560, 430),
        (1400, 1120, 600, 400),
        (770, 1250, 640, 440),
    )
    for i, (x, y, rx, ry) in enumerate(hills):
        dome = arc(x, y, rx, ry, 180, 360, 60)
        tone = mix(mix(JADE, SKY, 0.25), GREEN, i / 5)
        c.shape([*dome, (x + rx, 1010), (x - rx, 1010)], darker(tone, 0.25))
        with c.within([*dome, (x + rx, 1010), (x - rx, 1010)]):
            for k in range(14):
                share = 1 - k / 14
                top = y - ry + ry * 1.6 * (1 - share)
                row = arc(x + 40 * (1 - share), top + ry * 0.9, rx * 1.25, ry * 0.9, 195, 345, 36)
                c.line(row, 13 + i * 2 + 10 * (1 - share), mix(tone, LEAF, 0.45 + 0.3 * (k % 2)))
                c.line([(px, py - 5) for px, py in row], 3 + (1 - share) * 3, mix(LEAF, RICE, 0.7))
        c.shade([*dome, (x + rx, 1010), (x - rx, 1010)], PINE, "left" if x > 700 else "right", 0.5)
        if i == 2:
            scenery.mist(c, 730, 120, lighter(RICE, 0.6), 0.35)
    for x, y, h, look in (
        (420, 760, 150, Look(INDIGO, NAVY, hat="cone")),
        (1130, 800, 170, Look(RED, NAVY, hat="cone")),
        (700, 905, 215, Look(PLUM, NAVY, hat="cone")),
        (905, 925, 205, Look(PAPER, TEAL, hat="cone")),
    ):
        people.stand(c, x, y, h, look, (-0.12, 0.16), (0.14, 0.14))
        c.shape(
            [
                (x - h * 0.11, y - h * 0.62),
                (x + h * 0.09, y - h * 0.62),
                (x + h * 0.07, y - h * 0.36),
                (x - h * 0.09, y - h * 0.36),
            ],
            TAN,
        )
        c.shade(box(x - h * 0.1, y - h * 0.62, h * 0.2, h * 0.26), BARK, "right", 0.6)
        row = smooth(
            [
                (x - h * 0.8, y + 20),
                (x - h * 0.3, y - h * 0.2),
                (x, y - h * 0.24),
                (x + h * 0.3, y - h * 0.2),
                (x + h * 0.8, y + 20),
            ]
        )
        scenery.bushes(c, row, h * 0.13, GREEN, RICE)
    scenery.bushes(c, arc(770, 1250, 700, 320, 205, 335, 40), 42, JADE, RICE)


def nipa_canal(c: Canvas) -> None:
    """A narrow canal under nipa palms with a sampan."""
    c.backdrop(lighter(SKY, 0.4), CREAM, lighter(RICE, 0.4), bottom=460)
    c.glow(760, 330, 520, lighter(GOLD, 0.5), 0.9)
    scenery.bushes(c, [(-20, 430), (1520, 430)], 60, mix(JADE, RICE, 0.45), RICE)
    scenery.water(c, 450, 1000, (lighter(RICE, 0.3), mix(AQUA, LEAF, 0.5), TEAL, DEEP), lighter(RICE, 0.5), 80)
    scenery.glitter(c, 760, 455, 900, lighter(GOLD, 0.7), 90)
    for depth in range(6):
        share = depth / 5
        y, reach = 465 + 330 * share**1.3, 250 + 520 * share
        for side in (-1, 1):
            x = 760 + side * (170 + 640 * share**0.9)
            c.shape(oval(x + side * 120, y, 260 + 100 * share, 16 + 22 * share), darker(FOREST, 0.3), 0.8)
            tone = mix(mix(LEAF, RICE, 0.5), FOREST, 0.15 + 0.75 * share)
            for angle in (-90 - side * 48, -90 - side * 25, -90, -90 + side * 28, -90 + side * 52):
                length = reach * c.rng.uniform(0.75, 1.0)
                c.shape(
                    frond(x, y + 6, length, angle + c.rng.uniform(-6, 6), 0.28, 16),
                    mix(tone, lighter(tone, 0.3), c.rng.random()),
                )
    for x, y, length, look in ((700, 590, 210, Look(PLUM, hat="cone")), (800, 800, 430, Look(CORAL, hat="cone"))):
        scenery.ripple(c, x, y + length * 0.06, length * 1.3, DEEP, 0.6)
        buildings.sampan(c, x, y, length, BARK, WOOD)
        people.stand(
            c,
            x + length * 0.3,
            y - length * 0.03,
            length * 0.62,
            look if y > 700 else Look(NAVY, PINE, hat="cone"),
            (-0.2, 0.12),
            (0.14, 0.1),
            0.05,
        )
        c.line([(x + length * 0.52, y - length * 0.42), (x + length * 0.1, y + length * 0.16)], length * 0.016, TAN)
        for dx in (-0.25, -0.08):
            people.bust(
                c, x + dx * length, y - length * 0.035, length * 0.27, Look(PAPER if dx < -0.1 else GOLD, hat="cone")
            )
    for x in (40, 150, 1370, 1480):
        for angle in (-130, -95, -60):
            c.shape(frond(x, 1020, 330, angle, 0.35, 14), mix(PINE, DEEP, c.rng.random()))
