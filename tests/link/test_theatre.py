"""Theatres: the format, the bundled files, and which one a document belongs to."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from dateline.errors import TheatreError
from dateline.link import theatre as theatres
from dateline.link.gazetteer import Gazetteer
from dateline.model import Document

MINIMAL = """
id: test-war
name: A war
period: 2030-01-01/2030-12-31
countries: [AF]
sides:
  reds: {name: Reds, aliases: [red army]}
  blues: {name: Blues, country: AF}
relations:
  - {sides: [reds, blues], kind: fights, period: 2030-01-01/2030-06-30}
succession:
  - {side: blues, becomes: reds, from: 2030-09-01, places: ["geonames:1138958"]}
place_sets:
  big towns: ["geonames:1138958", "geonames:1138336"]
initial:
  - {place: big towns, side: blues, from: 2030-01-01, source: "made up"}
"""
REQUIRED = ("afghanistan-2021", "syria-2011", "iraq-2014", "ukraine-2022", "sudan-2023", "libya-2019",
            "ethiopia-tigray-2020", "nagorno-karabakh-2016")  # fmt: skip


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "test-war.yaml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("name", sorted(theatres.bundled()))
def test_every_bundled_theatre_is_sound(name: str) -> None:
    with as_file(files("dateline") / "theatres" / f"{name}.yaml") as path:
        assert theatres.check(path) == []


def test_the_conflicts_that_were_promised_are_bundled() -> None:
    assert set(REQUIRED) <= set(theatres.bundled())
    for name in REQUIRED:
        theatre = theatres.bundled()[name]
        assert len(theatre.sides) >= 2
        assert theatre.initial_sides()
        assert any(relation.kind == "fights" for relation in theatre.relations)


def test_afghanistan_starts_with_its_34_capitals_under_the_government() -> None:
    theatre = theatres.bundled()["afghanistan-2021"]
    capitals = theatre.set_of("Provincial capitals")
    assert len(capitals) == len(set(capitals)) == 34
    assert {theatre.initial_sides()[capital] for capital in capitals} == {("government", date(2021, 5, 1))}
    gazetteer = Gazetteer.open().of_theatre(theatre)
    assert all(gazetteer.entry(capital) for capital in capitals)


def test_a_period_may_go_on() -> None:
    assert date(2031, 1, 1) in theatres.bundled()["ukraine-2022"].period


def test_relations_and_successors_have_their_days(tmp_path: Path) -> None:
    theatre = theatres.load(written(tmp_path, MINIMAL))
    assert theatre.enemies("reds", date(2030, 3, 1)) == ["blues"]
    assert theatre.enemies("reds", date(2030, 8, 1)) == []
    assert theatre.successor("blues", date(2030, 9, 1), "geonames:1138958") == "reds"
    assert theatre.successor("blues", date(2030, 9, 1), "geonames:1138336") == "blues"
    assert theatre.successor("blues", date(2030, 8, 31), "geonames:1138958") == "blues"


def test_sets_of_the_starting_state_are_spelled_out(tmp_path: Path) -> None:
    theatre = theatres.load(written(tmp_path, MINIMAL))
    start = ("blues", date(2030, 1, 1))
    assert theatre.initial_sides() == {"geonames:1138958": start, "geonames:1138336": start}
    assert theatre.set_of("hamlets") == ()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("period: 2030-01-01/2030-12-31", "period: never", "period"),
        ("kind: fights,", "kind: dislikes,", "relations"),
        ("name: A war", "nmae: A war", "nmae"),
        ("id: test-war", "id: Test War", "id"),
    ],
)
def test_a_breach_of_the_schema_names_the_place(tmp_path: Path, old: str, new: str, problem: str) -> None:
    path = written(tmp_path, MINIMAL.replace(old, new))
    with pytest.raises(TheatreError, match=problem):
        theatres.load(path)
    assert len(theatres.check(path)) == 1


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("becomes: reds", "becomes: greens", "greens"),
        ("countries: [AF]", "countries: [XX]", "XX"),
        ('"geonames:1138336"]', '"geonames:2"]', "geonames:2"),
        ("from: 2030-01-01, source", "from: 2029-01-01, source", "outside the period"),
        ("aliases: [red army]", "speakers: [{match: '('}]", "regular expression"),
        ("aliases: [red army]", "aliases: [red army], organs: []", None),
        ("name: Blues,", "name: Blues, aliases: [Red Army],", "also"),
        ('source: "made up"', 'source: " "', "say where"),
    ],
)
def test_check_says_what_leads_nowhere(tmp_path: Path, old: str, new: str, problem: str | None) -> None:
    found = theatres.check(written(tmp_path, MINIMAL.replace(old, new)))
    assert found == [] if problem is None else any(problem in line for line in found)


def test_a_missing_file_and_broken_yaml_are_errors(tmp_path: Path) -> None:
    with pytest.raises(TheatreError, match="cannot be read"):
        theatres.load(tmp_path / "none.yaml")
    with pytest.raises(TheatreError, match="YAML"):
        theatres.load(written(tmp_path, "id: [unclosed"))


def test_the_schema_is_json_schema() -> None:
    schema = theatres.schema()
    assert schema["type"] == "object"
    assert {"id", "period", "sides"} <= set(schema["required"])


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        (date(2021, 8, 13), "The Taliban took two more towns in Afghanistan.", "afghanistan-2021"),
        (date(2019, 8, 13), "The Taliban took two more towns in Afghanistan.", "afghanistan-2001"),
        (date(2015, 6, 1), "Syrian rebels took a base in Syria's north.", "syria-2011"),
        (date(2023, 6, 1), "Ukrainian troops advanced in the south of Ukraine.", "ukraine-2022"),
        (
            date(1996, 8, 28),
            "Khmer Rouge fighters in Pailin broke with Pol Pot, Cambodia's army said.",
            "cambodia-1979",
        ),
        (date(1996, 8, 31), "Israel shelled south Lebanon after Hizbollah killed Israeli soldiers.", "lebanon-1982"),
        (date(2017, 6, 1), "Philippine troops fought Maute gunmen in Marawi.", "philippines-marawi-2017"),
        (date(2001, 6, 1), "Philippine marines chased Abu Sayyaf on Basilan.", "philippines-1969"),
        (date(2024, 10, 1), "Israeli troops crossed into southern Lebanon to fight Hezbollah.", "lebanon-2023"),
        (date(2024, 10, 1), "Israeli troops fought Hamas in Gaza, the army said.", "gaza-2023"),
        (date(2016, 1, 1), "Floods closed roads in Brazil and Bolivia.", None),
        (None, "The Taliban took two more towns in Afghanistan.", None),
    ],
)
def test_the_theatre_is_found_from_text_and_date(published: date | None, text: str, expected: str | None) -> None:
    found = theatres.find(Document("d", text, published=published))
    assert (found.id if found else None) == expected


def test_a_report_about_another_country_is_not_drawn_in() -> None:
    text = "Troops in Bolivia fought. Bolivia's army said so in Bolivia. Syria was mentioned once in Syria."
    assert theatres.find(Document("d", text, published=date(2015, 6, 1))) is None


def test_the_schema_in_the_docs_is_the_one_in_use() -> None:
    stored = Path(__file__).parents[2] / "docs" / "theatre.schema.json"
    assert json.loads(stored.read_text("utf-8")) == theatres.schema()
