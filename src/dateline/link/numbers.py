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
    """What is counted: the unit's own word, else the words of the evidence, else the unit as written."""
    units = _units()
    unit = claim.quantity.unit if claim.quantity and claim.quantity.unit else ""
    texts = [unit]
    if claim.type in (ClaimType.HARM, ClaimType.DISPLACE, ClaimType.DETAIN):
        texts.append(claim.evidence.text if claim.evidence else "")
    for text in reversed(texts):
        found = [units[word] for raw in fold(text).split() if (word := _known(raw, units)) is not None]
        if found:
            return found[-1] if text is unit else found[0]
    return fold(unit)


def _known(word: str, units: dict[str, str]) -> str | None:
    singular = word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")
    return next((form for form in (word, singular) if form in units), None)
