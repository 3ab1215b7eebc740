"""Look-alikes fall off, copies weigh nothing, withdrawn lines go with all they did."""

from __future__ import annotations

import numpy as np
import pytest
from said_by import build, day

from dateline.fuse import FusionModel
from dateline.fuse.columns import Columns, columns
from dateline.fuse.weights import postings, standing
from dateline.model import Claim

MODEL = FusionModel.prior()


def lines(claims: list[Claim]) -> Columns:
    return columns(claims, model=MODEL, sides=("blue", "red"))


def hours(number: int) -> str:
    return day(number // 24) + f"T{number % 24:02d}:00:00Z"


def weights(by: list[str], told: list[int]) -> list[float]:
    claims = [build("capture", "red", 0, who, published=hours(hour)) for who, hour in zip(by, told, strict=True)]
    return standing(lines(claims), MODEL)[0].tolist()


def test_outlets_follow_whoever_said_it_first() -> None:
    assert weights(["agency Kite", "outlet A", "outlet B"], [1, 2, 3]) == pytest.approx([1, 2**-1.5, 3**-1.5])


def test_agencies_are_witnesses_of_their_own() -> None:
    assert weights(["agency Kite", "agency Heron", "agency Kite"], [1, 2, 3]) == pytest.approx([1, 1, 2**-1.5])


def test_a_party_that_repeats_its_gain_falls_off_faster() -> None:
    assert weights(["red central", "red central"], [1, 2]) == pytest.approx([1, 2**-2.5])


def test_the_press_on_another_day_is_no_look_alike() -> None:
    claims = [build("capture", "red", number, "outlet A", published=hours(40 + number)) for number in (0, 1)]
    assert standing(lines(claims), MODEL)[0].tolist() == [1, 1]


def test_a_party_that_says_it_of_another_day_says_the_same_again() -> None:
    claims = [build("capture", "red", number, "red central", published=hours(40 + number)) for number in (0, 1)]
    assert standing(lines(claims), MODEL)[0].tolist() == pytest.approx([1, 2**-2.5])


def test_look_alikes_are_of_a_window() -> None:
    window = int(MODEL.look_alike_hours)
    assert weights(["outlet A", "outlet B"], [0, window + 1]) == [1, 1]


def test_a_linked_copy_is_no_line() -> None:
    origin = build("capture", "red", 0, "agency Kite", id="origin")
    copies = [build("capture", "red", 0, "outlet", copy_of="origin", published=hours(13 + n)) for n in range(5)]
    assert len(lines([*copies, origin]).place) == 1


def test_postings_end_where_the_claims_that_stand_would_begin() -> None:
    claims = [build("capture", "red", 0, f"outlet {n}", published=hours(n), id=f"claim {n}") for n in range(1, 6)]
    withdrawn = build("capture", "red", 0, retracts="claim 2", published=hours(8))
    table = lines([*claims, withdrawn])
    news = postings(table, MODEL)
    total = np.zeros(len(table.place))
    np.add.at(total, news.line, news.weight)
    left = standing(lines([claim for claim in claims if claim.id != "claim 2"]), MODEL)[0]
    assert total[[0, 2, 3, 4]] == pytest.approx(left)
    assert total[1] == pytest.approx(0)
    assert (news.known[1:] >= news.known[:-1]).all()
