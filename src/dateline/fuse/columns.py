"""Claims as arrays: the one pass over Python objects, after which fusion is numpy.

A claim becomes one line a place that it bears on: its own, and at a tenth the towns of a province. Lines hold codes
for the row of the rate table, the asserted side, the days, the witness (a cluster of linked copies) and the group
within which unlinked look-alikes are weighed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np
import numpy.typing as npt

from dateline.fuse.rates import DENIAL, FusionModel, row
from dateline.fuse.voices import voice_of
from dateline.model import REAL, Claim, ClaimType, Modality, Scale
from dateline.times import day_of

__all__ = ["Columns", "PlaceParent", "Succession", "cluster_of", "columns", "sides_of"]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY = EPOCH.toordinal()
MINUTE = 60
_SIDED = {
    ClaimType.CAPTURE: "capture",
    ClaimType.HOLD: "hold",
    ClaimType.CONTEST: "contest",
    ClaimType.LEAVE: "leave",
    ClaimType.SURRENDER: "leave",
}

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PlaceParent:
    """What a place lies in, as ids: the town of a site, the district and province of a town."""

    town: str | None = None
    district: str | None = None
    province: str | None = None


@dataclass(frozen=True, slots=True)
class Succession:
    """From `start` on, what was said of `side` is said of `becomes`; at `places`, or everywhere if None."""

    side: str
    becomes: str
    start: date
    places: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """Lines that bear on control, in order of (known, id). Days are counted from 1970-01-01; `known` in minutes.

    `claim` is the index into the claims given; `retracted` the minute from which the line no longer counts.
    """

    places: tuple[str, ...]
    sides: tuple[str, ...]
    place: Ints
    day: Ints
    known: Ints
    row: Ints
    side: Ints
    weight: Floats
    group: Ints
    claim: Ints
    retracted: Ints

    @property
    def known_day(self) -> Ints:
        return self.known // (24 * MINUTE)


NEVER = np.iinfo(np.int64).max // 4


def sides_of(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The sides found in actors, opponents and speakers, by name."""
    found: set[str | None] = set()
    for claim in claims:
        found.add(claim.outlet_side)
        found.update(party.side for party in (claim.actor, claim.opponent) if party)
        found.update(speaker.side for speaker in claim.speakers)
    return tuple(sorted(side for side in found if side))


def columns(
    claims: Sequence[Claim],
    *,
    model: FusionModel,
    sides: Sequence[str] | None = None,
    places: Iterable[str] | None = None,
    parents: Mapping[str, PlaceParent] | None = None,
    succession: Sequence[Succession] = (),
) -> Columns:
    """The lines of claims that bear on control (DESIGN section 5), of `places` or of every place with a claim.

    Left out: claims without a place id or a time, counts, plans, forecasts, conditions, lines that withdraw others,
    and linked copies but the first known of each cluster, which stands for all: a copy weighs exactly zero.
    """
    sides = tuple(sides) if sides is not None else sides_of(claims)
    chosen = set(places) if places is not None else {claim.place.id for claim in claims if claim.place.id}
    codes = {place: code for code, place in enumerate(sorted(chosen))}
    towns = _towns(parents or {}, codes)
    side_at = {side: index for index, side in enumerate(sides)}
    groups: dict[tuple[object, ...], int] = {}
    withdrawn = _withdrawn(claims)
    lines: list[tuple[int, int, int, int, int, float, int, int, int]] = []
    for index in _witnesses(claims):
        claim = claims[index]
        said = _said(claim, side_at, succession, model)
        if said is None or claim.place.id is None:
            continue
        kind, line, side, weight, voice = said
        known = _minute(claim)
        day = _day(claim, known)
        retracted = withdrawn.get(claim.id, NEVER)
        for code, share in _bears_on(claim, codes, towns, model):
            group = groups.setdefault((code, kind, side, voice), len(groups))
            lines.append((code, day, known, line, side, weight * share, group, index, retracted))
    return _columns(tuple(codes), sides, lines)


def _columns(
    places: tuple[str, ...], sides: tuple[str, ...], lines: list[tuple[int, int, int, int, int, float, int, int, int]]
) -> Columns:
    values = list(zip(*lines, strict=True)) or [()] * 9
    integer = [np.array(value, dtype=np.int64) for value in (*values[:5], *values[6:])]
    return Columns(places, sides, *integer[:5], np.array(values[5], dtype=np.float64), *integer[5:])


def _witnesses(claims: Sequence[Claim]) -> list[int]:
    """Indices of the first known claim of each cluster of linked copies, in order of knowledge."""
    roots = cluster_of(claims)
    usable = [index for index, claim in enumerate(claims) if claim.known and not claim.retracts]
    usable.sort(key=lambda index: (claims[index].known, claims[index].copy_of is not None, claims[index].id))
    seen: set[str] = set()
    chosen = []
    for index in usable:
        root = roots[claims[index].id]
        if root not in seen:
            seen.add(root)
            chosen.append(index)
    return chosen


def cluster_of(claims: Iterable[Claim]) -> dict[str, str]:
    """{claim id: id of the origin of its chain of copies}"""
    origin = {claim.id: claim.copy_of for claim in claims}
    return {name: _root(name, origin) for name in origin}


def _root(name: str, origin: Mapping[str, str | None]) -> str:
    """The origin of a chain of copies; a circle of copies ends where it began."""
    walked = {name}
    while (before := origin.get(name)) and before not in walked:
        walked.add(before)
        name = before
    return name


def _withdrawn(claims: Iterable[Claim]) -> dict[str, int]:
    """{claim id: the minute from which it is withdrawn}"""
    result: dict[str, int] = {}
    for claim in claims:
        if claim.retracts and claim.known:
            result[claim.retracts] = min(_minute(claim), result.get(claim.retracts, NEVER))
    return result


def _said(
    claim: Claim, side_at: Mapping[str, int], succession: Sequence[Succession], model: FusionModel
) -> tuple[str, int, int, float, tuple[str, str | None, str]] | None:
    """(assertion, row of the rate table, asserted side, weight, voice) of a claim that bears on control, else None."""
    kind = _SIDED.get(claim.type)
    actor = _successor(claim, claim.actor.side if claim.actor else None, succession)
    opponent = _successor(claim, claim.opponent.side if claim.opponent else None, succession)
    if kind is None:
        return None
    weight = model.weights["surrender"] if claim.type is ClaimType.SURRENDER else 1.0
    voice = voice_of(claim)
    named = (voice.kind, voice.side, voice.name if voice.kind == "agency" else "")
    if claim.modality is Modality.DENIED:
        return _denied(kind, actor, weight, named, side_at, model)
    if claim.modality not in REAL:
        return None
    if claim.modality is Modality.HEDGED:
        weight *= model.weights["hedged"]
    if kind == "leave":
        others = set(side_at) - {actor}
        taker = opponent if opponent else others.pop() if len(others) == 1 and actor in side_at else None
        if taker in side_at and actor in side_at:
            kind, actor = "capture", taker
    if actor not in side_at:
        return None
    assertion = "side" if kind in ("capture", "hold") else kind
    return assertion, row(voice.kind, kind), side_at[actor], weight, named


def _denied(
    kind: str,
    actor: str | None,
    weight: float,
    voice: tuple[str, str | None, str],
    side_at: Mapping[str, int],
    model: FusionModel,
) -> tuple[str, int, int, float, tuple[str, str | None, str]] | None:
    """A denied capture or leave is a denial; a denied hold a weak leave; denied fighting is nothing."""
    if actor not in side_at or kind == "contest":
        return None
    if kind == "hold":
        return "leave", row(voice[0], "leave"), side_at[actor], weight * model.weights["denied hold"], voice
    return f"denial of {kind}", DENIAL[kind], side_at[actor], weight, ("denial", voice[1], "")


def _successor(claim: Claim, side: str | None, succession: Sequence[Succession]) -> str | None:
    for step in succession:
        if step.side == side and (step.places is None or claim.place.id in step.places):
            said_of = claim.date.last if claim.date else day_of(claim.published) if claim.published else None
            if said_of and said_of >= step.start:
                return step.becomes
    return side


def _minute(claim: Claim) -> int:
    assert claim.known is not None
    return int((claim.known - EPOCH).total_seconds()) // MINUTE


def _day(claim: Claim, known: int) -> int:
    """The day a claim speaks of: the last of its interval, else of its publication; never after it was known."""
    latest = known // (24 * MINUTE)
    if claim.date:
        return min(claim.date.last.toordinal() - EPOCH_DAY, latest)
    return min(day_of(claim.published).toordinal() - EPOCH_DAY, latest) if claim.published else latest


def _towns(parents: Mapping[str, PlaceParent], codes: Mapping[str, int]) -> dict[str, list[int]]:
    """{province id: codes of its towns}; sites are not towns."""
    result: dict[str, list[int]] = defaultdict(list)
    for place, parent in sorted(parents.items()):
        if parent.province and not parent.town and place in codes:
            result[parent.province].append(codes[place])
    return result


def _bears_on(
    claim: Claim, codes: Mapping[str, int], towns: Mapping[str, list[int]], model: FusionModel
) -> list[tuple[int, float]]:
    """(place code, share of the weight): the place itself, and a province's towns at a tenth."""
    place = claim.place.id
    own = [(codes[place], 1.0)] if place in codes else []
    if claim.place.scale is Scale.PROVINCE and place in towns:
        own += [(code, model.weights["province"]) for code in towns[place] if code != codes.get(place)]
    return own
