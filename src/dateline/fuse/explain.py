"""Why a place stands as it does: exact, by leaving one witness out and filtering the place again.

The log-likelihood is a sum over claims, so what a claim did is the change of the answer without it. A claim goes
with its whole cluster of linked copies; look-alikes that stood behind it move up, as they would have.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dateline.fuse.columns import PlaceParent
from dateline.fuse.rates import FusionModel
from dateline.fuse.said import Succession
from dateline.fuse.states import all_sides, states_at
from dateline.fuse.voices import voice_of
from dateline.model import Claim, ClaimType, Modality, State, cluster_of

__all__ = ["Explanation", "Factor", "explain"]

SMALLEST = 0.05  # nats; less is "no more than noise" in the words, and still in the data


@dataclass(frozen=True, slots=True)
class Factor:
    """One witness: the first claim of a cluster of copies, and what leaving the cluster out takes from the answer.

    `nats` is the change in the log odds of the most probable state: positive speaks for it, negative against.
    """

    claim: str
    copies: tuple[str, ...]
    voice: str
    speaker: str
    type: ClaimType
    modality: Modality
    nats: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """The state, its factors from the strongest on, and the same in words."""

    state: State
    factors: tuple[Factor, ...]
    words: str


def explain(
    claims: Sequence[Claim],
    *,
    place: str,
    as_of: date,
    known_by: datetime,
    initial: Mapping[str, tuple[str, date]] | None = None,
    parents: Mapping[str, PlaceParent] | None = None,
    model: FusionModel | None = None,
    sides: Sequence[str] | None = None,
    succession: Sequence[Succession] = (),
    name: str | None = None,
    covered_from: date | None = None,
) -> Explanation:
    """The witnesses that decided the state of `place`, each by exact leave-one-cluster-out, in nats.

    `claims` are those of the place (and of its province); others do not change the answer. `sides` must be those
    of the map it stands on, by default those found in the claims. `name` is how the words call the place, and
    `covered_from` the day from which reports were gathered, by default that of the first claim given.
    """
    known = [claim for claim in claims if claim.known and claim.known <= known_by]
    sides = tuple(sides) if sides is not None else all_sides(known, initial, succession)
    model = model or FusionModel.prior()
    covered_from = covered_from or min((claim.known.date() for claim in known if claim.known), default=as_of)

    def state_of(chosen: Sequence[Claim]) -> State:
        return states_at(
            chosen, as_of=as_of, known_by=known_by, places=[place], initial=initial, parents=parents, model=model,
            sides=sides, succession=succession, covered_from=covered_from, clip=False,
        )[0]  # fmt: skip

    full = state_of(known)
    clusters: dict[str, list[Claim]] = {}
    roots = cluster_of(known)
    for claim in sorted(known, key=lambda c: (c.known or known_by, c.copy_of is not None, c.id)):
        if not claim.retracts:
            clusters.setdefault(roots[claim.id], []).append(claim)
    factors = []
    for root, members in clusters.items():
        without = [claim for claim in known if roots[claim.id] != root]
        nats = _odds(full.p[full.top]) - _odds(state_of(without).p[full.top])
        factors.append(_factor(members, nats))
    factors.sort(key=lambda factor: (-abs(factor.nats), factor.claim))
    shown = states_at(
        known, as_of=as_of, known_by=known_by, places=[place], initial=initial, parents=parents, model=model,
        sides=sides, succession=succession, covered_from=covered_from,
    )[0]  # fmt: skip
    return Explanation(shown, tuple(factors), _words(name or place, shown, factors))


def _odds(p: float) -> float:
    return math.log(p) - math.log1p(-p)


def _factor(members: Sequence[Claim], nats: float) -> Factor:
    first = members[0]
    speaker = first.speakers[0].text if first.speakers else first.outlet or first.document
    copies = tuple(claim.id for claim in members[1:])
    return Factor(first.id, copies, voice_of(first).kind, speaker, first.type, first.modality, nats)


def _words(name: str, state: State, factors: Sequence[Factor]) -> str:
    since = f" since {state.since.day} {state.since:%B}" if state.since else ""
    head = f"{name}: {state.top} {state.p[state.top]:.2f}{since}."
    told = [factor for factor in factors if abs(factor.nats) >= SMALLEST]
    if not told:
        return f"{head} Nothing said of it moves this."
    parts = [f"{_said(factor)} ({factor.nats:+.1f} nats)" for factor in told[:3]]
    copies = sum(len(factor.copies) for factor in factors)
    repeated = f"; {copies} linked {'copy' if copies == 1 else 'copies'} counted once" if copies else ""
    denials = sum(factor.modality is Modality.DENIED for factor in factors)
    denied = f"; {denials} {'denial' if denials == 1 else 'denials'}" if denials else "; no denial"
    return f"{head} Decided by {', '.join(parts)}{repeated}{denied}."


def _said(factor: Factor) -> str:
    if factor.modality is Modality.DENIED:
        return f"the denial by {factor.speaker}"
    if factor.voice.endswith("admission"):
        return f"the admission by {factor.speaker}"
    return f"{factor.speaker}"
