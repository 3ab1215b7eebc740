"""Reviews: what a verdict does to answers, that it outlives a better extractor, and how reviewers agree."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dateline.errors import LedgerError
from dateline.ledger import Ledger, Verdict
from dateline.model import ClaimType


def test_rejected_claims_are_left_out_and_corrected_ones_replaced(ledger: Ledger, make: Any) -> None:
    wrong, misread = make.claim(), make.claim(side="south")
    ledger.write(make.batch(wrong, misread))
    before = ledger.head().position
    ledger.review(wrong.id, "reject", author="ann", reason="a question", at=make.noon)
    right = replace(misread, place=make.place("lakeside"), type=ClaimType.HOLD)
    review = ledger.review(misread.id, "correct", author="bob", reason="the lake", correction=right, at=make.noon)
    assert ledger.claims() == [right]
    assert ledger.claims(place="test:lakeside") == [right]
    assert ledger.claims(place="test:hilltown", types=[ClaimType.CAPTURE]) == []
    assert {claim.id for claim in ledger.claims(reviewed=False)} == {wrong.id, misread.id}
    assert len(ledger.claims(head=before)) == 2
    assert ledger.reviews(claim=misread.id) == [review]
    assert [one.verdict for one in ledger.reviews()] == [Verdict.REJECT, Verdict.CORRECT]


def test_the_newest_verdict_decides(ledger: Ledger, make: Any) -> None:
    claim = make.claim()
    ledger.write(make.batch(claim))
    ledger.review(claim.id, "reject", author="ann", reason="a question")
    ledger.review(claim.id, "accept", author="bob", reason="it is said plainly")
    assert ledger.claims() == [claim]


def test_a_correction_keeps_id_and_moment(ledger: Ledger, make: Any) -> None:
    claim = make.claim()
    ledger.write(make.batch(claim))
    correction = make.claim(side="south", id="made up", known=make.later(9), document="another")
    ledger.review(claim.id, "correct", author="ann", reason="misread", correction=correction)
    [found] = ledger.claims(known_by=make.noon)
    assert found == replace(correction, id=claim.id, known=claim.known, document="one")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"claim": "nothing"}, "no claim"),
        ({"author": " "}, "author"),
        ({"reason": ""}, "reason"),
        ({"verdict": "correct"}, "as it should read"),
        ({"correction": True}, "as it should read"),
    ],
)
def test_what_is_no_review_is_refused(sqlite_ledger: Ledger, make: Any, options: Any, message: str) -> None:
    claim = make.claim()
    sqlite_ledger.write(make.batch(claim))
    said = {"claim": claim.id, "verdict": "accept", "author": "ann", "reason": "fits", **options}
    if said.get("correction"):
        said["correction"] = claim
    with pytest.raises(LedgerError, match=message):
        sqlite_ledger.review(**said)
    assert sqlite_ledger.reviews() == []


def test_verdicts_outlive_a_better_extractor(ledger: Ledger, make: Any) -> None:
    wrong, misread = make.claim(), make.claim(side="south")
    ledger.write(make.batch(wrong, misread))
    ledger.review(wrong.id, "reject", author="ann", reason="a question")
    right = replace(misread, place=make.place("lakeside"))
    ledger.review(misread.id, "correct", author="ann", reason="the lake", correction=right)
    again = [make.claim(extractor="rules@2"), make.claim(side="south", extractor="rules@2")]
    new = make.claim(side="west", extractor="rules@2")
    ledger.write(make.batch(*again, new, run=replace(make.run, extractor="rules@2")))
    found = {claim.id: claim.place.id for claim in ledger.claims()}
    assert found == {again[1].id: "test:lakeside", new.id: "test:hilltown"}
    assert [one.carried for one in ledger.reviews()] == [False, False, True, True]
    assert ledger.verify().sound


def test_agreement_is_krippendorffs_alpha(sqlite_ledger: Ledger, make: Any) -> None:
    """Two reviewers, four claims, one dispute: alpha = 1 - 7 * 2 / (2 * 3 * 5) by the formula for nominal data."""
    claims = [make.claim(side=side) for side in ("north", "south", "west", "east")]
    sqlite_ledger.write(make.batch(*claims))
    assert sqlite_ledger.agreement() is None
    for claim, verdicts in zip(claims, ("aa", "rr", "ar", "aa"), strict=True):
        for author, verdict in zip(("ann", "bob"), verdicts, strict=True):
            name = {"a": "accept", "r": "reject"}[verdict]
            sqlite_ledger.review(claim.id, name, author=author, reason="read it")
    assert sqlite_ledger.agreement() == pytest.approx(1 - 7 * 2 / (2 * 3 * 5))


def test_agreement_without_dispute_is_one(sqlite_ledger: Ledger, make: Any) -> None:
    claim = make.claim()
    sqlite_ledger.write(make.batch(claim))
    for author in ("ann", "bob"):
        sqlite_ledger.review(claim.id, "accept", author=author, reason="read it")
    assert sqlite_ledger.agreement() == 1.0
