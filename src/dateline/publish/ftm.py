"""FollowTheMoney statements: each claim says something about an event, a document or a side, with its source.

One statement a line, in the JSON that `followthemoney` reads. `dataset` is the outlet whose report says it and
`origin` the claim, so that every value keeps who said it. An event is a happening where the claims were gathered
into one, else the claim itself. Needs the extra `exports`: the library takes 1.4 s and 200 MB to load.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from dateline.errors import MissingExtra
from dateline.model import Claim, Document, Place, digest
from dateline.publish import words
from dateline.publish.picture import Picture
from dateline.times import day_of, format_moment

__all__ = ["export"]

_OURS = "dateline"


def export(picture: Picture) -> str:
    """Statements as JSON lines. Raises MissingExtra."""
    try:
        from followthemoney.statement import Statement
        from followthemoney.statement.serialize import JSON, write_statements
    except ImportError as error:
        raise MissingExtra("followthemoney", "exports") from error
    found = {tuple(one.items()): Statement(**one) for one in _statements(picture)}
    out = io.BytesIO()
    write_statements(out, JSON, found.values())
    return out.getvalue().decode()


def _statements(picture: Picture) -> Iterator[dict[str, Any]]:
    named = {party.side for claim in picture.claims for party in (claim.actor, claim.opponent) if party}
    for side in (side for side in picture.sides if side.id in named):
        yield from _entity(_id("side", side.id), "Organization", {"name": [side.name]})
    for name, place in picture.places.items():
        yield from _entity(_id("place", name), "Address", _address(place))
    for document in picture.documents.values():
        yield from _entity(
            _id("document", document.id), "Article", _article(document), dataset=_dataset(document.outlet)
        )
    happening = {claim: one.id for one in picture.happenings for claim in (*one.claims, *one.denials)}
    for claim in picture.claims:
        yield from _event(claim, happening.get(claim.id, claim.id), picture)


def _event(claim: Claim, event: str, picture: Picture) -> Iterator[dict[str, Any]]:
    place = words.place_name(claim.place)
    said = words.proposition(claim, picture.sides)
    parties = [party.side for party in (claim.actor, claim.opponent) if party and party.side]
    known_sides = {side.id for side in picture.sides}
    values: dict[str, Iterable[str | None]] = {
        "name": [f"{place}: {said}"],
        "summary": [f"{words.said_by(claim)}: {said} ({claim.modality})"],
        "description": [claim.evidence.text if claim.evidence else None],
        "location": [place],
        "country": [claim.place.country.lower() if claim.place.country else None],
        "startDate": [claim.date.first.isoformat() if claim.date else None],
        "endDate": [claim.date.last.isoformat() if claim.date else None],
        "addressEntity": [
            _id("place", claim.place.id) if claim.place.id and claim.place.id in picture.places else None
        ],
        "involved": [_id("side", side) for side in parties if side in known_sides],
        "proof": [_id("document", claim.document) if claim.document in picture.documents else None],
        "recordId": [claim.id],
    }
    yield from _entity(
        _id("event", event),
        "Event",
        values,
        dataset=_dataset(claim.outlet),
        origin=claim.id,
        first_seen=format_moment(claim.known) if claim.known else None,
    )


def _entity(
    entity: str,
    schema: str,
    values: dict[str, Iterable[str | None]] | dict[str, list[str | None]] | dict[str, list[str]],
    *,
    dataset: str = _OURS,
    origin: str | None = None,
    first_seen: str | None = None,
) -> Iterator[dict[str, Any]]:
    for prop, given in values.items():
        for value in given:
            if value:
                yield {
                    "entity_id": entity,
                    "prop": prop,
                    "schema": schema,
                    "value": value,
                    "dataset": dataset,
                    "origin": origin,
                    "first_seen": first_seen,
                }


def _address(place: Place) -> dict[str, list[str | None]]:
    parts = [place.name or place.text, place.admin1, place.country]
    return {
        "full": [", ".join(part for part in parts if part)],
        "city": [place.name or place.text],
        "state": [place.admin1],
        "country": [place.country.lower() if place.country else None],
        "latitude": [None if place.lat is None else f"{place.lat:.5f}"],
        "longitude": [None if place.lon is None else f"{place.lon:.5f}"],
    }


def _article(document: Document) -> dict[str, list[str | None]]:
    return {
        "title": [document.title or document.id],
        "publisher": [document.outlet],
        "publishedAt": [day_of(document.published).isoformat() if document.published else None],
        "sourceUrl": [document.url],
        "author": [document.author],
    }


def _dataset(outlet: str | None) -> str:
    """A dataset name that FollowTheMoney takes: lower case, digits, underscores."""
    slug = re.sub(r"[^a-z0-9]+", "_", (outlet or "").casefold()).strip("_")
    return f"{_OURS}_{slug}" if slug else _OURS


def _id(kind: str, name: str) -> str:
    """Ids of ours may hold anything; FollowTheMoney's may not."""
    safe = re.fullmatch(r"[A-Za-z0-9-]+", name)
    return f"{_OURS}-{kind}-{name if safe else digest(name)[:24]}"
