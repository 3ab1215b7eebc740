"""Silence speaks against a change, unless nobody is left who would report it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from said_by import build

from dateline.fuse import FusionModel
from dateline.fuse.columns import columns
from dateline.fuse.evidence import evidence
from dateline.fuse.silence import Silence

SIDES = ("blue", "red")
DAYS = 200


def logs(model: FusionModel, claims: int, day: int) -> float:
    """The log factor of a fresh state on a day without a report, after so many claims on the first."""
    told = [build("hold", "blue", 0, "agency Kite") for _ in range(claims)]
    table = columns(told, model=model, sides=SIDES)
    first = int(table.day[0])
    silence = Silence(table, evidence(model, SIDES, table.sources, first), first, DAYS, DAYS)
    for number in range(day + 1):
        silence.advance(number)
    return float(silence.logs[day][0, 0])


def test_silence_speaks_against_a_change() -> None:
    assert logs(FusionModel.prior(), 1, 5) < 0


def test_long_silence_of_a_place_much_spoken_of_says_less_and_less() -> None:
    model = replace(FusionModel.prior(), settled_rate=0.5, dark_days=300.0)
    early, late = logs(model, 40, 2), logs(model, 40, 150)
    assert early < late <= 0
    assert np.isclose(late, 0, atol=abs(early) / 20)


def test_nobody_goes_dark_where_that_is_not_believed() -> None:
    model = replace(FusionModel.prior(), dark_days=1e12)
    assert logs(model, 1, 150) < logs(FusionModel.prior(), 1, 150) * 0.99
