"""Claims that a verb states: "rebels took Dorva", "Dorva fell", "a town retaken by the army"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.extract.company import Slots, company_of, particles
from dateline.extract.drafts import Draft
from dateline.extract.grammar import (
    auxiliaries,
    children,
    conjuncts,
    is_passive,
    is_verbal,
    joined_to,
    left_edge,
    prepositions,
)
from dateline.extract.grounds import PARTICLE_REACH, first_of, ground
from dateline.extract.lexicon import VerbRule, word_set
from dateline.extract.parties import actor as party_of
from dateline.extract.reading import Reading, is_name, name_span
from dateline.extract.roles import PRONOUNS, roles_of
from dateline.model import ClaimType, Modality, Scale

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["verbal"]

LONGEST_PLACE = 80  # characters of a place called by its holders
_MOVERS = word_set("verbal_movers")
_STOPPING = word_set("verbal_stopping")
_STILL = word_set("verbal_still")
_AIRCRAFT = word_set("nominal_aircraft")
_GOING = {
    **dict.fromkeys(["into", "onto", "towards", "toward", "through"], ClaimType.CONTEST),
    "out of": ClaimType.LEAVE,
}


def verbal(reading: Reading, verb: Token) -> list[Draft]:
    """The drafts that a verb's first fitting rule gives, one a place; of a verb that none fits, where it takes one."""
    if not _used_as_verb(verb):
        return []
    rules = reading.words.verbs.get(verb.lower_, ())
    going = verb.lower_ not in _STILL and any(_way(name) for name, _, _ in prepositions(verb))
    if not (rules or going):
        return []
    slots = company_of(reading, verb)
    for rule in rules:
        if particles(rule, verb):
            drafts = _apply(reading, rule, verb, slots)
            if drafts:
                return drafts
    return _moving(reading, verb, slots) if going else []


def _way(name: str) -> ClaimType | None:
    """What going "into" or "out of" means; of "out through", what "through" does."""
    return _GOING.get(name) or _GOING.get(name.rpartition(" ")[2])


def _moving(reading: Reading, verb: Token, slots: Slots) -> list[Draft]:
    """A verb that no rule knows, of an armed party that goes somewhere: "rebels strolled into X", "stole out of X"."""
    doer = slots.subject
    if doer is None or slots.objects or slots.passive or not reading.armed(doer) or doer.lower_ in _AIRCRAFT:
        return []
    for name, _, each in slots.prepositions:
        claim_type = _way(name)
        if claim_type is not None and reading.place(each, strict=True) and not reading.party(each):
            draft = Draft(f"moves:{name}", claim_type, verb, actor=first_of(reading, doer))
            return ground(reading, draft, each)
    return []


def _used_as_verb(verb: Token) -> bool:
    if is_verbal(verb):
        return verb.dep_ not in ("aux", "auxpass", "compound") and not (verb.dep_ == "amod" and verb.i < verb.head.i)
    return False


def _apply(reading: Reading, rule: VerbRule, verb: Token, slots: Slots) -> list[Draft]:
    frame = rule.frame
    roles = roles_of(reading, rule, verb, slots)
    if roles is None or not _enough(reading, rule, verb, slots, roles):
        return []
    claim_type = _type(reading, rule, verb, slots, roles)
    if claim_type is None or _unmeant(rule, verb) or (frame.id == "fight" and "place" not in roles and _to(verb)):
        return []
    actor, opponent = roles.get("actor"), roles.get("opponent")
    if (
        frame.agentless is not None
        and slots.passive
        and actor is None
        and claim_type is frame.agentless is ClaimType.LEAVE
    ):
        actor, opponent = (opponent, None) if frame.id == "oust" else (actor, opponent)
    draft = Draft(
        rule.id,
        claim_type,
        verb,
        actor=actor,
        opponent=opponent,
        modality=Modality(rule.options["modality"]) if rule.options.get("modality") else None,
        people=roles.get("people") or roles.get("force"),
    )
    if claim_type is ClaimType.DISPLACE and draft.people is None:
        draft = replace(draft, actor=None, people=actor)
    if claim_type is ClaimType.DEPLOY and draft.actor is None:
        draft = replace(draft, actor=roles.get("force"))
    if draft.actor is not None:
        draft = replace(draft, actor=first_of(reading, draft.actor))
    places = roles.get("place")
    found = [each for token in _all_places(reading, slots, places) for each in ground(reading, draft, token)]
    found = found if places is not None else [draft]
    if claim_type is ClaimType.HOLD and verb.dep_ in ("acl", "relcl") and places is not None:
        found = [each for one in found for each in _said_whole(reading, one, verb, slots)]
    return [each for one in found for each in _given(reading, rule, one, opponent)]


def _all_places(reading: Reading, slots: Slots, first: Token | None) -> list[Token]:
    """The place that fills the role, and those that the parser lists beside it as further objects."""
    if first is None:
        return []
    joined = {each.i for each in conjuncts(first)}
    more = [each for each in slots.objects if first in slots.objects]
    where = next((preposition for _, preposition, each in slots.prepositions if each == first), None)
    more += [  # "in X and around Y"
        each for _, preposition, each in slots.prepositions if where is not None and joined_to(preposition, where)
    ]
    return [
        first,
        *(each for each in more if each.i > first.i and each.i not in joined and reading.place(each, strict=True)),
    ]


def _enough(reading: Reading, rule: VerbRule, verb: Token, slots: Slots, roles: dict[str, Token]) -> bool:
    frame = rule.frame
    actor = roles.get("actor")
    if frame.id == "fall" and rule.strict and roles.get("place") is not None and roles["place"].tag_ == "PRP":
        return False
    entered = slots.passive and rule.options.get("passively")  # "the village was entered on Friday"
    if frame.needs - roles.keys() - ({"actor"} if entered else set()) or (
        frame.needs_one and not frame.needs_one & roles.keys()
    ):
        return False
    if rule.limit and (
        "place" not in roles or not any({name, name.split()[-1]} & rule.limit for name, _, _ in slots.prepositions)
    ):
        return False
    if frame.id == "oust" and rule.words[0] in _MOVERS and "place" not in roles and not _outward(verb):
        return False
    if frame.id == "retreat" and actor is None and slots.subject is not None and slots.subject.tag_ != "PRP":
        return slots.subject.lower_ in reading.words.nouns
    if frame.id == "oust" and "place" not in roles and "back" in [child.lower_ for child in verb.children]:
        return False  # beaten back: the place was not theirs
    if rule.options.get("needs_from") and not any(name in ("from", "out of") for name, _, _ in slots.prepositions):
        return False
    if rule.options.get("by_whom") and actor is None:
        return False
    if rule.options.get("progressive") and verb.tag_ != "VBG":
        return False
    if rule.options.get("passive") and not slots.passive:
        return False
    if (
        frame.type in (ClaimType.HOLD, ClaimType.CONTEST)
        and actor is None
        and slots.subject is not None
        and not slots.passive
    ):
        return slots.subject.lower_ in reading.words.nouns  # an offensive that reached X has its maker elsewhere
    place = roles.get("place")
    if (
        place is not None
        and place.lower_ in ("it", "them", "this", "that")
        and rule.strict
        and frame.type is not ClaimType.CAPTURE
    ):
        return (
            actor is not None
            and actor.lower_ not in ("it", "this", "that")
            and frame.id in ("hold", "enter", "besiege", "abandon", "lose")
        )
    return not (place is not None and place == actor)


def _unmeant(rule: VerbRule, verb: Token) -> bool:
    """ "leaving X cut off" leaves nothing; fighting that is to stop is none (CODEBOOK section 2)."""
    if rule.words == ("leave",) and (verb.tag_ == "VBG" or is_passive(verb) or _in_a_state(verb)):
        return True
    if verb.dep_ == "xcomp" and verb.head.lower_ in _STOPPING:
        return True
    if rule.frame.id == "fight" and verb.tag_ == "VBG" and verb.dep_ == "acl":
        return True  # "the forces fighting X": says who they are
    return rule.frame.id == "fight" and any(
        child.dep_ == "xcomp" and child.lower_ in ("take", "retake", "recapture", "reach") for child in verb.children
    )


def _lasts(verb: Token) -> bool:
    return any(child.lower_ in ("still", "since") for child in verb.children)


def _in_a_state(verb: Token) -> bool:
    """ "left the road open", "leaves the town cut off": says how, not that they went."""
    if children(verb, "oprd", "acomp", "ccomp"):
        return True
    left = next((child for child in children(verb, "dobj") if child.i + 1 < verb.sent.end), None)
    after = left.nbor(1) if left is not None and left.i > verb.i else None
    return after is not None and left is not None and after.tag_ in ("JJ", "VBN") and after.head.i in (left.i, verb.i)


def _to(verb: Token) -> bool:
    return any(aux.lower_ == "to" for aux in children(verb, "aux"))


def _outward(verb: Token) -> bool:
    return any(child.lower_ in ("out", "off", "away", "back") for child in verb.children) or "out" in [
        token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 1 + PARTICLE_REACH]
    ]


def _type(reading: Reading, rule: VerbRule, verb: Token, slots: Slots, roles: dict[str, Token]) -> ClaimType | None:
    frame = rule.frame
    claim_type = frame.type
    if rule.options.get("statal") and verb.tag_ in ("VBZ", "VBP") and not slots.passive and not auxiliaries(verb):
        return ClaimType(rule.options["statal"])
    if rule.options.get("statal") and _lasts(verb):
        return ClaimType(rule.options["statal"])  # "still occupied by", "have occupied since May"
    if frame.agentless is not None and slots.passive and "actor" not in roles:
        claim_type = frame.agentless
    if claim_type is ClaimType.LEAVE and frame.id in ("abandon", "lose", "retreat"):
        mover = roles.get("actor")
        civil = mover is not None and rule.options.get("civilians") and not reading.armed(mover)
        if mover is not None and civil and (mover.lower_ not in PRONOUNS or rule.words[0] == "flee"):
            return ClaimType.DISPLACE if reading.civilians(mover) or rule.words[0] == "flee" else None
        if mover is None and rule.strict and not slots.passive and "opponent" not in roles:
            return None
        if rule.options.get("armed") and not (mover is not None and reading.armed(mover)):
            return None
        if (
            frame.id == "retreat"
            and mover is not None
            and not reading.armed(mover)
            and mover.lower_ not in PRONOUNS
            and not reading.power(mover)
        ):
            return None
    return claim_type


def _said_whole(reading: Reading, draft: Draft, verb: Token, slots: Slots) -> list[Draft]:
    """ "territory it controls in A and B" is in A and in B; "areas held by rebels" is called by its holders."""
    spot = draft.spot
    if spot is None or spot.named or spot.pointing or spot.scale is not Scale.AREA or spot.end < spot.start:
        return [draft]
    inside = [
        each
        for name, preposition, each in slots.prepositions
        if name == "in" and preposition.i > verb.i and reading.place(each)
    ]
    if inside:
        noun = reading.text[spot.start : spot.end]
        named = [replace(spot, text=f"{noun} in {reading.words_of(*_edges(each))}") for each in inside]
        return [draft.at(each, ground=draft.ground) for each in named]
    holder = party_of(reading, draft.actor).end if draft.actor is not None and draft.actor.i > verb.i else 0
    end = max(verb.idx + len(verb), holder)
    bare = not any(name in spot.text.split() for name in ("of", "in", "near", "outside", "around"))
    if bare and spot.end <= verb.idx and end - spot.start <= LONGEST_PLACE:
        return [
            draft.at(replace(spot, text=reading.text[spot.start : end], name=spot.text, end=end), ground=draft.ground)
        ]
    return [draft]


def _edges(token: Token) -> tuple[int, int]:
    return (name_span(token)) if is_name(token) else (left_edge(token), token.i + 1)


def _given(reading: Reading, rule: VerbRule, draft: Draft, receiver: Token | None) -> list[Draft]:
    """ "gave up X to W": W captures it as well; "lost X to W" is the capture alone."""
    if not rule.options.get("gives") or receiver is None:
        return [draft]
    capture = replace(draft, type=ClaimType.CAPTURE, actor=receiver, opponent=draft.actor)
    return [capture] if rule.words[0] == "lose" else [draft, capture]
