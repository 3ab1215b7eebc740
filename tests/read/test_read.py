"""Reading: what comes in as it is, and what is refused by name, reason and remedy."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from dateline.errors import InputError
from dateline.model import Document
from dateline.read import read
from dateline.read.limits import MAX_BYTES

REPORT = "Rebels took the town of Northwell on Tuesday, the army said."


def read_one(path, **options):
    (item,) = read([path], **options)
    return item


def test_text_is_stored_as_it_stands(tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes("One line.\r\nAnother “line”.\r\n".encode())
    document = read_one(path, published=date(2021, 8, 13), outlet="Paper")
    assert isinstance(document, Document)
    assert document.text == "One line.\r\nAnother “line”.\r\n"
    assert (document.id, document.outlet, document.published_source) == ("report", "Paper", "option")
    assert document.raw == path.read_bytes()


def test_json_keeps_its_own_date_and_ignores_other_keys(tmp_path):
    path = tmp_path / "x.json"
    record = {"id": "r1", "text": REPORT, "published": "2021-08-13T10:00:00Z", "claims": [{"type": "capture"}]}
    path.write_text(json.dumps(record))
    document = read_one(path, published=date(2020, 1, 1))
    assert document.published == datetime(2021, 8, 13, 10, tzinfo=UTC)
    assert document.id == "r1"
    assert document.published_source == "input"


def test_json_lines_give_what_they_can(tmp_path):
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join([json.dumps({"text": REPORT}), "{broken", json.dumps({"id": "b"}), "", json.dumps([1])]))
    items = list(read([path]))
    assert [type(item) for item in items] == [Document, InputError, InputError, InputError]
    assert items[0].id == "many-1"
    assert [str(path) + f":{line}" for line in (2, 3, 5)] == [item.name for item in items[1:]]


def test_a_list_of_records(tmp_path):
    path = tmp_path / "list.json"
    path.write_text(json.dumps([{"text": REPORT}, {"text": ""}]))
    good, bad = read([path])
    assert good.id == "list-1"
    assert "empty text" in bad.reason


def test_html_article(tmp_path):
    path = tmp_path / "page.html"
    body = "".join(
        f"<p>{REPORT} It was the {n}th report of the day from the north of the country.</p>" for n in range(6)
    )
    path.write_text(
        "<html><head><title>Town taken</title><meta property='article:published_time' content='2021-08-13'>"
        f"</head><body><nav>Home</nav><article><h1>Town taken</h1>{body}</article></body></html>"
    )
    document = read_one(path)
    assert REPORT in document.text
    assert document.published == date(2021, 8, 13)
    assert document.published_source == "page"
    assert document.raw == path.read_bytes()


def test_folder_is_walked_by_name_without_hidden_files(tmp_path):
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", "picture.png"):
        (tmp_path / name).write_text(REPORT)
    assert [item.id for item in read([tmp_path])] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\n", "is empty"),
        ("binary.txt", bytes(range(256)) * 20, "is binary"),
        ("latin.txt", "Die Armee räumte Überlingen für immer.".encode("latin-1"), "is not UTF-8"),
        ("wide.txt", "Rebels took it".encode("utf-16"), "is UTF-16"),
        ("notext.json", b'{"id": "x", "title": "only a title"}', "has no text"),
        ("number.json", b'{"text": 17}', "has no text"),
        ("broken.json", b"{", "is not JSON"),
        ("deep.json", b"[" * 100_000, "is not JSON"),
        ("scalar.json", b"3", "is no JSON object"),
        ("date.json", b'{"text": "x", "published": "yesterday"}', "date that cannot be read"),
        ("empty.jsonl", b"", "is empty"),
        ("page.html", b"<html><body></body></html>", "holds no article"),
        ("film.mp4", b"x", "format not read"),
    ],
)
def test_refusals_name_file_reason_and_remedy(tmp_path, name, content, reason):
    path = tmp_path / name
    path.write_bytes(content)
    item = read_one(path)
    assert isinstance(item, InputError)
    assert item.name.startswith(str(path))
    assert reason in item.reason
    assert item.remedy


def test_fifty_megabytes_are_refused_without_being_read(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert path.stat().st_size > MAX_BYTES
    assert "too large" in read_one(path).reason


def test_a_long_line_is_refused_and_the_next_is_read(tmp_path):
    path = tmp_path / "long.jsonl"
    path.write_bytes(b'{"text": "' + b"x" * (MAX_BYTES + 10) + b'"}\n' + json.dumps({"text": REPORT}).encode() + b"\n")
    long, good = read([path])
    assert "longer than" in long.reason
    assert good.text == REPORT


def test_a_date_in_the_future_is_refused(tmp_path):
    path = tmp_path / "future.json"
    future = datetime.now(UTC).date() + timedelta(days=40)
    path.write_text(json.dumps({"text": REPORT, "published": future.isoformat()}))
    assert "in the future" in read_one(path).reason


def test_a_missing_file(tmp_path):
    assert "cannot be read" in read_one(tmp_path / "nowhere.txt").reason
