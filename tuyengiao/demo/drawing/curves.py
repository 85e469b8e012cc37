"""Geometry of the pictures: outlines as lists of points, no pixels."""

import math
from collections.abc import Sequence
from itertools import pairwise
from random import Random
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
Outline: TypeAlias = Sequence[Point]


def smooth(points: Outline, closed: bool = False, steps: int = 8) -> list[Point]:
    """A Catmull-Rom curve through the points, with `steps` pieces between two of them."""
    count = len(points)
    if count < 3:
        return list(points)
    curve: list[Point] = []
    for i in range(count if closed else count - 1):
        if closed:
            p0, p1, p2, p3 = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        else:
            p0, p1, p2, p3 = (points[min(max(i + k, 0), count - 1)] for k in (-1, 0, 1, 2))
        curve.extend(_between(p0, p1, p2, p3, step / steps) for step in range(steps))
    if not closed:
        curve.append(points[-1])
    return curve


def _between(p0: Point, p1: Point, p2: Point, p3: Point, t: float) -> Point:
    def axis(a: float, b: float, c: float, d: float) -> float:
        return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)

    return axis(p0[0], p1[0], p2[0], p3[0]), axis(p0[1], p1[1], p2[1], p3[1])


def arc(x: float, y: float, rx: float, ry: float, start: float, end: float, steps: int = 32) -> list[Point]:
    """Points of an arc around (x, y) from angle `start` to `end` in degrees, clockwise on the screen from the right."""
    angles = (math.radians(start + (end - start) * i / steps) for i in range(steps + 1))
    return [(x + rx * math.cos(a), y + ry * math.sin(a)) for a in angles]


def oval(x: float, y: float, rx: float, ry: float, tilt: float = 0) -> list[Point]:
    """An ellipse, tilted by degrees."""
    return place(arc(0, 0, rx, ry, 0, 360, 40)[:-1], x, y, angle=tilt)


def box(x: float, y: float, width: float, height: float) -> list[Point]:
    """A rectangle from its upper left corner."""
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def place(points: Outline, x: float, y: float, scale: float = 1, angle: float = 0, flip: bool = False) -> list[Point]:
    """The outline drawn around (0, 0) put at (x, y): mirrored, scaled, then turned by degrees."""
    cos, sin = math.cos(math.radians(angle)) * scale, math.sin(math.radians(angle)) * scale
    sign = -1 if flip else 1
    return [(x + sign * px * cos - py * sin, y + sign * px * sin + py * cos) for px, py in points]


def leaf(x: float, y: float, length: float, width: float, angle: float) -> list[Point]:
    """A lens-shaped leaf growing from (x, y) towards the angle."""
    half = [(length * t / 8, -width / 2 * math.sin(math.pi * (t / 8) ** 0.8)) for t in range(9)]
    return place([*half, *((px, -py) for px, py in reversed(half[1:-1]))], x, y, angle=angle)


def star(x: float, y: float, outer: float, inner: float, rays: int, angle: float = -90) -> list[Point]:
    """A star with straight rays."""
    points: list[Point] = []
    for i in range(rays * 2):
        a, r = math.radians(angle + 180 * i / rays), inner if i % 2 else outer
        points.append((x + r * math.cos(a), y + r * math.sin(a)))
    return points


def ridge(rng: Random, y: float, height: float, bumps: int = 6, span: tuple[float, float] = (-40, 1540)) -> list[Point]:
    """A rolling hill line from left to right around the level y, swinging by `height`."""
    left, right = span
    step = (right - left) / bumps
    points: list[Point] = []
    for i in range(-1, bumps + 2):
        swing = (-1 if i % 2 else 1) * rng.uniform(0.25, 1.0)
        points.append((left + step * (i + rng.uniform(-0.25, 0.25)), y + swing * height / 2))
    return smooth(points, steps=14)


def crags(rng: Random, y: float, height: float, peaks: int = 5, span: tuple[float, float] = (-60, 1560)) -> list[Point]:
    """A line of mountain peaks standing on the level y, up to `height` high."""
    left, right = span
    width = (right - left) / peaks
    points: list[Point] = []
    for i in range(peaks):
        start, middle = left + width * (i + rng.uniform(0, 0.12)), left + width * (i + rng.uniform(0.38, 0.66))
        end, top = left + width * (i + rng.uniform(0.92, 1)), height * rng.uniform(0.5, 1)
        points.append((start, y - height * rng.uniform(0.08, 0.3)))
        for share, level in ((0.45, 0.45), (0.72, 0.72), (0.9, 0.93), (1, 1)):
            points.append(
                (start + (middle - start) * share, y - top * (level + rng.uniform(-0.06, 0.06) * (level < 1)))
            )
        for share, level in ((0.14, 0.9), (0.36, 0.66), (0.62, 0.46)):
            points.append((middle + (end - middle) * share, y - top * (level + rng.uniform(-0.06, 0.06))))
    return smooth([(left, y), *points, (right, y - height * 0.2), (right, y)], steps=4)


def along(line: Outline, share: float) -> Point:
    """The point of a left-to-right line at a share 0–1 of its width."""
    x = line[0][0] + (line[-1][0] - line[0][0]) * share
    for (x0, y0), (x1, y1) in pairwise(line):
        if x0 != x1 and min(x0, x1) <= x <= max(x0, x1):
            return x, y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return line[-1]


def frond(x: float, y: float, length: float, angle: float, droop: float = 0.5, teeth: int = 12) -> list[Point]:
    """A palm frond: a bending rib combed on both sides, longer below; angle in degrees, negative is upwards."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    over: list[Point] = [(x, y)]
    under: list[Point] = []
    for i in range(1, teeth + 1):
        t = i / teeth
        px, py = x + cos * length * t, y + sin * length * t + droop * length * t * t
        tx, ty = cos, sin + 2 * droop * t
        norm = math.hypot(tx, ty)
        tx, ty = tx / norm, ty / norm
        nx, ny = (-ty, tx) if tx >= 0 else (ty, -tx)
        depth = length * 0.2 * math.sin(math.pi * min(1, t * 0.88 + 0.12)) ** 0.7
        low, high = depth * (0.6 + 0.4 * abs(tx)), depth * (0.6 - 0.4 * abs(tx))
        for side, reach, edge in ((1, low, under), (-1, high, over)):
            edge.append(
                (px + side * nx * reach * 0.3 - tx * depth * 0.2, py + side * ny * reach * 0.3 - ty * depth * 0.2)
            )
            edge.append((px + side * nx * reach + tx * depth * 0.4, py + side * ny * reach + ty * depth * 0.4))
    return [*over, *reversed(under)]
