"""Theatres: the conflicts that Dateline knows by name. Each is a YAML file with sides, places and who speaks for whom.

The format is documented in docs/theatres.md; `schema()` is its JSON schema. Bundled files lie in dateline/theatres.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, ValidationError, WithJsonSchema

from dateline.errors import TheatreError, TimeError, VocabularyError
from dateline.link.gazetteer import Entry, Gazetteer
from dateline.link.gazetteer_names import fold
from dateline.model import Document, Level, Scale, SpeakerKind
from dateline.times import DAY, Interval
from dateline.vocab import parse_yaml

__all__ = [
    "Initial",
    "OwnPlace",
    "Relation",
    "Side",
    "SpeakerRule",
    "Succession",
    "Theatre",
    "bundled",
    "check",
    "find",
    "load",
    "named",
    "schema",
]

OPEN = ".."  # the end of a period that goes on


def parse_period(value: Any) -> Interval:
    """An inclusive `first/last` as a half-open interval; `first/..` goes on. Raises ValueError."""
    if isinstance(value, Interval):
        return value
    first, _, last = str(value).partition("/")
    try:
        if last.strip() == OPEN:
            return Interval(Interval.parse(first).start, date.max)
        return Interval.parse(str(value))
    except TimeError as error:
        raise ValueError(str(error)) from error


def _format_period(period: Interval) -> str:
    return f"{period.first}/{OPEN}" if period.end == date.max else str(period)


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


Period = Annotated[
    Interval,
    BeforeValidator(parse_period),
    PlainSerializer(_format_period),
    WithJsonSchema({"type": "string", "description": "first/last, inclusive ISO days; first/.. goes on"}),
]
Day = Annotated[date, BeforeValidator(_day)]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class SpeakerRule(_Record):
    """Who speaks for a side: `match` is a regular expression sought in the speaker's words, without regard to case."""

    match: str
    kind: SpeakerKind = SpeakerKind.OFFICIAL
    level: Level | None = None

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.match, re.IGNORECASE)


class Side(_Record):
    """A party to the conflict. `aliases` are what reports call it; `country` adds that state's names and demonyms."""

    name: str
    aliases: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()  # outlets that speak for it in their own voice
    speakers: tuple[SpeakerRule, ...] = ()
    country: str | None = None  # ISO 3166-1 alpha-2
    armed_group: bool = False  # "rebels", "militants", "the group" may mean it


class Relation(_Record):
    """`kind` of the two sides' relation, in `period` or throughout."""

    sides: tuple[str, str]
    kind: str = Field(pattern="^(fights|allied|backs)$")
    period: Period | None = None


class Succession(_Record):
    """From that day on what is said of `side`, in these places or everywhere, is said of `becomes`."""

    side: str
    becomes: str
    from_: Day = Field(alias="from")
    places: tuple[str, ...] = ()


class OwnPlace(_Record):
    """A place beyond the gazetteer; or, with an id and names alone, more spellings of one that is in it."""

    id: str
    names: tuple[str, ...]
    lat: float | None = None
    lon: float | None = None
    scale: Scale = Scale.SITE
    within: str | None = None
    country: str | None = None
    admin1: str | None = None


class Initial(_Record):
    """Who held the place, or every place of the set, on that day, and says who."""

    place: str
    side: str
    from_: Day = Field(alias="from")
    source: str


class Theatre(_Record):
    """One conflict."""

    id: str = Field(pattern="^[a-z0-9-]+$")
    name: str
    period: Period
    countries: tuple[str, ...]
    around: tuple[str, ...] = ()  # neighbouring countries whose places reports of it name
    keywords: tuple[str, ...] = ()  # words that show a report to be about it, beside its countries' names
    keywords_only: bool = False  # the country alone does not show it: a war in one region of a large state
    sides: dict[str, Side]
    relations: tuple[Relation, ...] = ()
    succession: tuple[Succession, ...] = ()
    places: tuple[OwnPlace, ...] = ()
    place_sets: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    initial: tuple[Initial, ...] = ()

    def relation(self, one: str, other: str, day: date | None) -> str | None:
        """How two sides stand on a day; None where the file does not say."""
        for relation in self.relations:
            if set(relation.sides) == {one, other} and (
                relation.period is None or day is None or day in relation.period
            ):
                return relation.kind
        return None

    def enemies(self, side: str, day: date | None = None) -> list[str]:
        """The sides it fights on that day, in the order of the file."""
        return [other for other in self.sides if other != side and self.relation(side, other, day) == "fights"]

    def successor(self, side: str, day: date | None, place: str | None) -> str:
        """The side that this one has become by that day at that place."""
        for step in self.succession:
            if step.side == side and day and day >= step.from_ and (not step.places or place in step.places):
                side = step.becomes
        return side

    def initial_sides(self) -> dict[str, tuple[str, date]]:
        """{place id: (side, from)} of the starting state, sets spelled out."""
        found: dict[str, tuple[str, date]] = {}
        for initial in self.initial:
            for place in self.place_sets.get(initial.place, (initial.place,)):
                found[place] = (initial.side, initial.from_)
        return found

    def set_of(self, words: str) -> tuple[str, ...]:
        """The place ids of the set that these words name ("provincial capitals"), or ()."""
        wanted = fold(words)
        return next((ids for name, ids in self.place_sets.items() if fold(name) == wanted), ())

    def own_places(self, gazetteer: Gazetteer) -> Iterator[tuple[Entry, tuple[str, ...]]]:
        """The file's own places and spellings, as `Gazetteer.with_places` takes them."""
        for place in self.places:
            known = gazetteer.entry(place.id)
            if known:
                yield replace(known, name=place.names[0]), (known.name, *place.names[1:])
            elif place.lat is not None and place.lon is not None:
                country = place.country or self.countries[0]
                yield (
                    Entry(
                        place.id, place.names[0], place.scale, place.lat, place.lon, 0, country, place.admin1,
                        within=place.within,
                    ),
                    place.names[1:],
                )  # fmt: skip


def load(path: Path | str) -> Theatre:
    """The theatre in a YAML file. Raises TheatreError saying what breaks the schema and where."""
    path = Path(path)
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise TheatreError(f"{path}: cannot be read ({error.strerror}); give the path of a theatre file") from error
    return parse(text, path.name)


def parse(text: str, name: str) -> Theatre:
    """The theatre in a YAML text. Raises TheatreError."""
    try:
        return Theatre.model_validate(parse_yaml(text, name))
    except VocabularyError as error:
        raise TheatreError(str(error)) from error
    except ValidationError as error:
        raise TheatreError(f"{name}: " + "; ".join(_problems(error)) + "; see docs/theatres.md") from error


def _problems(error: ValidationError) -> Iterable[str]:
    for problem in error.errors():
        yield f"{'.'.join(str(part) for part in problem['loc']) or 'the file'}: {problem['msg']}"


@cache
def bundled() -> dict[str, Theatre]:
    """The theatres that come with Dateline, by id."""
    folder = files("dateline") / "theatres"
    found = [parse(file.read_text("utf-8"), file.name) for file in folder.iterdir() if file.name.endswith(".yaml")]
    return {theatre.id: theatre for theatre in sorted(found, key=lambda theatre: theatre.id)}


def named(name: str) -> Theatre:
    """The theatre of a bundled id, or of a file. Raises TheatreError naming the bundled ones."""
    if name in bundled():
        return bundled()[name]
    if Path(name).suffix in (".yaml", ".yml"):
        return load(name)
    raise TheatreError(f"there is no theatre {name!r}; give a .yaml file, or one of {', '.join(bundled())}")


def schema() -> dict[str, Any]:
    """The JSON schema of the format."""
    return Theatre.model_json_schema(by_alias=True)


def last_day(theatre: Theatre) -> date:
    """The last day of the theatre's period; the end of time where it goes on."""
    return date.max if theatre.period.end == date.max else theatre.period.end - DAY


def find(document: Document) -> Theatre | None:
    """The bundled theatre whose countries, period and words fit the document, or None (see `theatre_find`)."""
    from dateline.link.theatre_find import find_theatre

    return find_theatre(document)


def check(path: Path | str) -> list[str]:
    """What is wrong with a theatre file, one sentence a problem; empty if nothing is (see `theatre_check`)."""
    from dateline.link.theatre_check import problems

    return problems(path)
