"""Which bundled theatre a document belongs to, by its date, the countries that it names and its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from dateline.countries import names
from dateline.link.theatre import Theatre, bundled
from dateline.model import Document
from dateline.times import day_of
from dateline.vocab import vocabulary

__all__ = ["find_theatre"]

MINIMUM = 2  # names of the theatre's countries, their people, or keywords that a document must have, and more of
# them than of any country outside the conflict
HEADLINE = 2  # a name in the headline or the first lines counts double
BYSTANDERS = frozenset({"US", "GB", "FR", "RU"})  # named in reports of any war
LEAD = 400  # code points: the first sentences of a report

_TAIL = re.compile(r"(?:'s|’s|s)?(?!\w)")


def find_theatre(document: Document) -> Theatre | None:
    """The bundled theatre whose countries and period fit the document, or None.

    Without a date of publication no theatre fits: the same names mean other sides in other years.
    """
    if document.published is None:
        return None
    day = day_of(document.published)
    counts = _named(f"{document.title or ''}\n{document.text}")
    scored = [(_score(theatre, counts), theatre.id) for theatre in bundled().values() if day in theatre.period]
    score, best = max(scored, default=(0, ""))
    return bundled()[best] if score >= MINIMUM and _rival(bundled()[best], counts) < score else None


def _score(theatre: Theatre, counts: Counter[str]) -> int:
    names = set(theatre.keywords)
    for country in theatre.countries if not theatre.keywords_only else ():
        names |= _country_names(country)
    return sum(counts[name] for name in names)


def _rival(theatre: Theatre, counts: Counter[str]) -> int:
    """How often the text names the country outside the conflict that it names most."""
    inside = {*theatre.countries, *(side.country for side in theatre.sides.values())}
    rivals = (country for country in vocabulary("demonyms") if country not in inside and country not in BYSTANDERS)
    return max(sum(counts[name] for name in _country_names(country)) for country in rivals)


def _named(text: str) -> Counter[str]:
    """How often each country name, demonym and keyword stands in the text, those of its opening double."""
    scanner, names = _scanner()
    counts: Counter[str] = Counter()
    for name, start, end in _matches(scanner, names, text):
        if (start == 0 or not text[start - 1].isalnum()) and _TAIL.match(text, end):
            counts[name] += HEADLINE if start < LEAD else 1
    return counts


def _matches(scanner: Any, names: list[str], text: str) -> Iterator[tuple[str, int, int]]:
    for number, start, end in scanner.find_matches_as_indexes(text):
        yield names[number], start, end


@cache
def _scanner() -> tuple[Any, list[str]]:
    from ahocorasick_rs import AhoCorasick, MatchKind

    names = {keyword for theatre in bundled().values() for keyword in theatre.keywords}
    for country in vocabulary("demonyms"):
        names |= _country_names(country)
    ordered = sorted(names)
    return AhoCorasick(ordered, matchkind=MatchKind.LeftmostLongest), ordered


@cache
def _country_names(country: str) -> frozenset[str]:
    """What the country and its people are called."""
    called = set(vocabulary("demonyms").get(country, ())) | set(vocabulary("places")["country_names"].get(country, ()))
    return frozenset({names()[country]} | called if country in names() else called)
