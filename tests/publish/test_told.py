"""Records of the answers become those of a picture, whatever room they come from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

from dateline.publish import told
from dateline.publish.picture import Picture
from dateline.times import Interval


def test_a_count_keeps_what_was_named_and_what_is_missing(picture: Picture) -> None:
    claim = next(claim for claim in picture.claims if claim.quantity and claim.quantity.of)
    audit = SimpleNamespace(
        claim=claim.id, day=date(2021, 8, 13), said=12, of=34, counted=11, side="taliban", place_set="capitals",
        named=("herat",), missing=(SimpleNamespace(place="kabul"),), verdict="too high", why="one short",
        right=Interval.parse("2021-08-14"),
    )  # fmt: skip
    found = told.count(audit, {claim.id: claim})
    assert found is not None
    assert (found.stated, found.found, found.unit, found.verdict) == (
        12,
        11,
        "provincial capitals",
        "too high; with hindsight right on 14 Aug 2021",
    )
    assert (found.places, found.disputed) == (("herat",), ("kabul",))
    assert told.count(SimpleNamespace(day=None), {}) is None


def test_a_count_that_cannot_be_audited_finds_no_number(picture: Picture) -> None:
    claim = replace(picture.claims[0], quantity=None)
    audit = SimpleNamespace(
        claim=claim.id, day=date(2021, 8, 13), said=0, of=None, counted=0, side=None, place_set=None, named=(),
        missing=(), verdict="cannot be audited", why="the count has no number", right=None,
    )  # fmt: skip
    found = told.count(audit, {claim.id: claim})
    assert found is not None and found.stated is None and found.found is None
    assert found.verdict == "cannot be audited: the count has no number"


def test_a_forecast_is_open_until_it_is_settled() -> None:
    window = Interval.parse("2021-08-13/2021-09-12")
    one = SimpleNamespace(claim="c", window=window, outcome="open", decided=None, brier=None, p=0.5)
    assert told.forecast(one).outcome is None
    one.outcome, one.brier = "false", 0.25
    assert told.forecast(one).outcome is False and told.forecast(one).brier == 0.25


def test_a_source_counts_what_was_borne_out() -> None:
    one = SimpleNamespace(
        name="An agency", kind="agency", side=None, claims=9, judged=4, borne_out=("a", "b", "c"), letter="B"
    )
    assert told.source(one).borne_out == 3 and told.source(one).letter == "B"


def test_an_account_of_one_side_is_that_sides() -> None:
    left = SimpleNamespace(sides=("taliban",), says="taken", claims=("a",), independent=1)
    right = SimpleNamespace(sides=("government", "us"), says="held", claims=("b", "c"), independent=2)
    pair = SimpleNamespace(
        id="e", conflict="rival", place=SimpleNamespace(id="herat"), interval=Interval.parse("2021-08-12"),
        left=left, right=right,
    )  # fmt: skip
    event = told.event(pair)
    assert [account.side for account in event.accounts] == ["taliban", None]
    assert event.claims == ("a", "b", "c") and event.independent == 3
