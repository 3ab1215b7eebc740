"""Answers as JSON: the functions that turn pictures into the shapes of `schemas`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dateline.interchange import claim_to_json, format_published
from dateline.ledger import Review
from dateline.model import Claim, Place, State, Status
from dateline.publish import geojson, lanes, words
from dateline.publish.json import record
from dateline.publish.picture import Change, Picture
from dateline.times import format_moment
from dateline.web.clocks import View
from dateline.web.queue import Due

__all__ = [
    "CLAIM_COLUMNS",
    "accounts",
    "audits",
    "change_rows",
    "changes",
    "claim_json",
    "claim_row",
    "clocked",
    "compare",
    "document",
    "features",
    "place",
    "queue",
    "review",
    "sources",
    "states",
]

Json = dict[str, Any]


def clocked(picture: Picture, view: View) -> Json:
    return {
        "as_of": picture.as_of.isoformat(),
        "known_by": format_moment(picture.known_by),
        "head": view.head,
        "theatre": picture.theatre,
    }


def states(picture: Picture, view: View) -> Json:
    rows = [record(state, picture.places.get(state.place)) for state in sorted(picture.now, key=lambda s: s.place)]
    return {**clocked(picture, view), "states": rows}


def features(picture: Picture, view: View) -> Json:
    collection = geojson.collection(picture.now, picture.places, as_of=picture.as_of, known_by=picture.known_by)
    return {**clocked(picture, view), **collection}


def change_rows(picture: Picture) -> list[Json]:
    ranked = sorted(picture.changes, key=lambda change: (-change.day.toordinal(), change.place))
    return [_change(change, picture) for change in ranked]


def _change(change: Change, picture: Picture) -> Json:
    return {
        "day": change.day.isoformat(),
        "place_id": change.place,
        "name": words.place_name(picture.places.get(change.place), change.place),
        "before": change.before,
        "after": change.after,
        "status": change.status,
        "p": change.p,
        "decided_by": list(change.decided_by),
    }


def changes(picture: Picture, view: View, page: Json) -> Json:
    return {**clocked(picture, view), **page, "changes": change_rows(picture)}


def compare(then: Picture, now: Picture, view: View) -> Json:
    old, new = ({state.place: state for state in one.now} for one in (then, now))
    places = {**then.places, **now.places}
    names = sorted({*old, *new}, key=lambda name: (words.place_name(places.get(name), name).casefold(), name))
    rows = [_compared(name, places.get(name), old.get(name), new.get(name)) for name in names]
    return {
        **clocked(now, view),
        "then_as_of": then.as_of.isoformat(),
        "then_known_by": format_moment(then.known_by),
        "places": rows,
    }


def _compared(name: str, place: Place | None, then: State | None, now: State | None) -> Json:
    before, after = _half(then), _half(now)
    pair = [(half or {}).get(field) for half in (before, after) for field in ("side", "status")]
    return {
        "place_id": name,
        "name": words.place_name(place, name),
        "then": before,
        "now": after,
        "changed": pair[:2] != pair[2:],
    }


def _half(state: State | None) -> Json | None:
    if state is None:
        return None
    known = state.status is not Status.UNKNOWN
    return {
        "side": state.top if known else None,
        "p": round(state.p[state.top], 4) if known else None,
        "status": str(state.status),
        "since": state.since.isoformat() if state.since else None,
    }


def place(picture: Picture, view: View, found: Place) -> Json:
    name = found.id or found.text
    state = next((state for state in picture.now if state.place == name), None)
    why = picture.explanations.get(name)
    here = [claim for claim in picture.claims if claim.place.id == found.id]
    return {
        **clocked(picture, view),
        "place": _place(found),
        "state": record(state, found) if state else None,
        "lanes": [_lane(lane) for lane in lanes.lanes(here, picture.sides)],
        "why": [{"claim": one.claim, "nats": one.nats, "towards": one.towards} for one in why.weights] if why else [],
        "words": list(why.notes) if why else [],
    }


def _place(found: Place) -> Json:
    names = ("id", "name", "text", "scale", "within", "lat", "lon", "country", "admin1")
    return {name: getattr(found, name) for name in names}


def _lane(lane: lanes.Lane) -> Json:
    lines = [
        {
            "claim": claim_to_json(line.claim),
            "copies": [copy.id for copy in line.copies],
            "stance": words.stance(line.claim),
        }
        for line in lane.lines
    ]
    return {"side": lane.side, "lines": lines}


def document(picture: Picture, view: View, name: str) -> Json:
    found = picture.documents[name]
    return {
        **clocked(picture, view),
        "id": found.id,
        "title": found.title,
        "outlet": found.outlet,
        "published": format_published(found.published),
        "url": found.url,
        "text": found.text,
        "text_sha256": found.text_sha256,
        "claims": [claim_to_json(claim) for claim in picture.claims],
    }


def accounts(picture: Picture, view: View) -> Json:
    rows = [
        {
            "id": event.id,
            "type": str(event.type),
            "place_id": event.place,
            "place": words.place_name(picture.places.get(event.place or ""), event.place or "") or None,
            "interval": str(event.interval) if event.interval else None,
            "accounts": [
                {"side": one.side, "reading": one.reading, "claims": list(one.claims)} for one in event.accounts
            ],
        }
        for event in picture.events
    ]
    return {**clocked(picture, view), "events": rows}


def audits(picture: Picture, view: View) -> Json:
    counts = [
        {
            **_plain(count, ("claim", "stated", "of", "unit", "side", "found", "verdict")),
            "day": count.day.isoformat(),
            "places": list(count.places),
            "disputed": list(count.disputed),
        }
        for count in picture.counts
    ]
    forecasts = [
        {
            **_plain(one, ("claim", "outcome", "brier", "probability")),
            "window": str(one.window) if one.window else None,
            "resolved": one.resolved.isoformat() if one.resolved else None,
        }
        for one in picture.forecasts
    ]
    return {**clocked(picture, view), "counts": counts, "forecasts": forecasts}


def sources(picture: Picture, view: View) -> Json:
    names = ("name", "kind", "side", "claims", "judged", "borne_out", "letter")
    return {**clocked(picture, view), "sources": [_plain(one, names) for one in picture.sources]}


def queue(due: Iterable[Due], picture: Picture, view: View) -> Json:
    rows = [
        {
            "claim": claim_to_json(one.claim),
            "place_id": one.claim.place.id,
            "status": one.status,
            "change": round(one.change, 4),
            "doubt": round(one.doubt, 4),
            "why": one.why,
        }
        for one in due
    ]
    return {**clocked(picture, view), "due": rows}


def review(one: Review) -> Json:
    return {
        "claim": one.claim,
        "verdict": str(one.verdict),
        "author": one.author,
        "reason": one.reason,
        "at": format_moment(one.at),
        "position": one.position,
    }


def _plain(one: Any, names: Sequence[str]) -> Json:
    return {name: getattr(one, name) for name in names}


CLAIM_COLUMNS = (
    "id",
    "document",
    "place_id",
    "place",
    "type",
    "modality",
    "actor",
    "date",
    "speaker_side",
    "chain",
    "evidence",
    "published",
    "known",
    "copy_of",
)


def claim_json(claim: Claim) -> Json:
    return claim_to_json(claim)


def claim_row(claim: Claim) -> Mapping[str, Any]:
    """A claim as a flat row of a CSV."""
    speakers = " > ".join(words.chain(claim))
    return {
        "id": claim.id,
        "document": claim.document,
        "place_id": claim.place.id,
        "place": words.place_name(claim.place),
        "type": str(claim.type),
        "modality": str(claim.modality),
        "actor": (claim.actor.side or claim.actor.text) if claim.actor else None,
        "date": str(claim.date) if claim.date else None,
        "speaker_side": words.speaker_side(claim),
        "chain": speakers,
        "evidence": claim.evidence.text if claim.evidence else None,
        "published": format_published(claim.published),
        "known": format_moment(claim.known) if claim.known else None,
        "copy_of": claim.copy_of,
    }
