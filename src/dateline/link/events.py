"""Events: claims of one happening, gathered across reports (DESIGN section 5).

Two claims tell of one happening if they agree on the family of type (`vocab/events.yaml`), the place, the sides so
far as both name them, and a day that both can mean. Happenings 25 km or a day apart stay apart. A denial belongs
to the happening that it denies, and makes none. The row is the one that conflict researchers work with.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache

from dateline.link.assertion import (
    APART_KM,
    day_reported,
    fold,
    is_evidence,
    is_named,
    kilometres,
    known,
    meet,
    order,
    place_key,
    side_of,
)
from dateline.link.numbers import Numbers, numbers
from dateline.model import REAL, Claim, ClaimType, Modality, Place, digest
from dateline.times import DAY, Interval
from dateline.vocab import vocabulary

__all__ = ["Event", "cluster", "family_of", "parties_of"]

# A claim without a date is news of the day of the report or of the day before: morning papers tell of the night.
UNDATED_DAYS = 2
# "Last month" may mean any happening of that month: a claim so wide joins none.
WIDE_DAYS = 7


@dataclass(frozen=True, slots=True)
class Event:
    """One happening. `actor` gains or acts, `opponent` loses or suffers (sides, else words as written).

    `sources` are the speakers at the origin of the chains, `outlets` who printed them; `independent` counts the
    claims that are no copies. `date_precision`: 1 the day, 2 up to a week, 3 coarser.
    """

    id: str
    type: ClaimType
    place: Place
    interval: Interval
    date_precision: int
    actor: str | None
    opponent: str | None
    parties: tuple[str, ...]
    sources: tuple[str, ...]
    outlets: tuple[str, ...]
    numbers: tuple[Numbers, ...]
    claims: tuple[str, ...]
    denials: tuple[str, ...]
    independent: int
    first_known: datetime | None


@dataclass(slots=True)
class _Happening:
    family: str
    place: Place
    document: str
    days: Interval
    gains: str | None
    loses: str | None
    claims: list[Claim] = field(default_factory=list)
    denials: list[Claim] = field(default_factory=list)


@cache
def _families() -> dict[ClaimType, str]:
    table = vocabulary("events")["families"]
    return {ClaimType(name): family for family, names in table.items() for name in names}


def family_of(claim: Claim) -> str | None:
    """`control`, `fighting`, or the type's own; None for a state (`hold`, `count`)."""
    return _families().get(claim.type)


def parties_of(claim: Claim) -> tuple[str | None, str | None]:
    """Who gains or acts, who loses or suffers. The actor of a `leave` or `surrender` loses."""
    actor, opponent = side_of(claim.actor), side_of(claim.opponent)
    return (opponent, actor) if claim.type in (ClaimType.LEAVE, ClaimType.SURRENDER) else (actor, opponent)


def cluster(claims: Iterable[Claim]) -> list[Event]:
    """The happenings that claims tell of, by first day, place and type.

    Takes asserted, hedged and denied claims that are linked; passes over forecasts, plans, conditions, states and
    claims with neither a date nor a day of publication. The exact claims gather first, the vague ones join them.
    """
    telling = [claim for claim in claims if is_evidence(claim) and family_of(claim) and _days(claim)]
    index: dict[tuple[str, str], list[_Happening]] = defaultdict(list)
    for claim in sorted((claim for claim in telling if claim.modality in REAL), key=_exact_first):
        happening = _home(claim, index)
        if happening is None:
            happening = _open(claim, index)
        _join(happening, claim)
    for claim in sorted((claim for claim in telling if claim.modality is Modality.DENIED), key=order):
        denied = _home(claim, index)
        if denied is not None:
            denied.denials.append(claim)
    found = {id(happening): happening for members in index.values() for happening in members}
    return sorted(map(_event, found.values()), key=lambda event: (event.interval, place_key(event.place), event.id))


def _days(claim: Claim) -> Interval | None:
    if claim.date is not None:
        return claim.date
    reported = day_reported(claim)
    return Interval(reported - (UNDATED_DAYS - 1) * DAY, reported + DAY) if reported else None


def _exact_first(claim: Claim) -> tuple[bool, int, tuple[datetime, str, int, str]]:
    days = _days(claim)
    return (claim.date is None, days.days if days else 0, order(claim))


def _names(place: Place, document: str) -> set[str]:
    """What the place is looked up by: its key, and its name if it has one."""
    key = place_key(place, document)
    return {key, f"name:{fold(place.name or place.text)}"} if place.id or is_named(place) else {key}


def _home(claim: Claim, index: dict[tuple[str, str], list[_Happening]]) -> _Happening | None:
    """The happening that the claim fits best, or None."""
    family, days = family_of(claim), _days(claim)
    if family is None or days is None or days.days > WIDE_DAYS:
        return None
    keys = _names(claim.place, claim.document)
    if family != "control" and claim.place.within:
        keys.add(f"name:{fold(claim.place.within)}")
    fitting = {
        id(happening): happening
        for key in keys
        for happening in index.get((family, key), ())
        if _fits(claim, days, happening)
    }
    return min(fitting.values(), key=lambda happening: _rank(claim, happening), default=None)


def _fits(claim: Claim, days: Interval, happening: _Happening) -> bool:
    gains, loses = parties_of(claim)
    if not days.overlaps(happening.days) or happening.days.days > WIDE_DAYS or not _one_place(claim, happening):
        return False
    straight = _agree(gains, happening.gains) and _agree(loses, happening.loses)
    if happening.family == "control" and gains is not None and gains == happening.gains:
        return True  # a side takes a place once a day, whomever from
    swapped = happening.family == "fighting" and _agree(gains, happening.loses) and _agree(loses, happening.gains)
    return straight or swapped


def _agree(left: str | None, right: str | None) -> bool:
    return left is None or right is None or left == right


def _one_place(claim: Claim, happening: _Happening) -> bool:
    """The same key; else a site and its town, or a name that only one of the two has linked, and never 25 km apart."""
    left, right = claim.place, happening.place
    names, others = _names(left, claim.document), _names(right, happening.document)
    distance = kilometres(left, right)
    if distance is not None and distance >= APART_KM:
        return False
    if place_key(left, claim.document) == place_key(right, happening.document):
        return True
    if left.id and right.id and fold(left.name or left.text) == fold(right.name or right.text):
        return False
    nested = happening.family != "control" and bool(names & _parents(right) or others & _parents(left))
    half_linked = not (left.id and right.id) and bool(names & others)
    return nested or half_linked


def _parents(place: Place) -> set[str]:
    return {f"name:{fold(place.within)}"} if place.within else set()


def _rank(claim: Claim, happening: _Happening) -> tuple[bool, bool, float, str]:
    """The happening of the same sides before one that names none; then the nearest in time of telling."""
    first = happening.claims[0]
    gains, loses = parties_of(claim)
    left, right = known(claim), known(first)
    apart = abs((left - right).total_seconds()) if left and right else 0.0
    return (gains != happening.gains, loses != happening.loses, apart, first.id)


def _open(claim: Claim, index: dict[tuple[str, str], list[_Happening]]) -> _Happening:
    gains, loses = parties_of(claim)
    family, days = family_of(claim), _days(claim)
    assert family is not None and days is not None
    reported = day_reported(claim)
    if claim.date is None and reported:
        days = Interval.day(reported)
    happening = _Happening(family, claim.place, claim.document, days, gains, loses)
    for key in _names(claim.place, claim.document):
        index[family, key].append(happening)
    return happening


def _join(happening: _Happening, claim: Claim) -> None:
    gains, loses = parties_of(claim)
    if not (happening.gains and gains and happening.gains != gains):
        happening.gains, happening.loses = happening.gains or gains, happening.loses or loses
    if claim.date is not None:
        happening.days = meet(happening.days, claim.date) or happening.days
    if not happening.place.id and claim.place.id:
        happening.place = claim.place
    happening.claims.append(claim)


def _event(happening: _Happening) -> Event:
    claims = sorted(happening.claims, key=order)
    everyone = [*claims, *happening.denials]
    return Event(
        id=digest("event", happening.family, claims[0].id)[:24],
        type=_type(claims),
        place=replace(happening.place, start=None, end=None),
        interval=happening.days,
        date_precision=_precision(claims, happening.days),
        actor=happening.gains,
        opponent=happening.loses,
        parties=_distinct(party.text for claim in claims for party in (claim.actor, claim.opponent) if party),
        sources=_distinct(claim.speakers[0].name or claim.speakers[0].text for claim in everyone if claim.speakers),
        outlets=_distinct(claim.outlet for claim in everyone if claim.outlet),
        numbers=numbers(claims),
        claims=tuple(claim.id for claim in claims),
        denials=tuple(claim.id for claim in happening.denials),
        independent=len({claim.copy_of or claim.id for claim in claims}),
        first_known=known(claims[0]),
    )


def _type(claims: Sequence[Claim]) -> ClaimType:
    """A capture if anyone says so, else the commonest."""
    counts = Counter(claim.type for claim in claims)
    return ClaimType.CAPTURE if ClaimType.CAPTURE in counts else min(counts, key=lambda kind: (-counts[kind], kind))


def _precision(claims: Sequence[Claim], days: Interval) -> int:
    if days.days == 1 and any(claim.date is not None for claim in claims):
        return 1
    return 2 if days.days <= WIDE_DAYS else 3


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
