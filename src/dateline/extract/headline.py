"""Verbs that a tagger takes for nouns: "Rebels overrun cities", "the army retook Dorva".

Headlines and texts without commas mislead it. Where a control verb's form stands between a party and a place, it is
read as the verb that it is, by the order of the words alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.extract.company import object_behind
from dateline.extract.drafts import Draft
from dateline.extract.grammar import attached, is_verbal, subject
from dateline.extract.grounds import ground
from dateline.extract.reading import Reading, is_name

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["headline"]

_IT = frozenset(["it", "which", "that"])
_FRAMES = frozenset(["take", "free", "besiege", "attack", "enter", "hold"])


def headline(reading: Reading, token: Token) -> list[Draft]:
    """The drafts of a control verb that is not tagged as one, with a party right before and a place right behind it."""
    rules = [
        rule
        for rule in reading.words.verbs.get(token.lower_, ())
        if rule.frame.id in _FRAMES
        and len(rule.words) == 1
        and (not rule.strict or token.lower_ in ("take", "takes", "took", "enter", "enters", "reach", "reaches"))
    ]
    if not rules or (is_verbal(token) and token.dep_ not in ("amod", "compound")) or token.i == token.sent.start:
        return []
    be = token.head
    if token.dep_ == "attr" and token.tag_ == "NN" and be.lower_ in ("was", "were", "is", "are", "been"):
        place = subject(be)  # "X was overrun", where the tagger takes the participle for a noun
        if (
            token.lower_ in reading.words.participles
            and place is not None
            and (place.lower_ in _IT or reading.place(place))
        ):
            by = next((each for each in attached(token, "by") if reading.party(each)), None)
            return ground(
                reading,
                Draft(f"headline:{rules[0].words[0]}", rules[0].frame.type, be, actor=by, parts=(token.i,)),
                place,
            )
    if token.lower_ in reading.words.nouns and token.lower_ not in ("capture", "attack", "storm", "raid", "assault"):
        return []
    doer = token.nbor(-1)
    if doer.lower_ in ("have", "has", "had") and doer.i > token.sent.start:
        doer = doer.nbor(-1)  # "rebels have overrun bases": "overrun" taken for part of the noun
    if (
        not (reading.party(doer) or (is_name(doer) and doer.lower_ in reading.words.named))
        or token.i + 1 >= token.sent.end
    ):
        return []
    rule = rules[0]
    place = object_behind(reading, token)
    if place is None or (
        token.lower_ in reading.words.nouns and token.tag_ == "NN" and place.head == token and place.dep_ == "pobj"
    ):
        return []
    drafts = ground(reading, Draft(f"headline:{rule.words[0]}", rule.frame.type, token, actor=doer), place)
    return [_cut(reading, draft, token, place) for draft in drafts]


def _cut(reading: Reading, draft: Draft, verb: Token, place: Token) -> Draft:
    """A place phrase that the parser let begin before the verb begins behind it."""
    spot = draft.spot
    if spot is None or spot.start > verb.idx:
        return draft
    words = reading.words_of(verb.i + 1, place.i + 1)
    name = spot.name.rpartition(f"{verb.text} ")[2] if spot.name else None
    return draft.at(replace(spot, text=words, name=name, start=verb.idx + len(verb) + 1))
