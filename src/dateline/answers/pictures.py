"""The whole picture at two clocks, as pages, exports and briefs are drawn from it."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date, datetime
from typing import Any

from dateline.answers.questions import Answers, changes_of, days_to
from dateline.fuse import Explanation
from dateline.ledger import Clocks
from dateline.link import outlines
from dateline.model import State, Status
from dateline.publish.picture import Account, Event, Picture, Side, Weight, Why

__all__ = ["picture", "states_picture"]

SLIDER_DAYS = 120  # a slider of more days than this has days thinner than a finger


def states_picture(
    answers: Answers,
    as_of: date | None = None,
    known_by: datetime | None = None,
    *,
    place: str | None = None,
    only: Container[str | None] | None = None,
) -> Picture:
    """The states alone, as tables and map files need them: of every place, of one, or of the ids in `only`."""
    clocks, states = answers.state(as_of, known_by, place=place)
    if only is not None:
        states = [state for state in states if state.place in only]
    return _bare(answers, clocks, {clocks.as_of: states})


def picture(
    answers: Answers, as_of: date | None = None, known_by: datetime | None = None, *, note: str | None = None
) -> Picture:
    """Everything: the days up to `as_of`, changes, claims with their texts, reasons, audits, conflicting accounts."""
    clocks = answers.clocks(as_of, known_by)
    claims = answers.claims(clocks.known_by)
    days = days_to(claims, clocks.as_of)
    daily = answers.nowcasts(days, clocks.known_by) if days else {}
    now = answers.states(clocks)
    bare = _bare(answers, clocks, {**dict(list(daily.items())[-SLIDER_DAYS:]), clocks.as_of: now})
    named = {claim.document for claim in claims}
    documents = answers.ledger.documents(theatre=answers.theatre_id, known_by=clocks.known_by, head=answers.head)
    return _with(
        bare,
        claims=claims,
        documents={document.id: document for document in documents if document.id in named},
        changes=changes_of(daily),
        explanations={
            state.place: why(answers._explain(answers.places[state.place], clocks))
            for state in now
            if state.claims and state.status is not Status.UNKNOWN and state.place in answers.places
        },
        events=_events(answers, clocks),
        outlines=_outlines(answers),
        note=note,
    )


def _with(bare: Picture, **fields: Any) -> Picture:
    from dataclasses import replace

    return replace(bare, **fields)


def _bare(answers: Answers, clocks: Clocks, states: dict[date, list[State]]) -> Picture:
    theatre = answers.theatre
    return Picture(
        title=theatre.name if theatre else "Control",
        as_of=clocks.as_of,
        known_by=clocks.known_by,
        sides=_sides(answers, clocks),
        places=answers.places,
        states=states,
        tally=answers.tally(clocks.known_by),
        theatre=answers.theatre_id,
        head=answers.ledger.head().hash,
    )


def _sides(answers: Answers, clocks: Clocks) -> tuple[Side, ...]:
    """The theatre's sides in its order, then those found in claims alone."""
    theatre = answers.theatre
    known = {id: Side(id, side.name) for id, side in theatre.sides.items()} if theatre else {}
    found = answers.sides_in_play(clocks.known_by)
    return (
        *(side for id, side in known.items() if id in found),
        *(Side(id, id.replace("-", " ")) for id in found if id not in known),
    )


def why(explanation: Explanation) -> Why:
    """An explanation as a page shows it: its factors, strongest first, and its words."""
    top = explanation.state.top
    return Why(
        explanation.state.place,
        tuple(Weight(factor.claim, factor.nats, top) for factor in explanation.factors),
        (explanation.words,),
    )


def _events(answers: Answers, clocks: Clocks) -> tuple[Event, ...]:
    """The conflicting accounts as events of two tellings each."""
    return tuple(
        Event(
            id=pair.id,
            type=str(pair.conflict),
            place=pair.place.id,
            interval=pair.interval,
            claims=(*pair.left.claims, *pair.right.claims),
            accounts=tuple(
                Account(telling.sides[0] if len(telling.sides) == 1 else None, telling.says, telling.claims)
                for telling in (pair.left, pair.right)
            ),
            independent=pair.left.independent + pair.right.independent,
        )
        for pair in answers.accounts(clocks.known_by)
    )


def _outlines(answers: Answers) -> dict[str, Any] | None:
    """The countries under the places, and their provinces, as one GeoJSON FeatureCollection."""
    theatre = answers.theatre
    countries: Iterable[str] = (
        theatre.countries if theatre else sorted({place.country for place in answers.places.values() if place.country})
    )
    features = [
        feature for code in countries for feature in (outlines.country(code), *outlines.admin1(code)) if feature
    ]
    return {"type": "FeatureCollection", "features": features} if features else None
