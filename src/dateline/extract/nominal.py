"""Claims that a noun states: "the fall of Dorva", "clashes between A and B in Dorva", "a rebel offensive"."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from dateline.extract.drafts import Draft
from dateline.extract.event_places import all_forms, beginnings, governing, is_country, is_ground, light, places_of
from dateline.extract.grammar import (
    attached,
    children,
    is_passive,
    is_verbal,
    prepositions,
    subject,
)
from dateline.extract.grounds import ground
from dateline.extract.lexicon import NounRule, word_set
from dateline.extract.parties import owner_of
from dateline.extract.reading import Reading
from dateline.model import ClaimType
from dateline.vocab import vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["nominal"]

_AVOIDING = frozenset(["avoid", "avert", "prevent", "forestall"])
_AIRCRAFT = word_set("nominal_aircraft")
_LULLS = word_set("nominal_lulls")


@cache
def _repelling() -> frozenset[str]:
    verbs = [verb for entry in vocabulary("control_phrases")["repelling"] for verb in entry["verbs"]]
    return all_forms(verb.split()[0] for verb in verbs)


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
        and any(is_ground(reading, rule, each) for each in attached(noun, "of"))
    ):
        draft = replace(draft, type=ClaimType.LEAVE)
    verb = governing(noun)
    if rule.noun == "occupation" and verb is not None and verb.lower_ in ("complete", "completed", "completes"):
        draft = replace(draft, type=ClaimType.CAPTURE)
    if rule.type is ClaimType.CONTEST and draft.actor is not None and draft.actor.lower_ in _AIRCRAFT:
        return []  # from the air alone: no fighting for the place (CODEBOOK section 2)
    places = places_of(reading, rule, noun, draft)
    if not _enough(reading, rule, noun, draft, places[0] if places else None):
        return []
    if "military" in rule and places and is_country(reading, places[0]):
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
    if draft.opponent is not None and any(name == "with" for name, _, _ in prepositions(noun)):
        return False
    verb = governing(noun)
    if verb is not None and draft.clause == verb and verb.lower_ in _repelling():
        return False
    if verb is not None and verb.lower_ in light() and draft.actor is not None and noun.dep_ == "dobj":
        return False
    if any(
        (child.dep_ == "det" and child.lower_ in ("the", "this", "that", "these", "those", "any"))
        or child.dep_ == "poss"
        for child in noun.lefts
    ):
        return True
    if "military" in rule or rule.noun in ("attack", "raid", "assault", "offensive", "invasion", "advance", "push"):
        return draft.actor is None or noun.dep_ not in ("nsubj", "dobj")
    return noun.dep_ in ("conj", "compound") and noun.head.lower_ not in ("clashes", "fighting", "battles")


def _lulled(noun: Token) -> bool:
    """ "a lull in fighting", "fell without a fight": there is less of it, or none."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "without":
        return True
    return noun.dep_ == "pobj" and noun.head.head.lower_ in _LULLS


def _warded(noun: Token) -> bool:
    """ "protect them from attack", "stop fighting", "avoid a battle": what is not to be."""
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
    if noun.dep_ == "dobj" and noun.head.lemma_ in _AVOIDING:
        return True
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
    after = noun.nbor(1).lower_ if noun.i + 1 < noun.sent.end else ""
    if noun.lower_ == "fighting" and after in beginnings():
        return True  # "as fighting intensifies": taggers take the verb for its object
    return bool(children(noun, "det", "poss", "amod", "compound")) or (
        noun.dep_ in ("nsubj", "pobj", "dobj", "nsubjpass", "conj") and not children(noun, "dobj", "nsubj")
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
    verb = governing(noun)
    if verb is not None and verb.lower_ == "waged":
        return True
    if verb is not None and verb.lower_ in light():
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
    if not pair and noun.dep_ == "nsubj" and noun.head.lower_ in ("is", "was", "were", "are"):
        pair = [each for each in attached(noun.head, "between") if reading.party(each) or reading.power(each)]
    either = len(pair) > 1
    if pair:
        actor, opponent = pair[0], pair[1] if len(pair) > 1 else opponent
    for each in attached(noun, "against", "with"):
        if opponent is None and (reading.party(each) or (reading.power(each) and not reading.place(each, strict=True))):
            opponent = each
    verb = governing(noun)
    if actor is None and "victor" in rule:
        actor = _victor(reading, noun, verb)
    if verb is not None:
        doer = subject(verb) if not is_passive(verb) else next(iter(attached(verb, "by")), None)
        if verb.lower_ in _repelling() and noun.dep_ in ("dobj", "nsubjpass", "conj"):
            clause, opponent = verb, opponent or doer
        elif verb.lower_ in light() and (noun.dep_ in ("dobj", "nsubjpass", "conj") or verb.head == noun):
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
    relative = next((child for child in noun.children if child.dep_ == "relcl" and child.lower_ in light()), None)
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


def _victor(reading: Reading, noun: Token, verb: Token | None) -> Token | None:
    """Whom the place falls to: "the fall of Dorva to the rebels", however far the parser hangs the phrase."""
    tied = [*attached(noun, "to"), *(attached(verb, "to") if verb is not None else ())]
    return next((each for each in tied if each.i > noun.i and (reading.party(each) or reading.power(each))), None)


def _of(reading: Reading, rule: NounRule, token: Token) -> str:
    if rule.of in ("actor", "either", "place"):
        if reading.party(token) and not (rule.of == "place" and reading.place_hit(token)):
            return "actor" if rule.type is not ClaimType.CAPTURE else "opponent"
        return "place" if rule.of != "actor" else "other"
    if rule.of == "people":
        return "people" if reading.people(token) else "other"
    return rule.of if reading.party(token) or reading.force(token) else "other"


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
        return bool(noun.dep_ == "attr")  # "this is no withdrawal"
    return True


def _purpose(reading: Reading, noun: Token) -> bool:
    return any(
        child.dep_ in ("acl", "relcl", "advcl", "xcomp") and child.lower_ in reading.words.verbs and is_verbal(child)
        for child in noun.children
    )
