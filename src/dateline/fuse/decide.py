"""Which claims decided a state, quickly: the lines that speak most for its most probable side against the rest.

`explain` says exactly what each did, one place at a time; this names them for whole maps.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from dateline.fuse.filter import Filter
from dateline.fuse.rates import fights

__all__ = ["DECIDING", "deciding"]

Ints = npt.NDArray[np.int64]
DECIDING = 3  # claims named with a state
BEFORE = 3  # days before a state began from which claims are counted to it: word of a change runs ahead of it


def owners(sides: int) -> Ints:
    """[state] index of the side that it gives the place to, or of "contested"."""
    return np.array([*range(sides), *range(sides), *range(sides), *[sides] * len(fights(sides))])


def deciding(filtered: Filter, lines: Ints, tops: Ints, since: Ints) -> dict[int, tuple[int, ...]]:
    """{place: lines}, the strongest first, of `lines` that stand; `tops` and `since` (filter days) are by place."""
    if not len(lines):
        return {}
    table = filtered.columns
    place = table.place[lines]
    lines = lines[table.day[lines] - filtered.first >= since[place] - BEFORE]
    place = table.place[lines]
    score = filtered.evidence.score(table, lines, filtered.attention[lines]) * filtered.weight[lines, None]
    mine = owners(filtered.sides) == tops[place][:, None]
    speaks = np.where(mine, score, -np.inf).max(axis=1) - np.where(mine, -np.inf, score).max(axis=1)
    order = np.lexsort((lines, -speaks, place))
    order = order[speaks[order] > 0]
    place, lines = place[order], lines[order]
    rank = np.arange(len(place)) - np.searchsorted(place, place)
    chosen = rank < DECIDING
    result: dict[int, list[int]] = {}
    for code, line in zip(place[chosen].tolist(), lines[chosen].tolist(), strict=True):
        result.setdefault(code, []).append(line)
    return {code: tuple(found) for code, found in result.items()}
