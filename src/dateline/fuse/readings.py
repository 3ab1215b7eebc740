"""What a cluster of linked copies says, where they do not all say the same.

A copy is no second witness of what happened, but it was read on its own: where it gives another place or another side
than the rest, somebody misread. What most of the copies known so far give counts, in the mouth of their origin, and
what is outvoted counts for nothing; what ties with others counts half. Copies that agree change nothing: forty of
them equal one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dateline.model import Claim, ClaimType, Modality

__all__ = ["Reading", "clusters", "readings"]

TIED = 0.5

_Gist = tuple[str | None, str, str | None]  # place, what is said of it, of which side


@dataclass(frozen=True, slots=True)
class Reading:
    """`claim`, the first of its cluster that says so, with the origin's speakers; it counts `share` of a claim from
    `since` on, the moment some copy became known, until `until` (None: for good)."""

    claim: Claim
    share: float
    since: datetime
    until: datetime | None = None


def clusters(claims: Iterable[Claim], roots: Mapping[str, str]) -> Iterator[list[Claim]]:
    """The claims of each cluster that have a time and withdraw nothing, in order of knowledge, the origin first."""
    found: dict[str, list[Claim]] = {}
    usable = [claim for claim in claims if claim.known and not claim.retracts]
    for claim in sorted(usable, key=lambda claim: (claim.known, claim.copy_of is not None, claim.id)):
        found.setdefault(roots[claim.id], []).append(claim)
    yield from found.values()


def readings(members: Sequence[Claim]) -> list[Reading]:
    """What counts of a cluster over time; `members` as `clusters` gives them."""
    gists = [_gist(claim) for claim in members]
    if len(set(gists)) == 1:
        return [_reading(members[0], members[0], 1.0, members[0])]
    votes: Counter[_Gist] = Counter()
    first: dict[_Gist, Claim] = {}
    standing: dict[_Gist, Reading] = {}
    ended = []
    for claim, gist in zip(members, gists, strict=True):
        votes[gist] += 1
        first.setdefault(gist, claim)
        leading = [other for other, count in votes.items() if count == max(votes.values())]
        share = 1.0 if len(leading) == 1 else TIED
        for other in [other for other, reading in standing.items() if other not in leading or reading.share != share]:
            ended.append(replace(standing.pop(other), until=claim.known))
        for other in leading:
            standing.setdefault(other, _reading(first[other], members[0], share, claim))
    return [*ended, *standing.values()]


def _reading(claim: Claim, origin: Claim, share: float, latest: Claim) -> Reading:
    assert latest.known is not None
    told = replace(claim, speakers=origin.speakers, outlet=origin.outlet, outlet_side=origin.outlet_side)
    return Reading(told, share, latest.known)


def _gist(claim: Claim) -> _Gist:
    """What a claim comes to. A party that denies its loss says that it has the place, as its copies may put it."""
    actor, denied = claim.actor.side if claim.actor else None, claim.modality is Modality.DENIED
    if claim.type in (ClaimType.CAPTURE, ClaimType.HOLD) and not denied:
        return claim.place.id, "has", actor
    denier = claim.speakers[0].side if claim.speakers else claim.outlet_side
    if claim.type is ClaimType.CAPTURE and denier and denier != actor:
        return claim.place.id, "has", denier
    return claim.place.id, f"{claim.modality} {claim.type}" if denied else str(claim.type), actor
