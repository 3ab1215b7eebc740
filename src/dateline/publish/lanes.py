"""The claims of one place in lanes: one lane per speaker side, then those with no stake; copies under their origin.

A copy is a claim whose `copy_of` names another; it is folded under the first of its line that is shown. Where the
origin is not among the claims shown, the earliest copy stands for the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from dateline.model import Claim, cluster_of
from dateline.publish import words
from dateline.publish.picture import Side

__all__ = ["Lane", "Line", "by_place", "lanes"]

_LATE = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Line:
    """One claim that counts, and the copies that do not."""

    claim: Claim
    copies: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Lane:
    """All lines of one speaker side, oldest first. `side` is None for those with no stake."""

    side: str | None
    name: str
    lines: tuple[Line, ...]


def by_place(claims: Iterable[Claim]) -> Mapping[str, tuple[Claim, ...]]:
    """Claims by the id of their place; unlinked places by the words of the text, under `text:`."""
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(claim.place.id or f"text:{claim.place.text}", []).append(claim)
    return {place: tuple(group) for place, group in groups.items()}


def lanes(claims: Sequence[Claim], sides: Sequence[Side]) -> tuple[Lane, ...]:
    """Lanes in the theatre's order of sides, unknown sides by id after them, no stake last."""
    roots = cluster_of(claims)
    folded: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=_order):
        folded.setdefault(roots[claim.id], []).append(claim)
    groups: dict[str | None, list[Line]] = {}
    for root, members in folded.items():
        first = next((claim for claim in members if claim.id == root), members[0])
        line = Line(first, tuple(claim for claim in members if claim is not first))
        groups.setdefault(words.speaker_side(first), []).append(line)
    order = {side.id: index for index, side in enumerate(sides)}
    names = sorted(groups, key=lambda side: (side is None, order.get(side or "", len(order)), side or ""))
    return tuple(Lane(side, _name(side, sides), tuple(groups[side])) for side in names)


def _name(side: str | None, sides: Sequence[Side]) -> str:
    return "No stake" if side is None else words.side_name(side, sides)


def _order(claim: Claim) -> tuple[datetime, date, str]:
    return claim.known or _LATE, claim.date.first if claim.date else date.max, claim.id
