"""Claims as arrays: the one pass over Python objects, after which fusion is numpy.

A claim becomes one line a place that it bears on: its own, and at a tenth the towns of a province. Lines hold codes
for the row of the rate table, the asserted side, the days, the witness (a cluster of linked copies) and the group
within which unlinked look-alikes are weighed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.fuse.rates import FusionModel
from dateline.fuse.readings import clusters, readings
from dateline.fuse.said import Succession, said
from dateline.model import Claim, Scale, cluster_of
from dateline.times import day_of

__all__ = ["NEVER", "Columns", "PlaceParent", "columns", "firsts", "in_order", "sides_of", "withdrawn"]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY = EPOCH.toordinal()
MINUTE = 60
NEVER = np.iinfo(np.int64).max // 4

_INTEGERS = ("place", "day", "known", "row", "side", "source", "group", "said", "follows", "claim", "retracted")

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PlaceParent:
    """What a place lies in, as ids: the town of a site, the district and province of a town."""

    town: str | None = None
    district: str | None = None
    province: str | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """Lines that bear on control, in order of `known`. Days are counted from 1970-01-01; `known` in minutes.

    `group` is shared by look-alikes of one voice, `said` by those of any (`weights`); `follows` says which of them
    counts. `claim` is the index into the claims given; `retracted` the minute from which the line no longer counts.
    """

    places: tuple[str, ...]
    sides: tuple[str, ...]
    sources: tuple[str, ...]
    place: Ints
    day: Ints
    known: Ints
    row: Ints
    side: Ints
    source: Ints
    weight: Floats
    group: Ints
    said: Ints
    follows: npt.NDArray[np.bool_]
    claim: Ints
    retracted: Ints

    @property
    def known_day(self) -> Ints:
        return self.known // (24 * MINUTE)

    def part(self, lines: Ints) -> Columns:
        """Some of the lines, of the same places, sides and sources."""
        values: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__}
        chosen: dict[str, Any] = {name: v[lines] if isinstance(v, np.ndarray) else v for name, v in values.items()}
        return Columns(**chosen)


def in_order(codes: Ints) -> Ints:
    """The stable order of codes of 0 or more: numpy sorts 16 bits at once by radix, several times as fast as 64."""
    order = np.argsort(codes.astype(np.uint16), kind="stable")
    while (codes := codes >> 16).any():
        order = order[np.argsort(codes[order].astype(np.uint16), kind="stable")]
    return order


def firsts(ordered: Ints) -> npt.NDArray[np.bool_]:
    """Which of ordered codes are the first of their kind."""
    first = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return first


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

    Left out: claims without a place id or a time, counts, plans, forecasts, conditions, lines that withdraw others.
    Of a cluster of linked copies one line stands for all: a copy weighs exactly zero. Only where copies were read
    differently from their origin do they tell which reading counts (`readings`).
    """
    sides = tuple(sides) if sides is not None else sides_of(claims)
    chosen = set(places) if places is not None else {claim.place.id for claim in claims if claim.place.id}
    codes = {place: code for code, place in enumerate(sorted(chosen))}
    towns = _towns(parents or {}, codes)
    side_at = {side: index for index, side in enumerate(sides)}
    names, until, roots = frozenset(sides), withdrawn(claims), cluster_of(claims)
    index = {claim.id: number for number, claim in enumerate(claims)}
    groups: dict[tuple[object, ...], int] = {}
    sources: dict[str, int] = {}
    lines: list[tuple[int, ...]] = []
    weights: list[float] = []
    for members in clusters(claims, roots):
        gone = min(until.get(name, NEVER) for name in (members[0].id, roots[members[0].id]))
        for reading in readings(members):
            line = said(reading.claim, names, succession, model)
            if line is None:
                continue
            known, ends = _minute(reading.since), min(gone, _minute(reading.until) if reading.until else NEVER)
            day, source = _day(reading.claim, known), sources.setdefault(line.source, len(sources))
            for code, share in _bears_on(reading.claim, codes, towns, model):
                alike = (code, line.assertion, line.side)
                group = groups.setdefault((*alike, line.voice, day if line.observed else None), len(groups))
                together = groups.setdefault((*alike, day), len(groups))
                said_by = (line.row, side_at[line.side], source, group, together, line.follows)
                lines.append((code, day, known, *said_by, index[reading.claim.id], ends))
                weights.append(line.weight * share * reading.share)
    return _columns(tuple(codes), sides, tuple(sources), lines, weights)


def _columns(
    places: tuple[str, ...],
    sides: tuple[str, ...],
    sources: tuple[str, ...],
    lines: list[tuple[int, ...]],
    weights: list[float],
) -> Columns:
    table = np.array(lines, dtype=np.int64).reshape(-1, len(_INTEGERS))
    order = np.argsort(table[:, _INTEGERS.index("known")], kind="stable")
    table, weight = table[order].T, np.array(weights, dtype=np.float64)[order]
    values: dict[str, Any] = {name: np.ascontiguousarray(table[at]) for at, name in enumerate(_INTEGERS)}
    values["follows"] = values["follows"].astype(bool)
    return Columns(places, sides, sources, weight=weight, **values)


def withdrawn(claims: Iterable[Claim]) -> dict[str, int]:
    """{claim id: the minute from which it is withdrawn}"""
    result: dict[str, int] = {}
    for claim in claims:
        if claim.retracts and claim.known:
            result[claim.retracts] = min(_minute(claim.known), result.get(claim.retracts, NEVER))
    return result


def _minute(moment: datetime) -> int:
    return int((moment - EPOCH).total_seconds()) // MINUTE


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
    if place is None:
        return []
    own = [(codes[place], 1.0)] if place in codes else []
    if claim.place.scale is Scale.PROVINCE and place in towns:
        own += [(code, model.weights["province"]) for code in towns[place] if code != codes.get(place)]
    return own
