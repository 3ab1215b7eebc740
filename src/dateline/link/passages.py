"""Which reports, and which sentences that make claims, are near-identical to earlier ones."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from dateline.link.assertion import order
from dateline.link.similar import TextIndex, sketches
from dateline.model import Claim, Document

__all__ = ["Likeness", "compare", "like_documents", "passage"]

# Chosen on benchmarks/copies.py; see docs/copies.md for the curves.
DOCUMENT_LIKE = 0.3  # estimated Jaccard index from which a whole report is a copy of another
PASSAGE_LIKE = 0.3  # the same for the sentence that makes the claim and the next one, where reports are merged or cut
FOLLOWING = 1  # sentences after the evidence that are compared with it
TEXT_WINDOW = timedelta(hours=72)  # agency copy is still printed three days later, rarely after

_SENTENCE_END = re.compile(r"[.!?]['’\"”)\]]*\s+|\n+")

Alike = Mapping[str, Sequence[tuple[str, float]]]  # id to earlier ids with their likeness, most alike first


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is like what: documents by id, passages by the id of the claim that first brought each."""

    documents: Alike = field(default_factory=dict)
    passages: Alike = field(default_factory=dict)
    passage_of: Mapping[str, str] = field(default_factory=dict)  # claim id to its passage


def compare(documents: Sequence[Document], claims: Sequence[Claim]) -> Likeness:
    """Documents and the claims' sentences, each against the earlier ones. Claims are in order of arrival."""
    texts = {document.id: document for document in documents}
    passages: dict[tuple[str, str], str] = {}
    passage_of = {}
    when = {}
    for claim in claims:
        words = passage(texts.get(claim.document), claim)
        if words is None:
            continue
        passage_of[claim.id] = passages.setdefault((claim.document, words), claim.id)
        when.setdefault(passage_of[claim.id], order(claim)[0])
    index = TextIndex(threshold=PASSAGE_LIKE, window=TEXT_WINDOW)
    alike = {
        name: index.add(name, sketch, when[name])
        for (_, name), sketch in zip(passages.items(), sketches(words for _, words in passages), strict=True)
        if sketch is not None
    }
    return Likeness(like_documents(documents), alike, passage_of)


def like_documents(
    documents: Sequence[Document], *, threshold: float = DOCUMENT_LIKE, window: timedelta = TEXT_WINDOW
) -> dict[str, list[tuple[str, float]]]:
    """Each document's near-identical earlier ones with their estimated Jaccard index, most alike first."""
    ordered = sorted(documents, key=_arrival)
    index = TextIndex(threshold=threshold, window=window)
    return {
        document.id: index.add(document.id, sketch, _arrival(document)[0])
        for document, sketch in zip(ordered, sketches(_whole(document) for document in ordered), strict=True)
        if sketch is not None
    }


def _whole(document: Document) -> str:
    return f"{document.title or ''}\n{document.text}"


def _arrival(document: Document) -> tuple[datetime, str]:
    return (document.known or datetime.max.replace(tzinfo=UTC), document.id)


def passage(document: Document | None, claim: Claim) -> str | None:
    """The sentences that hold the claim's evidence, and the next one; None without the document or the evidence.

    Two reporters who tell of one event write much the same first sentence, of the same names. What follows differs,
    unless it is copied.
    """
    if document is None or claim.evidence is None:
        return None
    text = (document.title or "") if claim.evidence.field == "title" else document.text
    start = max((end.end() for end in _SENTENCE_END.finditer(text, 0, claim.evidence.start)), default=0)
    stop = max(start, claim.evidence.end - 1)
    for _ in range(1 + FOLLOWING):
        end = _SENTENCE_END.search(text, stop)
        stop = end.end() if end else len(text)
    return text[start:stop].strip()
