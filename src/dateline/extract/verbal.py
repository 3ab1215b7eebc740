"""Claims that a verb states: "rebels took Dorva", "Dorva fell", "a town retaken by the army"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.extract.drafts import Draft
from dateline.extract.grammar import (
    SAID,
    attached,
    auxiliaries,
    children,
    conjuncts,
    direct_objects,
    is_passive,
    is_verbal,
    left_edge,
    prepositions,
    subject,
)
from dateline.extract.lexicon import VerbRule
from dateline.extract.parties import actor as party_of
from dateline.extract.quantities import amount_of
from dateline.extract.reading import Reading, is_name, name_span
from dateline.extract.spots import Spot, spots
from dateline.model import ClaimType, Modality, Scale

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["first_of", "ground", "object_behind", "verbal"]

OBJECT_REACH = 6  # words from a verb to the head of its object, where the parse gives none
LONGEST_PLACE = 80  # characters of a place called by its holders
PARTICLE_REACH = 3  # tokens behind the verb in which its particle may stand ("drove the rebels out")
_PRONOUNS = frozenset(["they", "them", "we", "us", "he", "it", "who", "i", "she"])
_MOVERS = frozenset(
    [
        "drive",
        "push",
        "force",
        "chase",
        "kick",
        "throw",
        "root",
        "flush",
        "sweep",
        "remove",
        "beat",
        "clear",
        "uproot",
        "eject",
    ]
)
_STOPPING = frozenset(["stop", "stops", "stopped", "cease", "ceased", "end", "halt", "halted", "refrain", "avoid"])
_PIECES = frozenset(
    [
        "neighbourhood",
        "neighborhood",
        "district",
        "quarter",
        "part",
        "parts",
        "section",
        "area",
        "areas",
        "side",
        "half",
        "suburb",
        "districts",
        "neighbourhoods",
        "neighborhoods",
        "quarters",
        "swathe",
        "swathes",
    ]
)
_GROUPS = frozenset(
    [
        "wave",
        "waves",
        "column",
        "columns",
        "convoy",
        "bulk",
        "rest",
        "remnants",
        "majority",
        "number",
        "array",
        "handful",
        "kind",
        "batch",
        "lots",
        "plenty",
    ]
)
_HERE = frozenset(["there", "here"])


@dataclass(frozen=True, slots=True)
class _Slots:
    """The company of one verb."""

    subject: Token | None
    objects: tuple[Token, ...]
    prepositions: tuple[tuple[str, Token, Token], ...]
    passive: bool


def verbal(reading: Reading, verb: Token) -> list[Draft]:
    """The drafts that a verb's first fitting rule gives, one a place."""
    rules = reading.words.verbs.get(verb.lower_, ())
    if not rules or not _used_as_verb(verb):
        return []
    slots = _slots(reading, verb)
    for rule in rules:
        if _particles(rule, verb):
            drafts = _apply(reading, rule, verb, slots)
            if drafts:
                return drafts
    return []


def _used_as_verb(verb: Token) -> bool:
    if is_verbal(verb):
        return verb.dep_ not in ("aux", "auxpass", "compound") and not (verb.dep_ == "amod" and verb.i < verb.head.i)
    return False


def _slots(reading: Reading, verb: Token) -> _Slots:
    passive = is_passive(verb)
    doer = subject(verb)
    if doer is not None and doer.head != verb and doer.head.lower_ in SAID and not passive:
        doer = _told_of(reading, doer.head, verb) or doer
    objects = [] if passive else direct_objects(verb)
    while (
        passive
        and doer is not None
        and doer.dep_ == "pobj"
        and verb.dep_ in ("acl", "relcl")
        and doer.head.lower_ == "of"
        and doer.head.head.lower_ in _PIECES
    ):
        doer = doer.head.head  # "a quarter of the city held by A": the quarter is held
    if not passive and not objects and verb.tag_ in ("VBN", "VBD") and not auxiliaries(verb) and doer is not None:
        # a headline's passive: "Dorva captured by rebels", "Dorva cut off"
        passive = reading.place(doer, strict=True) and not reading.party(doer) and doer.i < verb.i
    if not passive and not objects and not auxiliaries(verb):
        behind = object_behind(reading, verb)
        objects = [behind] if behind is not None and behind.dep_ not in ("nsubj", "pobj", "nsubjpass", "dobj") else []
    found = prepositions(verb)
    if not found and verb.dep_ == "conj" and is_verbal(verb.head) and verb.head.i < verb.i:
        found = [each for each in prepositions(verb.head) if each[1].i > verb.i]
    for each in objects:  # "drove the rebels from X": parsers hang "from X" on either
        found += [entry for entry in prepositions(each) if entry[0] not in ("of", "by", "like", "with")]
    return _Slots(doer, tuple(objects), tuple(found), passive)


def object_behind(reading: Reading, verb: Token) -> Token | None:
    """The head of the noun phrase that starts right behind the verb, if it is a place beyond doubt."""
    head: Token | None = None
    for i in range(verb.i + 1, min(verb.i + 1 + OBJECT_REACH, verb.sent.end)):
        token = reading.doc[i]
        if token.tag_.startswith("NN") or is_name(token) or reading.place_hit(token):
            head = token
        elif token.tag_ not in ("DT", "JJ", "CD", "HYPH", "VBN", "PRP$", "JJR") and token.text != "-":
            break
    return head if head is not None and (reading.place(head, strict=True) or reading.place_hit(head)) else None


def _told_of(reading: Reading, said: Token, verb: Token) -> Token | None:
    """The party told of between a word of saying and a verb that the parser gave to the speaker."""
    for i in range(said.i + 1, verb.i):
        token = reading.doc[i]
        if (
            token.tag_.startswith("NN")
            and token.dep_ != "compound"
            and (reading.party(token) or token.lower_ in ("column", "convoy"))
        ):
            return token
    return None


def _particles(rule: VerbRule, verb: Token) -> bool:
    """Whether the rule's further words follow the verb, in order."""
    wanted = list(rule.words[1:])
    position = verb.i
    for word in wanted:
        ahead = range(position + 1, min(position + 1 + PARTICLE_REACH, len(verb.doc)))
        place = next((i for i in ahead if verb.doc[i].lower_ == word), None)
        if place is None:
            beside = [
                child.i
                for child in verb.children
                if child.lower_ == word and child.dep_ in ("prt", "advmod", "prep", "dobj", "acomp", "oprd")
            ]
            place = beside[0] if beside else None
        if place is None:
            return False
        position = place
    return True


def _apply(reading: Reading, rule: VerbRule, verb: Token, slots: _Slots) -> list[Draft]:
    frame = rule.frame
    roles = _roles(reading, rule, verb, slots)
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
    found = ground(reading, draft, places) if places is not None else [draft]
    if claim_type is ClaimType.HOLD and verb.dep_ in ("acl", "relcl") and places is not None:
        found = [each for one in found for each in _said_whole(reading, one, verb, slots)]
    return [each for one in found for each in _given(reading, rule, one, opponent)]


def _core(token: Token) -> Token:
    """Of "all of X" X, where "of" may hang on the verb."""
    if token.lower_ not in ("all", "much") or token.i + 2 >= token.sent.end or token.nbor(1).lower_ != "of":
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
    place = _core(place)
    if place.lower_ in _HERE or place.tag_ in ("PRP", "DT", "EX"):
        return [draft.at(pointer(place), ground=place)]
    found = []
    place = _core(place)
    for each in conjuncts(place):
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


def _roles(reading: Reading, rule: VerbRule, verb: Token, slots: _Slots) -> dict[str, Token] | None:
    """{role: token}, or None where what stands in a slot cannot fill it."""
    frame = rule.frame
    roles: dict[str, Token] = {}
    doer_role, object_role = frame.subject, frame.object
    if slots.passive:
        by = [each for name, _, each in slots.prepositions if name == "by"]
        if object_role is not None and slots.subject is not None:
            role = _object_role(reading, rule, slots.subject)
            if role is None:
                return None
            roles[role] = slots.subject
        elif slots.subject is not None and doer_role is not None:  # "are based", "is located"
            if _fits(reading, rule, doer_role, slots.subject):
                roles[doer_role] = slots.subject
        if by and doer_role is not None and _fits(reading, rule, doer_role, by[0]):
            roles[doer_role] = by[0]
    else:
        if slots.subject is not None and doer_role is not None and _fits(reading, rule, doer_role, slots.subject):
            roles[doer_role] = slots.subject
        for each in [each for each in slots.objects if each.lower_ not in rule.words][:1]:
            role = _object_role(reading, rule, each)
            if role is None:
                return None
            roles[role] = each
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
            or (rule.limit and role == "place" and name not in rule.limit)
            or (rule.limit and role == "actor" and name not in rule.limit)
        ):
            continue
        if _fits(reading, rule, role, each) and preposition.i != verb.i:
            roles[role] = each
    if "place" not in roles and "place" in set(frame.prepositions.values()) and not rule.limit:
        there = next((child for child in verb.children if child.lower_ in _HERE and child.dep_ == "advmod"), None)
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


def _object_role(reading: Reading, rule: VerbRule, token: Token) -> str | None:
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
    if frame.object_place and not reading.party(token) and reading.place(token, strict=True):
        return frame.object_place
    return frame.object if _fits(reading, rule, frame.object, token) else None


def _fits(reading: Reading, rule: VerbRule, role: str, token: Token) -> bool:
    """Whether a token's class is that of the role."""
    low = token.lower_
    if role == "place":
        return _fits_place(reading, rule, token)
    if role == "actor" and rule.options.get("civilians") and reading.civilians(token):
        return True
    if role in ("actor", "opponent"):
        if role == "actor" and rule.frame.type in (ClaimType.HARM, ClaimType.DISPLACE, ClaimType.DETAIN):
            return low in _PRONOUNS or reading.party(token) or reading.power(token)
        return low in _PRONOUNS or reading.party(token) or reading.power(token) or _group_of(reading, token)
    if role == "people":
        if rule.options.get("people_only") and not reading.civilians(token):
            return False
        return low in _PRONOUNS or reading.people(token) or _group_of(reading, token)
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


def _fits_place(reading: Reading, rule: VerbRule, token: Token) -> bool:
    low = token.lower_
    if low in ("it", "which", "that", "this", "there", "here"):
        return True
    if low in ("all", "much") and _core(token) != token:
        return reading.place(_core(token), strict=rule.strict)
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
    return reading.place(token, strict=rule.strict or rule.frame.id in ("attack", "kill", "send"))


def _enough(reading: Reading, rule: VerbRule, verb: Token, slots: _Slots, roles: dict[str, Token]) -> bool:
    frame = rule.frame
    actor = roles.get("actor")
    if frame.id == "fall" and rule.strict and roles.get("place") is not None and roles["place"].tag_ == "PRP":
        return False
    if frame.needs - roles.keys() or (frame.needs_one and not frame.needs_one & roles.keys()):
        return False
    if rule.limit and ("place" not in roles or not any(name in rule.limit for name, _, _ in slots.prepositions)):
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
    if rule.words[0] == "leave" and verb.tag_ == "VBG":
        return True
    if verb.dep_ == "xcomp" and verb.head.lower_ in _STOPPING:
        return True
    if rule.frame.id == "fight" and verb.tag_ == "VBG" and verb.dep_ == "acl":
        return True  # "the forces fighting X": says who they are
    return rule.frame.id == "fight" and any(
        child.dep_ == "xcomp" and "place" not in () and child.lower_ in ("take", "retake", "recapture", "reach")
        for child in verb.children
    )


def _to(verb: Token) -> bool:
    return any(aux.lower_ == "to" for aux in children(verb, "aux"))


def _outward(verb: Token) -> bool:
    return any(child.lower_ in ("out", "off", "away", "back") for child in verb.children) or "out" in [
        token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 1 + PARTICLE_REACH]
    ]


def _type(reading: Reading, rule: VerbRule, verb: Token, slots: _Slots, roles: dict[str, Token]) -> ClaimType | None:
    frame = rule.frame
    claim_type = frame.type
    if rule.options.get("statal") and verb.tag_ in ("VBZ", "VBP") and not slots.passive and not auxiliaries(verb):
        return ClaimType(rule.options["statal"])
    if frame.agentless is not None and slots.passive and "actor" not in roles:
        claim_type = frame.agentless
    if claim_type is ClaimType.LEAVE and frame.id in ("abandon", "lose", "retreat"):
        mover = roles.get("actor")
        if mover is not None and rule.options.get("civilians") and not reading.armed(mover):
            if mover.lower_ not in _PRONOUNS or rule.words[0] == "flee":
                return ClaimType.DISPLACE if reading.civilians(mover) or rule.words[0] == "flee" else None
        if mover is None and rule.strict and not slots.passive and "opponent" not in roles:
            return None
        if rule.options.get("armed") and not (mover is not None and reading.armed(mover)):
            return None
        if (
            frame.id == "retreat"
            and mover is not None
            and not reading.armed(mover)
            and mover.lower_ not in _PRONOUNS
            and not reading.power(mover)
        ):
            return None
    return claim_type


def _said_whole(reading: Reading, draft: Draft, verb: Token, slots: _Slots) -> list[Draft]:
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
