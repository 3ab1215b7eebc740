"""The places of one document: what its names mean together, and the gazetteer's place for each claim."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dateline.link.actors_names import slug
from dateline.link.gazetteer import Entry, Gazetteer
from dateline.link.gazetteer_names import fold
from dateline.link.places import Context, Mention
from dateline.link.theatre import Theatre
from dateline.model import Document, Place, Scale
from dateline.vocab import vocabulary

__all__ = ["DocumentPlaces"]

_PRECISION = {Scale.SITE: 1, Scale.TOWN: 1, Scale.DISTRICT: 2}  # all else 3, as conflict researchers use it
_PLACED_AT = re.compile(
    r"^(?:(?:about|some|just|around)\s+)?(?:\d+\s?(?:km|kilomet(?:re|er)s?|miles?)\s+)?"
    r"(?:(?:to\s+)?(?:the\s+)?(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)(?:ern)?\s+of"
    r"|(?:the\s+)?(?:\w+\s+)?(?:outskirts|vicinity|edge|edges|entrance|gates|centre|center)\s+of|near|outside|around|close\s+to)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_IN = re.compile(r"\s+(?:in|of|at|near|outside)\s+(?:the\s+(?:city|town)\s+of\s+)?")
_SMALL = (Scale.SITE, Scale.DISTRICT)


class DocumentPlaces:
    """Settles the names of a document together, so that each speaks for the others."""

    def __init__(self, document: Document, gazetteer: Gazetteer, theatre: Theatre | None) -> None:
        self._gazetteer = gazetteer
        self._text = document.text if not document.title else f"{document.text}\n{document.title}"
        hits = [hit for hit in gazetteer.find(self._text) if hit.known and not hit.ambiguous]
        mentions = [Mention(hit.start, hit.end, hit.text) for hit in hits]
        self._named_at = {mention.start: mention.name for mention in mentions}
        self._context = Context(self._text, mentions, gazetteer, theatre)
        self._known: dict[tuple[str, str | None, Scale, str | None], Place] = {}

    @property
    def country(self) -> str | None:
        """The country that the document is mostly about: of its places, those inside a country count double."""
        votes: Counter[str] = Counter()
        for choice in self._context.choices:
            if choice:
                votes[choice.entry.country] += 1 if choice.entry.scale is Scale.COUNTRY else 2
        return votes.most_common(1)[0][0] if votes else None

    def place(self, place: Place) -> Place:
        """The claim's place with its id and coordinates, where anybody knows it."""
        within = place.within or self._said_after(place)
        key = (place.text, place.name, place.scale, within)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._find(replace(place, within=within))
        return replace(found, start=place.start, end=place.end)

    def _said_after(self, place: Place) -> str | None:
        """The town that the text puts a site or quarter in: "the army headquarters in Nyala"."""
        if place.scale not in _SMALL or place.end is None:
            return None
        joint = _IN.match(self._text, place.end)
        return self._named_at.get(joint.end()) if joint else None

    def _find(self, place: Place) -> Place:
        name = _PLACED_AT.sub("", (place.name or place.text).strip())
        choice = self._context.choose(name, scale=place.scale, within=place.within)
        if choice and _fits(choice.entry, place.scale) and self._agrees(choice.entry, place.within):
            return self._filled(place, choice.entry, choice.reasons)
        if choice and place.scale not in (Scale.AREA, *_SMALL):
            return self._filled(place, choice.entry, choice.reasons)
        at = choice.entry if choice else None
        if place.scale in _SMALL and at and at.scale is not Scale.TOWN:
            at = None  # an airport of that name elsewhere says nothing of this one
        return self._beside(place, name, at)

    def _agrees(self, entry: Entry, within: str | None) -> bool:
        """Whether the site lies in the town that the text says, where both are known."""
        parent = self._parent(within) if within and entry.within else None
        return parent is None or parent.id == entry.within or parent.scale is not Scale.TOWN

    def _beside(self, place: Place, name: str, at: Entry | None) -> Place:
        """A place that the gazetteer lacks, at the place that its words or the text put it in."""
        inside = place.within or self._name_within(name)
        parent = (self._parent(inside) if inside else None) or at
        if parent is None:
            return replace(place, reasons=("nobody knows a place of that name",))
        if parent.scale is Scale.COUNTRY:
            return replace(place, country=parent.country, reasons=(f"somewhere in {parent.name}",))
        reasons = (f"no point of its own; placed at {parent.name}, which the text puts it in or near",)
        located = self._filled(place, parent, reasons)
        own = _own_words(name, inside or "", parent.name)
        if place.scale not in _SMALL or parent.scale is not Scale.TOWN or not own:
            return replace(located, id=None, name=place.name, precision=3)
        identity = f"dateline:{parent.country.lower()}-{slug(parent.name)}-{own}"
        return replace(located, id=identity, name=place.name, within=place.within or parent.name, precision=2)

    def _parent(self, name: str) -> Entry | None:
        choice = self._context.choose(name)
        return choice.entry if choice else None

    def _name_within(self, text: str) -> str | None:
        """The first known name inside a longer wording: "districts of Aleppo" gives "Aleppo"."""
        hits = [hit for hit in self._gazetteer.find(text) if hit.known]
        return next((hit.text for hit in hits if fold(hit.text) != fold(text)), None)

    def _filled(self, place: Place, entry: Entry, reasons: Sequence[str]) -> Place:
        admin1 = self._gazetteer.entry(entry.admin1) if entry.admin1 else None
        town = self._gazetteer.entry(entry.within) if entry.within else None
        province = entry.name if entry.scale is Scale.PROVINCE else None
        return replace(
            place,
            id=entry.id,
            name=entry.name,
            lat=entry.lat,
            lon=entry.lon,
            country=entry.country or None,
            admin1=admin1.name if admin1 else province,
            within=place.within or (town.name if town else None),
            precision=_PRECISION.get(place.scale, 3),
            reasons=tuple(reasons),
        )


def _own_words(name: str, inside: str, parent: str) -> str:
    """The slug of a site or quarter within its town: "the Zahra district of Aleppo" gives "zahra"."""
    heads = vocabulary("places")["heads"]["district"]
    dropped = {
        *fold(inside).split(),
        *fold(parent).split(),
        *heads,
        "the",
        "a",
        "an",
        "of",
        "in",
        "at",
        "near",
        "area",
        "city",
    }
    return "-".join(word for word in fold(name).split() if word not in dropped)


def _fits(entry: Entry, scale: Scale) -> bool:
    """Whether the gazetteer's place can be what the wording means: an airport is not the town of its name."""
    if scale is Scale.DISTRICT:
        return entry.scale in (Scale.DISTRICT, Scale.TOWN)
    if scale is Scale.TOWN:
        return entry.scale in (Scale.TOWN, Scale.DISTRICT)
    return entry.scale is scale
