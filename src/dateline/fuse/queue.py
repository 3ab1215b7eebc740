"""The review queue: claims ordered by how much being wrong would change the map (DESIGN section 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from dateline.model import REAL, TERRITORY, Claim, ClaimType, Modality

__all__ = ["QueueItem", "reviewable", "reviews"]

# What is left unsaid of a claim's doubt counts as an even chance of being wrong, so that influence alone decides.
DOUBT_UNKNOWN = 0.5


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One claim to review. `change` is how far the map moves without it: half the sum of the absolute changes of
    probability, over the places it bears on (0 to the number of places). `doubt` is its chance of being wrong,
    `weight` their product, by which the queue is ordered."""

    claim: str
    place: str | None
    change: float
    doubt: float
    weight: float
    why: str


def reviewable(claim: Claim, *, reviewed: frozenset[str] = frozenset()) -> bool:
    """Whether a claim can move the map at all: a copy, a count, a plan or a forecast cannot."""
    if claim.id in reviewed or claim.copy_of or claim.retracts or claim.place.id is None:
        return False
    if claim.type not in TERRITORY or claim.type is ClaimType.COUNT:
        return False
    return claim.modality in REAL or claim.modality is Modality.DENIED


def reviews(
    claims: Iterable[Claim],
    influence: Callable[[Claim], float],
    *,
    doubt: Mapping[str, float] | None = None,
    reviewed: frozenset[str] = frozenset(),
    limit: int | None = None,
) -> list[QueueItem]:
    """The queue, weightiest first, then by claim id; claims that change nothing are left out.

    `influence` gives the change of a claim's place if its cluster is left out (`fuse.explain`). `doubt` gives a
    claim's chance of being wrong by id, as 1 - p of its digit (`fuse.sources.digits`). `reviewed` are done.
    """
    items = []
    for claim in claims:
        if reviewable(claim, reviewed=reviewed):
            change = influence(claim)
            chance = (doubt or {}).get(claim.id, DOUBT_UNKNOWN)
            if change * chance > 0:
                items.append(_item(claim, change, chance))
    items.sort(key=lambda item: (-item.weight, item.claim))
    return items[:limit]


def _item(claim: Claim, change: float, doubt: float) -> QueueItem:
    why = (
        f"without it {claim.place.name or claim.place.text} would change by {change:.2f}; it is wrong with {doubt:.2f}"
    )
    return QueueItem(claim.id, claim.place.id, round(change, 6), round(doubt, 6), round(change * doubt, 6), why)
