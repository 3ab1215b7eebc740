"""Fighting that a report tells on its way to the outcome is no evidence against the outcome.

"After days of clashes the army pulled out of X": the clashes were; that they were says nothing of who holds X now.
Conflict coders keep the final acquisition alone (ACLED's rule on territory). So a `contest` drops out where the same
report, in the mouth of the same side, tells that the place changed hands on that day or later; and the report's own
telling of it drops out where the losing side admits the outcome.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from dateline.model import REAL, Claim, ClaimType, Stance, stance

__all__ = ["standing"]

_OUTCOMES = frozenset({ClaimType.CAPTURE, ClaimType.LEAVE, ClaimType.SURRENDER})
_Key = tuple[str, str | None, str | None]  # document, place, side of the voice


def standing(claims: Iterable[Claim]) -> list[Claim]:
    """The claims in their order, without the fighting that an outcome in the same report supersedes."""
    claims = list(claims)
    outcomes: dict[_Key, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.type in _OUTCOMES and claim.modality in REAL:
            for voice in {_voice(claim), None} if _admitted(claim) else {_voice(claim)}:
                outcomes[claim.document, claim.place.id, voice].append(claim)
    return [
        claim
        for claim in claims
        if claim.type is not ClaimType.CONTEST
        or not any(_ends(claim, end) for end in outcomes.get((claim.document, claim.place.id, _voice(claim)), ()))
    ]


def _voice(claim: Claim) -> str | None:
    """The side of the origin of the chain; none for outlets and third parties."""
    return claim.speakers[0].side if claim.speakers else claim.outlet_side


def _admitted(claim: Claim) -> bool:
    return stance(claim, _voice(claim)) is Stance.OWN_LOSS


def _ends(fighting: Claim, outcome: Claim) -> bool:
    if fighting.date is None or outcome.date is None:
        return True
    return fighting.date.first <= outcome.date.last
