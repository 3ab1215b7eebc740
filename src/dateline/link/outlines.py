"""Outlines of countries and of the first-level divisions of the bundled theatres' countries, as GeoJSON features.

Natural Earth, public domain; sliced by scripts/slice_outlines.py. Longitude before latitude, two decimals.
A country's feature has the properties `country` (ISO 3166 alpha-2) and `name`; a division's has `id` too, the
gazetteer's ("geonames:<id>", or None for a division that GeoNames has no more).
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["admin1", "countries", "country"]

Feature = dict[str, Any]


def countries() -> list[Feature]:
    """All countries of the world, coarsely."""
    return _features("countries")


def country(iso2: str) -> Feature | None:
    """The outline of one country, or None where Natural Earth draws none."""
    return next((feature for feature in countries() if feature["properties"]["country"] == iso2), None)


def admin1(iso2: str) -> list[Feature]:
    """The first-level divisions of a country of a bundled theatre; empty for other countries."""
    return _features(f"admin1-{iso2}")


@cache
def _features(name: str) -> list[Feature]:
    source = files("dateline.link") / "data" / "outlines" / f"{name}.json"
    if not source.is_file():
        return []
    features: list[Feature] = json.loads(source.read_text("utf-8"))["features"]
    return features
