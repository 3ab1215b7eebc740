"""States as a plain text table for a terminal, readable at 80 columns; no colour carries meaning alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from dateline.model import Place, State, Status
from dateline.publish import words
from dateline.publish.picture import Side, Tally

__all__ = ["BAR_WIDTH", "states"]

BAR_WIDTH = 10  # ten cells: one for each ten per cent, as fine as a probability from few reports deserves
_HEADINGS = ("place", "province", "control", "p", "", "status", "since", "reports")
_LIMITS = (18, 14, 18, 4, BAR_WIDTH, 12, 6, 7)  # together with the gaps: 96 columns at most, 70-80 as a rule
_GAP = "  "


def states(
    rows: Sequence[State],
    places: Mapping[str, Place],
    *,
    sides: Sequence[Side] = (),
    as_of: date | None = None,
    known_by: datetime | None = None,
    tally: Tally | None = None,
) -> str:
    """The states by place name, under a line with both clocks. `rows` may be empty: the text then says so."""
    lines = []
    if as_of and known_by:
        lines += [words.clocks(as_of, known_by) + (f"; {words.tally(tally)}" if tally else ""), ""]
    if not rows:
        return "\n".join([*lines, "No place has a state at these clocks.", ""])
    cells = [_cells(row, places.get(row.place), sides) for row in _sorted(rows, places)]
    widths = [
        min(limit, max(len(heading), *(len(row[column]) for row in cells)))
        for column, (heading, limit) in enumerate(zip(_HEADINGS, _LIMITS, strict=True))
    ]
    lines += [_line(_HEADINGS, widths), _line(tuple("-" * width for width in widths), widths)]
    lines += [_line(row, widths) for row in cells]
    return "\n".join([*lines, "", _footer(rows, sides), ""])


def _sorted(rows: Sequence[State], places: Mapping[str, Place]) -> list[State]:
    return sorted(rows, key=lambda row: (words.place_name(places.get(row.place), row.place).casefold(), row.place))


def _cells(state: State, place: Place | None, sides: Sequence[Side]) -> tuple[str, ...]:
    unknown = state.status is Status.UNKNOWN
    p = state.p.get(state.top, 0.0)
    return (
        _plain(words.place_name(place, state.place)),
        _plain((place.admin1 if place else None) or ""),
        "-" if unknown else _plain(words.side_name(state.top, sides)),
        "" if unknown else words.percent(p),
        "" if unknown else "#" * round(p * BAR_WIDTH),
        str(state.status),
        f"{state.since.day} {state.since:%b}" if state.since else "",
        f"{state.claims}/{state.independent}",
    )


def _plain(text: str) -> str:
    """Without control characters: stored text must not drive the terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return _GAP.join(_fit(cell, width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _fit(cell: str, width: int) -> str:
    return cell.ljust(width) if len(cell) <= width else cell[: width - 1] + "\u2026"


def _footer(rows: Sequence[State], sides: Sequence[Side]) -> str:
    order = {side.id: index for index, side in enumerate(sides)}
    tops: dict[str, int] = {}
    for row in rows:
        top = "unknown" if row.status is Status.UNKNOWN else row.top
        tops[top] = tops.get(top, 0) + 1
    ranked = sorted(tops, key=lambda top: (order.get(top, len(order)), top))
    parts = [f"{tops[top]} {'unknown' if top == 'unknown' else _plain(words.side_name(top, sides))}" for top in ranked]
    count = f"{len(rows)} place{'' if len(rows) == 1 else 's'}"
    return f"{count}: " + ", ".join(parts) + ".\nReports: claims about the place / those independent of one another."
