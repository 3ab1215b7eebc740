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

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from dateline.link.assertion import Assertion, assertion, is_evidence, meet, order, same_place
from dateline.link.passages import TEXT_WINDOW, Likeness, compare
from dateline.link.witness import Voice, Witness, same_voice, voice_keys, witness_of
from dateline.model import Claim, Document
from dateline.times import Interval

__all__ = ["CopyEdge", "CopyKind", "apply", "find"]

REPEAT_WINDOW = timedelta(hours=36)  # DESIGN section 4: a statement echoes for a day and a half

_Key = tuple[str, str]


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


# One of each cluster and witness, in order of arrival.
_Members = dict[tuple[str, Witness | None], _Member]
_Index = dict[tuple[Assertion, _Key], _Members]


@dataclass(frozen=True, slots=True)
class _Look:
    """One place to look: the members under `key`, whose origin is at most `window` old."""

    kind: CopyKind
    key: _Key
    window: timedelta
    reason: str


def find(documents: Sequence[Document], claims: Sequence[Claim]) -> list[CopyEdge]:
    """The edges of the claims that have no `copy_of` yet, in order of arrival.

    `claims` are linked and have ids. Those with `copy_of` keep it, and others may join their clusters. Of a
    document that is missing the text merely cannot be compared. A claim that withdraws another takes no part.
    Follow `copy_of` to the root: a report that arrives late and turns out to be earlier becomes the origin of
    the old origin.
    """
    taking_part = sorted({claim.id: claim for claim in claims if is_evidence(claim)}.values(), key=order)
    likeness = compare(documents, taking_part)
    clusters: dict[str, _Cluster] = {}
    index: _Index = defaultdict(dict)
    edges = []
    for claim in taking_part:
        witness, says = witness_of(claim), assertion(claim)
        cluster = clusters.get(claim.copy_of or claim.id)
        if cluster is None and claim.copy_of is None:
            match = _match(claim, witness, says, likeness, index)
            if match is not None:
                member, look = match
                cluster = member.cluster
                edges.append(CopyEdge(claim.id, cluster.origin, look.kind, look.reason, member.claim.id))
        if cluster is None:
            cluster = _Cluster(claim.copy_of or claim.id, claim, order(claim)[0], None)
            clusters[cluster.origin] = cluster
        _join(cluster, claim)
        clusters[claim.id] = cluster
        for key in _keys(claim, witness, likeness):
            _register(index[says, key], _Member(claim, witness, cluster), key)
    return edges


def apply(claims: Iterable[Claim], edges: Iterable[CopyEdge]) -> list[Claim]:
    """The claims with `copy_of` set where an edge says so; a `copy_of` that is there already stays."""
    origin = {edge.claim: edge.origin for edge in edges}
    return [
        replace(claim, copy_of=origin[claim.id]) if claim.copy_of is None and claim.id in origin else claim
        for claim in claims
    ]


def _join(cluster: _Cluster, claim: Claim) -> None:
    with suppress(ValueError):  # an edge made elsewhere may join two days; the cluster then keeps the first
        cluster.days = meet(cluster.days, claim.date)


def _match(
    claim: Claim,
    witness: Witness,
    says: Assertion,
    likeness: Likeness,
    index: _Index,
) -> tuple[_Member, _Look] | None:
    """The earliest member of the first net that catches the claim."""
    now = order(claim)[0]
    for look in _looks(claim, witness, likeness):
        for member in index.get((says, look.key), {}).values():
            if now - member.cluster.since > look.window or not _compatible(claim, member.cluster):
                continue
            if _repeats(witness, member.witness, look.kind):
                return member, look
    return None


def _compatible(claim: Claim, cluster: _Cluster) -> bool:
    """The same place, and a day that every claim of the cluster can mean."""
    try:
        meet(cluster.days, claim.date)
    except ValueError:
        return False
    return same_place(claim.place, cluster.first.place)


def _looks(claim: Claim, witness: Witness, likeness: Likeness) -> Iterator[_Look]:
    yield _Look(CopyKind.REPORT, ("report", claim.document), REPEAT_WINDOW, "said before in the same report")
    for name, alike in (like for own in likeness.passages_of[claim.id] for like in likeness.passages.get(own, ())):
        yield _Look(CopyKind.TEXT, ("passage", name), TEXT_WINDOW, f"its sentence is {alike:.0%} like an earlier one")
    for name, alike in likeness.documents.get(claim.document, ()):
        yield _Look(CopyKind.TEXT, ("report", name), TEXT_WINDOW, f"the report is {alike:.0%} like {name}")
    if witness.voice:
        for key in voice_keys(witness.voice):
            yield _Look(CopyKind.SPEAKER, ("voice", key), REPEAT_WINDOW, "the same speaker within 36 hours")
    for relay in sorted(witness.relays):
        reason = f"the same source of {relay.removeprefix('outlet:')} within 36 hours"
        yield _Look(CopyKind.CREDIT, ("relay", relay), REPEAT_WINDOW, reason)
    if witness.unknown:
        yield _Look(CopyKind.UNNAMED, ("any", ""), REPEAT_WINDOW, "nobody is named who says so")


def _repeats(new: Witness, old: Witness, kind: CopyKind) -> bool:
    """Whether `new` vouches for nothing that `old` does not. A named speaker is repeated by himself alone."""
    if kind is CopyKind.UNNAMED:
        return True
    if new.voice and new.voice.named:
        return old.voice is not None and old.voice.named and same_voice(new.voice, old.voice)
    if kind is CopyKind.REPORT:
        return _same_unnamed(new.voice, old.voice)
    if kind is CopyKind.TEXT:
        return new.voice is None or _same_unnamed(new.voice, old.voice) or (old.voice is None and not new.voice.side)
    if kind is CopyKind.CREDIT and new.agencies & old.agencies:
        return _same_unnamed(new.voice, old.voice) or _one_agency(new, old)
    return kind is CopyKind.CREDIT and _same_unnamed(new.voice, old.voice)


def _one_agency(new: Witness, old: Witness) -> bool:
    """Whether one agency's word is all there is: who credits it alone has it from its report, whoever spoke there.

    But the agency's own report of what a party had told it is its own finding.
    """
    if new.voice is None:
        return not (new.desk and old.voice is not None and old.voice.side)
    return old.voice is None and not new.voice.side


def _same_unnamed(new: Voice | None, old: Voice | None) -> bool:
    """Both the relay's own voice, or unnamed sources of one role and side."""
    if new is None or old is None:
        return new is old
    return not new.named and not old.named and new.role == old.role and new.side == old.side


def _keys(claim: Claim, witness: Witness, likeness: Likeness) -> Iterator[_Key]:
    yield ("report", claim.document)
    for name in likeness.passages_of[claim.id]:
        yield ("passage", name)
    if witness.voice:
        for key in voice_keys(witness.voice):
            yield ("voice", key)
    for relay in sorted(witness.relays):
        yield ("relay", relay)
    yield ("any", "")


def _register(members: _Members, member: _Member, key: _Key) -> None:
    """Adds a member, unless an earlier one of its cluster stands for it; drops what is too old to match."""
    if key[0] in ("voice", "relay", "any"):
        oldest = order(member.claim)[0] - max(TEXT_WINDOW, REPEAT_WINDOW)
        while members and members[first := next(iter(members))].cluster.since < oldest:
            del members[first]
    name = (member.cluster.origin, None if key[0] == "any" else member.witness)
    members.setdefault(name, member)
