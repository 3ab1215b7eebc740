"""Anchored learning of the model from claims alone: expectation maximisation held by the priors.

There are no labels. The smoother says how probable each state was on each day; the claims are counted against that,
together with the pseudo-counts of the priors, and so on in turn. What keeps it from drifting ("everything is
contested" explains any pile of reports) is that the volume of reports in a fresh and a contested state, relative to a
settled one, is not learned: only who says what in each.

What is learned: the rates of the voices, the volume as a whole, how soon reports come, the chain, how long a change is
news, who attacks whom, the shares of the sides, and the record of each source. All come from what was known by the end
of one day, and no later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.fuse.columns import EPOCH_DAY, Columns
from dateline.fuse.filter import Filter, Start, starts
from dateline.fuse.rates import (
    FOR,
    FRESH,
    KEPT,
    OUTCOMES,
    SPOKEN,
    FusionModel,
    SourceRecord,
    attackers_of,
    fights,
    relations_of_rows,
    transition,
)
from dateline.fuse.said import Succession
from dateline.fuse.weights import Postings, standing

__all__ = ["learn_columns"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
ROUNDS = 12  # the likelihood moves by less than 0.1% a round after ten in every world tried
CHAIN_STRENGTH = 20  # expected changes' worth of belief in the hazard, the share of direct changes and the ends
ATTACK_STRENGTH = 3  # expected changes' worth of belief, for each holder, that all others attack alike
SHARE_STRENGTH = 3  # places' worth of belief that all sides hold as many
SOURCE_STRENGTH = 5  # claims' worth of belief that a source is like its class
MIX = 0.1  # of the claims at hand: belief in how many claims of a state are captures, holds or fighting
OUTLIER_SHARE = 0.5  # of the claims at hand: belief in the prior, as errors also pass for what is said wrongly
NEWS_DAYS = 10  # what is told of a day later than that is background
SILENCE = 0.75  # of its full weight, the volume being learned but an average over sources that come and go
LEAST_FORETOLD = 0.05  # nats a claim; simulated worlds give 0.3 and more, their claims shuffled over places below 0


def learn_columns(
    columns: Columns,
    model: FusionModel,
    *,
    until: date,
    first: int,
    covered: int | None = None,
    initial: Mapping[str, tuple[str, date]] | None = None,
    succession: Sequence[Succession] = (),
) -> FusionModel:
    """The model learned from what was known by the end of `until`; `first` is the day the filter starts on, `covered`
    that from which reports were gathered (by default the same)."""
    last = until.toordinal() - EPOCH_DAY
    lines = np.flatnonzero(
        (columns.known_day <= last) & (columns.retracted // (24 * 60) > last) & (columns.day >= first)
    )
    if not len(lines):
        return model
    known = columns.part(lines)
    begun = starts(known, initial or {})
    days = (first, last, first if covered is None else covered)
    found = model
    for _ in range(ROUNDS):
        found = _Round(known, found, days, begun, succession).better()
    if _Round(known, found, days, begun, succession).foretold() < LEAST_FORETOLD:
        return model
    return replace(found, silence=SILENCE, learned_until=until)


class _Round:
    """One round: smooth under a model, count, and give the next model."""

    def __init__(
        self,
        columns: Columns,
        model: FusionModel,
        days: tuple[int, int, int],
        begun: Start,
        succession: Sequence[Succession],
    ) -> None:
        self.columns, self.model = columns, model
        self.sides = len(columns.sides)
        first, last, covered = days
        self.filter = Filter(columns, model, first, last, covered=covered, keep=last - first + 1)
        self.filter.begin(begun)
        self.filter.succeed(succession)
        self.weight, count = standing(columns, model)
        everything = np.arange(len(columns.place))
        news = Postings(everything, columns.known, self.weight, count, np.zeros(len(everything), dtype=bool))
        self.filter.learn_of(news, last - first)
        self.filter.advance(last - first)
        self.attention = self.filter.evidence.attention(count, self.filter.evidence.days_covered(columns.known_day))
        self.moves = np.zeros((self.filter.states,) * 2)
        self.belief = self._smoothed()
        place, day = columns.place, columns.day - first
        self.state = self.belief[day, :, place].astype(np.float64)
        rate, noise = self.filter.evidence.terms(columns, everything, self.attention)
        share = model.outlier
        self.true = (1 - share) * rate / ((1 - share) * rate + share * noise[:, None])

    def _smoothed(self) -> npt.NDArray[np.float32]:
        """[day, state, place] given all days; the expected moves are added up on the way."""
        filtered, days = self.filter, self.filter.days
        step = transition(self.model, attackers_of(self.model, self.columns.sides)).astype(np.float32)
        result = np.empty_like(filtered.belief)
        result[-1] = filtered.belief[-1]
        ahead = np.ones_like(filtered.prior)
        for day in range(days - 1, 0, -1):
            before = filtered.belief[day - 1]
            arrived = filtered.likelihood(day) * ahead
            ahead = step @ arrived
            both = before * ahead
            total = both.sum(axis=0)
            self.moves += step * ((before / total) @ arrived.T)
            result[day - 1] = both / total
            ahead /= ahead.max(axis=0)
        return result

    def better(self) -> FusionModel:
        chain = self._chain()
        rates = self._rates(chain["fresh_days"])
        found = {**rates, **chain, **self._outlier(), **self._sources(), "heard_within": self._heard_within()}
        return replace(self.model, silence=1.0, **found)

    def foretold(self) -> float:
        """How much better, in nats a claim, the state before it foretells the side that a claim names than the shares
        of the sides do. Claims that have nothing to do with one another foretell nothing."""
        columns, evidence = self.columns, self.filter.evidence
        day = columns.day - self.filter.first
        chosen = np.flatnonzero(np.isin(columns.row, SPOKEN) & (day > 0))
        row, side = columns.row[chosen], columns.side[chosen]
        step = transition(self.model, attackers_of(self.model, columns.sides))
        ahead = self.filter.belief[day[chosen] - 1, :, columns.place[chosen]].astype(np.float64) @ step
        share = self.model.outlier
        table = (1 - share) * evidence.rates + share * evidence.noise[:, :, None]
        expected = np.einsum("ls,lks->lk", ahead, table[row])
        told = expected[np.arange(len(row)), side] / expected.sum(axis=1)
        weight = self.weight[chosen]
        often = _tally(evidence.noise.shape, (row, side), weight) + 1
        usual = (often / often.sum(axis=1, keepdims=True))[row, side]
        return float(np.average(np.log(told / usual), weights=weight)) if len(row) else 0.0

    def _rates(self, fresh_days: float) -> dict[str, Any]:
        """Composition within each kind of state, the volume of each tied to the others: of fresh and kept ones for as
        long as they last, since a change draws as many reports whether they come in one day or in three."""
        sides = self.sides
        relations, _ = relations_of_rows(sides)
        columns, prior = self.columns, np.array(FusionModel.prior().rates)
        relation = relations[columns.row, columns.side]
        counts = _tally(prior.shape, (columns.row[:, None], relation), self.weight[:, None] * self.state * self.true)
        spoken = list(SPOKEN)
        rates = np.array(self.model.rates)
        denser = FusionModel.prior().fresh_days / fresh_days
        for kind, density in (((0, 5), denser), ((1, 6), 1.0), ((2, 7), denser), ((3, 4), 1.0)):  # as RELATIONS go
            at = np.ix_(spoken, kind)
            expected = prior[at]
            volume = expected.sum() * density
            told = counts[at].reshape(-1, 3, 2)  # voice, kind, relation
            believed = expected.reshape(-1, 3, 2) / expected.sum()
            mix = believed.sum(axis=0) * MIX * told.sum() + told.sum(axis=0)
            mix = mix / mix.sum()
            voices = believed / believed.sum(axis=0) * self.model.prior_strength + told
            shares = voices / voices.sum(axis=0) * mix
            rates[at] = volume * shares.reshape(-1, 2)
        rates[:FOR, 8] = rates[:FOR, 6]
        for index in range(FOR):
            if index not in SPOKEN:
                rates[index] = rates[index - 3]  # leaving is told as taking is
        return {"rates": tuple(tuple(map(float, line)) for line in rates), "settled_rate": self._volume()}

    def _volume(self) -> float:
        """Claims a day about a settled place of average attention, all states' volumes tied."""
        evidence, model = self.filter.evidence, self.model
        told = float(self.weight[np.isin(self.columns.row, SPOKEN)].sum())
        sides = self.sides
        ratio = evidence.volume / evidence.volume[sides]
        exposed = self.belief.sum(axis=(0, 2)) @ ratio  # attention is 1 on average, and cannot be told from the volume
        strength = model.prior_strength
        return float((told + strength) / (exposed + strength / FusionModel.prior().settled_rate))

    def _chain(self) -> dict[str, Any]:
        count, moves, prior = self.sides, self.moves, FusionModel.prior()
        aged, stayed = self._news()
        direct, began, won, lost = self._changes()
        exposed = moves[: 3 * count].sum()
        ends = won.sum() + lost.sum()
        changes, strength = direct.sum() + began.sum(), CHAIN_STRENGTH
        takes = direct + began + ATTACK_STRENGTH / max(1, count - 1) * (1 - np.eye(count))
        held = self.belief[0, : 3 * count].reshape(3, count, -1).sum(axis=(0, 2)) + SHARE_STRENGTH
        names = self.columns.sides
        return {
            "hazard": float((changes + strength) / (exposed + strength / prior.hazard)),
            "fresh_days": float((aged + stayed + strength * prior.fresh_days) / (aged + strength)),
            "direct": float((direct.sum() + strength * prior.direct) / (changes + strength)),
            "contested_ends": float(
                (won.sum() + lost.sum() + strength * prior.contested_ends) / (moves[3 * count :].sum() + strength)
            ),
            "attacker_wins": float((won.sum() + strength * prior.attacker_wins) / (ends + strength)),
            "attackers": {
                a: {b: float(takes[i, j] / takes[i].sum()) for j, b in enumerate(names) if i != j}
                for i, a in enumerate(names)
            },
            "shares": {name: float(held[i] / held.sum()) for i, name in enumerate(names)},
        }

    def _news(self) -> tuple[float, float]:
        """Expected days on which a change, or a place kept, stopped being news, and on which it stayed so."""
        count, moves = self.sides, self.moves
        held = np.array([moves[block * count : (block + 1) * count].diagonal(block * count) for block in (FRESH, KEPT)])
        aged = np.array([moves[block * count : (block + 1) * count].diagonal(count) for block in (FRESH, KEPT)])
        return float(aged.sum()), float(held.sum())

    def _heard_within(self) -> tuple[float, ...]:
        """Share of what is told of a day that is known by its end, a day later, and so on."""
        prior, strength = np.array(FusionModel.prior().heard_within), FusionModel.prior().prior_strength
        lag = self.columns.known_day - self.columns.day
        news = lag < NEWS_DAYS
        told = np.array([self.weight[lag <= days].sum() for days in range(len(prior))])
        return tuple(((told + strength * prior) / (self.weight[news].sum() + strength)).tolist())

    def _changes(self) -> tuple[Floats, Floats, Floats, Floats]:
        """Expected changes, each [holder, other side]: straight to the other, fights begun, won and lost by it."""
        count, moves = self.sides, self.moves
        held = moves[: 3 * count].reshape(3, count, -1).sum(axis=0)
        direct, began, won, lost = (np.zeros((count, count)) for _ in range(4))
        for index, (defender, attacker) in enumerate(fights(count)):
            fight = 3 * count + index
            if attacker >= 0:
                direct[defender, attacker] = held[defender, attacker]
                began[defender, attacker] = held[defender, fight]
                won[defender, attacker] = moves[fight, attacker]
                lost[defender, attacker] = moves[fight, 2 * count + defender]
        return direct, began, won, lost

    def _outlier(self) -> dict[str, Any]:
        wrong = (self.weight * (self.state * (1 - self.true)).sum(axis=1)).sum()
        total, belief = self.weight.sum(), OUTLIER_SHARE * self.weight.sum()
        return {"outlier": float((wrong + belief * FusionModel.prior().outlier) / (total + belief))}

    def _sources(self) -> dict[str, Any]:
        """How each source differs from its class, by outcome, and by the side it names."""
        columns, evidence = self.columns, self.filter.evidence
        names, family = columns.sources, evidence.family[columns.row]
        outcome = evidence.outcome[columns.row, columns.side]
        mass = self.weight[:, None] * self.state
        voice = np.zeros(len(names), dtype=np.int64)
        voice[columns.source] = columns.row // 4
        size = int(voice.max()) + 1
        by_source = (columns.source[:, None], family[:, None], outcome)
        counts = _tally((len(names), 3, len(OUTCOMES)), by_source, mass)[:, :2]
        record, _ = _against_class(counts, voice, size)
        told = family == 0
        by_side = (columns.source[told, None], columns.side[told, None], outcome[told])
        of_sides = _tally((len(names), self.sides, len(OUTCOMES)), by_side, mass[told])
        lean = _lean(of_sides, record, voice, size)
        records = {}
        for index, name in enumerate(names):
            if name and counts[index].sum() > 0:
                leaning = {side: _three(lean[index, i]) for i, side in enumerate(columns.sides)}
                records[name] = SourceRecord(_three(record[index, 0]), _three(record[index, 1]), leaning)
        return {"sources": records}


def _tally(shape: tuple[int, ...], index: tuple[Ints, ...], mass: Floats) -> Floats:
    """Sums of `mass` in cells of an array of `shape`."""
    flat = np.ravel_multi_index(np.broadcast_arrays(*index), shape)
    result: Floats = np.bincount(flat.ravel(), mass.ravel(), int(np.prod(shape))).reshape(shape).astype(np.float64)
    return result


def _three(values: Floats) -> tuple[float, float, float]:
    a, b, c = map(float, values)
    return a, b, c


def _against_class(counts: Floats, voice: Ints, size: int) -> tuple[Floats, Floats]:
    """(multipliers, expected counts) of sources [source, family, outcome] against the shares of their class."""
    total = np.zeros((size, *counts.shape[1:]))
    np.add.at(total, voice, counts)
    shares = total / np.maximum(total.sum(axis=(1, 2), keepdims=True), 1e-12)
    expected = counts.sum(axis=(1, 2), keepdims=True) * shares[voice]
    return (counts + SOURCE_STRENGTH) / (expected + SOURCE_STRENGTH), expected


def _lean(counts: Floats, record: Floats, voice: Ints, size: int) -> Floats:
    """Multipliers [source, side, outcome] beyond the source's record."""
    total = np.zeros((size, *counts.shape[1:]))
    np.add.at(total, voice, counts)
    shares = total / np.maximum(total.sum(axis=(1, 2), keepdims=True), 1e-12)
    expected = counts.sum(axis=(1, 2), keepdims=True) * shares[voice] * record[:, 0][:, None, :]
    result: Floats = (counts + SOURCE_STRENGTH) / (expected + SOURCE_STRENGTH)
    return result
