"""Phrases: clocks, days, chains, stances, as people read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from dateline.model import Place, Scale, Status
from dateline.publish import words
from dateline.publish.picture import Picture, Tally
from dateline.times import Interval


def test_clocks_are_in_utc_and_say_both() -> None:
    local = datetime(2021, 8, 13, 22, 30, tzinfo=timezone(timedelta(hours=4, minutes=30)))
    said = words.clocks(date(2021, 8, 13), local)
    assert said == "Control as of 13 Aug 2021, as known on 13 Aug 2021 18:00 UTC"
    assert words.tally(Tally(1312, 5000, 41)) == "1,312 reports, 41 independent"
    assert words.tally(Tally(1, 1, 1)) == "1 report, 1 independent"


@pytest.mark.parametrize(
    ("interval", "said"),
    [
        ("2021-08-13", "13 Aug 2021"),
        ("2021-08-13/2021-08-15", "13\u201315 Aug 2021"),
        ("2021-08-30/2021-09-02", "30 Aug 2021 \u2013 2 Sep 2021"),
    ],
)
def test_intervals_are_inclusive(interval: str, said: str) -> None:
    assert words.interval(Interval.parse(interval)) == said


@pytest.mark.parametrize(("p", "said"), [(0.0, "1%"), (0.004, "1%"), (0.5, "50%"), (0.999, "99%"), (1.0, "99%")])
def test_nothing_is_certain(p: float, said: str) -> None:
    assert words.percent(p) == said


def test_a_denial_serves_whom_its_claim_would_hurt(picture: Picture) -> None:
    stances = {words.said_by(claim): words.stance(claim) for claim in picture.claims if claim.place.id == "herat"}
    assert stances["a Taliban spokesman"] == "own gain"
    assert stances["the defence ministry"] == "own gain"  # it denies its own loss, and says it holds
    assert stances["a provincial councillor"] == "admission"
    assert stances["a shopkeeper"] == "no stake"


def test_the_chain_ends_with_the_outlet_once(picture: Picture) -> None:
    chains = {claim.id: words.chain(claim) for claim in picture.claims}
    assert ("a Taliban spokesman", "Meridian News Agency") in chains.values()
    relayed = next(claim for claim in picture.claims if claim.copy_of)
    assert words.chain(relayed) == ("a Taliban spokesman", "Meridian News Agency", "The Harbour Wire")
    assert words.chain(replace(relayed, outlet="Meridian News Agency")) == relayed_without_outlet(relayed)


def relayed_without_outlet(claim: object) -> tuple[str, ...]:
    return tuple(speaker.text for speaker in claim.speakers)  # type: ignore[attr-defined]


def test_states_in_words(picture: Picture) -> None:
    state = next(state for state in picture.now if state.place == "herat")
    assert words.state_phrase(state, picture.sides) == "Taliban, 95%: confirmed since 12 Aug 2021"
    assert words.state_phrase(replace(state, status=Status.UNKNOWN), picture.sides) == "unknown: nothing reported"
    fighting = replace(state, p={"contested": 0.6, "taliban": 0.4}, status=Status.CONTESTED, since=None)
    assert words.state_phrase(fighting, picture.sides) == "contested, 60%"
    assert set(words.STATUS_MEANING) == set(Status) == set(words.STATUS_ORDER)


def test_a_place_without_a_name_goes_by_its_id() -> None:
    site = Place("dateline:af-kunduz-army-base", Scale.SITE, id="dateline:af-kunduz-army-base")
    assert words.place_name(site) == "Kunduz army base"
    assert words.place_name(Place("geonames:1", id="geonames:1")) == "geonames:1"
    assert words.place_name(Place("the citadel", id="x")) == "the citadel"
    assert words.place_name(None, "fallback") == "fallback"


def test_accounts_are_told_in_the_words_of_the_claims(picture: Picture) -> None:
    assert words.reading("no capture by taliban", picture.sides) == "not captured by Taliban"
    assert words.reading("surrender by reds", picture.sides) == "surrender of reds"
    assert words.reading("still fought over", picture.sides) == "still fought over"
    assert words.conflict("manner") == "left, or surrendered" and words.conflict("new") == "new"


def test_moments_and_days(picture: Picture) -> None:
    assert words.published(date(2021, 8, 13)) == "13 Aug 2021"
    assert words.published(datetime(2021, 8, 13, 9, 5, tzinfo=UTC)) == "13 Aug 2021 09:05 UTC"
    assert words.published(None) == "undated" and words.interval(None) == ""
    assert words.side_name("taliban", picture.sides) == "Taliban" and words.side_name("x", picture.sides) == "x"
