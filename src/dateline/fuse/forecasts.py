"""Forecasts: who said what would come, by when, and whether it did; scored (Brier) per speaker.

A forecast moves no state (DESIGN section 5). It is resolved once the states know: a capture comes true on the first
day of its window on which the side has the place, and is false when the window has passed without. What the states
do not hold (harm, deployments, talks) is resolved by later claims alone, and only to true.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache

from dateline.fuse.control import HELD, Lookup, StatesOf, days, has, known_of, lookup, side_of, source_of
from dateline.model import REAL, Claim, ClaimType, Modality, Scale, State, Status
from dateline.times import DAY, Interval
from dateline.vocab import vocabulary

__all__ = ["Forecast", "Outcome", "Score", "probability", "resolve", "scores"]

CONTESTED = "contested"


class Outcome(StrEnum):
    TRUE = "true"
    FALSE = "false"
    OPEN = "open"  # the window has not passed
    UNKNOWN = "unknown"  # nobody here can know


@dataclass(frozen=True, slots=True)
class Forecast:
    """One forecast. `p` is how probable its words make it; `decided` the day that settled it; `brier` 0 to 1.

    `copies` are the claims that repeat it.
    """

    claim: str
    source: str
    source_side: str | None
    place: str
    type: ClaimType
    side: str | None
    made: date | None
    window: Interval | None
    p: float
    outcome: Outcome
    decided: date | None
    brier: float | None
    copies: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Score:
    """How one source's forecasts fared. `brier` is the mean over the resolved ones: 0 is perfect, .25 a coin's."""

    source: str
    side: str | None
    forecasts: int
    resolved: int
    came_true: int
    brier: float | None


_Verdict = tuple[Outcome, date | None, str]


def resolve(
    claims: Iterable[Claim],
    states_of: StatesOf,
    *,
    as_of: date,
    known_by: datetime,
    parts: Mapping[str, Sequence[str]] | None = None,
) -> list[Forecast]:
    """Every forecast known by `known_by`, in order, resolved by the states of the days up to `as_of`.

    `parts` maps a place without a state of its own, by its id or a country by its ISO code, to the places that make
    it up: it is had when all of them are. Copies of a forecast are counted with their origin.
    """
    told = [claim for claim in claims if not claim.retracts and (known_of(claim) or known_by) <= known_by]
    state = lookup(states_of)
    copies: dict[str, list[str]] = defaultdict(list)
    forecasts = [claim for claim in told if claim.modality is Modality.FORECAST]
    ids = {claim.id for claim in forecasts}
    for claim in forecasts:
        if claim.copy_of in ids:
            copies[claim.copy_of].append(claim.id)
    question = _Question(state, as_of, known_by, parts or {}, [claim for claim in told if claim.modality in REAL])
    origins = [claim for claim in forecasts if claim.copy_of not in ids]
    origins.sort(key=lambda claim: (known_of(claim) or datetime.max.replace(tzinfo=UTC), claim.id))
    return [_forecast(claim, question, tuple(copies[claim.id])) for claim in origins]


def scores(forecasts: Iterable[Forecast]) -> list[Score]:
    """One row a source, by name."""
    by_source: dict[tuple[str, str | None], list[Forecast]] = defaultdict(list)
    for forecast in forecasts:
        by_source[forecast.source, forecast.source_side].append(forecast)
    return [
        _score(source, side, by_source[source, side])
        for source, side in sorted(by_source, key=lambda key: (key[0], key[1] or ""))
    ]


def _score(source: str, side: str | None, forecasts: Sequence[Forecast]) -> Score:
    briers = [forecast.brier for forecast in forecasts if forecast.brier is not None]
    return Score(
        source=source,
        side=side,
        forecasts=len(forecasts),
        resolved=len(briers),
        came_true=sum(forecast.outcome is Outcome.TRUE for forecast in forecasts),
        brier=round(sum(briers) / len(briers), 4) if briers else None,
    )


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], float], ...]:
    """Longest first, so that "very likely" is not read as "likely"."""
    table: Mapping[str, float] = vocabulary("forecasts")["phrases"]
    ordered = sorted(table.items(), key=lambda item: (-len(item[0]), item[0]))
    return tuple((re.compile(rf"\b{re.escape(phrase)}\b"), p) for phrase, p in ordered)


def probability(words: str) -> float:
    """How probable a forecast's wording makes it (`vocab/forecasts.yaml`)."""
    text = words.casefold()
    return next((p for phrase, p in _phrases() if phrase.search(text)), float(vocabulary("forecasts")["default"]))


@dataclass(frozen=True, slots=True)
class _Question:
    """What every forecast is asked: the states, up to when, and the claims."""

    state: Lookup
    as_of: date
    known_by: datetime
    parts: Mapping[str, Sequence[str]]
    claims: Sequence[Claim]

    def of(self, place: str, day: date) -> list[State | None]:
        """The states of a place, or of its parts, on a day."""
        return [self.state(part, day, self.known_by) for part in self.parts.get(place, (place,))]

    def has(self, place: str, side: str, day: date) -> bool:
        return all(has(found, side) for found in self.of(place, day))

    def knows(self, place: str, day: date) -> bool:
        return all(found is not None and found.status is not Status.UNKNOWN for found in self.of(place, day))


def _forecast(claim: Claim, question: _Question, copies: tuple[str, ...]) -> Forecast:
    p = probability(claim.evidence.text if claim.evidence else "")
    outcome, decided, why = _outcome(claim, question)
    happened = {Outcome.TRUE: 1.0, Outcome.FALSE: 0.0}.get(outcome)
    made = known_of(claim)
    return Forecast(
        claim=claim.id,
        source=source_of(claim),
        source_side=claim.speakers[0].side if claim.speakers else claim.outlet_side,
        place=claim.place.id or claim.place.text,
        type=claim.type,
        side=side_of(claim.actor),
        made=made.date() if made else None,
        window=claim.date,
        p=p,
        outcome=outcome,
        decided=decided,
        brier=None if happened is None else round((p - happened) ** 2, 4),
        copies=copies,
        why=why,
    )


def _outcome(claim: Claim, question: _Question) -> _Verdict:
    side, place = side_of(claim.actor), _place(claim, question)
    if place is None:
        return Outcome.UNKNOWN, None, "nobody knows where the place is"
    window = _window(claim, question)
    if window is None:
        return Outcome.OPEN, None, "its window has not begun"
    if side is None:
        return _fall(claim, place, window, question)
    if claim.type in (ClaimType.CAPTURE, ClaimType.HOLD, ClaimType.LEAVE):
        return _by_states(claim, side, place, window, question)
    return _by_claims(claim, side, place, window, question)


def _fall(claim: Claim, place: str, window: Interval, question: _Question) -> _Verdict:
    """Of "X could fall", to whomever: true once another side has it than when the window began."""
    state = question.state(place, window.first, question.known_by)
    if claim.type is not ClaimType.CAPTURE or state is None or state.top == CONTESTED:
        return Outcome.UNKNOWN, None, "no side is named"
    for day in days(window):
        found = question.state(place, day, question.known_by)
        if found is not None and found.top not in (state.top, CONTESTED) and has(found, found.top):
            return Outcome.TRUE, day, f"{found.top} has it on {day}"
    if not _passed(claim, question):
        return _open(claim)
    return Outcome.FALSE, window.last, f"the window passed on {window.last} without"


def _place(claim: Claim, question: _Question) -> str | None:
    """The id to ask the states for: of a country without an entry of its own, its code."""
    code = claim.place.country if claim.place.scale is Scale.COUNTRY else None
    return code if code in question.parts and claim.place.id not in question.parts else claim.place.id


def _window(claim: Claim, question: _Question) -> Interval | None:
    """The days of the window that have passed; from the day it was made where none is named."""
    made = known_of(claim)
    start = claim.date.start if claim.date else (made.date() if made else question.as_of)
    end = min(claim.date.end if claim.date else question.as_of + DAY, question.as_of + DAY)
    return Interval(start, end) if start < end else None


def _passed(claim: Claim, question: _Question) -> bool:
    return claim.date is not None and claim.date.last <= question.as_of


def _by_states(claim: Claim, side: str, place: str, window: Interval, question: _Question) -> _Verdict:
    if not question.of(place, window.last) or not any(question.of(place, window.last)):
        return Outcome.UNKNOWN, None, "there is no state of the place"
    wanted = claim.type is ClaimType.CAPTURE
    day = next((day for day in days(window) if question.has(place, side, day) is wanted), None)
    if claim.type is ClaimType.HOLD:
        if day is not None:
            return Outcome.FALSE, day, f"{side} has lost it by {day}"
        last = _passed(claim, question)
        return (Outcome.TRUE, window.last, f"{side} had it throughout") if last else _open(claim)
    if day is not None:
        word = "has it" if wanted else "has it no more"
        return Outcome.TRUE, day, f"{side} {word} on {day}"
    if not _passed(claim, question):
        return _open(claim)
    if not question.knows(place, window.last):
        return Outcome.UNKNOWN, None, "the place is out of the news at the end of the window"
    return Outcome.FALSE, window.last, f"the window passed on {window.last} without"


def _open(claim: Claim) -> _Verdict:
    until = f"runs until {claim.date.last}" if claim.date else "has no end"
    return Outcome.OPEN, None, f"its window {until}"


def _by_claims(claim: Claim, side: str, place: str, window: Interval, question: _Question) -> _Verdict:
    """True if fighting is the state, or if it was told afterwards as a fact."""
    if claim.type is ClaimType.CONTEST:
        for day in days(window):
            if any(found and found.p.get(CONTESTED, 0.0) > HELD for found in question.of(place, day)):
                return Outcome.TRUE, day, f"it is contested on {day}"
    for told in question.claims:
        if told.type is claim.type and told.place.id == place and side_of(told.actor) == side and _later(told, claim):
            day = told.date.first if told.date else (known_of(told) or question.known_by).date()
            if day in window:
                return Outcome.TRUE, day, f"{source_of(told)} tells of it on {day}"
    return _open(claim) if not _passed(claim, question) else (Outcome.UNKNOWN, None, "nothing was told of it")


def _later(told: Claim, claim: Claim) -> bool:
    when, made = known_of(told), known_of(claim)
    return when is not None and made is not None and when > made
