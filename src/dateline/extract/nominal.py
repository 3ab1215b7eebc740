"""Claims that a noun states: "the fall of Dorva", "clashes between A and B in Dorva", "a rebel offensive"."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from dateline.extract.drafts import Draft
from dateline.extract.grammar import (
    attached,
    children,
    is_passive,
    is_verbal,
    prepositions,
    subject,
)
from dateline.extract.lexicon import NounRule, verb_forms
from dateline.extract.parties import owner_of
from dateline.extract.reading import Reading, is_name
from dateline.extract.verbal import ground
from dateline.model import ClaimType
from dateline.vocab import vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["nominal"]

_AT = frozenset(
    [
        "in",
        "on",
        "at",
        "near",
        "around",
        "inside",
        "outside",
        "over",
        "for",
        "into",
        "to",
        "towards",
        "toward",
        "along",
        "across",
        "against",
        "through",
        "throughout",
        "within",
        "from",
        "onto",
        "upon",
        "just outside",
        "deep into",
        "close to",
        "north of",
        "south of",
        "east of",
        "west of",
    ]
)
_WAGED = frozenset(
    ["waged", "launched", "mounted", "conducted", "staged", "undertaken", "carried", "begun", "started", "unleashed"]
)
_AIRCRAFT = frozenset(
    [
        "bomber",
        "jet",
        "jets",
        "warplane",
        "warplanes",
        "helicopter",
        "helicopters",
        "aircraft",
        "drone",
        "drones",
        "plane",
        "planes",
        "bombers",
    ]
)
_LULLS = frozenset(
    [
        "lull",
        "halt",
        "end",
        "cessation",
        "pause",
        "break",
        "respite",
        "reduction",
        "truce",
        "stop",
        "resumption",
        "ceasefire",
    ]
)
LINEAR_REACH = 5  # words behind a noun in which "on X" is still its own
_ON = frozenset(
    ["on", "in", "at", "near", "into", "around", "outside", "inside", "for", "over", "against", "along", "across"]
)
_WITNESSED = frozenset(
    ["witness", "witnessing", "witnessed", "see", "saw", "seen", "seeing", "experienced", "suffered"]
)
_BEGINNINGS = frozenset(
    [
        "begin",
        "start",
        "erupt",
        "rage",
        "break",
        "continue",
        "resume",
        "flare",
        "intensify",
        "take",
        "occur",
        "come",
        "follow",
        "be",
        "hit",
        "shake",
        "rock",
        "echo",
        "spread",
        "ensue",
        "escalate",
        "go",
        "reach",
        "focus",
        "happen",
        "subside",
        "end",
        "stop",
        "remain",
        "ease",
        "heard",
        "hear",
        "report",
        "engulf",
        "last",
    ]
)


@cache
def _beginnings() -> frozenset[str]:
    return _all_forms([*_BEGINNINGS, "target", "cover", "affect"]) | frozenset(["is", "are", "was", "were", "been"])


@cache
def _light() -> frozenset[str]:
    verbs = [verb for entry in vocabulary("control_phrases")["light"] for verb in entry["verbs"]]
    return _all_forms(verbs)


@cache
def _repelling() -> frozenset[str]:
    verbs = [verb for entry in vocabulary("control_phrases")["repelling"] for verb in entry["verbs"]]
    return _all_forms(verb.split()[0] for verb in verbs)


def _all_forms(verbs) -> frozenset[str]:  # type: ignore[no-untyped-def]
    irregular = {
        "begin": ("began", "begun"),
        "break": ("broke", "broken"),
        "take": ("took", "taken"),
        "come": ("came", "come"),
        "shake": ("shook", "shaken"),
        "go": ("went", "gone"),
        "hear": ("heard",),
        "spread": ("spread",),
        "hit": ("hit",),
        "make": ("made",),
        "lead": ("led",),
        "undertake": ("undertook", "undertaken"),
        "beat": ("beat", "beaten"),
        "hold": ("held",),
        "drive": ("drove", "driven"),
        "fight": ("fought",),
        "withstand": ("withstood",),
        "lay": ("laid",),
        "keep": ("kept",),
        "deal": ("dealt",),
    }
    forms: set[str] = set()
    for verb in verbs:
        past = irregular.get(verb, (None,))
        forms |= verb_forms(verb, past[0], past[-1]).keys()
    return frozenset(forms)


def nominal(reading: Reading, noun: Token) -> list[Draft]:
    """The drafts that a noun's rule gives, one a place."""
    rule = reading.words.nouns.get(noun.lower_)
    if rule is None or not noun.tag_.startswith(("NN", "VBG")) or (noun.tag_ == "VBG" and not _gerund(noun)):
        return []
    if not _means_war(reading, rule, noun) or _warded(noun) or _lulled(noun):
        return []
    draft = _parts(reading, rule, noun)
    if (
        rule.noun == "evacuation"
        and draft.people is None
        and any(_is_ground(reading, rule, each) for each in attached(noun, "of"))
    ):
        draft = replace(draft, type=ClaimType.LEAVE)
    if rule.type is ClaimType.CONTEST and draft.actor is not None and draft.actor.lower_ in _AIRCRAFT:
        return []  # from the air alone: no fighting for the place (CODEBOOK section 2)
    places = _places(reading, rule, noun, draft)
    if not _enough(reading, rule, noun, draft, places[0] if places else None):
        return []
    if "military" in rule and places and _is_country(reading, places[0]):
        return []
    if not places and _mere_mention(reading, rule, noun, draft):
        return []
    return [each for place in places for each in ground(reading, draft, place)] or [draft]


def _mere_mention(reading: Reading, rule: NounRule, noun: Token, draft: Draft) -> bool:
    """ "the attack", "its advance" with no place: talks of what was told before, and is no claim of its own."""
    if rule.type is not ClaimType.CONTEST or _purpose(reading, noun):
        return False
    if draft.either:
        return noun.dep_ == "pobj" and noun.head.lower_ not in ("after", "amid", "during", "following")
    verb = _governing(noun)
    if verb is not None and verb.lower_ in _light() and draft.actor is not None and noun.dep_ == "dobj":
        return False
    if any(
        child.dep_ == "det" and child.lower_ in ("the", "this", "that", "these", "those", "any") or child.dep_ == "poss"
        for child in noun.lefts
    ):
        return True
    if "military" in rule or rule.noun in ("attack", "raid", "assault", "offensive", "invasion", "advance", "push"):
        return draft.actor is None or noun.dep_ not in ("nsubj", "dobj")
    return noun.dep_ in ("conj", "compound") and noun.head.lower_ not in ("clashes", "fighting", "battles")


def _lulled(noun: Token) -> bool:
    """ "a lull in fighting": there is less of it."""
    return noun.dep_ == "pobj" and noun.head.head.lower_ in _LULLS


def _warded(noun: Token) -> bool:
    """ "protect them from attack", "stop fighting": what is not to be."""
    if noun.dep_ == "pobj" and noun.head.lower_ in ("from", "against"):
        return noun.head.head.lower_ in (
            "protect",
            "protects",
            "protected",
            "protecting",
            "defend",
            "shield",
            "safe",
            "refuge",
            "protection",
            "flee",
            "fled",
        )
    return noun.dep_ in ("dobj", "xcomp") and noun.head.lower_ in (
        "stop",
        "end",
        "cease",
        "halt",
        "ending",
        "stopping",
        "ceasing",
    )


def _gerund(noun: Token) -> bool:
    return (
        bool(children(noun, "det", "poss", "amod", "compound"))
        or noun.dep_ in ("nsubj", "pobj", "dobj", "nsubjpass", "conj")
        and not children(noun, "dobj", "nsubj")
    )


def _means_war(reading: Reading, rule: NounRule, noun: Token) -> bool:
    modifiers = [child.lower_ for child in noun.lefts if child.dep_ in ("compound", "amod", "nmod", "poss")]
    words = reading.words
    if noun.dep_ in ("compound", "nmod", "npadvmod") and noun.head.i > noun.i and noun.head.lower_ not in words.parties:
        return False
    if noun.dep_ == "compound":
        return False
    remote = any(word in words.sets["remote"] for word in modifiers)
    if rule.type is ClaimType.CONTEST and remote:
        return False
    if "remote" in rule and not remote:
        return False
    if "plural" in rule and noun.tag_ not in ("NNS", "NNPS"):
        return False
    if "military" in rule and not ("military" in modifiers or "ground" in modifiers or _warlike(reading, noun)):
        return False
    return not any(word in words.sets["civil"] and word not in ("political",) for word in modifiers)


def _warlike(reading: Reading, noun: Token) -> bool:
    """A campaign or operation by or against an armed party, or with a purpose of control."""
    owner = owner_of(reading, noun)
    if owner is not None and reading.armed(owner):
        return True
    if any(reading.armed(each) for each in attached(noun, "by", "against", "of")):
        return True
    verb = _governing(noun)
    if verb is not None and verb.lower_ == "waged":
        return True
    if verb is not None and verb.lower_ in _light():
        doer = subject(verb)
        if doer is not None and reading.armed(doer):
            return True
    return any(
        child.dep_ in ("acl", "relcl", "advcl")
        and child.lower_ in reading.words.verbs
        and reading.words.verbs[child.lower_][0].frame.type in (ClaimType.CAPTURE, ClaimType.CONTEST)
        for child in noun.children
    )


def _parts(reading: Reading, rule: NounRule, noun: Token) -> Draft:
    actor = owner_of(reading, noun)
    opponent = people = clause = None
    parts: list[int] = []
    if actor is not None and rule.type in (ClaimType.HARM, ClaimType.DISPLACE):
        actor, people = (None, actor) if rule.of == "people" and reading.people(actor) else (actor, None)
    for each in attached(noun, "by"):
        if reading.party(each) or reading.power(each):
            actor = each
            break
    for each in attached(noun, "of"):
        role = _of(reading, rule, each)
        if role == "actor" and actor is None:
            actor = each
        elif role == "opponent":
            opponent = each
        elif role in ("people", "force"):
            people = each
            if role == "force" and actor is None:
                actor = each
    pair = [
        each for each in attached(noun, "between", "among", "pitting") if reading.party(each) or reading.power(each)
    ]
    either = len(pair) > 1
    if pair:
        actor, opponent = pair[0], pair[1] if len(pair) > 1 else opponent
    for each in attached(noun, "against", "with"):
        if opponent is None and (reading.party(each) or (reading.power(each) and not reading.place(each, strict=True))):
            opponent = each
    verb = _governing(noun)
    if verb is not None:
        doer = subject(verb) if not is_passive(verb) else next(iter(attached(verb, "by")), None)
        if verb.lower_ in _repelling() and noun.dep_ in ("dobj", "nsubjpass", "conj"):
            clause, opponent = verb, opponent or doer
        elif verb.lower_ in _light() and (noun.dep_ in ("dobj", "nsubjpass", "conj") or verb.head == noun):
            clause = verb
            if (
                actor is None
                and doer is not None
                and doer != noun
                and (reading.party(doer) or reading.power(doer) or doer.tag_ == "PRP" or doer.lower_ == "who")
            ):
                actor = doer
        elif rule.noun == "loss" and noun.dep_ == "dobj" and actor is None and doer is not None and reading.party(doer):
            actor, clause = doer, verb
        elif noun.dep_ == "pobj" and rule.type is ClaimType.LEAVE and is_passive(verb) and actor is None:
            actor, clause = subject(verb), verb
        elif noun.dep_ in ("nsubj", "nsubjpass") and rule.event:
            clause = verb
    relative = next((child for child in noun.children if child.dep_ == "relcl" and child.lower_ in _light()), None)
    if actor is None and relative is not None:
        doer = subject(relative) if not is_passive(relative) else next(iter(attached(relative, "by")), None)
        if doer is not None and doer != noun:
            actor = doer
    carried = next(
        (
            child
            for child in noun.children
            if child.dep_ in ("acl", "relcl") and child.tag_ in ("VBN", "VBD") and attached(child, "by")
        ),
        None,
    )
    if (
        actor is None
        and carried is not None
        and carried.lower_ not in ("backed", "supported", "brokered", "followed", "condemned")
    ):
        actor = attached(carried, "by")[0]
        parts.append(actor.i)
    return Draft(
        f"noun:{rule.noun}",
        rule.type,
        noun,
        actor=actor,
        opponent=opponent,
        people=people,
        clause=clause,
        parts=tuple(parts),
        either=either,
    )


def _of(reading: Reading, rule: NounRule, token: Token) -> str:
    if rule.of in ("actor", "either", "place"):
        if reading.party(token) and not (rule.of == "place" and reading.place_hit(token)):
            return "actor" if rule.type is not ClaimType.CAPTURE else "opponent"
        return "place" if rule.of != "actor" else "other"
    if rule.of == "people":
        return "people" if reading.people(token) else "other"
    return rule.of if reading.party(token) or reading.force(token) else "other"


def _governing(noun: Token) -> Token | None:
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
    return token.head if token.dep_ in ("dobj", "nsubj", "nsubjpass", "attr") and is_verbal(token.head) else None


def _places(reading: Reading, rule: NounRule, noun: Token, draft: Draft) -> list[Token]:
    """The heads of the place phrases that belong to the noun, its own or its verb's."""
    own = _own_places(reading, rule, noun)
    if own:
        return own
    for child in noun.lefts:
        if (
            child.dep_ in ("compound", "poss", "nmod")
            and is_name(child)
            and reading.place(child, strict=True)
            and not reading.party(child)
        ):
            if (child.dep_ != "poss" and not _is_country(reading, child)) or rule.options.get("owner") == "place":
                return [child]
    for token in (draft.actor, draft.opponent):  # "an attack by rebels on X": parsers hang "on X" on the rebels
        if token is not None and token.i > noun.i:
            behind = [each for name, _, each in prepositions(token) if name in _ON and _is_ground(reading, rule, each)]
            if behind:
                return behind[:1]
    verb = _governing(noun)
    linear = _linear_places(reading, rule, noun) if rule.noun != "siege" else []
    if linear:
        return linear
    return _verb_places(reading, rule, noun, verb) if verb is not None and rule.type is not ClaimType.HOLD else []


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
                if _is_ground(reading, rule, each)
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
        if fits and (name != "from" or leaving) and _is_ground(reading, rule, each):
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
    if subject_of and verb.lower_ not in _light() and verb.lower_ not in _beginnings():
        return []
    for name, _, each in prepositions(verb):
        if (
            (name in _AT or name.split()[-1] in _AT)
            and name not in ("from", "to", "for")
            and _is_ground(reading, rule, each)
        ):
            return [each]
    for child in verb.children:
        if child.dep_ == "dobj" and child != noun and subject_of and _is_ground(reading, rule, child):
            return [child]
    there = next(
        (child for child in verb.children if child.lower_ in ("there", "here") and child.dep_ == "advmod"), None
    )
    if there is not None:
        return [there]
    if not subject_of and rule.event and verb.lower_ in _WITNESSED:
        doer = subject(verb)
        if doer is not None and _is_ground(reading, rule, doer):
            return [doer]
    return []


def _is_country(reading: Reading, token: Token) -> bool:
    hit = reading.hits.get(token.i)
    return hit is not None and hit.scale.value == "country"


def _is_ground(reading: Reading, rule: NounRule, token: Token) -> bool:
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


def _enough(reading: Reading, rule: NounRule, noun: Token, draft: Draft, place: Token | None) -> bool:
    needs = rule.needs
    if needs in ("place", "both") and place is None:
        return False
    if needs in ("actor", "both") and draft.actor is None:
        return False
    if needs in ("force", "people") and draft.people is None:
        return False
    if "armed" in rule and (draft.actor is None or not reading.armed(draft.actor)):
        return False
    if "purpose" in rule and not _purpose(reading, noun):
        return False
    if rule.type is ClaimType.DISPLACE and draft.people is None and draft.actor is not None:
        return False
    if (
        rule.type is ClaimType.HARM
        and draft.people is None
        and place is None
        and noun.tag_ != "NNS"
        and rule.noun != "toll"
    ):
        return False
    if rule.type is ClaimType.HOLD and place is None:
        return "here" in rule and draft.actor is not None
    if rule.type is ClaimType.LEAVE and draft.actor is None and place is None:
        return noun.dep_ == "attr"  # "this is no withdrawal"
    return True


def _purpose(reading: Reading, noun: Token) -> bool:
    return any(
        child.dep_ in ("acl", "relcl", "advcl", "xcomp") and child.lower_ in reading.words.verbs and is_verbal(child)
        for child in noun.children
    )
