"""Corrections: an outlet takes back its own report, and the claim that it withdraws loses its weight.

A claim in a sentence that withdraws ("wrongly said that X had fallen") is no evidence for X: it is denied, in the
outlet's own voice. Where the withdrawn claim is known, `retracts` names it (DESIGN sections 3 and 5).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache

from dateline.model import REAL, Claim, Document, Modality, claim_id
from dateline.vocab import vocabulary

__all__ = ["bind", "mark"]

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n+")


def mark(document: Document, claims: Iterable[Claim]) -> list[Claim]:
    """The document's claims, those that a sentence of it withdraws turned into denials of the outlet's own."""
    return [_withdrawing(claim) if withdraws(document, claim) else claim for claim in claims]


def bind(claims: Sequence[Claim], documents: Iterable[Document], earlier: Iterable[Claim]) -> list[Claim]:
    """The claims, with `retracts` set on those that withdraw a claim of the same outlet, place, type and side.

    `documents` are those of the claims; `earlier` may hold the claims themselves too.
    """
    texts = {document.id: document for document in documents}
    reported = [claim for claim in earlier if claim.modality in REAL and claim.known]
    return [_bound(claim, texts.get(claim.document), reported) for claim in claims]


def withdraws(document: Document, claim: Claim) -> bool:
    """Whether the claim stands in a sentence of the document that takes a report back."""
    if claim.evidence is None or claim.evidence.field != "text":
        return False
    sentence = _sentence(document.text, claim.evidence.start, claim.evidence.end)
    return any(pattern.search(sentence) for pattern in _patterns())


def _withdrawing(claim: Claim) -> Claim:
    if claim.modality not in REAL:
        return claim
    denied = replace(claim, modality=Modality.DENIED, speakers=())
    return replace(denied, id=claim_id(denied))


def _bound(claim: Claim, document: Document | None, reported: Sequence[Claim]) -> Claim:
    if (
        document is None
        or claim.modality is not Modality.DENIED
        or claim.known is None
        or not withdraws(document, claim)
    ):
        return claim
    window = timedelta(days=float(vocabulary("corrections")["days"]))
    before = [other for other in reported if _same(claim, other) and _within(claim, other, window)]
    withdrawn = max(before, key=lambda other: (other.copy_of is None, other.known, other.id), default=None)
    return replace(claim, retracts=withdrawn.id) if withdrawn else claim


def _same(claim: Claim, other: Claim) -> bool:
    side, its = (party.side if party else None for party in (claim.actor, other.actor))
    return (
        other.document != claim.document
        and other.outlet == claim.outlet
        and other.type is claim.type
        and other.place.id is not None
        and other.place.id == claim.place.id
        and (side == its or None in (side, its))
    )


def _within(claim: Claim, other: Claim, window: timedelta) -> bool:
    assert claim.known is not None and other.known is not None, "only dated claims are compared"
    return timedelta(0) < claim.known - other.known <= window


def _sentence(text: str, start: int, end: int) -> str:
    before = [found.end() for found in _SENTENCE_END.finditer(text, 0, start)]
    after = _SENTENCE_END.search(text, end)
    return text[before[-1] if before else 0 : after.start() if after else len(text)]


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(entry["pattern"], re.IGNORECASE) for entry in vocabulary("corrections")["withdraws"])
