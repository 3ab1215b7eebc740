"""A model written is the model read."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from dateline.errors import DatelineError
from dateline.fuse import FusionModel, dump, load
from dateline.fuse.rates import SourceRecord


def test_round_trip() -> None:
    record = SourceRecord((1.1, 0.9, 0.5), (1.0, 1.0, 2.0), {"red": (0.5, 1.0, 3.0)})
    model = replace(
        FusionModel.prior(),
        hazard=0.01,
        shares={"red": 0.7, "blue": 0.3},
        attackers={"red": {"blue": 1.0}},
        sources={"agency kite": record},
        learned_until=date(2031, 3, 1),
    )
    assert load(dump(model)) == model
    assert load(dump(FusionModel.prior())) == FusionModel.prior()


@pytest.mark.parametrize("text", ["", "[]", "{}", "null"])
def test_no_model(text: str) -> None:
    with pytest.raises(DatelineError, match="not a fusion model"):
        load(text)


def test_another_version_and_a_damaged_file() -> None:
    line = json.loads(dump(FusionModel.prior()))
    with pytest.raises(DatelineError, match="learn it again"):
        load(json.dumps(line | {"version": 99}))
    with pytest.raises(DatelineError, match="damaged"):
        load(json.dumps(line | {"rates": [[1]]}))
