"""Linking: places to the gazetteer, parties and speakers to sides, claims to their origin.

`link` takes one document's claims as `extract/` left them and gives them places with coordinates, sides and ids.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateline.link.actors import DocumentSides
from dateline.link.actors_speakers import SpeakerSides
from dateline.link.described import announce, describes, means_country
from dateline.link.gazetteer import Gazetteer
from dateline.link.places_document import DocumentPlaces
from dateline.link.theatre import Theatre
from dateline.model import Claim, ClaimType, Document, Party, Place, Scale, Speaker, claim_id
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
        self._names = names
        self._places = DocumentPlaces(document, names, theatre)
        self._sides = DocumentSides(document, names, theatre, self._places.country)
        self._speakers = SpeakerSides(self._sides, theatre)

    def link(self, claims: Sequence[Claim]) -> list[Claim]:
        for claim in claims:
            self._speakers.hear(claim.speakers, _position(claim))
        linked = announce([self._claim(claim) for claim in claims])
        return [replace(claim, id=claim_id(claim)) for claim in linked]

    def _claim(self, claim: Claim) -> Claim:
        spot = _Spot(
            at=_position(claim),
            day=self._day(claim),
            place=self._place(claim),
        )
        speakers = tuple(self._speaker(speaker, spot) for speaker in claim.speakers)
        voice = next((s.side for s in speakers if s.side), None) if speakers else self._sides.outlet_side
        actor = self._party(claim.actor, spot, voice)
        opponent = self._party(claim.opponent, spot, voice)
        if opponent is None or (actor and actor.side and opponent.side == actor.side):
            opponent = self._implied(claim, actor, spot, voice)
        return replace(
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

    def _place(self, claim: Claim) -> Place:
        """The claim's place; "the country" is the theatre's, and what only describes a place is looked up nowhere."""
        home = self._home()
        if home and (means_country(claim.place.text) or self._foreign(claim)):
            return self._places.place(replace(claim.place, text=home, scale=Scale.COUNTRY))
        if describes(claim.place.text):
            return replace(claim.place, reasons=("described, not named",))
        return self._places.place(claim.place)

    def _home(self) -> str | None:
        """The name of the one country of the theatre."""
        if self._theatre is None or len(self._theatre.countries) != 1:
            return None
        return next((entry.name for entry in self._names.countries(self._theatre.countries[0])), None)

    def _foreign(self, claim: Claim) -> bool:
        """Whether the country is one that the clause does not name and the theatre does not hold: whoever speaks
        of "the country" from abroad means the one he speaks about."""
        if claim.place.scale is not Scale.COUNTRY or claim.evidence is None or self._theatre is None:
            return False
        country = self._places.place(claim.place).country
        return country not in (None, *self._theatre.countries) and claim.place.text not in claim.evidence.text

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
