"""Feasts: the boat race, lanterns over the river."""

from . import buildings, people, plants, scenery
from .canvas import Canvas, fade
from .curves import arc, box, oval, smooth
from .palette import (
    AMBER,
    AQUA,
    BARK,
    BRICK,
    CORAL,
    CREAM,
    DEEP,
    GOLD,
    GREEN,
    INDIGO,
    INK,
    JADE,
    NAVY,
    NIGHT,
    PAPER,
    PEACH,
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
    Colour,
    darker,
    lighter,
    mix,
)  # fmt: skip
from .people import Look

FLAG: tuple[Colour, ...] = (RED, GOLD, JADE, PAPER, INDIGO)


def festival(c: Canvas) -> None:
    """A boat race on festival day: dragon boats, five-coloured flags, a crowd on the bank."""
    c.backdrop(mix(AQUA, SKY, 0.4), SKY, CREAM, PEACH, bottom=480)
    scenery.sun(c, 760, 200, 84, lighter(GOLD, 0.4), GOLD, 4)
    scenery.mountains(c, 400, 130, mix(INDIGO, SKY, 0.5), PEACH, 6)
    scenery.bushes(c, [(-20, 400), (1520, 400)], 54, mix(JADE, GREEN, 0.4), RICE)
    people.crowd(
        c,
        452,
        62,
        tuple(
            Look(t, hat=h)
            for t, h in (
                (RED, "none"),
                (GOLD, "cone"),
                (TEAL, "long"),
                (PAPER, "cone"),
                (PLUM, "none"),
                (CORAL, "cone"),
            )
        ),
        (0, 1510),
        0.8,
    )
    for i, x in enumerate((40, 225, 410, 1090, 1275, 1460)):
        _flag(c, x, 460, 330 + 30 * (i % 2), i > 2)
    c.shape(box(-10, 448, 1520, 20), darker(GREEN, 0.3))
    scenery.water(c, 462, 1000, (lighter(AQUA, 0.3), AQUA, TEAL, DEEP), lighter(SKY, 0.5), 130)
    scenery.glitter(c, 760, 470, 980, lighter(GOLD, 0.6), 70)
    for x, y, length, tone, shirt in (
        (830, 585, 860, JADE, GOLD),
        (690, 735, 1120, RED, PAPER),
        (745, 945, 1330, INDIGO, CORAL),
    ):
        _race_boat(c, x, y, length, tone, shirt)


def _flag(c: Canvas, x: float, y: float, h: float, flip: bool) -> None:
    """A square festival flag of five colours with a toothed border."""
    c.line([(x, y), (x, y - h)], 6, BARK)
    s, size = (-1 if flip else 1), h * 0.4
    for i, tone in enumerate(FLAG):
        k = size * (1 - i * 0.19) / 2
        cx, cy = x + s * (size / 2 + 4), y - h + size / 2 + 8
        sheet = [
            (cx - k, cy - k),
            (cx, cy - k + k * 0.1),
            (cx + k, cy - k - k * 0.06),
            (cx + k, cy + k - k * 0.06),
            (cx, cy + k + k * 0.1),
            (cx - k, cy + k),
        ]
        if i == 0:
            for j in range(7):
                px = cx + s * k
                c.shape(
                    [
                        (px, cy - k + j * k / 3.5 - 4),
                        (px + s * 16, cy - k + (j + 0.5) * k / 3.5),
                        (px, cy - k + (j + 1) * k / 3.5 - 4),
                    ],
                    tone,
                )
                c.shape(
                    [
                        (cx - k + j * k / 3.5, cy + k - 2),
                        (cx - k + (j + 0.5) * k / 3.5, cy + k + 17),
                        (cx - k + (j + 1) * k / 3.5, cy + k - 2),
                    ],
                    tone,
                )
        c.shape(smooth(sheet, closed=True, steps=2), tone)


def _race_boat(c: Canvas, x: float, y: float, length: float, tone: Colour, shirt: Colour) -> None:
    u = length / 20
    bow, stern = x + length / 2, x - length / 2
    rowers = 9
    for i in range(rowers):
        px = stern + length * 0.16 + i * length * 0.076
        c.shape(
            [
                (px - u * 0.5, y - u * 0.3),
                (px - u * 0.35, y - u * 1.5),
                (px + u * 0.45, y - u * 1.55),
                (px + u * 0.5, y - u * 0.3),
            ],
            shirt,
        )
        c.line([(px + u * 0.25, y - u * 1.3), (px + u * 0.9, y - u * 0.8)], u * 0.22, darker(shirt, 0.12))
        c.line([(px + u * 0.1, y - u * 1.25), (px + u * 0.55, y - u * 0.6)], u * 0.22, SKIN)
        c.line([(px + u * 0.98, y - u * 0.9), (px + u * 0.25, y + u * 0.9)], u * 0.1, WOOD)
        c.shape(oval(px + u * 0.17, y + u * 1.0, u * 0.12, u * 0.35, 20), TAN)
        c.shape(oval(px + u * 0.25, y - u * 1.95, u * 0.33, u * 0.38), SKIN)
        c.shape(arc(px + u * 0.22, y - u * 2.0, u * 0.36, u * 0.38, 165, 370, 12), INK)
        c.line([(px - u * 0.12, y - u * 2.0), (px + u * 0.56, y - u * 2.08)], u * 0.12, RED if tone != RED else GOLD)
    px = bow - length * 0.16
    people.stand(
        c,
        px,
        y - u * 0.3,
        u * 3.4,
        Look(GOLD if shirt != GOLD else RED, INK, hat="scarf", accent=RED),
        (-0.1, 0.1),
        (0.2, -0.14),
    )
    hull = [
        *smooth(
            [
                (stern - u * 0.6, y - u * 1.8),
                (stern + u, y - u * 0.6),
                (x, y - u * 0.35),
                (bow - u * 1.6, y - u * 0.6),
                (bow - u * 0.2, y - u * 1.5),
            ]
        ),
        (bow + u * 0.5, y - u * 1.2),
    ]
    keel = smooth(
        [
            (bow - u * 0.9, y + u * 0.05),
            (x, y + u * 0.5),
            (stern + u * 1.2, y + u * 0.15),
            (stern - u * 0.6, y - u * 1.8),
        ]
    )
    c.shape([*hull, *keel], tone)
    c.shade([*hull, *keel], darker(tone, 0.6), "bottom", 0.7)
    scales = smooth([(stern + u, y - u * 0.25), (x, y), (bow - u * 1.6, y - u * 0.25)], steps=12)
    for px, py in scales:
        c.shape(arc(px, py - u * 0.05, u * 0.2, u * 0.22, 0, 180, 8), GOLD)
    c.line(smooth([(stern + u, y - u * 0.55), (x, y - u * 0.3), (bow - u * 1.6, y - u * 0.55)]), u * 0.1, GOLD)
    _dragon(c, bow, y - u * 1.3, u, tone)
    tail = smooth(
        [
            (stern + u * 0.4, y - u * 1.0),
            (stern - u * 0.8, y - u * 2.0),
            (stern - u * 0.4, y - u * 2.8),
            (stern - u * 0.1, y - u * 2.2),
            (stern + u * 0.3, y - u * 1.6),
        ],
        closed=True,
    )
    c.shape(tail, GOLD)
    scenery.ripple(c, x, y + u * 0.5, length * 1.05, WHITE, 0.45)


def _dragon(c: Canvas, x: float, y: float, u: float, tone: Colour) -> None:
    neck = smooth(
        [
            (x - u * 1.1, y + u * 0.6),
            (x - u * 0.5, y - u * 0.2),
            (x - u * 0.4, y - u * 1.1),
            (x + u * 0.1, y - u * 1.7),
            (x + u * 0.9, y - u * 1.4),
            (x + u * 1.3, y - u * 1.0),
            (x + u * 0.7, y - u * 0.8),
            (x + u * 0.3, y - u * 0.7),
            (x + u * 0.4, y),
            (x + u * 0.1, y + u * 0.6),
        ],
        closed=True,
        steps=5,
    )
    for dx, dy in ((-0.6, -0.2), (-0.7, -0.8), (-0.35, -1.5)):
        c.shape(
            [
                (x + dx * u + u * 0.3, y + dy * u - u * 0.2),
                (x + dx * u - u * 0.5, y + dy * u - u * 0.15),
                (x + dx * u + u * 0.2, y + dy * u + u * 0.35),
            ],
            GOLD,
        )
    c.shape(neck, tone)
    c.shape(
        [(x + u * 0.6, y - u * 0.95), (x + u * 1.1, y - u * 0.75), (x + u * 0.6, y - u * 0.6)],
        RED if tone != RED else GOLD,
    )
    c.line(smooth([(x, y - u * 1.6), (x - u * 0.3, y - u * 2.1), (x - u * 0.8, y - u * 2.2)]), u * 0.16, GOLD)
    c.disc(x + u * 0.35, y - u * 1.3, u * 0.17, PAPER)
    c.disc(x + u * 0.4, y - u * 1.3, u * 0.08, INK)


def lanterns(c: Canvas) -> None:
    """Silk lanterns over an old street by the river at night."""
    c.backdrop(NIGHT, NAVY, mix(PLUM, NAVY, 0.3), mix(BRICK, PLUM, 0.4), bottom=720)
    for i, (x, w, h) in enumerate(
        ((-20, 300, 330), (270, 250, 270), (510, 280, 310), (780, 240, 260), (1010, 270, 320), (1270, 260, 280))
    ):
        tone = mix((GOLD, AMBER, CORAL)[i % 3], PLUM, 0.55)
        c.rect(x, 690 - h, w, h, tone)
        c.shade(box(x, 690 - h, w, h), NIGHT, "top", 0.6)
        c.shape(
            [(x - 14, 694 - h), (x + 16, 650 - h), (x + w - 16, 650 - h), (x + w + 14, 694 - h)], darker(BRICK, 0.55)
        )
        for k in range(3):
            px = x + w * (k + 0.5) / 3 - 26
            c.rect(px, 715 - h, 52, 70, fade(lighter(GOLD, 0.4), AMBER))
            c.line([(px + 26, 715 - h), (px + 26, 785 - h)], 4, darker(BRICK, 0.4))
            c.rect(px - 4, 600, 60, 92, fade(AMBER, mix(CORAL, PLUM, 0.4)))
            _lantern(c, px + 26, 570 - (k % 2) * 12, 20, (RED, GOLD, CORAL)[(i + k) % 3])
    scenery.water(c, 690, 1000, (mix(BRICK, PLUM, 0.5), mix(PLUM, NAVY, 0.4), NAVY, NIGHT), AMBER, 70)
    for x in range(20, 1500, 62):
        scenery.glitter(c, x, 694, 694 + c.rng.uniform(120, 290), c.rng.choice((GOLD, AMBER, CORAL, ROSE)), 24)
    c.rect(-10, 684, 1520, 14, darker(BRICK, 0.5))
    buildings.sampan(c, 330, 850, 330, NIGHT, WOOD)
    people.bust(c, 290, 838, 92, Look(PLUM, hat="cone"))
    _lantern(c, 420, 805, 26, GOLD)
    for x, y in ((620, 880), (760, 930), (900, 850), (1080, 920), (1240, 870), (1380, 940), (160, 940), (520, 955)):
        c.glow(x, y, 60, GOLD, 0.8, 0.7)
        plants.lotus(c, x, y, 22, CORAL, mix(JADE, NIGHT, 0.3))
        c.disc(x, y - 4, 5, WHITE)
    for y0, sag in ((60, 60), (-20, 60)):
        wire = [(x, y0 + sag * (1 - ((x - 750) / 800) ** 2)) for x in range(-60, 1561, 20)]
        c.line(wire, 2.5, NIGHT)
    hung: tuple[tuple[float, float, float, Colour], ...] = (
        (110, 250, 92, RED),
        (330, 170, 66, GOLD),
        (520, 300, 100, CORAL),
        (730, 160, 62, JADE),
        (930, 270, 88, AMBER),
        (1130, 160, 64, ROSE),
        (1340, 290, 104, RED),
        (1470, 140, 54, INDIGO),
    )
    for px, py, r, ink in hung:
        c.line([(px, -10), (px, py - r)], 2.5, NIGHT)
        _lantern(c, px, py, r, ink)


def _lantern(c: Canvas, x: float, y: float, r: float, tone: Colour) -> None:
    c.glow(x, y, r * 2.5, lighter(tone, 0.3), 0.65)
    body = oval(x, y, r * 0.92, r)
    c.shape(body, tone)
    with c.within(body):
        c.glow(x, y + r * 0.1, r * 1.1, lighter(GOLD, 0.6), 0.9)
        for k in (0.35, 0.7):
            c.line(oval(x, y, r * 0.92 * k, r), max(1.5, r * 0.02), darker(tone, 0.3))
        c.line([(x, y - r), (x, y + r)], max(1.5, r * 0.02), darker(tone, 0.3))
    c.shade(body, darker(tone, 0.5), "rim", 0.55)
    c.rect(x - r * 0.35, y - r * 1.08, r * 0.7, r * 0.16, GOLD, r * 0.05)
    c.rect(x - r * 0.35, y + r * 0.92, r * 0.7, r * 0.16, GOLD, r * 0.05)
    for i in range(5):
        c.line(
            [(x - r * 0.16 + i * r * 0.08, y + r * 1.08), (x - r * 0.2 + i * r * 0.1, y + r * 1.65)],
            max(1.5, r * 0.03),
            GOLD if i % 2 else RED,
        )
