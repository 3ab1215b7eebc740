"""States over two clocks: the daily nowcast, late word, starting states, succession, places within places."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from said_by import START, build, day

from dateline.errors import DatelineError
from dateline.fuse import PlaceParent, Succession, fuse, states_at
from dateline.model import Claim, State
from dateline.times import Interval

SIDES = ("blue", "red")
BLUE = {"town": ("blue", START - timedelta(days=5))}


def at(claims: list[Claim], number: int, known: int | None = None, **more: Any) -> State:
    moment = datetime.combine(START + timedelta(days=number if known is None else known), datetime.max.time(), UTC)
    options: dict[str, Any] = {"sides": SIDES, "places": ["town"], "covered_from": START} | more
    return states_at(claims, as_of=START + timedelta(days=number), known_by=moment, **options)[0]


def test_the_nowcast_is_the_state_of_each_day_as_known_at_its_end() -> None:
    claims = [
        build("hold", "blue", 0, "agency Kite"),
        build("capture", "red", 3, "red central"),
        build("capture", "red", 3, "blue local", published=day(6) + "T09:00:00Z"),
        build("hold", "blue", 8, "outlet A", place="port"),
        build("contest", "blue", 12, "agency Heron", published=day(13) + "T09:00:00Z"),
    ]
    daily = list(fuse(claims, initial=BLUE))
    assert [state.as_of for state in daily[::2]] == [START + timedelta(days=n) for n in range(14)]
    for state in daily:
        alone = states_at(
            claims, as_of=state.as_of, known_by=state.known_by, sides=SIDES, initial=BLUE, places=[state.place],
            covered_from=START,
        )[0]  # fmt: skip
        assert (alone.p, alone.status, alone.since) == (state.p, state.status, state.since)


def test_late_word_bears_on_the_day_it_speaks_of() -> None:
    late = [
        build("capture", "red", 3, f"blue {level}", published=day(8) + "T09:00:00Z") for level in ("local", "central")
    ]
    assert at(late, 4, known=7, initial=BLUE).top == "blue"
    found = at(late, 9, initial=BLUE)
    assert (found.top, found.since) == ("red", date.fromisoformat(day(3)))
    assert at(late, 4, known=9, initial=BLUE).top == "red"


def test_claims_cut_on_a_day_give_the_very_states_up_to_it() -> None:
    claims = [
        build(said, side, when, by, place=place)
        for when, (said, side, by, place) in enumerate(
            [
                ("hold", "blue", "agency Kite", "town"),
                ("contest", "red", "outlet A", "port"),
                ("capture", "red", "red central", "town"),
                ("capture", "red", "blue local", "port"),
                ("hold", "red", "agency Heron", "town"),
            ]
        )
    ]
    claims.append(build("capture", "blue", 1, "red local", published=day(4) + "T10:00:00Z"))
    full = list(fuse(claims, sides=SIDES))
    for cut in (1, 3):
        early = [claim for claim in claims if claim.known and claim.known.date() <= START + timedelta(days=cut)]
        assert list(fuse(early, sides=SIDES)) == [state for state in full if (state.as_of - START).days <= cut]


def test_since_is_a_day_on_record_or_none() -> None:
    assert at([], 4, initial=BLUE).since == BLUE["town"][1]
    assert at([build("hold", "blue", 2, "agency Kite")], 4).since is None
    assert at([build("hold", "red", 2, "agency Kite")], 4).since == date.fromisoformat(day(2))


def test_days_choose_the_window_and_leave_the_states_alone() -> None:
    claims = [build("capture", "red", 2, "blue local"), build("hold", "red", 6, "agency Kite")]
    window = Interval.span(START + timedelta(days=4), START + timedelta(days=5))
    chosen = list(fuse(claims, days=window))
    assert [state.as_of for state in chosen] == [window.first, window.last]
    assert chosen == [state for state in fuse(claims) if state.as_of in window]


def test_no_claims_is_an_error_with_a_remedy() -> None:
    with pytest.raises(DatelineError, match="link the claims"):
        list(fuse([]))


def test_a_claim_about_an_unlinked_place_is_left_out() -> None:
    assert [state.place for state in fuse([build("hold", "red", 0, place=None), build("hold", "red", 0)])] == ["town"]


def test_hedged_is_half() -> None:
    odds = [at([build("hold", "red", 0, "agency Kite", modality=m)], 0).p["red"] for m in ("hedged", "asserted")]
    assert 0.5 < odds[0] < odds[1]


def test_a_province_bears_on_its_towns_at_a_tenth_and_a_site_on_nothing() -> None:
    parents = {"town": PlaceParent(province="province"), "airport": PlaceParent(town="town", province="province")}
    over = [build("capture", "red", 0, "blue local", place="province", scale="province")]
    inside = [build("capture", "red", 0, "blue local", place="airport", scale="site")]
    nothing = at([], 0, initial=BLUE, parents=parents).p["red"]
    assert at(inside, 0, initial=BLUE, parents=parents).p["red"] == pytest.approx(nothing, abs=1e-6)
    own = at([build("capture", "red", 0, "blue local")], 0, initial=BLUE).p["red"]
    assert nothing < at(over, 0, initial=BLUE, parents=parents).p["red"] < own / 2


def test_who_leaves_makes_room_for_the_opponent() -> None:
    three = {"sides": ("blue", "green", "red"), "initial": BLUE}
    named = at([build("leave", "blue", 1, "blue local", opponent="red")], 1, **three)
    open_end = at([build("leave", "blue", 1, "blue local")], 1, **three)
    assert named.top == "red"
    assert open_end.p["blue"] < 0.5
    assert at([build("leave", "blue", 1, "blue local")], 1, initial=BLUE).top == "red"


def test_a_side_that_becomes_another_takes_its_places_along() -> None:
    step = Succession("blue", "green", START + timedelta(days=5), frozenset(["town"]))
    options: dict[str, Any] = {"sides": ("blue", "green", "red"), "initial": BLUE, "succession": [step]}
    assert at([], 4, **options).top == "blue"
    assert at([], 5, **options).top == "green"
    assert at([build("capture", "blue", 7, "red central")], 7, **options).p["green"] > 0.9


@pytest.mark.parametrize("sides", [("red",), tuple("abcdef")])
def test_from_one_side_to_six(sides: tuple[str, ...]) -> None:
    found = at([build("capture", sides[0], 1, "agency Kite")], 1, sides=sides)
    assert set(found.p) == {*sides, "contested"}
    assert found.top == sides[0]
    assert sum(found.p.values()) == pytest.approx(1)


def test_counts_and_other_types_move_nothing() -> None:
    moved = [at([build(kind, "red", 1, "agency Kite")], 1).p for kind in ("count", "strike", "harm", "deploy", "agree")]
    assert all(p["red"] == pytest.approx(0.5, abs=0.02) for p in moved)
