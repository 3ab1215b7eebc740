"""States as GeoJSON (RFC 7946): one point a place, longitude first; a place without coordinates has none.

The clocks are members of the collection, which the RFC allows and readers ignore; they are in each
feature's properties too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from dateline.model import Place, State
from dateline.publish.json import record
from dateline.times import format_moment

__all__ = ["COORDINATE_DIGITS", "collection", "feature", "states"]

COORDINATE_DIGITS = 5  # about a metre: finer than any gazetteer's point


def states(rows: Iterable[State], places: Mapping[str, Place], *, as_of: date, known_by: datetime) -> str:
    """A FeatureCollection as text, features by place id."""
    return json.dumps(collection(rows, places, as_of=as_of, known_by=known_by), ensure_ascii=False) + "\n"


def collection(
    rows: Iterable[State], places: Mapping[str, Place], *, as_of: date, known_by: datetime
) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "as_of": as_of.isoformat(),
        "known_by": format_moment(known_by),
        "features": [feature(state, places.get(state.place)) for state in sorted(rows, key=lambda s: s.place)],
    }


def feature(state: State, place: Place | None) -> dict[str, Any]:
    """One place; `geometry` is null where nobody knows its coordinates."""
    properties = record(state, place)
    lat, lon = properties.pop("lat"), properties.pop("lon")
    geometry = None
    if lat is not None and lon is not None:
        point = [round(lon, COORDINATE_DIGITS), round(lat, COORDINATE_DIGITS)]
        geometry = {"type": "Point", "coordinates": point}
    return {"type": "Feature", "id": state.place, "geometry": geometry, "properties": properties}
