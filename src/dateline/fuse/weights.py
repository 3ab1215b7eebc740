"""What each line weighs, and from when: unlinked look-alikes fall off harmonically, withdrawn lines go.

A look-alike is a line of the same place, assertion and class of voice, known within the window before. The n-th
weighs 1/n of its own weight; when an earlier one is withdrawn, the later ones move up, from that day on. So the
weight of a line never depends on what becomes known later, but through withdrawals, at the time of these.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.fuse.columns import NEVER, Columns

__all__ = ["Postings", "postings"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Postings:
    """Changes of weight: from minute `known` on, line `line` weighs `weight` more. In order of `known`."""

    line: Ints
    known: Ints
    weight: Floats


def look_alikes(columns: Columns, window: float) -> tuple[Ints, Ints, Ints]:
    """(order, first, position): lines sorted by group and knowledge; those at `first` to `position` look alike."""
    minutes = int(window * 60)
    base = columns.known.min() if len(columns.known) else 0
    span = int(columns.known.max() - base) + minutes + 2 if len(columns.known) else 1
    key = columns.group * span + (columns.known - base) + minutes
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    first = np.searchsorted(ordered, ordered - minutes)
    return order, np.maximum(first, np.searchsorted(ordered, columns.group[order] * span)), np.arange(len(order))


def postings(columns: Columns, window: float) -> Postings:
    """The weights of all lines over time. `window` in hours."""
    order, first, position = look_alikes(columns, window)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = position - first + 1
    born = columns.known
    line = [np.arange(len(born))]
    known, weight = [born], [columns.weight / rank]
    gone = np.flatnonzero(columns.retracted < NEVER)
    if len(gone):
        extra = _withdrawals(columns, order, first, rank, gone)
        line.append(extra.line)
        known.append(extra.known)
        weight.append(extra.weight)
    lines, times, changes = np.concatenate(line), np.concatenate(known), np.concatenate(weight)
    by_time = np.argsort(times, kind="stable")
    return Postings(lines[by_time], times[by_time], changes[by_time])


def _withdrawals(columns: Columns, order: Ints, first: Ints, rank: Ints, gone: Ints) -> Postings:
    """What changes when lines are withdrawn: their own weight goes, later look-alikes move up a rank."""
    lines, times, changes = [], [], []
    moved = _moves(columns, order, first, gone)
    for line, taken in moved.items():
        born, ends = int(columns.known[line]), int(columns.retracted[line])
        now, standing = columns.weight[line] / rank[line], int(rank[line])
        for time in sorted(taken):
            standing -= 1
            after = columns.weight[line] / standing
            if time < ends:
                lines.append(line)
                times.append(max(born, time))
                changes.append(after - now)
                now = after
        if ends < NEVER:
            lines.append(line)
            times.append(max(born, ends))
            changes.append(-now)
    return Postings(np.array(lines, dtype=np.int64), np.array(times, dtype=np.int64), np.array(changes))


def _moves(columns: Columns, order: Ints, first: Ints, gone: Ints) -> dict[int, list[int]]:
    """{line: the minutes at which one it looks like, known before it, is withdrawn}; withdrawn lines included."""
    moves: dict[int, list[int]] = {int(line): [] for line in gone}
    is_gone = columns.retracted[order] < NEVER
    before = np.concatenate([[0], np.cumsum(is_gone)])
    for position in np.flatnonzero(before[np.arange(len(order))] > before[first]):
        line = int(order[position])
        for other in range(first[position], position):
            if is_gone[other]:
                moves.setdefault(line, []).append(int(columns.retracted[order[other]]))
    return moves
