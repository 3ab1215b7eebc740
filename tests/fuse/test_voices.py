"""Who is heard as what."""

from __future__ import annotations

from dataclasses import replace

import pytest
from said_by import build

from dateline.fuse.voices import is_agency, voice_of
from dateline.model import Claim, Party, Speaker, SpeakerKind


@pytest.mark.parametrize(
    ("by", "kind", "party"),
    [
        ("red central", "central own", "red"),
        ("blue central", "central admission", "blue"),
        ("blue local", "local admission", "blue"),
        ("agency Kite", "agency", None),
        ("outlet A", "outlet", None),
        ("outlet Reuters", "agency", None),
    ],
)
def test_voices_of_a_capture_by_red(by: str, kind: str, party: str | None) -> None:
    voice = voice_of(build("capture", "red", 0, by))
    assert (voice.kind, voice.party) == (kind, party)


def of(speaker: Speaker) -> Claim:
    return replace(build("capture", "red"), speakers=(speaker,), opponent=Party("blue", side="blue"))


def test_a_party_without_a_stake_is_a_witness() -> None:
    assert voice_of(of(Speaker("a green minister", SpeakerKind.OFFICIAL, side="green"))).kind == "outlet"


def test_residents_are_witnesses_and_unnamed_sources_speak_for_their_side() -> None:
    assert voice_of(of(Speaker("a resident", SpeakerKind.WITNESS, side="blue"))).kind == "outlet"
    assert voice_of(of(Speaker("a source", SpeakerKind.ANONYMOUS, side="blue"))).kind == "central admission"
    assert voice_of(of(Speaker("a source", SpeakerKind.ANONYMOUS))).kind == "outlet"


def test_a_partys_own_organ_speaks_for_it() -> None:
    organ = replace(build("capture", "red"), outlet_side="red")
    assert voice_of(organ).kind == "central own"


def test_agencies_by_name_and_by_word() -> None:
    assert is_agency("AFP") and is_agency("Newswire Today") and not is_agency("The Harbour Post")
