"""Sources' records and claims' digits: the rules, one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dateline.fuse.sources import SourceKind, digits, letter_of, records
from dateline.model import Claim, ClaimType, Modality, Party, Place, Speaker, SpeakerKind, State, Status

NOW = datetime(2030, 5, 20, tzinfo=UTC)


def _states_of(as_of: date, known_by: datetime) -> Iterable[State]:
    fell = as_of >= date(2030, 5, 2)
    yield _state("alba", as_of, 0.95 if fell else 0.05, Status.CONFIRMED)
    yield _state("brim", as_of, 0.95 if fell else 0.05, Status.CLAIMED)
    yield _state("dur", as_of, 0.6, Status.DISPUTED)
    yield _state("mist", as_of, 0.5, Status.UNKNOWN)


def _state(place: str, as_of: date, reds: float, status: Status) -> State:
    return State(place, as_of, NOW, {"reds": reds, "blues": 0.99 - reds, "contested": 0.01}, status, decided_by=("x",))


def _claim(
    place: str = "alba",
    kind: str = "capture",
    *,
    by: str | None = "an officer",
    side: str | None = None,
    actor: str = "reds",
    modality: str = "asserted",
    outlet: str = "Dawn Post",
    day: int = 2,
    relay: str | None = None,
    copy_of: str | None = None,
) -> Claim:
    at = datetime(2030, 5, day, 9, tzinfo=UTC)
    chain = [Speaker(by, SpeakerKind.OFFICIAL, side=side)] if by else []
    chain += [Speaker(relay, SpeakerKind.AGENCY)] if relay else []
    return Claim(
        document=f"{outlet}/{by}/{day}",
        type=ClaimType(kind),
        modality=Modality(modality),
        evidence=None,
        place=Place(place, id=place),
        actor=Party(actor, side=actor),
        speakers=tuple(chain),
        published=at,
        known=at,
        outlet=outlet,
        copy_of=copy_of,
        id=f"{place}/{kind}/{by}/{outlet}/{day}/{modality}",
    )


@pytest.mark.parametrize(
    ("borne_out", "judged", "letter"),
    [(24, 24, "A"), (12, 12, "B"), (5, 5, "C"), (4, 8, "D"), (1, 9, "E"), (0, 5, "E"), (4, 4, "F"), (0, 0, "F")],
)
def test_letters(borne_out: int, judged: int, letter: str) -> None:
    assert letter_of(borne_out, judged)[0] == letter


def test_more_borne_out_never_lowers_a_letter() -> None:
    for judged in range(40):
        letters = [letter_of(borne_out, judged)[0] for borne_out in range(judged + 1)]
        assert letters == sorted(letters, reverse=True)


def test_a_record_of_speaker_agency_and_outlet() -> None:
    right = _claim(relay="AFP")
    wrong = _claim(day=1, modality="denied", by="the ministry", side="blues", kind="capture", actor="reds")
    false = _claim(kind="hold", actor="blues", day=4, by="the ministry", side="blues")
    found = {(record.kind, record.name): record for record in records([right, wrong, false], _states_of, known_by=NOW)}
    assert found[SourceKind.SPEAKER, "an officer"].borne_out == (right.id,)
    assert found[SourceKind.AGENCY, "AFP"].borne_out == (right.id,)
    ministry = found[SourceKind.SPEAKER, "the ministry"]
    assert ministry.side == "blues" and ministry.refuted == (false.id,) and ministry.borne_out == (wrong.id,)
    assert found[SourceKind.OUTLET, "Dawn Post"].judged == 3


def test_a_statement_counts_once_for_its_speaker_and_each_time_for_the_outlet() -> None:
    first = _claim()
    echo = replace(_claim(outlet="Echo"), copy_of=first.id)
    found = {(record.kind, record.name): record for record in records([first, echo], _states_of, known_by=NOW)}
    assert found[SourceKind.SPEAKER, "an officer"].judged == 1
    assert found[SourceKind.OUTLET, "Echo"].borne_out == (echo.id,)


def test_who_alone_decided_the_state_is_not_borne_out_by_it() -> None:
    sole = replace(_claim(), id="x")
    claimed = _claim("brim", by="The Reds", side="reds")
    for record in records([sole, claimed], _states_of, known_by=NOW):
        assert record.judged == 0 and record.letter == "F"


def test_undecided_states_judge_nobody_and_later_claims_do_not_count() -> None:
    assert all(record.judged == 0 for record in records([_claim("dur"), _claim("mist")], _states_of, known_by=NOW))
    assert records([_claim()], _states_of, known_by=datetime(2030, 5, 1, tzinfo=UTC)) == []


def test_digits() -> None:
    gain = _claim(by="The Reds", side="reds")
    admission = _claim(by="mayor Olun", side="blues", outlet="Echo", day=3)
    alone = _claim("brim", by="The Reds", side="reds")
    possible = _claim("dur")
    doubtful = _claim("dur", modality="denied", by="mayor Olun", side="blues")
    improbable = _claim(kind="hold", actor="blues", day=4)
    fighting = _claim(kind="contest")
    told = [gain, admission, alone, possible, doubtful, improbable, fighting]
    found = {one.claim: one for one in digits(told, _states_of, known_by=NOW)}
    given = [found[claim.id].digit for claim in told]
    assert given == [1, 2, 2, 3, 4, 5, 6]
    assert admission.id in found[gain.id].rule


def test_an_evening_fall_dated_the_day_before_is_right_all_the_same() -> None:
    (found,) = digits([_claim(day=1)], _states_of, known_by=NOW)
    assert found.digit == 2
