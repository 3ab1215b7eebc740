"""What "the city", "there", "they", "the group" stand for: the document's memory of places and parties.

Filled sentence by sentence in reading order; a question is answered from what came before, and, for the lead of a
report that names its place only later ("a hotel in the capital"), from what comes next.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dateline.extract.lexicon import word_set
from dateline.extract.parties import Actor, actor
from dateline.extract.reading import Reading, is_name, name_span
from dateline.extract.spots import Spot, spot
from dateline.extract.wording import in_full
from dateline.model import Scale

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Memory", "PartyMention", "PlaceMention"]

_TAIL = re.compile(
    r"\b((?:the|this|that) (?:[\w-]+ ){0,2}?"
    r"(city|town|village|province|region|country|district|road|capital|area|highway|base|airport))(?: itself)?$",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"(?:these|those|the same|both)\b", re.IGNORECASE)
OFTEN = 3  # mentions that make a town the one that a report is about
AHEAD = 1200  # characters: how far a lead's "a hotel" may lie before the hotel's name
LEAD = 700  # characters: the opening, which sums up what follows
NEAR = 250  # characters: what was named so lately is still spoken of
_FALLEN = word_set("reference_fallen")
_TOWNS = word_set("reference_towns")
_DEICTIC = frozenset(["there", "here", "it", "this", "that", "them"])
_PLURALS = frozenset(["they", "them", "their", "we", "us", "our"])


@dataclass(frozen=True, slots=True)
class PlaceMention:
    spot: Spot
    start: int
    sentence: int  # index of its first token's sentence start


@dataclass(frozen=True, slots=True)
class PartyMention:
    actor: Actor
    start: int
    subject: bool
    armed: bool = True


@dataclass
class Memory:
    """Places and parties by offset. `focus` is the place of the last claim."""

    reading: Reading
    places: list[PlaceMention] = field(default_factory=list)
    parties: list[PartyMention] = field(default_factory=list)
    focus: list[tuple[int, Spot]] = field(default_factory=list)
    pieces: list[tuple[int, Spot]] = field(default_factory=list)  # unnamed places of claims ("three villages")
    capitals: list[tuple[int, Spot]] = field(default_factory=list)
    home: Spot | None = None  # the dateline's place

    @classmethod
    def of(cls, reading: Reading) -> Memory:
        memory = cls(reading)
        done = -1
        for token in reading.doc:
            if token.i < done:
                continue
            if is_name(token):
                start, end = name_span(token)
                head = _head(reading, start, end)
                done = end
                if reading.party(head):
                    memory._party(head)
                elif reading.place(head, strict=True) and not (
                    head.dep_ == "compound" and head.head.lower_ in reading.words.places and not is_name(head.head)
                ):
                    memory._place(head)
                elif head.dep_ in ("nsubj", "nsubjpass", "poss") and reading.power(head):
                    pass
                follows = reading.doc[end] if end < len(reading.doc) else None
                if (
                    follows is not None
                    and follows.lower_ in reading.words.places
                    and reading.place(follows)
                    and follows.i == end
                ):
                    memory._place(follows)
            elif reading.party(token):
                memory._party(token)
            elif token.lower_ in reading.words.places and token.tag_.startswith("NN") and reading.place(token):
                memory._noun(token)
        memory.places.sort(key=lambda each: each.start)
        return memory

    def _noun(self, token: Token) -> None:
        """ "the Sarin police post", "the capital, Dorva": a name with the noun that says what it is."""
        found = spot(self.reading, token)
        if not found.named:
            return
        if token.lower_ in self.reading.words.seats:
            self.capitals.append((token.idx, found))
        known = [
            each for each in self.places if each.start < found.end and found.start < each.start + len(each.spot.text)
        ]
        if found.text.lower() not in [each.spot.text.lower() for each in known]:
            self.places.append(PlaceMention(found, found.start, token.sent.start))

    def _place(self, head: Token) -> None:
        found = spot(self.reading, head)
        if found.named:
            self.places.append(PlaceMention(found, head.idx, head.sent.start))
            if any(
                child.lower_ in self.reading.words.seats
                for child in [*head.lefts, *head.children]
                if child.dep_ in ("compound", "nmod", "appos")
            ):
                self.capitals.append((head.idx, found))

    def _party(self, head: Token) -> None:
        if (
            head.dep_ in ("compound", "amod", "nmod", "npadvmod")
            and head.head.i > head.i
            and self.reading.party(head.head)
        ):
            return
        if any(child.lower_ in _FALLEN for child in head.lefts):
            return  # "200 dead fighters" do nothing more
        found = actor(self.reading, head)
        self.parties.append(
            PartyMention(
                found,
                head.idx,
                head.dep_ in ("nsubj", "nsubjpass", "agent") or head.head.dep_ == "agent",
                self.reading.armed(head),
            )
        )

    # ---- places

    def place(self, given: Spot | None, at: int, sentence: tuple[int, int]) -> Spot | None:
        """The place meant at an offset: what the words name, else what they point to, else what is being told about."""
        if given is None:
            return self.current(at, sentence)
        if given.named:
            inner = given.scale in (Scale.SITE, Scale.DISTRICT) and given.within is None
            outer = self._around(at, sentence) if inner else None
            return replace(given, within=outer) if outer is not None and not _alike(outer, given.text) else given
        if given.pointing:
            found = self._pointed(given, at, sentence)
            return (
                _merge(found, given)
                if found is not None
                else (given if given.noun not in ("it", "there", "here", "them", "this", "that") else None)
            )
        ahead = self._announced(given, at)
        if ahead is not None:
            return _merge(ahead, given)
        return _said_in_full(self._within(given, at, sentence))

    def _pointed(self, given: Spot, at: int, sentence: tuple[int, int]) -> Spot | None:
        known = self._known(given, at, sentence)
        if (
            known is not None
            or given.noun in _DEICTIC
            or given.noun in _TOWNS
            or given.noun in ("country", "nation", "area", "region")
        ):
            return known
        return self._announced(given, at) or _said_in_full(self._within(given, at, sentence))

    def _known(self, given: Spot, at: int, sentence: tuple[int, int]) -> Spot | None:
        """The place named before that "the city", "there" stands for, or None."""
        noun = given.noun or ""
        before = [each for each in self.places if each.start < at and each.spot.start != given.start]
        if noun in _DEICTIC:
            recent = [spot for start, spot in self.focus if start < at]
            same = [each.spot for each in before if each.start >= sentence[0]]
            towns = [each for each in same if each.scale is not Scale.COUNTRY]
            if noun in ("there", "here") and towns:
                return towns[-1]
            held = [each for each in recent if each.scale is not Scale.AREA]  # "it" is a town rather than its hills
            return (held or recent)[-1] if recent else (before[-1].spot if before else None)
        called = [each.spot for each in before if self.reading.kinds.get(each.spot.text.lower()) == noun]
        if self.reading.words.places.get(noun) == "site":
            called = [each for each in called if each.scale is Scale.SITE]  # "the base" is not the town it lies by
        if called and noun not in ("city", "town"):
            scale = self.reading.words.places.get(noun)
            return replace(called[-1], scale=Scale(scale)) if scale in ("province", "district") else called[-1]
        if noun in _TOWNS:
            return self._town(noun, before, at)
        same_noun = [each.spot for each in before if noun in each.spot.text.lower().split() or each.spot.noun == noun]
        focus = [spot for start, spot in self.focus if start < at]
        focus_same = [each for each in focus if noun in each.text.lower().split() or each.noun == noun]
        if focus_same:
            return focus_same[-1]
        if same_noun:
            return same_noun[-1]
        if noun in ("country", "nation"):
            countries = [each.spot for each in before if each.spot.scale is Scale.COUNTRY]
            return _most_common(countries) or _most_common(
                [each.spot for each in self.places if each.spot.scale is Scale.COUNTRY]
            )
        if noun in ("area", "region", "territory", "place", "location"):
            wide = [each for each in focus if each.scale in (Scale.AREA, Scale.PROVINCE, Scale.TOWN, Scale.DISTRICT)]
            near = [each.spot for each in before if each.spot.scale in (Scale.AREA, Scale.PROVINCE)]
            if noun == "region" and near:
                return near[-1]
            return wide[-1] if wide else None
        wanted = given.scale
        matching = [each for each in focus if each.scale is wanted and wanted is not Scale.SITE] or [
            each.spot for each in before if each.spot.scale is wanted and wanted is not Scale.SITE
        ]
        if matching:
            return matching[-1]
        return None

    def country(self) -> Spot | None:
        """The country that the report is about: the one where things are, rather than those that act."""
        ground: list[Spot] = []
        every: list[Spot] = []
        for token in self.reading.doc:
            hit = self.reading.hits.get(token.i)
            if hit is None or hit.scale is not Scale.COUNTRY or token.idx != hit.start:
                continue
            named = Spot(hit.text, Scale.COUNTRY, hit.start, hit.end)
            every.append(named)
            last = self.reading.doc[token.i + len(hit.text.split()) - 1]
            led = token.i > 0 and token.nbor(-1).lower_ in self.reading.words.sets["directions"] | {
                "in",
                "across",
                "throughout",
                "inside",
            }
            if led or (last.dep_ == "poss" and last.head.lower_ in self.reading.words.places):
                ground.append(named)
        return _most_common(ground) or _most_common(every)

    def _token(self, mention: PlaceMention) -> Token | None:
        span = self.reading.doc.char_span(mention.start, mention.start + 1, alignment_mode="expand")
        if span is None:
            return None
        token = span[0]
        while token.dep_ == "compound" and token.head.i > token.i and is_name(token.head):
            token = token.head
        return token

    def _town(self, noun: str, before: list[PlaceMention], at: int) -> Spot | None:
        focus = [spot for start, spot in self.focus if start < at and spot.scale is Scale.TOWN and spot.named]
        towns = [each for each in before if each.spot.scale is Scale.TOWN]
        if noun == "capital":
            capital = (
                [spot for start, spot in self.capitals if start < at]
                or [spot for _, spot in self.capitals]
                or ([self.home] if self.home else [])
            )
            if capital:
                return capital[-1]
            seats = [each for each in self.places if self._is_seat(each)]
            if seats and not any(at - each.start < NEAR for each in towns):
                return ([each.spot for each in seats if each.start < at] or [seats[0].spot])[-1]
        recent = [each for each in towns if at - each.start < NEAR]
        if noun in ("city", "metropolis", "town") and focus:
            often = Counter(
                each.spot.text.lower() for each in self.places if each.spot.scale is Scale.TOWN
            ).most_common(1)
            if (
                often
                and often[0][1] >= OFTEN
                and self.reading.kinds.get(focus[-1].text.lower()) in (None, "village", "town")
            ):
                main = [each.spot for each in before if each.spot.text.lower() == often[0][0]]
                told = [each for each in towns if _same(each.spot, focus[-1])]
                if main and len(told) < OFTEN - 1:
                    return main[-1]
        if focus and any(_same(each.spot, focus[-1]) for each in recent):
            return focus[-1]
        if recent and not focus:
            return recent[-1].spot
        if focus:
            return focus[-1]
        if towns:
            return towns[-1].spot
        outer = [spot.within for start, spot in self.focus if spot.within]
        if outer:
            return Spot(outer[-1], Scale.TOWN, at, at)
        later = [each.spot for each in self.places if each.start >= at and each.spot.scale is Scale.TOWN]
        return later[0] if later else None

    def _is_seat(self, mention: PlaceMention) -> bool:
        token = self._token(mention)
        hit = self.reading.hits.get(token.i) if token is not None else None
        return hit is not None and hit.capital

    def _announced(self, given: Spot, at: int) -> Spot | None:
        """The lead's "a village in the north", named in what follows."""
        inner = self.reading.names.scale_of(given.within) if given.within else None
        if given.scale is Scale.SITE and inner is Scale.TOWN:
            return None
        if at > LEAD or given.plural or given.noun is None or given.scale in (Scale.AREA, Scale.COUNTRY):
            return None
        for each in self.places:
            if not at < each.start < at + AHEAD or each.spot.start <= given.end:
                continue
            words = each.spot.text.lower().split()
            if given.scale is Scale.SITE and (given.noun in words or each.spot.noun == given.noun):
                return each.spot
            if (
                given.scale in (Scale.TOWN, Scale.DISTRICT)
                and each.spot.scale is given.scale
                and not (given.within and _alike(given.within, each.spot.text))
            ):
                return each.spot
        return None

    def _within(self, given: Spot, at: int, sentence: tuple[int, int]) -> Spot:
        """An unnamed piece of a town or land, with what it lies in."""
        told = [spot for start, spot in self.pieces if start < at and spot.noun == given.noun and spot.plural]
        if given.plural and told and _AGAIN.match(given.text):
            return replace(
                told[-1], text=given.text, start=given.start, end=given.end, name=told[-1].name or told[-1].text
            )
        tail = _TAIL.search(given.text)
        if tail is not None:
            outer = self._known(replace(given, text=tail[1], noun=tail[2].lower(), start=given.end), at, sentence)
            if outer is not None and outer.named:
                return replace(given, within=outer.text, name=f"{given.text[: tail.start(1)]}{outer.text}")
        if given.within is not None:
            return given
        outer_name = self._around(at, sentence)
        if outer_name is None or given.scale not in (Scale.AREA, Scale.SITE, Scale.DISTRICT):
            return given
        return replace(given, within=outer_name)

    def _around(self, at: int, sentence: tuple[int, int]) -> str | None:
        """The town or province that an unnamed place lies in: of the same sentence, of the last claim, named last."""
        wide = (Scale.TOWN, Scale.PROVINCE)
        here = [each.spot for each in self.places if sentence[0] <= each.start < at and each.spot.scale in wide]
        told = [spot for start, spot in self.focus if start <= at and spot.scale in wide and spot.named]
        inner = [spot.within for start, spot in self.focus if start <= at and spot.within]
        near = [each.spot for each in self.places if each.start < at and each.spot.scale in wide]
        found = [spot.text for spot in (*near[-1:], *told[-1:])] + inner[-1:] + [spot.text for spot in here[-1:]]
        return (here[-1].text if here else told[-1].text if told else found[-1]) if found else None

    def current(self, at: int, sentence: tuple[int, int]) -> Spot | None:
        """The place being told about: of the sentence's own places, else of the last claim, else the document's."""
        inside = [each for each in self.places if sentence[0] <= each.start < sentence[1] and not self._ahead(each)]
        grounds = [each for each in inside if self._is_ground(each)]
        before = [each.spot for each in grounds if each.start < at]
        recent = [spot for start, spot in self.focus if start < at]
        here = [(start, spot) for start, spot in self.focus if sentence[0] <= start < sentence[1]]
        told = [spot for start, spot in here if start < at]
        found = told[-1:] or before[-1:] or [spot for _, spot in here[:1]] or [each.spot for each in grounds[:1]]
        if found:
            return found[0]
        if recent:
            return recent[-1]
        ahead = [
            each.spot
            for each in self.places
            if each.start >= at and each.spot.scale is not Scale.COUNTRY and self._is_ground(each)
        ]
        if ahead and at < LEAD:
            return ahead[0]
        return _most_common(
            [each.spot for each in self.places if each.spot.scale is not Scale.COUNTRY]
        ) or _most_common([each.spot for each in self.places])

    def _ahead(self, mention: PlaceMention) -> bool:
        """Where somebody goes ("towards Dorva", "into Dorva"): not where he is."""
        token = self._token(mention)
        return (
            token is not None
            and token.dep_ == "pobj"
            and token.head.lower_ in ("to", "toward", "towards", "into", "via")
        )

    def _is_ground(self, mention: PlaceMention, *, country: bool = False) -> bool:
        """A place where things happen: behind "in", "near", "of", not a country as a party nor a speaker's seat."""
        token = self._token(mention)
        if token is None or token.dep_ in ("nsubj", "compound", "poss"):
            return False
        if country:
            return token.dep_ == "pobj" and token.head.lower_ in (
                "in",
                "of",
                "from",
                "across",
                "into",
                "throughout",
                "inside",
            )
        return token.dep_ in ("pobj", "dobj", "conj", "appos", "nsubjpass") and mention.spot.scale is not Scale.COUNTRY

    # ---- parties

    def last_party(
        self, at: int, *, camp: str | None = None, named: bool | None = None, armed: bool = False, floor: int = 0
    ) -> Actor | None:
        """The party last mentioned before an offset, subjects first among the last three."""
        found = [
            each
            for each in self.parties
            if floor <= each.start < at
            and each.actor.pronoun is None
            and (camp is None or each.actor.camp == camp)
            and (named is None or each.actor.named == named)
            and (not armed or each.armed)
        ]
        recent = found[-3:]
        subjects = [each for each in recent if each.subject]
        chosen = subjects or recent
        return chosen[-1].actor if chosen else None

    def resolve(self, given: Actor, at: int) -> Actor | None:
        """The party that a pronoun stands for, or None."""
        if given.pronoun in (
            "it",
            "its",
            "they",
            "them",
            "their",
            "he",
            "his",
            "theirs",
            "hers",
            "him",
            "who",
            "which",
            "that",
            "this",
            "she",
            "her",
        ):
            return self.last_party(min(at, given.start))
        return None


def _head(reading: Reading, start: int, end: int) -> Token:
    """The chief token of a name's run."""
    inside = [token for token in reading.doc[start:end] if not start <= token.head.i < end or token.head == token]
    return inside[-1] if inside else reading.doc[end - 1]


def _said_in_full(given: Spot) -> Spot:
    return replace(given, name=in_full(given.name or given.text, given.noun, given.within))


def _merge(found: Spot, given: Spot) -> Spot:
    return replace(found, start=given.start, end=given.end)


def _same(one: Spot, other: Spot) -> bool:
    return _alike(one.text, other.text)


def _alike(one: str, other: str) -> bool:
    return one.lower() == other.lower()


def _most_common(found: list[Spot]) -> Spot | None:
    if not found:
        return None
    best = Counter(each.text.lower() for each in found).most_common(1)[0][0]
    return next(each for each in found if each.text.lower() == best)
