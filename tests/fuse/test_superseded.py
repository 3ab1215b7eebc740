"""The way to an outcome is not held against it; another side's word on the fighting is."""

from dataclasses import replace

import pytest

from dateline.fuse.superseded import standing
from dateline.model import Claim, ClaimType, Modality, Party, Place, Speaker
from dateline.times import Interval

OUTCOME = Claim(
    "r1",
    ClaimType.LEAVE,
    Modality.ASSERTED,
    None,
    Place("X", id="x"),
    date=Interval.parse("2021-08-12"),
    actor=Party("the army", side="government"),
    speakers=(Speaker("a council member", side="government"),),
)
FIGHTING = replace(OUTCOME, type=ClaimType.CONTEST)


@pytest.mark.parametrize("date", ["2021-08-12", "2021-08-10/2021-08-12", None])
def test_the_fighting_before_drops_out(date):
    fighting = replace(FIGHTING, date=Interval.parse(date) if date else None)
    assert standing([fighting, OUTCOME]) == [OUTCOME]


@pytest.mark.parametrize(
    "change",
    [
        {"date": Interval.parse("2021-08-13")},
        {"document": "r2"},
        {"place": Place("Y", id="y")},
        {"speakers": (Speaker("a spokesman", side="rebels"),)},
    ],
)
def test_other_fighting_stands(change):
    fighting = replace(FIGHTING, **change)
    assert standing([OUTCOME, fighting]) == [OUTCOME, fighting]


@pytest.mark.parametrize("modality", [Modality.DENIED, Modality.FORECAST])
def test_an_outcome_that_is_none_ends_nothing(modality):
    claims = [FIGHTING, replace(OUTCOME, modality=modality)]
    assert standing(claims) == claims


def test_an_admission_ends_the_reports_own_fighting():
    own = replace(FIGHTING, speakers=())
    assert standing([own, OUTCOME]) == [OUTCOME]
    boast = replace(OUTCOME, speakers=(Speaker("a spokesman", side="rebels"),))
    assert standing([own, boast]) == [own, boast]
