"""States as one JSON document, with its clocks and the places' own fields."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from dateline.model import Place, State
from dateline.publish.csv import row
from dateline.times import format_moment

__all__ = ["record", "states"]


def states(
    rows: Iterable[State],
    places: Mapping[str, Place],
    *,
    as_of: date,
    known_by: datetime,
    head: str | None = None,
    theatre: str | None = None,
) -> str:
    """`{"as_of", "known_by", "head", "theatre", "states": [...]}`, states by place id."""
    document: dict[str, Any] = {
        "as_of": as_of.isoformat(),
        "known_by": format_moment(known_by),
        "head": head,
        "theatre": theatre,
        "states": [record(state, places.get(state.place)) for state in sorted(rows, key=lambda s: s.place)],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def record(state: State, place: Place | None) -> dict[str, Any]:
    """The columns of the CSV, with `decided_by` as a list and every side's probability in `probabilities`."""
    line = row(state, place)
    line["decided_by"] = list(state.decided_by)
    line["probabilities"] = dict(state.p)
    return line
