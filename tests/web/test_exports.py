"""Every export of the demo's ledger, opened by its consumer's own library: the ledger's counts, its ids and times."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from dateline.answers import Answers
from dateline.cli.exports import EXPORTS
from dateline.ledger import Ledger


@pytest.fixture(scope="module")
def answers(demo_file: Path) -> Iterator[Answers]:
    with Ledger.open(demo_file, read_only=True) as ledger:
        yield Answers(ledger)


@pytest.fixture(scope="module")
def exported(demo_file: Path) -> Iterator[Any]:
    """The bytes of an export by its address."""
    from starlette.testclient import TestClient

    from dateline.web.app import build

    with TestClient(build(str(demo_file))) as client:

        def get(address: str) -> bytes:
            answer = client.get(address)
            assert answer.status_code == 200, answer.text
            body: bytes = answer.content
            return body

        yield get


def test_the_command_writes_what_the_address_gives(answers: Answers, exported: Any) -> None:
    from dateline.answers import picture

    drawn = picture(answers)
    same = {"acled": "/export/acled.csv", "hxl": "/export/hxl.csv", "csv": "/map.csv", "ftm": "/export/ftm.jsonl"}
    for name, address in same.items():
        written = EXPORTS[name](drawn)
        assert sorted(str(written).splitlines()) == sorted(exported(address).decode().splitlines()), name


def test_states_in_geopandas_pyarrow_libhxl_and_csv(answers: Answers, exported: Any, tmp_path: Path) -> None:
    import geopandas
    import hxl
    import pyarrow.parquet

    clocks, states = answers.state()
    wanted = {state.place: state for state in states}
    frame = geopandas.read_file(io.BytesIO(exported("/map.geojson")))
    table = pyarrow.parquet.read_table(io.BytesIO(exported("/export/states.parquet"))).to_pylist()
    rows = list(hxl.data(io.BytesIO(exported("/export/hxl.csv")), hxl.InputOptions(allow_local=True)))
    lines = list(csv.DictReader(io.StringIO(exported("/map.csv").decode())))
    file = tmp_path / "dateline.gpkg"
    file.write_bytes(exported("/export/dateline.gpkg"))
    layer = geopandas.read_file(file, layer="states")
    ids = [
        list(frame.place_id),
        [row["place_id"] for row in table],
        [row.get("#loc+code") for row in rows],
        [line["place_id"] for line in lines],
        list(layer.place_id),
    ]
    assert all(sorted(one) == sorted(wanted) for one in ids)
    for row in table:
        state = wanted[row["place_id"]]
        assert (row["as_of"], row["known_by"]) == (clocks.as_of, clocks.known_by)
        assert (row["since"], row["last_report"]) == (state.since, state.last_report)
        assert dict(row["probabilities"]) == state.p
    assert {moment.to_pydatetime().astimezone(UTC) for moment in layer.known_by} == {clocks.known_by}
    assert len(geopandas.read_file(file, layer="claims")) == len(answers.claims(clocks.known_by))


def test_events_claims_and_statements(answers: Answers, exported: Any) -> None:
    from followthemoney.statement.serialize import JSON, read_statements

    claims, events = answers.claims(answers.clocks().known_by), answers.events()
    lines = list(csv.DictReader(io.StringIO(exported("/export/acled.csv").decode())))
    assert sorted(line["event_id_cnty"] for line in lines) == sorted(f"DTL-{event.id}" for event in events)
    assert {line["iso"] for line in lines} <= {"4", "840", ""} and "Afghanistan" in {line["country"] for line in lines}
    assert {"Government regains territory", "Arrests"} <= {line["sub_event_type"] for line in lines}
    statements = list(read_statements(io.BytesIO(exported("/export/ftm.jsonl")), JSON))
    assert {one.value for one in statements if one.prop == "recordId"} == {claim.id for claim in claims}
    notes = json.loads(exported("/export/annotations.jsonld"))["items"]
    with_words = {f"urn:dateline:claim:{claim.id}" for claim in claims if claim.evidence}
    assert {note["id"] for note in notes} == with_words
