"""The API: the same address as the page, with .json, .csv or .geojson; clocks, caching, paging, problems."""

from __future__ import annotations

import csv
import io
from itertools import pairwise
from typing import Any

import pytest

from dateline.web.guard import POLICY

FIXED = "as_of=2021-08-12&known_by=2021-08-12T23:59:59Z&head=9"
PAGES = (
    "/", "/map", "/changes", "/compare", "/accounts", "/audits", "/sources", "/review", "/search?q=herat", "/reading",
    "/api", "/places/Herat", "/places/geonames:1140026", "/documents/r3", "/documents/odd%2Fslash",
)  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_every_page_shows_both_clocks_and_is_guarded(client: Any, address: str) -> None:
    answer = client.get(address, headers={"accept": "text/html"})
    assert answer.status_code == 200, answer.text
    assert "Control as of 13 Aug 2021, as known on 13 Aug 2021 11:00 UTC" in answer.text
    assert "6 reports, " in answer.text
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_states_come_as_json_csv_and_geojson(client: Any) -> None:
    states = client.get("/map.json").json()["states"]
    lines = list(csv.DictReader(io.StringIO(client.get("/map.csv").text)))
    features = client.get("/map.geojson").json()["features"]
    assert len(states) == len(lines) == len(features) >= 34
    assert [state["place_id"] for state in states] == [line["place_id"] for line in lines]
    herat = next(state for state in states if state["name"] == "Herat")
    assert herat["side"] == "taliban" and herat["claims"] == 3


def test_the_clocks_decide_what_is_seen(client: Any) -> None:
    def claims_about_herat(known_by: str) -> int:
        found = client.get("/places/Herat.json", params={"as_of": "2021-08-13", "known_by": known_by}).json()
        return sum(len(lane["lines"]) for lane in found["lanes"])

    assert [claims_about_herat(day) for day in ("2021-08-11", "2021-08-12", "2021-08-13")] == [0, 2, 3]


def test_copies_are_folded_under_their_origin(client: Any) -> None:
    found = client.get("/places/Kunduz.json").json()
    (lane,) = found["lanes"]
    assert lane["side"] == "taliban" and len(lane["lines"]) == 1 and len(lane["lines"][0]["copies"]) == 1


def test_filters_narrow_every_form_alike(client: Any) -> None:
    query = "side=taliban"
    states = client.get(f"/map.json?{query}").json()["states"]
    assert {state["side"] for state in states} == {"taliban"}
    assert len(list(csv.DictReader(io.StringIO(client.get(f"/map.csv?{query}").text)))) == len(states)
    assert len(client.get(f"/map.geojson?{query}").json()["features"]) == len(states)
    assert client.get("/map.json?admin1=Herat&status=held").status_code == 200


def test_an_answer_with_clocks_and_head_may_be_kept_for_ever(client: Any) -> None:
    head = client.get("/map.json").json()["head"]
    fixed = f"/map.json?as_of=2021-08-12&known_by=2021-08-12T23:59:59Z&head={head}"
    first = client.get(fixed)
    assert first.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert client.get("/map.json").headers["cache-control"] == "no-cache"
    again = client.get(fixed, headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304 and not again.content
    assert client.get("/map.json").headers["etag"] != first.headers["etag"]


def test_a_head_is_read_as_it_was(client: Any) -> None:
    assert client.get("/map.json?head=99999").status_code == 404
    assert client.get("/map.json?head=0").status_code == 404  # nothing was in the ledger then


def test_comparison_says_what_differs(client: Any) -> None:
    rows = client.get("/compare.json?then=2021-08-07&as_of=2021-08-13").json()["places"]
    changed = {row["name"]: row for row in rows if row["changed"]}
    assert "Herat" in changed and changed["Herat"]["then"]["side"] == "government"
    lines = list(csv.DictReader(io.StringIO(client.get("/compare.csv?then=2021-08-07&as_of=2021-08-13").text)))
    assert sum(line["changed"] == "yes" for line in lines) == len(changed)


def test_changes_are_those_up_to_the_day(client: Any) -> None:
    early = client.get("/changes.json?as_of=2021-08-09").json()
    late = client.get("/changes.json").json()
    assert {row["day"] for row in early["changes"]} < {row["day"] for row in late["changes"]}
    assert all(row["day"] <= "2021-08-09" for row in early["changes"])


def test_claims_come_in_pages(client: Any) -> None:
    whole = client.get("/claims.json").json()
    first = client.get("/claims.json?limit=2").json()
    assert (first["total"], len(first["claims"])) == (5, 2)
    second = client.get(first["next"]).json()
    third = client.get(second["next"]).json()
    assert first["claims"] + second["claims"] + third["claims"] == whole["claims"] and third["next"] is None
    assert [row["id"] for row in csv.DictReader(io.StringIO(client.get("/claims.csv").text))] == [
        row["id"] for row in whole["claims"]
    ]
    assert client.get("/claims.json?type=leave&place=Herat").json()["total"] == 1


def test_a_document_holds_its_evidence(client: Any) -> None:
    found = client.get("/documents/r4.json").json()
    (claim,) = found["claims"]
    evidence = claim["evidence"]
    assert found["text"][evidence["start"] : evidence["end"]] == evidence["text"]
    page = client.get("/documents/r4").text
    assert "<mark><a" in page and "denied that Herat had fallen" in page


def test_search_finds_places_claims_and_reports(client: Any) -> None:
    kinds = {row["kind"] for row in client.get("/search.json?q=herat").json()["results"]}
    assert kinds == {"place", "claim", "document"}
    assert client.get("/search.json?q=nowhere+at+all").json()["total"] == 0
    assert client.get("/search.json").json()["total"] == 0


def test_the_queue_is_ordered_by_what_would_change(client: Any) -> None:
    due = client.get("/review.json").json()["due"]
    order = [one["change"] * one["doubt"] for one in due]
    assert due and all(earlier >= later - 1e-3 for earlier, later in pairwise(order))


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/map.json?as_of=2021-13-01", 400),
        ("/map.json?as_of=2021-08-12T10:00", 400),
        ("/map.json?as_of=0001-01-01", 400),
        ("/map.json?known_by=9999-12-31T23:59:59-12:00", 400),
        ("/map.json?known_by=soon", 400),
        ("/map.json?head=minus", 400),
        ("/map.json?head=-1", 400),
        ("/map.json?status=lost", 400),
        ("/claims.json?limit=0", 400),
        ("/claims.json?type=gossip", 400),
        ("/places/Atlantis.json", 404),
        ("/documents/none.json", 404),
        ("/nothing", 404),
        ("/map.json?side=" + "x" * 5000, 414),
    ],
)
def test_refusals_are_problems_that_say_what_to_do(client: Any, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status and len(problem["detail"]) > 15


def test_a_person_gets_a_refusal_as_a_page(client: Any) -> None:
    answer = client.get("/places/<b>Atlantis", headers={"accept": "text/html"})
    assert answer.status_code == 404 and "<h1>Not found</h1>" in answer.text and "<b>Atlantis" not in answer.text


def test_an_empty_ledger_says_what_to_do(tmp_path: Any) -> None:
    from starlette.testclient import TestClient

    from dateline.ledger import Ledger
    from dateline.web.app import build

    Ledger.open(tmp_path / "empty.db").close()
    with TestClient(build(str(tmp_path / "empty.db"))) as client:
        answer = client.get("/map.json")
    assert answer.status_code == 503 and "dateline run" in answer.json()["detail"]


def test_the_openapi_document_has_examples_and_no_foreign_error(client: Any) -> None:
    document = client.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert "HTTPValidationError" not in document["components"]["schemas"]
    state = document["components"]["schemas"]["StateRecord"]["properties"]
    assert all("examples" in state[name] for name in ("place_id", "side", "p", "status"))
    for path, operations in document["paths"].items():
        for operation in operations.values():
            assert "422" not in operation["responses"], path
            assert operation["summary"]


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("acled.csv", b"event_id_cnty"),
        ("hxl.csv", b"place_id"),
        ("states.parquet", b"PAR1"),
        ("dateline.gpkg", b"SQLite format 3"),
        ("ftm.jsonl", b"{"),
        ("annotations.jsonld", b"{"),
        ("brief.md", b"# "),
        ("brief.html", b"<!doctype html>"),
        ("page.html", b"<!doctype html>"),
    ],
)
def test_every_export_is_a_file_to_keep(client: Any, name: str, start: bytes) -> None:
    answer = client.get(f"/export/{name}")
    assert answer.status_code == 200 and answer.content.lstrip().startswith(start)
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert client.get("/export/none.txt").status_code == 404
