"""One parsed document, and what of it is a place, a party or people.

A `Reading` answers by token: `place(token)`, `party(token)`, `people(token)`. Names are learnt from the whole document
first: a name behind "in" or "the town of" is a place, one before "fighters" or with its initials in brackets is a
party, whether or not the gazetteer or the vocabulary knows it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.extract.grammar import SAID, children, prepositions
from dateline.extract.lexicon import Lexicon, lexicon, singular, word_set
from dateline.extract.nlp import common_words
from dateline.model import NameHit, PlaceNames, Scale

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Reading", "is_name", "name_span", "read"]

SERIES = word_set("reading_series")
KIND_REACH = 6  # words from a name to the noun that says what it is ("Sarin, the last rebel-held district")

_CONNECTORS = word_set("reading_connectors")
_LOCATIVES = word_set("reading_locatives")
_TITLES = word_set("reading_titles")
_MUCH = word_set("reading_much")
_MISTAGGED = frozenset(["PRP", "RB", "UH"])  # what taggers take a rare name for at the start of a sentence
_MEDIA = frozenset(["radio", "television", "tv", "channel"])
_NUMBERED = frozenset(["gate", "hill", "height", "point", "kilo", "base", "checkpoint", "sector", "camp", "zone"])
# Last words of names that are no places: "Nusra Front", "Red Cross".
_BODIES = word_set("reading_bodies")
_CIVIL = word_set("reading_civil")
_OFFICES = word_set("reading_offices")
_SHOUTED = word_set("reading_shouted")
_NOT_NAMES = word_set("reading_not_names")


@dataclass
class Reading:
    """What one document says about its own names. Built by `read`."""

    doc: Doc
    text: str
    words: Lexicon
    names: PlaceNames
    hits: dict[int, NameHit] = field(default_factory=dict)  # by token
    place_names: dict[str, Scale | None] = field(default_factory=dict)  # learnt, lower-case
    party_names: set[str] = field(default_factory=set)
    loose_parties: set[str] = field(default_factory=set)  # by a party noun behind them alone ("Dorva authorities")
    persons: set[str] = field(default_factory=set)  # last words of people's names, learnt
    kinds: dict[str, str] = field(default_factory=dict)  # name -> the noun that the text calls it by
    owners: dict[int, str] = field(default_factory=dict)  # "Dorvas" for "Dorva's", where a text lost its apostrophes

    def words_of(self, start: int, end: int) -> str:
        """The stored text of tokens [start, end)."""
        last = self.doc[end - 1]
        return self.text[self.doc[start].idx : last.idx + len(last)]

    def place(self, token: Token, *, strict: bool = False) -> bool:
        """Whether the noun phrase that `token` heads can be a place. `strict`: only beyond doubt."""
        low = token.lower_
        if token.tag_.startswith(("PRP", "W", "CD")) or low in _NOT_NAMES or token.i in self.owners:
            return False
        if is_name(token):
            return len(token) > 1 and self._named_place(token, strict=strict)
        if low in SERIES and not is_name(token):
            many = any(self.place(each) for name, _, each in prepositions(token) if name == "of" and each.tag_ == "NNS")
            return many or low in self.words.places
        if low in self.words.places and token.tag_.startswith(("NN", "JJ", "RB")):
            return not self._organ(token)
        return False

    def _organ(self, token: Token) -> bool:
        if any(child.dep_ == "compound" for child in token.lefts):  # "supply lines"
            return False
        return self._bare_organ(token)

    def _bare_organ(self, token: Token) -> bool:
        """ "their side", "the ground forces": a noun of places within a party's name, or with nothing to place it."""
        return token.lower_ in (
            "side",
            "sides",
            "place",
            "state",
            "line",
            "lines",
            "part",
            "parts",
            "half",
            "gains",
            "gain",
        ) and not any(self.place(each) for name, _, each in prepositions(token) if name in ("of", "in"))

    def _named_place(self, token: Token, *, strict: bool) -> bool:
        start, end = name_span(token)
        name = self.words_of(start, end).lower()
        last = self.doc[end - 1].lower_
        if last in _BODIES or last in _OFFICES or self.doc[start].lower_ in _MEDIA or self._known_party(name):
            return False
        if name in self.party_names and not (name in self.loose_parties and name in self.place_names):
            return False
        hit = self.hits.get(token.i)
        if last in self.words.places:
            return True
        if name in self.place_names:
            return True
        if hit is not None and hit.known and not hit.ambiguous:
            return True
        if self.names.demonym(token.text) or self._person(token, start):
            return False
        return not strict and token.tag_ in ("NNP", "NNPS", "NN", "JJ")

    def _known_party(self, name: str) -> bool:
        return name in self.words.named or any(name.startswith(known + " ") for known in ("islamic state", "al qaeda"))

    def titled(self, start: int) -> bool:
        """Whether the name that starts at a token has a title before it or begins with one."""
        before = self.doc[start - 1].lower_ if start > 0 else ""
        return before in _TITLES or self.doc[start].lower_ in _TITLES

    def _person(self, token: Token, start: int) -> bool:
        return self.titled(start) or self.doc[name_span(token)[1] - 1].lower_ in self.persons

    def party(self, token: Token) -> bool:
        """Whether the noun phrase that `token` heads is an armed or ruling party."""
        low = token.lower_
        if not token.tag_.startswith(("NN", "JJ", "DT")) and not is_name(token):
            return False
        if low in self.words.parties:
            if any(child.lower_ in _CIVIL for child in token.lefts):
                return False
            if low == "resistance" and any(child.lower_ in _MUCH for child in token.lefts):
                return False
            return low not in self.words.weak or low in ("enemy",) or self._described(token)
        if not is_name(token):
            return False
        start, end = name_span(token)
        name = self.words_of(start, end).lower()
        if name in self.party_names and not (name in self.loose_parties and name in self.place_names):
            return True
        if self._known_party(name) or low in self.words.named:
            return True
        if self.doc[end - 1].lower_ in _BODIES and self.doc[end - 1].lower_ not in ("state",):
            return True
        return self._people_name(token)

    def _people_name(self, token: Token) -> bool:
        """ "the Kurds", "Russians"."""
        if token.text[:1].isupper() and self.names.demonym(token.text) and not self.place_hit(token):
            return True
        if token.text[:1].isupper() and token.lower_ in self.words.peoples:
            return True
        return token.tag_ == "NNPS" and token.i not in self.hits and bool(self.names.demonym(token.text.rstrip("s")))

    def place_hit(self, token: Token) -> bool:
        hit = self.hits.get(token.i)
        return hit is not None and hit.known and not hit.ambiguous

    def power(self, token: Token) -> bool:
        """Whether it is a state, or a person or body by name, that may act for a party ("Moscow", "Assad")."""
        if not is_name(token) or token.lower_ in _NOT_NAMES:
            return False
        hit = self.hits.get(token.i)
        if hit is not None and hit.known:
            return hit.scale is Scale.COUNTRY or (hit.capital and not hit.ambiguous)
        start, end = name_span(token)
        return not any(self.doc[i].lower_ in _OFFICES for i in range(start, end))

    def _described(self, token: Token) -> bool:
        """A weak noun ("forces") is a party with a party, a people or an owner before it, or armed by its clause."""
        if token.lower_ in ("fighters", "combatants", "forces", "defenders", "occupiers", "combatant", "fighter"):
            return True
        for child in token.lefts:
            if child.dep_ in ("poss", "compound", "amod", "nmod") and child.lower_ not in (
                "large",
                "small",
                "other",
                "rights",
                "monitoring",
                "human",
            ):
                if child.dep_ == "poss" or child.lower_ in self.words.parties or is_name(child):
                    return True
                if child.lower_ in (
                    "armed",
                    "masked",
                    "uniformed",
                    "hooded",
                    "unidentified",
                    "allied",
                    "rival",
                    "rebel",
                    "ground",
                    "security",
                    "special",
                    "insurgent",
                    "jihadist",
                    "militant",
                    "terrorist",
                    "islamist",
                    "hardline",
                    "loyal",
                    "loyalist",
                    "foreign",
                    "kurdish",
                    "shi'ite",
                    "sunni",
                    "ethnic",
                    "paramilitary",
                ):
                    return True
            if (
                child.dep_ == "det"
                and child.lower_ in ("the", "this", "that")
                and token.lower_
                in (
                    "group",
                    "alliance",
                    "movement",
                    "faction",
                    "group",
                    "organisation",
                    "organization",
                    "formation",
                    "coalition",
                )
            ):
                return True
        return any(self.party(each) for name, _, each in prepositions(token) if name in ("of", "from"))

    def armed(self, token: Token) -> bool:
        return self.party(token) and token.lower_ not in self.words.unarmed

    def people(self, token: Token) -> bool:
        """People who may be killed, held or driven out: civilians, fighters, those named by number alone, by name."""
        low = token.lower_
        return (
            low in self.words.people
            or singular(low) in self.words.people
            or self.party(token)
            or low in self.words.weak
            or token.tag_ == "CD"
            or (is_name(token) and not self.place_hit(token))
        )

    def civilians(self, token: Token) -> bool:
        low = token.lower_
        return not self.armed(token) and (low in self.words.civilians or token.tag_ == "CD" or low in ("who", "those"))

    def force(self, token: Token) -> bool:
        return token.lower_ in self.words.forces or self.armed(token)


def is_name(token: Token) -> bool:
    if token.tag_ in ("NNP", "NNPS"):
        return True
    text = token.text
    if len(text) > 1 and text.isupper() and text.isalpha() and text not in _SHOUTED:
        return True  # "IS", whatever the tagger makes of it
    if not text[:1].isupper() or token.tag_ not in ("NN", "NNS", "JJ", "FW"):
        return False
    return not token.is_sent_start or not {token.lower_, token.lemma_.lower()} & common_words()


def name_span(token: Token) -> tuple[int, int]:
    """[start, end) of the run of capitalised words around a name's token, "al" and hyphens included."""
    known: dict[int, tuple[int, int]] = token.doc.user_data.setdefault("name_spans", {})  # asked for again and again
    found = known.get(token.i)
    if found is None:
        found = known[token.i] = _run_of_capitals(token)
    return found


def _run_of_capitals(token: Token) -> tuple[int, int]:
    doc = token.doc
    start = end = token.i
    first, last = token.sent.start, token.sent.end
    while start - 1 >= first and _joins(doc, start - 1, first):
        start -= 1
    while end + 1 < last and _joins_right(doc, end + 1, last):
        end += 1
    while start < token.i and (
        (doc[start].lower_ in _CONNECTORS - {"al", "el"} and not doc[start].text[:1].isupper())
        or doc[start].tag_ in ("DT", "IN", "CC", "PRP$")
    ):
        start += 1
    while end > token.i and not _capital(doc[end]):
        end -= 1
    if end + 1 < last and doc[end].lower_ in _NUMBERED and doc[end + 1].text.isdigit():
        end += 1  # "Gate 27", "Hill 305"
    return start, end + 1


def _capital(token: Token) -> bool:
    return (
        token.text[:1].isupper()
        and token.lower_ not in _NOT_NAMES
        and not token.tag_.startswith(("VB", "IN", "CC", "WP", "PRP", "MD", "RB"))
    )


def _joins(doc: Doc, index: int, first: int) -> bool:
    token = doc[index]
    if _capital(token):
        return token.dep_ != "punct" and (index > first or token.tag_.startswith("NNP"))
    return (
        token.lower_ in _CONNECTORS
        and index > first
        and (token.lower_ in ("al", "el") or _capital(doc[index - 1]) or doc[index - 1].lower_ in _CONNECTORS)
    )


def _joins_right(doc: Doc, index: int, last: int) -> bool:
    token = doc[index]
    if _capital(token):
        return True
    return (
        token.lower_ in _CONNECTORS
        and index + 1 < last
        and (_capital(doc[index + 1]) or doc[index + 1].lower_ in _CONNECTORS)
    )


def read(doc: Doc, text: str, names: PlaceNames, *, seen: str | None = None) -> Reading:
    """The reading of a parsed document: its places found, its names learnt. `seen`: the text with the rest blanked."""
    reading = Reading(doc, text, lexicon(), names)
    found = names.find(text if seen is None else seen)
    starts = {token.idx: token.i for token in doc}
    for hit in found:
        index = starts.get(hit.start)
        while index is not None and index < len(doc) and doc[index].idx < hit.end:
            reading.hits[index] = hit
            if doc[index].tag_ in _MISTAGGED and doc[index].text[:1].isupper() and reading.place_hit(doc[index]):
                doc[index].tag_ = "NNP"
            index += 1
    known = {hit.text.lower() for hit in found if hit.known}
    for token in doc:
        if is_name(token):
            bare = token.text[:-1]
            if token.text.endswith("s") and not reading.place_hit(token) and _lost_owner(reading, token, bare, known):
                reading.owners[token.i] = bare
            _learn(reading, token)
    return reading


def _learn(reading: Reading, token: Token) -> None:
    start, end = name_span(token)
    doc, words = reading.doc, reading.words
    name = reading.words_of(start, end).lower()
    after = doc[end].lower_ if end < len(doc) else ""
    beyond = doc[end + 1].text if end + 1 < len(doc) else ""
    if (
        (
            doc[end - 1].lower_ in _BODIES
            or (after in words.parties and not reading.place_hit(token) and after not in ("city", "side"))
        )
        and not reading.names.demonym(token.text)
        and end - start <= 5
        and after != "government"
    ):
        reading.party_names.add(name)
        if doc[end - 1].lower_ not in _BODIES and not doc[start].text.isupper():
            reading.loose_parties.add(name)
    if after == "(" and beyond.isupper() and 2 <= len(beyond) <= 6:
        reading.party_names.add(beyond.lower())
        if not reading.place_hit(token):
            reading.party_names.add(name)
    if token.i != end - 1 or name in words.named or token.lower_ in _NOT_NAMES:
        return
    if not reading.place_hit(token) and name not in reading.party_names and _is_person(reading, token, start):
        reading.persons.add(token.lower_)
        return
    _learn_kind(reading, start, end, name)
    if (
        token.dep_ == "dobj"
        and token.head.lower_ in words.verbs
        and any(rule.frame.id == "take" and not rule.strict for rule in words.verbs[token.head.lower_])
    ):
        reading.place_names.setdefault(name, None)
    before = doc[start - 1].lower_ if start > 0 else ""
    if before == "the" and start > 1:
        return
    of_place = (
        before == "of"
        and start > 1
        and words.places.get(doc[start - 2].lower_) in ("town", "district", "province", "site")
    )
    if of_place or (before in _LOCATIVES and doc[end - 1].lower_ not in _BODIES | _OFFICES and token.dep_ == "pobj"):
        scale = (
            Scale(words.places[doc[start - 2].lower_])
            if of_place and doc[start - 2].lower_ not in words.seats
            else None
        )
        known = reading.hits[token.i].scale if reading.place_hit(token) else None
        if known is Scale.COUNTRY or (known is Scale.TOWN and scale is Scale.SITE):
            scale = None  # "the centre of Ghazni" does not make Ghazni a site
        if name not in reading.party_names or name in reading.loose_parties:
            reading.place_names[name] = reading.place_names.get(name) or scale


def _is_person(reading: Reading, token: Token, start: int) -> bool:
    """Whether the text treats a name as a person's: by title or role, by what he says, by the forces that are his."""
    words = reading.words
    if reading.titled(start):
        return True
    if token.lower_ in _BODIES | _OFFICES or token.lower_ in words.places:
        return False
    if token.dep_ == "nsubj" and token.head.lower_ in SAID and start < token.i:
        return True
    if any(child.lower_ in _TITLES for child in children(token, "appos")):
        return True
    return (
        token.dep_ == "poss" and token.head.lower_ in words.forces and token.head.lower_ not in ("headquarters", "base")
    )


def _learn_kind(reading: Reading, start: int, end: int, name: str) -> None:
    """ "Sarin neighbourhood", "Sarin, a district in the west": what kind of place the name is from then on."""
    doc, words = reading.doc, reading.words
    if name in reading.party_names:
        return
    follows = doc[end] if end < len(doc) else None
    if follows is None or reading.place_names.get(name) is not None:
        return
    scale = words.places.get(follows.lower_)
    if scale is not None and follows.tag_ == "NN":
        reading.kinds.setdefault(name, follows.lower_)
    if (
        scale == "district"
        and follows.tag_ == "NN"
        and ((start > 0 and doc[start - 1].lower_ in ("the", "in")) or not reading.place_hit(doc[start]))
    ) or (scale == "province" and not reading.place_hit(doc[start])):
        reading.place_names[name] = Scale(scale)
        return
    i = end + 1 if follows.text == "," else end
    if i < len(doc) and doc[i].lower_ in ("a", "an", "the", "another"):
        for j in range(i + 1, min(i + KIND_REACH, len(doc))):
            kind = words.places.get(doc[j].lower_)
            if kind in ("town", "district", "province") and doc[j].lower_ not in words.vague:
                reading.kinds.setdefault(name, doc[j].lower_)
                reading.place_names[name] = Scale.TOWN if doc[j].lower_ in words.seats else Scale(kind)
                return
            if not doc[j].tag_.startswith(("JJ", "NN", "RB", "VBN")):
                return


def _lost_owner(reading: Reading, token: Token, bare: str, known: set[str]) -> bool:
    """Whether "Dorvas" before a noun is "Dorva's" without its apostrophe."""
    follows = reading.doc[token.i + 1] if token.i + 1 < len(reading.doc) else None
    if follows is None or not follows.tag_.startswith(("NN", "JJ", "VBN", "RB")):
        return False
    if bare.lower() in known | reading.party_names:
        return True
    scale = reading.names.scale_of(bare) if len(bare) > 3 else None
    return scale is Scale.COUNTRY and reading.names.scale_of(token.text) is not Scale.COUNTRY
