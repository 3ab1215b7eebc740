"""The quick filling of a large ledger, for the benchmark, leaves what `Ledger.write` would have left."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect

from benchmarks import ledger as benchmark
from benchmarks import ledger_copy, ledger_fill
from dateline.ledger import Ledger
from dateline.ledger.schema import CHAINED

BEFORE, MORE = 200, 400  # reports; the first hold every place
FEW_PLACES = 40


def _rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All but the hashes and the clock of the commits, which goes into every hash after it."""
    with closing(sqlite3.connect(path)) as file:
        kept = {name: [c.name for c in table.c if c.name not in ("hash", "at")] for name, table in CHAINED.items()}
        return {name: file.execute(f"SELECT {', '.join(kept[name])} FROM {name}").fetchall() for name in kept}


def test_rows_are_those_of_the_writer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark, "PLACES", FEW_PLACES)
    monkeypatch.setattr(ledger_fill, "PLACES", FEW_PLACES)
    written, filled = tmp_path / "written.db", tmp_path / "filled.db"
    with Ledger.open(written) as ledger:
        for batch in benchmark.make_batches(BEFORE):
            ledger.write(batch)
    shutil.copy(written, filled)
    with Ledger.open(written) as ledger:
        for batch in benchmark.make_batches(MORE, first=BEFORE):
            ledger.write(batch)
    ledger_fill.fill(str(filled), MORE, BEFORE)
    assert _rows(filled) == _rows(written)
    with Ledger.open(filled) as ledger:
        assert ledger.verify().sound


@pytest.mark.postgres
def test_a_copy_on_postgres_is_the_same_ledger(tmp_path: Path, postgres_database: Callable[[], str]) -> None:
    url = postgres_database()
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.write(next(benchmark.make_batches(5)))
        ledger_copy.copy(tmp_path / "ledger.db", url)
        with Ledger.open(url) as other:
            report = other.verify()
            assert report.sound
            assert report.head == ledger.head()
            assert other.claims() == ledger.claims()
            with other._store.read() as connection:
                found = {index["name"] for name in CHAINED for index in inspect(connection).get_indexes(name)}
            assert found >= {index.name for table in CHAINED.values() for index in table.indexes}


def test_a_ledger_without_every_place_is_refused(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "small.db") as ledger:
        ledger.write(next(benchmark.make_batches(1)))
    with pytest.raises(ValueError, match="write 100,000 claims first"):
        ledger_fill.fill(str(tmp_path / "small.db"), 1, 1)
