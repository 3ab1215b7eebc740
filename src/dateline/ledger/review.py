"""Reviews: verdicts on claims, and how far reviewers agree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from dateline.errors import LedgerError, MissingExtra
from dateline.interchange import claim_from_json, claim_to_json
from dateline.ledger.asof import Question
from dateline.ledger.chain import Chain
from dateline.ledger.records import Review, Verdict
from dateline.ledger.schema import claims, readings, reviews
from dateline.ledger.values import moment, pack, seconds, unpack
from dateline.model import Claim, claim_id

__all__ = ["Said", "agreement", "carry_reviews", "read_reviews", "write_review"]


@dataclass(frozen=True, slots=True)
class Said:
    """A verdict before it is written."""

    claim: str
    verdict: Verdict
    author: str
    reason: str
    correction: Claim | None
    at: datetime


def write_review(chain: Chain, connection: Connection, said: Said) -> Review:
    """Adds a verdict. A correction keeps the claim's id, its document and the moment it was known."""
    body = connection.execute(
        select(claims.c.body).where(claims.c.id == said.claim).order_by(claims.c.position.desc()).limit(1)
    ).scalar()
    if body is None:
        raise LedgerError(f"the ledger holds no claim {said.claim!r}; take the id from `dateline claims`")
    if not said.author.strip() or not said.reason.strip():
        raise LedgerError("a review needs its author and a reason; give both")
    if (said.verdict is Verdict.CORRECT) != (said.correction is not None):
        raise LedgerError("the verdict `correct`, and no other, needs the claim as it should read")
    correction = said.correction and _kept(said.correction, claim_from_json(unpack(body)))
    row = {
        "claim": said.claim,
        "verdict": str(said.verdict),
        "author": said.author,
        "reason": said.reason,
        "at": seconds(said.at),
        "place": correction.place.id if correction else None,
        "correction": pack(claim_to_json(correction, trace=True)) if correction else None,
    }
    position = chain.add("reviews", [row])[0]
    chain.close()
    return Review(said.claim, said.verdict, said.author, said.reason, moment(seconds(said.at)), correction, position)


def _kept(correction: Claim, claim: Claim) -> Claim:
    return replace(
        correction,
        id=claim.id,
        document=claim.document,
        known=claim.known,
        published=claim.published,
        outlet=claim.outlet,
        extractor=claim.extractor,
        copy_of=None,
    )


def carry_reviews(chain: Chain, connection: Connection, given: Sequence[Claim]) -> None:
    """Repeats the newest verdicts on claims of superseded readings for the same claims, read anew.

    The same claim: all that makes its id but the extractor. Where the new one has verdicts of its own it keeps them.
    """
    if connection.execute(select(reviews.c.position).limit(1)).first() is None:
        return
    new = {_spot(claim): claim for claim in given}
    have = {row.claim for row in connection.execute(select(reviews.c.claim).distinct())}
    newest = {}
    for row in _reviewed(connection, {claim.document for claim in given}):
        claim = new.get(_spot(claim_from_json(unpack(row.claimed))))
        if claim is not None and claim.id not in have:
            newest[claim.id] = row
    chain.add("reviews", [_carried(row, name) for name, row in newest.items()])


def _spot(claim: Claim) -> str:
    return claim_id(replace(claim, extractor=""))


def _reviewed(connection: Connection, documents: Collection[str]) -> Iterator[Row[Any]]:
    """Every review of a claim of these documents, oldest first, with the claim as it was read."""
    query = (
        select(reviews, claims.c.body.label("claimed"))
        .join(claims, claims.c.id == reviews.c.claim)
        .join(readings, readings.c.position == claims.c.reading)
        .order_by(reviews.c.position)
        .add_columns(readings.c.document)
    )
    return (row for row in connection.execute(query) if row.document in documents)


def _carried(row: Row[Any], name: str) -> dict[str, Any]:
    correction = row.correction
    if correction:
        correction = pack({**unpack(correction), "id": name})
    kept = {column: getattr(row, column) for column in ("verdict", "author", "reason", "at", "place")}
    return {"claim": name, **kept, "correction": correction, "carried": row.position}


def read_reviews(connection: Connection, question: Question) -> list[Review]:
    """All verdicts, or those on one claim, oldest first."""
    query = select(reviews).order_by(reviews.c.position)
    if question.head is not None:
        query = query.where(reviews.c.position <= question.head)
    if question.id is not None:
        query = query.where(reviews.c.claim == question.id)
    return [
        Review(
            row.claim,
            Verdict(row.verdict),
            row.author,
            row.reason,
            moment(row.at),
            claim_from_json(unpack(row.correction)) if row.correction else None,
            row.position,
            row.carried is not None,
        )
        for row in connection.execute(query)
    ]


def agreement(given: Iterable[Review]) -> float | None:
    """Krippendorff's alpha (nominal) over each reviewer's last verdict on each claim; None without a pair."""
    last = {(one.author, one.claim): str(one.verdict) for one in given if not one.carried}
    authors_of: dict[str, int] = {}
    for _, claim in last:
        authors_of[claim] = authors_of.get(claim, 0) + 1
    data = [(author, claim, verdict) for (author, claim), verdict in last.items() if authors_of[claim] > 1]
    if not data:
        return None
    if len({verdict for _, _, verdict in data}) == 1:
        return 1.0  # nothing was ever disputed; the formula would divide by zero
    try:
        from nltk.metrics.agreement import AnnotationTask
    except ImportError as error:
        raise MissingExtra("nltk", "agreement") from error
    return float(AnnotationTask(data=data).alpha())
