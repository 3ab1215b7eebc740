"""Accounts: conflicting tellings of one event, side by side (DESIGN section 5).

Nothing is decided here: who is right is for `fuse/` and the reader. Two claims conflict where one of them cannot
be true of that place on those days if the other is, or where they give numbers, days or manners that differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import product

from dateline.link.assertion import day_reported, fold, is_evidence, known, near, order, place_key, side_of
from dateline.link.events import cluster
from dateline.model import REAL, Claim, ClaimType, Modality, Place, digest
from dateline.times import DAY, Interval

__all__ = ["Accounts", "Conflict", "Telling", "accounts"]

# A claim is answered within three days: the span in which DESIGN section 5 calls a change disputed.
ANSWER_DAYS = 3
# Tolls that differ by less than this are one toll counted twice.
NUMBERS_RATIO = 1.25


class Conflict(StrEnum):
    """What the tellings disagree about."""

    DENIED = "denied"  # one says it, the other that it is not so
    RIVAL = "rival"  # each gives the place to another side, or one to the side that left it, says the other
    FIGHTING = "fighting"  # taken, or still fought over
    MANNER = "manner"  # left, or surrendered
    NUMBERS = "numbers"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Telling:
    """One account: its claims in order of arrival, who told it and for which sides, how many are no copies."""

    says: str
    claims: tuple[str, ...]
    sources: tuple[str, ...]
    sides: tuple[str, ...]
    independent: int
    first_known: datetime | None


@dataclass(frozen=True, slots=True)
class Accounts:
    """Two tellings of one event that conflict. `left` was told first."""

    id: str
    conflict: Conflict
    place: Place
    interval: Interval
    left: Telling
    right: Telling


@dataclass(slots=True)
class _Pairing:
    """Claims of two tellings gathered so far; `days` spans what both speak of."""

    left: dict[str, Claim] = field(default_factory=dict)
    right: dict[str, Claim] = field(default_factory=dict)
    days: list[Interval] = field(default_factory=list)


_Key = tuple[Conflict, str, str]
_Alike = tuple[ClaimType, bool, tuple[str | None, str | None], Interval | None, bool, bool, str | None]
_Groups = dict[_Key, list[_Pairing]]
_Rule = Callable[[Claim, Claim], _Key | None]


def accounts(claims: Iterable[Claim], *, provinces: Mapping[str, str] | None = None) -> list[Accounts]:
    """All conflicting tellings, by first day and place.

    Takes linked claims, copies and all; a copy adds to the claims of a telling and not to `independent`. With
    `provinces` (a place's id to that of the province it is the seat of), who denies that the province fell denies
    that its seat did.
    """
    usable = [claim for claim in claims if is_evidence(claim) and (claim.modality in REAL or _denied(claim))]
    by_place: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(usable, key=order):
        by_place[place_key(claim.place, claim.document)].append(claim)
    found = [one for told in by_place.values() for one in _of_place(told)]
    for seat, province in sorted((provinces or {}).items()):
        found += _between(by_place.get(seat, []), by_place.get(province, []))
    found += _numbers(usable)
    return sorted(found, key=lambda one: (one.interval, place_key(one.place), one.conflict, one.id))


def _of_place(claims: Sequence[Claim]) -> Iterator[Accounts]:
    groups: _Groups = defaultdict(list)
    for one, other in _near_pairs(_gather(claims)):
        for rule in _RULES:
            _pair(rule, one, other, groups)
            _pair(rule, other, one, groups)
    yield from _tellings(groups)


def _near_pairs(gathered: list[list[Claim]]) -> Iterator[tuple[list[Claim], list[Claim]]]:
    """Those whose days can answer each other: by first day, up to the first that begins too late."""
    dated = [(days, group) for group in gathered if (days := _day(group[0]))]
    dated.sort(key=lambda item: (item[0], order(item[1][0])))
    for index, (days, one) in enumerate(dated):
        for other_days, other in dated[index + 1 :]:
            if not near(days, other_days, ANSWER_DAYS):
                break
            yield one, other


def _between(seat: Sequence[Claim], province: Sequence[Claim]) -> Iterator[Accounts]:
    groups: _Groups = defaultdict(list)
    for one, other in product(_gather(seat), _gather(province)):
        if _answers(one[0], other[0]):
            _pair(_rule_denied, one, other, groups)
    yield from _tellings(groups)


def _gather(claims: Sequence[Claim]) -> list[list[Claim]]:
    alike: dict[_Alike, list[Claim]] = defaultdict(list)
    for claim in claims:
        alike[_alike(claim)].append(claim)
    return list(alike.values())


def _tellings(groups: _Groups) -> Iterator[Accounts]:
    for key, pairings in groups.items():
        for pairing in pairings:
            yield _side_by_side(key, pairing)


def _alike(claim: Claim) -> _Alike:
    """Claims that every rule treats alike, but for the time of their telling: a thousand echoes are one step."""
    said_by = claim.speakers[0].side if claim.speakers else claim.outlet_side
    parties = (side_of(claim.actor), side_of(claim.opponent))
    return (claim.type, _denied(claim), parties, _day(claim), claim.date is None, bool(claim.speakers), said_by)


def _pair(rule: _Rule, left: list[Claim], right: list[Claim], groups: _Groups) -> None:
    """Claims in order of arrival: the first of the one against the last of the other decides, then each joins."""
    key = rule(left[0], right[-1])
    if key is None:
        return
    told = [claim for claim in left if rule(claim, right[-1]) and not _one_breath(claim, right)]
    answered = [claim for claim in right if rule(left[0], claim) and not _one_breath(claim, left)]
    if not told or not answered:
        return
    pairing = _pairing(groups[key], [days for days in (_day(left[0]), _day(right[0])) if days])
    pairing.left |= {claim.id: claim for claim in told}
    pairing.right |= {claim.id: claim for claim in answered}


def _one_breath(claim: Claim, others: Sequence[Claim]) -> bool:
    """Whether all the others were said with it by one speaker in one report: nobody contradicts himself there."""
    return all(other.document == claim.document and _speaker(other) == _speaker(claim) for other in others)


def _speaker(claim: Claim) -> str:
    return fold(claim.speakers[0].name or claim.speakers[0].text) if claim.speakers else ""


def _pairing(pairings: list[_Pairing], days: list[Interval]) -> _Pairing:
    """The pairing of the same days, else a new one."""
    found = next((one for one in pairings if any(near(a, b, ANSWER_DAYS) for a in one.days for b in days)), None)
    if found is None:
        found = _Pairing()
        pairings.append(found)
    found.days += [one for one in days if one not in found.days]
    return found


def _side_by_side(key: _Key, pairing: _Pairing) -> Accounts:
    conflict, says_left, says_right = key
    tellings = [_telling(says_left, pairing.left.values()), _telling(says_right, pairing.right.values())]
    everyone = sorted([*pairing.left.values(), *pairing.right.values()], key=order)
    if everyone[0].id in pairing.right:
        tellings.reverse()
    return Accounts(
        id=digest("accounts", conflict, tellings[0].claims[0], tellings[1].claims[0])[:24],
        conflict=conflict,
        place=everyone[0].place,
        interval=Interval(min(days.start for days in pairing.days), max(days.end for days in pairing.days)),
        left=tellings[0],
        right=tellings[1],
    )


def _telling(says: str, claims: Iterable[Claim]) -> Telling:
    told = sorted(claims, key=order)
    voices = [claim.speakers[0] for claim in told if claim.speakers]
    outlets = [claim.outlet for claim in told if not claim.speakers and claim.outlet]
    return Telling(
        says=says,
        claims=tuple(claim.id for claim in told),
        sources=tuple(dict.fromkeys([*(voice.name or voice.text for voice in voices), *outlets])),
        sides=tuple(sorted({voice.side for voice in voices if voice.side})),
        independent=len({claim.copy_of or claim.id for claim in told}),
        first_known=known(told[0]),
    )


def _denied(claim: Claim) -> bool:
    return claim.modality is Modality.DENIED


def _day(claim: Claim) -> Interval | None:
    """The day spoken of; without one, that of the report."""
    if claim.date is not None:
        return claim.date
    reported = day_reported(claim)
    return Interval.day(reported) if reported else None


def _answers(one: Claim, other: Claim) -> bool:
    """Whether the two speak of days so near that they can be about one event."""
    left, right = _day(one), _day(other)
    return left is not None and right is not None and near(left, right, ANSWER_DAYS)


def _holder(claim: Claim) -> str | None:
    """The side to which a claim gives the place."""
    return side_of(claim.actor) if claim.type in (ClaimType.CAPTURE, ClaimType.HOLD) else None


_SAME = {ClaimType.HOLD: ClaimType.CAPTURE}


def _rule_denied(left: Claim, right: Claim) -> _Key | None:
    """The same said and denied. A report that finds no fighting denies nobody: fighting takes a speaker to deny."""
    if right.type is ClaimType.CONTEST and not right.speakers:
        return None
    if _denied(left) or not _denied(right) or _SAME.get(left.type, left.type) != _SAME.get(right.type, right.type):
        return None
    actor, other = side_of(left.actor), _accused(right)
    if actor and other and actor != other:
        return None
    who = actor or other or "somebody"
    what = _SAME.get(left.type, left.type)
    return Conflict.DENIED, f"{what} by {who}", f"no {what} by {who}"


def _accused(denial: Claim) -> str | None:
    """Whose doing is denied. Nobody is called on to deny his own gain: such an actor was read into "has not fallen"."""
    actor = side_of(denial.actor)
    return None if actor is not None and actor == _voice_side(denial) else actor


def _rule_rival(left: Claim, right: Claim) -> _Key | None:
    """A change told, and another side that has the place all the same: not before the change was known."""
    gains, holds = _holder(left), _holder(right)
    if (
        left.type is not ClaimType.CAPTURE
        or not gains
        or not holds
        or gains == holds
        or _denied(left)
        or _denied(right)
    ):
        return None
    if right.type is ClaimType.CAPTURE and (_first(left) != _first(right) or gains > holds):
        return None  # on different days the place changed hands twice; of two captures take the pair once
    if right.type is ClaimType.HOLD and not _still(left, right):
        return None
    return Conflict.RIVAL, f"{left.type} by {gains}", f"{right.type} by {holds}"


def _rule_stays(left: Claim, right: Claim) -> _Key | None:
    """Gone, say these; still there, say those."""
    leaves, holds = side_of(left.actor), _holder(right)
    if left.type is not ClaimType.LEAVE or right.type is not ClaimType.HOLD or not leaves or leaves != holds:
        return None
    if _denied(left) or _denied(right) or not _still(left, right):
        return None
    return Conflict.RIVAL, f"leave by {leaves}", f"hold by {holds}"


def _rule_fighting(left: Claim, right: Claim) -> _Key | None:
    """Taken, or still fought over: the fighting said by another, elsewhere, once the change was told."""
    gains = _holder(left)
    if left.type is not ClaimType.CAPTURE or right.type is not ClaimType.CONTEST or not gains:
        return None
    if _denied(left) or _denied(right) or not right.speakers or right.speakers[0].side == gains:
        return None
    if left.document == right.document:
        return None  # the story of a fall tells of the fighting before it
    if side_of(right.actor) not in (gains, None) and side_of(right.opponent) != gains:
        return None
    return (Conflict.FIGHTING, f"capture by {gains}", "still fought over") if _still(left, right) else None


def _rule_manner(left: Claim, right: Claim) -> _Key | None:
    """The same forces left, say these, or surrendered, say those."""
    if left.type is not ClaimType.LEAVE or right.type is not ClaimType.SURRENDER or _denied(left) or _denied(right):
        return None
    leaves, yields = side_of(left.actor), side_of(right.actor)
    if leaves != yields or _voice_side(left) == _voice_side(right):
        return None
    return Conflict.MANNER, f"leave by {leaves}", f"surrender by {yields}"


def _rule_day(left: Claim, right: Claim) -> _Key | None:
    """One capture, given two days."""
    gains = _holder(left)
    if left.type is not ClaimType.CAPTURE or right.type is not ClaimType.CAPTURE or gains != _holder(right):
        return None
    if _denied(left) or _denied(right) or left.date is None or right.date is None:
        return None
    if left.date.days > 1 or right.date.days > 1 or left.date.start >= right.date.start:
        return None
    return Conflict.DAY, f"capture by {gains} on {left.date}", f"capture by {gains} on {right.date}"


_RULES: tuple[_Rule, ...] = (_rule_denied, _rule_rival, _rule_stays, _rule_fighting, _rule_manner, _rule_day)


def _still(change: Claim, state: Claim) -> bool:
    """Whether a state that is told cannot be of the time before the change: of a later day, or told no earlier."""
    changed, holds = _first(change), _last(state)
    if changed is None or holds is None or holds - changed > ANSWER_DAYS * DAY:
        return False
    return holds > changed or (holds == changed and order(state)[0] >= order(change)[0])


def _first(claim: Claim) -> date | None:
    days = _day(claim)
    return days.first if days else None


def _last(claim: Claim) -> date | None:
    days = _day(claim)
    return days.last if days else None


def _voice_side(claim: Claim) -> str | None:
    return claim.speakers[0].side if claim.speakers else claim.outlet_side


def _numbers(claims: Sequence[Claim]) -> Iterator[Accounts]:
    """Within each event, the lowest and the highest number of a unit, where they are told by different witnesses."""
    by_id = {claim.id: claim for claim in claims}
    for event in cluster(claims):
        for row in event.numbers:
            if row.high < row.low * NUMBERS_RATIO:
                continue
            told = [by_id[name] for name in row.claims]
            low = [claim for claim in told if claim.quantity and claim.quantity.value == row.low]
            high = [claim for claim in told if claim.quantity and claim.quantity.value == row.high]
            if {claim.copy_of or claim.id for claim in low} & {claim.copy_of or claim.id for claim in high}:
                continue
            pairing = _Pairing({one.id: one for one in low}, {one.id: one for one in high}, [event.interval])
            unit = row.unit or "people"
            yield _side_by_side((Conflict.NUMBERS, f"{row.low:g} {unit}", f"{row.high:g} {unit}"), pairing)
