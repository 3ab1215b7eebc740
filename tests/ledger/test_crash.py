"""A writer killed at any moment, and many at once: the commands of benchmarks/, kept short."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
KILLS = 3  # the command alone does 200
SECONDS = 2  # the command alone does 120


def _run(module: str, *options: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{module}", *options], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _databases(new_target: Callable[[], str], number: int) -> list[str]:
    """The commands make their own SQLite files; of the private server they are given databases."""
    targets = [new_target() for _ in range(number)]
    return targets if "://" in targets[0] else ["sqlite"]


def test_kill_9_of_an_ingest_loses_and_doubles_nothing(new_target: Callable[[], str]) -> None:
    options = ["--kills", str(KILLS), "--documents", "150", "--database", *_databases(new_target, 2)]
    result = _run("ledger_kill", *options)
    assert result["documents_at_last_kill"] < result["documents"]
    assert result["passed"]


def test_four_writers_and_eight_readers(new_target: Callable[[], str]) -> None:
    result = _run("ledger_many", "--seconds", str(SECONDS), "--database", *_databases(new_target, 1))
    assert result["documents_and_claims_written"] == result["documents_and_claims_kept"]
    assert result["errors"] == []
    assert set(result["p99_ms_of"]) == {"lanes", "state", "clocks"}
    assert result["passed"]


@pytest.mark.parametrize("module", ["ledger", "ledger_kill", "ledger_many"])
def test_each_command_says_what_it_does(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{module}", "--help"], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert f"python -m benchmarks.{module}" in done.stdout
