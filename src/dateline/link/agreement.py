"""How far our claims agree with a coder's rows of the same conflict: which of his we have, which of ours he has.

A row is met by a claim of the same family of type (`vocab/events.yaml`; a `hold` counts with control), on a day at most
one apart, within 25 km, or in the same province where either is no more exact. Nobody is right by definition: both
lists of what the other lacks are there to be read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.link.assertion import APART_KM, day_reported, fold, kilometres, near, side_of
from dateline.link.events import family_of
from dateline.model import REAL, Claim, ClaimType, Place
from dateline.times import DAY, Interval

__all__ = ["Agreement", "FamilyAgreement", "agreement"]

NEAR_DAYS = 1  # overnight events are dated by either day
COARSE = 3  # place precision of a province


@dataclass(frozen=True, slots=True)
class FamilyAgreement:
    """One family of type: the coder's rows and how many ours meet; ours in his days and how many his meet."""

    family: str
    theirs: int
    theirs_met: int
    ours: int
    ours_met: int
    same_side: int  # of the coder's rows that are met, those with a claim for the same side
    sided: int  # of the same, those where both name a side


@dataclass(frozen=True, slots=True)
class Agreement:
    """By family, and the ids of what the other side lacks."""

    days: Interval | None
    families: tuple[FamilyAgreement, ...]
    only_theirs: tuple[str, ...]
    only_ours: tuple[str, ...]


def agreement(ours: Iterable[Claim], theirs: Iterable[Claim]) -> Agreement:
    """Real claims of ours, copies left out, against a coder's rows, over the days that his rows span."""
    rows = [claim for claim in theirs if _usable(claim)]
    if not rows:
        return Agreement(None, (), (), ())
    days = Interval(min(_day(row).start for row in rows), max(_day(row).end for row in rows))
    claims = [
        claim for claim in ours if claim.copy_of is None and _usable(claim) and near(_day(claim), days, NEAR_DAYS)
    ]
    their_index, our_index = _index(rows), _index(claims)
    met = {row.id: _meeting(row, our_index) for row in rows}
    met_ours = {claim.id: bool(_meeting(claim, their_index)) for claim in claims}
    families = sorted({_family(claim) for claim in rows})
    return Agreement(
        days=days,
        families=tuple(_row(family, rows, claims, met, met_ours) for family in families),
        only_theirs=tuple(row.id for row in rows if not met[row.id]),
        only_ours=tuple(claim.id for claim in claims if not met_ours[claim.id]),
    )


def _row(
    family: str,
    rows: Sequence[Claim],
    claims: Sequence[Claim],
    met: dict[str, list[Claim]],
    met_ours: dict[str, bool],
) -> FamilyAgreement:
    theirs = [row for row in rows if _family(row) == family]
    ours = [claim for claim in claims if _family(claim) == family]
    sided = [row for row in theirs if side_of(row.actor) and any(side_of(claim.actor) for claim in met[row.id])]
    return FamilyAgreement(
        family=family,
        theirs=len(theirs),
        theirs_met=sum(bool(met[row.id]) for row in theirs),
        ours=len(ours),
        ours_met=sum(met_ours[claim.id] for claim in ours),
        same_side=sum(any(_same_side(row, claim) for claim in met[row.id]) for row in sided),
        sided=len(sided),
    )


def _usable(claim: Claim) -> bool:
    dated = claim.date is not None or day_reported(claim) is not None
    return dated and claim.modality in REAL and not claim.retracts and bool(_family(claim))


def _family(claim: Claim) -> str:
    return "control" if claim.type is ClaimType.HOLD else family_of(claim) or ""


def _day(claim: Claim) -> Interval:
    reported = day_reported(claim)
    if claim.date is not None:
        return claim.date
    assert reported is not None
    return Interval.day(reported)


_Index = dict[tuple[str, date], list[Claim]]
MAX_SPREAD = timedelta(days=31)  # a claim about a longer time is looked up by its first month


def _index(claims: Iterable[Claim]) -> _Index:
    index: _Index = defaultdict(list)
    for claim in claims:
        for day in _each(_day(claim)):
            index[_family(claim), day].append(claim)
    return index


def _each(days: Interval) -> list[date]:
    last = min(days.last, days.first + MAX_SPREAD)
    return [days.first + number * DAY for number in range((last - days.first).days + 1)]


def _meeting(claim: Claim, index: _Index) -> list[Claim]:
    days = _day(claim)
    wide = Interval(days.start - NEAR_DAYS * DAY, days.end + NEAR_DAYS * DAY)
    found = {other.id: other for day in _each(wide) for other in index.get((_family(claim), day), ())}
    return [other for other in found.values() if _one_place(claim.place, other.place)]


def _one_place(left: Place, right: Place) -> bool:
    distance = kilometres(left, right)
    if distance is not None and distance < APART_KM:
        return True
    coarse = COARSE in (left.precision, right.precision)
    return coarse and bool(left.admin1) and fold(left.admin1 or "") == fold(right.admin1 or "")


def _same_side(row: Claim, claim: Claim) -> bool:
    """By side where both are linked, else by a name that the one's words share with the other's."""
    left, right = row.actor, claim.actor
    if left is None or right is None:
        return False
    if left.side and right.side:
        return left.side == right.side
    words = {fold(name) for name in (right.side, right.name, right.text) if name}
    return any(word and (word in fold(left.text) or fold(left.text) in word) for word in words)
