"""Explanations are what leaving a cluster out does, neither more nor less."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from said_by import START, build, day

from dateline.fuse import explain, states_at

ASKED: dict[str, Any] = {
    "as_of": START + timedelta(days=5),
    "known_by": datetime.combine(START + timedelta(days=5), datetime.max.time(), UTC),
    "initial": {"town": ("blue", START - timedelta(days=5))},
    "sides": ("blue", "red"),
}
CLAIMS = [
    build("capture", "red", 2, "blue local", id="admission"),
    build("capture", "red", 2, "blue local", id="copy 1", copy_of="admission", published=day(3) + "T08:00:00Z"),
    build("capture", "red", 2, "blue local", id="copy 2", copy_of="admission", published=day(3) + "T09:00:00Z"),
    build("capture", "red", 2, "red central", id="boast"),
    build("capture", "red", 3, "blue central", id="denial", modality="denied"),
    build("deploy", "red", 3, "agency Kite", id="beside the point"),
]


def log_odds(p: float) -> float:
    return math.log(p / (1 - p))


def test_nats_are_the_change_without_the_cluster() -> None:
    found = explain(CLAIMS, place="town", **ASKED)
    full = states_at(CLAIMS, places=["town"], clip=False, **ASKED)[0]
    for factor in found.factors:
        left = [claim for claim in CLAIMS if claim.id != factor.claim and claim.id not in factor.copies]
        without = states_at(left, places=["town"], clip=False, **ASKED)[0]
        assert factor.nats == pytest.approx(log_odds(full.p["red"]) - log_odds(without.p["red"]))


def test_the_state_explained_is_the_state_shown() -> None:
    shown = states_at(CLAIMS, places=["town"], **ASKED)[0]
    assert explain(CLAIMS, place="town", **ASKED).state == shown


def test_factors_come_strongest_first_and_copies_with_their_origin() -> None:
    factors = explain(CLAIMS, place="town", **ASKED).factors
    assert (factors[0].claim, factors[0].copies, factors[0].voice) == (
        "admission",
        ("copy 1", "copy 2"),
        "local admission",
    )
    assert [abs(factor.nats) for factor in factors] == sorted((abs(factor.nats) for factor in factors), reverse=True)
    by_claim = {factor.claim: factor.nats for factor in factors}
    assert by_claim["boast"] > 0 > by_claim["denial"]
    assert by_claim["beside the point"] == pytest.approx(0, abs=1e-6)


def test_words() -> None:
    words = explain(CLAIMS, place="town", name="Ardel", **ASKED).words
    assert words.startswith("Ardel: red 0.")
    assert "since 3 March. Decided by the admission by blue local (+" in words
    assert words.endswith("2 linked copies counted once; 1 denial.")
    assert date(2031, 3, 3) == START + timedelta(days=2)


def test_nothing_said() -> None:
    found = explain([], place="town", covered_from=START, **ASKED)
    assert found.words.endswith(". Nothing said of it moves this.")
    assert found.words.startswith("town: blue 0.9")
