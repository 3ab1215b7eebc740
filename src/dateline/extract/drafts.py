"""What a rule finds in one clause, before the document's context is asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.extract.quantities import Amount
from dateline.extract.spots import Spot
from dateline.model import ClaimType, Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Draft"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposition with its parts as tokens. What is None comes from the context, where that has it."""

    rule: str
    type: ClaimType
    anchor: Token  # the verb or noun that states it
    spot: Spot | None = None
    actor: Token | None = None
    opponent: Token | None = None
    people: Token | None = None  # those killed, held, driven out; the troops sent
    amount: Amount | None = None
    modality: Modality | None = None  # where the rule itself says so
    clause: Token | None = None  # the verb whose clause is the evidence, where that is not the anchor
    parts: tuple[int, ...] = ()  # more tokens that the evidence must hold
    sole: bool = False  # the actor is this one of several joined, each a claim of its own
    either: bool = False  # symmetric fighting: actor and opponent are simply the two sides
    ground: Token | None = None  # head of the place phrase

    def at(self, spot: Spot | None, amount: Amount | None = None, ground: Token | None = None) -> Draft:
        return replace(self, spot=spot, amount=amount or self.amount, ground=ground or self.ground)
