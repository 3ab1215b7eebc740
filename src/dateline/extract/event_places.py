"""Where a battle, siege or withdrawal is: the place phrases of a noun, its own or those of its verb."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from dateline.extract.drafts import Draft
from dateline.extract.grammar import (
    attached,
    is_verbal,
    joined_to,
    prepositions,
    subject,
)
from dateline.extract.lexicon import NounRule, verb_forms, word_set
from dateline.extract.reading import Reading, is_name
from dateline.model import ClaimType
from dateline.vocab import vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["all_forms", "beginnings", "governing", "is_country", "is_ground", "light", "places_of"]

_AT = word_set("nominal_at")


_WAGED = word_set("nominal_waged")


LINEAR_REACH = 5  # words behind a noun in which "on X" is still its own


_ON = word_set("nominal_on")


_WITNESSED = word_set("nominal_witnessed")


_BEGINNINGS = word_set("nominal_beginnings")


@cache
def beginnings() -> frozenset[str]:
    return all_forms([*_BEGINNINGS, "target", "cover", "affect"]) | frozenset(["is", "are", "was", "were", "been"])


@cache
def light() -> frozenset[str]:
    verbs = [verb for entry in vocabulary("control_phrases")["light"] for verb in entry["verbs"]]
    return all_forms(verbs)


def all_forms(verbs: Iterable[str]) -> frozenset[str]:
    """Every form of the verbs."""
    forms: set[str] = set()
    for verb in verbs:
        forms |= verb_forms(verb).keys()
    return frozenset(forms)


def governing(noun: Token) -> Token | None:
    waged = next((child for child in noun.children if child.dep_ in ("acl", "relcl") and child.lower_ in _WAGED), None)
    if waged is not None:
        return waged
    token = noun
    while token.dep_ == "conj" and not is_verbal(token.head):
        token = token.head
    if token.dep_ == "pobj" and token.head.lower_ == "of" and not is_verbal(token.head.head):  # "a series of attacks"
        token = token.head.head
    if token.dep_ == "pobj" and token.head.lower_ == "into" and is_verbal(token.head.head):  # "forced into retreat"
        return token.head.head
    if token.dep_ == "pobj" and token.head.lower_ == "for" and token.head.head.lower_ in _WITNESSED:
        return token.head.head  # "was bracing for an attack"
    return token.head if token.dep_ in ("dobj", "nsubj", "nsubjpass", "attr") and is_verbal(token.head) else None


def places_of(reading: Reading, rule: NounRule, noun: Token, draft: Draft) -> list[Token]:
    """The heads of the place phrases that belong to the noun, its own or its verb's."""
    own = _own_places(reading, rule, noun)
    if own:
        return own
    for child in noun.lefts:
        if (
            child.dep_ in ("compound", "poss", "nmod")
            and (is_name(child) or rule.options.get("owner") == "place")
            and reading.place(child, strict=True)
            and not reading.party(child)
        ) and ((child.dep_ != "poss" and not is_country(reading, child)) or rule.options.get("owner") == "place"):
            return [child]
    for token in (draft.actor, draft.opponent):  # "an attack by rebels on X": parsers hang "on X" on the rebels
        if token is not None and token.i > noun.i:
            left = ("from",) if rule.type in (ClaimType.LEAVE, ClaimType.CAPTURE, ClaimType.DISPLACE) else ()
            behind = [
                each
                for name, _, each in prepositions(token)
                if (name in _ON or name in left) and is_ground(reading, rule, each)
            ]
            if behind:
                return behind[:1]
    verb = governing(noun)
    linear = _linear_places(reading, rule, noun) if rule.noun != "siege" else []
    if linear:
        return linear
    if rule.type is ClaimType.HOLD:  # "tightened their hold on X"
        return [
            each
            for each in (
                attached(verb, "on", "over", *(["in"] if rule.of == "actor" else [])) if verb is not None else []
            )
            if is_ground(reading, rule, each)
        ][:1]
    return _verb_places(reading, rule, noun, verb) if verb is not None else []


def _linear_places(reading: Reading, rule: NounRule, noun: Token) -> list[Token]:
    """The place right behind the noun, where the parse hangs it on something else ("raids this week on Dorva")."""
    if not rule.event:
        return []
    for i in range(noun.i + 1, min(noun.i + 1 + LINEAR_REACH, noun.sent.end)):
        token = reading.doc[i]
        if token.lower_ in _ON and token.tag_ == "IN":
            places = [
                each
                for child in token.children
                if child.dep_ == "pobj"
                for each in [child]
                if is_ground(reading, rule, each)
            ]
            if places:
                return places[:1]
        if token.tag_.startswith("VB") or token.text in ",.;:":
            return []
    return []


def _own_places(reading: Reading, rule: NounRule, noun: Token) -> list[Token]:
    candidates: list[tuple[Token, Token]] = []
    for name, preposition, each in prepositions(noun):
        last = name.split()[-1]
        fits = (
            (name == "of" and rule.of in ("place", "either", "people", "actor"))
            or (name in ("over", "on") and "over" in rule)
            or (name in _AT or last in _AT)
        )
        leaving = rule.type in (ClaimType.LEAVE, ClaimType.CAPTURE, ClaimType.DISPLACE)
        if fits and (name != "from" or leaving) and is_ground(reading, rule, each):
            candidates.append((preposition, each))
    if not candidates:
        return []
    first = candidates[0]
    more = [each for preposition, each in candidates[1:] if preposition != first[0] and _listed(preposition)]
    return [first[1], *more]


def _listed(preposition: Token) -> bool:
    """ "on X, around Y and inside Z"."""
    return preposition.i > 0 and preposition.nbor(-1).lower_ in (",", "and", "or")


def _verb_places(reading: Reading, rule: NounRule, noun: Token, verb: Token) -> list[Token]:
    subject_of = noun.dep_ in ("nsubj", "nsubjpass")
    if subject_of and verb.lower_ not in light() and verb.lower_ not in beginnings():
        return []
    found = prepositions(verb)
    for name, preposition, each in found:
        if (
            (name in _AT or name.split()[-1] in _AT)
            and name not in ("from", "to", "for")
            and is_ground(reading, rule, each)
        ):
            also = [
                other
                for _, second, other in found
                if joined_to(second, preposition) and is_ground(reading, rule, other)
            ]
            return [each, *also]
    for child in verb.children:
        if child.dep_ == "dobj" and child != noun and subject_of and is_ground(reading, rule, child):
            return [child]
    there = next(
        (child for child in verb.children if child.lower_ in ("there", "here") and child.dep_ == "advmod"), None
    )
    if there is not None:
        return [there]
    if not subject_of and rule.event and verb.lower_ in _WITNESSED:
        doer = subject(verb)
        if doer is not None and is_ground(reading, rule, doer):
            return [doer]
    return []


def is_country(reading: Reading, token: Token) -> bool:
    hit = reading.hits.get(token.i)
    led = token.i > 0 and token.nbor(-1).lower_ in reading.words.sets["directions"]
    return hit is not None and hit.scale.value == "country" and not led


def is_ground(reading: Reading, rule: NounRule, token: Token) -> bool:
    from dateline.extract.quantities import amount_of

    amount = amount_of(token)
    if amount is not None and amount.whole is not None and amount.whole != token:
        token = amount.whole
    if token.lower_ in ("there", "it", "them") and rule.type is not ClaimType.HARM:
        return rule.of == "place"
    if (
        reading.party(token)
        and not reading.place_hit(token)
        and token.lower_ not in ("post", "posts", "position", "positions", "front", "line", "lines")
    ):
        return False
    loose = rule.of == "place" and "strict" not in rule
    return reading.place(token, strict=not loose)
