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

# Chosen on benchmarks/copies.py; see docs/copies.md for the curves. The estimated Jaccard index from which
DOCUMENT_LIKE = 0.3  # a whole report is a copy of another,
PASSAGE_LIKE = {  # and, where reports are merged or cut, the sentence that makes the claim, by how many that follow it:
    1: 0.3,  # two reporters write much the same first sentence, of the same names; what follows differs, unless copied
    0: 0.7,  # a sentence lifted alone
}
TEXT_WINDOW = timedelta(hours=72)  # agency copy is still printed three days later, rarely after

_SENTENCE_END = re.compile(r"[.!?]['’\"”)\]]*\s+|\n+")

Alike = Mapping[str, Sequence[tuple[str, float]]]  # id to earlier ids with their likeness, most alike first


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is like what: documents by id; passages by a name of their own, of which a claim has several."""

    documents: Alike = field(default_factory=dict)
    passages: Alike = field(default_factory=dict)
    passages_of: Mapping[str, Sequence[str]] = field(default_factory=dict)  # by claim id


def compare(documents: Sequence[Document], claims: Sequence[Claim]) -> Likeness:
    """Documents and the claims' sentences, each against the earlier ones. Claims are in order of arrival."""
    texts = {document.id: document for document in documents}
    alike: dict[str, Sequence[tuple[str, float]]] = {}
    of: dict[str, list[str]] = {claim.id: [] for claim in claims}
    for following, threshold in PASSAGE_LIKE.items():
        found, names = _passages(texts, claims, following, threshold)
        alike |= found
        for claim, name in names.items():
            of[claim].append(name)
    return Likeness(like_documents(documents), alike, of)


def _passages(
    texts: Mapping[str, Document], claims: Sequence[Claim], following: int, threshold: float
) -> tuple[Alike, dict[str, str]]:
    """What each passage is like, and the claims' passages; claims of one passage share it."""
    named: dict[tuple[str, str], tuple[str, datetime]] = {}
    names = {}
    for claim in claims:
        words = passage(texts.get(claim.document), claim, following)
        if words is not None:
            name = (f"{claim.id}+{following}", order(claim)[0])
            names[claim.id] = named.setdefault((claim.document, words), name)[0]
    index = TextIndex(threshold=threshold, window=TEXT_WINDOW)
    found = zip(named.values(), sketches(words for _, words in named), strict=True)
    return {name: index.add(name, sketch, when) for (name, when), sketch in found if sketch is not None}, names


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


def passage(document: Document | None, claim: Claim, following: int = 0) -> str | None:
    """The sentences that hold the claim's evidence, and so many more; None without the document or the evidence."""
    if document is None or claim.evidence is None:
        return None
    text = (document.title or "") if claim.evidence.field == "title" else document.text
    start = max((end.end() for end in _SENTENCE_END.finditer(text, 0, claim.evidence.start)), default=0)
    stop = max(start, claim.evidence.end - 1)
    for _ in range(1 + following):
        end = _SENTENCE_END.search(text, stop)
        stop = end.end() if end else len(text)
    return text[start:stop].strip()
