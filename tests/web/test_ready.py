"""A ledger that moves while it is shown: nobody waits, and what is new is shown soon."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import LedgerError
from dateline.ledger import Batch, Ledger, Run
from dateline.web import board as boards
from dateline.web import ready
from dateline.web.board import Board
from dateline.web.clocks import View


def test_a_child_makes_what_the_server_would(kit: Any, tmp_path: Path) -> None:
    path = kit.fill(tmp_path / "own.db")
    with Ledger.open(path, read_only=True) as ledger:
        here = ready.make(Board(ledger), ledger.head().position)
    there = ready.in_child(str(path), None, here.head)
    assert (there.clocks, there.states, there.days) == (here.clocks, here.states, here.days)
    assert there.bare.now == here.bare.now


def test_a_child_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no ledger"):
        ready.in_child(str(tmp_path / "none.db"), None, 1)


@pytest.mark.parametrize("beside", [True, False])
def test_new_reports_are_shown_without_anyone_waiting(
    kit: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beside: bool
) -> None:
    monkeypatch.setattr(boards, "HEAD_SECONDS", 0.0)
    path, said = kit.fill(tmp_path / "own.db", kit.DOCUMENTS[:2], kit.claims()[:2]), kit.claims()[2:3]
    with Ledger.open(path, read_only=True) as reading, Ledger.open(path) as ledger:
        shown = Board(reading, target=str(path) if beside else None)
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
