"""Whose side a party or a speaker is on, in one document.

With a theatre, by its aliases, roles and relations. Without one by ids that are the same string in every document:
state forces "<iso2>-government", a named group the slug of its name, unnamed armed opponents "<iso2>-opposition".
One group has one id in a document, whatever it is called there (DESIGN section 4).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from datetime import date
from functools import cache

from dateline.link.actors_names import Aliases, first_party, party_words, slug, vocabulary_set
from dateline.link.gazetteer import Gazetteer
from dateline.link.gazetteer_names import fold
from dateline.link.theatre import Side, Theatre
from dateline.model import Document, Level, Speaker, SpeakerKind
from dateline.vocab import vocabulary

__all__ = ["DocumentSides"]

GOVERNMENT, OPPOSITION = "government", "opposition"
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_ACRONYM = re.compile(
    r"((?:[A-Z][\w'’-]+\s(?:(?:of|the|for|and|in)\s){0,2}){1,6}[A-Z][\w'’-]+)\s\(([A-Z][A-Z-]{1,7})\)"
)
_BEFORE_NAME, _AFTER_NAME = 90, 70  # characters around a person's first mention where his office stands
_DOMINANT = 2  # times as often named as the next: then "the rebels" are they
_NAMED_SHARE = 3  # "rebels" may stand so many times for each naming of the group; beyond that they are others
_SENTENCE = re.compile(r"[.!?]\s|\n")
_APPOSITION = re.compile(
    r"\s*,\s+(?:(?:a|an|the|who|head|chief|leader|commander|spokes\w+|deputy|governor|mayor|minister|president)\b)|\s+(?:of|from)\s"
)
_LED = re.compile(r"\b([\w.]+(?: [\w.]+)?)[-‑](led|dominated|run|backed|supported|allied|sponsored)\b", re.IGNORECASE)
_NEARBY = 400  # code points back in which a bare "spokesman" finds the side he speaks for


class DocumentSides:
    """The sides of one document."""

    def __init__(
        self, document: Document, gazetteer: Gazetteer, theatre: Theatre | None, country: str | None = None
    ) -> None:
        self._text = document.text
        self._theatre = theatre
        self._gazetteer = gazetteer
        self.country = theatre.countries[0] if theatre else country
        self._named, self._generic, self._armed = _theatre_names(theatre) if theatre else _known_names()
        if not theatre:
            self._define_acronyms(document.text)
        self._mentions = self._scan(document.text)
        self._positions = [position for position, _ in self._mentions]
        self._counts = Counter(side for _, side in self._mentions)
        opposing = vocabulary_set(OPPOSITION)
        self._unnamed = sum(1 for word in _WORD.findall(document.text) if word.lower() in opposing)
        self._people: dict[str, str | None] = {}
        self.outlet_side = document.outlet_side or self._organ(document.outlet or "")

    # ---- parties

    def side_of(self, text: str, at: int | None = None) -> str | None:
        """The side of a party's words at a position of the text, or None where nothing tells."""
        side = self._by_words(first_party(text), at)
        if side is None and first_party(text) != text:
            side = self._by_words(text, at)
        return side or self._person(text) or self._unknown_group(text)

    def _led_by(self, text: str, words: list[str]) -> str | None:
        """ "Kurdish-led forces" are the Kurds; "Turkish-backed fighters" whom the theatre says that Turkey backs."""
        match = _LED.search(text)
        if not match or not set(words) <= _common_words():
            return None
        owner = self._by_words(match[1], None)
        if match[2].lower() in ("led", "dominated", "run"):
            return owner
        backed = (
            [
                relation.sides[1]
                for relation in self._theatre.relations
                if relation.kind == "backs" and relation.sides[0] == owner
            ]
            if self._theatre
            else []
        )
        return backed[0] if len(backed) == 1 else None

    def name_of(self, side: str | None) -> str | None:
        """How the theatre calls the side."""
        return self._theatre.sides[side].name if self._theatre and side in self._theatre.sides else None

    def enemy_of(self, side: str, day: date | None) -> str | None:
        """Whom the side means by "the enemy": of those it fights the one that the document names most."""
        if self._theatre:
            foes = self._theatre.enemies(side, day)
            return max(foes, key=lambda foe: (self._counts[foe], -foes.index(foe)), default=None)
        state = self._state(self.country)
        if side == state:
            return self._main_group() or (f"{self.country.lower()}-{OPPOSITION}" if self.country else None)
        return state

    def _by_words(self, text: str, at: int | None) -> str | None:
        words = party_words(text)
        if led := self._led_by(text, words):
            return led
        if not words or _has(words, vocabulary_set("neutral")):
            return None
        named = self._named.find(words)
        if named:
            return named[0]
        country = self._country(text, words)
        if "foreign" in words and not country:
            return None
        opposed = any(word in vocabulary_set(OPPOSITION) for word in words)
        if country and not opposed:
            return self._state(country)
        generic = self._generic.find(words)
        if generic and not (opposed and country and not self._theatre):
            return generic[0]
        if opposed:
            return self._opposition(country, rebels=bool(vocabulary_set("rebels").intersection(words)))
        if any(word in vocabulary_set("anaphora") for word in words):
            return self._last_group(at)
        if vocabulary_set("bare_roles").issuperset(words):
            return self._nearby(at) or self._state(self.country)
        if _has(words, vocabulary_set("state")):
            return self._state(self.country)
        return None

    def _nearby(self, at: int | None) -> str | None:
        """The side named last, and close by."""
        if at is None:
            return None
        before = bisect_left(self._positions, at)
        if before == 0 or at - self._positions[before - 1] > _NEARBY:
            return None
        return self._mentions[before - 1][1]

    def _country(self, text: str, words: list[str]) -> str | None:
        """The state that a demonym, a country's name or its seat of government names."""
        for word in _WORD.findall(text):
            bare = re.sub(r"['’]s?$", "", word)
            if bare[:1].isupper() and (country := self._demonym(bare)):
                return country
        seat = _seats().find(words)
        if seat:
            return seat[0]
        capitals = [word.strip(",") for word in re.sub(r"['’]s?\b", "", text).split()]
        for length in (4, 3, 2, 1):
            for start in range(len(capitals) - length + 1):
                run = capitals[start : start + length]
                if (
                    run[0][:1].isupper()
                    and run[-1][:1].isupper()
                    and (found := self._gazetteer.country_of(" ".join(run)))
                ):
                    return found
        return None

    def _demonym(self, word: str) -> str | None:
        """Also of texts that lost their apostrophes: "Russias forces"."""
        country = self._gazetteer.demonym(word)
        if country is None and word.endswith("s") and len(word) > 4:
            country = self._gazetteer.country_of(word[:-1])
        return country

    def _state(self, country: str | None) -> str | None:
        if self._theatre:
            own = (side for side, facts in self._theatre.sides.items() if facts.country == country)
            return next(own, None) or (f"{country.lower()}-{GOVERNMENT}" if country else None)
        return f"{country.lower()}-{GOVERNMENT}" if country else None

    def _opposition(self, country: str | None, *, rebels: bool = False) -> str | None:
        if self._theatre:
            return self._main_group()
        if country is None or country == self.country:
            group = self._main_group()
            if rebels and group in vocabulary("actors")["not_rebels"]:
                group = None
            if group:
                return group
        country = country or self.country
        return f"{country.lower()}-{OPPOSITION}" if country else None

    def _main_group(self) -> str | None:
        """The armed group that the document is about, if it is about one."""
        ranked = [(side, count) for side, count in self._counts.most_common() if side in self._armed]
        if not ranked or (not self._theatre and self._unnamed > _NAMED_SHARE * ranked[0][1]):
            return None
        return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= _DOMINANT * ranked[1][1] else None

    def _last_group(self, at: int | None) -> str | None:
        """The armed group last named before this position."""
        before = self._mentions[: bisect_left(self._positions, at)] if at is not None else self._mentions
        return next((side for _, side in reversed(before) if side in self._armed), None)

    def _unknown_group(self, text: str) -> str | None:
        """A group that no table has, by its name: "Liwa Suqour al-Jabal brigade"."""
        words = fold(text).split()
        capitals = [word for word in text.split() if word[:1].isupper()]
        return slug(text) if len(capitals) >= 2 and vocabulary_set("group_heads").intersection(words) else None

    # ---- speakers

    def speaker(self, speaker: Speaker, at: int | None = None) -> tuple[str | None, Level | None]:
        """The speaker's side and, for officials, level."""
        side, rule_level = self._speaker_side(speaker, at)
        if speaker.kind is not SpeakerKind.OFFICIAL:
            return side, speaker.level
        return side, rule_level or speaker.level or _level(speaker.text) or Level.CENTRAL

    def _speaker_side(self, speaker: Speaker, at: int | None) -> tuple[str | None, Level | None]:
        texts = [text for text in (speaker.text, speaker.name) if text]
        if speaker.kind is SpeakerKind.AGENCY:
            return next(filter(None, map(self._outlet, texts)), None), None
        if speaker.kind in (SpeakerKind.MONITOR, SpeakerKind.ANALYST):
            return None, None
        if speaker.kind in (SpeakerKind.WITNESS, SpeakerKind.LOCAL):
            return next(filter(None, (self._partisan(text) for text in texts)), None), None
        if any(_has(party_words(text), vocabulary_set("neutral")) for text in texts):
            return None, None
        for text in texts:
            if side := self._telling(text):
                return side, self._rule_level(side, text)
        for text in texts:
            if ruled := self._by_rule(text):
                return ruled
        for text in texts:
            side = self._by_words(text, at) or self._person(text) or self._unknown_group(text)
            if side:
                return side, None
        return None, None

    def _telling(self, text: str) -> str | None:
        """The side that a name or demonym in the words gives."""
        words = party_words(text)
        named = self._named.find(words)
        if named:
            return named[0]
        country = self._country(text, words)
        if country and not any(word in vocabulary_set(OPPOSITION) for word in words):
            return self._state(country)
        return None

    def _partisan(self, text: str) -> str | None:
        """Activists and fighters' kin speak for a side only if their words name it."""
        words = party_words(text)
        if not any(word in vocabulary_set(OPPOSITION) for word in words):
            return None
        named = self._named.find(words) or self._generic.find(words)
        return named[0] if named else self._opposition(self._country(text, words))

    def _by_rule(self, text: str) -> tuple[str, Level | None] | None:
        for side, facts in self._theatre.sides.items() if self._theatre else ():
            for rule in facts.speakers:
                if rule.pattern.search(text):
                    return side, rule.level
        return None

    def _rule_level(self, side: str, text: str) -> Level | None:
        facts = self._theatre.sides.get(side) if self._theatre else None
        return next((rule.level for rule in facts.speakers if rule.pattern.search(text)), None) if facts else None

    def _outlet(self, text: str) -> str | None:
        """The side whose organ it is: by the tables, by "state television", or by whose it is said to be."""
        organ = self._organ(text)
        if organ:
            return organ
        words = party_words(text)
        if re.search(
            r"\bstate(?:[- ](?:run|owned|controlled|media|tv|television|radio|news|agency))", text, re.IGNORECASE
        ):
            return self._state(self._country(text, words) or self.country)
        named = self._named.find(words)
        return named[0] if named and not self._country(text, words) else None

    def _organ(self, outlet: str) -> str | None:
        wanted = f" {fold(outlet)} "
        for name, side in _organs(self._theatre):
            if f" {name} " in wanted:
                return side if not self._theatre or side in self._theatre.sides else self._translate(side)
        return None

    def _translate(self, side: str) -> str | None:
        """A side of the general tables as this theatre calls it."""
        country, _, kind = side.partition("-")
        if kind == GOVERNMENT:
            return self._state(country.upper())
        named = self._named.find(side.split("-"))
        return named[0] if named else None

    def _person(self, text: str) -> str | None:
        """A person's side, by the office that stands beside his first mention."""
        name = text.strip()
        if _common_words().intersection(party_words(name)):
            return None
        if name not in self._people:
            self._people[name] = self._office(name)
        return self._people[name]

    def _office(self, name: str) -> str | None:
        capitals = [word for word in name.split() if word[:1].isupper()]
        spot = self._text.find(name) if capitals else -1
        if spot < 0:
            return None
        before = _SENTENCE.split(self._text[max(0, spot - _BEFORE_NAME) : spot])[-1]
        after = _SENTENCE.split(self._text[spot + len(name) : spot + len(name) + _AFTER_NAME])[0]
        apposition = after.lstrip(" ,") if _APPOSITION.match(after) else ""
        for words in (apposition.split(",")[0], before.rsplit(",", 1)[-1], before):
            side = self._by_words(words, spot) if words.strip() else None
            if side:
                return side
        return None

    # ---- the document

    def _define_acronyms(self, text: str) -> None:
        """ "Revolutionary United Front (RUF)" makes the two one group."""
        for full, short in _ACRONYM.findall(text):
            known = self._named.exact(party_words(full))
            words = fold(full).split()
            if known is None and not vocabulary_set("group_heads").intersection(words):
                continue
            side = known or slug(full)
            self._named.add(full, side)
            self._named.add(short, side)
            self._armed.add(side)

    def _scan(self, text: str) -> list[tuple[int, str]]:
        """Every place where a side is named, in order."""
        tokens = [(match.start(), match.group()) for match in _WORD.finditer(text)]
        folded = [fold(re.sub(r"['’]s?$", "", word)) for _, word in tokens]
        found: list[tuple[int, str]] = []
        skip = 0
        for number, (start, _) in enumerate(tokens):
            if number < skip:
                continue
            hit = self._named.starting(folded, number)
            if hit:
                found.append((start, hit[0]))
                skip = number + hit[1]
        return found


def _has(words: list[str], vocabulary: frozenset[str]) -> bool:
    joined = f" {' '.join(words)} "
    return any(f" {entry} " in joined for entry in vocabulary)


def _level(text: str) -> Level | None:
    words = fold(text).split()
    for level, telling in vocabulary("actors")["levels"].items():
        if _has(words, frozenset(fold(word) for word in telling)):
            return Level(level)
    return None


def _theatre_names(theatre: Theatre) -> tuple[Aliases, Aliases, set[str]]:
    named, generic = Aliases(), Aliases()
    for side, facts in theatre.sides.items():
        for alias in (facts.name, *facts.aliases):
            (generic if _is_generic(alias) else named).add(alias, side)
    return named, generic, {side for side, facts in theatre.sides.items() if facts.armed_group}


def _is_generic(alias: str) -> bool:
    """Whether the alias is made of words that fit any side: "the army", "insurgent group"."""
    words = party_words(alias)
    return " ".join(words) in _common_words() or _common_words().issuperset(words)


@cache
def _common_words() -> frozenset[str]:
    return vocabulary_set("state") | vocabulary_set(OPPOSITION) | vocabulary_set("anaphora")


def _known_names() -> tuple[Aliases, Aliases, set[str]]:
    groups: dict[str, list[str]] = vocabulary("actors")["groups"]
    return Aliases((name, side) for side, names in groups.items() for name in names), Aliases(), set(groups)


@cache
def _seats() -> Aliases:
    tables = (vocabulary("actors")["seats"], vocabulary("actors")["persons"])
    return Aliases((name, country) for table in tables for country, names in table.items() for name in names)


def _organs(theatre: Theatre | None) -> list[tuple[str, str]]:
    own: dict[str, Side] = theatre.sides if theatre else {}
    found = [(fold(organ), side) for side, facts in own.items() for organ in facts.organs]
    general: dict[str, list[str]] = vocabulary("actors")["organs"]
    return found + [(fold(organ), side) for side, organs in general.items() for organ in organs]
