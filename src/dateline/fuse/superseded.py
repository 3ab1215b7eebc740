"""Fighting that a report tells on its way to the outcome is no evidence against the outcome.

"After days of clashes the army pulled out of X": the clashes were; that they were says nothing of who holds X now.
Conflict coders keep the final acquisition alone (ACLED's rule on territory). So a `contest` drops out where the same
report, in the mouth of the same side, tells that the place changed hands on that day or later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from dateline.model import REAL, Claim, ClaimType

__all__ = ["standing"]

_OUTCOMES = frozenset({ClaimType.CAPTURE, ClaimType.LEAVE, ClaimType.SURRENDER})
_Key = tuple[str, str | None, str | None]


def standing(claims: Iterable[Claim]) -> list[Claim]:
    """The claims in their order, without the fighting that an outcome in the same report supersedes."""
    claims = list(claims)
    outcomes: dict[_Key, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.type in _OUTCOMES and claim.modality in REAL:
            outcomes[_key(claim)].append(claim)
    return [
        claim
        for claim in claims
        if claim.type is not ClaimType.CONTEST or not any(_ends(claim, end) for end in outcomes.get(_key(claim), ()))
    ]


def _key(claim: Claim) -> _Key:
    """One report's voice on one place: the side of the origin of the chain; none for outlets and third parties."""
    return claim.document, claim.place.id, claim.speakers[0].side if claim.speakers else claim.outlet_side


def _ends(fighting: Claim, outcome: Claim) -> bool:
    if fighting.date is None or outcome.date is None:
        return True
    return fighting.date.first <= outcome.date.last
