"""The file format: what is written is read again, and what is no claim is named."""

import json
from datetime import UTC, date, datetime

import pytest

from dateline.errors import DatelineError, InputError
from dateline.interchange import claim_from_json, claim_to_json, read_claims
from dateline.model import (
    Claim,
    ClaimType,
    Evidence,
    Level,
    Modality,
    Party,
    Place,
    Quantity,
    Scale,
    Speaker,
    SpeakerKind,
    Stance,
    claim_id,
    stance,
)
from dateline.times import Interval

CLAIM = Claim(
    document="d1",
    type=ClaimType.CAPTURE,
    modality=Modality.HEDGED,
    evidence=Evidence(3, 9, "X fell", "title"),
    place=Place("X", Scale.TOWN, "Ex", "geonames:1", None, 1.5, 2.5, "AF", "Y", 1, ("the theatre",)),
    actor=Party("rebels", "Rebels", "rebels"),
    opponent=Party("the army", None, "government"),
    date=Interval.span(date(2021, 8, 12), date(2021, 8, 13)),
    date_text="overnight",
    date_precision=1,
    speakers=(Speaker("a deputy governor", SpeakerKind.OFFICIAL, Level.LOCAL, "government", "said"),),
    quantity=Quantity(12, 34, "capitals", approx=True),
    extractor="rules@1",
    rule="capture/fall",
    published=datetime(2021, 8, 13, 10, tzinfo=UTC),
    known=datetime(2021, 8, 13, 10, tzinfo=UTC),
    outlet="Paper",
    id="c1",
)


def test_round_trip():
    line = json.loads(json.dumps(claim_to_json(CLAIM, trace=True)))
    assert claim_from_json(line) == CLAIM
    assert line["date"] == "2021-08-12/2021-08-13"
    assert line["evidence"]["field"] == "title"


def test_trace_is_left_out_by_default():
    line = claim_to_json(CLAIM)
    assert "rule" not in line
    assert "reasons" not in line["place"]


def test_bad_lines_are_values():
    lines = [
        json.dumps(claim_to_json(CLAIM)),
        "",
        "{",
        '{"type": "capture"}',
        '{"type": "sale", "place": {"text": "X"}}',
    ]
    found = list(read_claims(lines, "claims.jsonl"))
    assert found[0].id == "c1"
    assert [item.name for item in found[1:]] == ["claims.jsonl:3", "claims.jsonl:4", "claims.jsonl:5"]
    assert all(isinstance(item, InputError) for item in found[1:])


def test_the_key_that_is_missing_is_named():
    with pytest.raises(DatelineError, match="place"):
        claim_from_json({"type": "capture", "id": "c9"})


def test_ids_come_from_content():
    from dataclasses import replace

    assert claim_id(CLAIM) == claim_id(replace(CLAIM, id="other", outlet="Another"))
    assert claim_id(CLAIM) != claim_id(replace(CLAIM, modality=Modality.DENIED))


@pytest.mark.parametrize(
    ("type", "actor", "opponent", "speaker", "expected"),
    [
        ("capture", "rebels", None, "rebels", Stance.OWN_GAIN),
        ("capture", "rebels", None, "government", Stance.OWN_LOSS),
        ("capture", "rebels", "government", "neighbours", Stance.THIRD_PARTY),
        ("capture", "rebels", None, None, Stance.THIRD_PARTY),
        ("leave", "government", None, "government", Stance.OWN_LOSS),
        ("leave", "government", None, "rebels", Stance.OWN_GAIN),
        ("leave", "government", "rebels", "rebels", Stance.OWN_GAIN),
        ("hold", "government", None, "government", Stance.OWN_GAIN),
    ],
)
def test_stance(type, actor, opponent, speaker, expected):
    claim = Claim(
        document="d",
        type=ClaimType(type),
        modality=Modality.ASSERTED,
        evidence=None,
        place=Place("X"),
        actor=Party(actor, side=actor),
        opponent=Party(opponent, side=opponent) if opponent else None,
    )
    assert stance(claim, speaker) is expected
