"""What goes into a ledger and what comes out of it, besides documents, claims and states themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from dateline.model import Claim, Document, State
from dateline.times import Interval

__all__ = [
    "Batch",
    "Change",
    "Clocks",
    "Copy",
    "CopyLike",
    "Entry",
    "Fault",
    "Head",
    "Lane",
    "Link",
    "Report",
    "Review",
    "Run",
    "SignedHead",
    "StateSpan",
    "Verdict",
    "Written",
]


@dataclass(frozen=True, slots=True)
class Run:
    """What made a batch: with these five and the stored texts anyone can make it again."""

    code: str  # version of the program
    vocabulary: str = ""  # digest of the vocabulary files
    theatre: str | None = None  # id of the theatre file
    theatre_digest: str | None = None
    model: str | None = None  # of the language model, or of the fusion
    extractor: str = ""  # "rules@0.1.0"; where empty, that of the claims


class CopyLike(Protocol):
    """One edge: `claim` only carries what `origin` said."""

    @property
    def claim(self) -> str: ...
    @property
    def origin(self) -> str: ...
    @property
    def reason(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Copy:
    """`claim` only carries what `origin` said; an empty `origin` takes back what was linked before."""

    claim: str
    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class Link:
    """Any other tie from a claim: to an event (`kind` "event"), to the claim it answers ("denies")."""

    claim: str
    kind: str
    target: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StateSpan:
    """A state that holds for a whole rectangle of the two clocks: the days of `valid`, known from
    `state.known_by` until `known_to` (None: until something newer is written)."""

    state: State
    valid: Interval
    known_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """One transaction. Each document in it, and each document its claims name, is *read* by `run`: the
    claims given here replace, in later answers, those of earlier readings of the same document."""

    run: Run | None = None
    documents: Sequence[Document] = ()
    claims: Sequence[Claim] = ()
    copies: Sequence[CopyLike] = ()
    links: Sequence[Link] = ()
    states: Sequence[State | StateSpan] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows were new. `revised` names documents stored before under the same id with another text."""

    documents: int = 0
    claims: int = 0
    copies: int = 0
    states: int = 0
    links: int = 0
    revised: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """The last row of the chain: its position, and the hash (hex) that vouches for all rows up to it."""

    position: int
    hash: str


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A head with its HMAC-SHA256 (hex) under a key that whoever keeps the ledger does not have.

    Kept elsewhere, it shows up a ledger rewritten from its first row, and one cut short at its end.
    """

    position: int
    hash: str
    signature: str


@dataclass(frozen=True, slots=True)
class Clocks:
    """Both clocks of an answer (DESIGN section 3): the day asked about, and the moment of knowledge."""

    as_of: date
    known_by: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """A place whose top side or status differs between two pairs of clocks; None where it had no state."""

    place: str
    before: State | None
    after: State | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim of a lane with the claims that only carry it."""

    claim: Claim
    copies: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Lane:
    """What the speakers of one side said about a place, oldest first. `side` None: of no side."""

    side: str | None
    entries: tuple[Entry, ...]


class Verdict(StrEnum):
    """What a reviewer says of a claim: it stands, it is no claim, or it reads otherwise."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"


@dataclass(frozen=True, slots=True)
class Review:
    """A reviewer's verdict. The newest of a claim decides; all stay readable."""

    claim: str
    verdict: Verdict
    author: str
    reason: str
    at: datetime
    correction: Claim | None = None
    position: int = 0
    carried: bool = False  # repeated for the same claim of a newer reading of its document


@dataclass(frozen=True, slots=True)
class Fault:
    """One row that is not as it was written. `kind`: "changed", "missing", "reordered", "index" (what finds rows
    disagrees with them) or "guard" (what refuses change is gone)."""

    table: str
    position: int
    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Report:
    """What `verify` found. `rows` were checked; `head` is what they add up to."""

    rows: int
    head: Head
    faults: tuple[Fault, ...] = ()

    @property
    def sound(self) -> bool:
        return not self.faults
