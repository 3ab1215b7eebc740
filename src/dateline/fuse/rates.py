"""The model: how often each voice makes each claim in each state, and how control moves from day to day.

Priors are data (`vocab/fusion.yaml`, DESIGN section 5); learning (`learn`) replaces some of them and saves the result
as a versioned JSON file. A model holds no state of any place.

States, in order: each side in control, fresh; settled; having kept it in a fight; then contested, by the
pairs of who defends and who attacks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from dateline.vocab import vocabulary

__all__ = [
    "AGAINST",
    "CONTESTED",
    "DENIALS",
    "FOR",
    "FRESH",
    "KEPT",
    "KINDS",
    "OUTCOMES",
    "OWN_GAIN",
    "RELATIONS",
    "ROWS",
    "SETTLED",
    "SPOKEN",
    "VERSION",
    "VOICES",
    "FusionModel",
    "SourceRecord",
    "attackers_of",
    "fights",
    "is_fighting",
    "kind_of_row",
    "relations_of_rows",
    "row",
    "shares_of_states",
    "stationary",
    "table_of_rates",
    "transition",
    "volumes",
]

CONTESTED = "contested"
VERSION = 1
LONG_RUN_DAYS = 4096

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

VOICES = ("central own", "central admission", "local own", "local admission", "agency", "outlet")
KINDS = ("capture", "hold", "contest", "leave")
# Denials bear for the side that denies it lost a place, or, from a third party, against the side said to have taken it.
FOR, AGAINST = len(VOICES) * len(KINDS), len(VOICES) * len(KINDS) + 1
DENIALS = (FOR, AGAINST)
ROWS = AGAINST + 1
# The state of a place relative to the side that a claim names: it holds, fresh, settled or having just kept it;
# contested with it as the defender, or the attacker; another side holds, fresh, settled or having just kept it; others
# fight for it. Of the last is told as of a settled place of others.
RELATIONS = (
    "fresh",
    "settled",
    "kept",
    "defends",
    "attacks",
    "other fresh",
    "other settled",
    "other kept",
    "bystander",
)
OUTCOMES = ("borne out", "contested", "wrong")  # of the relations, as a source's record counts them
_OUTCOME = np.array([0, 0, 0, 1, 1, 2, 2, 2, 2])
FRESH, SETTLED, KEPT = 0, 1, 2  # blocks of states, one a side; the fights follow


def row(voice: str, kind: str) -> int:
    """The row of the rate table for what a voice says."""
    return VOICES.index(voice) * len(KINDS) + KINDS.index(kind)


def kind_of_row(index: int) -> str:
    """The kind of claim of a row, or "denial"."""
    return "denial" if index in DENIALS else KINDS[index % len(KINDS)]


def is_fighting(index: int) -> bool:
    return kind_of_row(index) == "contest"


OWN_GAIN = tuple(row(voice, kind) for voice in VOICES for kind in KINDS if voice.endswith("own"))
SPOKEN = tuple(index for index in range(FOR) if kind_of_row(index) != "leave")
_LEAVES = tuple(index for index in range(FOR) if kind_of_row(index) == "leave")


class Text(Protocol):
    """Where a model may be kept: what reads and writes text as `pathlib.Path` does."""

    def read_text(self, encoding: str) -> str: ...

    def write_text(self, data: str, encoding: str) -> int: ...


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """How a source differs from its class: multipliers of its rates by OUTCOMES, for a side in control, for fighting,
    and for each side it names (a party's mouthpiece is wrong in one direction)."""

    side: tuple[float, float, float]
    fighting: tuple[float, float, float]
    lean: Mapping[str, tuple[float, float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FusionModel:
    """Rates of claims by voice, kind and relation, relative to one another, and the chain of control.

    `rates` has one row a `row(voice, kind)` and one column a `RELATIONS`; denials' rows are probabilities given
    the claim denied. `attackers`, `shares` and `sources` are empty until learned.
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
    heard_within: tuple[float, ...]
    dark_days: float
    attention_prior: float
    attention_power: float
    weights: Mapping[str, float]
    look_alike_hours: float
    look_alike_power: float
    own_gain_power: float
    prior_strength: float
    attackers: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)
    sources: Mapping[str, SourceRecord] = field(default_factory=dict)
    learned_until: date | None = None
    version: int = VERSION

    @classmethod
    def prior(cls) -> FusionModel:
        """The model of `vocab/fusion.yaml`: nothing learned."""
        return _prior()

    @classmethod
    def load(cls, source: Text) -> FusionModel:
        """The model that `save` wrote to `source`, a path. Raises DatelineError."""
        from dateline.fuse.modelfile import load

        return load(source.read_text("utf-8"))

    def save(self, target: Text) -> None:
        """Write the model to `target`, a path: JSON with its version (`modelfile.dump`)."""
        from dateline.fuse.modelfile import dump

        target.write_text(dump(self), "utf-8")


@cache
def _prior() -> FusionModel:
    words = vocabulary("fusion")
    return FusionModel(
        rates=tuple(tuple(map(float, line)) for line in _prior_rates(words)),
        outlier=words["outlier"],
        weights=words["weights"],
        prior_strength=words["prior_strength"],
        **{**words["reporting"], "heard_within": tuple(words["reporting"]["heard_within"])},
        **words["chain"],
        **words["copies"],
    )


def _prior_rates(words: Any) -> Floats:
    """[row, relation]: pseudo-counts over how common the states are, capture and hold told apart."""
    common = words["common"]
    spread = np.array([common["fresh"], common["settled"], common["contested"], common["fresh"], common["settled"]])
    captures = np.array(words["captures"])
    rates = np.zeros((ROWS, len(RELATIONS)))
    for voice, counts in words["counts"].items():
        side, fighting = np.array(counts["side"]) / spread, np.array(counts["fighting"]) / spread
        keeps = {"capture": words["kept_captures"] * side[0], "hold": (1 - words["kept_captures"]) * side[0]}
        for kind, line in (("capture", side * captures), ("hold", side * (1 - captures)), ("contest", fighting)):
            defends, attacks = words["contested"][kind]
            fight = [line[2] * defends, line[2] * attacks]
            rates[row(voice, kind)] = [*line[:2], keeps.get(kind, line[0]), *fight, *line[3:], line[3], line[4]]
        rates[row(voice, "leave")] = rates[row(voice, "capture")]
    lost, fresh, settled = words["denial"]
    rates[FOR] = [lost, lost, lost, lost, lost, fresh, settled, lost, lost]
    rates[AGAINST] = [fresh, settled, fresh, lost, lost, lost, lost, lost, lost]
    return rates


def fights(sides: int) -> list[tuple[int, int]]:
    """(defender, attacker) of each contested state; a side that is alone fights someone unknown, -1."""
    pairs = [(defender, attacker) for defender in range(sides) for attacker in range(sides) if attacker != defender]
    return pairs or [(0, -1)]


def relations_of_rows(sides: int) -> tuple[Ints, Ints]:
    """[row, asserted side, state] -> index of RELATIONS, and of OUTCOMES.

    That a side left is everyone else's gain, and the end of its fight.
    """
    same = np.eye(sides, dtype=bool)
    pairs = np.array(fights(sides))
    named = np.arange(sides)[:, None]
    defends, attacks = named == pairs[:, 0], named == pairs[:, 1]
    gain = [np.where(same, a, b) for a, b in ((0, 5), (1, 6), (2, 7))] + [np.where(defends, 3, np.where(attacks, 4, 8))]
    loss = [np.where(same, a, b) for a, b in ((5, 0), (6, 1), (7, 2))] + [np.where(defends, 0, np.where(attacks, 3, 8))]
    relations = np.repeat(np.concatenate(gain, axis=1)[None], ROWS, axis=0)
    relations[list(_LEAVES)] = np.concatenate(loss, axis=1)
    return relations, _OUTCOME[relations]


def table_of_rates(model: FusionModel, sides: int) -> Floats:
    """[row, asserted side, state] relative rates. The wrong sides share what is said wrongly among them."""
    relations, _ = relations_of_rows(sides)
    rates = np.array(model.rates)
    rates[:FOR, RELATIONS.index("other fresh") :] /= max(1, sides - 1)
    result: Floats = rates[np.arange(ROWS)[:, None, None], relations]
    return result


def volumes(model: FusionModel, sides: int) -> Floats:
    """[state] expected original claims a day about a place of average attention: what silence is measured against."""
    by_state = table_of_rates(model, sides)[list(SPOKEN)].sum(axis=(0, 1))
    result: Floats = model.settled_rate * by_state / by_state[sides]
    return result


def attackers_of(model: FusionModel, sides: Sequence[str]) -> Floats:
    """[holder, taker] who takes a place from whom; uniform where nothing was learned."""
    others = np.array([[model.attackers.get(a, {}).get(b, 1.0) * (a != b) for b in sides] for a in sides], dtype=float)
    result: Floats = others / np.maximum(others.sum(axis=1, keepdims=True), 1e-12)
    return result


def shares_of_states(model: FusionModel, sides: Sequence[str]) -> Floats:
    """[state] what is believed of a place before anything is known."""
    shares = np.array([model.shares.get(side, 1.0 if not model.shares else 0.0) for side in sides], dtype=float)
    shares = shares / shares.sum() if shares.sum() else np.full(len(sides), 1 / len(sides))
    blocks = stationary(model, len(sides))
    holders = [block * shares for block in blocks[:3]]
    pairs = [blocks[3] * shares[defender] / max(1, len(sides) - 1) for defender, _ in fights(len(sides))]
    result: Floats = np.concatenate([*holders, np.array(pairs)])
    result /= result.sum()
    return result


def stationary(model: FusionModel, sides: int) -> Floats:
    """[fresh, settled, kept, contested] shares of place-days in the long run."""
    moves = transition(model, (1 - np.eye(sides)) / max(1, sides - 1))
    shares = np.full(len(moves), 1 / len(moves)) @ np.linalg.matrix_power(moves, LONG_RUN_DAYS)
    return np.array([*shares[: 3 * sides].reshape(3, -1).sum(axis=1), shares[3 * sides :].sum()])


def transition(model: FusionModel, attackers: Floats) -> Floats:
    """[from, to] of one day. A fight ends with its defender or another side in control, freshly either way."""
    sides, pairs = len(attackers), fights(len(attackers))
    go, end, age = model.hazard, model.contested_ends, 1 / model.fresh_days
    result = np.zeros((3 * sides + len(pairs),) * 2)
    for side in range(sides):
        for block in (FRESH, SETTLED, KEPT):
            here = block * sides + side
            result[here, here] += (1 - go) * (1 if block == SETTLED else 1 - age)
            result[here, SETTLED * sides + side] += 0 if block == SETTLED else (1 - go) * age
            result[here, :sides] += go * model.direct * attackers[side]
    for index, (defender, attacker) in enumerate(pairs):
        fight = 3 * sides + index
        share = attackers[defender, attacker] if attacker >= 0 else 1.0
        result[[block * sides + defender for block in (FRESH, SETTLED, KEPT)], fight] = go * (1 - model.direct) * share
        result[fight, fight] = 1 - end
        result[fight, KEPT * sides + defender] = end * (1 - model.attacker_wins if attacker >= 0 else 1)
        if attacker >= 0:
            result[fight, attacker] = end * model.attacker_wins
    moves: Floats = result / result.sum(axis=1, keepdims=True)
    return moves
