"""Linking: places to the gazetteer, parties and speakers to sides, claims to their origin.

`link` takes one document's claims as `extract/` left them and gives them places with coordinates, sides and ids.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dateline.link.actors import DocumentSides
from dateline.link.gazetteer import Gazetteer
from dateline.link.places_document import DocumentPlaces
from dateline.link.theatre import Theatre
from dateline.model import Claim, Document, Party, Speaker, claim_id
from dateline.times import day_of

__all__ = ["link"]

ENEMY, OWN = "enemy", "own"  # Party.mark


def link(
    document: Document, claims: Sequence[Claim], *, gazetteer: Gazetteer, theatre: Theatre | None = None
) -> list[Claim]:
    """The claims with places, sides, publication and ids. None is dropped: what nobody knows keeps its words.

    With a theatre its sides, places and roles are used; without one, ids that are the same in every document.
    """
    names = gazetteer.of_theatre(theatre) if theatre else gazetteer
    places = DocumentPlaces(document, names, theatre)
    sides = DocumentSides(document, names, theatre, places.country)
    return [_link(claim, document, places, sides, theatre) for claim in claims]


def _link(
    claim: Claim, document: Document, places: DocumentPlaces, sides: DocumentSides, theatre: Theatre | None
) -> Claim:
    at = claim.evidence.start if claim.evidence and claim.evidence.field == "text" else None
    place = places.place(claim.place)
    day = claim.date.last if claim.date else day_of(document.published) if document.published else None
    speakers = tuple(_speaker(speaker, sides, theatre, at, day, place.id) for speaker in claim.speakers)
    voice = next((speaker.side for speaker in speakers if speaker.side), None) if speakers else sides.outlet_side

    def party(of: Party | None) -> Party | None:
        return _party(of, sides, theatre, at, day, place.id, voice) if of else None

    linked = replace(
        claim,
        place=place,
        speakers=speakers,
        actor=party(claim.actor),
        opponent=party(claim.opponent),
        published=document.published,
        known=document.known,
        outlet=document.outlet,
        outlet_side=sides.outlet_side,
    )
    return replace(linked, id=claim_id(linked))


def _speaker(
    speaker: Speaker, sides: DocumentSides, theatre: Theatre | None, at: int | None, day: date | None, place: str | None
) -> Speaker:
    side, level = sides.speaker(speaker, at)
    if side and theatre:
        side = theatre.successor(side, day, place)
    return replace(speaker, side=side, level=level)


def _party(
    party: Party,
    sides: DocumentSides,
    theatre: Theatre | None,
    at: int | None,
    day: date | None,
    place: str | None,
    voice: str | None,
) -> Party:
    """The party with its side; `voice` is the side that speaks, for "the enemy" and "our forces"."""
    side = sides.side_of(party.text, at)
    if party.mark == ENEMY and voice:
        side = sides.enemy_of(voice, day) or side
    elif party.mark == OWN and voice:
        side = voice
    if side and theatre:
        side = theatre.successor(side, day, place)
    return replace(party, side=side, name=party.name or sides.name_of(side))
