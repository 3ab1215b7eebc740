"""Numbers in words and figures, shares, and what is counted (CODEBOOK section 7, "Vague numbers", "Amounts")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.extract.grammar import children, left_edge, prepositions
from dateline.extract.lexicon import word_set
from dateline.model import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Amount", "amount_of", "counted", "number"]

_UNITS = {
    word: value
    for value, words in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
    for word in [words]
}
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12, "score": 20}
# CODEBOOK section 7: vague numbers take the lower bound.
_VAGUE = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2_000_000}
_TENS_OF = {"thousands": 20_000, "millions": 20_000_000}
_SHARES = {
    "half": 0.5,
    "third": 1 / 3,
    "thirds": 2 / 3,
    "quarter": 0.25,
    "quarters": 0.75,
    "fifth": 0.2,
    "fifths": 0.4,
    "tenth": 0.1,
}
_APPROXIMATE = word_set("quantities_approximate")
_FIGURE = re.compile(r"\d{1,3}(?:[ ,]\d{3})+|\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Amount:
    """How much of what: `quantity` is None for "most of"; `whole` heads the phrase that it is counted in."""

    quantity: Quantity | None
    whole: Token | None  # the noun counted, or the place that is shared out
    share: bool = False
    start: int = 0  # index of the first token of the amount


def number(words: list[str]) -> tuple[float, bool] | None:
    """(value, approximate) of a number in words or figures, or None.

    >>> number(["more", "than", "3,000"])
    (3000, True)
    >>> number(["dozens"])
    (24, True)
    """
    words = [word.lower() for word in words]
    approximate = any(word in _APPROXIMATE for word in words)
    if "tens" in words and words[-1] in _TENS_OF:
        return _TENS_OF[words[-1]], True
    total, seen = 0.0, False
    for word in " ".join(words).replace("-", " ").split():
        value = _UNITS.get(word, _TENS.get(word))
        if word in _VAGUE:
            return (_VAGUE[word] if not seen else total * _VAGUE[word]), True
        if value is not None:
            total, seen = total + value, True
        elif word in _SCALES:
            total, seen = (total or 1) * _SCALES[word], True
        elif _FIGURE.fullmatch(word):
            total, seen = float(word.replace(",", "").replace(" ", "")), True
    if not seen:
        return None
    return (int(total) if total == int(total) else total), approximate


def counted(noun: Token) -> Quantity | None:
    """The number before a noun, or that a number standing alone gives: "24 policemen", "dozens of rebels", "two"."""
    unit = noun.text
    if noun.tag_ == "CD" or noun.lower_ in _VAGUE or noun.lower_ in ("dozen", "million", "thousand", "hundred"):
        words = [token.text for token in noun.doc[left_edge(noun) : noun.i + 1]]
        behind = [each for name, _, each in prepositions(noun) if name == "of"]
        if behind and behind[0].lower_ in _VAGUE:
            words.append(behind[0].text)
            behind = [each for name, _, each in prepositions(behind[0]) if name == "of"] or behind
        unit = behind[0].text if behind else "people"
    else:
        words = _number_words(noun)
    found = number(words) if words else None
    if found is None:
        return None
    return Quantity(found[0], None, unit, found[1])


def _number_words(noun: Token) -> list[str]:
    words: list[str] = []
    for child in sorted(
        children(noun, "nummod", "quantmod", "amod", "det", "compound", "nmod"), key=lambda child: child.i
    ):
        if child.i < noun.i and (
            child.dep_ in ("nummod", "quantmod") or child.tag_ == "CD" or child.lower_ in ("dozen", "several")
        ):
            words.extend(token.text for token in noun.doc[child.left_edge.i : child.i + 1])
    start = left_edge(noun)
    if words and start > 0:
        lead = [token.lower_ for token in noun.doc[max(0, start - 3) : start]]
        words = [word for word in lead if word in _APPROXIMATE] + words
    return words


def amount_of(noun: Token) -> Amount | None:
    """The amount that a phrase in a place's slot states, or None if it simply names a place.

    "12 of 34 capitals" and "five villages" count places; "half of the city", "most of X" share one out.
    """
    low = noun.lower_
    of = [each for name, _, each in prepositions(noun) if name == "of"]
    if low in _SHARES and of and not any(child.dep_ == "amod" and child.tag_ == "JJ" for child in noun.lefts):
        return Amount(_share(noun), of[0], share=True, start=left_edge(noun))
    if low in ("most", "all", "bulk", "majority", "much") and of:
        if low == "all" and not _nearly(noun):
            return None
        return Amount(None, of[0], share=True, start=left_edge(noun))
    if low in ("%", "percent") and of:
        return _percentage(noun, of[0])
    if (noun.tag_ == "CD" or low in _VAGUE) and of:
        return _so_many_of(noun, of[0])
    if any(
        child.lower_ in ("most", "half") for child in children(noun, "amod", "predet", "det", "nmod")
    ) or _nearly_all(noun):
        return Amount(None, noun, share=True, start=left_edge(noun))
    if noun.tag_ in ("NNS", "NN"):
        quantity = counted(noun)
        if quantity is not None and quantity.value >= 2:
            return Amount(quantity, noun, start=left_edge(noun))
    return None


def _nearly(noun: Token) -> bool:
    return noun.i > 0 and noun.nbor(-1).lower_ in ("nearly", "almost", "virtually", "practically")


def _nearly_all(noun: Token) -> bool:
    words = [token.lower_ for token in noun.doc[max(0, left_edge(noun) - 2) : noun.i]]
    return any(word in ("nearly", "almost", "virtually") for word in words) and any(
        word in ("all", "entire", "whole") for word in words
    )


def _share(noun: Token) -> Quantity:
    words = [token.lower_ for token in noun.doc[left_edge(noun) : noun.i]]
    value = _SHARES[noun.lower_]
    many = number([word for word in words if word not in _APPROXIMATE])
    if noun.lower_ in ("thirds", "quarters", "fifths", "tenths") and many:
        value = many[0] * {"thirds": 1 / 3, "quarters": 0.25, "fifths": 0.2, "tenths": 0.1}[noun.lower_]
    before = [token.lower_ for token in noun.doc[max(0, left_edge(noun) - 3) : noun.i]]
    return Quantity(round(value, 2), None, "share", any(word in _APPROXIMATE for word in before))


def _percentage(noun: Token, whole: Token) -> Amount | None:
    found = number([token.text for token in noun.doc[left_edge(noun) : noun.i]])
    return (
        Amount(Quantity(found[0] / 100, None, "share", found[1]), whole, share=True, start=left_edge(noun))
        if found
        else None
    )


def _so_many_of(noun: Token, whole: Token) -> Amount | None:
    first = number([token.text for token in noun.doc[left_edge(noun) : noun.i + 1]])
    if first is None or whole.tag_ not in ("NNS", "NNPS", "NN"):
        return None
    total = counted(whole)
    head = [child.text for child in children(whole, "amod", "compound") if child.tag_ != "CD"]
    return Amount(
        Quantity(first[0], total.value if total else None, " ".join([*head, whole.text]), first[1]),
        whole,
        start=left_edge(noun),
    )
