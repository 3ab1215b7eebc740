"""Every export opens in its own consumer's library with the picture's own counts, times and ids."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dateline.model import ClaimType, Place
from dateline.publish import acled, annotations, brief, ftm, geojson, gpkg, hxl, parquet
from dateline.publish.picture import Picture
from dateline.times import Interval


@dataclass(frozen=True)
class Row:
    """A happening as `link.events` gives one."""

    id: str
    type: ClaimType
    place: Place
    interval: Interval
    actor: str | None = "taliban"
    opponent: str | None = "government"
    date_precision: int = 1
    sources: tuple[str, ...] = ("a spokesman",)
    outlets: tuple[str, ...] = ("The Harbour Wire",)
    numbers: Sequence[Toll] = ()
    claims: tuple[str, ...] = ("c1", "c2")
    denials: tuple[str, ...] = ()
    independent: int = 1
    first_known: datetime | None = datetime(2021, 8, 12, 17, tzinfo=UTC)


@dataclass(frozen=True)
class Toll:
    unit: str
    low: float
    best: float
    high: float


DAY = Interval.parse("2021-08-12")


@pytest.fixture
def eventful(picture: Picture) -> Picture:
    herat = picture.places["herat"]
    rows = [Row(f"e{number}", kind, herat, DAY) for number, kind in enumerate(ClaimType)]
    rows.append(Row("toll", ClaimType.HARM, herat, DAY, numbers=(Toll("killed", 3, 5, 9),)))
    rows.append(Row("regained", ClaimType.CAPTURE, herat, Interval.parse("2021-08-01/2021-08-20"), actor="government"))
    sides = (replace(picture.sides[0], state_force=False), replace(picture.sides[1], state_force=True))
    return replace(picture, happenings=rows, sides=sides)


def test_acled_rows_keep_its_vocabulary(eventful: Picture) -> None:
    lines = {line["event_id_cnty"]: line for line in csv.DictReader(io.StringIO(acled.events(eventful)))}
    assert len(lines) == len(eventful.happenings)
    for line in lines.values():
        assert line["event_type"] == acled.EVENT_TYPES[line["sub_event_type"]]
        assert line["time_precision"] in "123" and line["geo_precision"] in "123"
        assert "not ACLED data" in line["data_source"]
        assert datetime.fromisoformat(line["event_date"]) and int(line["fatalities"]) >= 0
    assert lines["DTL-e0"]["sub_event_type"] == "Non-state actor overtakes territory"
    assert lines["DTL-regained"]["sub_event_type"] == "Government regains territory"
    assert lines["DTL-regained"]["time_precision"] == "3"
    assert (lines["DTL-toll"]["fatalities"], lines["DTL-toll"]["civilian_targeting"]) == ("5", "Civilian targeting")


def test_hxl_reads_it_back(picture: Picture) -> None:
    import hxl as library

    source = library.data(io.BytesIO(hxl.export(picture).encode()), library.InputOptions(allow_local=True))
    rows = list(source)
    assert len(rows) == len(picture.now)
    assert source.columns[0].display_tag == "#loc+code"
    assert {row.get("#loc+code") for row in rows} == {state.place for state in picture.now}
    assert {row.get("#date+valid") for row in rows} == {"2021-08-13"}
    assert library.validate(source)


def test_parquet_has_types_and_clocks(picture: Picture) -> None:
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(io.BytesIO(parquet.export(picture)))
    assert table.num_rows == len(picture.now)
    assert table.schema.metadata[b"dateline.known_by"] == b"2021-08-13T18:00:00Z"
    line = next(line for line in table.to_pylist() if line["place_id"] == "herat")
    state = next(state for state in picture.now if state.place == "herat")
    assert (line["as_of"], line["known_by"], line["since"]) == (state.as_of, state.known_by, state.since)
    assert dict(line["probabilities"]) == state.p
    assert tuple(line["decided_by"]) == state.decided_by


def test_parquet_keeps_whole_claims(picture: Picture) -> None:
    import pyarrow.parquet

    from dateline.interchange import claim_from_json

    table = pyarrow.parquet.read_table(io.BytesIO(parquet.claims(picture.claims)))
    back = [claim_from_json(json.loads(line["claim"])) for line in table.to_pylist()]
    assert back == list(picture.claims)


def test_geopackage_opens_with_both_layers(picture: Picture, tmp_path: Path) -> None:
    import geopandas
    import pyogrio

    places = dict(picture.places) | {"kabul": replace(picture.places["kabul"], lat=None, lon=None)}
    path = tmp_path / "picture.gpkg"
    path.write_bytes(gpkg.export(replace(picture, places=places)))
    assert sorted(name for name, _ in pyogrio.list_layers(path)) == ["claims", "states"]
    states, claims = geopandas.read_file(path, layer="states"), geopandas.read_file(path, layer="claims")
    assert (len(states), len(claims)) == (len(picture.now), len(picture.claims))
    assert states.crs.to_epsg() == 4326
    herat = states[states.place_id == "herat"].iloc[0]
    assert (round(herat.geometry.x, 2), round(herat.geometry.y, 2)) == (62.20, 34.35)
    assert herat.known_by.to_pydatetime().astimezone(UTC) == datetime(2021, 8, 13, 23, 59, 59, tzinfo=UTC)
    assert states[states.place_id == "kabul"].iloc[0].geometry is None
    assert set(claims.id) == {claim.id for claim in picture.claims}


def test_geojson_opens_in_geopandas(picture: Picture) -> None:
    import geopandas

    text = geojson.states(picture.now, picture.places, as_of=picture.as_of, known_by=picture.known_by)
    frame = geopandas.read_file(io.BytesIO(text.encode()))
    assert len(frame) == len(picture.now) and set(frame.place_id) == {state.place for state in picture.now}


def test_followthemoney_reads_its_statements(eventful: Picture) -> None:
    from followthemoney import model
    from followthemoney.statement.serialize import JSON, read_statements

    statements = list(read_statements(io.BytesIO(ftm.export(eventful).encode()), JSON))
    entities: dict[str, list[object]] = {}
    for statement in statements:
        schema = model.get(statement.schema)
        assert schema is not None and statement.prop in schema.properties, statement.prop
        prop = schema.properties[statement.prop]
        assert prop.type.clean(statement.value), (statement.prop, statement.value)
        entities.setdefault(statement.entity_id, []).append(statement)
    by_schema = {
        name: {s.entity_id for s in statements if s.schema == name} for name in ("Event", "Article", "Organization")
    }
    assert len(by_schema["Event"]) == len(eventful.claims)
    assert len(by_schema["Article"]) == len(eventful.documents)
    named = {party.side for claim in eventful.claims for party in (claim.actor, claim.opponent) if party}
    assert len(by_schema["Organization"]) == len(named & {side.id for side in eventful.sides})
    assert {s.origin for s in statements if s.schema == "Event"} == {claim.id for claim in eventful.claims}
    assert "dateline_meridian_news_agency" in {s.dataset for s in statements}


def test_followthemoney_gathers_the_claims_of_a_happening(picture: Picture) -> None:
    ids = tuple(claim.id for claim in picture.claims[:3])
    rows = [Row("one", ClaimType.CAPTURE, picture.places["herat"], DAY, claims=ids)]
    lines = [json.loads(line) for line in ftm.export(replace(picture, happenings=rows)).splitlines()]
    gathered = [line for line in lines if line["entity_id"] == "dateline-event-one"]
    assert {line["origin"] for line in gathered} == set(ids)


def test_annotations_select_their_evidence(picture: Picture) -> None:
    page = json.loads(annotations.export(picture))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld" and page["type"] == "AnnotationPage"
    assert len(page["items"]) == len(picture.claims)
    for item, claim in zip(page["items"], picture.claims, strict=True):
        assert item["type"] == "Annotation" and item["id"] == f"urn:dateline:claim:{claim.id}"
        position, quote = item["target"]["selector"]
        text = picture.documents[claim.document].text
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", item["created"])


def test_annotations_are_of_the_recommendation(picture: Picture) -> None:
    """The Recommendation's rules of sections 3 and 4, as a JSON Schema."""
    import jsonschema_rs

    schema = json.loads((Path(__file__).parent / "web_annotation.schema.json").read_text("utf-8"))
    validator = jsonschema_rs.validator_for(schema)
    validator.validate(json.loads(annotations.export(picture)))
    broken = json.loads(annotations.export(picture))
    broken["items"][0]["target"]["selector"][0]["start"] = -1
    assert not validator.is_valid(broken)


def test_brief_numbers_every_citation(picture: Picture) -> None:
    text = brief.markdown(picture)
    cited = {int(number) for number in re.findall(r"\]\(#cite-(\d+)\)", text)}
    listed = [int(number) for number in re.findall(r'^(\d+)\. <a id="cite-', text, re.M)]
    assert cited == set(listed) and listed == list(range(1, len(listed) + 1))
    assert "Control as of 13 Aug 2021, as known on 13 Aug 2021 18:00 UTC; 4 reports, 3 independent" in text
    assert "\u201csoldiers had given up Herat\u201d" in text


def test_brief_is_one_page_without_script(picture: Picture) -> None:
    text = brief.html(picture)
    assert "<script" not in text and "http" not in text.split("</style>")[1]
    assert "soldiers had given up Herat" in text


@pytest.mark.parametrize(
    "attack", ["<script>window.attacked=1</script>", "[x](javascript:alert(1))", "](#cite-1) ![x](y)"]
)
def test_brief_escapes_stored_text(hostile: object, attack: str) -> None:
    drawn = hostile(attack)  # type: ignore[operator]
    assert attack not in brief.markdown(drawn)
    assert "<script" not in brief.markdown(drawn) and "<script" not in brief.html(drawn)


def test_an_empty_picture_exports(picture: Picture) -> None:
    empty = Picture(title="Nothing", as_of=picture.as_of, known_by=picture.known_by)
    for writer in (
        acled.events,
        annotations.export,
        brief.html,
        brief.markdown,
        ftm.export,
        hxl.export,
        parquet.export,
    ):
        assert writer(empty) is not None
    assert gpkg.export(empty).startswith(b"SQLite format 3")
