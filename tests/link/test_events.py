"""Events: what gathers, what stays apart, what the row says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.interchange import record_to_json
from dateline.link.assertion import kilometres
from dateline.link.events import cluster
from dateline.model import Claim, ClaimType, Evidence, Place, Scale, Speaker

Say = Callable[..., Claim]
Name = Callable[..., Speaker]


def test_a_fall_told_three_ways_is_one_event(say: Say, speaker: Name) -> None:
    taken = say("capture", actor="reds", opponent="blues", on="2030-05-01", by=(speaker("The Reds", "reds"),))
    left = say("leave", actor="blues", on="2030-05-01", outlet="Echo", by=(speaker("mayor Olun", "blues"),))
    gave_up = say("surrender", actor="blues", on="2030-05-01", outlet="Far Times")
    (event,) = cluster([left, gave_up, taken])
    assert event.type is ClaimType.CAPTURE
    assert (event.actor, event.opponent) == ("reds", "blues")
    assert set(event.claims) == {taken.id, left.id, gave_up.id}
    assert event.independent == 3
    assert set(event.sources) == {"The Reds", "mayor Olun"}
    assert set(event.outlets) == {"Dawn Post", "Echo", "Far Times"}
    assert str(event.interval) == "2030-05-01" and event.date_precision == 1


@pytest.mark.parametrize(
    "change", [{"place": "Corvo"}, {"place": "Brim"}, {"on": "2030-05-02"}, {"actor": "blues"}, {"kind": "strike"}]
)
def test_distinct_happenings_stay_apart(say: Say, change: dict[str, str]) -> None:
    said = {"kind": "capture", "place": "Alba", "actor": "reds", "on": "2030-05-01"}
    assert len(cluster([say(**said), say(**{**said, **change}, outlet="Echo")])) == 2


def test_a_side_takes_a_place_once_a_day_whomever_from(say: Say) -> None:
    one = say(actor="reds", opponent="blues", on="2030-05-01")
    other = say(actor="reds", opponent="greens", on="2030-05-01", outlet="Echo")
    assert len(cluster([one, other])) == 1
    shelled = [say("strike", "Alba", "reds", opponent=side, on="2030-05-01") for side in ("blues", "greens")]
    assert len(cluster(shelled)) == 2


def test_a_copy_adds_to_the_reports_and_not_to_the_witnesses(say: Say) -> None:
    first = say(on="2030-05-01")
    echo = say(on="2030-05-01", outlet="Echo", copy_of=first.id)
    (event,) = cluster([first, echo])
    assert len(event.claims) == 2 and event.independent == 1


def test_an_undated_claim_joins_the_news_of_its_day_or_the_day_before(say: Say) -> None:
    taken = say(on="2030-05-01")
    morning = say(at="2030-05-02T07:00:00Z", outlet="Echo")
    week_later = say(at="2030-05-09T07:00:00Z", outlet="Far Times")
    first, second = cluster([morning, week_later, taken])
    assert set(first.claims) == {taken.id, morning.id}
    assert second.claims == (week_later.id,) and second.date_precision == 2


def test_a_claim_as_wide_as_a_month_joins_nothing(say: Say) -> None:
    assert len(cluster([say(on="2030-05-01"), say(on="2030-04-15/2030-05-15", outlet="Echo")])) == 2


def test_a_denial_belongs_to_what_it_denies_and_makes_nothing(say: Say) -> None:
    taken, denied = say(on="2030-05-01"), say(on="2030-05-01", modality="denied", outlet="Echo")
    (event,) = cluster([taken, denied])
    assert event.denials == (denied.id,) and event.claims == (taken.id,)
    assert cluster([denied]) == []


@pytest.mark.parametrize("modality", ["forecast", "planned", "conditional"])
def test_what_did_not_happen_is_no_event(say: Say, modality: str) -> None:
    assert cluster([say(modality=modality, on="2030-05-01")]) == []


def test_states_and_withdrawals_are_no_events(say: Say) -> None:
    first = say(on="2030-05-01")
    retraction = say(retracts=first.id, modality="denied")
    assert cluster([say("hold"), say("count"), retraction]) == []


def test_low_best_and_high(say: Say) -> None:
    def toll(number: float, outlet: str, words: str, approx: bool = False, **rest: object) -> Claim:
        claim = say(
            "harm", actor=None, on="2030-05-01", outlet=outlet, number=number, evidence=Evidence(0, 9, words), **rest
        )
        return replace(claim, quantity=replace(claim.quantity, approx=approx)) if claim.quantity else claim

    told = [
        toll(9, "Dawn Post", "9 people killed"),
        toll(12, "Echo", "12 dead"),
        toll(12, "Far Times", "killing 12"),
        toll(24, "Gull", "dozens killed", approx=True),
        toll(30, "Echo", "30 wounded", document="e2"),
    ]
    (event,) = cluster(told)
    killed, wounded = event.numbers
    assert (killed.unit, killed.low, killed.best, killed.high) == ("killed", 9, 12, 24)
    assert (wounded.unit, wounded.best) == ("wounded", 30)
    assert len(killed.claims) == 4


def test_copies_of_a_number_do_not_outvote(say: Say) -> None:
    first = say("harm", on="2030-05-01", number=5, unit="dead", outlet="A")
    echoes = [say("harm", on="2030-05-01", number=5, unit="dead", outlet=f"E{n}", copy_of=first.id) for n in range(5)]
    others = [say("harm", on="2030-05-01", number=8, unit="dead", outlet=f"O{n}") for n in range(2)]
    (event,) = cluster([first, *echoes, *others])
    assert event.numbers[0].best == 8


def test_a_strike_on_the_airport_is_a_strike_on_the_town(say: Say) -> None:
    town = say("strike", on="2030-05-01")
    field = Place("Alba airport", Scale.SITE, "Alba airport", "place:field", within="Alba", lat=10.01, lon=20.0)
    airport = say("strike", field, on="2030-05-01", outlet="Echo")
    taken = [say("capture", on="2030-05-01"), say("capture", field, on="2030-05-01", outlet="Echo")]
    assert len(cluster([town, airport])) == 1
    assert len(cluster(taken)) == 2


def test_fighting_is_one_whoever_is_named_first(say: Say) -> None:
    one = say("contest", actor="reds", opponent="blues", on="2030-05-01")
    other = say("contest", actor="blues", opponent="reds", on="2030-05-01", outlet="Echo")
    assert len(cluster([one, other])) == 1


def test_the_row_as_json(say: Say) -> None:
    (event,) = cluster([say(on="2030-05-01")])
    line = record_to_json(event)
    assert line["interval"] == "2030-05-01" and line["type"] == "capture" and line["first_known"].endswith("Z")


@st.composite
def _rows(draw: st.DrawFn) -> list[dict[str, object]]:
    row = st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["capture", "leave", "contest", "strike", "harm"]),
            "place": st.sampled_from(["Alba", "Brim", "Corvo"]),
            "actor": st.sampled_from(["reds", "blues", None]),
            "on": st.sampled_from([None, "2030-05-01", "2030-05-02", "2030-05-01/2030-05-02", "2030-05-05"]),
            "outlet": st.sampled_from(["Dawn Post", "Echo", "Far Times"]),
            "modality": st.sampled_from(["asserted", "hedged", "denied"]),
        }
    )
    return draw(st.lists(row, max_size=12))


@given(rows=_rows(), order=st.randoms())
def test_every_claim_is_told_once_whatever_the_order(say: Say, rows: list[dict[str, object]], order: object) -> None:
    claims = [say(**row, document=f"d{number}") for number, row in enumerate(rows)]
    events = cluster(claims)
    shuffled = list(claims)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert cluster(shuffled) == events
    told = [name for event in events for name in event.claims]
    assert sorted(told) == sorted(claim.id for claim in claims if claim.modality != "denied")


@given(rows=_rows())
def test_no_event_spans_25_kilometres_or_days_that_exclude_one_another(say: Say, rows: list[dict[str, object]]) -> None:
    claims = {claim.id: claim for number, row in enumerate(rows) for claim in [say(**row, document=f"d{number}")]}
    for event in cluster(claims.values()):
        members = [claims[name] for name in event.claims]
        for member in members:
            assert kilometres(member.place, event.place) == 0
            assert member.date is None or member.date.overlaps(event.interval)


def test_the_city_of_two_reports_is_not_one_city(say: Say) -> None:
    first = say(place=Place("the city"), on="2030-05-01", document="a")
    assert len(cluster([first, say(place=Place("the city"), on="2030-05-01", document="b")])) == 2
    assert len(cluster([first, say("leave", Place("the city"), None, on="2030-05-01", document="a")])) == 1
