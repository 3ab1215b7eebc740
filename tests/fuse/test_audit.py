"""Counts audited: which places, which are missing, on which days the number is right."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.fuse.audit import Verdict, counts, set_of
from dateline.model import Claim, ClaimType, Evidence, Modality, Party, Place, Quantity, Scale, State, Status

TOWNS = ("a", "b", "c", "d")
FALLS = {"a": 2, "b": 3, "c": 5}  # the day of May on which each falls; "d" never does
SETS = {"district towns": TOWNS, "ports": ("a", "b")}


def _states_of(as_of: date, known_by: datetime) -> Iterable[State]:
    """A fall is known from noon of its day."""
    for place in TOWNS:
        fall = date(2030, 5, FALLS[place]) if place in FALLS else None
        fell = (
            fall is not None and as_of >= fall and known_by >= datetime(fall.year, fall.month, fall.day, 12, tzinfo=UTC)
        )
        p = 0.9 if fell else 0.1
        yield State(place, as_of, known_by, {"reds": p, "blues": 0.98 - p, "contested": 0.02}, Status.HELD, fall)


def _count(value: float, of: float | None = 4, unit: str = "district towns", *, at: datetime, **rest: object) -> Claim:
    return Claim(
        document="d",
        type=ClaimType.COUNT,
        modality=Modality.ASSERTED,
        evidence=Evidence(0, 5, "words"),
        place=Place("Land", Scale.COUNTRY),
        actor=Party("Reds", side="reds"),
        quantity=Quantity(value, of, unit, bool(rest.pop("approx", False))),
        published=at,
        known=at,
        outlet="Dawn Post",
        id=f"{value}/{at}",
    )


MORNING_OF_THE_5TH = datetime(2030, 5, 5, 8, tzinfo=UTC)
LATER = datetime(2030, 5, 20, tzinfo=UTC)


def test_the_number_is_right_and_named() -> None:
    (audit,) = counts([_count(2, at=MORNING_OF_THE_5TH)], _states_of, SETS, hindsight=LATER)
    assert audit.verdict is Verdict.RIGHT
    assert audit.named == ("a", "b")
    assert audit.missing == ()
    assert str(audit.right) == "2030-05-03/2030-05-04"
    assert "2 said" in audit.why


def test_too_high_names_what_is_missing_and_when_it_came_true() -> None:
    (audit,) = counts([_count(3, at=MORNING_OF_THE_5TH)], _states_of, SETS, hindsight=LATER)
    assert audit.verdict is Verdict.TOO_HIGH
    assert [row.place for row in audit.missing] == ["c"]
    assert audit.right is not None and audit.right.first == date(2030, 5, 5)


def test_too_low_names_the_first_ones() -> None:
    (audit,) = counts([_count(1, at=MORNING_OF_THE_5TH)], _states_of, SETS, hindsight=LATER)
    assert audit.verdict is Verdict.TOO_LOW
    assert audit.named == ("a",) and [row.place for row in audit.held] == ["a", "b"]
    assert str(audit.right) == "2030-05-02"


def test_about_and_shares() -> None:
    about = _count(3, at=MORNING_OF_THE_5TH, approx=True)
    half = _count(0.5, None, "district towns", at=MORNING_OF_THE_5TH)
    assert [audit.verdict for audit in counts([about, half], _states_of, SETS)] == [Verdict.RIGHT, Verdict.RIGHT]


@pytest.mark.parametrize(
    ("quantity", "name"),
    [
        (Quantity(1, 4, "district towns"), "district towns"),
        (Quantity(1, None, "towns"), "district towns"),
        (Quantity(1, 2, None), "ports"),
        (Quantity(1, 9, "district towns"), None),
        (Quantity(155, None, "square kilometres"), None),
    ],
)
def test_which_set_is_meant(quantity: Quantity, name: str | None) -> None:
    assert set_of(quantity, SETS) == name


def test_what_cannot_be_audited_says_why() -> None:
    area = _count(155, None, "square kilometres", at=MORNING_OF_THE_5TH)
    (audit,) = counts([area], _states_of, SETS)
    assert audit.verdict is Verdict.UNKNOWN and "place_sets" in audit.why
    (audit,) = counts([_count(2, at=MORNING_OF_THE_5TH)], lambda as_of, known_by: [], SETS)
    assert audit.verdict is Verdict.UNKNOWN and "no state" in audit.why


@given(value=st.integers(0, 6), hour=st.integers(0, 23), day=st.integers(1, 9))
def test_named_and_missing_make_up_the_number(value: int, hour: int, day: int) -> None:
    at = datetime(2030, 5, day, hour, tzinfo=UTC)
    (audit,) = counts([_count(value, at=at)], _states_of, SETS, hindsight=LATER)
    assert audit.counted == len(audit.held)
    assert len(audit.named) == min(value, audit.counted)
    assert len(audit.named) + len(audit.missing) == min(value, len(TOWNS))
    assert (audit.verdict is Verdict.RIGHT) == (audit.counted == value)


def test_the_places_named_are_those_of_the_days_on_which_the_number_was_right() -> None:
    """On the evening of the 5th there are three; "two" was right until the day before, and means those two."""
    (audit,) = counts([_count(2, at=datetime(2030, 5, 5, 18, tzinfo=UTC))], _states_of, SETS, hindsight=LATER)
    assert audit.verdict is Verdict.TOO_LOW and audit.counted == 3
    assert audit.named == ("a", "b") and str(audit.right) == "2030-05-03/2030-05-04"


def test_of_places_taken_on_one_day_the_likelier_the_day_before_is_named() -> None:
    def states_of(as_of: date, known_by: datetime) -> Iterable[State]:
        for place, before in (("a", 0.1), ("b", 0.4), ("c", 0.9)):
            p = 0.9 if as_of >= date(2030, 5, 5) else before
            since = date(2030, 5, 1) if place == "c" else date(2030, 5, 5)
            yield State(place, as_of, known_by, {"reds": p, "contested": 1 - p}, Status.HELD, since)

    count = _count(2, 3, "towns", at=datetime(2030, 5, 5, 9, tzinfo=UTC))
    (audit,) = counts([count], states_of, {"towns": ("a", "b", "c")})
    assert str(audit.right) == "2030-05-05" and set(audit.named) == {"c", "b"}
