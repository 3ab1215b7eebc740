"""A noun phrase as a place: its words, its scale, what it lies in, and whether it only points back.

Scales follow CODEBOOK sections 2 and 7: a quarter of a town is a district, several places together or a piece of land
an area, "the outskirts of X" is X.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.extract.extent import right_end
from dateline.extract.grammar import children, left_edge, prepositions
from dateline.extract.lexicon import singular, word_set
from dateline.extract.reading import SERIES, Reading, is_name, name_span
from dateline.model import Scale

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Spot", "spot", "spot_by_name", "spot_unnamed"]

_DEFINITE = word_set("spots_definite")
_DOING = frozenset(["leading", "linking", "connecting", "running"])
_STRONGHOLDS = frozenset(["stronghold", "bastion", "redoubt", "fortress", "citadel"])
_NAMED_BY_NOUN = frozenset([Scale.TOWN, Scale.DISTRICT, Scale.PROVINCE, Scale.COUNTRY])


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as a phrase gives it, before the document's context is asked."""

    text: str
    scale: Scale
    start: int  # code points, of the phrase
    end: int
    noun: str | None = None  # the common noun that heads it, singular
    within: str | None = None
    named: bool = True
    pointing: bool = False  # "the city", "there": stands for a place named elsewhere
    plural: bool = False
    sure: bool = True  # the scale is in the words or the gazetteer, not a default
    name: str | None = None


def spot(reading: Reading, token: Token) -> Spot:
    """The place that the noun phrase headed by `token` gives."""
    if is_name(token) and not _common(reading, token):
        return spot_by_name(reading, token)
    if token.lower_ in SERIES:
        inner = next((each for name, _, each in prepositions(token) if name == "of" and reading.place(each)), None)
        if inner is not None:
            whole = spot_unnamed(reading, inner, singular(inner.lower_), Scale.AREA)
            edge = reading.doc[left_edge(token)].idx
            return replace(
                whole, text=reading.text[edge : whole.end], start=edge, scale=Scale.AREA, pointing=False, plural=True
            )
    noun = singular(token.lower_)
    scale = Scale(reading.words.places.get(token.lower_, "area"))
    if noun in reading.words.sets["near"] or token.lower_ in reading.words.sets["near"]:
        for name, _, each in prepositions(token):
            if name == "of" and reading.place(each):
                return spot(reading, each)
    called = _beside(reading, token) if scale is Scale.TOWN and token.tag_ == "NN" else None
    before = _name_before(reading, token, scale) if called is None else None  # "the Dravia city of Dorva" is Dorva
    if before is not None:
        return before
    if token.lower_ in reading.words.sets["near"] and any(child.tag_ == "PRP$" for child in token.lefts):
        return Spot(
            "it", Scale.TOWN, token.idx, token.idx + len(token), noun="it", named=False, pointing=True, sure=False
        )
    behind = _name_behind(reading, token, scale)
    return behind if behind is not None else spot_unnamed(reading, token, noun, scale)


def _common(reading: Reading, token: Token) -> bool:
    """A capitalised common noun, as headlines have it ("Oil Field in Dorva Province")."""
    start, end = name_span(token)
    alone = end - start == 1 and token.lower_ in reading.words.places and token.i not in reading.hits
    return alone and token.tag_ in ("NN", "NNS", "NNP", "NNPS") and token.lower_ not in reading.place_names


def spot_by_name(reading: Reading, token: Token) -> Spot:
    doc, words = reading.doc, reading.words
    start, end = name_span(token)
    while start < token.i and start in reading.owners:
        start += 1
    hit = reading.hits.get(token.i)
    last = doc[end - 1].lower_
    if hit is not None and hit.known and last not in words.places:
        inside = [i for i in range(start, end) if reading.hits.get(i) is hit]
        rest = [doc[i] for i in range(start, end) if i not in inside]
        if inside and token.i in inside and any(_apart(reading, each) for each in rest):
            start, end = min(inside), max(inside) + 1
    name = reading.words_of(start, end)
    scale, sure = _scale(reading, name, token, last)
    lead = doc[start - 1].lower_ if start > token.sent.start else ""
    if lead in words.sets["directions"]:
        start, scale, sure = start - 1, Scale.AREA, True
        while (
            start - 2 > token.sent.start
            and doc[start - 1].lower_ == "and"
            and doc[start - 2].lower_ in words.sets["directions"]
        ):
            start -= 2
        name = reading.words_of(start, end)
    if (
        last in words.places
        and end - start > 1
        and not (hit is not None and hit.known and hit.scale is Scale.COUNTRY)
        and Scale(words.places[last]) in _NAMED_BY_NOUN
    ):
        name = reading.words_of(start, end - 1) if last not in ("state",) else name
    first = doc[start]
    return Spot(
        name, scale, first.idx, doc[end - 1].idx + len(doc[end - 1]), within=_within(reading, token, name), sure=sure
    )


def _apart(reading: Reading, token: Token) -> bool:
    """A word that runs into a name but is none of it: a people, a party, a title, another place."""
    low = token.lower_
    return bool(
        reading.names.demonym(token.text)
        or low in reading.words.parties
        or low in reading.words.named
        or token.i in reading.owners
        or reading.place_hit(token)
    )


def _scale(reading: Reading, name: str, token: Token, last: str) -> tuple[Scale, bool]:
    words = reading.words
    low = name.lower()
    if last in words.places and len(name) > len(last):
        return Scale(words.places[last]), True
    for noun in _kind_before(reading, token):
        return Scale(words.places[noun]), True
    learnt = reading.place_names.get(low)
    hit = reading.hits.get(token.i)
    called = reading.words.places.get(reading.kinds.get(low, ""))
    if learnt is Scale.DISTRICT and called != "district" and hit is not None and hit.known:
        return hit.scale, True
    if learnt is not None and not (
        learnt is Scale.PROVINCE and hit is not None and hit.known and hit.scale is Scale.TOWN
    ):
        return learnt, True
    if hit is not None and hit.known:
        return hit.scale, True
    return Scale.TOWN, False


def _kind_before(reading: Reading, token: Token) -> list[str]:
    """ "the capital Dorva", "the city of Dorva", "Dorva, a district": the noun that says what the name is."""
    found = [
        child.lower_
        for child in token.lefts
        if child.dep_ in ("compound", "nmod") and child.lower_ in reading.words.places and not is_name(child)
    ]
    first = token
    while first.dep_ == "conj" and first.head.i < first.i and is_name(first.head):
        first = first.head
    head = first.head
    if (
        head.lower_ == "of"
        and head.head.lower_ in reading.words.places
        and reading.words.places[head.head.lower_] in ("town", "district", "province")
    ) and (
        head.head.lower_ not in reading.words.sets["parts"] - {"district", "neighbourhood", "neighborhood"}
        and head.head.lower_ not in reading.words.seats
    ):
        found.append(head.head.lower_)
    return [noun for noun in found if noun not in reading.words.vague]


def _within(reading: Reading, token: Token, name: str) -> str | None:
    for preposition, _, each in prepositions(token):
        if preposition in ("in", "of") and reading.place(each, strict=True):
            outer = spot(reading, each)
            if outer.named and outer.text != name:
                return outer.text
    for child in children(token, "poss"):
        if is_name(child) and reading.place(child):
            return str(child.text)
    return None


def _name_behind(reading: Reading, token: Token, scale: Scale) -> Spot | None:
    """ "the town of Dorva", "another town, Dorva", "the Dorva area"."""
    words = reading.words
    parts = token.lower_ in words.sets["parts"] and (token.tag_ == "NNS" or scale is Scale.AREA)
    if token.lower_ in words.seats:
        for name, _, each in prepositions(token):
            hit = reading.hits.get(each.i)
            if name == "of" and is_name(each) and hit is not None and hit.known and hit.scale is Scale.TOWN:
                return replace(spot_by_name(reading, each), scale=Scale.TOWN)
        for child in [
            *children(token, "appos"),
            *(below for _, _, each in prepositions(token) for below in [*children(each, "appos"), *each.rights]),
        ]:
            if (
                is_name(child)
                and reading.place(child)
                and child.dep_ in ("appos", "npadvmod", "pobj")
                and child.i > token.i
            ):
                inner = spot_by_name(reading, child)
                return replace(inner, scale=Scale.TOWN, within=inner.within or _outer_of(reading, token))
        return None
    beside = _beside(reading, token)
    if beside is not None and scale in _NAMED_BY_NOUN and not parts and token.tag_ != "NNS":
        inner = spot_by_name(reading, beside)
        outer = inner.within if inner.within and inner.text not in inner.within else None
        return Spot(inner.text, scale, inner.start, inner.end, within=outer or _outer(reading, token, inner.text))
    if scale in _NAMED_BY_NOUN and not parts and token.tag_ != "NNS":
        for name, _, each in prepositions(token):
            if name == "of" and is_name(each) and reading.place(each):
                inner = spot_by_name(reading, each)
                return Spot(
                    inner.text, scale, inner.start, inner.end, within=inner.within or _outer(reading, token, inner.text)
                )
    for name, _, each in prepositions(token):
        if name == "of" and token.lower_ in _STRONGHOLDS and reading.place(each, strict=True):
            return spot(reading, each)  # "the rebel stronghold of Dorva"
    for child in children(token, "appos"):
        if is_name(child) and reading.place(child) and child.i - token.i <= 4 and scale is not Scale.AREA:
            inner = spot_by_name(reading, child)
            return Spot(inner.text, scale, inner.start, inner.end, within=inner.within)
    return None


def _beside(reading: Reading, token: Token) -> Token | None:
    """The name right behind "of", whatever the parse makes of it."""
    doc = reading.doc
    if token.i + 2 >= token.sent.end or doc[token.i + 1].lower_ != "of":
        return None
    name = doc[token.i + 2]
    return name if is_name(name) and reading.place(name) else None


def _outer(reading: Reading, token: Token, name: str) -> str | None:
    for preposition, _, each in prepositions(token):
        if preposition == "in" and reading.place(each, strict=True):
            outer = spot(reading, each)
            if outer.named and outer.text != name:
                return outer.text
    return None


def _name_before(reading: Reading, token: Token, scale: Scale) -> Spot | None:
    """ "Dorva province", "the Sarin neighbourhood of Dorva", "Dorva's old airport"."""
    doc = reading.doc
    edge = left_edge(token)
    named = [
        i
        for i in range(edge, token.i)
        if is_name(doc[i])
        and i not in reading.owners
        and not reading.names.demonym(doc[i].text)
        and not reading.party(doc[i])
        and not _owner(doc[i])
    ]
    owner = next(
        (doc[i].text for i in range(edge, token.i) if is_name(doc[i]) and _owner(doc[i]) and reading.place(doc[i])),
        None,
    )
    lost = next((reading.owners[i] for i in range(edge, token.i) if i in reading.owners), None)
    within = _outer_of(reading, token) or owner or lost
    if named and doc[named[-1]].dep_ in ("compound", "nmod", "amod", "npadvmod", "dobj", "nsubj"):
        start, end = name_span(doc[named[-1]])
        while start < named[-1] and start in reading.owners:
            start += 1
        if end > token.i + 1 or end <= edge:
            return None
        end = min(end, token.i)
        held = end < token.i and doc[end].text in ("-",)
        name = reading.words_of(start, end)
        if held or name.lower() in reading.party_names:
            return None
        direction = doc[start - 1].lower_ in reading.words.sets["directions"] if start > edge else False
        if scale in _NAMED_BY_NOUN:
            return Spot(name, scale, doc[start].idx, token.idx + len(token), within=within)
        begin = start - 1 if direction and scale is Scale.AREA else start
        text = reading.words_of(begin, token.i + 1)
        hit = reading.hits.get(start)
        inside = name if hit is not None and hit.known and hit.scale is Scale.TOWN and scale is Scale.SITE else None
        return Spot(
            text, scale, doc[begin].idx, token.idx + len(token), noun=singular(token.lower_), within=within or inside
        )
    return None


def _owner(token: Token) -> bool:
    follows = token.nbor(1) if token.i + 1 < len(token.doc) else None
    return token.dep_ == "poss" or (follows is not None and follows.tag_ == "POS")


def _outer_of(reading: Reading, token: Token) -> str | None:
    for preposition, _, each in prepositions(token):
        if preposition in ("of", "in") and reading.place(each):
            outer = spot(reading, each)
            if outer.named:
                return outer.text
    return None


def _before_clause(reading: Reading, token: Token, last: int) -> int:
    """Of "a supply route leading into Dorva" the index of "route": what it does is not what it is called."""
    clause = next((i for i in range(token.i + 1, last + 1) if reading.doc[i].lower_ in _DOING), last + 1)
    return clause - 1


def spot_unnamed(reading: Reading, token: Token, noun: str, scale: Scale) -> Spot:
    doc = reading.doc
    edge = left_edge(token)
    for i in range(edge, token.i):
        if doc[i].tag_ in ("VBD", "VBZ", "VBP", "MD"):
            edge = i + 1
    while edge < token.i and doc[edge].tag_ in ("PRP$", "WP$"):
        edge += 1
    plural = token.tag_ in ("NNS", "NNPS") or token.lower_ in ("cities", "towns")
    last = right_end(reading, token)
    text = reading.words_of(edge, _before_clause(reading, token, last) + 1)
    determiners = [
        doc[i].lower_
        for i in range(edge, token.i)
        if doc[i].dep_ in ("det", "poss", "predet") or doc[i].tag_ in ("PRP$", "DT")
    ]
    definite = any(word in _DEFINITE for word in determiners) or any(i in reading.owners for i in range(edge, token.i))
    if plural and scale in (Scale.TOWN, Scale.DISTRICT, Scale.PROVINCE, Scale.SITE):
        scale = Scale.AREA
    placed = last > token.i
    short = None
    behind = _beside(reading, token)
    if behind is not None and scale is Scale.SITE and not plural and reading.place(behind):
        last = name_span(behind)[1] - 1  # "the port of Dorva" is a name
        return Spot(
            reading.words_of(token.i, last + 1),
            scale,
            doc[edge].idx,
            doc[last].idx + len(doc[last]),
            noun=noun,
            within=spot_by_name(reading, behind).text,
        )
    inner = doc[token.i + 1].lower_ if placed else ""
    if inner in ("in", "at") and not plural and scale in (Scale.SITE, Scale.TOWN, Scale.DISTRICT):
        short = reading.words_of(edge, token.i + 1)
    pointing = definite and not plural and not placed and scale is not Scale.AREA
    if (
        token.lower_ in ("area", "region", "country", "territory", "front", "road", "island", "nation")
        and definite
        and not placed
        and not plural
    ):
        pointing = not any(doc[i].tag_.startswith("JJ") or doc[i].dep_ == "compound" for i in range(edge, token.i))
    if token.lower_ in reading.words.seats:
        pointing = True
    return Spot(
        short or text,
        scale,
        doc[edge].idx,
        doc[last].idx + len(doc[last]),
        noun=noun,
        within=_outer_of(reading, token),
        named=False,
        pointing=pointing,
        plural=plural,
        name=reading.words_of(edge, last + 1) if last > token.i else None,
    )
