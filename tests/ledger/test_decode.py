"""The ledger's quick reading and writing of its own JSON give what the file format's give."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from dateline.interchange import claim_from_json, claim_to_json
from dateline.ledger.decode import decode_claim
from dateline.ledger.encode import encode_claim
from dateline.ledger.values import pack
from dateline.ledger.write import claim_row
from dateline.model import Claim, Evidence, Party, Place, Quantity, Speaker
from dateline.times import Interval, known_from

words = some.text(min_size=1, max_size=8)
moments = some.integers(0, 2_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
days = some.dates(date(2000, 1, 1), date(2030, 1, 1))
intervals = some.builds(lambda first, more: Interval(first, first + timedelta(more)), days, some.integers(1, 40))
parties = some.builds(Party, words, some.none() | words, some.none() | words)
places: Any = some.builds(Place, words, start=some.none(), end=some.none(), reasons=some.lists(words).map(tuple))
claims = some.builds(
    Claim,
    evidence=some.none() | some.builds(Evidence, some.integers(0, 9), some.integers(10, 19), words),
    place=places,
    actor=some.none() | parties,
    opponent=some.none() | parties,
    date=some.none() | intervals,
    speakers=some.lists(some.builds(Speaker, words), max_size=3).map(tuple),
    quantity=some.none() | some.builds(Quantity, some.floats(0, 1e6)),
    published=some.none() | days | moments,
    known=some.none() | moments,
    copy_of=some.none(),
)


@given(claim=claims)
def test_both_ways_of_writing_agree(claim: Claim) -> None:
    """To the byte: digests of readings depend on it."""
    line = claim_to_json(claim, trace=True)
    line["copy_of"], line["place"]["reasons"] = None, line["place"]["reasons"] or None
    assert encode_claim(claim) == pack(line)


@given(claim=claims)
def test_both_ways_of_reading_agree(claim: Claim) -> None:
    if claim.published and not claim.known:
        claim = replace(claim, known=known_from(claim.published))  # as the writer does
    body = claim_row(claim)["body"]
    assert decode_claim(body) == claim_from_json(json.loads(body))
