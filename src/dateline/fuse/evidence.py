"""How much each line says for each state: log likelihoods relative to one another.

A claim's rate in a state is its voice's rate in the table, times the record of its source, times the attention of the
place: a place much spoken of is spoken of in settled times too, while a change is reported nearly everywhere. To that
is added the noise of claims that belong to another place or side, the same everywhere, which caps what one can do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.fuse.columns import Columns
from dateline.fuse.rates import (
    DENIALS,
    KEPT,
    OUTCOMES,
    SETTLED,
    FusionModel,
    is_fighting,
    kind_of_row,
    relations_of_rows,
    shares_of_states,
    table_of_rates,
    volumes,
)

__all__ = ["Evidence", "evidence"]

Singles = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Reals = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything about the model that scoring lines needs, for one set of sides and sources.

    `rates` [row, side, state]; `noise` [row, side]; `outcome` [row, side, state] index of OUTCOMES; `record` [source,
    family, outcome] and `lean` [source, side, outcome] multipliers; `family` [row] 0 for a side, 1 fighting, 2 none.
    """

    model: FusionModel
    rates: Floats
    noise: Floats
    outcome: Ints
    family: Ints
    record: Floats
    lean: Floats
    volume: Floats
    first: int

    def attention(self, count: Reals, days: Reals) -> Reals:
        """A place's share of reporting, 1 for the average, from the weight of lines known in so many `days` before."""
        model, real = self.model, count.dtype.type
        prior, rate = real(model.attention_prior), real(model.settled_rate)
        result: Reals = (prior + count) / (prior + rate * (days.astype(count.dtype) + real(1)))
        return result

    def days_covered(self, day: Ints) -> Floats:
        """How long reports had been gathered on a day."""
        return np.maximum(day - self.first, 0).astype(np.float64)

    def terms(self, columns: Columns, lines: Ints, attention: Floats) -> tuple[Floats, Floats]:
        """([line, state] rate of the claim itself, [line] noise), before the mixture."""
        row, side, source = columns.row[lines], columns.side[lines], columns.source[lines]
        outcome, family = self.outcome[row, side], self.family[row]
        rate = self.rates[row, side]
        if self.model.sources:
            rate = rate * self.record[source[:, None], family[:, None], outcome]
            rate *= np.where(family[:, None] == 0, self.lean[source[:, None], side[:, None], outcome], 1.0)
        sides = self.rates.shape[1]
        spread = np.repeat((attention**self.model.attention_power)[:, None], self.rates.shape[2], axis=1)
        spread[:, SETTLED * sides : KEPT * sides] = attention[:, None]
        spread[family == 2] = 1.0
        return rate * spread, self.noise[row, side]

    def score(self, columns: Columns, lines: Ints, attention: Floats) -> Singles:
        """[line, state] log likelihood, the mean of states at 0."""
        share = self.model.outlier
        rate, noise = self.terms(columns, lines, attention)
        result = np.log((1 - share) * rate + share * noise[:, None])
        centred: Singles = (result - result.mean(axis=1, keepdims=True)).astype(np.float32)
        return centred


def evidence(model: FusionModel, sides: tuple[str, ...], sources: tuple[str, ...], first: int) -> Evidence:
    """The model laid out for `sides` and `sources`; `first` is the day from which reports were gathered."""
    rates = table_of_rates(model, len(sides))
    noise = (rates * shares_of_states(model, sides)).sum(axis=-1)
    family = np.array(
        [2 if row in DENIALS or kind_of_row(row) == "leave" else int(is_fighting(row)) for row in range(len(rates))]
    )
    record = np.ones((len(sources), 3, len(OUTCOMES)))
    lean = np.ones((len(sources), len(sides), len(OUTCOMES)))
    for index, name in enumerate(sources):
        known = model.sources.get(name)
        if known:
            record[index, :2] = [known.side, known.fighting]
            for at, side in enumerate(sides):
                lean[index, at] = known.lean.get(side, (1.0,) * len(OUTCOMES))
    return Evidence(
        model, rates, noise, relations_of_rows(len(sides))[1], family, record, lean, volumes(model, len(sides)), first
    )
