"""Events as a CSV shaped like ACLED's: its columns, its vocabulary of types, its precision codes (CODEBOOK section 8).

One row an event. The ids are ours and stable; the file is no ACLED data and says so in `data_source`. Codes follow
ACLED's public codebook (2024): time precision 1 the day, 2 a week, 3 a month; geographic precision 1 the town,
2 the district, 3 the region.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import pycountry

from dateline.model import ClaimType, Scale
from dateline.publish import csv, words
from dateline.publish.picture import Happening, Picture, Side
from dateline.times import format_moment

__all__ = ["COLUMNS", "EVENT_TYPES", "events", "row"]

COLUMNS = (
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
    "data_source",
)

BATTLES, REMOTE = "Battles", "Explosions/Remote violence"
CIVILIANS, STRATEGIC = "Violence against civilians", "Strategic developments"
_VIOLENCE, _DEVELOPMENT = "Political violence", "Strategic developments"

# ACLED's event type of each of our sub-event types, by CODEBOOK section 8.
EVENT_TYPES: Mapping[str, str] = {
    "Non-state actor overtakes territory": BATTLES,
    "Government regains territory": BATTLES,
    "Armed clash": BATTLES,
    "Shelling/artillery/missile attack": REMOTE,
    "Attack": CIVILIANS,
    "Abduction/forced disappearance": CIVILIANS,
    "Non-violent transfer of territory": STRATEGIC,
    "Headquarters or base established": STRATEGIC,
    "Arrests": STRATEGIC,
    "Agreement": STRATEGIC,
    "Other": STRATEGIC,
}
_SUB_EVENTS: Mapping[ClaimType, str] = {
    ClaimType.LEAVE: "Non-violent transfer of territory",
    ClaimType.SURRENDER: "Non-violent transfer of territory",
    ClaimType.CONTEST: "Armed clash",
    ClaimType.STRIKE: "Shelling/artillery/missile attack",
    ClaimType.HARM: "Attack",
    ClaimType.AGREE: "Agreement",
    ClaimType.DEPLOY: "Other",
    ClaimType.DISPLACE: "Other",
}
_GEO_PRECISION = {Scale.SITE: 1, Scale.TOWN: 1, Scale.DISTRICT: 2}
_STATE, _NON_STATE, _CIVILIANS = "State forces", "Rebel group", "Civilians"
_TOLL_UNITS = ("killed", "dead", "deaths", "fatalities")


def events(picture: Picture) -> str:
    """CSV text of `picture.happenings`, by day and id."""
    return csv.write(COLUMNS, (row(one, picture.sides) for one in _sorted(picture.happenings)))


def _sorted(happenings: Iterable[Happening]) -> list[Happening]:
    return sorted(happenings, key=lambda one: (one.interval.first, one.id))


def row(one: Happening, sides: Sequence[Side]) -> dict[str, Any]:
    """One event in ACLED's columns; what no report says is empty, fatalities 0 as ACLED's rule has it."""
    named = {side.id: side for side in sides}
    sub_event = _sub_event(one, named)
    event_type = EVENT_TYPES[sub_event]
    place = one.place
    country = pycountry.countries.get(alpha_2=place.country) if place.country else None
    against_civilians = event_type == CIVILIANS
    return {
        "event_id_cnty": f"DTL-{one.id}",
        "event_date": one.interval.first.isoformat(),
        "year": one.interval.first.year,
        "time_precision": _time_precision(one),
        "disorder_type": _DEVELOPMENT if event_type == STRATEGIC else _VIOLENCE,
        "event_type": event_type,
        "sub_event_type": sub_event,
        "actor1": words.side_name(one.actor, named) if one.actor else "",
        "inter1": _inter(one.actor, named),
        "actor2": _CIVILIANS if against_civilians else words.side_name(one.opponent, named) if one.opponent else "",
        "inter2": _CIVILIANS if against_civilians else _inter(one.opponent, named),
        "interaction": "-".join(part for part in (_inter(one.actor, named), _inter(one.opponent, named)) if part),
        "civilian_targeting": "Civilian targeting" if against_civilians else "",
        "iso": int(country.numeric) if country else None,
        "country": country.name if country else place.country,
        "admin1": place.admin1,
        "location": words.place_name(place),
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": _GEO_PRECISION.get(place.scale, 3),
        "source": "; ".join(one.outlets),
        "notes": _notes(one),
        "fatalities": _fatalities(one),
        "tags": " ".join(one.claims),
        "timestamp": format_moment(one.first_known) if one.first_known else "",
        "data_source": "Dateline; not ACLED data",
    }


def _sub_event(one: Happening, sides: Mapping[str, Side]) -> str:
    side = sides.get(one.actor or "")
    regular = bool(side and side.state_force)
    if one.type in (ClaimType.CAPTURE, ClaimType.HOLD, ClaimType.COUNT):
        return "Government regains territory" if regular else "Non-state actor overtakes territory"
    if one.type is ClaimType.DETAIN:
        return "Arrests" if regular else "Abduction/forced disappearance"
    return _SUB_EVENTS[one.type]


def _inter(party: str | None, sides: Mapping[str, Side]) -> str:
    if party is None or party not in sides:
        return ""
    return _STATE if sides[party].state_force else _NON_STATE


def _time_precision(one: Happening) -> int:
    if one.interval.days > timedelta(days=7).days:
        return 3
    return max(1, min(3, one.date_precision if one.interval.days == 1 else max(2, one.date_precision)))


def _notes(one: Happening) -> str:
    said = f"{len(one.claims)} claim{'' if len(one.claims) == 1 else 's'}, {one.independent} independent"
    denied = f"; denied in {len(one.denials)}" if one.denials else ""
    return f"{said}{denied}. Said by: {'; '.join(one.sources) or 'outlets alone'}."


def _fatalities(one: Happening) -> int:
    """The best figure of people killed; 0 where none is given (ACLED's conservative rule)."""
    if one.type is not ClaimType.HARM:
        return 0
    return int(max((n.best for n in one.numbers if n.unit in _TOLL_UNITS), default=0))
