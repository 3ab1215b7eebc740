"""The model: how often each voice makes each claim in each state, and how control moves from day to day.

Priors are data (`vocab/fusion.yaml`, DESIGN section 5); learning (`learn`) replaces some of them and saves the result
as a versioned JSON file. A model holds no state of any place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.vocab import vocabulary

__all__ = [
    "CONTESTED",
    "DENIAL",
    "KINDS",
    "RELATIONS",
    "ROWS",
    "VOICES",
    "FusionModel",
    "likelihoods",
    "row",
    "stationary",
    "transition",
    "volumes",
]

CONTESTED = "contested"
VERSION = 1
LONG_RUN_DAYS = 4096

Floats = npt.NDArray[np.float64]

VOICES = ("central own", "central admission", "local own", "local admission", "agency", "outlet")
KINDS = ("capture", "hold", "contest", "leave")
DENIAL = {"capture": len(VOICES) * len(KINDS), "leave": len(VOICES) * len(KINDS) + 1}
ROWS = len(VOICES) * len(KINDS) + len(DENIAL)
# The state of a place relative to the side that a claim names: it holds, fresh or settled; contested with it as
# the defender, or not; another side holds, fresh or settled.
RELATIONS = ("fresh", "settled", "defends", "attacks", "other fresh", "other settled")


def row(voice: str, kind: str) -> int:
    """The row of the rate table for what a voice says."""
    return VOICES.index(voice) * len(KINDS) + KINDS.index(kind)


@dataclass(frozen=True, slots=True)
class FusionModel:
    """Rates of claims by voice, kind and relation, relative to one another, and the chain of control.

    `rates` has one row a `row(voice, kind)` and one column a `RELATIONS`; denials' rows are probabilities given
    the claim denied.
    """

    rates: tuple[tuple[float, ...], ...]
    hazard: float
    direct: float
    fresh_days: float
    contested_ends: float
    attacker_wins: float
    start: float
    outlier: float
    settled_rate: float
    silence: float
    weights: Mapping[str, float]
    look_alike_hours: float
    prior_strength: float
    learned_until: date | None = None
    version: int = VERSION

    @classmethod
    def prior(cls) -> FusionModel:
        """The model of `vocab/fusion.yaml`: nothing learned."""
        return _prior()


@cache
def _prior() -> FusionModel:
    words = vocabulary("fusion")
    chain = words["chain"]
    return FusionModel(
        rates=tuple(tuple(map(float, line)) for line in _prior_rates(words)),
        outlier=words["outlier"],
        settled_rate=words["settled_rate"],
        silence=words["silence"],
        weights=words["weights"],
        look_alike_hours=words["copies"]["look_alike_hours"],
        prior_strength=words["prior_strength"],
        **chain,
    )


def _prior_rates(words: Any) -> Floats:
    """[row, relation]: pseudo-counts over how common the states are, capture and hold told apart."""
    common = words["common"]
    spread = np.array([common["fresh"], common["settled"], common["contested"], common["fresh"], common["settled"]])
    captures = np.array(words["captures"])
    rates = np.zeros((ROWS, len(RELATIONS)))
    for voice, counts in words["counts"].items():
        side, fighting = np.array(counts["side"]) / spread, np.array(counts["fighting"]) / spread
        for kind, line in (("capture", side * captures), ("hold", side * (1 - captures)), ("contest", fighting)):
            defends, attacks = words["contested"][kind]
            rates[row(voice, kind)] = [line[0], line[1], line[2] * defends, line[2] * attacks, line[3], line[4]]
        rates[row(voice, "leave")] = rates[row(voice, "capture")]
    lost, fresh, settled = words["denial"]
    rates[list(DENIAL.values())] = [fresh, settled, lost, lost, lost, lost]
    return rates


def _relations(sides: int) -> npt.NDArray[np.intp]:
    """[asserted side, state] -> relation. States: each side fresh, each settled, each as defender of a contested place."""
    same = np.eye(sides, dtype=bool)
    return np.concatenate([np.where(same, 0, 4), np.where(same, 1, 5), np.where(same, 2, 3)], axis=1)


def _loss_relations(sides: int) -> npt.NDArray[np.intp]:
    """The same for the claim that a side has left: everyone else's gain, and the end of its defence."""
    same = np.eye(sides, dtype=bool)
    return np.concatenate([np.where(same, 4, 0), np.where(same, 5, 1), np.where(same, 0, 3)], axis=1)


def _stay_relations(sides: int) -> npt.NDArray[np.intp]:
    """The same for the denial that a side has left: borne out while it holds or fights."""
    same = np.eye(sides, dtype=bool)
    return np.concatenate([np.where(same, 4, 0), np.where(same, 5, 1), np.where(same, 2, 3)], axis=1)


def likelihoods(model: FusionModel, sides: int) -> Floats:
    """[row, asserted side, state]: log rates, capped by the share of outliers, best state at 0."""
    rates = np.array(model.rates)
    gain, loss = _relations(sides), _loss_relations(sides)
    table = rates[:, gain]
    leaves = [row(voice, "leave") for voice in VOICES]
    table[leaves] = rates[leaves][:, loss]
    table[DENIAL["leave"]] = rates[DENIAL["leave"]][_stay_relations(sides)]
    table = (1 - model.outlier) * table + model.outlier * table.mean(axis=-1, keepdims=True)
    result: Floats = np.log(table)
    return result - result.max(axis=-1, keepdims=True)


def volumes(model: FusionModel, sides: int) -> Floats:
    """[state] expected original claims a day, of all voices: what silence is measured against."""
    rates = np.array(model.rates)
    spoken = [row(voice, kind) for voice in VOICES for kind in KINDS if kind != "leave"]
    by_state = rates[spoken][:, _relations(sides)].sum(axis=(0, 1))
    result: Floats = model.settled_rate * by_state / by_state[sides]
    return result


def stationary(model: FusionModel, sides: int) -> Floats:
    """[state] shares of place-days in the long run: what is believed of a place before anything is known."""
    shares = np.full(3 * sides, 1 / (3 * sides))
    return shares @ np.linalg.matrix_power(transition(model, sides), LONG_RUN_DAYS)


def transition(model: FusionModel, sides: int) -> Floats:
    """[from, to] of one day. A fight ends with its defender or another side in control, freshly either way."""
    others = (1 - np.eye(sides)) / max(1, sides - 1)
    same, none = np.eye(sides), np.zeros((sides, sides))
    go, end, age = model.hazard, model.contested_ends, 1 / model.fresh_days
    fresh = [
        go * model.direct * others + (1 - go) * (1 - age) * same,
        (1 - go) * age * same,
        go * (1 - model.direct) * same,
    ]
    settled = [go * model.direct * others, (1 - go) * same, go * (1 - model.direct) * same]
    fight = [end * (model.attacker_wins * others + (1 - model.attacker_wins) * same), none, (1 - end) * same]
    result: Floats = np.block([fresh, settled, fight])
    return result / result.sum(axis=1, keepdims=True)
