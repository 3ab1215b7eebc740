"""Who has a place, as the audits ask it of the states: one threshold, one way to look a state up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from dateline.model import Claim, ClaimType, Party, State
from dateline.times import Interval, day_of, known_from

__all__ = ["HELD", "Lookup", "StatesOf", "day_of_claim", "days", "has", "known_of", "lookup", "side_of", "source_of"]

HELD = 0.5  # a side has a place once it is more probable than everything else together

StatesOf = Callable[[date, datetime], Iterable[State]]
"""`states_of(as_of, known_by)`: the states of all places on a day as known at a moment (`fuse.states_at`, bound)."""

Lookup = Callable[[str, date, datetime], State | None]


def has(state: State | None, side: str) -> bool:
    """Whether the side holds the place."""
    return state is not None and state.p.get(side, 0.0) > HELD


def lookup(states_of: StatesOf) -> Lookup:
    """A place's state on a day as known at a moment, None where there is none; each map is asked for once."""
    maps: dict[tuple[date, datetime], dict[str, State]] = {}

    def state(place: str, as_of: date, known_by: datetime) -> State | None:
        key = (as_of, known_by)
        if key not in maps:
            maps[key] = {found.place: found for found in states_of(as_of, known_by)}
        return maps[key].get(place)

    return state


def side_of(party: Party | None) -> str | None:
    """The side of a party; None where nobody linked it."""
    return party.side if party else None


def known_of(claim: Claim) -> datetime | None:
    return claim.known or (known_from(claim.published) if claim.published else None)


def day_of_claim(claim: Claim) -> date | None:
    """The last day the claim speaks of, no later than its report; without a date, the day of the report."""
    reported = day_of(claim.published) if claim.published else (claim.known.date() if claim.known else None)
    if claim.date is None or claim.type is ClaimType.HOLD:
        return reported or (claim.date.last if claim.date else None)
    last: date = claim.date.last
    return min(last, reported) if reported else last


def days(interval: Interval) -> Iterable[date]:
    return (date.fromordinal(day) for day in range(interval.start.toordinal(), interval.end.toordinal()))


def source_of(claim: Claim) -> str:
    """Whose word it is: the origin of the chain, else the outlet."""
    if claim.speakers:
        return claim.speakers[0].name or claim.speakers[0].text
    return claim.outlet or "unknown"
