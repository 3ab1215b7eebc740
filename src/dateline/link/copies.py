"""Copies: which claims repeat a claim already made, so that echo never adds up (DESIGN section 4).

Claims are taken in the order in which they could be known. Each either opens a cluster, and is its origin, or
repeats a claim of an earlier one and gets an edge to that cluster's origin. An edge depends on earlier claims
alone, so it never changes when more reports arrive. Three nets find repetition, in this order:

* text: the claim's sentence, or its whole report, is near-identical to an earlier one;
* speaker: the same person, body or office said it, within 36 hours, whoever carried it;
* credit: one agency (or outlet) is given for it twice, within 36 hours.

Besides, a report that says the same thing twice says it once, and a claim of a source that nobody knows is never
taken for an independent one. No edge joins two places, claims about different days, another side, or an
assertion and its denial.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from dateline.link.assertion import Assertion, assertion, is_evidence, order
from dateline.link.similar import TextIndex, sketches
from dateline.link.witness import Witness, witness_of
from dateline.model import Claim, Document
from dateline.times import Interval

__all__ = ["CopyEdge", "CopyKind", "apply", "find", "like_documents"]

# Chosen on benchmarks/copies.py; see docs/copies.md for the curves.
DOCUMENT_LIKE = 0.3  # estimated Jaccard index from which a whole report is a copy of another
PASSAGE_LIKE = 0.4  # the same for the one sentence that makes the claim, where reports are merged
TEXT_WINDOW = timedelta(hours=72)  # agency copy is still printed three days later, rarely after
REPEAT_WINDOW = timedelta(hours=36)  # DESIGN section 4: a statement echoes for a day and a half

_SENTENCE_END = re.compile(r"[.!?]['’\"”)\]]*\s+|\n+")


class CopyKind(StrEnum):
    """Which net caught it."""

    REPORT = "report"
    TEXT = "text"
    SPEAKER = "speaker"
    CREDIT = "credit"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class CopyEdge:
    """`claim` repeats `origin`, the first of its cluster, both ids. `nearest` is the member that it was caught by."""

    claim: str
    origin: str
    kind: CopyKind
    reason: str
    nearest: str


@dataclass(slots=True)
class _Cluster:
    origin: str
    first: Claim
    since: datetime
    days: Interval | None


@dataclass(frozen=True, slots=True)
class _Member:
    claim: Claim
    witness: Witness
    cluster: _Cluster


@dataclass(frozen=True, slots=True)
class _Look:
    """One thing to look up: the members under `key`, who must pass `rule`, within `window` of their origin."""

    kind: CopyKind
    key: tuple[str, str]
    window: timedelta
    reason: str


@dataclass(slots=True)
class _Texts:
    """What is like what: document id, and claim id, to earlier ones with their likeness."""

    documents: Mapping[str, list[tuple[str, float]]] = field(default_factory=dict)
    passages: Mapping[str, list[tuple[str, float]]] = field(default_factory=dict)
    passage_of: Mapping[str, str] = field(default_factory=dict)


def find(documents: Sequence[Document], claims: Sequence[Claim]) -> list[CopyEdge]:
    """The edges of the claims that have no `copy_of` yet, in order of arrival.

    `claims` are linked and have ids. Those with `copy_of` keep it, and others may join their clusters. Documents
    that are missing merely cannot be compared by text. A claim that withdraws another takes no part.
    Follow `copy_of` to the root: a report that arrives late and turns out to be earlier becomes the origin of
    the old origin.
    """
    taking_part = sorted({claim.id: claim for claim in claims if is_evidence(claim)}.values(), key=order)
    texts = _compare_texts(documents, taking_part)
    clusters: dict[str, _Cluster] = {}
    index: dict[tuple[Assertion, tuple[str, str]], list[_Member]] = defaultdict(list)
    edges = []
    for claim in taking_part:
        witness, says = witness_of(claim), assertion(claim)
        cluster, edge = _settled(claim, clusters), None
        if cluster is None:
            member, look = _first_match(claim, witness, says, texts, index)
            if member and look:
                cluster = member.cluster
                edge = CopyEdge(claim.id, cluster.origin, look.kind, look.reason, member.claim.id)
                edges.append(edge)
        if cluster is None:
            cluster = _Cluster(claim.id, claim, order(claim)[0], None)
        _join(cluster, claim)
        clusters[claim.id] = cluster
        for key in _keys(claim, witness, texts):
            _register(index[says, key], _Member(claim, witness, cluster), key)
    return edges


def apply(claims: Iterable[Claim], edges: Iterable[CopyEdge]) -> list[Claim]:
    """The claims with `copy_of` set where an edge says so; a `copy_of` that is there already stays."""
    origin = {edge.claim: edge.origin for edge in edges}
    return [
        replace(claim, copy_of=origin[claim.id]) if claim.copy_of is None and claim.id in origin else claim
        for claim in claims
    ]


def like_documents(
    documents: Sequence[Document], *, threshold: float = DOCUMENT_LIKE, window: timedelta = TEXT_WINDOW
) -> dict[str, list[tuple[str, float]]]:
    """Each document's near-identical earlier ones with their estimated Jaccard index, most alike first."""
    ordered = sorted(documents, key=_arrival)
    texts = (f"{document.title or ''}\n{document.text}" for document in ordered)
    index = TextIndex(threshold=threshold, window=window)
    return {
        document.id: index.add(document.id, sketch, _arrival(document)[0])
        for document, sketch in zip(ordered, sketches(texts), strict=True)
        if sketch is not None
    }


def _arrival(document: Document) -> tuple[datetime, str]:
    return (document.known or datetime.max.replace(tzinfo=_UTC), document.id)


_UTC = datetime.now().astimezone().tzinfo
