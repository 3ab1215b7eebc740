"""The places of a draft: one claim each, or a count where only their number is stated (CODEBOOK 7, "Amounts")."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.extract.drafts import Draft
from dateline.extract.grammar import (
    children,
    conjuncts,
    prepositions,
)
from dateline.extract.quantities import amount_of
from dateline.extract.reading import Reading
from dateline.extract.spot_lists import spots
from dateline.extract.spots import Spot
from dateline.model import ClaimType, Scale

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["HERE", "PARTICLE_REACH", "core", "first_of", "ground", "pointer"]

PARTICLE_REACH = 3  # tokens behind the verb in which its particle may stand ("drove the rebels out")


_WHOLE = frozenset(["all", "much", "whole", "inch", "rest", "entirety"])
HERE = frozenset(["there", "here"])


def core(token: Token) -> Token:
    """Of "all of X", "every inch of X" X, where "of" may hang on the verb."""
    if (
        token.lower_ not in _WHOLE
        or amount_of(token) is not None
        or token.i + 2 >= token.sent.end
        or token.nbor(1).lower_ != "of"
    ):
        return token
    for i in range(token.i + 2, min(token.i + 2 + PARTICLE_REACH * 2, token.sent.end)):
        each = token.doc[i]
        if each.tag_.startswith("NN") and (i + 1 >= token.sent.end or not token.doc[i + 1].tag_.startswith("NN")):
            return each
    return token


def first_of(reading: Reading, token: Token) -> Token:
    """Of joint actors the first named (CODEBOOK section 7, "Joint actors")."""
    while token.dep_ == "conj" and token.head.i < token.i and reading.party(token.head):
        token = token.head
    return token


def ground(reading: Reading, draft: Draft, place: Token) -> list[Draft]:
    """The draft at each place of a phrase; a number or share of places makes it a count (CODEBOOK section 7)."""
    place = core(place)
    if place.lower_ in HERE or (place.tag_ in ("PRP", "DT", "EX") and amount_of(place) is None):
        return [draft.at(pointer(place), ground=place)]
    found = []
    place = core(place)
    for joined in conjuncts(place):
        each = core(joined)
        amount = amount_of(each)
        if (
            amount is not None
            and amount.whole is not None
            and draft.type in (ClaimType.CAPTURE, ClaimType.HOLD, ClaimType.COUNT, ClaimType.LEAVE)
        ):
            listed = spots(reading, amount.whole)
            if amount.share or not (listed and all(spot.named for spot in listed)):
                found += _counts(reading, draft, amount, each)
                continue
        found += [
            draft.at(spot, ground=each)
            for spot in spots(reading, amount.whole if amount and amount.whole else each)
            if each == place or spot.named or reading.place(each)
        ]
    return _distinct(found)


def _distinct(drafts: list[Draft]) -> list[Draft]:
    seen: dict[object, Draft] = {}
    for draft in drafts:
        seen.setdefault((draft.spot.start, draft.spot.end) if draft.spot else None, draft)
    return list(seen.values())


def _counts(reading: Reading, draft: Draft, amount, head: Token) -> list[Draft]:  # type: ignore[no-untyped-def]
    """A count on the region that holds what is counted."""
    whole = amount.whole
    regions: list[Spot] = []
    if amount.share:
        regions = spots(reading, whole)
    else:
        for name, _, each in [*prepositions(whole), *prepositions(draft.anchor)]:
            if name in (
                "of",
                "in",
                "across",
                "around",
                "near",
                "throughout",
                "north of",
                "south of",
                "at",
                "on",
            ) and reading.place(each):
                regions = spots(reading, each)
                break
        if (
            not regions
            and whole.i + 1 < whole.sent.end
            and whole.nbor(1).lower_ in ("near", "in", "around", "of", "across")
        ):
            behind = next(
                (
                    token
                    for token in whole.doc[whole.i + 2 : whole.i + 7]
                    if token.tag_.startswith("NN") and reading.place(token)
                ),
                None,
            )
            regions = spots(reading, behind) if behind is not None else []
        owner = next((child for child in children(whole, "poss") if reading.place(child)), None)
        if owner is not None:
            regions = spots(reading, owner)
    counted = replace(draft, type=ClaimType.COUNT, amount=amount, ground=head)
    return [counted.at(spot) for spot in regions] or [counted]


def pointer(token: Token) -> Spot:
    """A pronoun or "there" in a place's slot."""
    return Spot(
        token.text,
        Scale.TOWN,
        token.idx,
        token.idx + len(token),
        noun=token.lower_,
        named=False,
        pointing=True,
        sure=False,
    )
