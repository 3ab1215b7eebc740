"""Counts audited: "12 of 34", said who; which 12 by our states, which are missing, since when it is right.

A count is never evidence (DESIGN section 5). It is set against the states of its set of places, as known when the
report was (what could the speaker mean?), and with hindsight (on which days was the number right?).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from dateline.fuse.control import Lookup, StatesOf, day_of_claim, has, known_of, lookup, side_of, source_of
from dateline.model import REAL, Claim, ClaimType, Quantity, State
from dateline.times import DAY, Interval

__all__ = ["CountAudit", "HeldPlace", "Verdict", "counts", "set_of"]

# How far around the report to look for the days on which the number is right: an offensive's length.
LOOK_BACK = timedelta(days=30)
LOOK_AHEAD = timedelta(days=14)
# "About" and "more than" are right within a tenth, and by one place at least.
APPROX = 0.1


class Verdict(StrEnum):
    RIGHT = "right"
    TOO_HIGH = "too high"
    TOO_LOW = "too low"
    UNKNOWN = "cannot be audited"


@dataclass(frozen=True, slots=True)
class HeldPlace:
    """A place of the set, with the side's probability and since when it is held."""

    place: str
    p: float
    since: date | None
    status: str


@dataclass(frozen=True, slots=True)
class CountAudit:
    """One count. `held` are the places that the states gave the side when the report was known, first taken first.

    `named` are those that the number can mean: what was held on the nearest day of `right` that the report could
    know of, else `held`, cut to the first `said` taken. `missing` are
    the places that come nearest to making up the number if there are fewer. `right` are the days around the report
    on which the states, with hindsight, give just the number or pass it; None if there were none.
    """

    claim: str
    source: str
    side: str | None
    place_set: str | None
    day: date | None
    said: float
    of: int | None
    counted: int
    verdict: Verdict
    held: tuple[HeldPlace, ...]
    named: tuple[str, ...]
    missing: tuple[HeldPlace, ...]
    right: Interval | None
    why: str


def counts(
    claims: Iterable[Claim],
    states_of: StatesOf,
    place_sets: Mapping[str, Sequence[str]],
    *,
    hindsight: datetime | None = None,
) -> list[CountAudit]:
    """An audit of every asserted count, in order of report. `place_sets` maps a set's name to its place ids.

    `hindsight` is what the days of `right` are known by; by default the moment of the report itself.
    """
    state = lookup(states_of)
    told = [
        claim for claim in claims if claim.type is ClaimType.COUNT and claim.modality in REAL and not claim.retracts
    ]
    told.sort(key=lambda claim: (known_of(claim) or datetime.max.replace(tzinfo=UTC), claim.id))
    return [_audit(claim, state, place_sets, hindsight) for claim in told]


def set_of(quantity: Quantity, place_sets: Mapping[str, Sequence[str]], words: str = "") -> str | None:
    """The set that a count is of: most words in common with its unit, and the size it states; None if unclear."""
    said = _stems(f"{quantity.unit or ''} {words}")
    best: list[tuple[int, str]] = []
    for name, places in place_sets.items():
        if quantity.of is not None and int(quantity.of) != len(places):
            continue
        common = len(_stems(name) & said)
        if common or quantity.of is not None:
            best.append((common, name))
    best.sort(reverse=True)
    return best[0][1] if best and (len(best) == 1 or best[0][0] > best[1][0]) else None


def _stems(text: str) -> set[str]:
    return {word.removesuffix("s") for word in re.findall(r"\w+", text.casefold())}


def _audit(
    claim: Claim, state: Lookup, place_sets: Mapping[str, Sequence[str]], hindsight: datetime | None
) -> CountAudit:
    side, day, known_by = side_of(claim.actor), day_of_claim(claim), known_of(claim)
    quantity = claim.quantity
    if quantity is None or side is None or day is None or known_by is None:
        return _unknown(claim, None, "the count has no number, no side or no day")
    name = set_of(quantity, place_sets, claim.evidence.text if claim.evidence else "")
    if name is None:
        what = quantity.unit or "places"
        return _unknown(claim, None, f"no set of places answers to {what!r}; name one in the theatre's place_sets")
    places = place_sets[name]
    share = 0 < quantity.value < 1 or (quantity.unit or "") == "share"
    said = round(quantity.value * len(places)) if share else quantity.value
    held = _held(places, side, state, day, known_by)
    if not any(state(place, day, known_by) for place in places):
        return _unknown(claim, name, "there is no state of any place of the set on that day")
    verdict = _verdict(said, len(held), approx=quantity.approx or share)
    right = _right(said, lambda on: len(_held(places, side, state, on, hindsight or known_by)), day, hindsight)
    short = max(0, round(said) - len(held))
    return CountAudit(
        claim=claim.id,
        source=source_of(claim),
        side=side,
        place_set=name,
        day=day,
        said=said,
        of=len(places),
        counted=len(held),
        verdict=verdict,
        held=held,
        named=_named(
            said,
            held,
            right,
            lambda on: _held(places, side, state, on, hindsight or known_by),
            lambda place: _p(state(place, day - DAY, known_by), side),
            day,
        ),
        missing=_nearest(places, side, state, day, known_by)[:short],
        right=right,
        why=_why(said, held, right, name),
    )


def _unknown(claim: Claim, name: str | None, why: str) -> CountAudit:
    quantity = claim.quantity
    return CountAudit(
        claim=claim.id,
        source=source_of(claim),
        side=side_of(claim.actor),
        place_set=name,
        day=day_of_claim(claim),
        said=quantity.value if quantity else 0.0,
        of=int(quantity.of) if quantity and quantity.of else None,
        counted=0,
        verdict=Verdict.UNKNOWN,
        held=(),
        named=(),
        missing=(),
        right=None,
        why=why,
    )


def _p(found: State | None, side: str) -> float:
    return found.p.get(side, 0.0) if found else 0.0


def _row(found: State, side: str) -> HeldPlace:
    return HeldPlace(found.place, _p(found, side), found.since, str(found.status))


def _held(places: Sequence[str], side: str, state: Lookup, day: date, known_by: datetime) -> tuple[HeldPlace, ...]:
    """Those the side has, first taken first."""
    found = [_row(one, side) for place in places if (one := state(place, day, known_by)) and has(one, side)]
    return tuple(sorted(found, key=lambda row: (row.since or date.min, row.place)))


def _nearest(places: Sequence[str], side: str, state: Lookup, day: date, known_by: datetime) -> tuple[HeldPlace, ...]:
    """Those the side has not, most probable first."""
    found = [_row(one, side) for place in places if (one := state(place, day, known_by)) and not has(one, side)]
    return tuple(sorted(found, key=lambda row: (-row.p, row.place)))


def _named(
    said: float,
    held: Sequence[HeldPlace],
    right: Interval | None,
    at: Callable[[date], Sequence[HeldPlace]],
    before: Callable[[str], float],
    day: date,
) -> tuple[str, ...]:
    """The places that the number can mean. Of those taken on one day, the more probable the day before came first."""
    if len(held) > said and right is not None and right.first <= day:
        then = at(min(day, right.last))
        if len(then) == said:
            return tuple(one.place for one in then)
    first = sorted(held, key=lambda row: (row.since or date.min, -before(row.place), row.place))
    return tuple(one.place for one in first[: round(said)])


def _verdict(said: float, counted: int, *, approx: bool) -> Verdict:
    slack = max(1.0, APPROX * said) if approx else 0.0
    if abs(said - counted) <= slack:
        return Verdict.RIGHT
    return Verdict.TOO_HIGH if said > counted else Verdict.TOO_LOW


def _right(said: float, count: Callable[[date], int], day: date, hindsight: datetime | None) -> Interval | None:
    """The run of days with just the number, or on which it was passed: that of the report's day, else the nearest."""
    last = min(day + LOOK_AHEAD, hindsight.date()) if hindsight else day
    runs: list[Interval] = []
    on = day - LOOK_BACK
    before = count(on - DAY)
    while on <= max(day, last):
        now = count(on)
        if now == said or before < said < now or before > said > now:
            joined = bool(runs) and runs[-1].end == on
            runs[-1:] = [Interval(runs[-1].start, on + DAY)] if joined else [*runs[-1:], Interval.day(on)]
        before = now
        on += DAY
    return min(runs, key=lambda run: _away(run, day), default=None)


def _away(run: Interval, day: date) -> int:
    return 0 if day in run else min(abs((run.first - day).days), abs((run.last - day).days))


def _why(said: float, held: Sequence[HeldPlace], right: Interval | None, name: str) -> str:
    words = f"{len(held)} {name} by the states, {said:g} said"
    if right is None:
        return f"{words}; on no day near the report do the states give that number"
    return f"{words}; the number is right on {right}"
