"""The whole picture at two clocks, as pages, exports and briefs are drawn from it."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from dateline.answers.questions import Answers, changes_of, days_to
from dateline.fuse import Explanation
from dateline.ledger import Clocks
from dateline.link import outlines
from dateline.link import theatre as theatres
from dateline.model import State, Status
from dateline.publish import told
from dateline.publish.picture import Picture, Side, Weight, Why

__all__ = ["outlines_of", "picture", "sides_of", "states_picture", "why", "with_audits", "with_reports"]

SLIDER_DAYS = 120  # a slider of more days than this has days thinner than a finger
_STATE = "-government"  # how the linking names the forces of a state that no theatre lists


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
    days = days_to(answers.claims(clocks.known_by), clocks.as_of)
    daily = answers.nowcasts(days, clocks.known_by) if days else {}
    now = answers.states(clocks)
    bare = _bare(answers, clocks, {**dict(list(daily.items())[-SLIDER_DAYS:]), clocks.as_of: now})
    return replace(
        with_reports(answers, with_audits(answers, bare)),
        changes=changes_of(daily),
        explanations={
            state.place: why(answers._explain(answers.places[state.place], clocks))
            for state in now
            if state.claims and state.status is not Status.UNKNOWN and state.place in answers.places
        },
        outlines=outlines_of(answers),
        note=note,
    )


def with_audits(answers: Answers, bare: Picture) -> Picture:
    """The claims, and what they come to: counts, forecasts, events, conflicting accounts, sources."""
    claims = answers.claims(bare.known_by)
    by_id = {claim.id: claim for claim in claims}
    counts = (told.count(audit, by_id) for audit in answers.counts(bare.known_by))
    return replace(
        bare,
        claims=claims,
        counts=[count for count in counts if count],
        forecasts=[told.forecast(one) for one in answers.forecasts(bare.as_of, bare.known_by)],
        events=[told.event(pair) for pair in answers.accounts(bare.known_by)],
        happenings=answers.events(bare.known_by),
        sources=[told.source(one) for one in answers.sources(bare.known_by)],
    )


def with_reports(answers: Answers, picture: Picture) -> Picture:
    """The stored reports of the claims."""
    stored = answers.ledger.documents(theatre=answers.theatre_id, known_by=picture.known_by, head=answers.head)
    named = {claim.document for claim in picture.claims}
    return replace(picture, documents={document.id: document for document in stored if document.id in named})


def outlines_of(answers: Answers) -> dict[str, Any]:
    """The provinces of the theatre's countries, or the country; without a theatre those of the places."""
    places = answers.places.values()
    countries = (
        answers.theatre.countries if answers.theatre else sorted({place.country for place in places if place.country})
    )
    features: list[dict[str, Any]] = []
    for country in countries:
        features += outlines.admin1(country) or filter(None, [outlines.country(country)])
    return {"type": "FeatureCollection", "features": features}


def why(explanation: Explanation) -> Why:
    """An explanation as a page shows it: its factors, strongest first, and its words."""
    top = explanation.state.top
    return Why(
        explanation.state.place,
        tuple(Weight(factor.claim, factor.nats, top) for factor in explanation.factors),
        (explanation.words,),
    )


def _bare(answers: Answers, clocks: Clocks, states: dict[date, list[State]]) -> Picture:
    theatre = answers.theatre
    return Picture(
        title=theatre.name if theatre else "Control",
        as_of=clocks.as_of,
        known_by=clocks.known_by,
        sides=sides_of(
            answers,
            (claim.actor.side for claim in answers.claims(clocks.known_by) if claim.actor),
            answers.sides_in_play(clocks.known_by),
        ),
        places=answers.places,
        states=states,
        tally=answers.tally(clocks.known_by),
        theatre=answers.theatre_id,
        head=answers.ledger.head().hash,
    )


def sides_of(answers: Answers, told_of: Iterable[str | None], in_play: Iterable[str]) -> tuple[Side, ...]:
    """The theatre's sides in its order, all of them, then those found in claims alone, first told of first: a side
    keeps its position, and so its colour, at all clocks."""
    listed = answers.theatre.sides if answers.theatre else {}
    found = set(in_play) - set(listed)
    others = dict.fromkeys(id for id in (*told_of, *sorted(found)) if id in found)
    return (
        *(Side(id, side.name, state_force=_state_force(side)) for id, side in listed.items()),
        *(Side(id, id.replace("-", " "), state_force=id.endswith(_STATE)) for id in others),
    )


def _state_force(side: theatres.Side) -> bool | None:
    """Whether these are a government's forces; None for an alliance of several."""
    return False if side.armed_group else side.country is not None or None
