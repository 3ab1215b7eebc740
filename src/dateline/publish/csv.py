"""States as CSV, with the columns of DESIGN section 3, sorted by place id.

`side` is the most probable of the sides and `contested`, `p` its probability; both are empty where the status
is `unknown`. Text that a spreadsheet would take for a formula gets a leading apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from dateline.model import Place, State, Status
from dateline.publish.words import CONTESTED, place_name
from dateline.times import format_moment

__all__ = ["COLUMNS", "cell", "row", "states", "write"]

COLUMNS = (
    "place_id",
    "name",
    "admin1",
    "country",
    "lat",
    "lon",
    "scale",
    "side",
    "p",
    "p_contested",
    "status",
    "since",
    "last_report",
    "claims",
    "independent",
    "decided_by",
    "as_of",
    "known_by",
)
P_DIGITS = 4  # beyond what any calibration can tell apart
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def states(rows: Iterable[State], places: Mapping[str, Place]) -> str:
    """CSV text with one header line, CRLF line ends (RFC 4180)."""
    return write(COLUMNS, (row(state, places.get(state.place)) for state in sorted(rows, key=lambda s: s.place)))


def row(state: State, place: Place | None) -> dict[str, Any]:
    """One state as plain values, by column; shared by every table-shaped export."""
    known = state.status is not Status.UNKNOWN
    return {
        "place_id": state.place,
        "name": place_name(place) if place else None,
        "admin1": place.admin1 if place else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "scale": str(place.scale) if place else None,
        "side": state.top if known else None,
        "p": round(state.p[state.top], P_DIGITS) if known else None,
        "p_contested": round(state.p.get(CONTESTED, 0.0), P_DIGITS) if known else None,
        "status": str(state.status),
        "since": state.since.isoformat() if state.since else None,
        "last_report": state.last_report.isoformat() if state.last_report else None,
        "claims": state.claims,
        "independent": state.independent,
        "decided_by": " ".join(state.decided_by),
        "as_of": state.as_of.isoformat(),
        "known_by": format_moment(state.known_by),
    }


def write(columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows as CSV text; None is an empty cell, formulas are disarmed."""
    out = io.StringIO()
    names = tuple(columns)
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([cell(line.get(name)) for name in names] for line in rows)
    return out.getvalue()


def cell(value: Any) -> Any:
    """Text from reports must not become a formula in somebody's spreadsheet."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return "" if value is None else value
