"""Linking: places to the gazetteer, parties and speakers to sides, claims to their origin.

`link` takes one document's claims as `extract/` left them and gives them places with coordinates, sides and ids.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateline.link.actors import DocumentSides
from dateline.link.actors_speakers import SpeakerSides
from dateline.link.gazetteer import Gazetteer
from dateline.link.places_document import DocumentPlaces
from dateline.link.theatre import Theatre
from dateline.model import Claim, ClaimType, Document, Party, Place, Speaker, claim_id
from dateline.times import day_of

__all__ = ["link"]

ENEMY, OWN = "enemy", "own"  # Party.mark
FIGHTS = frozenset({ClaimType.CAPTURE, ClaimType.CONTEST, ClaimType.HOLD, ClaimType.SURRENDER})


def link(
    document: Document, claims: Sequence[Claim], *, gazetteer: Gazetteer, theatre: Theatre | None = None
) -> list[Claim]:
    """The claims with places, sides, publication and ids. None is dropped: what nobody knows keeps its words.

    With a theatre its sides, places and roles are used; without one, ids that are the same in every document.
    """
    return _Linker(document, gazetteer, theatre).link(claims)


class _Linker:
    """Links the claims of one document."""

    def __init__(self, document: Document, gazetteer: Gazetteer, theatre: Theatre | None) -> None:
        names = gazetteer.of_theatre(theatre) if theatre else gazetteer
        self._document = document
        self._theatre = theatre
        self._places = DocumentPlaces(document, names, theatre)
        self._sides = DocumentSides(document, names, theatre, self._places.country)
        self._speakers = SpeakerSides(self._sides, theatre)

    def link(self, claims: Sequence[Claim]) -> list[Claim]:
        for claim in claims:
            self._speakers.hear(claim.speakers, _position(claim))
        return [self._claim(claim) for claim in claims]

    def _claim(self, claim: Claim) -> Claim:
        spot = _Spot(
            at=_position(claim),
            day=self._day(claim),
            place=self._places.place(claim.place),
        )
        speakers = tuple(self._speaker(speaker, spot) for speaker in claim.speakers)
        voice = next((s.side for s in speakers if s.side), None) if speakers else self._sides.outlet_side
        actor = self._party(claim.actor, spot, voice)
        opponent = self._party(claim.opponent, spot, voice)
        if opponent is None or (actor and actor.side and opponent.side == actor.side):
            opponent = self._implied(claim, actor, spot, voice)
        linked = replace(
            claim,
            place=spot.place,
            speakers=speakers,
            actor=actor,
            opponent=opponent,
            published=self._document.published,
            known=self._document.known,
            outlet=self._document.outlet,
            outlet_side=self._sides.outlet_side,
        )
        return replace(linked, id=claim_id(linked))

    def _day(self, claim: Claim) -> date | None:
        if claim.date:
            return claim.date.last
        return day_of(self._document.published) if self._document.published else None

    def _speaker(self, speaker: Speaker, spot: _Spot) -> Speaker:
        side, level = self._speakers.of(speaker, spot.at)
        return replace(speaker, side=self._today(side, spot), level=level)

    def _party(self, party: Party | None, spot: _Spot, voice: str | None) -> Party | None:
        """The party with its side; `voice` is the side that speaks, for "the enemy" and "our forces"."""
        if party is None:
            return None
        side = self._sides.side_of(party.text, spot.at)
        if party.mark == ENEMY and voice:
            side = self._sides.enemy_of(voice, spot.day) or side
        elif party.mark == OWN and voice:
            side = voice
        side = self._today(side, spot)
        return replace(party, side=side, name=party.name or self._sides.name_of(side))

    def _implied(self, claim: Claim, actor: Party | None, spot: _Spot, voice: str | None) -> Party | None:
        """The opponent that the clause leaves out: in a fight, the enemy of the actor named nearest."""
        if claim.type not in FIGHTS or actor is None or actor.side is None or spot.at is None:
            return None
        return self._sides.opponent_of(actor.side, spot.day, spot.at, speaker=voice)

    def _today(self, side: str | None, spot: _Spot) -> str | None:
        """The side as it is called on that day at that place (a theatre's succession)."""
        return self._theatre.successor(side, spot.day, spot.place.id) if side and self._theatre else side


def _position(claim: Claim) -> int | None:
    """Where in the text the claim stands; None for the headline and for claims coded by hand."""
    return claim.evidence.start if claim.evidence and claim.evidence.field == "text" else None


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where and when a claim is: its position in the text, its day, its linked place."""

    at: int | None
    day: date | None
    place: Place
