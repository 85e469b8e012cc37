"""The sheet that pictures are drawn on: logical coordinates, double resolution, riso-like grain.

A picture is 1500 × 1000 units, whatever its size in pixels; everything random comes from a seed, so the same key gives
the same pixels on every machine.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Literal, TypeAlias

from PIL import Image, ImageChops, ImageDraw

from .curves import Outline, Point, oval, smooth
from .palette import Colour, rgb

Side: TypeAlias = Literal["top", "bottom", "left", "right", "middle", "rim"]
Box: TypeAlias = tuple[int, int, int, int]
OVERSAMPLING = 2


@dataclass(frozen=True)
class Fade:
    """A gradient through colours, from top to bottom, or from left to right."""

    colours: tuple[Colour, ...]
    across: bool = False


Fill: TypeAlias = Colour | Fade


def fade(*colours: Colour, across: bool = False) -> Fade:
    """A gradient through the colours at equal distances."""
    return Fade(colours, across)


class Canvas:
    """A sheet of `width` × `height` units for a picture of `size` pixels."""

    def __init__(self, size: tuple[int, int], seed: str, width: float = 1500, height: float = 1000) -> None:
        self.width, self.height = width, height
        self.rng = Random(seed)
        self.size = size
        self.scale = OVERSAMPLING * max(size[0] / width, size[1] / height)
        self.image = Image.new("RGB", (size[0] * OVERSAMPLING, size[1] * OVERSAMPLING), "white")
        self.pen = ImageDraw.Draw(self.image)
        self._left = (width * self.scale - self.image.width) / 2
        self._top = (height * self.scale - self.image.height) / 2

    def shape(self, points: Outline, fill: Fill, alpha: float = 1) -> None:
        """Fill an outline with a colour or gradient, opaque at alpha 1."""
        pixels = self._pixels(points)
        if not isinstance(fill, Fade) and alpha >= 1:
            self.pen.polygon(pixels, fill=rgb(fill))
            return
        area = self._area(pixels)
        if area is None:
            return
        mask = _mask(pixels, area, round(255 * min(alpha, 1)))
        if isinstance(fill, Fade):
            self.image.paste(_gradient(fill, _bounds(pixels), area), area, mask)
        else:
            self.image.paste(rgb(fill), area, mask)

    def blob(self, points: Outline, fill: Fill, alpha: float = 1) -> None:
        """Fill the closed smooth curve through the points."""
        self.shape(smooth(points, closed=True), fill, alpha)

    def disc(self, x: float, y: float, radius: float, fill: Fill, alpha: float = 1) -> None:
        """Fill a circle."""
        if isinstance(fill, Fade) or alpha < 1:
            self.shape(oval(x, y, radius, radius), fill, alpha)
            return
        (px, py), r = self._pixel((x, y)), radius * self.scale
        self.pen.ellipse((px - r, py - r, px + r, py + r), fill=rgb(fill))

    def rect(self, x: float, y: float, width: float, height: float, fill: Fill, radius: float = 0) -> None:
        """Fill a rectangle, with round corners if a radius is given (flat colours only)."""
        if isinstance(fill, Fade):
            self.shape([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], fill)
            return
        (x0, y0), (x1, y1) = self._pixel((x, y)), self._pixel((x + width, y + height))
        if x1 > x0 and y1 > y0:
            self.pen.rounded_rectangle((x0, y0, x1, y1), radius * self.scale, fill=rgb(fill))

    def line(self, points: Outline, width: float, colour: Colour) -> None:
        """Draw a line with round joints and ends; the width in units."""
        pixels, w = self._pixels(points), max(1, round(width * self.scale))
        self.pen.line(pixels, fill=rgb(colour), width=w, joint="curve")
        if w > 3:
            for px, py in (pixels[0], pixels[-1]):
                self.pen.ellipse((px - w / 2, py - w / 2, px + w / 2, py + w / 2), fill=rgb(colour))

    def ground(self, line: Outline, fill: Fill, alpha: float = 1) -> None:
        """Fill everything below a line that runs from left to right."""
        self.shape([*line, (line[-1][0], self.height + 20), (line[0][0], self.height + 20)], fill, alpha)

    def backdrop(self, *colours: Colour, top: float = 0, bottom: float | None = None) -> None:
        """A vertical gradient over the whole width."""
        end = self.height if bottom is None else bottom
        self.rect(-20, top, self.width + 40, end - top, Fade(colours))

    def glow(self, x: float, y: float, radius: float, colour: Colour, alpha: float = 0.6, squash: float = 1) -> None:
        """Soft light around a point; squash < 1 flattens it."""
        pixels = self._pixels([(x - radius, y - radius * squash), (x + radius, y + radius * squash)])
        area = self._area(pixels)
        if area is None:
            return
        x0, y0, x1, y1 = _bounds(pixels)
        sx, sy = 256 / (x1 - x0), 256 / (y1 - y0)
        part = ((area[0] - x0) * sx, (area[1] - y0) * sy, (area[2] - x0) * sx, (area[3] - y0) * sy)
        size = (area[2] - area[0], area[3] - area[1])
        mask = _halo(round(alpha * 100)).resize(size, Image.Resampling.BILINEAR, _inside(part))
        self.image.paste(rgb(colour), area, mask)

    def shade(self, points: Outline, colour: Colour, side: Side = "bottom", amount: float = 0.6) -> None:
        """Sprinkle grains of a colour into an outline, densest (`amount`, 0–1) at one side."""
        pixels = self._pixels(points)
        area = self._area(pixels)
        if area is None:
            return
        x0, y0, x1, y1 = _bounds(pixels)
        sx, sy = 256 / max(x1 - x0, 1), 256 / max(y1 - y0, 1)
        part = ((area[0] - x0) * sx, (area[1] - y0) * sy, (area[2] - x0) * sx, (area[3] - y0) * sy)
        size = (area[2] - area[0], area[3] - area[1])
        density = _ramp(side, round(amount * 100)).resize(size, Image.Resampling.BILINEAR, _inside(part))
        grains = ImageChops.add(density, _noise(self.image.size).crop((0, 0, *size)), 1, -255).point(_ANY)
        self.image.paste(rgb(colour), area, ImageChops.darker(grains, _mask(pixels, area, 255)))

    @contextmanager
    def within(self, points: Outline) -> Iterator[None]:
        """Everything drawn in this block is seen only inside the outline."""
        pixels = self._pixels(points)
        area = self._area(pixels) or (0, 0, 1, 1)
        outer, pen, left, top = self.image, self.pen, self._left, self._top
        self.image = outer.crop(area)
        self.pen = ImageDraw.Draw(self.image)
        self._left, self._top = left + area[0], top + area[1]
        try:
            yield
        finally:
            outer.paste(self.image, area, _mask(pixels, area, 255))
            self.image, self.pen, self._left, self._top = outer, pen, left, top

    @contextmanager
    def zoom(self, x: float, y: float, size: float) -> Iterator[None]:
        """In this block the origin is the point (x, y) and a unit is `size` times as long."""
        scale, left, top = self.scale, self._left, self._top
        self._left, self._top, self.scale = left - x * scale, top - y * scale, scale * size
        try:
            yield
        finally:
            self.scale, self._left, self._top = scale, left, top

    def finish(self, grain: float = 0.1) -> Image.Image:
        """The picture at its size, with a fine grain over everything."""
        picture = self.image.reduce(OVERSAMPLING)
        texture = _texture(picture.size)
        return Image.blend(picture, ImageChops.overlay(picture, texture), grain)

    def _pixel(self, point: Point) -> Point:
        return point[0] * self.scale - self._left, point[1] * self.scale - self._top

    def _pixels(self, points: Outline) -> list[Point]:
        s, left, top = self.scale, self._left, self._top
        return [(x * s - left, y * s - top) for x, y in points]

    def _area(self, pixels: Outline) -> Box | None:
        x0, y0, x1, y1 = _bounds(pixels)
        area = max(int(x0), 0), max(int(y0), 0), min(int(x1) + 2, self.image.width), min(int(y1) + 2, self.image.height)
        return area if area[2] > area[0] and area[3] > area[1] else None


_ANY = [0] + [255] * 255


def _bounds(pixels: Outline) -> tuple[float, float, float, float]:
    xs, ys = [p[0] for p in pixels], [p[1] for p in pixels]
    return min(xs), min(ys), max(xs), max(ys)


def _inside(part: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """A source box kept within the 256 × 256 gradients, at least a pixel wide."""
    x0, y0 = min(max(part[0], 0), 255), min(max(part[1], 0), 255)
    return x0, y0, max(min(part[2], 256), x0 + 1), max(min(part[3], 256), y0 + 1)


def _mask(pixels: Outline, area: Box, value: int) -> Image.Image:
    mask = Image.new("L", (area[2] - area[0], area[3] - area[1]))
    ImageDraw.Draw(mask).polygon([(x - area[0], y - area[1]) for x, y in pixels], fill=value)
    return mask


def _gradient(fill: Fade, bounds: tuple[float, float, float, float], area: Box) -> Image.Image:
    x0, y0, x1, y1 = bounds
    if fill.across:
        scale = 256 / max(x1 - x0, 1)
        part = ((area[0] - x0) * scale, 0.0, (area[2] - x0) * scale, 256.0)
    else:
        scale = 256 / max(y1 - y0, 1)
        part = (0.0, (area[1] - y0) * scale, 256.0, (area[3] - y0) * scale)
    strip = _strip(tuple(rgb(colour) for colour in fill.colours), fill.across)
    x0, y0, x1, y1 = _inside(part)
    part = (0, y0, 1, y1) if not fill.across else (x0, 0, x1, 1)
    return strip.resize((area[2] - area[0], area[3] - area[1]), Image.Resampling.BILINEAR, part)


@lru_cache(maxsize=256)
def _strip(colours: tuple[tuple[int, int, int], ...], across: bool) -> Image.Image:
    values = bytearray()
    for i in range(256):
        place = i / 255 * (len(colours) - 1)
        first = min(int(place), len(colours) - 2) if len(colours) > 1 else 0
        share = place - first
        one, other = colours[first], colours[min(first + 1, len(colours) - 1)]
        values.extend(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return Image.frombytes("RGB", (256, 1) if across else (1, 256), bytes(values))


@lru_cache(maxsize=64)
def _halo(percent: int) -> Image.Image:
    falloff = [round(255 * percent / 100 * max(0.0, 1 - v / 181) ** 1.8) for v in range(256)]
    return Image.radial_gradient("L").point(falloff)


@lru_cache(maxsize=128)
def _ramp(side: Side, percent: int) -> Image.Image:
    if side in ("middle", "rim"):
        gradient = Image.radial_gradient("L").point([min(255, round(v * 255 / 181)) for v in range(256)])
    else:
        gradient = Image.linear_gradient("L")
    if side in ("left", "right"):
        gradient = gradient.transpose(Image.Transpose.ROTATE_90)
    if side in ("top", "left", "middle"):
        gradient = ImageChops.invert(gradient)
    return gradient.point([round(255 * percent / 100 * (v / 255) ** 1.6) for v in range(256)])


@lru_cache(maxsize=4)
def _noise(size: tuple[int, int]) -> Image.Image:
    """Even random grey values in grains of one output pixel."""
    width, height = size[0] // OVERSAMPLING + 1, size[1] // OVERSAMPLING + 1
    grains = Image.frombytes("L", (width, height), Random("noise").randbytes(width * height))
    return grains.resize((width * OVERSAMPLING, height * OVERSAMPLING), Image.Resampling.NEAREST)


@lru_cache(maxsize=4)
def _texture(size: tuple[int, int]) -> Image.Image:
    grains = Image.frombytes("L", size, Random("texture").randbytes(size[0] * size[1]))
    return Image.merge("RGB", (grains, grains, grains))
