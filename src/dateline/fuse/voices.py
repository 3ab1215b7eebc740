"""Who speaks in a claim, as fusion hears it: a class of voice with its stance, and who vouches for it."""

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
    """`kind` is a row of the priors ("central own", "agency", …); `party` the side whose voice it is, None if nobody's.

    `witness` is shared by voices that are no second witness beside one another: the central voices of a side, a local
    official by name, an agency by name, all outlets together. `source` is what a learned model keeps a record of.
    """

    kind: str
    party: str | None
    witness: tuple[str, ...]
    source: str

    @property
    def follows(self) -> bool:
        """An outlet or witness without a name for itself: what it says may be what others said before."""
        return self.kind == "outlet"


@cache
def _agencies() -> tuple[frozenset[str], tuple[str, ...]]:
    words = vocabulary("fusion")["agencies"]
    return frozenset(words["names"]), tuple(words["words"])


@cache
def is_agency(outlet: str) -> bool:
    """Whether an outlet, speaking for itself, is an agency (vocab/fusion.yaml names the agencies and the words)."""
    names, words = _agencies()
    folded = outlet.casefold()
    return folded in names or any(word in folded for word in words)


def voice_of(claim: Claim) -> Voice:
    """The voice of a claim's origin: the first speaker of the chain, else the outlet.

    A party's official, fighter or unnamed source, and its own organ, speak for the side; someone of a side without a
    stake in this claim is heard as a witness.
    """
    if claim.speakers:
        speaker = claim.speakers[0]
        if speaker.side and speaker.kind in _PARTY:
            return _party(claim, speaker.side, "local" if speaker.level is Level.LOCAL else "central", speaker.text)
        if speaker.kind in _PRESS:
            return _press("agency", speaker.text)
        return Voice("outlet", None, ("outlet",), "")
    if claim.outlet_side:
        return _party(claim, claim.outlet_side, "central", "")
    outlet = claim.outlet or ""
    return _press("agency" if is_agency(outlet) else "outlet", outlet)


def _press(kind: str, name: str) -> Voice:
    folded = name.casefold()
    return Voice(
        kind, None, ("agency", folded) if kind == "agency" else ("outlet",), f"{kind} {folded}" if name else ""
    )


def _party(claim: Claim, side: str, level: str, name: str) -> Voice:
    stake = stance(claim, side)
    if stake is Stance.THIRD_PARTY:
        return Voice("outlet", None, ("outlet",), "")
    kind = f"{level} {'own' if stake is Stance.OWN_GAIN else 'admission'}"
    witness = (kind, side, name.casefold()) if level == "local" else (kind, side)
    return Voice(kind, side, witness, f"{kind} {side}")
