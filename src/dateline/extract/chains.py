"""Chains: through whom a word reached the page, from the origin outward (CODEBOOK sections 3 and 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.attribution_grammar import child, children, noun_phrase
from dateline.extract.cues import cues
from dateline.extract.speakers import is_medium, is_platform

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["relays_of"]

Relay = tuple[int, str]  # chief token of the medium, and the word that handed it on


def relays_of(verb: Token) -> tuple[Relay, ...]:
    """The media that the word of this verb went through: "told AFP", "said in an interview with the BBC"."""
    found: list[Relay] = []
    lemma = verb.lemma_.lower()
    if lemma in cues().relay_verbs:
        found += [(heard.i, verb.text) for heard in children(verb, "dobj", "dative", "iobj") if _is_relay(heard)]
    for preposition in children(verb, "prep", "dative", "agent"):
        found += _through(preposition, verb)
    return tuple(dict.fromkeys(found))


def _through(preposition: Token, verb: Token) -> list[Relay]:
    words = cues()
    inner = child(preposition, "pobj")
    if inner is None or preposition.lower_ not in words.relay_prepositions | {"to"}:
        return []
    if inner.lemma_.lower() in words.relay_nouns:
        below = [relay for each in children(inner, "prep") for relay in _through(each, verb)]
        below += [relay for each in children(inner, "acl") for relay in relays_of(each)]
        below += [(each.i, verb.text) for each in children(inner, "compound", "poss") if _is_relay(each)]
        return below
    return [(inner.i, verb.text)] if _is_relay(inner) else []


def _is_relay(head: Token) -> bool:
    phrase = " ".join(token.text for token in noun_phrase(head))
    return is_medium(phrase) and not is_platform(phrase)
