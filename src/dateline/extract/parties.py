"""A noun phrase as a party: "the Dravian army", "a coalition of rebels", "the group's fighters"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.extract.grammar import children, conjuncts, left_edge, prepositions
from dateline.extract.lexicon import word_set
from dateline.extract.reading import Reading, is_name, name_span

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Actor", "actor", "owner_of"]

LONGEST = 8  # words; a longer party is a sentence, not a name
_COLLECTIVE = word_set("parties_collective")
_ADJECTIVES = frozenset(
    [
        "military",
        "army",
        "police",
        "air",
        "troop",
        "artillery",
        "tank",
        "infantry",
        "navy",
        "helicopter",
        "unit",
        "guard",
        "command",
        "guerrilla",
        "commando",
        "militant",
        "opposition",
    ]
) - {"army", "militant", "opposition"}
_DROPPED = frozenset(["the", "a", "an", "both", "all", "some", "several", "many"])


@dataclass(frozen=True, slots=True)
class Actor:
    """A party as a phrase gives it. `pronoun` is "they", "its" and the like, to be resolved in the document."""

    text: str
    start: int
    end: int
    head: str  # the last word, lower-case
    pronoun: str | None = None
    named: bool = False
    plural: bool = False
    camp: str | None = None
    joint: bool = False
    index: int = -1  # of the head token


def actor(reading: Reading, token: Token) -> Actor:
    """The party that the phrase headed by `token` gives."""
    doc = reading.doc
    if token.tag_ in ("PRP", "PRP$", "DT", "WDT", "WP") or token.lower_ in ("ours", "theirs"):
        return Actor(
            token.text,
            token.idx,
            token.idx + len(token),
            token.lower_,
            pronoun=token.lower_,
            index=token.i,
            plural=token.lower_ in ("they", "them", "their", "we", "us", "our"),
        )
    edge = left_edge(token)
    last = token.i
    if token.lower_ in _COLLECTIVE:
        for name, preposition, each in prepositions(token):
            if name in ("of", "from") and preposition.i == token.i + 1 and reading.people(each):
                last = each.i
                break
    if is_name(token):
        last = max(last, name_span(token)[1] - 1)
    while last - edge >= LONGEST and edge < token.i:
        edge += 1
    if token.dep_ in ("compound", "amod", "nmod", "npadvmod", "poss"):
        while (
            edge - 1 >= token.sent.start and is_name(doc[edge - 1]) and doc[edge - 1].head.i in (token.i, token.head.i)
        ):
            edge -= 1
    if is_name(token):
        edge = min(edge, name_span(token)[0])
    edge = _without_place(reading, edge, token)
    text = reading.words_of(edge, last + 1)
    own = next((child for child in children(token, "poss") if child.tag_ == "PRP$"), None)
    return Actor(
        text,
        doc[edge].idx,
        doc[last].idx + len(doc[last]),
        token.lower_,
        pronoun=own.lower_ if own is not None else None,
        named=is_name(token) or any(is_name(doc[i]) for i in range(edge, token.i + 1)),
        plural=token.tag_ in ("NNS", "NNPS") or len(conjuncts(token)) > 1,
        camp=camp(reading, token),
        joint=len(conjuncts(token)) > 1,
        index=token.i,
    )


def _without_place(reading: Reading, edge: int, token: Token) -> int:
    """A quantity before a party is not its name ("some 120 fighters"), nor is a past participle ("retreating")."""
    doc = reading.doc
    while edge < token.i and doc[edge].tag_ == "VBG":
        edge += 1
    while edge < token.i and (
        doc[edge].tag_ in ("CD",)
        or doc[edge].lower_ in ("some", "around", "about", "nearly", "at", "least", "more", "than", "up", "to", "over")
    ):
        edge += 1
    return edge


def camp(reading: Reading, token: Token) -> str | None:
    """`state` or `opposed` where the words say so, else None."""
    words = [token.lower_, *(child.lower_ for child in token.lefts)]
    for name, _, each in prepositions(token):
        if name in ("of", "from"):
            words.append(each.lower_)
    camps = [reading.words.parties[word] for word in words if reading.words.parties.get(word)]
    if "opposed" in camps:
        return "opposed"
    if is_name(token) and any(reading.doc[i].lower_ in reading.words.named for i in range(*name_span(token))):
        return "opposed"
    return "state" if "state" in camps else None


def owner_of(reading: Reading, noun: Token) -> Token | None:
    """The party that a noun belongs to: "the army's advance", "a rebel offensive", "the Taliban attack"."""
    for child in children(noun, "poss"):
        if child.tag_ == "PRP$" or reading.party(child) or reading.power(child):
            return child
    before = [child for child in noun.lefts if child.dep_ in ("compound", "amod", "nmod", "nsubj", "npadvmod")]
    for child in reversed(before):
        low = child.lower_
        bare = low in _ADJECTIVES and not (
            child.i > 0 and is_name(child.nbor(-1)) and child.nbor(-1).head.i in (child.i, noun.i)
        )
        weak = low in reading.words.weak and low not in ("enemy", "foe")
        if not bare and not weak and (low in reading.words.parties or reading.party(child)):
            return child
    if noun.lower_ in ("control", "grip", "hold", "rule"):
        for child in reversed(before):
            if child.i in reading.owners or (
                is_name(child) and child.text.endswith("s") and not reading.place_hit(child)
            ):
                return child
    for child in reversed(before):
        if is_name(child) and (
            reading.names.demonym(child.text)
            or (reading.place_hit(child) and reading.hits[child.i].scale.value == "country")
        ):
            return child
    return None
