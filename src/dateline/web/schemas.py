"""The shapes of the API's answers, for its OpenAPI document; every field with what it means or an example."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "AccountsAnswer",
    "AuditsAnswer",
    "ChangesAnswer",
    "ClaimsAnswer",
    "CompareAnswer",
    "DocumentAnswer",
    "PlaceAnswer",
    "QueueAnswer",
    "ReviewAnswer",
    "ReviewRequest",
    "ReviewsAnswer",
    "SearchAnswer",
    "SourcesAnswer",
    "StatesAnswer",
]

_PLACE = "geonames:1138336"


class Clocked(BaseModel):
    """Both clocks and the head at which an answer was read: with all three it never changes."""

    as_of: str = Field(examples=["2021-08-13"])
    known_by: str = Field(examples=["2021-08-13T23:59:59Z"])
    head: int = Field(description="position in the ledger's chain", examples=[812])
    theatre: str | None = Field(None, examples=["afghanistan-2021"])


class StateRecord(BaseModel):
    """One place at both clocks; the columns of the CSV, and every side's probability."""

    place_id: str = Field(examples=[_PLACE])
    name: str | None = Field(examples=["Kandahar"])
    admin1: str | None = Field(examples=["Kandahar"])
    country: str | None = Field(examples=["AF"])
    lat: float | None = Field(examples=[31.61])
    lon: float | None = Field(examples=[65.71])
    scale: str | None = Field(examples=["town"])
    side: str | None = Field(description="most probable side, or `contested`; null if unknown", examples=["taliban"])
    p: float | None = Field(examples=[0.93])
    p_contested: float | None = Field(examples=[0.04])
    status: str = Field(examples=["confirmed"])
    since: str | None = Field(examples=["2021-08-13"])
    last_report: str | None = Field(examples=["2021-08-13"])
    claims: int = Field(examples=[7])
    independent: int = Field(examples=[3])
    decided_by: list[str] = Field(description="ids of the claims that decided it")
    as_of: str
    known_by: str
    probabilities: dict[str, float] = Field(examples=[{"taliban": 0.93, "government": 0.03, "contested": 0.04}])


class StatesAnswer(Clocked):
    """Who holds what."""

    states: list[StateRecord]


class FeatureRecord(BaseModel):
    type: str = Field("Feature", examples=["Feature"])
    id: str
    geometry: dict[str, Any] | None
    properties: dict[str, Any]


class FeaturesAnswer(Clocked):
    """GeoJSON (RFC 7946); the clocks are extra members."""

    type: str = Field("FeatureCollection", examples=["FeatureCollection"])
    features: list[FeatureRecord]


class ChangeRecord(BaseModel):
    """The most probable state of a place changed on a day, by the nowcast of that day."""

    day: str = Field(examples=["2021-08-12"])
    place_id: str
    name: str = Field(examples=["Herat"])
    before: str | None = Field(examples=["government"])
    after: str = Field(examples=["taliban"])
    status: str = Field(examples=["disputed"])
    p: float | None = Field(examples=[0.81])
    decided_by: list[str]


class Paged(Clocked):
    """`total` rows in all, of which those from `offset` on; `next` is the address of the following page."""

    total: int
    offset: int
    limit: int
    next: str | None


class ChangesAnswer(Paged):
    changes: list[ChangeRecord]


class Half(BaseModel):
    """One half of a comparison; null where the place had no state."""

    side: str | None
    p: float | None
    status: str
    since: str | None


class CompareRecord(BaseModel):
    place_id: str
    name: str
    then: Half | None
    now: Half | None
    changed: bool = Field(description="another most probable state, or another status")


class CompareAnswer(Clocked):
    """Two pairs of clocks side by side."""

    then_as_of: str
    then_known_by: str
    places: list[CompareRecord]


class ClaimRecord(BaseModel):
    """A claim in the interchange format (docs/claims.md)."""

    model_config = ConfigDict(extra="allow")

    id: str
    document: str
    type: str = Field(examples=["capture"])
    modality: str = Field(examples=["asserted"])
    evidence: dict[str, Any] | None
    place: dict[str, Any]
    actor: dict[str, Any] | None
    date: str | None = Field(examples=["2021-08-12"])
    speakers: list[dict[str, Any]]
    copy_of: str | None


class ClaimsAnswer(Paged):
    claims: list[ClaimRecord]


class LineRecord(BaseModel):
    """A claim that counts, the ids of the copies that do not, and whose interest it serves."""

    claim: ClaimRecord
    copies: list[str]
    stance: str = Field(examples=["own gain", "admission", "no stake"])


class LaneRecord(BaseModel):
    side: str | None = Field(description="of the speakers; null for those with no stake")
    lines: list[LineRecord]


class WeightRecord(BaseModel):
    claim: str
    nats: float = Field(description="towards the most probable state, by leaving the claim and its copies out")
    towards: str | None


class PlaceAnswer(Clocked):
    """One place: its state, who says what about it, and what decided."""

    place: dict[str, Any]
    state: StateRecord | None
    lanes: list[LaneRecord]
    why: list[WeightRecord]
    words: list[str]


class DocumentAnswer(Clocked):
    """A stored report; evidence offsets are code points into `text`."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    text: str
    text_sha256: str
    claims: list[ClaimRecord]


class TellingRecord(BaseModel):
    side: str | None
    reading: str
    claims: list[str]


class EventRecord(BaseModel):
    id: str
    type: str
    place_id: str | None
    place: str | None
    interval: str | None
    accounts: list[TellingRecord]


class AccountsAnswer(Clocked):
    """Events that are told in ways that conflict."""

    events: list[EventRecord]


class CountRecord(BaseModel):
    claim: str
    day: str
    stated: float | None = Field(description="null where no number was given")
    of: float | None
    unit: str | None
    side: str | None
    found: int | None = Field(description="null where the count cannot be audited")
    places: list[str]
    disputed: list[str]
    verdict: str


class ForecastRecord(BaseModel):
    claim: str
    window: str | None
    outcome: bool | None = Field(description="null while open")
    resolved: str | None
    brier: float | None
    probability: float | None


class AuditsAnswer(Clocked):
    """Stated counts beside what the ledger names; forecasts and how they came out."""

    counts: list[CountRecord]
    forecasts: list[ForecastRecord]


class SourceRecord(BaseModel):
    name: str
    kind: str
    side: str | None
    claims: int
    judged: int
    borne_out: int
    letter: str = Field(description="Admiralty scale, A to F")


class SourcesAnswer(Clocked):
    sources: list[SourceRecord]


class FoundRecord(BaseModel):
    kind: str = Field(examples=["place", "document", "claim"])
    id: str
    title: str
    excerpt: str
    href: str


class SearchAnswer(Paged):
    q: str
    results: list[FoundRecord]


class DueRecord(BaseModel):
    claim: ClaimRecord
    place_id: str | None
    status: str
    change: float = Field(description="how far the map would move without the claim", examples=[0.55])
    doubt: float = Field(description="its chance of being wrong, 0 to 1", examples=[0.5])
    why: str


class QueueAnswer(Clocked):
    """Claims to check, furthest reach first."""

    due: list[DueRecord]


class ReviewRequest(BaseModel):
    """A verdict on a claim. `correct` needs `correction`: the claim as it should read, in the interchange format."""

    model_config = ConfigDict(extra="forbid")

    claim: str = Field(min_length=1, max_length=200, examples=["3f2a0c9d1b7e4a5566778899"])
    verdict: str = Field(pattern="^(accept|reject|correct)$", examples=["reject"])
    reason: str = Field(min_length=1, max_length=2000, examples=["the sentence speaks of another town"])
    correction: dict[str, Any] | None = None


class ReviewAnswer(BaseModel):
    claim: str
    verdict: str
    author: str
    reason: str
    at: str
    position: int = Field(description="in the ledger's chain")


class ReviewsAnswer(BaseModel):
    reviews: list[ReviewAnswer]
