"""Runs commands as a person would, in this process: argv in, exit status and both streams out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest

from dateline.cli import main


class Result(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture
def dateline(monkeypatch, capsys) -> Callable[..., Result]:
    def run(*words: object) -> Result:
        monkeypatch.setattr(sys, "argv", ["dateline", *map(str, words)])
        status = 0
        try:
            main()
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else 1
        out, err = capsys.readouterr()
        return Result(status, out, err)

    return run
