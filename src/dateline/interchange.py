"""The file format of claims and states: one JSON object a line (DESIGN section 3).

Dates are inclusive ISO days here and half-open intervals in memory; `times` converts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from dateline.errors import DatelineError, InputError
from dateline.model import (
    Claim,
    ClaimType,
    Evidence,
    Level,
    Modality,
    Party,
    Place,
    Quantity,
    Scale,
    Speaker,
    SpeakerKind,
    State,
)
from dateline.times import Interval, Published, format_moment, known_from, parse_published

__all__ = [
    "claim_from_json",
    "claim_to_json",
    "format_published",
    "read_claims",
    "record_to_json",
    "state_to_json",
]


def claim_to_json(claim: Claim, *, trace: bool = False) -> dict[str, Any]:
    """The interchange line of DESIGN section 3; `trace` adds `rule` and the place's `reasons`."""
    line: dict[str, Any] = {
        "document": claim.document,
        "id": claim.id,
        "type": str(claim.type),
        "modality": str(claim.modality),
        "evidence": None if claim.evidence is None else _evidence_json(claim.evidence),
        "place": _place_json(claim.place, trace=trace),
        "actor": _party_json(claim.actor),
        "opponent": _party_json(claim.opponent),
        "date": None if claim.date is None else str(claim.date),
        "date_text": claim.date_text,
        "date_precision": claim.date_precision,
        "speakers": [_speaker_json(speaker) for speaker in claim.speakers],
        "quantity": None if claim.quantity is None else _slots(claim.quantity),
        "extractor": claim.extractor,
        "published": format_published(claim.published),
        "known": None if claim.known is None else format_moment(claim.known),
        "outlet": claim.outlet,
        "outlet_side": claim.outlet_side,
        "copy_of": claim.copy_of,
        "retracts": claim.retracts,
    }
    if trace:
        line["rule"] = claim.rule
    return line


def state_to_json(state: State) -> dict[str, Any]:
    return {
        "place": state.place,
        "day": state.as_of.isoformat(),
        "known_by": format_moment(state.known_by),
        "p": dict(state.p),
        "status": str(state.status),
        "since": state.since.isoformat() if state.since else None,
        "last_report": state.last_report.isoformat() if state.last_report else None,
        "claims": state.claims,
        "independent": state.independent,
        "decided_by": list(state.decided_by),
    }


def format_published(published: Published | None) -> str | None:
    if published is None:
        return None
    return format_moment(published) if isinstance(published, datetime) else published.isoformat()


def _slots(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def _evidence_json(evidence: Evidence) -> dict[str, Any]:
    line: dict[str, Any] = {"start": evidence.start, "end": evidence.end, "text": evidence.text}
    if evidence.field != "text":
        line["field"] = evidence.field
    return line


def _place_json(place: Place, *, trace: bool) -> dict[str, Any]:
    names = ("text", "name", "id", "scale", "within", "lat", "lon", "country", "admin1", "precision")
    line = {name: getattr(place, name) for name in names}
    line["scale"] = str(place.scale)
    if trace:
        line["reasons"] = list(place.reasons)
    return line


def _party_json(party: Party | None) -> dict[str, Any] | None:
    return None if party is None else {"text": party.text, "name": party.name, "side": party.side}


def _speaker_json(speaker: Speaker) -> dict[str, Any]:
    line = {name: getattr(speaker, name) for name in ("text", "kind", "level", "side", "cue")}
    if speaker.name:
        line["name"] = speaker.name
    return line


def _party(value: Any) -> Party | None:
    if not value:
        return None
    if isinstance(value, str):
        return Party(value)
    return Party(
        value.get("text") or value.get("name") or value.get("side") or "", value.get("name"), value.get("side")
    )


def _speakers(values: Iterable[Mapping[str, Any]]) -> tuple[Speaker, ...]:
    return tuple(
        Speaker(
            text=value.get("text") or "",
            kind=SpeakerKind(value.get("kind") or "official"),
            level=Level(value["level"]) if value.get("level") else None,
            side=value.get("side"),
            cue=value.get("cue"),
            name=value.get("name"),
        )
        for value in values
    )


def claim_from_json(line: Mapping[str, Any]) -> Claim:
    """A claim from its interchange line, ours or anyone's; unknown keys are ignored.

    Raises DatelineError naming the key that is missing or wrong.
    """
    try:
        return _claim_from_json(line)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        name = line.get("id") if isinstance(line, Mapping) else None
        raise DatelineError(
            f"claim {name!r}: {type(error).__name__} {error}; see the claim format in docs/claims.md"
        ) from error


def _claim_from_json(line: Mapping[str, Any]) -> Claim:
    evidence, place, quantity = line.get("evidence"), line["place"], line.get("quantity")
    published = parse_published(line["published"]) if line.get("published") else None
    known = parse_published(line["known"]) if line.get("known") else published
    return Claim(
        document=line.get("document") or "",
        type=ClaimType(line["type"]),
        modality=Modality(line.get("modality") or "asserted"),
        evidence=Evidence(evidence["start"], evidence["end"], evidence["text"], evidence.get("field", "text"))
        if evidence
        else None,
        place=Place(
            text=place.get("text") or place.get("name") or place.get("id") or "",
            scale=Scale(place.get("scale") or "town"),
            name=place.get("name"),
            id=place.get("id"),
            within=place.get("within"),
            lat=place.get("lat"),
            lon=place.get("lon"),
            country=place.get("country"),
            admin1=place.get("admin1"),
            precision=place.get("precision"),
            reasons=tuple(place.get("reasons") or ()),
        ),
        actor=_party(line.get("actor")),
        opponent=_party(line.get("opponent")),
        date=Interval.parse(line["date"]) if line.get("date") else None,
        date_text=line.get("date_text"),
        date_precision=line.get("date_precision"),
        speakers=_speakers(line.get("speakers") or ()),
        quantity=Quantity(quantity["value"], quantity.get("of"), quantity.get("unit"), bool(quantity.get("approx")))
        if quantity
        else None,
        extractor=line.get("extractor") or "",
        rule=line.get("rule"),
        published=published,
        known=known_from(known) if known else None,
        outlet=line.get("outlet"),
        outlet_side=line.get("outlet_side"),
        copy_of=line.get("copy_of"),
        retracts=line.get("retracts"),
        id=line.get("id") or "",
    )


def read_claims(lines: Iterable[str | bytes], name: str) -> Iterator[Claim | InputError]:
    """The claims of JSON lines, ours or anyone's; a line that is none comes as an InputError value."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield claim_from_json(json.loads(line))
        except (ValueError, DatelineError) as error:
            yield InputError(f"{name}:{number}", f"is no claim ({error})", "mend the line; see docs/claims.md")


def record_to_json(record: Any) -> Any:
    """Any frozen record as plain JSON values: intervals inclusive, moments to the second, tuples as lists."""
    if is_dataclass(record) and not isinstance(record, Interval | type):
        return {item.name: record_to_json(getattr(record, item.name)) for item in fields(record)}
    if isinstance(record, Mapping):
        return {str(key): record_to_json(value) for key, value in record.items()}
    if isinstance(record, tuple | list | frozenset):
        return [record_to_json(value) for value in (sorted(record) if isinstance(record, frozenset) else record)]
    if isinstance(record, datetime):
        return format_moment(record)
    if isinstance(record, date):
        return record.isoformat()
    return str(record) if isinstance(record, Interval | StrEnum) else record
