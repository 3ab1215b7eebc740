"""Copies that were read differently: what most of them give counts, in the mouth of their origin."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from said_by import START, build, day

from dateline.fuse import FusionModel, fuse, states_at
from dateline.fuse.columns import columns
from dateline.fuse.readings import clusters, readings
from dateline.model import Claim, State, cluster_of

SIDES = ("blue", "red")
ORIGIN = build("capture", "red", 2, "agency Kite", id="origin")


def copy(hour: int, **more: Any) -> Claim:
    options: dict[str, Any] = {"side": "red", "place": "port", "id": f"copy at {hour}"} | more
    return build("capture", at=2, by="outlet A", copy_of="origin", published=day(2) + f"T{hour}:00:00Z", **options)


def told(claims: list[Claim]) -> list[tuple[str | None, str, float, bool]]:
    """(place, side, share, for good) of what counts of the one cluster of `claims`."""
    (members,) = clusters(claims, cluster_of(claims))
    return [
        (found.claim.place.id, found.claim.actor.side if found.claim.actor else "", found.share, found.until is None)
        for found in readings(members)
    ]


def shares(claims: list[Claim], place: str) -> float:
    moment = datetime(START.year, START.month, START.day, 23, tzinfo=UTC) + timedelta(days=2)
    found = states_at(
        claims, as_of=START + timedelta(days=2), known_by=moment, places=[place], sides=SIDES, covered_from=START
    )[0]
    return found.p["red"]


def test_copies_that_agree_are_one_reading() -> None:
    assert told([ORIGIN, copy(13, place="town"), copy(14, place="town")]) == [("town", "red", 1.0, True)]


def test_one_against_one_counts_half_each() -> None:
    assert told([ORIGIN, copy(13)]) == [
        ("town", "red", 1.0, False),
        ("town", "red", 0.5, True),
        ("port", "red", 0.5, True),
    ]


def test_the_outvoted_reading_counts_for_nothing() -> None:
    found = told([ORIGIN, copy(13), copy(14)])
    assert [one for one in found if one[3]] == [("port", "red", 1.0, True)]
    assert shares([ORIGIN, copy(13), copy(14)], "town") == pytest.approx(shares([], "town"))
    assert shares([ORIGIN, copy(13), copy(14)], "port") == pytest.approx(
        shares([build("capture", "red", 2, "agency Kite", place="port")], "port"), abs=1e-3
    )


def test_a_side_may_be_misread_too() -> None:
    claims = [ORIGIN, copy(13, place="town", side="blue"), copy(14, place="town", side="blue")]
    assert shares(claims, "town") < 0.5 < shares([ORIGIN], "town")


def test_the_origin_vouches_for_what_its_copies_give() -> None:
    claims = [ORIGIN, copy(13), copy(14)]
    table = columns(claims, model=FusionModel.prior(), sides=SIDES)
    (line,) = [n for n in range(len(table.place)) if table.places[table.place[n]] == "port" and table.weight[n] == 1]
    assert table.sources[table.source[line]] == "agency kite"
    assert claims[table.claim[line]].place.id == "port"


def test_a_denial_told_as_a_hold_is_no_other_reading() -> None:
    denial = build("capture", "red", 2, "blue central", id="origin", modality="denied")
    hold = build("hold", "blue", 2, "outlet A", copy_of="origin", published=day(2) + "T15:00:00Z")
    assert told([denial, hold]) == [("town", "red", 1.0, True)]


def test_each_day_knows_the_copies_of_its_time() -> None:
    late = [build("capture", "red", 2, "outlet A", place="port", copy_of="origin", published=day(n)) for n in (4, 5)]
    claims = [build("hold", "blue", 0, "agency Heron"), ORIGIN, *late]
    daily: dict[tuple[str, int], State] = {(s.place, (s.as_of - START).days): s for s in fuse(claims, sides=SIDES)}
    assert daily["town", 3].p["red"] > daily["town", 4].p["red"] > daily["town", 5].p["red"]
    assert daily["port", 3].p["red"] < daily["port", 4].p["red"] < daily["port", 5].p["red"]
    for (place, number), state in daily.items():
        alone = states_at(
            claims, as_of=state.as_of, known_by=state.known_by, sides=SIDES, places=[place], covered_from=START
        )[0]
        assert (alone.p, alone.status) == (state.p, state.status), (place, number)
