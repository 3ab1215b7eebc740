"""A backfill gives what `dateline run` and `dateline fuse` give: the same claims, the same ledger, the same states."""

from __future__ import annotations

import json
import shutil
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dateline import demo, fuse, pipeline
from dateline.answers.desk import initial_states, parents_of, successions
from dateline.batches import Documents, backfill, fuse_backfill, into_ledger
from dateline.engines import Engine
from dateline.errors import InputError
from dateline.interchange import state_to_json
from dateline.ledger import Ledger
from dateline.link import theatre as theatres
from tests.conftest import missing

REPORTS = 60
WARC = """WARC/1.0\r
WARC-Type: response\r
WARC-Record-ID: <urn:uuid:{number}>\r
WARC-Target-URI: https://dawn.example/{number}\r
WARC-Date: 2021-08-13T10:00:00Z\r
Content-Type: application/http; msgtype=response\r
Content-Length: {length}\r
\r
{body}\r
\r
"""


@pytest.fixture(scope="module")
def records():
    lines = [line for path in demo.corpus() for line in path.read_text("utf-8").splitlines()]
    return [json.loads(line) for line in lines][:REPORTS]


@pytest.fixture(scope="module")
def news(records, tmp_path_factory):
    """The same reports in three formats, one of them no report at all."""
    folder = tmp_path_factory.mktemp("news")
    columns = ("id", "text", "title", "outlet", "published", "url")
    schema = pa.schema([(name, pa.string()) for name in columns])
    rows = [{name: record.get(name) for name in columns} for record in [*records[::3], {"id": "empty", "text": " "}]]
    pq.write_table(pa.Table.from_pylist(rows, schema), folder / "a.parquet")
    (folder / "b.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records[1::3]), "utf-8")
    (folder / "c.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records[2::3]), "utf-8")
    return folder


@pytest.fixture(scope="module")
def work(news, tmp_path_factory):
    folder = tmp_path_factory.mktemp("work")
    assert len(list(backfill(news, folder, workers=1, theatre=demo.THEATRE))) == 3
    return folder


@pytest.fixture(scope="module")
def ledger(records, tmp_path_factory):
    """What `dateline run` makes of the same reports."""
    folder = tmp_path_factory.mktemp("run")
    (folder / "all.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    with Ledger.open(folder / "dateline.db") as book:
        pipeline.run([folder / "all.jsonl"], ledger=book, theatre=demo.THEATRE)
        yield book


def rows_of(folder):
    return [row for path in sorted(folder.glob("*.parquet")) for row in pq.read_table(path).to_pylist()]


def test_every_report_is_a_row_and_what_is_none_says_why(work):
    rows = rows_of(work / "readings")
    assert len(rows) == REPORTS + 1
    (refused,) = [row for row in rows if row["error"]]
    assert refused["id"] == "empty" and "empty text" in refused["error"] and refused["claims"] == []
    types = {json.loads(line)["type"] for row in rows for line in row["claims"]}
    assert {"capture", "contest"} <= types and {row["theatre"] for row in rows} == {demo.THEATRE, None}


def test_the_ledger_is_that_of_a_run(work, ledger, tmp_path):
    with Ledger.open(tmp_path / "dateline.db") as book:
        filled = into_ledger(work, book)
        assert (filled.documents, filled.new_documents, len(filled.failures)) == (REPORTS, REPORTS, 1)
        assert book.claims() == ledger.claims()
        assert [d.text_sha256 for d in book.documents()] == [d.text_sha256 for d in ledger.documents()]
        assert filled.copies == sum(claim.copy_of is not None for claim in ledger.claims())
        head = book.head()
        again = into_ledger(work, book)
        assert again.new_documents == 0 and book.head() == head and book.verify().sound


def test_only_reports_with_claims(work, tmp_path):
    with Ledger.open(tmp_path / "dateline.db") as book:
        filled = into_ledger(work, book, only_with_claims=True)
        assert filled.new_documents == len({claim.document for claim in book.claims()}) < REPORTS


@pytest.fixture(scope="module")
def states(work, tmp_path_factory):
    target = tmp_path_factory.mktemp("states")
    done = list(fuse_backfill(work, target, workers=1, theatre=demo.THEATRE, buckets=3))
    assert len(done) == 3
    return target


def test_the_states_are_those_of_fusing_everything_at_once(states, ledger):
    claims, theatre = ledger.claims(), theatres.named(demo.THEATRE)
    expected = {
        (state.place, state.as_of.isoformat()): state_to_json(state)
        for state in fuse.fuse(
            claims,
            initial=initial_states(theatre),
            parents=parents_of({claim.place.id: claim.place for claim in claims}.values()),
            succession=successions(theatre),
        )
    }
    found = {(row["place"], row["day"]): json.loads(row["state"]) for row in rows_of(states)}
    assert found.keys() == expected.keys() and len(found) > 100
    for key, state in found.items():
        assert state["p"] == pytest.approx(expected[key]["p"], abs=1e-6)
        assert {**state, "p": None} == {**expected[key], "p": None}


def test_a_warc_is_read_as_it_lies(tmp_path):
    pytest.importorskip("fastwarc")
    told = "<p>The Taliban took Herat on Thursday, residents said.</p>" * 4
    page = f"<html><head><title>Herat</title></head><body><article>{told}</article></body></html>"
    body = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(page)}\r\n\r\n{page}"
    content = "".join(WARC.format(number=number, length=len(body), body=body) for number in range(2))
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "crawl.warc").write_bytes(content.encode())
    list(backfill(tmp_path / "news", tmp_path / "work", workers=1))
    rows = rows_of(tmp_path / "work" / "readings")
    assert [row["id"] for row in rows] == ["0", "1"] and all(row["fetched"] == "2021-08-13T10:00:00Z" for row in rows)
    assert all(json.loads(row["claims"][0])["place"]["name"] == "Herat" for row in rows)


def test_defaults_stand_in_and_undated_reports_are_named(tmp_path):
    pq.write_table(pa.table({"text": ["Rebels took Goma."], "day": ["x"]}), tmp_path / "a.parquet")
    (undated,) = [row for table in Documents()(str(tmp_path / "a.parquet")) for row in table.to_pylist()]
    assert undated["id"] == "a-1" and "no publication date" in undated["error"]
    (dated,) = [
        row for table in Documents(date(2025, 1, 28), "Dawn")(str(tmp_path / "a.parquet")) for row in table.to_pylist()
    ]
    assert (dated["published"], dated["outlet"], dated["error"]) == ("2025-01-28", "Dawn", None)


FRENCH = "Les rebelles ont pris Herat jeudi après de longs combats, selon l'armée et des habitants de la ville."


def test_other_languages_are_kept_passed_over_and_counted(tmp_path):
    told = [{"id": "en", "text": "The Taliban took Herat on Thursday, residents said."}, {"id": "fr", "text": FRENCH}]
    lines = "".join(json.dumps({**each, "published": "2021-08-13"}) + "\n" for each in told)
    (tmp_path / "a.jsonl").write_text(lines, "utf-8")
    with Ledger.open(tmp_path / "dateline.db") as book:
        report = pipeline.run([tmp_path / "a.jsonl"], ledger=book)
        assert [document.language for document in book.documents()] == ["en", "fr"]
        assert {claim.document for claim in book.claims()} == {"en"}
    assert report.unread == {"fr": 1} and not report.failures
    assert "1 in other languages kept unread (1 fr)" in report.summary("x")


def test_nothing_to_read_is_said(tmp_path):
    with pytest.raises(InputError, match="holds no"):
        list(backfill(tmp_path, tmp_path / "work"))
    (tmp_path / "work" / "readings").mkdir(parents=True, exist_ok=True)
    with Ledger.open(tmp_path / "dateline.db") as book, pytest.raises(InputError, match="run the backfill first"):
        into_ledger(tmp_path / "work", book)


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore")  # pyspark's own
def test_spark_gives_the_same_bytes(news, work, states, tmp_path):
    if not shutil.which("java"):
        missing("Java", "apt-get install openjdk-17-jre-headless")
    list(backfill(news, tmp_path / "work", engine=Engine.SPARK, workers=2, theatre=demo.THEATRE))
    list(
        fuse_backfill(
            tmp_path / "work", tmp_path / "states", engine="spark", workers=2, theatre=demo.THEATRE, buckets=3
        )
    )
    for ours, theirs in ((work / "readings", tmp_path / "work" / "readings"), (states, tmp_path / "states")):
        for path in ours.glob("*.parquet"):
            assert (theirs / path.name).read_bytes() == path.read_bytes()
