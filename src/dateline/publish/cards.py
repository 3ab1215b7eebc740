"""What a template prints, one record a thing: a row of a table, a card of a claim, a pin, a spell of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateline.model import Claim
from dateline.publish import excerpt, svgmap
from dateline.publish.signs import Sign

__all__ = ["Bar", "Card", "CardLane", "Pinned", "PlaceView", "Row", "Spell"]


@dataclass(frozen=True, slots=True)
class Row:
    """One place on one day, ready to print."""

    place: str
    anchor: str
    name: str
    admin1: str
    sign: Sign
    control: str
    side: int | None
    p: float | None
    percent: str
    status: str
    since: str
    last_report: str
    claims: int
    independent: int
    phrase: str


@dataclass(frozen=True, slots=True)
class Card:
    """One claim, ready to print, with the copies folded under it."""

    claim: Claim
    anchor: str
    said: str
    proposition: str
    modality: str
    stance: str
    date: str
    published: str
    chain: tuple[str, ...]
    pieces: tuple[excerpt.Piece, ...]
    document: str | None
    copies: tuple[Card, ...] = ()
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CardLane:
    side: str | None
    index: int | None
    name: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One weighed claim: `share` of the strongest, 0 to 100; `factor` ("x 9.9") towards a state, or `against` it."""

    card: Card
    share: int
    factor: str
    towards: str
    against: bool
    index: int | None


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place's own section: its state, lanes of territorial claims, what else was said, why."""

    row: Row
    lanes: tuple[CardLane, ...]
    other: tuple[CardLane, ...]
    bars: tuple[Bar, ...]
    slight: int  # claims that were weighed and made next to no difference
    notes: tuple[str, ...]
    spells: tuple[Spell, ...]


@dataclass(frozen=True, slots=True)
class Pinned:
    """A pin with its row; places without coordinates have none."""

    pin: svgmap.Pin
    row: Row
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Spell:
    """Days on end with one sign."""

    sign: Sign
    words: str
    first: date
    last: date
