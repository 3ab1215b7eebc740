"""Ledgers on both databases: the same tests for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from dateline.ledger import Ledger

BOTH = [
    pytest.param("sqlite", id="sqlite"),
    pytest.param("postgresql", id="postgresql", marks=pytest.mark.postgres),
]


@pytest.fixture(params=BOTH)
def new_target(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Names an empty place for a ledger at each call: a file, or a database of the private server."""
    if request.param == "postgresql":
        create: Callable[[], str] = request.getfixturevalue("postgres_database")
        return create
    numbers = count()
    return lambda: str(tmp_path / f"ledger{next(numbers)}.db")


@pytest.fixture
def target(new_target: Callable[[], str]) -> str:
    return new_target()


@pytest.fixture
def ledger(target: str) -> Iterator[Ledger]:
    with Ledger.open(target) as ledger:
        yield ledger
