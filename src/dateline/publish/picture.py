"""What a page, a brief or a report is drawn from: one frozen record, filled by `answers`, read by `publish/`.

Everything in it was decided elsewhere. A formatter lays it out and escapes it; it computes no control, no
probability and no verdict. Stored text in it is hostile: whoever prints it, escapes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from dateline.model import Claim, ClaimType, Document, Place, State
from dateline.times import Interval

__all__ = [
    "Account",
    "Change",
    "CountAudit",
    "Event",
    "ForecastScore",
    "Happening",
    "Numbers",
    "Picture",
    "Side",
    "SourceScore",
    "Tally",
    "Weight",
    "Why",
]


@dataclass(frozen=True, slots=True)
class Side:
    """A side of the theatre. Its colour and shape on a page follow from its position in `Picture.sides`."""

    id: str
    name: str
    description: str | None = None
    state_force: bool | None = None  # a government's forces; None where the theatre does not say


@dataclass(frozen=True, slots=True)
class Tally:
    """What the ledger held at these clocks: reports read, claims found, independent reports among them."""

    reports: int = 0
    claims: int = 0
    independent: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A place's most probable state went `before` -> `after` on `day` (side ids, "contested", or None: unknown)."""

    day: date
    place: str
    before: str | None
    after: str
    status: str
    p: float | None = None
    decided_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weight:
    """What one claim, with its copies, did to a place: nats towards `towards` (negative: against it), by leaving
    it out."""

    claim: str
    nats: float
    towards: str | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """The claims that decided a place, strongest first, and in words what else bore on it."""

    place: str
    weights: tuple[Weight, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CountAudit:
    """A stated count ("12 of 34") beside what the ledger itself can name on that day."""

    claim: str
    day: date
    stated: float | None  # None where no number was given
    found: int | None  # None where the count cannot be audited
    of: float | None = None
    unit: str | None = None
    side: str | None = None
    places: tuple[str, ...] = ()  # those found, by id
    disputed: tuple[str, ...] = ()  # counted by some reading and not by ours
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class ForecastScore:
    """A forecast with its window; `outcome` None while open; Brier 0 (right) to 1 (wrong)."""

    claim: str
    window: Interval | None
    outcome: bool | None = None
    resolved: date | None = None
    brier: float | None = None
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """One reading of an event: who tells it so, in which claims. `reading` is a short plain phrase."""

    side: str | None
    reading: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Claims of one happening, across reports; where `accounts` has more than one, they conflict."""

    id: str
    type: str
    place: str | None
    interval: Interval | None
    claims: tuple[str, ...]
    parties: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    low: float | None = None
    best: float | None = None
    high: float | None = None
    reports: int = 0
    independent: int = 0


class Numbers(Protocol):
    """How many of one unit reports give: low, best and high."""

    @property
    def unit(self) -> str: ...
    @property
    def low(self) -> float: ...
    @property
    def best(self) -> float: ...
    @property
    def high(self) -> float: ...


class Happening(Protocol):
    """Claims of one happening gathered across reports, as `link.events` gives them: a row of event exports.

    `actor` gains or acts, `opponent` loses or suffers: side ids, else words as written. `date_precision` is 1 for
    the day, 2 up to a week, 3 coarser.
    """

    @property
    def id(self) -> str: ...
    @property
    def type(self) -> ClaimType: ...
    @property
    def place(self) -> Place: ...
    @property
    def interval(self) -> Interval: ...
    @property
    def date_precision(self) -> int: ...
    @property
    def actor(self) -> str | None: ...
    @property
    def opponent(self) -> str | None: ...
    @property
    def sources(self) -> tuple[str, ...]: ...
    @property
    def outlets(self) -> tuple[str, ...]: ...
    @property
    def numbers(self) -> Sequence[Numbers]: ...
    @property
    def claims(self) -> tuple[str, ...]: ...
    @property
    def denials(self) -> tuple[str, ...]: ...
    @property
    def independent(self) -> int: ...
    @property
    def first_known(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class SourceScore:
    """How a speaker class or outlet fared: `borne_out` of `judged` claims; `letter` is the Admiralty scale's."""

    name: str
    kind: str
    side: str | None
    claims: int
    judged: int = 0
    borne_out: int = 0
    letter: str = "F"


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything one view shows, at two clocks.

    `states` holds the states of each day of the slider; those of `as_of` are what the page opens with. A state
    carries its own `known_by`. `claims` are all claims to show, copies too (`copy_of` folds them); `documents`
    the stored texts their evidence slices. `outlines` is a GeoJSON FeatureCollection to draw under the places.
    """

    title: str
    as_of: date
    known_by: datetime
    sides: tuple[Side, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    states: Mapping[date, Sequence[State]] = field(default_factory=dict)
    claims: Sequence[Claim] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)
    changes: Sequence[Change] = ()
    explanations: Mapping[str, Why] = field(default_factory=dict)
    counts: Sequence[CountAudit] = ()
    forecasts: Sequence[ForecastScore] = ()
    events: Sequence[Event] = ()  # those with conflicting accounts
    happenings: Sequence[Happening] = ()  # all, for event exports
    sources: Sequence[SourceScore] = ()
    outlines: Mapping[str, Any] | None = None
    tally: Tally = Tally()
    theatre: str | None = None
    head: str | None = None
    note: str | None = None  # a line under the title: "invented outlets", say
    permalink: str | None = None

    @property
    def now(self) -> Sequence[State]:
        """The states of `as_of`."""
        return self.states.get(self.as_of, ())
