"""The places of a phrase that lists them: "A, B and C", "the towns of A and B", "three villages - A, B and C"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.extract.grammar import children, conjuncts, prepositions
from dateline.extract.lexicon import singular
from dateline.extract.reading import Reading, is_name, name_span
from dateline.extract.spots import Spot, spot, spot_by_name, spot_unnamed
from dateline.model import Scale

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["spots"]

_DASHES = frozenset(["-", "--", "–", "—", ":"])
LIST_REACH = 8  # words from "three villages" to the dash before their names


def spots(reading: Reading, token: Token) -> list[Spot]:
    """The places of a phrase: one each of "A, B and C", "the villages of A and B", "villages including A and B"."""
    found: list[Spot] = []
    joined = conjuncts(token)
    if (
        len(joined) > 1
        and not any(is_name(each) or _listed(reading, each) for each in joined)
        and all(each.tag_ == "NNS" and reading.place(each) for each in joined)
    ):
        first, last = (
            spot(reading, joined[0]),
            spot(reading, joined[-1]),
        )  # "heights and settlements": one piece of land
        return [
            replace(
                first, text=reading.text[first.start : last.end], end=last.end, scale=Scale.AREA, within=last.within
            )
        ]
    shared = _shared(reading, token) if len(joined) == 1 else []
    if shared:
        return shared
    for each in joined:
        if each.dep_ == "appos" and not is_name(each) and is_name(each.head) and reading.place(each.head):
            found.append(spot(reading, each.head))  # "Dorva, a town retaken by the army"
            continue
        listed = _listed(reading, each)
        if listed:
            found.extend(spot(reading, name) for name in listed)
        elif reading.place(each):
            found.append(spot(reading, each))
    return found


def _shared(reading: Reading, token: Token) -> list[Spot]:
    """ "large areas of A and B": a piece of each."""
    if is_name(token) or token.lower_ not in reading.words.sets["parts"] | reading.words.vague:
        return []
    named = [
        each for name, _, each in prepositions(token) if name in ("of", "in") and is_name(each) and reading.place(each)
    ]
    if len(named) < 2:
        return []
    whole = spot_unnamed(reading, token, singular(token.lower_), Scale.AREA)
    lead = reading.text[whole.start : token.idx + len(token)]
    out = []
    for each in named:
        inner = spot_by_name(reading, each)
        out.append(
            replace(
                whole,
                text=f"{lead} of {inner.text}",
                start=inner.start,
                end=inner.end,
                within=inner.text,
                pointing=False,
            )
        )
    return out


def _listed(reading: Reading, token: Token) -> list[Token]:
    """The names behind "villages including", "the towns of", "two towns, A and B"."""
    if is_name(token) or token.tag_ not in ("NNS", "NN"):
        return []
    plural = token.tag_ == "NNS"
    if token.lower_ in reading.words.vague and token.dep_ == "dobj":  # "lost ground elsewhere, including X"
        told = [each for name, _, each in prepositions(token.head) if name == "including" and reading.place(each)]
        if told:
            return told
    for name, preposition, each in prepositions(token):
        if (
            (plural or token.lower_ in reading.words.vague)
            and name in ("including", "like", "such as", "as")
            and is_name(each)
        ):
            return [noun for noun in [each] if reading.place(noun)] + _others(reading, token, preposition, each)
        if (
            plural
            and name == "of"
            and is_name(each)
            and reading.place(each)
            and token.lower_ not in reading.words.sets["parts"]
        ):
            named = [noun for noun in conjuncts(each) if reading.place(noun)]
            if len(named) > 1:
                return named
    if plural:
        told = _told_behind(reading, token)
        if told:
            return told
    for child in children(token, "appos"):
        if plural and is_name(child) and reading.place(child):
            return [noun for noun in conjuncts(child) if reading.place(noun)]
    return []


def _told_behind(reading: Reading, token: Token) -> list[Token]:
    """The names that say which places are meant: "three villages - A, B and C", "the freed quarters are A and B"."""
    verb = token.head
    if token.dep_ == "nsubj" and verb.lower_ in ("are", "were"):
        told = [each for child in children(verb, "attr") if is_name(child) for each in conjuncts(child)]
        return told if told and all(reading.place(each) for each in told) else []
    dash = next(
        (i for i in range(token.i + 1, min(token.i + LIST_REACH, token.sent.end - 1)) if token.doc[i].text in _DASHES),
        None,
    )
    if dash is None or not is_name(token.doc[dash + 1]):
        return []
    first = token.doc[name_span(token.doc[dash + 1])[1] - 1]
    told = [each for each in conjuncts(first) if is_name(each)]
    return told if len(told) > 1 and all(reading.place(each) for each in told) else []


def _others(reading: Reading, token: Token, preposition: Token, first: Token) -> list[Token]:
    return [
        each
        for name, other, each in prepositions(token)
        if other == preposition and each != first and reading.place(each)
    ]
