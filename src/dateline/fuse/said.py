"""What a claim says about control, as a row of the rate table and a side (the table of DESIGN section 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dateline.fuse.rates import AGAINST, FOR, FusionModel, row
from dateline.fuse.voices import Voice, voice_of
from dateline.model import REAL, Claim, ClaimType, Modality
from dateline.times import day_of

__all__ = ["Said", "Succession", "said"]

_KINDS = {
    ClaimType.CAPTURE: "capture",
    ClaimType.HOLD: "hold",
    ClaimType.CONTEST: "contest",
    ClaimType.LEAVE: "leave",
    ClaimType.SURRENDER: "leave",
}


@dataclass(frozen=True, slots=True)
class Succession:
    """From `start` on, what was said of `side` is said of `becomes`; at `places`, or everywhere if None."""

    side: str
    becomes: str
    start: date
    places: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One assertion. `assertion` is what look-alikes share, with the side; `voice` who says it; `weight` before copies.

    `source` keeps a record of its own in a learned model; `follows` is true of voices that may only repeat; `observed`
    of the press, whose word of another day is another report, while a party's is the same word again.
    """

    assertion: str
    row: int
    side: str
    weight: float
    voice: tuple[str, ...]
    source: str
    follows: bool
    observed: bool = False


def said(claim: Claim, sides: frozenset[str], succession: Sequence[Succession], model: FusionModel) -> Said | None:
    """What a claim says, or None: of other types, forecasts, plans, conditions, and where no side of `sides` is named.

    That a side left says that the opponent, or the only other side, took the place; with neither, that it left.
    """
    kind = _KINDS.get(claim.type)
    if kind is None or (claim.modality not in REAL and claim.modality is not Modality.DENIED):
        return None
    actor = _successor(claim, claim.actor.side if claim.actor else None, succession)
    if actor not in sides or actor is None:
        return None
    weight = model.weights["surrender"] if claim.type is ClaimType.SURRENDER else 1.0
    voice = voice_of(claim)
    if claim.modality is Modality.DENIED:
        return _denied(claim, kind, actor, weight, voice, sides, succession, model)
    if claim.modality is Modality.HEDGED:
        weight *= model.weights["hedged"]
    if kind == "leave":
        opponent = _successor(claim, claim.opponent.side if claim.opponent else None, succession)
        taker = opponent or (next(iter(sides - {actor})) if len(sides) == 2 else None)
        if taker in sides and taker is not None and taker != actor:
            return _asserted("capture", taker, weight, voice)
    return _asserted(kind, actor, weight, voice)


def _asserted(kind: str, side: str, weight: float, voice: Voice) -> Said:
    assertion = "control" if kind in ("capture", "hold") else kind
    return Said(
        assertion, row(voice.kind, kind), side, weight, voice.witness, voice.source, voice.follows, voice.party is None
    )


def _denied(
    claim: Claim,
    kind: str,
    actor: str,
    weight: float,
    voice: Voice,
    sides: frozenset[str],
    succession: Sequence[Succession],
    model: FusionModel,
) -> Said | None:
    """A denied capture or leave is a denial; a denied hold a weak leave; denied fighting is nothing."""
    if kind == "contest":
        return None
    if kind == "hold":
        return _asserted("leave", actor, weight * model.weights["denied hold"], voice)
    denier = _successor(claim, voice.party, succession)
    if kind == "leave":
        return Said("denial", FOR, actor, weight, ("denial", denier or ""), voice.source, False)
    if denier in sides and denier is not None and denier != actor:
        return Said("denial", FOR, denier, weight, ("denial", denier), voice.source, False)
    return Said("denial", AGAINST, actor, weight, ("denial", ""), voice.source, False)


def _successor(claim: Claim, side: str | None, succession: Sequence[Succession]) -> str | None:
    for step in succession:
        if step.side == side and (step.places is None or claim.place.id in step.places):
            said_of = claim.date.last if claim.date else day_of(claim.published) if claim.published else None
            if said_of and said_of >= step.start:
                return step.becomes
    return side
