"""A ledger that moves while it is shown: nobody waits, and what is new is shown soon."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dateline.answers.follow import Follower
from dateline.errors import LedgerError
from dateline.ledger import Batch, Ledger, Run
from dateline.model import claim_id
from dateline.web import board as boards
from dateline.web import ready
from dateline.web.board import Board
from dateline.web.clocks import View


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Makes children whose cache is the test's own, and ends them."""
    monkeypatch.setattr(ready, "cache_folder", lambda: tmp_path / "cache")
    begun: list[ready.Beside] = []

    def begin(path: Path) -> ready.Beside:
        begun.append(ready.Beside(str(path), None))
        return begun[-1]

    yield begin
    for one in begun:
        one.close()


def test_a_child_makes_what_the_server_would(kit: Any, tmp_path: Path, beside: Any) -> None:
    path = kit.fill(tmp_path / "own.db")
    with Ledger.open(path, read_only=True) as ledger:
        here = Follower(ledger).begin()
        view = Board(ledger).settled(View(), here.head)
        there = beside(path).ask()
        assert there.situation.days.frame(here.clocks.as_of) == here.days.frame(here.clocks.as_of)
        assert here.clocks.as_of == view.as_of and here.clocks.known_by == view.known_by


def test_what_was_made_is_shown_at_once_by_the_next_server(kit: Any, tmp_path: Path, beside: Any) -> None:
    path = kit.fill(tmp_path / "own.db", kit.DOCUMENTS[:4], kit.claims()[:4])
    made = beside(path).ask()
    with Ledger.open(path) as ledger:
        more = kit.claims()[4:5]
        ledger.write(Batch(run=Run("test", theatre=kit.THEATRE), documents=kit.DOCUMENTS[4:5], claims=more))
    child = beside(path)
    assert child.ask().situation.head == made.situation.head, "the last map is shown first"
    assert child.ask().situation.head > made.situation.head, "and the ledger's end after it"
    assert child.ask() is None


def test_a_cache_that_others_can_write_is_not_read(kit: Any, tmp_path: Path) -> None:
    path = kit.fill(tmp_path / "own.db")
    with Ledger.open(path, read_only=True) as ledger:
        file = tmp_path / "kept.pickle"
        ready._keep(file, Follower(ledger).begin())
        assert ready._kept(file, ledger) is not None
        file.chmod(0o666)
        assert ready._kept(file, ledger) is None


def test_a_child_that_fails_says_why(tmp_path: Path, beside: Any) -> None:
    with pytest.raises(LedgerError, match="log has why"):
        beside(tmp_path / "none.db").ask()


@pytest.mark.parametrize("in_child", [True, False])
def test_new_reports_are_shown_without_anyone_waiting(
    kit: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_child: bool
) -> None:
    monkeypatch.setattr(boards, "HEAD_SECONDS", 0.0)
    monkeypatch.setattr(ready, "cache_folder", lambda: tmp_path / "cache")
    path, said = kit.fill(tmp_path / "own.db", kit.DOCUMENTS[:2], kit.claims()[:2]), kit.claims()[2:3]
    with Ledger.open(path, read_only=True) as reading, Ledger.open(path) as ledger:
        shown = Board(reading, target=str(path) if in_child else None)
        before = shown.settle(View()).head
        ledger.write(Batch(run=Run("test", theatre=kit.THEATRE), documents=kit.DOCUMENTS[2:3], claims=said))
        assert before is not None
        deadline = time.monotonic() + 60
        while shown.settle(View()).head == before:
            assert time.monotonic() < deadline, "the new reports were never shown"
            time.sleep(0.05)
        after = shown.settle(View())
        assert shown.place_picture(after, shown.place(after, "Herat")).claims[0].id == said[0].id
        while shown.making:
            time.sleep(0.05)
        shown.close()


def _later(claim: Any, document: Any) -> Any:
    moved = replace(claim, document=document.id, published=document.published, known=document.known, id="")
    return replace(moved, id=claim_id(moved))


def test_a_live_report_makes_its_places_again_and_no_other(kit: Any, tmp_path: Path) -> None:
    """What comes of it is what everything made anew would be."""
    path = kit.fill(tmp_path / "own.db")
    with Ledger.open(path) as ledger:
        follower = Follower(ledger)
        follower.begin()
        first = kit.DOCUMENTS[4]
        report = replace(first, id="live", published=first.published + timedelta(hours=2), fetched=None)
        claim = _later(kit.claims()[4], report)
        ledger.write(Batch(run=Run("test", theatre=kit.THEATRE), documents=[report], claims=[claim]))
        part = follower.follow()
        assert part is not None and part.part and part.days.places == (claim.place.id,)
        joined, anew = follower.situation, Follower(ledger).begin()
        assert joined is not None
        assert joined.clocks == anew.clocks and joined.tallies == anew.tallies and joined.begun == anew.begun
        assert [joined.days.frame(day) for day in anew.days.days] == [anew.days.frame(day) for day in anew.days.days]
        assert joined.now.frame(anew.clocks.as_of) == anew.now.frame(anew.clocks.as_of)
        assert follower.follow() is None


def test_a_review_makes_everything_again(kit: Any, tmp_path: Path) -> None:
    path = kit.fill(tmp_path / "own.db")
    with Ledger.open(path) as ledger:
        follower = Follower(ledger)
        follower.begin()
        ledger.review(kit.claims()[2].id, "reject", author="Ada", reason="another town")
        found = follower.follow()
        assert found is not None and not found.part


def test_a_large_ledger_is_never_read_whole_by_a_request(
    kit: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it shows is what a small one does; the rest is refused with what to do instead."""
    from starlette.testclient import TestClient

    from dateline.answers import Answers
    from dateline.web.app import build

    path = str(kit.fill(tmp_path / "own.db"))
    monkeypatch.setattr(ready, "cache_folder", lambda: tmp_path / "cache")
    with TestClient(build(path)) as client:
        small = {name: client.get(name).json() for name in ("/map.json", "/changes.json", "/map.json?as_of=2021-08-12"
                 "&known_by=2021-08-12")}  # fmt: skip
    monkeypatch.setattr(boards, "LARGE", 0)
    monkeypatch.setattr(boards, "HEAD_SECONDS", 0.0)

    def never(*_: Any) -> None:
        raise AssertionError("the whole ledger was read")

    with TestClient(build(path)) as client:
        deadline = time.monotonic() + 60
        while (first := client.get("/map.json")).status_code == 503:
            assert first.headers["Retry-After"] and time.monotonic() < deadline
            time.sleep(0.05)
        monkeypatch.setattr(Answers, "claims", never)
        for name, told in small.items():
            assert client.get(name).json() == told
        for name in ("/map", "/changes", "/compare", "/places/Herat", "/documents/r3", "/search?q=herat"):
            assert client.get(name).status_code == 200, name
        assert client.get("/claims.json?place=Herat").json()["total"] == 3
        assert client.get("/claims.json").status_code == 400
        for name in ("/sources", "/audits", "/accounts", "/review", "/map.json?as_of=2021-08-12"):
            refused = client.get(name)
            assert refused.status_code == 503 and "dateline" in refused.text, name
