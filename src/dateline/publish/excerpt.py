"""Stored text with its evidence marked: the sentence around one claim, or a whole document with all of them.

Texts are cut, never changed: the pieces joined are the stored text (or a stretch of it, with an ellipsis said so).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from dateline.model import Claim, Document, Evidence

__all__ = ["CONTEXT", "Piece", "around", "whole"]

CONTEXT = 160  # code points shown on each side of the evidence: about a sentence of news prose
_SENTENCE_ENDS = (". ", "! ", "? ", "\n", ".\u201d ", '." ')


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `claims` are the ids whose evidence covers it, `starts` those that begin with it."""

    text: str
    claims: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()


def field(document: Document, evidence: Evidence) -> str:
    """The stored text that the evidence's offsets are about."""
    return (document.title or "") if evidence.field == "title" else document.text


def around(document: Document | None, claim: Claim) -> tuple[Piece, ...]:
    """The evidence in its sentence; only the evidence itself where the document is not at hand."""
    evidence = claim.evidence
    if evidence is None:
        return ()
    text = field(document, evidence) if document else ""
    if text[evidence.start : evidence.end] != evidence.text:
        return (Piece(evidence.text, (claim.id,)),)
    before = _from_sentence(text[max(0, evidence.start - CONTEXT) : evidence.start], cut=evidence.start > CONTEXT)
    after = _to_sentence(text[evidence.end : evidence.end + CONTEXT], cut=evidence.end + CONTEXT < len(text))
    return (Piece(before), Piece(evidence.text, (claim.id,)), Piece(after))


def _from_sentence(text: str, *, cut: bool) -> str:
    start = max((text.rfind(end) + len(end) for end in _SENTENCE_ENDS if end in text), default=None)
    if start is not None:
        return text[start:].lstrip()
    return "\u2026" + text.partition(" ")[2] if cut else text


def _to_sentence(text: str, *, cut: bool) -> str:
    ends = [text.find(end) + len(end.rstrip()) for end in _SENTENCE_ENDS if end in text]
    if ends:
        return text[: min(ends)].rstrip()
    return text.rpartition(" ")[0] + "\u2026" if cut else text


def whole(document: Document, claims: Iterable[Claim], *, title: bool = False) -> tuple[Piece, ...]:
    """The whole text (or title), cut wherever some claim's evidence starts or ends."""
    wanted = "title" if title else "text"
    text = (document.title or "") if title else document.text
    spans = [
        (claim.evidence.start, claim.evidence.end, claim.id)
        for claim in claims
        if claim.evidence and claim.evidence.field == wanted and 0 <= claim.evidence.start < claim.evidence.end
    ]
    cuts = sorted({0, len(text), *(min(spot, len(text)) for start, end, _ in spans for spot in (start, end))})
    return tuple(
        Piece(
            text[start:end],
            tuple(name for first, last, name in spans if first <= start and end <= last),
            tuple(name for first, _, name in spans if first == start),
        )
        for start, end in pairwise(cuts)
    )
