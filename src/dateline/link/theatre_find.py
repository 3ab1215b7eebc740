"""Which bundled theatre a document belongs to, by its date, the countries that it names and its words."""

from __future__ import annotations

import re
from functools import cache

from dateline.link.theatre import Theatre, bundled
from dateline.model import Document
from dateline.times import day_of
from dateline.vocab import vocabulary

__all__ = ["find_theatre"]

MINIMUM = 2  # names of the theatre's countries, sides or place sets that a document must have
HEADLINE = 2  # a name in the headline or the first lines counts more
LEAD = 400  # code points: the first sentences of a report


def find_theatre(document: Document) -> Theatre | None:
    """The bundled theatre whose countries and period fit the document, or None.

    Without a date of publication no theatre fits: the same names mean other sides in other years.
    """
    if document.published is None:
        return None
    day = day_of(document.published)
    text = f"{document.title or ''}\n{document.text}"
    scored = [(_score(theatre, text), theatre.id) for theatre in bundled().values() if day in theatre.period]
    score, best = max(scored, default=(0, ""))
    return bundled()[best] if score >= MINIMUM else None


def _score(theatre: Theatre, text: str) -> int:
    spots = [match.start() for match in _pattern(theatre.id).finditer(text)]
    return sum(HEADLINE if spot < LEAD else 1 for spot in spots)


@cache
def _pattern(theatre_id: str) -> re.Pattern[str]:
    """The names of the theatre's countries and their people, its keywords, and its places of note."""
    theatre = bundled()[theatre_id]
    demonyms: dict[str, list[str]] = vocabulary("demonyms")
    names = set(theatre.keywords)
    for country in theatre.countries if not theatre.keywords_only else ():
        names.update(demonyms.get(country, []))
        names.update(_country_names(country))
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + r")\w{0,2}\b")


def _country_names(country: str) -> set[str]:
    import pycountry

    record = pycountry.countries.get(alpha_2=country)
    if record is None:
        return set()
    names = {record.name, getattr(record, "common_name", record.name)}
    return {name.split(",")[0] for name in names} | set(vocabulary("places")["country_names"].get(country, ()))
