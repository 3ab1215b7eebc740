"""The review queue: which claim to check first, by how much its being wrong would change the map.

For each place that is not settled, each claim's weight is known exactly (leave one cluster out). Without it the
place's probability of its most probable state would be sigma(logit p - nats); the difference is the claim's reach.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.answers import Answers
from dateline.ledger import Review
from dateline.model import Claim, State, Status
from dateline.publish.picture import Picture

__all__ = ["LONGEST", "Due", "queue", "reach"]

LONGEST = 100  # a day's work for one reviewer
UNSETTLED_BELOW = 0.98  # above this no single claim moves what a map shows
LEAST_REACH = 0.01  # one point of probability: less is not seen on any page


@dataclass(frozen=True, slots=True)
class Due:
    """One claim to check: its place's state, its weight in nats, and how far the map would move without it."""

    claim: Claim
    state: State
    nats: float
    reach: float


def queue(answers: Answers, picture: Picture, reviews: Sequence[Review]) -> list[Due]:
    """The claims nobody has judged yet, furthest reach first."""
    judged = {review.claim for review in reviews}
    by_id = {claim.id: claim for claim in answers.claims(picture.known_by)}
    found = []
    for state in picture.now:
        if state.status is Status.UNKNOWN or not state.claims or state.p[state.top] >= UNSETTLED_BELOW:
            continue
        explained = answers.explain(state.place, picture.as_of, picture.known_by)
        for factor in explained.factors:
            moved = reach(state.p[state.top], factor.nats)
            if moved >= LEAST_REACH and factor.claim not in judged and factor.claim in by_id:
                found.append(Due(by_id[factor.claim], state, factor.nats, moved))
    return sorted(found, key=lambda due: (-due.reach, due.claim.id))[:LONGEST]


def reach(p: float, nats: float) -> float:
    """How far a probability moves when a claim of this weight is taken away; 0 to 1."""
    if not 0.0 < p < 1.0:
        return 0.0
    without = 1.0 / (1.0 + math.exp(-(math.log(p) - math.log1p(-p) - nats)))
    return abs(p - without)
