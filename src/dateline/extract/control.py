"""Set phrases of control: "took control of X", "X is under A's control", "fell into the hands of A", "rebel-held X"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from dateline.extract.drafts import Draft
from dateline.extract.grammar import attached, children, conjuncts, is_passive, is_verbal, prepositions, subject
from dateline.extract.grounds import core, ground
from dateline.extract.lexicon import noun_forms, singular, verb_forms
from dateline.extract.parties import owner_of
from dateline.extract.quantities import amount_of
from dateline.extract.reading import Reading, is_name
from dateline.extract.spots import Spot
from dateline.model import ClaimType, Modality, Scale
from dateline.vocab import vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["control", "held_ground", "modifiers", "shared_out"]

_STATES_ONLY = frozenset(["hand", "rule", "sway", "grip", "command"])  # "took command" takes no place
REACH = 5  # tokens from "-held" to the noun that it stands before ("rebel-held eastern part of")
_BEING = ("is", "are", "were", "be", "being", "'s")


def _forms(verbs: list[str]) -> frozenset[str]:
    forms: set[str] = set()
    for verb in verbs:
        forms |= verb_forms(verb).keys()
    return frozenset(forms | set(_BEING)) if "be" in verbs else frozenset(forms)


@cache
def _nouns() -> Mapping[str, Mapping[str, Any]]:
    return {
        form: entry for entry in vocabulary("control_phrases")["control_nouns"] for form in noun_forms(entry["noun"])
    }


@cache
def _verbs() -> Mapping[str, ClaimType]:
    return {
        form: ClaimType(entry["type"])
        for entry in vocabulary("control_phrases")["control_verbs"]
        for form in _forms(entry["verbs"])
    }


@cache
def _entering() -> frozenset[str]:
    return _forms(vocabulary("control_phrases")["entering"])


@cache
def _lasting() -> frozenset[str]:
    return _forms(vocabulary("control_phrases")["lasting"])


@cache
def _shared(name: str) -> frozenset[str]:
    return _forms(vocabulary("control_phrases")[name])


@cache
def _held() -> Mapping[str, Mapping[str, Any]]:
    return {entry["word"]: entry for entry in vocabulary("control_phrases")["held_words"]}


def control(reading: Reading, noun: Token) -> list[Draft]:
    """The drafts of a noun of control, or of "under A" with the place before it."""
    entry = _nouns().get(noun.lower_)
    if entry is None or not noun.tag_.startswith("NN"):
        return []
    head = noun.head
    if noun.dep_ == "dobj" and is_verbal(head):
        return _taken(reading, noun, entry)
    if noun.dep_ == "pobj" and head.lower_ in entry["states"]:
        return _state(reading, noun, entry)
    if noun.i - 2 >= noun.sent.start and noun.nbor(-1).lower_ in _verbs() and noun.nbor(-1).tag_ in ("VBD", "VBN"):
        return _taken_beside(reading, noun)
    if noun.dep_ == "nsubjpass" and is_verbal(head) and head.lower_ in _verbs():
        return _taken(reading, noun, entry)
    return []


def _taken(reading: Reading, noun: Token, entry: Mapping[str, Any]) -> list[Draft]:
    """ "took control of X"."""
    verb = noun.head
    claim_type = _verbs().get(verb.lower_)
    swayed = entry["noun"] == "sway" and claim_type is ClaimType.HOLD
    if claim_type is None or entry.get("type") or (entry["noun"] in _STATES_ONLY and not swayed):
        return []
    doer = subject(verb)
    if is_passive(verb):
        doer = next(iter(attached(verb, "by")), None)
    if doer is not None and not (reading.party(doer) or reading.power(doer) or doer.tag_.startswith(("PRP", "W"))):
        if doer.lower_ in reading.words.nouns:
            doer = None
        else:
            return []
    opponent = next(
        (
            each
            for each in [*attached(verb, "from"), *attached(noun, "from")]
            if reading.party(each) or reading.power(each)
        ),
        None,
    )
    draft = Draft(
        f"control:{verb.lower_} {noun.lower_}", claim_type, verb, actor=doer, opponent=opponent, parts=(noun.i,)
    )
    if any(child.lower_ == "no" for child in noun.lefts):  # "has no control over X"
        draft = replace(draft, modality=Modality.DENIED)
    winner = next(
        (each for each in [*attached(verb, "to"), *attached(noun, "to")] if reading.party(each) or reading.power(each)),
        None,
    )
    if claim_type is ClaimType.LEAVE and winner is not None:  # "lost control of X to W": W took it
        draft = replace(draft, type=ClaimType.CAPTURE, actor=winner, opponent=doer)
    for name, _, each in [*prepositions(noun), *prepositions(verb)]:
        if name in ("of", "over", "in") and (held_ground(reading, each) or each.lower_ in ("it", "them", "this")):
            return ground(reading, draft, each)
    return [draft] if doer is not None and claim_type is not ClaimType.HOLD else []


def _taken_beside(reading: Reading, noun: Token) -> list[Draft]:
    """The same by the order of the words, where the parser takes "seized control" for a noun phrase."""
    verb, doer = noun.nbor(-1), noun.nbor(-2)
    place = next(
        (each for name, _, each in prepositions(noun) if name in ("of", "over") and held_ground(reading, each)), None
    )
    if place is None or not (reading.party(doer) or reading.power(doer)):
        return []
    draft = Draft(f"control:{verb.lower_} {noun.lower_}", _verbs()[verb.lower_], noun, actor=doer, parts=(verb.i,))
    return ground(reading, draft, place)


def held_ground(reading: Reading, token: Token) -> bool:
    token = core(token)
    amount = amount_of(token)
    if amount is not None and amount.whole is not None:
        token = amount.whole
    if (
        reading.party(token)
        and not reading.place_hit(token)
        and token.lower_ not in ("post", "posts", "position", "positions", "front", "line", "lines")
    ):
        return False
    return reading.place(token)


def _state(reading: Reading, noun: Token, entry: Mapping[str, Any]) -> list[Draft]:
    """ "under A's control", "in the hands of A", "under siege"."""
    if any(child.lower_ in reading.words.sets["remote"] for child in noun.lefts):
        return []  # "under air assault": no fighting for the place
    preposition = noun.head
    bearer, verb = _bearer(reading, preposition)
    doer = owner_of(reading, noun) or next(
        (each for each in attached(noun, "of", "by", "from") if reading.party(each) or reading.power(each)), None
    )
    imposed = [each for child in children(noun, "acl") for each in attached(child, "by")]
    doer = doer or next((each for each in imposed if reading.party(each) or reading.power(each)), None)
    if doer is None and verb is not None:
        doer = next((each for each in attached(verb, "by") if reading.party(each) or reading.power(each)), None)
    contest = entry.get("type") == "contest"
    if doer is None and not contest:
        return []
    if contest:
        claim_type = ClaimType.CONTEST
    else:
        claim_type = ClaimType.CAPTURE if verb is not None and verb.lower_ in _entering() else ClaimType.HOLD
    anchor = verb if verb is not None else noun
    modality = Modality(entry["modality"]) if entry.get("modality") else None
    draft = Draft(
        f"state:{preposition.lower_} {noun.lower_}",
        claim_type,
        anchor,
        actor=doer,
        modality=modality,
        parts=(preposition.i, noun.i),
    )
    if bearer is None:
        return [draft] if contest else []
    if (reading.party(bearer) and not reading.place_hit(bearer)) or (contest and bearer.tag_ == "PRP"):
        if not contest:
            return []
        beset = replace(draft, opponent=bearer)
        company = [*prepositions(noun), *(prepositions(verb) if verb is not None else [])]
        where = [each for name, _, each in company if name in ("in", "at", "near") and held_ground(reading, each)]
        return ground(reading, beset, where[0]) if where else [beset]
    return ground(reading, draft, bearer)


def _bearer(reading: Reading, preposition: Token) -> tuple[Token | None, Token | None]:
    """The place that is under control, and the verb between, if any."""
    head = preposition.head
    while head.dep_ == "prep":
        head = head.head
    if not is_verbal(head):
        place = head if held_ground(reading, head) or head.lower_ in ("it",) else None
        if place is not None and place.dep_ == "dobj" and is_verbal(place.head):
            return place, place.head if place.head.lower_ in _entering() | _lasting() else None
        return place, None
    verb = head
    for each in children(verb, "dobj"):
        if held_ground(reading, each) or each.lower_ in ("it", "them"):
            return each, verb
    for each in children(verb, "dobj"):
        inside = next((place for place in attached(each, "in") if held_ground(reading, place)), None)
        if inside is not None:
            return inside, verb
    doer = subject(verb)
    if doer is not None and (
        held_ground(reading, doer) or doer.lower_ in ("it", "which", "that") or reading.party(doer)
    ):
        return doer, verb
    return None, verb


def modifiers(reading: Reading, token: Token) -> list[Draft]:
    """The drafts of what stands before a place: "rebel-held X", "the besieged town", "rebel territory"."""
    phrases = vocabulary("control_phrases")
    low = token.lower_
    if low in _held() and token.i >= 2 and reading.doc[token.i - 1].text in "-–‑":
        return _held_by(reading, token)
    if low in phrases["alone"] and token.dep_ == "amod" and token.head.i > token.i:
        place = token.head
        claim_type = ClaimType(phrases["alone"][low])
        if reading.place(place):
            return ground(
                reading, Draft(f"alone:{low}", claim_type, token, modality=Modality.ASSERTED, parts=(place.i,)), place
            )
        inside = [each for each in attached(place, "of", "in") if reading.place(each)]
        return (
            ground(
                reading,
                Draft(f"alone:{low}", claim_type, token, people=place, modality=Modality.ASSERTED, parts=(place.i,)),
                inside[0],
            )
            if inside
            else []
        )
    if low in phrases["territory"] and token.tag_.startswith("NN") and not _lost(reading, token):
        holder = owner_of(reading, token)
        if (
            holder is not None
            and holder.lower_ in reading.words.parties
            and holder.tag_ != "PRP$"
            and holder.i < token.i
        ):
            draft = Draft(
                f"territory:{low}", ClaimType.HOLD, token, actor=holder, modality=Modality.ASSERTED, parts=(holder.i,)
            )
            return [_from_holder(reading, each, holder) for each in ground(reading, draft, token)]
    return []


def _from_holder(reading: Reading, draft: Draft, holder: Token) -> Draft:
    """The phrase begins with the holder, wherever the parse lets it begin."""
    spot = draft.spot
    if spot is None or spot.named or spot.start >= holder.idx:
        return draft
    return draft.at(replace(spot, text=reading.text[holder.idx : spot.end], start=holder.idx))


def _lost(reading: Reading, token: Token) -> bool:
    """ "took rebel ground": the former holder inside a capture (CODEBOOK section 7)."""
    return token.dep_ in ("dobj", "nsubjpass") and is_verbal(token.head) and token.head.lower_ in reading.words.verbs


def _held_by(reading: Reading, held: Token) -> list[Draft]:
    doc = reading.doc
    entry = _held()[held.lower_]
    place = _noun_behind(reading, held)
    if place is None:
        return []
    holders = [doc[held.i - 2]]
    before = holders[0].i - 1
    if before > 0 and doc[before].lower_ in ("and", "or") and (doc[before - 1].lower_ in reading.words.parties):
        holders.insert(0, doc[before - 1])
    if not (reading.party(holders[-1]) or is_name(holders[-1]) or reading.names.demonym(holders[-1].text)):
        return []
    drafts = []
    for holder in holders:
        start = holder.i
        while (
            is_name(holder)
            and start - 1 > holder.sent.start
            and is_name(doc[start - 1])
            and not reading.place_hit(doc[start - 1])
        ):
            start -= 1
        draft = Draft(
            f"held:{held.lower_}",
            ClaimType(entry["type"]),
            held,
            actor=holder,
            modality=Modality.ASSERTED,
            parts=(start, place.i),
        )
        drafts += [
            _named_by_holder(each, reading.words_of(start, holder.i + 1), held)
            for each in ground(reading, draft, place)
        ]
    return drafts


def _named_by_holder(draft: Draft, holder: str, held: Token) -> Draft:
    """An unnamed place is called by its holder: "government and rebel-held areas" are two."""
    spot = draft.spot
    if spot is None or spot.named or spot.pointing or spot.start > held.idx or draft.type is ClaimType.COUNT:
        return draft
    rest = spot.text[held.idx + len(held) - spot.start :].strip()
    if not rest or spot.scale is not Scale.AREA:
        return draft
    return draft.at(replace(spot, text=f"{holder}-{held.text} {rest}", name=rest))


def _noun_behind(reading: Reading, held: Token) -> Token | None:
    """The noun that "rebel-held" stands before, joined ones with it."""
    head = held
    while head.dep_ in ("amod", "compound", "nmod", "npadvmod") and head.head.i > held.i - 3 and head.head != head:
        head = head.head
        if head.i > held.i and reading.place(head):
            return head
    for i in range(held.i + 1, min(held.i + 1 + REACH, held.sent.end)):
        token = reading.doc[i]
        if (
            token.tag_.startswith("NN")
            and (reading.place(token) or token.lower_ in reading.words.sets["parts"])
            and not (i + 1 < held.sent.end and reading.doc[i + 1].tag_.startswith("NN"))
        ):
            return token
        if token.is_punct and token.text != "-":
            return None
    return None


def shared_out(reading: Reading, verb: Token) -> list[Draft]:
    """ "X is divided between A and B": each holds a part of it; "X passed between A and B": each took it."""
    if verb.lower_ in _shared("divided"):
        claim_type, rule = ClaimType.HOLD, "state:divided"
    elif verb.lower_ in _shared("passed"):
        claim_type, rule = ClaimType.CAPTURE, "state:passed"
    else:
        return []
    pieces = _pieces(reading, verb) if claim_type is ClaimType.HOLD else []
    if pieces:
        return pieces
    place = subject(verb)
    if place is None or not reading.place(place):
        return []
    drafts = []
    for each in attached(verb, "between", "among"):
        for party in conjuncts(each):
            owner = party if reading.party(party) else owner_of(reading, party)
            if owner is not None:
                drafts += ground(reading, Draft(rule, claim_type, verb, actor=owner, sole=True), place)
    return drafts if len(drafts) > 1 else []


def _pieces(reading: Reading, verb: Token) -> list[Draft]:
    """ "split between rebel and government sectors": a sector each."""
    drafts = []
    for noun in attached(verb, "between", "among", "into"):
        owners = [
            each for child in noun.lefts if child.dep_ in ("compound", "amod", "nmod") for each in conjuncts(child)
        ]
        holders = [each for each in owners if each.lower_ in reading.words.parties]
        if noun.lower_ not in reading.words.sets["parts"] or len(holders) < 2:
            continue
        for holder in holders:
            spot = Spot(
                f"{holder.text} {noun.text}",
                Scale.AREA,
                noun.idx,
                noun.idx + len(noun),
                noun=singular(noun.lower_),
                named=False,
                plural=True,
            )
            drafts.append(
                Draft("state:divided", ClaimType.HOLD, verb, spot=spot, actor=holder, sole=True, parts=(noun.i,))
            )
    return drafts
