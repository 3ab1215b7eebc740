"""The forward filter: where control stands at the end of each day, given what was known by then.

One small hidden Markov chain a place; all places move together as arrays [state, place]. Every operation is
elementwise along places, so a place's numbers do not depend on which others are filtered beside it. A report that
comes late bears on the day it speaks of: its place is filtered again from that day, and no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.fuse.columns import EPOCH_DAY, Columns, firsts, in_order
from dateline.fuse.evidence import Evidence, evidence
from dateline.fuse.rates import FusionModel, attackers_of, fights, shares_of_states
from dateline.fuse.said import Succession
from dateline.fuse.silence import Silence
from dateline.fuse.weights import DAY_MINUTES, Postings, postings

__all__ = ["Chain", "Filter", "Start", "control", "nowcast", "starts"]

Ints = npt.NDArray[np.int64]
Singles = npt.NDArray[np.float32]
KEPT_DAYS = 24  # later word is filtered from the first day on, with the same result: one report in a thousand or two
SUREST = 0.99  # no probability beyond 1-99%: nothing is surer than this, and all else together never below the rest


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


class Chain:
    """One day of `rates.transition` on beliefs [state, place], elementwise along places."""

    def __init__(self, model: FusionModel, sides: Sequence[str]) -> None:
        self.sides, self.pairs = len(sides), fights(len(sides))
        attackers = attackers_of(model, sides).astype(np.float32)
        shares = [attackers[pair] if pair[1] >= 0 else np.float32(1) for pair in self.pairs]
        self.shares = np.array(shares, dtype=np.float32).reshape(self.sides, -1, 1)  # [defender, its attackers, 1]
        self.go, self.direct = np.float32(model.hazard), np.float32(model.direct)
        self.stay, self.end = np.float32(1 - 1 / model.fresh_days), np.float32(model.contested_ends)
        self.wins = np.float32(model.attacker_wins)

    def step(self, held: Singles, after: Singles) -> None:
        """Write to `after`, rows one after the other in memory as those of `held`, what becomes of `held` in a day."""
        count, one, size = self.sides, np.float32(1), held.shape[1]
        fresh, settled, kept, fight = (
            held[:count],
            held[count : 2 * count],
            held[2 * count : 3 * count],
            held[3 * count :].reshape(count, -1, size),
        )
        np.multiply(fresh, (one - self.go) * self.stay, out=after[:count])
        np.multiply(kept, (one - self.go) * self.stay, out=after[2 * count : 3 * count])
        news = fresh + kept
        news *= one - self.stay
        news += settled
        np.multiply(news, one - self.go, out=after[count : 2 * count])
        lost = fresh + settled
        lost += kept
        lost *= self.go
        begun, ended = self.shares * lost[:, None], self.end * fight
        alone = self.pairs[0][1] < 0
        won = np.zeros_like(ended) if alone else self.wins * ended
        taken = np.zeros_like(begun) if alone else self.direct * begun
        fights = after[3 * count :].reshape(fight.shape)
        np.subtract(fight, ended, out=fights)
        begun -= taken
        fights += begun
        ended -= won
        for attacker in range(ended.shape[1]):
            after[2 * count : 3 * count] += ended[:, attacker]
        taken += won
        for gain, (_, attacker) in zip(taken.reshape(-1, size), self.pairs, strict=True):
            after[attacker] += gain


class Filter:
    """The filter of some places over the days [`first`, `last`], fed with knowledge in order of time.

    Beliefs are [state, place]; those of the last `keep` days are kept, the memory being 4 bytes times these, states and
    places. With `watch` the most probable side of each day is kept in `tops`, as last filtered. `covered` is the day
    from which reports were gathered.
    """

    def __init__(
        self,
        columns: Columns,
        model: FusionModel,
        first: int,
        last: int,
        *,
        covered: int | None = None,
        watch: bool = False,
        keep: int | None = None,
    ) -> None:
        self.columns, self.first, self.days = columns, first, last - first + 1
        self.sides, self.size = len(columns.sides), len(columns.places)
        self.states = 3 * self.sides + len(fights(self.sides))
        self.model, self.known_day = model, columns.known_day
        self.evidence: Evidence = evidence(model, columns.sides, columns.sources, first if covered is None else covered)
        self.chain = Chain(model, columns.sides)
        self.keep = min(self.days, KEPT_DAYS if keep is None else keep)
        self.silence = Silence(columns, self.evidence, first, self.days, self.keep)
        self._lay_out()
        self.belief = np.empty((self.keep, self.states, self.size), dtype=np.float32)
        self.prior = np.empty((self.states, self.size), dtype=np.float32)
        self.prior[:] = shares_of_states(model, columns.sides)[:, None]
        self.reached = -1
        self.weight, self.attention = np.zeros(len(columns.place)), np.ones(len(columns.place))  # of the lines, now
        self.tops = np.zeros((self.days, self.size), dtype=np.int8) if watch else None
        self.redone = np.zeros(0, dtype=np.int64)  # places filtered again by the last `learn_of`
        self.begun: dict[int, list[tuple[int, Singles]]] = {}
        self.successions: dict[int, list[tuple[int, int, Ints]]] = {}

    def _lay_out(self) -> None:
        """A cell for each day and place spoken of, in this order: `cell` [line], `spoken` [cell] place, `score`."""
        day = self.columns.day - self.first
        inside = (day >= 0) & (day < self.days)
        lines = np.flatnonzero(inside)
        keys = day[lines] * self.size + self.columns.place[lines]
        order = in_order(keys)
        new = firsts(keys[order])
        self.cell = np.full(len(day), -1, dtype=np.int64)
        self.cell[lines[order]] = np.cumsum(new) - 1
        keys = keys[order[new]]
        self.spoken = keys % max(1, self.size)
        self.cuts = np.searchsorted(keys, np.arange(self.days + 1) * self.size)
        self.score = np.zeros((len(keys), self.states), dtype=np.float32)

    def _cells(self, day: int, places: Ints | None) -> tuple[Ints, Ints | slice]:
        """(positions in `places`, cells) of the places spoken of as of a day; `places` in order, None for all."""
        first, last = self.cuts[day], self.cuts[day + 1]
        spoken = self.spoken[first:last]
        if places is None:
            return spoken, slice(first, last)
        cells = np.searchsorted(spoken, places)
        found = cells < len(spoken)
        found[found] = spoken[cells[found]] == places[found]
        return np.flatnonzero(found), cells[found] + first

    def begin(self, start: Start) -> None:
        """Take in starting states: those before the first day as the prior, later ones as evidence of their day."""
        belief = self.model.start
        for place, side, day in zip(start.place, start.side, start.day - self.first, strict=True):
            state = np.full(self.states, (1 - belief) / max(1, self.states - 1), dtype=np.float32)
            state[self.sides + side] = belief
            if day <= 0:
                self.prior[:, place] = state
            elif day < self.days:
                self.begun.setdefault(int(day), []).append((int(place), state))

    def succeed(self, succession: Sequence[Succession]) -> None:
        """From a day on one side's places are another's."""
        names = {side: index for index, side in enumerate(self.columns.sides)}
        for step in succession:
            if step.side in names and step.becomes in names:
                chosen = [i for i, name in enumerate(self.columns.places) if step.places is None or name in step.places]
                day = max(0, step.start.toordinal() - EPOCH_DAY - self.first)
                change = (names[step.side], names[step.becomes], np.array(chosen, dtype=np.int64))
                self.successions.setdefault(day, []).append(change)

    def learn_of(self, news: Postings, now: int) -> None:
        """Add what became known by the end of day `now` (counted from the first), and filter again what it changes."""
        lines = news.line
        place, day = self.columns.place[lines], self.columns.day[lines] - self.first
        inside = self.cell[lines] >= 0
        attention = self.evidence.attention(news.attention, self.evidence.days_covered(self.known_day[lines]))
        np.add.at(self.weight, lines, news.weight)
        self.attention[lines] = attention
        score = self.evidence.score(self.columns, lines[inside], attention[inside])
        score *= news.weight[inside].astype(np.float32)[:, None]
        at = self.cell[lines[inside], None] * self.states + np.arange(self.states)
        np.add.at(self.score.reshape(-1), at.reshape(-1), score.reshape(-1))  # fast in one dimension
        earliest = self.silence.hear(news, now)
        np.minimum.at(earliest, place[inside], day[inside])
        self._again(earliest)

    def _again(self, earliest: Ints) -> None:
        self.redone = late = np.flatnonzero(earliest <= self.reached)
        since = earliest[late]
        deep = (since > 0) & (since - 1 <= self.reached - self.keep) | (since == 0) & (self.reached >= self.keep)
        if deep.any():
            self._from_the_start(late[deep])
            late, since = late[~deep], since[~deep]
        if len(late):
            for day in range(int(since.min()), self.reached + 1):
                self._move(day, late[since <= day])

    def _from_the_start(self, places: Ints) -> None:
        """Filter places again from before the days that are kept."""
        held, logs = self.prior.take(places, axis=1), self.silence.history(places)
        for day in range(self.reached + 1):
            after = np.empty(held.shape, dtype=np.float32)
            self._next(day, held, after, places, self.silence.weighed(day, places, logs[day]))
            self._keep(day, after, places)
            held = after

    def advance(self, day: int) -> None:
        """Filter on to `day` (counted from the first)."""
        while self.reached < day:
            self.reached += 1
            self.silence.advance(self.reached)
            self._move(self.reached, None)

    def believed(self, day: int) -> Singles:
        """[state, place] of a day, one of the last `keep` reached."""
        belief: Singles = self.belief[day % self.keep]
        return belief

    def _move(self, day: int, places: Ints | None) -> None:
        before = self.prior if day == 0 else self.believed(day - 1)
        held = before if places is None else before.take(places, axis=1)
        after = self.believed(day) if places is None else np.empty_like(held)
        self._next(day, held, after, places, self.silence.factors(day, places))
        self._keep(day, after, places)

    def _keep(self, day: int, after: Singles, places: Ints | None) -> None:
        if self.tops is not None:
            self.tops[day, slice(None) if places is None else places] = by_side(after, self.sides).argmax(axis=0)
        if places is not None and day > self.reached - self.keep:
            self.belief[day % self.keep][:, places] = after

    def _next(self, day: int, held: Singles, after: Singles, places: Ints | None, silence: Singles) -> None:
        """Write to `after` the beliefs of a day, from those of the day before."""
        if day:
            self.chain.step(held, after)
        else:
            after[:] = held
        if day in self.successions:
            self._succession(after, day, places)
        for place, state in self.begun.get(day, ()):
            here = np.array([place]) if places is None else np.flatnonzero(places == place)
            after[:, here] *= state[:, None]
        fresh, kept, fight = silence
        after[: self.sides] *= fresh
        after[2 * self.sides : 3 * self.sides] *= kept
        after[3 * self.sides :] *= fight
        at, cells = self._cells(day, places)
        if len(at):
            after[:, at] *= self._heard(cells)
        after *= 1 / total(after)

    def _heard(self, cells: Ints | slice) -> Singles:
        """[state, cell] how much better each state tells what was heard there than the best does, at most 1."""
        score: Singles = self.score[cells].T.copy()  # its own even of one cell, as it is written to
        score -= score.max(axis=0)
        return np.exp(score, out=score)

    def likelihood(self, day: int) -> Singles:
        """[state, place] of what was heard, and not heard, of a day; the smoother's side of `_move`."""
        result = np.ones_like(self.prior)
        fresh, kept, fight = self.silence.factors(day, None)
        result[: self.sides], result[2 * self.sides : 3 * self.sides], result[3 * self.sides :] = fresh, kept, fight
        at, cells = self._cells(day, None)
        result[:, at] *= self._heard(cells)
        return result

    def _succession(self, after: Singles, day: int, places: Ints | None) -> None:
        for old, new, chosen in self.successions[day]:
            here = chosen if places is None else np.flatnonzero(np.isin(places, chosen))
            for source, target in renamed(self.sides, old, new):
                after[target, here] += after[source, here]
                after[source, here] = 0


def renamed(sides: int, old: int, new: int) -> list[tuple[int, int]]:
    """(state, state that it becomes) when one side becomes another; a fight of the two is over."""
    pairs = fights(sides)
    moves = [(block * sides + old, block * sides + new) for block in range(3)]
    for index, (defender, attacker) in enumerate(pairs):
        if old in (defender, attacker):
            after = tuple(new if side == old else side for side in (defender, attacker))
            target = 3 * sides + pairs.index(after) if after in pairs else 2 * sides + new
            moves.append((3 * sides + index, target))
    return moves


def total(rows: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The sum of rows, added one after the other: numpy's own order of adding depends on how many columns there are."""
    result: npt.NDArray[Any] = rows[0].copy()
    for row in rows[1:]:
        result += row
    return result


def by_side(belief: Singles, sides: int) -> Singles:
    """[side or contested, place] of [state, place]."""
    result = np.empty((sides + 1, belief.shape[1]), dtype=belief.dtype)
    result[:sides] = belief[:sides] + belief[sides : 2 * sides] + belief[2 * sides : 3 * sides]
    result[sides] = total(belief[3 * sides :])
    return result


def control(belief: Singles, sides: int, *, clip: bool = True) -> npt.NDArray[np.float64]:
    """[place, side or contested] probabilities of [state, place] beliefs, none beyond 1-99% unless `clip` is off."""
    shares = by_side(belief, sides).T.astype(np.float64)
    shares /= total(shares.T)[:, None]
    if not clip:
        return shares
    excess: npt.NDArray[np.float64] = np.maximum(shares - SUREST, 0)
    spread = excess.max(axis=1, keepdims=True) / (shares.shape[1] - 1)  # one at most is so sure
    clipped: npt.NDArray[np.float64] = np.where(excess > 0, SUREST, shares + spread)
    return clipped


def nowcast(
    columns: Columns,
    model: FusionModel,
    *,
    first: int,
    last: int,
    start: Start,
    succession: Sequence[Succession] = (),
    covered: int | None = None,
) -> Iterator[tuple[int, Singles]]:
    """(day, beliefs [state, place]) of each day from `first` to `last`, as known by the end of that day."""
    filtered = Filter(columns, model, first, last, covered=covered)
    filtered.begin(start)
    filtered.succeed(succession)
    for day, news in enumerate(by_day(postings(columns, model), first, filtered.days)):
        filtered.learn_of(news, day)
        filtered.advance(day)
        yield first + day, filtered.believed(day)


def by_day(news: Postings, first: int, days: int) -> Iterator[Postings]:
    """What becomes known on each day; what was known before the first comes with it."""
    cuts = np.searchsorted(news.known // DAY_MINUTES - first, np.arange(days + 1))
    cuts[0] = 0
    for day in range(days):
        yield news.part(slice(int(cuts[day]), int(cuts[day + 1])))
