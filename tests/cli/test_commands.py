"""The command contract of DESIGN section 3, on a small ledger."""

import csv
import io
import json

import pytest

from dateline.cli import app

REPORTS = [
    {
        "id": "r1",
        "text": "The Taliban captured Ghazni on Thursday, the group's spokesman said.",
        "published": "2021-08-12T10:00:00Z",
        "outlet": "Paper One",
    },
    {
        "id": "r2",
        "text": "The interior ministry confirmed the fall of Ghazni to the Taliban on Thursday.",
        "published": "2021-08-12T18:00:00Z",
        "outlet": "Paper Two",
    },
    {
        "id": "r3",
        "text": "Kabul could fall to the Taliban within 30 days, a United States official said on Friday. "
        "The Taliban have taken 12 of the 34 provincial capitals.",
        "published": "2021-08-13T09:00:00Z",
        "outlet": "Paper Three",
    },
]
COMMANDS = (
    *("run", "extract", "fuse", "demo", "state", "explain", "claims", "events", "counts", "forecasts", "accounts"),
    *("sources", "brief", "export", "review", "verify", "backup", "restore", "snapshot", "theatre", "serve", "watch"),
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    from dateline import pipeline
    from dateline.ledger import Ledger

    folder = tmp_path_factory.mktemp("ledger")
    reports = folder / "reports.jsonl"
    reports.write_text("\n".join(map(json.dumps, REPORTS)))
    with Ledger.open(folder / "x.db") as book:
        report = pipeline.run([reports], ledger=book)
        assert not report.failures
    return folder / "x.db"


def test_every_command_of_the_contract_is_there(dateline):
    names = {command.name or command.callback.__name__ for command in app.registered_commands}
    assert set(COMMANDS) == names | {group.name for group in app.registered_groups}
    listed = dateline("--help").out
    assert all(f"  {name} " in listed for name in COMMANDS)


def test_state_says_both_clocks(ledger, dateline):
    result = dateline(
        "state", "--place", "Ghazni", "--as-of", "2021-08-13", "--known-by", "2021-08-13", "--ledger", ledger
    )
    assert result.status == 0
    assert "Control as of 13 Aug 2021, as known on 13 Aug 2021 23:59 UTC" in result.out
    (row,) = [line for line in result.out.splitlines() if line.startswith("Ghazni")]
    assert "Taliban" in row
    assert "confirmed" in row


def test_what_was_known_before_the_reports(ledger, dateline):
    result = dateline(
        "state", "--as-of", "2021-08-13", "--known-by", "2021-08-11", "--format", "json", "--ledger", ledger
    )
    ghazni = next(row for row in json.loads(result.out)["states"] if row["name"] == "Ghazni")
    assert ghazni["side"] == "government"


def test_state_csv_has_the_columns_of_the_contract(ledger, dateline):
    rows = list(csv.DictReader(io.StringIO(dateline("state", "--format", "csv", "--ledger", ledger).out)))
    columns = (
        "place_id name admin1 country lat lon scale side p p_contested status since last_report claims independent "
        "decided_by as_of known_by"
    )
    assert list(rows[0]) == columns.split()
    assert [row["place_id"] for row in rows] == sorted(row["place_id"] for row in rows)


def test_state_geojson(ledger, dateline):
    collection = json.loads(dateline("state", "--format", "geojson", "--ledger", ledger).out)
    assert collection["type"] == "FeatureCollection"
    assert any(feature["properties"]["name"] == "Ghazni" for feature in collection["features"])


def test_explain_shows_the_sentences(ledger, dateline):
    result = dateline("explain", "Ghazni", "--ledger", ledger)
    assert "admission" in result.out
    assert "the fall of Ghazni" in result.out
    data = json.loads(dateline("explain", "Ghazni", "--format", "json", "--ledger", ledger).out)
    assert {factor["claim"] for factor in data["factors"]} >= set(data["state"]["decided_by"])


def test_claims_and_lists(ledger, dateline):
    lines = dateline("claims", "--format", "jsonl", "--ledger", ledger).out.splitlines()
    types = {json.loads(line)["type"] for line in lines}
    assert {"capture", "count"} <= types
    for command in ("events", "accounts", "counts", "forecasts", "sources"):
        assert dateline(command, "--ledger", ledger).status == 0
    (forecast,) = dateline("forecasts", "--format", "jsonl", "--ledger", ledger).out.splitlines()
    assert "Kabul" in forecast


def test_extract_and_fuse_fit_together(tmp_path, ledger, dateline):
    reports = ledger.parent / "reports.jsonl"
    extracted = dateline("extract", reports, "--format", "jsonl")
    assert extracted.status == 0
    claims = tmp_path / "claims.jsonl"
    claims.write_text(extracted.out)
    for line in map(json.loads, extracted.out.splitlines()):
        text = next(report["text"] for report in REPORTS if report["id"] == line["document"])
        evidence = line["evidence"]
        assert text[evidence["start"] : evidence["end"]] == evidence["text"]
    fused = dateline("fuse", claims, "--format", "jsonl")
    states = [json.loads(line) for line in fused.out.splitlines()]
    assert {state["day"] for state in states} == {"2021-08-12", "2021-08-13"}
    assert all(abs(sum(state["p"].values()) - 1) < 1e-6 for state in states)


def test_fuse_names_lines_that_are_no_claims(tmp_path, dateline):
    claims = tmp_path / "claims.jsonl"
    claims.write_text('{"type": "capture"}\n')
    result = dateline("fuse", claims)
    assert result.status == 1
    assert f"{claims}:1" in result.err


def test_reading_again_adds_nothing(ledger, dateline):
    before = dateline("verify", "--ledger", ledger).out
    again = dateline("run", ledger.parent / "reports.jsonl", "--ledger", ledger)
    assert "(3 of them known already)" in again.err
    assert dateline("verify", "--ledger", ledger).out == before


def test_trace_says_which_rule(ledger, dateline):
    lines = dateline("extract", ledger.parent / "reports.jsonl", "--trace", "--format", "jsonl").out.splitlines()
    assert all(json.loads(line)["rule"] for line in lines)


def test_brief_and_exports(ledger, tmp_path, dateline):
    assert "Ghazni" in dateline("brief", "--ledger", ledger).out
    assert dateline("brief", "--format", "html", "--ledger", ledger).out.lower().startswith("<!doctype html>")
    for format in ("geojson", "csv", "acled", "hxl", "annotations"):
        assert dateline("export", format, "--ledger", ledger).out
    assert dateline("export", "parquet", "--ledger", ledger).status == 2
    assert dateline("export", "parquet", "--out", tmp_path / "x.parquet", "--ledger", ledger).status == 0


def test_theatre_commands(tmp_path, dateline):
    assert "afghanistan-2021" in dateline("theatre", "list").out
    broken = tmp_path / "x.yaml"
    broken.write_text("id: x\n")
    result = dateline("theatre", "check", broken)
    assert result.status == 1
    assert str(broken) in result.err


CODED = (
    "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,actor2,country,admin1,location,latitude,"
    "longitude,geo_precision,source,fatalities\n"
    "A1,12 August 2021,1,Battles,Non-state actor overtakes territory,Taliban,Military Forces of Afghanistan,"
    "Afghanistan,Ghazni,Ghazni,33.553,68.421,1,Dawn,0\n"
    "A2,12 August 2021,1,Battles,Armed clash,Taliban,,Afghanistan,Balkh,Mazar-e Sharif,36.709,67.110,1,Dawn,0\n"
    "A3,no day,1,Battles,Armed clash,Taliban,,Afghanistan,Balkh,Mazar-e Sharif,36.709,67.110,1,Dawn,0\n"
)


def test_how_far_a_coder_and_the_ledger_agree(ledger, dateline, tmp_path):
    (tmp_path / "acled.csv").write_text(CODED)
    result = dateline("sources", "--against", tmp_path / "acled.csv", "--ledger", ledger, "--format", "jsonl")
    *families, lists = map(json.loads, result.out.splitlines())
    control = next(row for row in families if row["family"] == "control")
    assert (control["rows"], control["rows_met"], control["same_side"], control["of_sided"]) == (1, 1, 1, 1)
    assert len(lists["only_theirs"]) == 1
    assert result.status == 1 and "acled.csv:4" in result.err and "2 claims of the coder" in result.err
    own = tmp_path / "ours.yaml"
    own.write_text(
        "coder: Desk\ncolumns: {first: day, last: day, place: town, lat: lat, lon: lon, actor: who}\n"
        "rules: [{when: {what: taken}, type: capture}]\n"
    )
    (tmp_path / "desk.csv").write_text("day,town,lat,lon,who,what\n2021-08-12,Ghazni,33.55,68.42,Taliban,taken\n")
    result = dateline("sources", "--against", tmp_path / "desk.csv", "--mapping", own, "--ledger", ledger)
    assert result.status == 0 and "control" in result.out
