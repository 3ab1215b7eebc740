"""Which bundled theatre a document belongs to, by its date, the countries that it names and its words."""

from __future__ import annotations

import re
from functools import cache

from dateline.link.theatre import Theatre, bundled
from dateline.model import Document
from dateline.times import day_of
from dateline.vocab import vocabulary

__all__ = ["find_theatre"]

MINIMUM = 2  # names of the theatre's countries, their people, or keywords that a document must have
RIVAL = 1.0  # and no country outside the conflict may be named more often than this share of them
HEADLINE = 2  # a name in the headline or the first lines counts more
BYSTANDERS = frozenset({"US", "GB", "FR", "RU"})  # named in reports of any war
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
    return bundled()[best] if score >= MINIMUM and _rival(bundled()[best], text) <= RIVAL * score else None


def _rival(theatre: Theatre, text: str) -> int:
    """How often the text names the country outside the conflict that it names most."""
    inside = {*theatre.countries, *(side.country for side in theatre.sides.values())}
    rivals = (country for country in vocabulary("demonyms") if country not in inside and country not in BYSTANDERS)
    return max(sum(HEADLINE if m.start() < LEAD else 1 for m in _names(country).finditer(text)) for country in rivals)


def _score(theatre: Theatre, text: str) -> int:
    spots = [match.start() for match in _pattern(theatre.id).finditer(text)]
    return sum(HEADLINE if spot < LEAD else 1 for spot in spots)


@cache
def _pattern(theatre_id: str) -> re.Pattern[str]:
    """The names of the theatre's countries and their people, its keywords, and its places of note."""
    theatre = bundled()[theatre_id]
    names = set(theatre.keywords)
    for country in theatre.countries if not theatre.keywords_only else ():
        names |= _country_names(country)
    return _any_of(names)


@cache
def _names(country: str) -> re.Pattern[str]:
    return _any_of(_country_names(country))


def _any_of(names: set[str]) -> re.Pattern[str]:
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, ordered)) + r")(?:'s|’s|s)?(?!\w)")


def _country_names(country: str) -> set[str]:
    """What the country and its people are called."""
    import pycountry

    record = pycountry.countries.get(alpha_2=country)
    names = {record.name, getattr(record, "common_name", record.name)} if record else set()
    called = set(vocabulary("demonyms").get(country, ())) | set(vocabulary("places")["country_names"].get(country, ()))
    return {name.split(",")[0] for name in names} | called
