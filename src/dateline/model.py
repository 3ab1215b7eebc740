"""The records that pass from room to room. All are frozen; `dataclasses.replace` makes the next version.

Terms are those of DESIGN section 2 and CODEBOOK section 3. Offsets are code points into the stored text,
half-open. The file format of these records is in `interchange`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from dateline.times import Interval, Published, known_from

__all__ = [
    "REAL",
    "TERRITORY",
    "Claim",
    "ClaimType",
    "Document",
    "Evidence",
    "Level",
    "Modality",
    "NameHit",
    "Party",
    "Place",
    "PlaceNames",
    "Quantity",
    "Scale",
    "Speaker",
    "SpeakerKind",
    "Stance",
    "State",
    "Status",
    "claim_id",
    "cluster_of",
    "digest",
    "stance",
]


class ClaimType(StrEnum):
    """CODEBOOK section 2."""

    CAPTURE = "capture"
    HOLD = "hold"
    LEAVE = "leave"
    CONTEST = "contest"
    COUNT = "count"
    SURRENDER = "surrender"
    DEPLOY = "deploy"
    DISPLACE = "displace"
    HARM = "harm"
    DETAIN = "detain"
    STRIKE = "strike"
    AGREE = "agree"


TERRITORY = frozenset(
    {
        ClaimType.CAPTURE,
        ClaimType.HOLD,
        ClaimType.LEAVE,
        ClaimType.CONTEST,
        ClaimType.COUNT,
        ClaimType.SURRENDER,
    }
)


class Modality(StrEnum):
    """CODEBOOK section 4."""

    ASSERTED = "asserted"
    HEDGED = "hedged"
    DENIED = "denied"
    FORECAST = "forecast"
    PLANNED = "planned"
    CONDITIONAL = "conditional"


REAL = frozenset({Modality.ASSERTED, Modality.HEDGED})


class Scale(StrEnum):
    SITE = "site"
    TOWN = "town"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"
    AREA = "area"


class SpeakerKind(StrEnum):
    OFFICIAL = "official"
    FIGHTER = "fighter"
    ANONYMOUS = "anonymous"
    WITNESS = "witness"
    MONITOR = "monitor"
    AGENCY = "agency"
    ANALYST = "analyst"
    LOCAL = "local"


class Level(StrEnum):
    """Of officials: ministry, government, high command; or governor, mayor, council, deputy."""

    CENTRAL = "central"
    LOCAL = "local"


class Stance(StrEnum):
    """CODEBOOK section 5. Derived, never annotated."""

    OWN_GAIN = "own gain"
    OWN_LOSS = "own loss"
    THIRD_PARTY = "third party"


class Status(StrEnum):
    """The word beside a probability that a person can check (DESIGN section 5)."""

    UNKNOWN = "unknown"
    CONTESTED = "contested"
    DISPUTED = "disputed"
    HELD = "held"
    CONFIRMED = "confirmed"
    CORROBORATED = "corroborated"
    CLAIMED = "claimed"


def digest(*parts: object) -> str:
    """SHA-256 (hex) of the parts' JSON: the one way ids come from content."""
    return hashlib.sha256(
        json.dumps(parts, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")
    ).hexdigest()


@dataclass(frozen=True, slots=True)
class Document:
    """One report as stored. `text` never changes after `read/` made it: evidence is offsets into it."""

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    outlet_side: str | None = None  # a party's own organ speaks for this side
    published: Published | None = None
    published_source: str | None = None  # "input", "option", "page", "feed"
    fetched: datetime | None = None
    url: str | None = None
    author: str | None = None
    language: str | None = None
    raw: bytes = field(default=b"", repr=False)  # the bytes as they came
    media_type: str = "text/plain"

    @property
    def text_sha256(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def raw_sha256(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def known(self) -> datetime | None:
        """When it could be known: when fetched, else its publication (DESIGN section 3); None if neither is."""
        return self.fetched or (known_from(self.published) if self.published else None)


@dataclass(frozen=True, slots=True)
class Evidence:
    """`document.text[start:end] == text`, or the title's where `field` is "title"."""

    start: int
    end: int
    text: str
    field: str = "text"


@dataclass(frozen=True, slots=True)
class Place:
    """A place as written, and, once linked, the gazetteer's. `id` is None where nobody knows it."""

    text: str
    scale: Scale = Scale.TOWN
    name: str | None = None
    id: str | None = None
    within: str | None = None  # the town of a site, the parent that the text states
    lat: float | None = None
    lon: float | None = None
    country: str | None = None  # ISO 3166-1 alpha-2
    admin1: str | None = None
    precision: int | None = None  # 1 the town, 2 the district, 3 coarser
    reasons: tuple[str, ...] = ()  # why this candidate; shown by --trace and explain
    start: int | None = None  # where the text names it, for the linker; not exported
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """An actor or opponent. `text` is as written, or what the pronoun refers to.

    `mark` says what only the theatre can settle: "enemy" (whoever the speaker fights), "own" ("we",
    "our forces"); None for everything else.
    """

    text: str
    name: str | None = None
    side: str | None = None
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """One link of the chain, from the origin outward; the publisher itself is not in it."""

    text: str
    kind: SpeakerKind = SpeakerKind.OFFICIAL
    level: Level | None = None
    side: str | None = None
    cue: str | None = None
    name: str | None = None  # the fullest mention of the same speaker in the document


@dataclass(frozen=True, slots=True)
class Quantity:
    """`value` of `of` units: 12 of 34 "provincial capitals". A share is a value below 1 with unit "share"."""

    value: float
    of: float | None = None
    unit: str | None = None
    approx: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One proposition about one place, at one spot of one document, through one chain (CODEBOOK section 1)."""

    document: str
    type: ClaimType
    modality: Modality
    evidence: Evidence | None  # None only in claims imported from hand-coded tables
    place: Place
    actor: Party | None = None
    opponent: Party | None = None
    date: Interval | None = None
    date_text: str | None = None
    date_precision: int | None = None
    speakers: tuple[Speaker, ...] = ()
    quantity: Quantity | None = None
    extractor: str = ""
    rule: str | None = None  # which rule made it (--trace)
    published: Published | None = None
    known: datetime | None = None
    outlet: str | None = None
    outlet_side: str | None = None
    copy_of: str | None = None
    retracts: str | None = None
    id: str = ""


def claim_id(claim: Claim) -> str:
    """The id that follows from what the claim says and where; the same report read twice gives the same ids."""
    evidence = claim.evidence
    spot = (evidence.field, evidence.start, evidence.end, evidence.text) if evidence else None
    return digest(
        claim.document,
        claim.extractor,
        claim.type,
        claim.modality,
        spot,
        claim.place.text,
        claim.actor.text if claim.actor else None,
        [speaker.text for speaker in claim.speakers],
        str(claim.date),
        claim.quantity.value if claim.quantity else None,
    )[:24]


def cluster_of(claims: Iterable[Claim]) -> dict[str, str]:
    """{claim id: id of the origin of its chain of copies}; a chain ends at an id that is not among the claims, a
    circle of copies where it began."""
    before = {claim.id: claim.copy_of for claim in claims}
    return {name: _root(name, before) for name in before}


def _root(name: str, before: Mapping[str, str | None]) -> str:
    walked = {name}
    while (earlier := before.get(name)) and earlier not in walked:
        walked.add(earlier)
        name = earlier
    return name


@dataclass(frozen=True, slots=True)
class State:
    """Control of one place on one day as known at one moment."""

    place: str
    as_of: date
    known_by: datetime
    p: Mapping[str, float]  # sides, and "contested"; sums to 1
    status: Status
    since: date | None = None
    last_report: date | None = None
    claims: int = 0
    independent: int = 0
    decided_by: tuple[str, ...] = ()

    @property
    def top(self) -> str:
        """The most probable of the sides and "contested"; ties go to the first by name."""
        return max(sorted(self.p), key=lambda name: self.p[name])


def stance(claim: Claim, speaker_side: str | None) -> Stance:
    """Whose interest the claim serves (CODEBOOK section 5).

    A `leave` or `surrender` hurts its actor; every other territorial claim serves its actor. A speaker of
    another side than the actor, about the actor's gain, admits if he is the opponent or the only rival.
    """
    if speaker_side is None:
        return Stance.THIRD_PARTY
    actor = claim.actor.side if claim.actor else None
    opponent = claim.opponent.side if claim.opponent else None
    gains, loses = (opponent, actor) if claim.type in (ClaimType.LEAVE, ClaimType.SURRENDER) else (actor, opponent)
    if speaker_side == gains:
        return Stance.OWN_GAIN
    if speaker_side == loses or (loses is None and gains is not None):
        return Stance.OWN_LOSS
    if gains is None and loses is not None and speaker_side != loses:
        return Stance.OWN_GAIN
    return Stance.THIRD_PARTY


@dataclass(frozen=True, slots=True)
class NameHit:
    """A place name found in a text: `[start, end)` in code points, and the gazetteer's scale for it."""

    start: int
    end: int
    text: str
    scale: Scale
    known: bool = True  # False where the gazetteer has no such name and only the wording makes it a place
    ambiguous: bool = False  # also an ordinary word or a person's name
    capital: bool = False  # a country's seat of government, which may stand for it ("Moscow")


class PlaceNames(Protocol):
    """What `extract/` may ask of the gazetteer: is this name a place's, and of what scale. No coordinates."""

    def scale_of(self, name: str) -> Scale | None:
        """The scale of the most prominent place so called, or None if nobody knows it."""
        ...

    def find(self, text: str) -> list[NameHit]:
        """The place names in a text, left to right, not overlapping."""
        ...

    def demonym(self, word: str) -> str | None:
        """The ISO country code of a demonym ("Afghan" gives "AF"), or None."""
        ...
