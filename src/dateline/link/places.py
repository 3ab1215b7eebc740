"""Which place of a name is meant: the choice among the gazetteer's candidates, with its reasons.

All names of a document are settled together. A candidate's score is in decades of population: how readily it
comes to mind, and what speaks for it here: the theatre, a parent that the text states, the countries and
provinces that the document speaks of, and the places already chosen near it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import asin, cos, radians, sin, sqrt

from dateline.link.gazetteer import Entry, Gazetteer, prominence
from dateline.link.gazetteer_names import fold
from dateline.link.theatre import Theatre
from dateline.model import Scale
from dateline.vocab import vocabulary

__all__ = ["Choice", "Context", "Mention", "choose", "kilometres"]

# Weights in decades of population, set on the development halves of the geoparsing sets (benchmarks/places.py).
IN_THEATRE = 4.0
AROUND_THEATRE = 1.5
THEATRE_PLACE = 2.0  # the theatre's own table names it
STATED_PARENT = 6.0
SAME_COUNTRY = 2.5
SAME_ADMIN1 = 2.0
SAME_SCALE = {  # the wording says of what scale it is; that of a town is often only assumed
    Scale.TOWN: 1.5,
    Scale.PROVINCE: 4.0,
    Scale.DISTRICT: 3.0,
    Scale.COUNTRY: 4.0,
    Scale.SITE: 4.0,
    Scale.AREA: 3.0,
}
VOTE = {Scale.COUNTRY: 1.0, Scale.PROVINCE: 0.7, Scale.DISTRICT: 0.5, Scale.TOWN: 0.3}  # for the country it is in
COUNTRY_VOTES = 2.0  # votes beyond this add nothing
ROUNDS = 3  # first each name by itself, then in the light of the others
NEAR = 4.0
NEAR_KM = 100.0
NEAR_ENOUGH = 3  # places nearby beyond this number add nothing


_LOCAL = (Scale.TOWN, Scale.DISTRICT, Scale.SITE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at `[start, end)` of the text. `scale` and `within` are what the wording says, if it does."""

    start: int
    end: int
    name: str
    scale: Scale | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The place meant, and why."""

    entry: Entry
    reasons: tuple[str, ...]


def kilometres(one: Entry, other: Entry) -> float:
    """Great-circle distance."""
    lat1, lat2 = radians(one.lat), radians(other.lat)
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 12742 * asin(sqrt(min(1.0, half)))


def choose(
    text: str, mentions: Sequence[Mention], gazetteer: Gazetteer, theatre: Theatre | None = None
) -> list[Choice | None]:
    """The place that each mention means, or None where nobody knows the name. A name keeps its sense in a document."""
    return Context(text, mentions, gazetteer, theatre).choices


class Context:
    """The names of one document and what they mean together; `choose` settles a further name in their light."""

    def __init__(
        self, text: str, mentions: Sequence[Mention], gazetteer: Gazetteer, theatre: Theatre | None = None
    ) -> None:
        self._text, self._gazetteer, self._theatre = text, gazetteer, theatre
        options = [_candidates(mention, gazetteer, theatre) for mention in mentions]
        parents = [_parent(text, mentions, options, number) for number in range(len(mentions))]
        for number, parent in enumerate(parents[:-1]):
            if parent is not None:
                options[number + 1] = [parent]  # "Albany, New York" names the state
        self._settled: dict[str, Choice] = {}
        self._guesses: dict[str, Entry] = {}  # the first guess at each name; then what the guesses together make of it
        for _ in range(ROUNDS):
            self._settled = {}
            self.choices = [self._settle(*each) for each in zip(mentions, options, parents, strict=True)]
            self._guesses = {
                fold(mention.name): choice.entry
                for mention, choice in zip(mentions, self.choices, strict=True)
                if choice
            }

    def town_before(self, number: int) -> Entry | None:
        """The town last chosen before this mention, else the first of the document: where its streets are."""
        towns = [choice.entry if choice and choice.entry.scale in _LOCAL else None for choice in self.choices]
        return next((town for town in [*towns[:number][::-1], *towns] if town), None)

    def choose(self, name: str, *, scale: Scale | None = None, within: str | None = None) -> Choice | None:
        """The place that a further name of this document means; `scale` and `within` as its wording says."""
        mention = Mention(0, 0, name, scale, within)
        found = _candidates(mention, self._gazetteer, self._theatre)
        return self._settle(mention, found, self._stated(found, within) if within else None)

    def _stated(self, found: list[Entry], within: str) -> Entry | None:
        """The place that the text puts the name in."""
        parents = _candidates(Mention(0, 0, within), self._gazetteer, self._theatre)
        inside = [parent for parent in parents if any(_lies_in(entry, parent) for entry in found)]
        return max(inside, key=prominence) if inside else None

    def _settle(self, mention: Mention, found: list[Entry], parent: Entry | None) -> Choice | None:
        key = fold(mention.name)
        if not found:
            return None
        if parent is None and mention.scale is None and key in self._settled:
            return self._settled[key]
        others = [entry for name, entry in self._guesses.items() if name != key]
        choice = _best(mention, found, self._theatre, parent, others)
        if parent is not None or (key not in self._settled and len(found) > 1):
            self._settled[key] = choice
        return choice


def _candidates(mention: Mention, gazetteer: Gazetteer, theatre: Theatre | None) -> list[Entry]:
    for name in _variants(mention.name):
        found = _called(name, gazetteer)
        if theatre and not any(entry.country in theatre.countries for entry in found):
            found = [*found, *gazetteer.sounding(name, theatre.countries)]
        if found:
            return found
    return next((found for part in _parts(mention.name) if (found := _called(part, gazetteer))), [])


def _called(name: str, gazetteer: Gazetteer) -> list[Entry]:
    country = gazetteer.demonym(name) if name[:1].isupper() else None
    return gazetteer.countries(country) if country else gazetteer.candidates(name)


def _parts(name: str) -> list[str]:
    """The place inside the name of an institution or site: "Cavan Institute", "Council of Europe", "US embassy"."""
    words = name.split()
    lowered = [word.lower() for word in words]
    if len(words) < 2:
        return []
    parts = [" ".join(words[length:]) for length in range(1, len(words)) if lowered[length - 1] == "of"]
    if any(word in _institutions() for word in lowered):
        parts += [" ".join(words[:length]) for length in range(len(words) - 1, 0, -1)]
    return [part for part in parts if part[:1].isupper() and part.lower() not in _institutions()]


@cache
def _institutions() -> frozenset[str]:
    heads = (word for words in vocabulary("places")["heads"].values() for word in words)
    return frozenset(heads) | frozenset(vocabulary("places")["institutions"])


_HEAD_AFTER = re.compile(
    r"\s+(?:province|city|district|governorate|county|state|region|oblast|town|village|area|prefecture)$", re.I
)
_HEAD_BEFORE = re.compile(
    r"^(?:the\s+)?(?:city|town|province|district|village|state|republic|governorate|county|region|island) of\s+", re.I
)
_COMPASS = re.compile(
    r"^(?:north(?:ern)?|south(?:ern)?|east(?:ern)?|west(?:ern)?|central|greater|downtown|north-?east(?:ern)?"
    r"|north-?west(?:ern)?|south-?east(?:ern)?|south-?west(?:ern)?|upper|lower|mainland)\s+",
    re.I,
)


def _variants(name: str) -> list[str]:
    plain = re.sub(r"['’]s$", "", name.strip())
    variants = [name, plain, re.sub(r"^the\s+", "", plain, flags=re.I)]
    variants += [_HEAD_AFTER.sub("", variants[-1]), _HEAD_BEFORE.sub("", variants[-1])]
    variants.append(_COMPASS.sub("", variants[-1]))
    return [variant for variant in dict.fromkeys(variants) if variant]


def _parent(text: str, mentions: Sequence[Mention], options: Sequence[list[Entry]], number: int) -> Entry | None:
    """The country or province that the text puts right after the name: "Paris, Texas", "Herat in Afghanistan"."""
    if number + 1 >= len(mentions):
        return None
    mention, following = mentions[number], mentions[number + 1]
    gap = text[mention.end : following.start]
    if len(gap) > 12 or not re.fullmatch(r"\s*,\s*(?:in\s+)?|\s*\(|\s+in\s+|,?\s+in\s+the\s+|\s+in\s+the\s+", gap):
        return None
    if options[number] and options[number][0].scale in (Scale.COUNTRY, Scale.PROVINCE):
        return None  # a list of provinces, not one in another
    above = [entry for entry in options[number + 1] if entry.scale in (Scale.COUNTRY, Scale.PROVINCE, Scale.DISTRICT)]
    inside = [parent for parent in above if any(_lies_in(entry, parent) for entry in options[number])]
    return max(inside, key=prominence) if inside else None


def _lies_in(entry: Entry, parent: Entry) -> bool:
    if entry.id == parent.id:
        return False
    if parent.scale is Scale.COUNTRY:
        return entry.country == parent.country and entry.scale is not Scale.COUNTRY
    return parent.id in (entry.admin1, entry.admin2)


@dataclass(frozen=True, slots=True)
class _Votes:
    """What the other names of the document speak for."""

    countries: dict[str, float]
    provinces: frozenset[str]


def _votes(others: Sequence[Entry]) -> _Votes:
    """Countries and provinces that the other names are or lie in: a country named counts whole, a town a third."""
    countries: dict[str, float] = defaultdict(float)
    for entry in others:
        countries[entry.country] += VOTE.get(entry.scale, VOTE[Scale.TOWN])
    return _Votes(countries, frozenset(entry.id for entry in others if entry.scale is Scale.PROVINCE))


def _score(
    entry: Entry, mention: Mention, theatre: Theatre | None, votes: _Votes, parent: Entry | None
) -> tuple[float, list[str]]:
    score, reasons = prominence(entry), []
    if theatre:
        if entry.country in theatre.countries:
            score += IN_THEATRE
            reasons.append(f"in the theatre {theatre.id}")
        elif entry.country in theatre.around:
            score += AROUND_THEATRE
        if any(place.id == entry.id for place in theatre.places):
            score += THEATRE_PLACE
            reasons.append("named by the theatre")
    if votes.countries.get(entry.country):
        score += SAME_COUNTRY * min(votes.countries[entry.country] / COUNTRY_VOTES, 1)
        reasons.append(f"the document speaks of {entry.country}")
    if entry.admin1 in votes.provinces:
        score += SAME_ADMIN1
        reasons.append("its province is named")
    if mention.scale and entry.scale is mention.scale:
        score += SAME_SCALE[mention.scale]
        reasons.append(f"the wording says {mention.scale}")
    if parent and _lies_in(entry, parent):
        score += STATED_PARENT
        reasons.append(f"said to be in {parent.name}")
    return score, reasons


def _best(
    mention: Mention, found: list[Entry], theatre: Theatre | None, parent: Entry | None, others: Sequence[Entry]
) -> Choice:
    votes = _votes(others)
    local = [entry for entry in others if entry.scale in _LOCAL]
    scored: list[tuple[float, Entry, list[str]]] = []
    for entry in found:
        score, reasons = _score(entry, mention, theatre, votes, parent)
        close = sum(1 for other in local if kilometres(entry, other) < NEAR_KM) if entry.scale in _LOCAL else 0
        if close:
            score += NEAR * min(close, NEAR_ENOUGH) / NEAR_ENOUGH
            reasons.append("near other places of the document")
        scored.append((score, entry, reasons))
    score, entry, reasons = max(scored, key=lambda item: (item[0], item[1].id))
    if len(found) == 1:
        reasons = ["the only place of that name", *reasons]
    elif entry is found[0]:
        reasons = [*reasons, "the most prominent of that name"]
    return Choice(entry, tuple(reasons))
