"""What stands around a verb: its subject, objects, prepositions and particles, and whether it is passive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.extract.grammar import (
    SAID,
    antecedent,
    auxiliaries,
    children,
    direct_objects,
    is_passive,
    is_verbal,
    prepositions,
    subject,
)
from dateline.extract.grounds import PARTICLE_REACH
from dateline.extract.lexicon import VerbRule, word_set
from dateline.extract.parties import owner_of
from dateline.extract.reading import Reading, is_name

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Slots", "company_of", "last_particle", "noun_behind", "object_behind", "particles"]

OBJECT_REACH = 6  # words from a verb to the head of its object, where the parse gives none


_AIMS = frozenset(
    ["goal", "aim", "objective", "target", "plan", "intention", "mission", "ambition", "priority", "task"]
)
_PIECES = word_set("verbal_pieces")


@dataclass(frozen=True, slots=True)
class Slots:
    """The company of one verb."""

    subject: Token | None
    objects: tuple[Token, ...]
    prepositions: tuple[tuple[str, Token, Token], ...]
    passive: bool


def company_of(reading: Reading, verb: Token) -> Slots:
    passive = is_passive(verb)
    doer = subject(verb)
    if doer is not None and doer.head != verb and doer.head.lower_ in SAID and not passive:
        doer = _told_of(reading, doer.head, verb) or doer
    asked = verb.doc[verb.i - 2] if verb.i - 2 >= verb.sent.start and verb.doc[verb.i - 1].lower_ == "to" else None
    if asked is not None and asked.tag_.startswith("NN") and reading.party(asked) and not passive:
        doer = asked  # "urging rebels to lay down their arms"
        if asked.dep_ == "dobj" and any(
            rule.frame.id == "send" for rule in reading.words.verbs.get(asked.head.lower_, ())
        ):
            doer = subject(asked.head) or asked  # "will send troops to evacuate": the sender evacuates
    if doer is not None and doer.lower_ in _AIMS and not passive:  # "the army's goal is to retake X"
        doer = owner_of(reading, doer) or doer
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
    found = [*prepositions(verb)]
    if not objects and not passive:
        objects = _shifted(reading, found)
    if not found and verb.dep_ == "conj" and is_verbal(verb.head) and verb.head.i < verb.i:
        found = [each for each in prepositions(verb.head) if each[1].i > verb.i]
    for each in objects:  # "drove the rebels from X": parsers hang "from X" on either
        found += [entry for entry in prepositions(each) if entry[0] not in ("of", "by", "like", "with")]
    found = [(name, preposition, antecedent(each, verb)) for name, preposition, each in found]
    return Slots(doer, tuple(objects), tuple(found), passive)


def _shifted(reading: Reading, found: Iterable[tuple[str, Token, Token]]) -> list[Token]:
    """An object behind its verb's company, which parsers take for an apposition: "wrested from the army the port"."""
    return [
        each
        for name, _, owner in found
        if name == "from" and reading.party(owner)
        for each in children(owner, "appos")
        if reading.place(each) and not reading.party(each)
    ]


def object_behind(reading: Reading, verb: Token) -> Token | None:
    """The head of the noun phrase that starts right behind the verb, if it is a place beyond doubt."""
    head = noun_behind(reading, verb)
    return head if head is not None and (reading.place(head, strict=True) or reading.place_hit(head)) else None


def noun_behind(reading: Reading, verb: Token) -> Token | None:
    """The head of the noun phrase that starts right behind a word."""
    head: Token | None = None
    for i in range(verb.i + 1, min(verb.i + 1 + OBJECT_REACH, verb.sent.end)):
        token = reading.doc[i]
        if token.tag_.startswith("NN") or is_name(token) or reading.place_hit(token):
            head = token
        elif token.tag_ not in ("DT", "JJ", "CD", "HYPH", "VBN", "PRP$", "JJR") and token.text != "-":
            break
    return head


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


def particles(rule: VerbRule, verb: Token) -> bool:
    """Whether the rule's further words follow the verb, in order."""
    return last_particle(rule, verb) is not None


def last_particle(rule: VerbRule, verb: Token) -> int | None:
    """Index of the last of a rule's words, the verb's own for a rule of one word; None where one is missing."""
    position: int = verb.i
    for word in rule.words[1:]:
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
            return None
        position = place
    return position
