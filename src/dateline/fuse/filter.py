"""The forward filter: where control stands at the end of each day, given what was known by then.

One small hidden Markov chain a place; all places move together as arrays [state, place]. Every operation is
elementwise along places, so a place's numbers do not depend on which others are filtered beside it. A report that
comes late bears on the day it speaks of: its place is filtered again from that day, and no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from dateline.fuse.columns import EPOCH_DAY, Columns, Succession
from dateline.fuse.rates import FusionModel, likelihoods, stationary, volumes
from dateline.fuse.weights import DAY_MINUTES, Postings, postings

__all__ = ["Filter", "Start", "control", "nowcast", "starts"]

Ints = npt.NDArray[np.int64]
Singles = npt.NDArray[np.float32]
SMALLEST = 1e-9
LEAST, MANY = 0.01, 0.2  # no probability beyond 1-99%; with very many sides the floors share a fifth


@dataclass(frozen=True, slots=True)
class Start:
    """Places whose holder is known from a day on: index of the place, of the side, day since 1970-01-01."""

    place: Ints
    side: Ints
    day: Ints


def starts(columns: Columns, initial: Mapping[str, tuple[str, date]]) -> Start:
    """The starting states of the places and sides at hand."""
    place_at = {place: index for index, place in enumerate(columns.places)}
    side_at = {side: index for index, side in enumerate(columns.sides)}
    rows = [
        (place_at[place], side_at[side], day.toordinal() - EPOCH_DAY)
        for place, (side, day) in sorted(initial.items())
        if place in place_at and side in side_at
    ]
    values = np.array(rows, dtype=np.int64).reshape(-1, 3)
    return Start(values[:, 0], values[:, 1], values[:, 2])


class Filter:
    """The filter of some places over the days [`first`, `last`], fed with knowledge in order of time.

    `evidence` and `belief` are [day, state, place]; memory is 8 bytes times days, states and places.
    """

    def __init__(self, columns: Columns, model: FusionModel, first: int, last: int) -> None:
        self.columns, self.model, self.first, self.days = columns, model, first, last - first + 1
        self.sides, self.size = len(columns.sides), len(columns.places)
        self.states = 3 * self.sides
        self.table = likelihoods(model, self.sides).astype(np.float32)
        self.quiet = np.exp(-model.silence * volumes(model, self.sides)).astype(np.float32)[:, None]
        shape = (self.days, self.states, self.size)
        self.evidence = np.zeros(shape, dtype=np.float32)
        self.belief = np.empty(shape, dtype=np.float32)
        self.spoken = np.zeros((self.days, self.size), dtype=bool)
        self.prior = np.empty((self.states, self.size), dtype=np.float32)
        self.prior[:] = stationary(model, self.sides)[:, None]
        self.reached = -1
        self.successions: dict[int, list[tuple[int, int, Ints]]] = {}

    def begin(self, start: Start) -> None:
        """Take in starting states: those before the first day as the prior, later ones as evidence of their day."""
        belief = self.model.start
        for place, side, day in zip(start.place, start.side, start.day - self.first, strict=True):
            state = np.full(self.states, (1 - belief) / max(1, self.states - 1), dtype=np.float32)
            state[self.sides + side] = belief
            if day <= 0:
                self.prior[:, place] = state
            elif day < self.days:
                self.evidence[day, :, place] += np.log(state)
                self.spoken[day, place] = True

    def succeed(self, succession: Sequence[Succession]) -> None:
        """From a day on one side's places are another's."""
        names = {side: index for index, side in enumerate(self.columns.sides)}
        for step in succession:
            if step.side in names and step.becomes in names:
                chosen = [
                    i for i, place in enumerate(self.columns.places) if step.places is None or place in step.places
                ]
                day = max(0, step.start.toordinal() - EPOCH_DAY - self.first)
                self.successions.setdefault(day, []).append(
                    (names[step.side], names[step.becomes], np.array(chosen, dtype=np.int64))
                )

    def learn_of(self, news: Postings) -> None:
        """Add knowledge and filter its places again, from the days it speaks of to the day reached."""
        if not len(news.line):
            return
        place, lines = self.columns.place[news.line], news.line
        day = np.maximum(self.columns.day[lines] - self.first, 0)
        inside = day < self.days
        place, lines, day, weight = place[inside], lines[inside], day[inside], news.weight[inside].astype(np.float32)
        score = self.table[self.columns.row[lines], self.columns.side[lines]] * weight[:, None]
        flat, base = self.evidence.reshape(-1), day * (self.states * self.size) + place
        for state in range(self.states):
            np.add.at(flat, base + state * self.size, score[:, state])
        self.spoken[day, place] = True
        earliest = np.full(self.size, self.days, dtype=np.int64)
        np.minimum.at(earliest, place, day)
        self._again(earliest)

    def _again(self, earliest: Ints) -> None:
        late = np.flatnonzero(earliest <= self.reached)
        if len(late):
            since = earliest[late]
            for day in range(int(since.min()), self.reached + 1):
                self._move(day, late[since <= day])

    def advance(self, day: int) -> None:
        """Filter on to `day` (counted from the first)."""
        while self.reached < day:
            self.reached += 1
            self._move(self.reached, None)

    def _move(self, day: int, places: Ints | None) -> None:
        before = self.prior if day == 0 else self.belief[day - 1]
        held = before if places is None else before[:, places]
        after = held if day == 0 else step(held, self.model, self.sides) * self.quiet
        if day in self.successions:
            after = self._succession(after.copy(), day, places)
        spoken = self.spoken[day] if places is None else self.spoken[day, places]
        heard = np.flatnonzero(spoken)
        if len(heard):
            score = self.evidence[day][:, heard if places is None else places[heard]]
            after[:, heard] = after[:, heard] * np.exp(score - score.max(axis=0))
        after /= after.sum(axis=0)
        if places is None:
            self.belief[day] = after
        else:
            self.belief[day][:, places] = after

    def _succession(self, after: Singles, day: int, places: Ints | None) -> Singles:
        for old, new, chosen in self.successions[day]:
            here = chosen if places is None else np.flatnonzero(np.isin(places, chosen))
            for block in range(3):
                after[block * self.sides + new, here] += after[block * self.sides + old, here]
                after[block * self.sides + old, here] = 0
        return after


def step(held: Singles, model: FusionModel, sides: int) -> Singles:
    """One day of the chain, [state, place]: `rates.transition` applied, elementwise along places."""
    fresh, settled, fight = held[:sides], held[sides : 2 * sides], held[2 * sides :]
    go, age, end = model.hazard, 1 / model.fresh_days, model.contested_ends
    control = fresh + settled
    taken = np.float32(go * model.direct) * control + np.float32(end * model.attacker_wins) * fight
    gained = (taken.sum(axis=0) - taken) * np.float32(1 / max(1, sides - 1))
    after = np.empty_like(held)
    after[:sides] = (
        np.float32((1 - go) * (1 - age)) * fresh + gained + np.float32(end * (1 - model.attacker_wins)) * fight
    )
    after[sides : 2 * sides] = np.float32(1 - go) * (settled + np.float32(age) * fresh)
    after[2 * sides :] = np.float32(go * (1 - model.direct)) * control + np.float32(1 - end) * fight
    return after


def control(belief: Singles, sides: int, *, clip: bool = True) -> npt.NDArray[np.float64]:
    """[place, side or contested] probabilities of [state, place] beliefs, none beyond 1-99% unless `clip` is off."""
    by_state = belief.astype(np.float64)
    held = by_state[:sides] + by_state[sides : 2 * sides]
    shares = np.concatenate([held, by_state[2 * sides :].sum(axis=0, keepdims=True)]).T
    least = min(LEAST, MANY / shares.shape[1]) if clip else SMALLEST
    above = np.maximum(shares / shares.sum(axis=1, keepdims=True) - least, 0)
    result: npt.NDArray[np.float64] = least + (1 - shares.shape[1] * least) * above / above.sum(axis=1, keepdims=True)
    return result


def nowcast(
    columns: Columns, model: FusionModel, *, first: int, last: int, start: Start, succession: Sequence[Succession] = ()
) -> Iterator[tuple[int, Singles]]:
    """(day, beliefs [state, place]) of each day from `first` to `last`, as known by the end of that day."""
    filtered = Filter(columns, model, first, last)
    filtered.begin(start)
    filtered.succeed(succession)
    news = postings(columns, model.look_alike_hours)
    known = news.known // DAY_MINUTES - first
    cuts = np.searchsorted(known, np.arange(filtered.days + 1))
    cuts[0] = 0
    for day in range(filtered.days):
        chosen = slice(cuts[day], cuts[day + 1])
        filtered.learn_of(Postings(news.line[chosen], news.known[chosen], news.weight[chosen]))
        filtered.advance(day)
        yield first + day, filtered.belief[day]
