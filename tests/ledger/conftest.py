"""Ledgers on both databases, the same tests for each, and short ways to make what goes into them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from dateline.ledger import Batch, Ledger, Run, store
from dateline.model import (
    Claim,
    ClaimType,
    Document,
    Evidence,
    Modality,
    Party,
    Place,
    Scale,
    Speaker,
    State,
    Status,
    claim_id,
)
from dateline.times import Interval

BOTH = [
    pytest.param("sqlite", id="sqlite"),
    pytest.param("postgresql", id="postgresql", marks=pytest.mark.postgres),
]
DAY = date(2021, 8, 13)
NOON = datetime(2021, 8, 13, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's machine need not survive a power cut. The tests that kill processes start their own."""
    monkeypatch.setattr(store, "SYNCHRONOUS", "OFF")


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with nothing in it, to be copied: quicker than to migrate for each test."""
    path = tmp_path_factory.mktemp("ledger") / "empty.db"
    Ledger.open(path).close()
    return path


@pytest.fixture(params=BOTH)
def new_target(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Names an empty place for a ledger at each call: a file, or a database of the private server."""
    if request.param == "postgresql":
        create: Callable[[], str] = request.getfixturevalue("postgres_database")
        return create
    numbers = count()
    return lambda: str(tmp_path / f"ledger{next(numbers)}.db")


@pytest.fixture
def target(new_target: Callable[[], str], empty_file: Path) -> str:
    name = new_target()
    if "://" not in name:
        shutil.copy(empty_file, name)
    return name


@pytest.fixture
def ledger(target: str) -> Iterator[Ledger]:
    with Ledger.open(target) as ledger:
        yield ledger


@pytest.fixture
def sqlite_ledger(tmp_path: Path, empty_file: Path) -> Iterator[Ledger]:
    """For what only SQLite has."""
    shutil.copy(empty_file, tmp_path / "ledger.db")
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        yield ledger


class Make:
    """Short ways to make records that hang together."""

    day, noon = DAY, NOON
    run = Run("0.1.0", "words", "hill-war", "theatre", None, "rules@1")

    @staticmethod
    def document(name: str = "one", text: str = "The north took Hilltown.", **more: object) -> Document:
        fields = {"published": NOON, "outlet": "The Valley Post", "raw": b"<p>The north", **more}
        return Document(name, text, **fields)  # type: ignore[arg-type]

    @staticmethod
    def place(name: str = "hilltown") -> Place:
        return Place(name.title(), Scale.TOWN, name.title(), f"test:{name}", None, 34.5, 69.25, "AF", "Uplands", 1)

    @staticmethod
    def claim(document: str = "one", place: str = "hilltown", side: str = "north", **more: object) -> Claim:
        claim = Claim(
            document,
            ClaimType.CAPTURE,
            Modality.ASSERTED,
            Evidence(0, 23, "The north took Hilltown"),
            Make.place(place),
            Party(f"The {side}", side.title(), side),
            date=Interval.day(DAY),
            date_precision=1,
            speakers=(Speaker("a spokesman", side=side, cue="said"),),
            extractor="rules@1",
            published=NOON,
            known=NOON,
            outlet="The Valley Post",
        )
        claim = replace(claim, **more)  # type: ignore[arg-type]
        return replace(claim, id=claim.id or claim_id(claim))

    @staticmethod
    def state(place: str = "hilltown", share: float = 0.9, as_of: date = DAY, known_by: datetime = NOON) -> State:
        p = {"north": share, "south": round(0.99 - share, 4), "contested": 0.01}
        return State(f"test:{place}", as_of, known_by, p, Status.CLAIMED, as_of, as_of, 1, 1, ("abc",))

    @staticmethod
    def later(days: float) -> datetime:
        return NOON + timedelta(days=days)

    def batch(self, *claims: Claim, **more: object) -> Batch:
        return Batch(**{"run": self.run, "documents": [self.document()], "claims": claims, **more})  # type: ignore[arg-type]


@pytest.fixture
def make() -> Make:
    return Make()
