"""States and claims as a GeoPackage (OGC 12-128r18) for GIS: point layers `states` and `claims`, WGS 84.

A place without coordinates is in the layer with an empty geometry: listed, never dropped.
"""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dateline.errors import MissingExtra
from dateline.model import Claim, Place, State
from dateline.publish.csv import COLUMNS, row
from dateline.publish.picture import Picture
from dateline.publish.words import place_name, proposition, said_by

__all__ = ["export"]

WGS84 = "EPSG:4326"
_CLAIM_COLUMNS = (
    "id",
    "place_id",
    "place",
    "lat",
    "lon",
    "type",
    "modality",
    "proposition",
    "speaker",
    "speaker_side",
    "date",
    "known",
    "outlet",
    "document",
    "evidence",
    "copy_of",
)


def export(picture: Picture) -> bytes:
    """The whole file. Raises MissingExtra."""
    try:
        import geopandas  # noqa: F401 - only to say which extra is missing
    except ImportError as error:
        raise MissingExtra("geopandas", "exports") from error
    states = [_state(state, picture.places.get(state.place)) for state in sorted(picture.now, key=lambda s: s.place)]
    claims = [_claim(claim, picture) for claim in picture.claims]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dateline.gpkg"
        _write(states, path, "states", COLUMNS)
        _write(claims, path, "claims", _CLAIM_COLUMNS)
        return path.read_bytes()


def _write(lines: Sequence[dict[str, Any]], path: Path, layer: str, columns: Sequence[str]) -> None:
    import geopandas
    from shapely.geometry import Point

    points = [
        Point(line["lon"], line["lat"]) if line["lat"] is not None and line["lon"] is not None else None
        for line in lines
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the writer's remarks on column types, which the tests read back
        frame = geopandas.GeoDataFrame(list(lines), columns=list(columns), geometry=points, crs=WGS84)
        frame.to_file(path, layer=layer, driver="GPKG", engine="pyogrio", geometry_type="Point")


def _state(state: State, place: Place | None) -> dict[str, Any]:
    line = row(state, place)
    for name in ("since", "last_report", "as_of"):
        line[name] = date.fromisoformat(line[name]) if line[name] else None
    line["known_by"] = state.known_by
    return line


def _claim(claim: Claim, picture: Picture) -> dict[str, Any]:
    return {
        "id": claim.id,
        "place_id": claim.place.id,
        "place": place_name(claim.place),
        "lat": claim.place.lat,
        "lon": claim.place.lon,
        "type": str(claim.type),
        "modality": str(claim.modality),
        "proposition": proposition(claim, picture.sides),
        "speaker": said_by(claim),
        "speaker_side": claim.speakers[0].side if claim.speakers else claim.outlet_side,
        "date": str(claim.date) if claim.date else None,
        "known": claim.known,
        "outlet": claim.outlet,
        "document": claim.document,
        "evidence": claim.evidence.text if claim.evidence else None,
        "copy_of": claim.copy_of,
    }
