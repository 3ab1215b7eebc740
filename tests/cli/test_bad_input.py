"""Nothing is lost to one bad input: it is named with its remedy, the rest is done, and the ledger stays whole."""

import json
from datetime import UTC, datetime, timedelta

from dateline.ledger import Ledger

REPORT = "Taliban fighters captured Ghazni on Thursday, a provincial council member said."


def test_a_batch_of_everything_bad(tmp_path, dateline):
    future = datetime.now(UTC).date() + timedelta(days=400)
    bad = {
        "empty.txt": b"",
        "binary.txt": bytes(range(256)) * 100,
        "latin.txt": "Die Armee räumte Überlingen.".encode("latin-1"),
        "placeless.txt": b"The committee will meet again to discuss the budget of its next meeting.",
        "notext.json": b'{"id": "n", "title": "only a title"}',
        "future.json": json.dumps({"text": REPORT, "published": future.isoformat()}).encode(),
    }
    folder = tmp_path / "in"
    folder.mkdir()
    for name, content in bad.items():
        (folder / name).write_bytes(content)
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    (folder / "good.txt").write_text(REPORT)
    ledger = tmp_path / "x.db"

    result = dateline("run", folder, "--published", "2021-08-13", "--ledger", ledger)

    assert result.status == 1
    for name in (*bad, "huge.txt"):
        (line,) = [line for line in result.err.splitlines() if name.removesuffix(".txt") in line and ";" in line]
        assert line.startswith("dateline: "), line
    assert "Ghazni" in result.out
    with Ledger.open(ledger, read_only=True) as book:
        assert book.verify().sound
        assert {claim.place.name for claim in book.claims()} == {"Ghazni"}
        assert {document.id for document in book.documents()} == {"good", "placeless"}


def test_a_report_without_a_date_is_named(tmp_path, dateline):
    report = tmp_path / "r.txt"
    report.write_text(REPORT)
    result = dateline("run", report, "--ledger", tmp_path / "x.db")
    assert result.status == 1
    assert "--published" in result.err


def test_what_is_no_ledger_is_named(tmp_path, dateline):
    path = tmp_path / "x.db"
    path.write_text("no database at all, but a text of some length, so that nobody takes it for an empty file")
    result = dateline("state", "--ledger", path)
    assert result.status == 2
    assert str(path) in result.err


def test_wrong_usage_is_two(tmp_path, dateline):
    assert dateline("nonsense").status == 2
    assert dateline("state", "--as-of", "yesterday", "--ledger", tmp_path / "x.db").status == 2
    assert dateline("extract", "--format", "xml", tmp_path).status == 2
    assert dateline("run").status == 2


def test_a_theatre_nobody_knows(tmp_path, dateline):
    report = tmp_path / "r.txt"
    report.write_text(REPORT)
    result = dateline("extract", report, "--theatre", "atlantis", "--format", "jsonl")
    assert result.status == 2
    assert "afghanistan-2021" in result.err
