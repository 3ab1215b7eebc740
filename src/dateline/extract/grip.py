"""Whose grip a place is in, slips from or is given into: "slipped from the grip of A", "gives A control of X"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dateline.extract.control import held_ground
from dateline.extract.drafts import Draft
from dateline.extract.grammar import attached, children, is_passive, is_verbal, prepositions, subject
from dateline.extract.grounds import ground
from dateline.extract.lexicon import verb_forms, word_set
from dateline.extract.parties import owner_of
from dateline.extract.reading import Reading
from dateline.model import ClaimType

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["grip"]

_NOUNS = word_set("grip_nouns")
_CHARGE = word_set("grip_charge")
_HOLDS = word_set("grip_holds")
_FIRM = word_set("grip_firm")
_STARTS = _NOUNS | _CHARGE | _HOLDS
_HEADLINE_REACH = 3  # words from "in control" back to who is


@cache
def _forms(name: str) -> frozenset[str]:
    return frozenset(form for verb in word_set(name) for form in verb_forms(verb))


def grip(reading: Reading, noun: Token) -> list[Draft]:
    """The drafts of a noun of control that the set phrases of `control` leave."""
    low = noun.lower_
    if low not in _STARTS or not noun.tag_.startswith("NN"):
        return []
    if noun.dep_ == "pobj":
        if low in _NOUNS and (noun.head.lower_ == "from" or _out_of(noun.head)):
            return _lost(reading, noun)
        return _in_charge(reading, noun) if low in _CHARGE and noun.head.lower_ == "in" else []
    if noun.dep_ == "dobj" and is_verbal(noun.head):
        return _given(reading, noun) or _held(reading, noun)
    if noun.dep_ == "nsubj" and low == "control":
        return _rests(reading, noun)
    return []


def _out_of(preposition: Token) -> bool:
    return bool(preposition.lower_ == "of" and preposition.head.lower_ == "out")


def _is_party(reading: Reading, token: Token) -> bool:
    return reading.party(token) or reading.power(token) or token.lower_ in ("they", "them", "we", "us", "it")


def _lost(reading: Reading, noun: Token) -> list[Draft]:
    """ "X slipped from the grip of A": A lost it; "was wrested from A's control by W": W took it."""
    verb = noun.head.head
    while verb.dep_ == "prep":
        verb = verb.head
    loser = owner_of(reading, noun) or next((each for each in attached(noun, "of") if _is_party(reading, each)), None)
    if not is_verbal(verb) or loser is None or (not _is_party(reading, loser) and loser.tag_ != "PRP$"):
        return []
    rule, parts = f"grip:from {noun.lower_}", (noun.i,)
    place = subject(verb)
    if verb.lower_ in _forms("grip_slipping"):
        draft = Draft(rule, ClaimType.LEAVE, verb, actor=loser, parts=parts)
        return ground(reading, draft, place) if place is not None and _lies(reading, place) else []
    if verb.lower_ not in _forms("grip_wresting"):
        return []
    passive = is_passive(verb)
    victor = next(iter(attached(verb, "by")), None) if passive else place
    taken = place if passive else next(iter(children(verb, "dobj")), None)
    if taken is None or not _lies(reading, taken) or (victor is not None and not _is_party(reading, victor)):
        return []
    return ground(reading, Draft(rule, ClaimType.CAPTURE, verb, actor=victor, opponent=loser, parts=parts), taken)


def _lies(reading: Reading, token: Token) -> bool:
    return held_ground(reading, token) or token.lower_ in ("it", "which", "that")


def _place_of(reading: Reading, noun: Token, *names: str) -> Token | None:
    both = [*prepositions(noun), *(prepositions(noun.head) if is_verbal(noun.head) else ())]
    return next(
        (each for name, preposition, each in both if name in names and preposition.i > noun.i and _lies(reading, each)),
        None,
    )


def _in_charge(reading: Reading, noun: Token) -> list[Draft]:
    """ "rebels now in control of X", "left the rebels in control of X", where no verb of being stands."""
    place = _place_of(reading, noun, "of", "over")
    if place is None or noun.head.head.lower_ in ("is", "are", "was", "were"):
        return []
    doc = noun.doc
    for i in range(noun.head.i - 1, max(noun.head.i - 1 - _HEADLINE_REACH, noun.sent.start - 1), -1):
        token = doc[i]
        if token.tag_.startswith("NN"):
            if not (reading.party(token) or reading.power(token)) or reading.place_hit(token):
                return []
            draft = Draft(f"grip:in {noun.lower_}", ClaimType.HOLD, noun, actor=token, parts=(noun.head.i,))
            return ground(reading, draft, place)
        if not token.tag_.startswith(("RB", "JJ")):
            return []
    return []


def _given(reading: Reading, noun: Token) -> list[Draft]:
    """ "a move that gives them control of X"."""
    verb = noun.head
    if noun.lower_ not in _CHARGE or verb.lower_ not in _forms("grip_giving"):
        return []
    heir = next(iter(children(verb, "dative")), None)
    place = _place_of(reading, noun, "of", "over")
    if heir is None or place is None or not _is_party(reading, heir):
        return []
    return ground(
        reading, Draft(f"grip:give {noun.lower_}", ClaimType.CAPTURE, verb, actor=heir, parts=(noun.i,)), place
    )


def _rests(reading: Reading, noun: Token) -> list[Draft]:
    """ "control of X rests with A"."""
    place = next((each for each in attached(noun, "of", "over") if _lies(reading, each)), None)
    holder = next((each for each in attached(noun.head, "with") if _is_party(reading, each)), None)
    if place is None or holder is None or noun.head.lower_ not in _forms("grip_resting"):
        return []
    return ground(reading, Draft("grip:rests", ClaimType.HOLD, noun.head, actor=holder, parts=(noun.i,)), place)


def _held(reading: Reading, noun: Token) -> list[Draft]:
    """ "tightened its grip on X", "has full command of X", "lost its grip on X"."""
    verb, low = noun.head, noun.lower_
    if low not in _HOLDS:
        return []
    if low == "command" and not any(child.lower_ in _FIRM for child in noun.lefts):
        return []
    names = ("of", "over") if low == "command" else ("on", "over")
    doer, place = subject(verb), _place_of(reading, noun, *names)
    if doer is None or place is None or not _is_party(reading, doer) or is_passive(verb):
        return []
    if verb.lower_ in _forms("grip_lost"):
        claim_type = ClaimType.LEAVE
    elif verb.lower_ in _forms("grip_tightened"):
        claim_type = ClaimType.CAPTURE if low == "command" and verb.lower_.startswith("t") else ClaimType.HOLD
    else:
        return []
    return ground(reading, Draft(f"grip:{verb.lower_} {low}", claim_type, verb, actor=doer, parts=(noun.i,)), place)
