"""Numbers of one happening, as different reports give them: low, best and high."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from dateline.link.assertion import fold, order
from dateline.model import Claim, ClaimType
from dateline.vocab import vocabulary

__all__ = ["Numbers", "numbers", "unit_of"]

HARMED = ("killed", "wounded")


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many of one unit. `best` is the value that most independent claims give; of equals, the latest exact one.

    Low, best and high are the columns that conflict researchers keep (UCDP GED).
    """

    unit: str
    low: float
    best: float
    high: float
    claims: tuple[str, ...]


def numbers(claims: Iterable[Claim]) -> tuple[Numbers, ...]:
    """One row a unit, by unit; claims without a quantity are passed over."""
    by_unit: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=order):
        if claim.quantity is not None:
            by_unit[unit_of(claim)].append(claim)
    return tuple(_row(unit, told) for unit, told in sorted(by_unit.items()))


def _row(unit: str, told: list[Claim]) -> Numbers:
    values = [claim.quantity.value for claim in told if claim.quantity]
    witnesses = {(claim.copy_of or claim.id, claim.quantity.value): claim for claim in told if claim.quantity}
    support = Counter(value for _, value in witnesses)
    best = max(
        witnesses.values(),
        key=lambda claim: (support[_value(claim)], not (claim.quantity and claim.quantity.approx), order(claim)),
    )
    return Numbers(unit, min(values), _value(best), max(values), tuple(claim.id for claim in told))


def _value(claim: Claim) -> float:
    return claim.quantity.value if claim.quantity else 0.0


@cache
def _units() -> dict[str, str]:
    return {word: unit for unit, words in vocabulary("events")["units"].items() for word in words}


def unit_of(claim: Claim) -> str:
    """What is counted. Harm is dead or wounded, whoever they are: by the unit, else by the nearest such word of the
    evidence. People displaced or detained are just that. Everything else is its unit."""
    unit = _of_words(fold(claim.quantity.unit or "").split()) if claim.quantity else None
    if claim.type is ClaimType.DISPLACE:
        return "displaced"
    if claim.type is ClaimType.DETAIN:
        return "detained"
    if claim.type is ClaimType.HARM:
        return unit if unit in HARMED else _nearest_harm(claim) or "harmed"
    return unit or fold(claim.quantity.unit or "" if claim.quantity else "")


def _of_words(words: list[str]) -> str | None:
    """The last of the words that is a known unit: "12 government soldiers" counts soldiers."""
    return next((unit for word in reversed(words) if (unit := _unit(word))), None)


def _nearest_harm(claim: Claim) -> str | None:
    words = fold(claim.evidence.text).split() if claim.evidence else []
    number = f"{_value(claim):g}"
    at = words.index(number) if number in words else 0
    found = [(abs(index - at), unit) for index, word in enumerate(words) if (unit := _unit(word)) in HARMED]
    return min(found)[1] if found else None


def _unit(word: str) -> str | None:
    singular = word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")
    return _units().get(word) or _units().get(singular)
