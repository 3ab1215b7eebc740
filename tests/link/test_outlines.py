"""Outlines for maps: small, valid, joined to the gazetteer."""

from __future__ import annotations

from importlib.resources import files

import pytest
from shapely.geometry import Point, shape

from dateline.link import outlines
from dateline.link.gazetteer import Gazetteer
from dateline.link.theatre import bundled

GAZETTEER = Gazetteer.open()
FORMER_DIVISIONS = {"NP"}  # Natural Earth has the zones of before 2015, which GeoNames' divisions have replaced
COUNTRIES = sorted({country for theatre in bundled().values() for country in theatre.countries})


@pytest.mark.parametrize("iso2", COUNTRIES)
def test_each_theatre_has_its_country_and_its_provinces(iso2: str) -> None:
    feature = outlines.country(iso2)
    assert feature is not None
    assert feature["geometry"]["type"] == "MultiPolygon"
    assert not shape(feature["geometry"]).is_empty
    provinces = outlines.admin1(iso2)
    assert provinces
    known = [GAZETTEER.entry(province["properties"]["id"]) for province in provinces if province["properties"]["id"]]
    assert known or iso2 in FORMER_DIVISIONS
    assert all(entry is not None and entry.country == iso2 for entry in known)


def test_capitals_lie_inside_their_country() -> None:
    kabul = GAZETTEER.candidates("Kabul")[0]
    feature = outlines.country("AF")
    assert feature is not None
    assert shape(feature["geometry"]).contains(Point(kabul.lon, kabul.lat))


def test_crimea_is_drawn_with_ukraine() -> None:
    ukraine, russia = outlines.country("UA"), outlines.country("RU")
    assert ukraine is not None
    assert russia is not None
    assert shape(ukraine["geometry"]).contains(Point(34.1, 45.2))
    assert not shape(russia["geometry"]).contains(Point(34.1, 45.2))


def test_unknown_countries_have_none() -> None:
    assert outlines.country("QQ") is None
    assert outlines.admin1("QQ") == []


def test_the_files_stay_small() -> None:
    sizes = [len(file.read_bytes()) for file in (files("dateline.link") / "data" / "outlines").iterdir()]
    assert max(sizes) < 400_000
    assert sum(sizes) < 2_000_000
