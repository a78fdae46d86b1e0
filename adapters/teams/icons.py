"""Draws the app's icons: a gate's barrier, pixel by pixel."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from functools import cache

Colour = tuple[int, int, int, int]
#: paints one pixel: x, y between 0 and 1, and how far a pixel reaches
Paint = Callable[[float, float, float], Colour]

GROUND: Colour = (75, 83, 188, 255)
WHITE: Colour = (255, 255, 255, 255)
AMBER: Colour = (255, 185, 0, 255)
CLEAR: Colour = (255, 255, 255, 0)
_PIVOT, _TIP = (0.29, 0.46), (0.84, 0.27)
_FOOT = (0.29, 0.76)
_STRIPES = 6


@cache
def colour() -> bytes:
    """Give the colour icon, 192 by 192."""
    return _png(192, _coloured)


@cache
def outline() -> bytes:
    """Give the outline icon, 32 by 32: white on nothing."""
    return _png(32, _outlined)


def _coloured(x: float, y: float, pixel: float) -> Colour:
    along, arm = _from_line(x, y, _PIVOT, _TIP)
    _, post = _from_line(x, y, _PIVOT, _FOOT)
    _, base = _from_line(x, y, (0.18, 0.79), (0.40, 0.79))
    painted = GROUND
    for colour_, distance in (
        (WHITE, base - 0.035),
        (WHITE, post - 0.06),
        (AMBER if int(along * _STRIPES) % 2 else WHITE, arm - 0.05),
        (AMBER, _far(x, y, _PIVOT) - 0.09),
        (GROUND, _far(x, y, _PIVOT) - 0.035),
    ):
        painted = _over(painted, colour_, _covered(distance, pixel))
    return painted


def _outlined(x: float, y: float, pixel: float) -> Colour:
    _, arm = _from_line(x, y, (0.26, 0.42), (0.92, 0.19))
    _, post = _from_line(x, y, (0.26, 0.42), (0.26, 0.84))
    _, base = _from_line(x, y, (0.10, 0.88), (0.42, 0.88))
    covered = max(_covered(distance, pixel) for distance in (arm - 0.06, post - 0.06, base - 0.05))
    return (*CLEAR[:3], round(255 * covered))


def _from_line(
    x: float, y: float, start: tuple[float, float], end: tuple[float, float]
) -> tuple[float, float]:
    """Give how far along a line a point is, from 0 to 1, and how far from it."""
    across, down = end[0] - start[0], end[1] - start[1]
    along = ((x - start[0]) * across + (y - start[1]) * down) / (across**2 + down**2)
    along = min(1.0, max(0.0, along))
    return along, _far(x, y, (start[0] + along * across, start[1] + along * down))


def _far(x: float, y: float, point: tuple[float, float]) -> float:
    return float(((x - point[0]) ** 2 + (y - point[1]) ** 2) ** 0.5)


def _covered(distance: float, pixel: float) -> float:
    return min(1.0, max(0.0, 0.5 - distance / pixel))


def _over(under: Colour, over: Colour, share: float) -> Colour:
    red, green, blue, alpha = (round(a + (b - a) * share) for a, b in zip(under, over, strict=True))
    return red, green, blue, alpha


def _png(size: int, paint: Paint) -> bytes:
    rows = bytearray()
    for row in range(size):
        rows.append(0)  # the row is written as it is
        for column in range(size):
            rows += bytes(paint((column + 0.5) / size, (row + 0.5) / size, 1 / size))
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
