"""What a claim says, as far as two claims can say the same: place, kind of proposition, reality, side, day.

Copies, events and accounts all stand on this: two claims are compared only where these agree.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from dateline.model import REAL, Claim, ClaimType, Modality, Party, Place
from dateline.times import DAY, Interval, day_of, known_from

__all__ = [
    "APART_KM",
    "Assertion",
    "assertion",
    "day_reported",
    "fold",
    "is_evidence",
    "is_named",
    "kilometres",
    "known",
    "meet",
    "order",
    "place_key",
    "same_place",
    "side_of",
]

APART_KM = 25.0  # places this far apart are two places: DESIGN section 4, and the grid of the geoparsing sets
EARTH_KM = 6371.0

_DETERMINER = re.compile(r"^(?:the|a|an|its|their|his|her|this|that|some|most|parts?|several|of)\b\s*", re.IGNORECASE)
_NOT_WORD = re.compile(r"[^\w]+")

# A capture and a hold by the same side both say that the side has the place; a rewrite turns the one into the other.
_GROUP = {ClaimType.CAPTURE: "control", ClaimType.HOLD: "control"}


@dataclass(frozen=True, slots=True)
class Assertion:
    """The part of a claim that two witnesses can agree on. `side` is the actor's side, else its words, else None."""

    place: str
    group: str
    reality: str
    side: str | None
    quantity: str | None = None


def fold(text: str) -> str:
    """Lower case, without accents and punctuation, single spaces."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", plain.casefold()).strip()


def place_key(place: Place, document: str = "") -> str:
    """The gazetteer's id; for a place that nobody knows, its name, parent and country as written.

    "The city" has no name: it is the same only within one `document`.
    """
    if place.id:
        return place.id
    where = "" if is_named(place) else document
    return "text:" + "/".join(fold(part) for part in (place.text, place.within or "", place.country or "", where))


def is_named(place: Place) -> bool:
    """Whether the words hold a name: a capital that does not merely begin them."""
    return any(character.isupper() for character in _DETERMINER.sub("", place.text))


def side_of(party: Party | None) -> str | None:
    """The side, else the folded words of the party."""
    if party is None:
        return None
    return party.side or fold(party.text) or None


def reality(modality: Modality) -> str:
    """Asserted and hedged are one ("real"); every other modality stands alone."""
    return "real" if modality in REAL else str(modality)


def assertion(claim: Claim) -> Assertion:
    """The claim's assertion. A count is another assertion where its number is another."""
    quantity = claim.quantity
    counted = f"{quantity.value:g}/{quantity.of}" if quantity and claim.type is ClaimType.COUNT else None
    return Assertion(
        place=place_key(claim.place, claim.document),
        group=_GROUP.get(claim.type, str(claim.type)),
        reality=reality(claim.modality),
        side=side_of(claim.actor),
        quantity=counted,
    )


def is_evidence(claim: Claim) -> bool:
    """False for a line that withdraws another claim: it says nothing of its own (DESIGN section 3)."""
    return claim.retracts is None


def known(claim: Claim) -> datetime | None:
    """When the claim could be known; None where neither that nor a publication is given."""
    return claim.known or (known_from(claim.published) if claim.published else None)


def order(claim: Claim) -> tuple[datetime, str, int, str]:
    """The order of arrival, by which the first of a cluster is its origin; within a report, of its text.

    A claim without a time comes last.
    """
    start = claim.evidence.start if claim.evidence else 0
    return (known(claim) or datetime.max.replace(tzinfo=UTC), claim.document, start, claim.id)


def day_reported(claim: Claim) -> date | None:
    """The day of publication, else the day it was known."""
    if claim.published:
        return day_of(claim.published)
    return claim.known.date() if claim.known else None


def meet(left: Interval | None, right: Interval | None) -> Interval | None:
    """The days that both could mean. None says "no day given", which could be any. Raises ValueError if disjoint."""
    if left is None or right is None:
        return left or right
    if not left.overlaps(right):
        raise ValueError(f"{left} and {right} are different days")
    return Interval(max(left.start, right.start), min(left.end, right.end))


def near(left: Interval, right: Interval, days: int) -> bool:
    """Whether at most `days` days lie between the two."""
    gap: timedelta = days * DAY
    return left.start < right.end + gap and right.start < left.end + gap


def kilometres(left: Place, right: Place) -> float | None:
    """Great-circle distance; None where either has no coordinates."""
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return None
    lat1, lon1, lat2, lon2 = map(math.radians, (left.lat, left.lon, right.lat, right.lon))
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


def same_place(left: Place, right: Place) -> bool:
    """The same key, and never 25 km apart, whatever the keys say."""
    if place_key(left) != place_key(right):  # of one assertion, so an unnamed place is of one document
        return False
    distance = kilometres(left, right)
    return distance is None or distance < APART_KM
