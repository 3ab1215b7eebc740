"""Table, CSV, JSON and GeoJSON of states."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

from dateline.model import Status
from dateline.publish import csv as csv_format
from dateline.publish import geojson, table
from dateline.publish import json as json_format
from dateline.publish.picture import Picture


def test_csv_has_the_promised_columns_by_place_id(picture: Picture) -> None:
    lines = list(csv.DictReader(io.StringIO(csv_format.states(picture.now, picture.places))))
    promised = """place_id, name, admin1, country, lat, lon, scale, side, p, p_contested, status, since, last_report,
        claims, independent, decided_by, as_of, known_by"""
    assert ", ".join(lines[0]) == " ".join(promised.split())
    assert [line["place_id"] for line in lines] == sorted(line["place_id"] for line in lines)
    herat = next(line for line in lines if line["place_id"] == "herat")
    assert (herat["side"], herat["p"], herat["status"], herat["since"]) == (
        "taliban",
        "0.95",
        "confirmed",
        "2021-08-12",
    )
    assert (herat["as_of"], herat["known_by"]) == ("2021-08-13", "2021-08-13T23:59:59Z")
    assert len(herat["decided_by"].split()) == 2


def test_csv_keeps_an_unknown_place_without_a_side(picture: Picture) -> None:
    state = replace(picture.now[0], status=Status.UNKNOWN)
    line = next(csv.DictReader(io.StringIO(csv_format.states([state], {}))))
    assert (line["side"], line["p"], line["p_contested"], line["status"], line["name"]) == ("", "", "", "unknown", "")


def test_csv_disarms_formulas(picture: Picture) -> None:
    state = picture.now[0]
    place = replace(picture.places[state.place], name='=HYPERLINK("x")', admin1="+1", text="@x")
    line = next(csv.DictReader(io.StringIO(csv_format.states([state], {state.place: place}))))
    assert line["name"].startswith("'=") and line["admin1"].startswith("'+")


def test_json_says_both_clocks_and_every_probability(picture: Picture) -> None:
    text = json_format.states(picture.now, picture.places, as_of=picture.as_of, known_by=picture.known_by, head="h")
    document = json.loads(text)
    assert (document["as_of"], document["known_by"], document["head"]) == ("2021-08-13", "2021-08-13T18:00:00Z", "h")
    assert len(document["states"]) == len(picture.now)
    assert all(abs(sum(state["probabilities"].values()) - 1) < 1e-9 for state in document["states"])


def test_geojson_puts_longitude_first_and_keeps_places_without_coordinates(picture: Picture) -> None:
    places = dict(picture.places) | {"herat": replace(picture.places["herat"], lat=None, lon=None)}
    collection = json.loads(geojson.states(picture.now, places, as_of=picture.as_of, known_by=picture.known_by))
    features = {feature["id"]: feature for feature in collection["features"]}
    assert features["herat"]["geometry"] is None
    assert features["kabul"]["geometry"] == {"type": "Point", "coordinates": [69.17, 34.53]}
    assert "lat" not in features["kabul"]["properties"]
    assert len(features) == len(picture.now)


def test_table_fits_a_terminal_and_carries_both_clocks(picture: Picture) -> None:
    text = table.states(
        picture.now,
        picture.places,
        sides=picture.sides,
        as_of=picture.as_of,
        known_by=picture.known_by,
        tally=picture.tally,
    )
    assert text.startswith("Control as of 13 Aug 2021, as known on 13 Aug 2021 18:00 UTC; 4 reports, 3 independent\n")
    assert max(len(line) for line in text.splitlines()) <= 100
    assert "Herat" in text and "18 places: 12 Taliban, 1 Government, 5 contested." in text


def test_table_of_nothing_says_so() -> None:
    assert "No place has a state" in table.states([], {})


def test_table_drops_control_characters(picture: Picture) -> None:
    place = replace(picture.places["herat"], name="He\x1b[31mrat\nx")
    text = table.states(picture.now, dict(picture.places) | {"herat": place})
    assert "\x1b" not in text and "rat\n" not in text
