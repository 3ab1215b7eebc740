"""Plots of a book, one call each; every one gives a matplotlib Figure.

Colours and shapes are those of the pages: a side has both, so that no plot rests on colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from dateline.link import outlines
from dateline.model import State, Status
from dateline.publish import words
from dateline.publish.picture import Picture, Side
from dateline.publish.signs import PALETTE
from dateline.publish.signs import sign as sign_of

if TYPE_CHECKING:
    from dateline.notebook import Book, Day, Moment

__all__ = ["Plots"]

_SHAPES = ("o", "s", "^", "p", "P")
_GREY, _LAND, _COAST = "#6d7482", "#efece2", "#b9b3a2"
_FADES = (1.0, 0.62, 0.36)  # as on the pages
_MOST_ROWS = 60  # places of a timeline; more cannot be read


class Plots:
    """`book.plot`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def map(self, as_of: Day = None, known_by: Moment = None) -> Any:
        """The places at both clocks: solid held, half-filled contested or disputed, outlined claimed, faded quiet."""
        picture = self.book.picture(as_of, known_by)
        figure, axes = _figure((8, 6), words.clocks(picture.as_of, picture.known_by))
        for ring in self._rings(picture):
            axes.fill(*zip(*ring, strict=True), facecolor=_LAND, edgecolor=_COAST, linewidth=0.6, zorder=1)
        west, east, south, north = axes.dataLim.x0, axes.dataLim.x1, axes.dataLim.y0, axes.dataLim.y1
        for state in picture.now:
            place = picture.places.get(state.place)
            if place and place.lat is not None and place.lon is not None:
                axes.plot(place.lon, place.lat, linestyle="none", zorder=3, **_marker(state, picture.sides))
        if west < east:
            axes.set(xlim=(west - 0.4, east + 0.4), ylim=(south - 0.4, north + 0.4))
            axes.set_aspect(1 / _cosine((south + north) / 2))
        axes.set_axis_off()
        _legend(figure, picture.sides, picture.now)
        return figure

    def timeline(self, first: Day = None, last: Day = None, *, places: Sequence[str] = ()) -> Any:
        """One row a place, one sign a day, those that changed first on top."""
        book = self.book
        daily = book.answers.nowcasts(book.days(first, last))
        wanted = [book.answers.place(name).id or name for name in places] or self._changed(daily)
        figure, axes = _figure((9, 1.2 + 0.24 * len(wanted)), "Day by day, as each was known at its end")
        sides = book.picture().sides
        rows = {place: number for number, place in enumerate(reversed(wanted))}
        for day, states in daily.items():
            for state in states:
                if state.place in rows:
                    style = _marker(state, sides, size=6)
                    axes.plot([_noon(day)], [rows[state.place]], linestyle="none", **style)
        names = [words.place_name(book.answers.places.get(place), place) for place in rows]
        axes.set_yticks(range(len(rows)), names)
        axes.spines[["top", "right", "left"]].set_visible(False)
        _dates(axes)
        _legend(figure, sides, daily[max(daily)] if daily else ())
        return figure

    def _changed(self, daily: dict[date, list[State]]) -> list[str]:
        from dateline.answers.questions import changes_of

        sides = self.book.picture().sides
        told = {one.place for states in daily.values() for one in states if sign_of(one, sides).kind != "unknown"}
        changed = dict.fromkeys(change.place for change in changes_of(daily) if change.place in told)
        return list(changed)[:_MOST_ROWS]

    def provinces(self, first: Day = None, last: Day = None, *, most: int = 12) -> Any:
        """Places per side over time, a small panel for each province that saw a change (the `most` busiest)."""
        book = self.book
        daily = book.answers.nowcasts(book.days(first, last))
        sides = book.picture().sides
        panels = self._by_province(daily)[:most]
        import matplotlib.pyplot as plt

        columns = 3
        lines = max(1, -(-len(panels) // columns))
        size = (9, 1.7 * lines + 0.9)
        figure, grid = plt.subplots(lines, columns, figsize=size, sharex=True, squeeze=False, layout="constrained")
        days = sorted(daily)
        colours = {side.id: PALETTE[index % len(PALETTE)] for index, side in enumerate(sides)} | {
            words.CONTESTED: _GREY
        }
        for axes, (province, tops) in zip(grid.flat, panels, strict=False):
            for side in [*(side.id for side in sides), words.CONTESTED]:
                counts = [tops.get((day, side), 0) for day in days]
                if any(counts):
                    axes.step([_noon(day) for day in days], counts, where="mid", color=colours[side], linewidth=1.6)
            axes.set_title(province, fontsize=9, loc="left")
            axes.yaxis.get_major_locator().set_params(integer=True)
            _dates(axes)
            axes.spines[["top", "right"]].set_visible(False)
        for axes in grid.flat[len(panels) :]:
            axes.set_axis_off()
        figure.suptitle("Places per side, by province", x=0.01, ha="left", fontsize=11)
        _legend(figure, sides, daily[max(daily)] if daily else ())
        return _done(figure)

    def _by_province(self, daily: dict[date, list[State]]) -> list[tuple[str, dict[tuple[date, str], int]]]:
        """Places by day and most probable state, for each province, the busiest first."""
        tops: dict[str, dict[tuple[date, str], int]] = {}
        for day, states in daily.items():
            for state in states:
                place = self.book.answers.places.get(state.place)
                if place is None or not place.admin1 or state.status is Status.UNKNOWN:
                    continue
                counts = tops.setdefault(place.admin1, {})
                counts[day, state.top] = counts.get((day, state.top), 0) + 1
        return sorted(tops.items(), key=lambda item: (-len({side for _, side in item[1]}), item[0]))

    def calibration(self, first: Day = None, last: Day = None) -> Any:
        """What was said with a probability, against how often it turned out so; see `Book.calibration`."""
        rows = self.book.calibration(first, last)
        figure, axes = _figure((5, 5), "Said on the day, against hindsight")
        axes.plot([0, 1], [0, 1], color=_COAST, linewidth=1)
        axes.scatter(
            [row["said"] for row in rows], [row["was"] for row in rows],
            s=[20 + 8 * row["n"] ** 0.5 for row in rows], color=PALETTE[0],
        )  # fmt: skip
        axes.set(xlabel="probability given on the day", ylabel="share that turned out so", xlim=(0, 1), ylim=(0, 1))
        axes.set_aspect("equal")
        axes.spines[["top", "right"]].set_visible(False)
        return figure

    def _rings(self, picture: Picture) -> Iterator[list[tuple[float, float]]]:
        theatre = self.book.answers.theatre
        places = picture.places.values()
        countries = theatre.countries if theatre else sorted({one.country for one in places if one.country})
        for country in countries:
            whole = outlines.country(country)
            for feature in outlines.admin1(country) or ([whole] if whole else []):
                yield from _outer(feature["geometry"])


def _outer(geometry: dict[str, Any]) -> Iterator[list[tuple[float, float]]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        yield [(lon, lat) for lon, lat, *_ in polygon[0]]


def _figure(size: tuple[float, float], title: str) -> tuple[Any, Any]:
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=size, layout="constrained")
    axes.set_title(title, loc="left", fontsize=11)
    return _done(figure), axes


def _done(figure: Any) -> Any:
    """Taken from pyplot's list: a notebook shows what a cell gives, once, and nothing piles up."""
    import matplotlib.pyplot as plt

    plt.close(figure)
    return figure


def _marker(state: State, sides: Sequence[Side], size: float = 8) -> dict[str, Any]:
    sign = sign_of(state, sides)
    first = PALETTE[sign.first] if sign.first is not None else _GREY
    second = PALETTE[sign.second] if sign.second is not None else _GREY
    shape = _SHAPES[(sign.first or 0) % len(_SHAPES)]
    common = {"markersize": size, "alpha": _FADES[sign.fade], "color": first, "markeredgecolor": first}
    if sign.kind == "unknown":
        return common | {"marker": ".", "color": _GREY, "markeredgecolor": _GREY, "markersize": size / 2}
    if sign.kind == "contested":
        halves = {"fillstyle": "left", "markerfacecoloralt": second, "markeredgecolor": "black"}
        return common | halves | {"marker": "D"}
    if sign.kind == "disputed":
        return common | {"marker": shape, "fillstyle": "left", "markerfacecoloralt": second}
    if sign.kind == "claimed":
        return common | {"marker": shape, "markerfacecolor": "white", "markeredgewidth": 2}
    return common | {"marker": shape}


def _dates(axes: Any) -> None:
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    locator = AutoDateLocator(maxticks=6)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))


def _legend(figure: Any, sides: Sequence[Side], states: Sequence[State]) -> None:
    """The sides that hold or may hold a place; colours and shapes are by the position among all."""
    from matplotlib.lines import Line2D

    shown = {side for state in states for side in state.p}
    handles = [
        Line2D([], [], linestyle="none", marker=_SHAPES[index % len(_SHAPES)], color=PALETTE[index % len(PALETTE)],
               label=side.name)
        for index, side in enumerate(sides)
        if side.id in shown
    ]  # fmt: skip
    if handles:
        figure.legend(handles=handles, fontsize=8, frameon=False, loc="outside upper right", ncols=len(handles))


def _noon(day: date) -> Any:
    import numpy

    return numpy.datetime64(day)


def _cosine(latitude: float) -> float:
    import math

    return max(0.1, math.cos(math.radians(latitude)))
