"""Places that a report describes and does not name: "the border city", "the headquarters", "the country".

A description is never looked up: there is a Border City in Illinois. It keeps its words; "the country" is the country
of the theatre or of the report; and a headline's description is the place that the text tells the same of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from dateline.model import Claim, Place
from dateline.vocab import vocabulary

__all__ = ["announce", "describes", "means_country"]


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """Nouns of places, and all words that a description may consist of."""
    table = vocabulary("descriptions")
    country = frozenset(table["country"])
    nouns = country | {word for line in table["places"] for word in _split(line)}
    return nouns, nouns | {word for line in table["before"] for word in _split(line)}


def _split(line: str) -> list[str]:
    return [word.strip() for word in line.split(",")]


def describes(text: str) -> bool:
    """Whether the words describe a place without naming it."""
    words = text.casefold().split()
    nouns, known = _words()
    return bool(words) and words[-1] in nouns and all(word in known for word in words)


def means_country(text: str) -> bool:
    """Whether the description is of the country as a whole, not of "the north of the country"."""
    words = text.casefold().split()
    return describes(text) and "of" not in words and words[-1] in vocabulary("descriptions")["country"]


def announce(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, headlines' descriptions replaced by the place of the first claim of their type in the text."""
    told = [claim for claim in claims if claim.evidence and claim.evidence.field == "text"]
    return [_announced(claim, told) for claim in claims]


def _announced(claim: Claim, told: Sequence[Claim]) -> Claim:
    if claim.evidence is None or claim.evidence.field != "title" or not describes(claim.place.text):
        return claim
    place = next((other.place for other in told if _tells(other, claim)), None)
    return replace(claim, place=_without_spot(place)) if place else claim


def _tells(text: Claim, title: Claim) -> bool:
    sides = {party.side for party in (text.actor, title.actor) if party and party.side}
    return text.type is title.type and text.modality is title.modality and len(sides) < 2


def _without_spot(place: Place) -> Place:
    return replace(place, start=None, end=None)
