"""What each line weighs, and from when: unlinked look-alikes fall off, withdrawn lines go, attention is counted.

Look-alikes are lines of one place, assertion and day, known within a window: for the outlets, whoever said it first (an
outlet that comes after may only repeat); for agencies, the same one; for a party, its own word, of whatever day. The
n-th weighs 1/n^1.5 of its own weight, 1/n^2.5 where a party repeats its own gain, so that any number of them is at
most 2.61 or 1.34 witnesses. Beside it goes the attention of the place at that moment: the weight of lines known before.

When a line is withdrawn, later ones move up and attention drops, from the day of the withdrawal on, as if the line had
never been. Nothing else that becomes known later changes what a line weighs.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.fuse.columns import NEVER, Columns, firsts, in_order
from dateline.fuse.rates import OWN_GAIN, ROWS, FusionModel

__all__ = ["DAY_MINUTES", "Postings", "postings", "standing"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Postings:
    """Changes of weight, in order of `known`: from that minute on, line `line` weighs `weight` more at `attention`.

    `gone` marks the posting that takes a withdrawn line away.
    """

    line: Ints
    known: Ints
    weight: Floats
    attention: Floats
    gone: npt.NDArray[np.bool_]

    def part(self, chosen: slice) -> Postings:
        return Postings(*(getattr(self, name)[chosen] for name in self.__slots__))


def standing(columns: Columns, model: FusionModel) -> tuple[Floats, Floats]:
    """(weight, attention) of each line, when all of `columns` is known and nothing of it withdrawn."""
    return columns.weight / _ranks(columns, model) ** _powers(columns, model), _attention(columns)


def postings(columns: Columns, model: FusionModel) -> Postings:
    """The weights of all lines over time."""
    ranks, attention = _ranks(columns, model), _attention(columns)
    moves = _moves(columns, model)
    alive = columns.retracted > columns.known
    plain = alive.copy()
    plain[list(moves)] = False
    lines = np.flatnonzero(plain)
    powers = _powers(columns, model)
    weight = columns.weight[lines] / ranks[lines] ** powers[lines]
    rows = [
        row
        for line, (up, down) in moves.items()
        if alive[line]
        for row in _schedule(columns, float(powers[line]), line, int(ranks[line]), float(attention[line]), up, down)
    ]
    rows.sort(key=lambda row: row[1])
    extra = list(zip(*rows, strict=True)) or [()] * 5
    at = np.searchsorted(columns.known[lines], np.array(extra[1], dtype=np.int64), side="right")
    plain_rows = (lines, columns.known[lines], weight, attention[lines], np.zeros(len(lines), dtype=bool))
    return Postings(*(np.insert(usual, at, more) for usual, more in zip(plain_rows, extra, strict=True)))


def _earlier(columns: Columns, group: Ints, minutes: int) -> Ints:
    """How many lines of the same group were known within the window before each line."""
    order = in_order(group)  # in time within a group, as the lines are
    since = columns.known[order] - columns.known.min(initial=0) + minutes
    key = group[order] * (since.max(initial=0) + 1) + since
    follows = np.flatnonzero(np.diff(key, prepend=-1 - minutes) <= minutes)  # none reaches into the group before
    earlier = np.zeros(len(key), dtype=np.int64)
    earlier[order[follows]] = follows - np.searchsorted(key, key[follows] - minutes)
    return earlier


def _powers(columns: Columns, model: FusionModel) -> Floats:
    power = np.full(ROWS, model.look_alike_power)
    power[list(OWN_GAIN)] = model.own_gain_power
    return power[columns.row]


def _ranks(columns: Columns, model: FusionModel) -> Ints:
    minutes = int(model.look_alike_hours * 60)
    same_voice, same_said = (_earlier(columns, group, minutes) for group in (columns.group, columns.said))
    ranks: Ints = 1 + np.where(columns.follows, same_said, same_voice)
    return ranks


def _attention(columns: Columns) -> Floats:
    """The weight of the lines of the same place known before each line and not withdrawn by then."""
    never = columns.retracted <= columns.known
    gone = np.flatnonzero((columns.retracted < NEVER) & ~never)
    gone = gone[np.argsort(columns.retracted[gone], kind="stable")]
    at = np.searchsorted(columns.known, columns.retracted[gone])  # before the lines of that minute
    place = np.insert(columns.place, at, columns.place[gone])
    change = np.insert(np.where(never, 0.0, columns.weight), at, -columns.weight[gone])
    order = in_order(place)
    ordered, total = place[order], np.cumsum(change[order]) - change[order]
    first = np.flatnonzero(firsts(ordered))
    before = np.empty(len(order))
    before[order] = total - np.repeat(total[first], np.diff(first, append=len(order)))
    return np.maximum(np.delete(before, at + np.arange(len(at))), 0)


def _moves(columns: Columns, model: FusionModel) -> dict[int, tuple[list[int], list[tuple[int, float]]]]:
    """{line: (minutes at which one it looks like is withdrawn, (minute, weight) at which one known before it is)}.

    Withdrawn lines are in it too. Only withdrawals of lines known before, in the window or before the withdrawal.
    """
    moves: dict[int, tuple[list[int], list[tuple[int, float]]]] = defaultdict(lambda: ([], []))
    minutes = int(model.look_alike_hours * 60)
    withdrawn = np.flatnonzero(columns.retracted < NEVER)
    if not len(withdrawn):
        return moves
    near = np.flatnonzero(np.isin(columns.place, columns.place[withdrawn]))
    order = near[in_order(columns.place[near])]
    position = np.empty(len(columns.place), dtype=np.int64)
    position[order] = np.arange(len(order))
    ends = np.searchsorted(columns.place[order], columns.place[withdrawn], side="right")
    for line, end in zip(withdrawn.tolist(), ends.tolist(), strict=True):
        time, born = int(columns.retracted[line]), int(columns.known[line])
        moves[line]  # a withdrawn line has a schedule of its own
        for other in order[position[line] + 1 : end].tolist():
            later = int(columns.known[other])
            if later > max(time, born + minutes):
                break
            group = columns.said if columns.follows[other] else columns.group
            if group[other] == group[line] and later <= born + minutes:
                moves[other][0].append(time)
            if born < time and later < time:
                moves[other][1].append((time, float(columns.weight[line])))
    return moves


def _schedule(
    columns: Columns,
    power: float,
    line: int,
    rank: int,
    attention: float,
    up: list[int],
    down: list[tuple[int, float]],
) -> list[tuple[int, int, float, float, bool]]:
    """The postings of a line that withdrawals touch: it moves up at each of `up`, and goes at its own."""
    born, ends = int(columns.known[line]), int(columns.retracted[line])
    rank -= sum(time <= born for time in up)
    weight = float(columns.weight[line]) / rank**power
    rows = [(line, born, weight, attention, False)]
    for time in sorted({*(t for t in up if born < t < ends), *(t for t, _ in down if born < t < ends)}):
        rows.append((line, time, -weight, attention, False))
        rank -= up.count(time)
        attention = max(0.0, attention - sum(w for t, w in down if t == time))
        weight = float(columns.weight[line]) / rank**power
        rows.append((line, time, weight, attention, False))
    if ends < NEVER:
        rows.append((line, ends, -weight, attention, True))
    return rows
