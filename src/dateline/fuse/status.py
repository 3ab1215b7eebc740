"""The word beside a probability that a person can check: the first of DESIGN section 5 that fits.

Thresholds and their words live in `vocab/fusion.yaml` under `status`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.model import Claim, Status
from dateline.vocab import vocabulary

__all__ = ["Witness", "owner_of", "status"]

CONTESTED = "contested"


@dataclass(frozen=True, slots=True)
class Witness:
    """One line of evidence as the status sees it. `kind` is the claim's ("capture", "denial of capture", …)."""

    day: int
    kind: str
    side: str
    voice: str
    owner: str

    @property
    def admits(self) -> bool:
        return self.voice.endswith("admission")

    @property
    def third_party(self) -> bool:
        return self.voice in ("agency", "outlet")

    def tells_change_to(self, side: str) -> bool:
        """Whether it says that `side` came to control the place, or that another side left it."""
        return (self.kind == "capture" and self.side == side) or (self.kind == "leave" and self.side != side)


def owner_of(claim: Claim) -> str:
    """Who answers for a third party's word: the last agency that relayed it, else the outlet, else the document."""
    for speaker in reversed(claim.speakers):
        if speaker.kind == "agency":
            return speaker.text.casefold()
    return (claim.outlet or claim.document).casefold()


@cache
def _thresholds() -> Any:
    return vocabulary("fusion")["status"]


def status(
    day: int, top: str, p: float, witnesses: Iterable[Witness], *, last_report: int | None, start: str | None
) -> Status:
    """The status word of a place on `day`, whose most probable state is `top` at `p`.

    `witnesses` are the lines about days up to `day` that nobody has withdrawn; `last_report` is the day of the last
    claim of any kind; `start` the side of the starting state.
    """
    limits = _thresholds()
    if start is None and (last_report is None or day - last_report >= limits["unknown_days"]):
        return Status.UNKNOWN
    if top == CONTESTED:
        return Status.CONTESTED
    recent = [witness for witness in witnesses if 0 <= day - witness.day < limits["change_days"]]
    if p < limits["disputed_below"] and _disputed(recent, limits["dispute_days"]):
        return Status.DISPUTED
    change = [witness for witness in recent if witness.tells_change_to(top)]
    if not change or top == start:
        return Status.HELD
    third = {witness.owner for witness in change if witness.third_party}
    if any(witness.admits for witness in change) or len(third) >= limits["confirming_third_parties"]:
        return Status.CONFIRMED
    return Status.CORROBORATED if third else Status.CLAIMED


def _disputed(recent: Iterable[Witness], days: int) -> bool:
    """A change claimed and, within `days`, denied, or a rival's hold claimed."""
    lines = list(recent)
    for change in lines:
        if change.kind not in ("capture", "leave"):
            continue
        if any(_disputes(other, change) and 0 <= other.day - change.day <= days for other in lines):
            return True
    return False


def _disputes(other: Witness, change: Witness) -> bool:
    """Whether a line denies a change, or claims for a rival what the change takes from it."""
    if other.kind in ("hold", "denial for"):
        return (other.side != change.side) == (change.kind == "capture")
    return other.kind == "denial against" and change.kind == "capture" and other.side == change.side
