"""What the states say of one claim: the probability of what it says, and whether anyone else vouches for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from dateline.fuse.control import Lookup, day_of_claim
from dateline.model import REAL, Claim, ClaimType, Modality, Stance, State, Status, stance
from dateline.times import DAY

__all__ = ["JUDGED", "Judgement", "Witnesses", "judge", "root_of"]

# The claims that a state can bear out. Fighting is not among them: a place may be fought for and not be contested.
JUDGED = frozenset({ClaimType.CAPTURE, ClaimType.HOLD, ClaimType.LEAVE})


@dataclass(frozen=True, slots=True)
class Judgement:
    """`p` is the probability of what the claim says, on the day it speaks of or the day after."""

    p: float
    state: State


def root_of(claim: Claim) -> str:
    """The claim's copy cluster."""
    return claim.copy_of or claim.id


def judge(claim: Claim, state: Lookup, known_by: datetime) -> Judgement | None:
    """The claim against the state as known at `known_by`; None where no state can tell.

    Overnight changes are dated by the evening or by the morning, so the likelier of two days counts.
    """
    side, day = claim.actor.side if claim.actor else None, day_of_claim(claim)
    if claim.type not in JUDGED or side is None or day is None or claim.place.id is None:
        return None
    if claim.modality not in REAL and claim.modality is not Modality.DENIED:
        return None
    found = [state(claim.place.id, on, known_by) for on in _days(claim, day)]
    usable = [one for one in found if one is not None and one.status is not Status.UNKNOWN]
    if not usable:
        return None
    return max((Judgement(_p(claim, side, one), one) for one in usable), key=lambda judged: judged.p)


def _days(claim: Claim, day: date) -> tuple[date, ...]:
    return (day,) if claim.type is ClaimType.HOLD else (day, day + DAY)


def _p(claim: Claim, side: str, state: State) -> float:
    has = state.p.get(side, 0.0)
    says_has = (claim.type is ClaimType.LEAVE) is (claim.modality is Modality.DENIED)
    return has if says_has else 1.0 - has


class Witnesses:
    """Who says what of which place, so that one can ask for another witness of the same."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._by_assertion: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
        for claim in claims:
            key = _assertion(claim)
            if key and not claim.retracts:
                self._by_assertion[key].append(claim)

    def other(self, claim: Claim, known_by: datetime) -> Claim | None:
        """An independent claim of the same: another cluster, another speaker, who does not gain by it."""
        key = _assertion(claim)
        if key is None:
            return None
        for other in self._by_assertion[key]:
            if other.known and other.known <= known_by and _independent(claim, other):
                return other
        return None


def _assertion(claim: Claim) -> tuple[str, str, str] | None:
    if claim.place.id is None or claim.actor is None or claim.actor.side is None or claim.modality not in REAL:
        return None
    group = "leave" if claim.type is ClaimType.LEAVE else "control"
    return (claim.place.id, group, claim.actor.side) if claim.type in JUDGED else None


def _independent(claim: Claim, other: Claim) -> bool:
    if root_of(claim) == root_of(other) or claim.document == other.document:
        return False
    if not other.speakers and (other.outlet is None or other.outlet == claim.outlet):
        return False
    return stance(other, other.speakers[0].side if other.speakers else other.outlet_side) is not Stance.OWN_GAIN
