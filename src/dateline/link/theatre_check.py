"""What is wrong with a theatre file, beyond its schema: names that lead nowhere, days outside its period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dateline.countries import names
from dateline.errors import TheatreError
from dateline.link.gazetteer import Gazetteer
from dateline.link.theatre import Theatre, load
from dateline.model import Scale

__all__ = ["problems"]


def problems(path: Path | str) -> list[str]:
    """One sentence a problem, each saying what to do; empty where the file is sound."""
    try:
        theatre = load(path)
    except TheatreError as error:
        return [str(error)]
    gazetteer = Gazetteer.open()
    names = gazetteer.with_places(theatre.own_places(gazetteer))
    return [
        *_sides(theatre),
        *_patterns(theatre),
        *_countries(theatre, names),
        *_places(theatre, names),
        *_initial(theatre),
    ]


def _sides(theatre: Theatre) -> Iterator[str]:
    spoken_of = [(f"relations.{n}", side) for n, relation in enumerate(theatre.relations) for side in relation.sides]
    spoken_of += [
        (f"succession.{n}", side) for n, step in enumerate(theatre.succession) for side in (step.side, step.becomes)
    ]
    spoken_of += [(f"initial.{n}", initial.side) for n, initial in enumerate(theatre.initial)]
    for where, side in spoken_of:
        if side not in theatre.sides:
            yield f"{where}: there is no side {side!r}; add it under sides or correct the name"
    owners: dict[str, str] = {}
    for side, facts in theatre.sides.items():
        for alias in facts.aliases:
            if owners.setdefault(alias.lower(), side) != side:
                yield f"sides.{side}: the alias {alias!r} is also {owners[alias.lower()]}'s; leave it to one side"


def _patterns(theatre: Theatre) -> Iterator[str]:
    for side, facts in theatre.sides.items():
        for number, rule in enumerate(facts.speakers):
            try:
                re.compile(rule.match)
            except re.error as error:
                yield f"sides.{side}.speakers.{number}: {rule.match!r} is no regular expression ({error}); correct it"


def _countries(theatre: Theatre, gazetteer: Gazetteer) -> Iterator[str]:
    for country in (*theatre.countries, *theatre.around):
        if country not in names():
            yield f"countries: {country!r} is no ISO 3166 code of two letters; look the country up"


def _places(theatre: Theatre, gazetteer: Gazetteer) -> Iterator[str]:
    for place in theatre.places:
        known = gazetteer.entry(place.id)
        if known is None:
            yield f"places.{place.id}: not in the gazetteer and without lat and lon; give both"
        elif not (-90 <= known.lat <= 90 and -180 <= known.lon <= 180):
            yield f"places.{place.id}: {known.lat}, {known.lon} is no point on earth; check lat and lon"
        if place.within and gazetteer.entry(place.within) is None:
            yield f"places.{place.id}: it lies within {place.within}, which nobody knows; correct the id"
        if place.id.startswith("dateline:") and place.scale is Scale.COUNTRY:
            yield f"places.{place.id}: a country needs its GeoNames id"
    for name, members in theatre.place_sets.items():
        for member in members:
            if gazetteer.entry(member) is None:
                yield f"place_sets.{name}: nobody knows {member}; add it under places or correct the id"


def _initial(theatre: Theatre) -> Iterator[str]:
    known = {place.id for place in theatre.places}
    for number, initial in enumerate(theatre.initial):
        if initial.place not in theatre.place_sets and initial.place not in known and ":" not in initial.place:
            yield f"initial.{number}: {initial.place!r} is neither a place set nor a place id"
        if initial.from_ not in theatre.period:
            yield f"initial.{number}: {initial.from_} lies outside the period; start no later than the conflict"
        if not initial.source.strip():
            yield f"initial.{number}: say where the starting state is from"
