"""A map of places as inline SVG: outlines under, signs on top, names where there is room. No tiles, no request.

Plate carree with longitudes shortened by the cosine of the middle latitude: true enough for one country, and the
arithmetic is plain. Nothing is coloured between the places: there are no front lines to draw.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["HEIGHT", "WIDTH", "Frame", "Pin", "frame", "holds", "outline_paths", "pins"]

WIDTH, HEIGHT = 720.0, 520.0  # drawing units; the page scales it
MARGIN = 26.0  # room for signs and names at the rim
LABEL_SIZE = 11.0
LABEL_CHAR = 5.6  # mean width of a character of the page's face at LABEL_SIZE
SIGN_RADIUS = 8.0
MOST_LABELS = 400  # names that are tried; there is room for some two hundred
REACHES = (20.0, 30.0, 42.0, 56.0)  # how far a name may stand off, with a line to its sign, where there is no room
MOST_STANDING = 150  # places on a map whose names may stand off: among more the lines would tangle
SQUARE = 40.0  # drawing units: about the size of a name
SMALLEST_SPAN = 0.6  # degrees: a single town is not drawn as if seen from ten metres
_SIMPLE = 0.35  # drawing units: a vertex nearer than this to the one before is dropped


@dataclass(frozen=True, slots=True)
class Frame:
    """Maps longitude and latitude to drawing units, y downward."""

    west: float
    north: float
    scale: float
    shrink: float
    left: float
    top: float

    def xy(self, lon: float, lat: float) -> tuple[float, float]:
        return (
            self.left + (lon - self.west) * self.shrink * self.scale,
            self.top + (self.north - lat) * self.scale,
        )


@dataclass(frozen=True, slots=True)
class Pin:
    """A place on the map; `anchor` is where its name goes (start, end, middle), None where there is no room.

    `leader` is a line from the sign to a name that stands off, as an SVG path; empty for one beside its sign.
    """

    place: str
    name: str
    x: float
    y: float
    anchor: str | None = None
    label_x: float = 0.0
    label_y: float = 0.0
    leader: str = ""


def frame(points: Sequence[tuple[float, float]], outlines: Mapping[str, Any] | None) -> Frame:
    """The frame around the outlines where there are some, else around the points (longitude, latitude).

    A point beyond the outlines does not widen it: one name put on the wrong continent would shrink the map to a
    stamp. Such a place is in the table.
    """
    corners = [corner for ring in _rings(outlines) for corner in ring] or list(points) or [(0.0, 0.0)]
    west, east = min(lon for lon, _ in corners), max(lon for lon, _ in corners)
    south, north = min(lat for _, lat in corners), max(lat for _, lat in corners)
    west, east = _widen(west, east)
    south, north = _widen(south, north)
    shrink = max(0.1, math.cos(math.radians((south + north) / 2)))
    wide, high = (east - west) * shrink, north - south
    scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high)
    return Frame(west, north, scale, shrink, (WIDTH - wide * scale) / 2, (HEIGHT - high * scale) / 2)


def _widen(low: float, high: float) -> tuple[float, float]:
    missing = max(0.0, SMALLEST_SPAN - (high - low)) / 2
    return low - missing, high + missing


def outline_paths(outlines: Mapping[str, Any] | None, view: Frame) -> list[str]:
    """One SVG path a ring, thinned to what a screen can show."""
    return [path for ring in _rings(outlines) if (path := _path(ring, view))]


def holds(x: float, y: float) -> bool:
    """Whether a spot is on the drawing."""
    return 0 <= x <= WIDTH and 0 <= y <= HEIGHT


def _path(ring: Sequence[tuple[float, float]], view: Frame) -> str:
    kept: list[tuple[float, float]] = []
    for lon, lat in ring:
        x, y = view.xy(lon, lat)
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) > _SIMPLE:
            kept.append((x, y))
    if len(kept) < 3:
        return ""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) + "Z"


def _rings(outlines: Mapping[str, Any] | None) -> Iterator[list[tuple[float, float]]]:
    """The outer rings of every (multi)polygon of a GeoJSON object."""
    if not outlines:
        return
    for feature in outlines.get("features", [outlines]):
        geometry = feature.get("geometry", feature) or {}
        coordinates = geometry.get("coordinates", [])
        polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(str(geometry.get("type")), [])
        for polygon in polygons:
            if polygon:
                yield [(float(lon), float(lat)) for lon, lat, *_ in polygon[0]]


def pins(named: Iterable[tuple[str, str, float, float]], view: Frame) -> list[Pin]:
    """Pins with names laid where they hit no sign and no other name; earlier entries choose first.

    `named` is place id, name, longitude, latitude.
    """
    spots = [(place, name, *view.xy(lon, lat)) for place, name, lon, lat in named]
    room = _Room()
    signs = [(x - SIGN_RADIUS, y - SIGN_RADIUS, x + SIGN_RADIUS, y + SIGN_RADIUS) for _, _, x, y in spots]
    for box in signs:
        room.take(box)
    placed: list[Pin] = []
    seen = _Room()
    for (place, name, x, y), own in zip(spots, signs, strict=True):
        label = _Label()
        # A sign under another's gets no name: it would seem to be that one's.
        if len(placed) < MOST_LABELS and not seen.hit((x - 3, y - 3, x + 3, y + 3)):
            label = _label(name, x, y, room, own)
            if label.anchor is None and len(spots) <= MOST_STANDING:
                label = _off(LABEL_CHAR * len(name), x, y, room, own)
        seen.take((x - 3, y - 3, x + 3, y + 3))
        placed.append(Pin(place, name, round(x, 1), round(y, 1), label.anchor, label.x, label.y, label.leader))
    return placed


_Box = tuple[float, float, float, float]
_DIRECTIONS = ((0.71, -0.71), (0.71, 0.71), (-0.71, -0.71), (-0.71, 0.71), (0.94, -0.34), (0.94, 0.34), (0.34, 0.94),
               (0.34, -0.94), (-0.94, 0.34), (-0.94, -0.34), (-0.34, 0.94), (-0.34, -0.94))  # fmt: skip


class _Room:
    """Boxes that are taken, found by the squares they touch."""

    def __init__(self) -> None:
        self._squares: dict[tuple[int, int], list[_Box]] = {}

    def _touched(self, box: _Box) -> Iterator[tuple[int, int]]:
        for column in range(int(box[0] // SQUARE), int(box[2] // SQUARE) + 1):
            for row in range(int(box[1] // SQUARE), int(box[3] // SQUARE) + 1):
                yield column, row

    def take(self, box: _Box) -> None:
        for square in self._touched(box):
            self._squares.setdefault(square, []).append(box)

    def hit(self, box: _Box, *, own: _Box | None = None) -> bool:
        """Whether a taken box, other than `own`, lies over this one."""
        return any(
            other is not own and _overlap(box, other)
            for square in self._touched(box)
            for other in self._squares.get(square, ())
        )


@dataclass(frozen=True, slots=True)
class _Label:
    anchor: str | None = None
    x: float = 0.0
    y: float = 0.0
    leader: str = ""


def _label(name: str, x: float, y: float, room: _Room, own: _Box) -> _Label:
    width, half = LABEL_CHAR * len(name), LABEL_SIZE / 2
    gap = SIGN_RADIUS + 2.5
    tries = (
        ("start", x + gap, y, (x + gap, y - half, x + gap + width, y + half)),
        ("end", x - gap, y, (x - gap - width, y - half, x - gap, y + half)),
        ("middle", x, y + gap + half, (x - width / 2, y + gap, x + width / 2, y + gap + LABEL_SIZE)),
        ("middle", x, y - gap - half, (x - width / 2, y - gap - LABEL_SIZE, x + width / 2, y - gap)),
    )
    for anchor, label_x, label_y, box in tries:
        if _inside(box) and not room.hit(box, own=own):
            room.take(box)
            return _Label(anchor, round(label_x, 1), round(label_y, 1))
    return _Label()


def _off(width: float, x: float, y: float, room: _Room, own: _Box) -> _Label:
    """A name that stands off from its sign, where it and its line hit nothing."""
    half = LABEL_SIZE / 2
    for reach in REACHES:
        for across, down in _DIRECTIONS:
            near = x + SIGN_RADIUS * across, y + SIGN_RADIUS * down
            far = x + reach * across, y + reach * down
            anchor, left = ("start", far[0] + 2) if across > 0 else ("end", far[0] - 2 - width)
            box = left, far[1] - half, left + width, far[1] + half
            line = _spots(near, far)
            if _inside(box) and not any(room.hit(spot, own=own) for spot in (box, *line)):
                for taken in (box, *line):
                    room.take(taken)
                leader = f"M{near[0]:.1f} {near[1]:.1f}L{far[0]:.1f} {far[1]:.1f}"
                return _Label(anchor, round(far[0] + math.copysign(2, across), 1), round(far[1], 1), leader)
    return _Label()


def _spots(start: tuple[float, float], end: tuple[float, float]) -> list[_Box]:
    """A line as small boxes a few units apart."""
    steps = max(1, round(math.dist(start, end) / 3))
    shares = [step / steps for step in range(steps + 1)]
    spots = [(start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share) for share in shares]
    return [(x - 1, y - 1, x + 1, y + 1) for x, y in spots]


def _inside(box: _Box) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= WIDTH and box[3] <= HEIGHT


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
