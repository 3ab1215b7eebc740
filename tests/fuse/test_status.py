"""The status words: the first that fits, on claims a person can follow."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from said_by import START, build, day

from dateline.fuse import states_at
from dateline.model import Claim, State, Status

BEFORE = {"town": ("blue", START - timedelta(days=5))}


def state(claims: list[Claim], at: int, **more: Any) -> State:
    as_of = START + timedelta(days=at)
    moment = datetime.combine(as_of, datetime.max.time(), UTC)
    found = states_at(claims, as_of=as_of, known_by=moment, sides=("blue", "red"), places=["town"], **more)
    return found[0]


def test_unknown_after_thirty_days_without_a_claim_or_a_starting_state() -> None:
    claims = [build("hold", "red", 0, "agency Kite")]
    assert state(claims, 29).status is Status.HELD
    assert state(claims, 30).status is Status.UNKNOWN
    assert state(claims, 30, initial=BEFORE).status is Status.HELD


def test_contested_is_the_most_probable_state() -> None:
    claims = [build("contest", "red", at, f"agency {name}") for at in (0, 1) for name in ("Kite", "Heron")]
    found = state(claims, 1, initial=BEFORE)
    assert (found.top, found.status) == ("contested", Status.CONTESTED)


@pytest.mark.parametrize(
    ("by", "word"),
    [
        (["red central"], Status.CLAIMED),
        (["red central", "agency Kite"], Status.CORROBORATED),
        (["red central", "agency Kite", "agency Heron"], Status.CONFIRMED),
        (["red central", "outlet A", "outlet A"], Status.CORROBORATED),
        (["red central", "blue local"], Status.CONFIRMED),
    ],
)
def test_who_bears_a_change_out(by: list[str], word: Status) -> None:
    claims = [build("capture", "red", 0, who) for who in by]
    found = state(claims, 0)
    assert (found.top, found.status) == ("red", word)


def test_a_change_is_held_after_fourteen_days() -> None:
    claims = [build("capture", "red", 0, "agency Kite"), build("hold", "red", 10, "agency Kite")]
    assert state(claims, 13).status is Status.CORROBORATED
    assert state(claims, 14).status is Status.HELD


def test_disputed_while_denied_and_not_sure() -> None:
    claims = [
        build("capture", "red", 0, "red central"),
        build("capture", "red", 1, "blue central", modality="denied"),
    ]
    assert state(claims, 1).status is Status.DISPUTED
    withdrawn = build("capture", "red", 1, retracts=claims[1].id, published=day(1) + "T18:00:00Z")
    assert state([*claims, withdrawn], 1).status is Status.CLAIMED


def test_what_a_state_says_of_its_reports() -> None:
    claims = [
        build("capture", "red", 2, "blue local", id="admits"),
        build("capture", "red", 2, "blue local", id="copy", copy_of="admits", published=day(3) + "T08:00:00Z"),
        build("hold", "red", 4, "agency Kite", id="holds"),
    ]
    found = state(claims, 6, initial=BEFORE)
    assert (found.claims, found.independent) == (3, 2)
    assert found.since == date.fromisoformat(day(2))
    assert found.last_report == date.fromisoformat(day(4))
    assert set(found.decided_by) == {"admits", "holds"}
