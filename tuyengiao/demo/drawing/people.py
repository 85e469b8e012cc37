"""Flat figures without faces: standing, sitting, small ones seen from behind."""

from dataclasses import dataclass, replace

from .canvas import Canvas
from .curves import Point, arc, oval, smooth
from .palette import CREAM, HAIR, INK, SAND, SKIN, TAN, Colour, darker, mix


@dataclass(frozen=True)
class Look:
    """What a figure wears. `dress`: trousers, tunic (áo dài) or skirt; `hat`: none, cone, cap, bun, scarf or turban."""

    top: Colour = CREAM
    bottom: Colour = INK
    dress: str = "trousers"
    hat: str = "none"
    accent: Colour = SAND
    skin: Colour = SKIN
    hair: Colour = HAIR
    child: bool = False


def shadow(look: Look, colour: Colour) -> Look:
    """The same figure as a plain silhouette."""
    return replace(look, top=colour, bottom=colour, accent=colour, skin=colour, hair=colour)


def stand(
    c: Canvas,
    x: float,
    y: float,
    h: float,
    look: Look,
    left: Point = (-0.07, 0.24),
    right: Point = (0.07, 0.24),
    stride: float = 0.0,
) -> tuple[Point, Point]:
    """A figure with its feet at (x, y), h tall.

    `left` and `right` place the hands from the shoulders in heights; `stride` opens the legs. Gives the hands' points.
    """
    head = h * (0.1 if look.child else 0.07)
    neck, hip = y - h + head * 2.0, y - h * 0.46
    shoulder, waist = h * 0.105, h * 0.075
    _long_hair(c, x, neck - head * 0.95, head, look)
    _legs(c, x, y, h, hip, waist, stride, look)
    c.rect(x - head * 0.35, neck - head * 0.5, head * 0.7, head, darker(look.skin, 0.12))
    hands: list[Point] = []
    for side, (dx, dy) in ((-1, left), (1, right)):
        start = (x + side * shoulder * 0.8, neck + h * 0.05)
        hand = (x + side * shoulder * 0.8 + dx * h, neck + h * 0.05 + dy * h)
        elbow = ((start[0] + hand[0]) / 2 + side * h * 0.02, (start[1] + hand[1]) / 2 + h * 0.03)
        c.line(smooth([start, elbow, hand], steps=5), h * 0.05, darker(look.top, 0.1))
        c.disc(*hand, h * 0.028, look.skin)
        hands.append(hand)
    body = [
        (x - head * 0.4, neck),
        (x - shoulder, neck + h * 0.03),
        (x - waist, hip - h * 0.1),
        (x - waist * 1.1, hip + h * 0.03),
    ]
    torso = [*body, *((2 * x - px, py) for px, py in reversed(body))]
    c.shape(torso, look.top)
    c.shade(torso, darker(look.top, 0.22), "right", 0.5)
    _head(c, x, neck - head * 0.95, head, look)
    return hands[0], hands[1]


def _legs(c: Canvas, x: float, y: float, h: float, hip: float, waist: float, stride: float, look: Look) -> None:
    if look.dress == "skirt":
        c.shape(
            [
                (x - waist, hip - 4),
                (x + waist, hip - 4),
                (x + waist * 1.7, y - h * 0.05),
                (x - waist * 1.7, y - h * 0.05),
            ],
            look.bottom,
        )
        c.rect(x - waist * 1.6, y - h * 0.13, waist * 3.2, h * 0.03, look.accent)
    for side in (-1, 1):
        foot = x + side * (waist * 0.55 + stride * h * 0.5)
        leg = [
            (x + side * waist * 1.05, hip - 2),
            (x - side * waist * 0.05, hip - 2),
            (foot - side * waist * 0.3, y),
            (foot + side * waist * 0.45, y),
        ]
        if look.dress != "skirt":
            c.shape(leg, look.bottom)
        c.shape(oval(foot + waist * 0.15, y - h * 0.008, waist * 0.5, h * 0.016), darker(look.bottom, 0.5))
    if look.dress == "tunic":
        flare = waist * (1.35 + stride * 4)
        panel = [
            (x - waist, hip - h * 0.06),
            (x + waist, hip - h * 0.06),
            (x + flare, y - h * 0.1),
            (x - flare * 0.75, y - h * 0.1),
        ]
        c.shape(panel, look.top)
        c.shade(panel, darker(look.top, 0.2), "right", 0.5)
        c.line([(x + waist * 0.7, hip), (x + waist * 0.85, y - h * 0.11)], h * 0.006, darker(look.top, 0.3))


def _long_hair(c: Canvas, x: float, y: float, r: float, look: Look) -> None:
    """Hair falling behind the shoulders; drawn before the body."""
    if look.hat == "long":
        c.shape(
            smooth(
                [
                    (x, y - r * 1.1),
                    (x + r * 1.05, y - r * 0.2),
                    (x + r * 1.2, y + r * 1.9),
                    (x, y + r * 2.2),
                    (x - r * 1.2, y + r * 1.9),
                    (x - r * 1.05, y - r * 0.2),
                ],
                closed=True,
            ),
            look.hair,
        )


def _head(c: Canvas, x: float, y: float, r: float, look: Look) -> None:
    """A head around (x, y) with hair and hat; large heads get a calm face."""
    for side in (-1, 1):
        c.shape(oval(x + side * r * 0.86, y + r * 0.12, r * 0.14, r * 0.2), darker(look.skin, 0.08))
    c.shape(oval(x, y, r * 0.86, r), look.skin)
    if r > 28:
        _face(c, x, y, r, look)
    hairline = smooth(
        [
            (x + r * 0.9, y + r * 0.1),
            (x + r * 0.72, y - r * 0.28),
            (x + r * 0.3, y - r * 0.5),
            (x - r * 0.35, y - r * 0.42),
            (x - r * 0.74, y - r * 0.15),
            (x - r * 0.9, y + r * 0.1),
        ],
        steps=5,
    )
    c.shape([*arc(x, y - r * 0.08, r * 0.97, r * 1.02, 172, 368, 18), *hairline], look.hair)
    if look.hat == "bun":
        c.disc(x - r * 0.75, y - r * 0.55, r * 0.42, look.hair)
    if look.hat == "cone":
        cone(c, x, y - r * 0.35, r * 2.1, look.accent)
    elif look.hat == "cap":
        c.shape(
            [*arc(x, y - r * 0.2, r, r * 0.95, 180, 360, 14), (x + r * 1.5, y - r * 0.12), (x + r, y - r * 0.02)],
            look.accent,
        )
    elif look.hat == "scarf":
        c.shape(arc(x, y - r * 0.1, r * 1.08, r * 1.05, 170, 370, 16), look.accent)
    elif look.hat == "turban":
        c.shape(oval(x, y - r * 0.45, r * 1.12, r * 0.45), look.accent)


def _face(c: Canvas, x: float, y: float, r: float, look: Look) -> None:
    line = darker(look.skin, 0.62)
    for side in (-1, 1):
        c.shape(oval(x + side * r * 0.5, y + r * 0.38, r * 0.17, r * 0.11), mix(look.skin, "#e2674a", 0.3))
        c.line(arc(x + side * r * 0.36, y + r * 0.08, r * 0.13, r * 0.09, 190, 350, 8), r * 0.045, line)
        c.line(
            arc(x + side * r * 0.36, y - r * 0.12, r * 0.18, r * 0.08, 210, 330, 8),
            r * 0.035,
            mix(look.hair, look.skin, 0.25),
        )
    c.line(
        [(x + r * 0.02, y + r * 0.14), (x + r * 0.07, y + r * 0.32), (x - r * 0.03, y + r * 0.33)],
        r * 0.03,
        darker(look.skin, 0.25),
    )
    c.line(arc(x, y + r * 0.45, r * 0.22, r * 0.15, 25, 155, 10), r * 0.045, mix(line, "#c23a2c", 0.4))


def cone(c: Canvas, x: float, y: float, half: float, colour: Colour = SAND) -> None:
    """A conical hat of half-width `half` with its rim's middle at (x, y)."""
    rim = arc(x, y, half, half * 0.2, 0, 180, 14)
    c.shape([(x, y - half * 0.78), *rim], colour)
    c.shade([(x, y - half * 0.78), *rim], mix(TAN, colour, 0.2), "right", 0.6)
    for share in (0.4, 0.7):
        top = y - half * 0.78 * (1 - share)
        c.line(arc(x, top, half * share * 0.94, half * 0.2 * share, 15, 165, 10), half * 0.02, darker(colour, 0.18))


def bust(c: Canvas, x: float, y: float, h: float, look: Look, arms: tuple[Point, ...] = ()) -> None:
    """Head and shoulders with the chest's lower edge at (x, y), h tall; arms end at the given points."""
    head = h * 0.19
    neck = y - h + head * 2
    _long_hair(c, x, neck - head * 0.95, head, look)
    c.rect(x - head * 0.32, neck - head * 0.5, head * 0.64, head, darker(look.skin, 0.12))
    body = [
        (x - head * 0.5, neck),
        (x - h * 0.3, neck + h * 0.1),
        (x - h * 0.34, y),
        (x + h * 0.34, y),
        (x + h * 0.3, neck + h * 0.1),
        (x + head * 0.5, neck),
    ]
    c.shape(smooth(body, closed=True, steps=4), look.top)
    c.shape([*body[2:4], (x + h * 0.3, y - h * 0.2), (x - h * 0.3, y - h * 0.2)], look.top)
    c.shade(body, darker(look.top, 0.22), "right", 0.5)
    for i, hand in enumerate(arms):
        side = -1 if hand[0] < x or (i == 0 and len(arms) > 1) else 1
        start = (x + side * h * 0.27, neck + h * 0.16)
        elbow = (x + side * h * 0.38, (start[1] + hand[1]) / 2 + h * 0.12)
        c.line(smooth([start, elbow, hand], steps=6), h * 0.12, darker(look.top, 0.12))
        c.disc(*hand, h * 0.065, look.skin)
    _head(c, x, neck - head * 0.95, head, look)


def crowd(
    c: Canvas, y: float, size: float, looks: tuple[Look, ...], span: tuple[float, float], gap: float = 0.85
) -> None:
    """A row of people seen from behind to the shoulders, their lower edge at y."""
    x, i = span[0], 0
    while x < span[1]:
        back(c, x, y + c.rng.uniform(-0.06, 0.06) * size, size * c.rng.uniform(0.92, 1.06), looks[i % len(looks)])
        x += size * gap * c.rng.uniform(0.9, 1.1)
        i += 1


def back(c: Canvas, x: float, y: float, h: float, look: Look) -> None:
    """One person seen from behind to the shoulders."""
    r = h * 0.2
    shoulders = smooth(
        [
            (x - h * 0.42, y + h * 0.3),
            (x - h * 0.36, y - h * 0.32),
            (x, y - h * 0.48),
            (x + h * 0.36, y - h * 0.32),
            (x + h * 0.42, y + h * 0.3),
        ]
    )
    c.shape(shoulders, look.top)
    c.shade(shoulders, darker(look.top, 0.3), "bottom", 0.5)
    c.rect(x - r * 0.35, y - h * 0.6, r * 0.7, h * 0.18, darker(look.skin, 0.2))
    c.shape(oval(x, y - h * 0.75, r * 0.88, r), look.hair)
    if look.hat == "cone":
        cone(c, x, y - h * 0.78, r * 2.1, look.accent)
    elif look.hat == "long":
        c.shape(
            smooth(
                [
                    (x - r * 0.8, y - h * 0.75),
                    (x + r * 0.8, y - h * 0.75),
                    (x + r * 0.6, y - h * 0.2),
                    (x - r * 0.6, y - h * 0.2),
                ],
                closed=True,
            ),
            look.hair,
        )
    elif look.hat == "bun":
        c.disc(x, y - h * 0.68, r * 0.45, darker(look.hair, 0.4))
    elif look.hat == "scarf":
        c.shape(oval(x, y - h * 0.78, r * 0.98, r), look.accent)
