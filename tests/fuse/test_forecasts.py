"""Forecasts: resolved when the states know, scored per speaker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dateline.fuse.forecasts import Forecast, Outcome, probability, resolve, scores
from dateline.model import (
    Claim,
    ClaimType,
    Evidence,
    Modality,
    Party,
    Place,
    Quantity,
    Scale,
    Speaker,
    State,
    Status,
)
from dateline.times import Interval

FALL = date(2030, 5, 10)
END = datetime(2030, 5, 30, tzinfo=UTC)


def _states_of(as_of: date, known_by: datetime) -> Iterable[State]:
    p = 0.9 if as_of >= FALL else 0.1
    yield State("alba", as_of, known_by, {"reds": p, "blues": 0.98 - p, "contested": 0.02}, Status.HELD)
    yield State("brim", as_of, known_by, {"reds": 0.9, "blues": 0.08, "contested": 0.02}, Status.HELD)
    fought = 0.9 if as_of == date(2030, 5, 7) else 0.1
    yield State("dur", as_of, known_by, {"reds": 0.05, "blues": 0.95 - fought, "contested": fought}, Status.HELD)
    yield State("mist", as_of, known_by, {"reds": 0.3, "blues": 0.4, "contested": 0.3}, Status.UNKNOWN)


def _forecast(
    window: str | None,
    *,
    place: str | None = "alba",
    kind: str = "capture",
    side: str | None = "reds",
    words: str = "it could fall",
    modality: str = "forecast",
    by: str = "an analyst",
    day: int = 1,
    number: float | None = None,
    copy_of: str | None = None,
) -> Claim:
    at = datetime(2030, 5, day, 9, tzinfo=UTC)
    return Claim(
        document="d",
        type=ClaimType(kind),
        modality=Modality(modality),
        evidence=Evidence(0, len(words), words),
        place=Place(place or "Nowhere", Scale.TOWN, id=place),
        actor=Party(side, side=side) if side else None,
        date=Interval.parse(window) if window else None,
        speakers=(Speaker(by),),
        quantity=Quantity(number) if number else None,
        published=at,
        known=at,
        copy_of=copy_of,
        id=f"{place}/{kind}/{side}/{window}/{by}/{copy_of}/{modality}",
    )


def _resolve(claims: list[Claim], as_of: date = date(2030, 5, 29), **rest: object) -> list[Forecast]:
    return resolve(claims, _states_of, as_of=as_of, known_by=END, **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("claim", "outcome", "decided"),
    [
        (_forecast("2030-05-01/2030-05-30"), Outcome.TRUE, FALL),
        (_forecast("2030-05-01/2030-05-08"), Outcome.FALSE, date(2030, 5, 8)),
        (_forecast("2030-05-01/2030-06-30", side="blues", place="brim"), Outcome.OPEN, None),
        (_forecast(None), Outcome.TRUE, FALL),
        (_forecast(None, side="blues", place="brim"), Outcome.OPEN, None),
        (_forecast("2030-05-01/2030-05-08", kind="hold", side="blues"), Outcome.TRUE, date(2030, 5, 8)),
        (_forecast("2030-05-01/2030-05-20", kind="hold", side="blues"), Outcome.FALSE, FALL),
        (_forecast("2030-05-01/2030-05-20", kind="leave", side="blues"), Outcome.TRUE, FALL),
        (_forecast("2030-05-01/2030-05-20", kind="contest", place="dur"), Outcome.TRUE, date(2030, 5, 7)),
        (_forecast("2030-05-01/2030-05-20", place=None), Outcome.UNKNOWN, None),
        (_forecast("2030-05-01/2030-05-20", side=None), Outcome.TRUE, FALL),
        (_forecast("2030-05-01/2030-05-08", side=None), Outcome.FALSE, date(2030, 5, 8)),
        (_forecast("2030-05-01/2030-05-20", side=None, kind="hold"), Outcome.UNKNOWN, None),
        (_forecast("2030-05-01/2030-05-20", place="elsewhere"), Outcome.UNKNOWN, None),
        (_forecast("2030-05-01/2030-05-20", place="mist"), Outcome.UNKNOWN, None),
        (_forecast("2030-08-01/2030-08-20"), Outcome.OPEN, None),
    ],
)
def test_outcomes(claim: Claim, outcome: Outcome, decided: date | None) -> None:
    (found,) = _resolve([claim])
    assert (found.outcome, found.decided) == (outcome, decided), found.why
    assert (found.brier is not None) == (outcome in (Outcome.TRUE, Outcome.FALSE))


def test_nothing_later_than_as_of_decides() -> None:
    (found,) = _resolve([_forecast("2030-05-01/2030-05-30")], as_of=date(2030, 5, 9))
    assert found.outcome is Outcome.OPEN


def test_a_country_is_had_when_all_its_parts_are() -> None:
    whole = _forecast("2030-05-01/2030-05-30", place="land")
    (found,) = _resolve([whole], parts={"land": ("alba", "brim")})
    assert (found.outcome, found.decided) == (Outcome.TRUE, FALL)
    (found,) = _resolve([whole], parts={"land": ("alba", "brim", "dur")})
    assert found.outcome is Outcome.OPEN


def test_what_the_states_do_not_hold_is_resolved_by_claims() -> None:
    expected = _forecast("2030-05-01/2030-05-20", kind="deploy")
    came = _forecast("2030-05-05", kind="deploy", modality="asserted", by="a witness", day=6)
    (found,) = _resolve([expected, came])
    assert (found.outcome, found.decided) == (Outcome.TRUE, date(2030, 5, 5)) and "a witness" in found.why
    (found,) = _resolve([expected])
    assert found.outcome is Outcome.OPEN or found.outcome is Outcome.UNKNOWN


def test_copies_are_counted_with_their_origin_and_scored_once() -> None:
    first = _forecast("2030-05-01/2030-05-30")
    echo = _forecast("2030-05-01/2030-05-30", copy_of=first.id)
    (found,) = _resolve([first, echo])
    assert found.copies == (echo.id,)


def test_brier_per_speaker() -> None:
    found = _resolve(
        [
            _forecast("2030-05-01/2030-05-30", words="it could fall"),
            _forecast("2030-05-01/2030-05-08", words="it will certainly fall"),
            _forecast("2030-08-01/2030-08-20"),
            _forecast("2030-05-01/2030-05-30", by="the Reds", words="will be ours"),
        ]
    )
    analyst, reds = scores(found)
    assert (analyst.source, analyst.forecasts, analyst.resolved, analyst.came_true) == ("an analyst", 3, 2, 1)
    assert analyst.brier == pytest.approx((0.25 + 0.81) / 2)
    assert reds.brier == pytest.approx(0.01)


@pytest.mark.parametrize(
    ("words", "p"),
    [
        ("Alba could fall within 30 days", 0.5),
        ("Alba is very likely to fall", 0.87),
        ("it is unlikely that Alba falls", 0.32),
        ("the Mayor expects it", 0.7),
    ],
)
def test_probability_words(words: str, p: float) -> None:
    assert probability(words) == p


def test_a_country_may_be_named_by_its_code() -> None:
    whole = _forecast("2030-05-01/2030-05-30", place="geonames:1")
    land = replace(whole, place=Place("the country", Scale.COUNTRY, id="geonames:1", country="XL"))
    (found,) = _resolve([land], parts={"XL": ("alba", "brim")})
    assert (found.outcome, found.decided) == (Outcome.TRUE, FALL)
