"""States as CSV with HXL hashtags (hxlstandard.org, 1.1): headings, a row of tags, then the rows of `csv`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from dateline.model import Place, State
from dateline.publish.csv import COLUMNS, cell, row
from dateline.publish.picture import Picture

__all__ = ["TAGS", "export", "states"]

TAGS: Mapping[str, str] = {
    "place_id": "#loc+code",
    "name": "#loc+name",
    "admin1": "#adm1+name",
    "country": "#country+code+v_iso2",
    "lat": "#geo+lat",
    "lon": "#geo+lon",
    "scale": "#loc+type",
    "side": "#org+armed+control",
    "p": "#indicator+probability+num",
    "p_contested": "#indicator+probability+contested+num",
    "status": "#status+control",
    "since": "#date+start",
    "last_report": "#date+reported",
    "claims": "#meta+claims+num",
    "independent": "#meta+independent+num",
    "decided_by": "#meta+claims+id+list",
    "as_of": "#date+valid",
    "known_by": "#date+known",
}


def export(picture: Picture) -> str:
    return states(picture.now, picture.places)


def states(rows: Iterable[State], places: Mapping[str, Place]) -> str:
    """HXL CSV, rows by place id."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerow([TAGS[column] for column in COLUMNS])
    for state in sorted(rows, key=lambda one: one.place):
        line = row(state, places.get(state.place))
        writer.writerow([cell(line[column]) for column in COLUMNS])
    return out.getvalue()
