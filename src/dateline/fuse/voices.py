"""Who speaks in a claim, as fusion hears it: a class of voice, its stance, and its name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline.model import Claim, Level, SpeakerKind, Stance, stance
from dateline.vocab import vocabulary

__all__ = ["Voice", "is_agency", "voice_of"]

_PARTY = frozenset({SpeakerKind.OFFICIAL, SpeakerKind.FIGHTER, SpeakerKind.ANONYMOUS})
_PRESS = frozenset({SpeakerKind.AGENCY, SpeakerKind.MONITOR})


@dataclass(frozen=True, slots=True)
class Voice:
    """`kind` is a row of the priors ("central own", "agency", …); `side` whose voice it is, None if nobody's;
    `name` tells apart those who are known by name: agencies and outlets."""

    kind: str
    side: str | None
    name: str


@cache
def is_agency(outlet: str) -> bool:
    """Whether an outlet, speaking for itself, is an agency (vocab/fusion.yaml names the words and the agencies)."""
    words = vocabulary("fusion")["agencies"]
    folded = outlet.casefold()
    return folded in words["names"] or any(word in folded for word in words["words"])


def voice_of(claim: Claim) -> Voice:
    """The voice of a claim's origin: the first speaker of the chain, else the outlet.

    A party's official, fighter or unnamed source, and its own organ, speak for the side; someone of a side without a
    stake in this claim is heard as a witness.
    """
    if claim.speakers:
        speaker = claim.speakers[0]
        if speaker.side and speaker.kind in _PARTY:
            return _party_voice(claim, speaker.side, "local" if speaker.level is Level.LOCAL else "central")
        if speaker.kind in _PRESS:
            return Voice("agency", None, speaker.text.casefold())
        return Voice("outlet", None, "")
    if claim.outlet_side:
        return _party_voice(claim, claim.outlet_side, "central")
    outlet = claim.outlet or ""
    return Voice("agency" if is_agency(outlet) else "outlet", None, outlet.casefold())


def _party_voice(claim: Claim, side: str, level: str) -> Voice:
    match stance(claim, side):
        case Stance.OWN_GAIN:
            return Voice(f"{level} own", side, level)
        case Stance.OWN_LOSS:
            return Voice(f"{level} admission", side, level)
    return Voice("outlet", None, "")
