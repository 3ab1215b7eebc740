"""Accounts: each kind of conflict, and what is no conflict."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from dateline.link.accounts import Accounts, Conflict, accounts
from dateline.model import Claim, Evidence, Speaker

Say = Callable[..., Claim]
Name = Callable[..., Speaker]


def _kinds(found: list[Accounts]) -> list[Conflict]:
    return [one.conflict for one in found]


def test_a_capture_said_and_denied(say: Say, speaker: Name) -> None:
    said = say(on="2030-05-01", by=(speaker("The Reds", "reds"),))
    echo = say(on="2030-05-01", by=(speaker("The Reds", "reds"),), outlet="Echo", copy_of=said.id)
    denied = say(
        modality="denied", on="2030-05-01", at="2030-05-01T15:00:00Z", by=(speaker("defence ministry", "blues"),)
    )
    (one,) = accounts([denied, echo, said])
    assert one.conflict is Conflict.DENIED
    assert set(one.left.claims) == {said.id, echo.id} and one.left.independent == 1
    assert one.right.claims == (denied.id,)
    assert one.left.sides == ("reds",) and one.right.sides == ("blues",)
    assert one.right.says == "no capture by reds"


def test_a_denial_a_week_later_answers_something_else(say: Say) -> None:
    said = say(on="2030-05-01")
    late = say(modality="denied", on="2030-05-09", at="2030-05-09T10:00:00Z")
    assert accounts([said, late]) == []


def test_the_rival_says_that_he_has_it_still(say: Say, speaker: Name) -> None:
    said = say(on="2030-05-01", by=(speaker("The Reds", "reds"),))
    holds = say("hold", actor="blues", at="2030-05-01T14:00:00Z", by=(speaker("mayor Olun", "blues"),))
    assert _kinds(accounts([said, holds])) == [Conflict.RIVAL]


def test_gone_or_still_there(say: Say, speaker: Name) -> None:
    left = say("leave", actor="blues", on="2030-05-01", by=(speaker("a resident", kind="witness"),))
    stays = say("hold", actor="blues", at="2030-05-01T14:00:00Z", by=(speaker("mayor Olun", "blues"),))
    assert _kinds(accounts([left, stays])) == [Conflict.RIVAL]


def test_who_held_it_before_it_fell_contradicts_nobody(say: Say) -> None:
    held = say("hold", actor="blues", at="2030-05-01T06:00:00Z")
    assert accounts([held, say(on="2030-05-01", at="2030-05-01T14:00:00Z")]) == []


def test_two_captures_a_day_apart_are_a_sequence_and_on_one_day_a_conflict(say: Say) -> None:
    reds = say(on="2030-05-01")
    assert accounts([reds, say(actor="blues", on="2030-05-02", outlet="Echo")]) == []
    assert _kinds(accounts([reds, say(actor="blues", on="2030-05-01", outlet="Echo")])) == [Conflict.RIVAL]


def test_taken_or_still_fought_over(say: Say, speaker: Name) -> None:
    said = say(on="2030-05-01")
    fights = say("contest", on="2030-05-01", at="2030-05-01T15:00:00Z", by=(speaker("an officer", "blues"),))
    before = say("contest", on="2030-05-01", at="2030-05-01T05:00:00Z", by=(speaker("an officer", "blues"),))
    own_voice = say("contest", at="2030-05-01T15:00:00Z", outlet="Echo")
    assert _kinds(accounts([said, fights])) == [Conflict.FIGHTING]
    assert accounts([said, before]) == []
    assert accounts([said, own_voice]) == []


def test_left_or_surrendered(say: Say, speaker: Name) -> None:
    left = say("leave", actor="blues", on="2030-05-01", by=(speaker("a senior officer", "blues"),))
    gave_up = say("surrender", actor="blues", on="2030-05-01", by=(speaker("The Reds", "reds"),), outlet="Echo")
    (one,) = accounts([left, gave_up])
    assert one.conflict is Conflict.MANNER and {one.left.says, one.right.says} == {
        "leave by blues",
        "surrender by blues",
    }


def test_the_story_of_a_fall_tells_of_its_fighting(say: Say, speaker: Name) -> None:
    said = say(on="2030-05-01", document="d")
    fights = say("contest", on="2030-05-01", document="d", by=(speaker("an officer", "blues"),))
    assert accounts([said, fights]) == []


def test_a_denial_of_ones_own_fall_is_a_denial_of_the_rivals_gain(say: Say, speaker: Name) -> None:
    said = say(actor="reds", on="2030-05-01")
    denied = say(actor="blues", on="2030-05-01", modality="denied", by=(speaker("The Blues", "blues"),))
    assert _kinds(accounts([said, denied])) == [Conflict.DENIED]


def test_nobody_contradicts_himself_in_one_breath(say: Say, speaker: Name) -> None:
    governor = (speaker("deputy governor", "blues", level="local"),)
    said = say(on="2030-05-01", by=governor, document="d")
    fights = say("contest", on="2030-05-01", by=governor, document="d")
    assert accounts([said, fights]) == []


def test_who_denies_the_province_denies_its_seat(say: Say, speaker: Name) -> None:
    said = say(place="Alba", on="2030-05-01")
    denied = say(place="Corvo", on="2030-05-01", modality="denied", by=(speaker("The Blues", "blues"),))
    assert accounts([said, denied]) == []
    assert _kinds(accounts([said, denied], provinces={"place:Alba": "place:Corvo"})) == [Conflict.DENIED]


def test_two_tolls(say: Say) -> None:
    def toll(number: float, outlet: str, **rest: object) -> Claim:
        words = Evidence(0, 4, "dead")
        return say("harm", on="2030-05-01", number=number, outlet=outlet, evidence=words, **rest)

    low = toll(10, "Dawn Post")
    assert _kinds(accounts([low, toll(40, "Echo")])) == [Conflict.NUMBERS]
    assert accounts([low, toll(11, "Echo")]) == []
    assert accounts([low, toll(40, "Echo", copy_of=low.id)]) == []


def test_two_days(say: Say) -> None:
    one, other = say(on="2030-05-01"), say(on="2030-05-02", outlet="Echo", at="2030-05-02T10:00:00Z")
    (found,) = accounts([one, other])
    assert found.conflict is Conflict.DAY and str(found.interval) == "2030-05-01/2030-05-02"


def test_forecasts_and_withdrawals_tell_nothing(say: Say) -> None:
    said = say(on="2030-05-01")
    assert accounts([said, say("hold", actor="blues", modality="forecast", at="2030-05-01T15:00:00Z")]) == []
    assert accounts([said, say(modality="denied", on="2030-05-01", retracts=said.id)]) == []


@given(
    rows=st.lists(
        st.fixed_dictionaries(
            {
                "kind": st.sampled_from(["capture", "hold", "leave", "surrender", "contest"]),
                "actor": st.sampled_from(["reds", "blues", None]),
                "on": st.sampled_from([None, "2030-05-01", "2030-05-02", "2030-05-07"]),
                "modality": st.sampled_from(["asserted", "denied", "hedged"]),
                "place": st.sampled_from(["Alba", "Brim"]),
            }
        ),
        max_size=10,
    ),
    order=st.randoms(),
)
def test_accounts_do_not_depend_on_the_order_and_never_mix_places(
    say: Say, rows: list[dict[str, str]], order: object
) -> None:
    claims = {claim.id: claim for number, row in enumerate(rows) for claim in [say(**row, document=f"d{number}")]}
    found = accounts(claims.values())
    shuffled = list(claims.values())
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert accounts(shuffled) == found
    for one in found:
        assert one.left.claims and one.right.claims and not set(one.left.claims) & set(one.right.claims)
        assert len({claims[name].place.id for name in (*one.left.claims, *one.right.claims)}) == 1
