"""The colours of a site, computed from the two hues that it chose.

Every colour is picked in OKLCH (Björn Ottosson, https://bottosson.github.io/posts/oklab/), then moved in lightness
until its contrast (WCAG 2.2, relative luminance) against what it stands on is reached; the result is written as sRGB
hex, which phones of any age understand. So no choice of hues can make a page unreadable.
"""

import hashlib
import math
from collections.abc import Iterable
from functools import lru_cache

TEXT = 4.5
LINE = 3.0
# What readers get who ask for high contrast (WCAG 2.2, 1.4.6 for text).
STRONG_TEXT = 7.0
STRONG_LINE = 4.5

Rgb = tuple[float, float, float]
Tokens = dict[str, str]


def _linear(lightness: float, chroma: float, hue: float) -> Rgb:
    """Return linear sRGB of an OKLCH colour; parts outside 0…1 mean that the screen cannot show it."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def oklch(lightness: float, chroma: float, hue: float) -> str:
    """Return '#rrggbb' of an OKLCH colour (0…1, 0…0.4, degrees); chroma gives way until a screen can show it."""
    while chroma > 0 and any(part < -2e-3 or part > 1 + 2e-3 for part in _linear(lightness, chroma, hue)):
        chroma -= 0.004
    parts = (min(max(part, 0.0), 1.0) for part in _linear(lightness, max(chroma, 0.0), hue))
    encoded = (12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in parts)
    return "#" + "".join(f"{round(part * 255):02x}" for part in encoded)


def luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2) of '#rrggbb', 0 for black and 1 for white."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1…21 (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _readable(lightness: float, chroma: float, hue: float, on: Iterable[str], least: float, step: float) -> str:
    """Return the colour nearest to the one asked for whose contrast on all of `on` is at least `least`."""
    grounds = list(on)
    colour = oklch(lightness, chroma, hue)
    while 0 < lightness < 1 and min(contrast(colour, ground) for ground in grounds) < least:
        lightness = min(max(lightness + step, 0.0), 1.0)
        colour = oklch(lightness, chroma, hue)
    return colour


@lru_cache(maxsize=1024)
def _tokens(brand: int, accent: int, dark: bool, strong: bool, grey: bool) -> tuple[tuple[str, str], ...]:
    text, line = (STRONG_TEXT, STRONG_LINE) if strong else (TEXT, LINE)
    much = 0.0 if grey else 1.0  # of every chroma
    paper = oklch(0.185, 0.006 * much, brand) if dark else oklch(0.993, 0.002 * much, brand)
    tint = oklch(0.235, 0.012 * much, brand) if dark else oklch(0.966, 0.005 * much, brand)
    if strong:
        paper, tint = ("#000000", "#121212") if dark else ("#ffffff", "#f4f4f4")
    grounds = (paper, tint)
    step = 0.005 if dark else -0.005
    band = oklch(0.33, 0.095 * much, brand) if dark else oklch(0.42, 0.15 * much, brand)
    rule = oklch(0.33 if dark else 0.885, 0.008 * much, brand)
    edge = _readable(0.55 if dark else 0.62, 0.01 * much, brand, grounds, line, step)
    return (
        ("paper", paper),
        ("tint", tint),
        ("ink", _readable(0.92 if dark else 0.21, 0.008 * much, brand, grounds, STRONG_TEXT, step)),
        ("muted", _readable(0.72 if dark else 0.47, 0.01 * much, brand, grounds, text, step)),
        ("rule", edge if strong else rule),
        ("line", edge),
        ("brand", _readable(0.76 if dark else 0.45, 0.15 * much, brand, grounds, text, step)),
        ("accent", _readable(0.78 if dark else 0.72, 0.14 * much, accent, grounds, line, step)),
        ("band", band),
        ("band-ink", _readable(0.975, 0.01 * much, accent, [band], text, 0.005)),
        ("band-accent", _readable(0.86, 0.11 * much, accent, [band], text, 0.005)),
    )


def tokens(brand: int, accent: int, *, dark: bool, strong: bool = False, grey: bool = False) -> Tokens:
    """Return the colours of a site by name, '#rrggbb' each.

    `ink`, `muted`, `brand` are text on `paper` and `tint`; `band-ink`, `band-accent` text on `band`; `line` and
    `accent` lines on `paper`; `rule` only decorates. `strong` is for readers who asked for high contrast, `grey` for
    days of mourning.
    """
    return dict(_tokens(brand % 360, accent % 360, dark, strong, grey))


@lru_cache(maxsize=512)
def stylesheet(brand: int, accent: int, *, grey: bool = False) -> str:
    """Return the style sheet that sets the colours of a site, for light and dark screens; paper is always light.

    A reader's own choice (`data-scheme`, `data-contrast`, set by static/js/site.js) comes before what the device asks
    for.
    """

    def block(*, dark: bool, strong: bool) -> str:
        found = tokens(brand, accent, dark=dark, strong=strong, grey=grey)
        pictures = " ".join([*(["grayscale(1)"] if grey else []), *(["brightness(0.88)"] if dark else [])]) or "none"
        colours = "".join(f"--{name}:{value};" for name, value in found.items())
        return f"{{{colours}--pictures:{pictures};color-scheme:{'dark' if dark else 'light'}}}"

    light, strong = block(dark=False, strong=False), block(dark=False, strong=True)
    dark, strong_dark = block(dark=True, strong=False), block(dark=True, strong=True)
    wants_dark, wants_strong = "(prefers-color-scheme:dark)", "(prefers-contrast:more)"
    chosen, free = ":root[data-scheme=dark]", ":root:not([data-scheme=light])"
    high = "[data-contrast=high]"
    return "\n".join(
        [
            f":root{light}",
            f"@media {wants_strong}{{:root{strong}}}",
            f":root{high}{strong}",
            f"@media screen{{{chosen}{dark}{chosen}{high}{strong_dark}}}",
            f"@media screen and {wants_dark}{{{free}{dark}{free}{high}{strong_dark}}}",
            f"@media screen and {wants_dark} and {wants_strong}{{{free}{strong_dark}}}",
            "",
        ]
    )


def digest(brand: int, accent: int, *, grey: bool = False) -> str:
    """Return what stands in the name of the style sheet: it changes whenever the sheet does."""
    return hashlib.sha256(stylesheet(brand, accent, grey=grey).encode()).hexdigest()[:10]
