"""Whose side a party is on, in one document.

With a theatre, by its aliases, roles and relations. Without one by ids that are the same string in every document:
state forces "<iso2>-government", a named group the slug of its name, unnamed armed opponents "<iso2>-opposition".
One group has one id in a document, whatever it is called there (DESIGN section 4).
"""

from __future__ import annotations

import re
from datetime import date

from dateline.link.actors_mentions import Mentions
from dateline.link.actors_names import first_party, is_group_name, party_words, slug, vocabulary_set
from dateline.link.actors_tables import GOVERNMENT, OPPOSITION, common_words, has, organs, seats, side_names
from dateline.link.gazetteer import Gazetteer
from dateline.link.gazetteer_names import fold
from dateline.link.theatre import Theatre
from dateline.model import Document, Party
from dateline.vocab import vocabulary

__all__ = ["DocumentSides"]

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_BEFORE_NAME, _AFTER_NAME = 90, 70  # code points around a person's first mention where his office stands
_SENTENCE = re.compile(r"[.!?]\s|\n")
_APPOSITION = re.compile(
    r"\s*,\s+(?:a|an|the|who|head|chief|leader|commander|spokes\w+|deputy|governor|mayor|minister|president)\b"
    r"|\s+(?:of|from)\s"
)
_LED = re.compile(r"\b([\w.]+(?: [\w.]+)?)[-‑](led|dominated|run|backed|supported|allied|sponsored)\b", re.IGNORECASE)
_WHERE = re.compile(r"\s+(?:in|from|across|inside)\s")
_LONGEST_COUNTRY = 4  # words


class DocumentSides:
    """The sides of one document."""

    def __init__(
        self, document: Document, gazetteer: Gazetteer, theatre: Theatre | None, country: str | None = None
    ) -> None:
        self._text = document.text
        self._theatre = theatre
        self._gazetteer = gazetteer
        self.country = theatre.countries[0] if theatre else country
        self._names = side_names(theatre)
        self._mentions = Mentions(document.text, self._names, theatre=theatre is not None)
        self._people: dict[str, str | None] = {}
        self.outlet_side = document.outlet_side or self.organ(document.outlet or "")

    def side_of(self, text: str, at: int | None = None) -> str | None:
        """The side of a party's words at a position of the text, or None where nothing tells."""
        side = self.by_words(first_party(text), at)
        if side is None and first_party(text) != text:
            side = self.by_words(text, at)
        return side or self._person(text) or _unknown_group(text)

    def name_of(self, side: str | None) -> str | None:
        """How the theatre calls the side."""
        return self._theatre.sides[side].name if self._theatre and side in self._theatre.sides else None

    def enemy_of(self, side: str, day: date | None) -> str | None:
        """Whom the side means by "the enemy": of those it fights the one that the document names most."""
        if self._theatre:
            foes = self._theatre.enemies(side, day)
            return max(foes, key=lambda foe: (self._mentions.counts[foe], -foes.index(foe)), default=None)
        state = self._state(self.country)
        return (self._mentions.main_group() or self._unnamed(self.country)) if side == state else state

    def opponent_of(self, side: str, day: date | None, at: int, *, speaker: str | None = None) -> Party | None:
        """Whom the side fights at this spot, where the clause leaves it out: the speaker's side if they are enemies,
        else its enemy that is named nearest, of the country's own sides before foreign ones."""
        if self._theatre:
            foes = self._theatre.enemies(side, day)
            own = [foe for foe in foes if self._is_own(self._theatre, foe)]
            for among in ([speaker] if speaker in foes else [], own, foes):
                nearest = self._mentions.nearest([foe for foe in among if foe], at)
                if nearest:
                    return Party(nearest[1], self.name_of(nearest[0]), nearest[0])
            return None
        state = self._state(self.country)
        if side != state:
            word = self._mentions.nearest_word("regulars", at)
            return Party(word, None, state) if word and state else None
        group = self._mentions.main_group()
        nearest = self._mentions.nearest([group], at) if group else None
        if nearest:
            return Party(nearest[1], None, group)
        word, unnamed = self._mentions.nearest_word(OPPOSITION, at), self._unnamed(self.country)
        return Party(word, None, unnamed) if word and unnamed else None

    @staticmethod
    def _is_own(theatre: Theatre, side: str) -> bool:
        """Whether the side is one of the theatre's countries': their state or an armed group."""
        facts = theatre.sides[side]
        return facts.armed_group or facts.country in theatre.countries

    # ---- what the words say

    def by_words(self, text: str, at: int | None) -> str | None:
        """The side that the words themselves name or, in this document, refer to."""
        words = party_words(text)
        if led := self._led_by(text):
            return led
        if not words or has(words, vocabulary_set("neutral")):
            return None
        named = self._names.named.find(words)
        if named:
            return named[0]
        return _named_group(text, words) or self._by_common_words(text, words, at)

    def telling(self, text: str) -> str | None:
        """The side that a name or demonym in the words gives, and nothing less."""
        words = party_words(text)
        named = self._names.named.find(words)
        if named:
            return named[0]
        country = self._country(text, words)
        return self._state(country) if country and not _no_state(words) else None

    def _by_common_words(self, text: str, words: list[str], at: int | None) -> str | None:
        country = self._country(text, words)
        if "foreign" in words and not country:
            return None
        if country and not _no_state(words):
            return self._state(country)
        generic = self._names.generic.find(words)
        if generic:
            return generic[0]
        if vocabulary_set(OPPOSITION).intersection(words):
            return self._opposition(country, words)
        return None if vocabulary_set("minorities").intersection(words) else self._referred(words, at)

    def _referred(self, words: list[str], at: int | None) -> str | None:
        """ "The group", "a spokesman", "the army": by what was named before, or the state of the country."""
        if vocabulary_set("anaphora").intersection(words):
            return self._mentions.last_group(at)
        if vocabulary_set("bare_roles").issuperset(words):
            return self._mentions.nearby(at) or self._state(self.country)
        return self._state(self.country) if has(words, vocabulary_set("state")) else None

    def _led_by(self, text: str) -> str | None:
        """ "Kurdish-led forces" are the Kurds; "Turkish-backed fighters" whom the theatre says that Turkey backs."""
        match = _LED.search(text)
        if not match or not common_words().issuperset(party_words(_WHERE.split(text)[0])):
            return None
        owner = self.by_words(match[1], None)
        if match[2].lower() in ("led", "dominated", "run") or not self._theatre:
            return owner if match[2].lower() in ("led", "dominated", "run") else None
        backed = [r.sides[1] for r in self._theatre.relations if r.kind == "backs" and r.sides[0] == owner]
        return backed[0] if len(backed) == 1 else None

    # ---- states

    def state_in(self, text: str) -> str | None:
        """The state that the words name, else that of the document's country."""
        return self._state(self._country(text, party_words(text)) or self.country)

    def _country(self, text: str, words: list[str]) -> str | None:
        """The country that a demonym, its seat of government or its name gives."""
        plain = [re.sub(r"['’]s?$", "", word) for word in _WORD.findall(text)]
        for word in plain:
            if word[:1].isupper() and (country := self._demonym(word)):
                return country
        seat = seats().find(words)
        return seat[0] if seat else self._country_name(plain)

    def _country_name(self, words: list[str]) -> str | None:
        for length in range(min(_LONGEST_COUNTRY, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                run = words[start : start + length]
                if run[0][:1].isupper() and run[-1][:1].isupper():
                    found = self._gazetteer.country_of(" ".join(run))
                    if found:
                        return found
        return None

    def _demonym(self, word: str) -> str | None:
        """Also of texts that lost their apostrophes: "Russias forces"."""
        country = self._gazetteer.demonym(word)
        if country is None and word.endswith("s") and len(word) > 4:
            country = self._gazetteer.country_of(word[:-1])
        return country

    def _state(self, country: str | None) -> str | None:
        own = (side for side, facts in self._theatre.sides.items() if facts.country == country) if self._theatre else ()
        return next(iter(own), None) or (f"{country.lower()}-{GOVERNMENT}" if country else None)

    # ---- armed opponents

    def _opposition(self, country: str | None, words: list[str]) -> str | None:
        if self._theatre:
            return self._mentions.main_group()
        group = self._mentions.main_group() if country in (None, self.country) else None
        rebels = vocabulary_set("rebels").intersection(words)
        if group and not (rebels and group in vocabulary("actors")["not_rebels"]):
            return group
        return self._unnamed(country or self.country)

    def _unnamed(self, country: str | None) -> str | None:
        return f"{country.lower()}-{OPPOSITION}" if country else None

    # ---- outlets

    def organ(self, outlet: str) -> str | None:
        """The side that the outlet is an organ of."""
        wanted = f" {fold(outlet)} "
        side = next((side for name, side in organs(self._theatre) if f" {name} " in wanted), None)
        if side is None or not self._theatre or side in self._theatre.sides:
            return side
        country, _, kind = side.partition("-")  # a side of the general table, as this theatre calls it
        named = self._names.named.find(side.split("-"))
        return self._state(country.upper()) if kind == GOVERNMENT else named[0] if named else None

    def owner(self, text: str) -> str | None:
        """The group whose channel it is said to be: "a television channel run by Hezbollah"."""
        words = party_words(text)
        named = self._names.named.find(words)
        return named[0] if named and not self._country(text, words) else None

    # ---- persons

    def _person(self, text: str) -> str | None:
        """A person's side, by the office that stands beside his first mention."""
        name = text.strip()
        if common_words().intersection(party_words(name)) or all(map(self._gazetteer.adjective, name.split())):
            return None
        if name not in self._people:
            self._people[name] = self._office(name)
        return self._people[name]

    def _office(self, name: str) -> str | None:
        spot = self._text.find(name) if any(word[:1].isupper() for word in name.split()) else -1
        if spot < 0:
            return None
        before = _SENTENCE.split(self._text[max(0, spot - _BEFORE_NAME) : spot])[-1]
        if before.rstrip().endswith(('"', "”", "''")):
            before = ""  # the words of the quote, not his office
        after = _SENTENCE.split(self._text[spot + len(name) : spot + len(name) + _AFTER_NAME])[0]
        apposition = after.lstrip(" ,") if _APPOSITION.match(after) else ""
        offices = (before.rsplit(",", 1)[-1], apposition.split(",")[0], before)
        return next(filter(None, (self.by_words(words, spot) for words in offices if words.strip())), None)


def _no_state(words: list[str]) -> bool:
    """Whether a demonym in these words does not mean the state: "Syrian rebels", "a Kurdish group"."""
    faction = vocabulary_set("factions").intersection(words) and not vocabulary_set("regulars").intersection(words)
    apart = vocabulary_set(OPPOSITION) | vocabulary_set("minorities")
    return bool(faction or apart.intersection(words))


def _unknown_group(text: str) -> str | None:
    """A group that no table has, by its name: "Liwa Suqour al-Jabal brigade"."""
    return slug(text) if is_group_name(text) else None


def _named_group(text: str, words: list[str]) -> str | None:
    """An unknown group whose name alone tells it from a state's army: "National Liberation Army"."""
    return slug(text) if vocabulary_set("group_words").intersection(words) and is_group_name(text) else None
