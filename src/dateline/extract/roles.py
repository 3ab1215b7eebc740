"""Which role of a claim each word of a verb's company fills, by its frame and the word's class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.company import Slots, last_particle, noun_behind
from dateline.extract.grammar import attached, children, prepositions
from dateline.extract.grounds import HERE, core
from dateline.extract.lexicon import VerbRule, word_set
from dateline.extract.parties import owner_of
from dateline.extract.quantities import amount_of
from dateline.extract.reading import Reading, is_name
from dateline.model import ClaimType

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["PRONOUNS", "fits", "roles_of"]

PRONOUNS = word_set("verbal_pronouns")


# Frames in which what an armed party reaches or leaves is a place, whether or not anybody knows its name.
_MOVING = frozenset(["enter", "move", "advance", "retreat", "abandon", "station", "hold_out", "hold_on"])
_HOLDING = frozenset(["take", "hold", "attack"])  # of an armed party: a name that nobody knows is a place's
_WIRES = frozenset(
    ["telephone", "phone", "power", "electricity", "water", "internet", "gas", "communication", "transmission"]
)
_GROUPS = word_set("verbal_groups")


def roles_of(reading: Reading, rule: VerbRule, verb: Token, slots: Slots) -> dict[str, Token] | None:
    """{role: token}, or None where what stands in a slot cannot fill it."""
    frame = rule.frame
    roles: dict[str, Token] = {}
    doer_role, object_role = frame.subject, frame.object
    by = [each for name, _, each in slots.prepositions if name == "by"] if slots.passive else []
    doer = slots.subject if not by else by[0]
    armed = doer is not None and reading.armed(doer)
    if slots.passive:
        if object_role is not None and slots.subject is not None:
            role = _object_role(reading, rule, slots.subject, armed=armed)
            if role is None:
                return None
            roles[role] = slots.subject
        elif slots.subject is not None and doer_role is not None and fits(reading, rule, doer_role, slots.subject):
            roles[doer_role] = slots.subject  # "are based", "is located"
        if by and doer_role is not None and fits(reading, rule, doer_role, by[0]):
            roles[doer_role] = by[0]
    else:
        if slots.subject is not None and doer_role is not None and fits(reading, rule, doer_role, slots.subject):
            roles[doer_role] = slots.subject
        objects = [each for each in slots.objects if each.lower_ not in rule.words] or [
            each for noun in slots.objects for each in children(noun, "compound") if reading.people(each)
        ]  # "took two soldiers prisoner": parsers make one noun of it
        if not objects and len(rule.words) > 1 and object_role is not None:
            last = last_particle(rule, verb)  # "sealed off Dorva": parsers take "off" for a preposition
            behind = noun_behind(reading, verb.doc[last]) if last is not None else None
            objects = [behind] if behind is not None else []
        for each in objects[:1]:
            role = _object_role(reading, rule, each, armed=armed)
            if role is None:
                return None
            roles[role] = each
    if "actor" not in roles and slots.subject is not None and doer_role == "actor" and not slots.passive:
        maker = _maker(reading, slots.subject)
        if maker is not None:
            roles["actor"] = maker
    if "actor" not in roles and not slots.passive and doer_role == "actor" and _loose(verb, slots.subject):
        nearest = _nearest_party(reading, verb)
        if nearest is not None and nearest not in roles.values():
            roles["actor"] = nearest
    for name, preposition, each in slots.prepositions:
        role = frame.prepositions.get(name, frame.prepositions.get(name.split()[-1]) if " " in name else None)
        if (
            role is None
            or role in roles
            or name == "by"
            or (rule.limit and role == "place" and not {name, name.split()[-1]} & rule.limit)
            or (rule.limit and role == "actor" and name not in rule.limit)
        ):
            continue
        if fits(reading, rule, role, each, armed=armed) and preposition.i != verb.i:
            roles[role] = each
        elif frame.id == "flee" and name == "from" and "actor" not in roles and reading.party(each):
            roles["actor"] = each  # "fled from the rebels"
    if "place" not in roles and "place" in set(frame.prepositions.values()) and not rule.limit:
        there = next((child for child in verb.children if child.lower_ in HERE and child.dep_ == "advmod"), None)
        if there is not None:
            roles["place"] = there
    return roles


def _loose(verb: Token, doer: Token | None) -> bool:
    """Whether the parse leaves the verb without a doer that could be one: a participle adrift, a speaker's office."""
    return (
        doer is None
        or (verb.tag_ == "VBG" and verb.dep_ in ("advcl", "pcomp", "acl", "conj"))
        or doer.tag_.startswith("NNP")
    )


def _nearest_party(reading: Reading, verb: Token) -> Token | None:
    """The last party before the verb that is a subject or a doer in its sentence."""
    doer = None
    for i in range(verb.i - 1, verb.sent.start - 1, -1):
        token = reading.doc[i]
        if token.dep_ in ("nsubj", "nsubjpass") and (reading.party(token) or token.lower_ in ("they", "it", "we")):
            return token
        if token.dep_ == "pobj" and token.head.dep_ == "agent" and reading.party(token):
            doer = doer or token
    return doer


def _object_role(reading: Reading, rule: VerbRule, token: Token, *, armed: bool) -> str | None:
    frame = rule.frame
    if frame.object is None:
        if token.lower_ in reading.words.sets["directions"] or token.lower_ in reading.words.sets["distances"]:
            return "way"
        if frame.id == "retreat" and reading.force(token):
            return "force"
        return None if frame.subject != "force" else frame.subject
    if (
        frame.object == "place"
        and frame.object_party
        and reading.armed(token)
        and not reading.place(token, strict=True)
    ):
        return frame.object_party
    if frame.object_party and token.lower_ in ("convoy", "convoys"):
        return frame.object_party
    if frame.object_place and not reading.party(token) and reading.place(token, strict=True):
        return frame.object_place
    if frame.object == "place" and _bare(token) and reading.words.places.get(token.lower_) == "site":
        return None
    return frame.object if fits(reading, rule, frame.object, token, armed=armed) else None


def _bare(token: Token) -> bool:
    """A singular common noun with nothing before it: "took office", "left school"."""
    return (
        token.tag_ == "NN"
        and not is_name(token)
        and not any(child.dep_ in ("det", "poss", "compound", "nmod", "amod", "nummod") for child in token.lefts)
    )


def fits(reading: Reading, rule: VerbRule, role: str, token: Token, *, armed: bool = False) -> bool:
    """Whether a token's class is that of the role. `armed`: an armed party does it."""
    low = token.lower_
    if role == "place":
        return _fits_place(reading, rule, token, armed=armed)
    if role == "actor" and rule.options.get("civilians") and reading.civilians(token):
        return True
    if role in ("actor", "opponent"):
        if role == "actor" and rule.frame.type in (ClaimType.HARM, ClaimType.DISPLACE, ClaimType.DETAIN):
            return low in PRONOUNS or reading.party(token) or reading.power(token)
        return low in PRONOUNS or reading.party(token) or reading.power(token) or _group_of(reading, token)
    if role == "people":
        if rule.options.get("people_only") and not reading.civilians(token):
            return False
        return low in PRONOUNS or reading.people(token) or _group_of(reading, token)
    if role == "force":
        return reading.force(token) or _group_of(reading, token)
    if role == "event":
        return low in reading.words.nouns and reading.words.nouns[low].event
    return low in reading.words.sets.get(role, ())


def _group_of(reading: Reading, token: Token) -> bool:
    """ "3,000 of its soldiers", "waves of fighters": a number or group that is of a party."""
    if token.tag_ != "CD" and token.lower_ not in reading.words.people | reading.words.weak | _GROUPS:
        return False
    return any(reading.party(each) or each.lower_ in reading.words.forces for each in attached(token, "of"))


def _fits_place(reading: Reading, rule: VerbRule, token: Token, *, armed: bool = False) -> bool:
    low = token.lower_
    if low in ("it", "which", "that", "this", "there", "here"):
        return not (low == "it" and rule.options.get("roads"))
    cutting = rule.options.get("roads") or rule.words[0] in ("cut", "sever")
    if cutting and any(child.lower_ in _WIRES for child in token.lefts):
        return False  # "cut the telephone lines"
    if core(token) != token:
        return reading.place(core(token), strict=rule.strict)
    if low in ("post", "posts", "place", "side") and any(child.tag_ == "PRP$" for child in token.lefts):
        return False
    amount = amount_of(token)
    if amount is not None and amount.whole is not None and amount.whole != token:
        return reading.place(amount.whole, strict=rule.strict) and not reading.party(amount.whole)
    if (
        rule.options.get("roads")
        and low not in reading.words.sets["roads"]
        and not (is_name(token) and low in ("road", "highway", "bridge", "street"))
    ):
        return False
    if (
        reading.party(token)
        and not reading.place_hit(token)
        and low not in ("post", "posts", "position", "positions", "front", "line", "lines", "column")
    ):
        return False
    loose = rule.frame.id in _MOVING or (rule.frame.id in _HOLDING and is_name(token))
    strict = rule.strict or rule.frame.id in ("attack", "kill", "send")
    return reading.place(token, strict=strict and not (armed and loose))


def _maker(reading: Reading, event: Token) -> Token | None:
    """Who made the attack that killed or drove out: "air raids by the army", "rebel shelling"."""
    if event.lower_ not in reading.words.nouns:
        return None
    by = [each for name, _, each in prepositions(event) if name == "by" and reading.party(each)]
    return by[0] if by else owner_of(reading, event)
