"""Backups go from either database to either, with the same head, and nothing broken is taken for whole."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import LedgerBroken, LedgerError
from dateline.ledger import Copy, Ledger
from dateline.ledger.snapshot import connect


def _fill(ledger: Ledger, make: Any) -> None:
    first, second = make.claim(), make.claim(document="two", known=make.later(1))
    copies = [Copy(second.id, first.id, "credit")]
    document = make.document(text="Text \x00 of one.")
    ledger.write(make.batch(first, second, documents=[document], copies=copies, states=[make.state()]))
    ledger.review(first.id, "accept", author="ann", reason="said plainly", at=make.noon)


def test_backup_and_restore(ledger: Ledger, new_target: Callable[[], str], tmp_path: Path, make: Any) -> None:
    _fill(ledger, make)
    report = ledger.backup(tmp_path / "backup.db")
    assert report.head == ledger.head()
    for target in (new_target(), str(tmp_path / "as-a-file.db")):
        assert Ledger.restore(tmp_path / "backup.db", target).head == ledger.head()
        with Ledger.open(target) as again:
            assert again.claims() == ledger.claims()
            assert again.documents() == ledger.documents()
            assert again.states(make.day, make.noon) == ledger.states(make.day, make.noon)
            assert again.write(make.batch(make.claim(document="three"), documents=[])).claims == 1
            assert again.verify().sound


def test_a_backup_never_overwrites(sqlite_ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="is there already"):
        sqlite_ledger.backup(sqlite_ledger.name)
    with pytest.raises(LedgerError, match="no folder"):
        sqlite_ledger.backup(tmp_path / "no" / "backup.db")


def test_a_restore_never_overwrites(ledger: Ledger, target: str, tmp_path: Path, make: Any) -> None:
    _fill(ledger, make)
    ledger.backup(tmp_path / "backup.db")
    with pytest.raises(LedgerError, match="holds a ledger already"):
        Ledger.restore(tmp_path / "backup.db", target)


def test_a_tampered_ledger_is_not_backed_up(sqlite_ledger: Ledger, tmp_path: Path, make: Any) -> None:
    _fill(sqlite_ledger, make)
    sqlite_ledger.backup(tmp_path / "good.db")
    for path in (Path(sqlite_ledger.name), tmp_path / "good.db"):
        with closing(sqlite3.connect(path)) as file:
            file.execute("DROP TRIGGER reviews_no_update")
            file.execute("UPDATE reviews SET author = 'bob'")
            file.commit()
    with pytest.raises(LedgerBroken, match="not as they were written"):
        sqlite_ledger.backup(tmp_path / "bad.db")
    with pytest.raises(LedgerBroken, match="reviews"):
        Ledger.restore(tmp_path / "good.db", tmp_path / "new.db")
    assert not list(tmp_path.glob("bad*")) + list(tmp_path.glob("new*"))


def test_snapshot_and_duckdb(ledger: Ledger, tmp_path: Path, make: Any) -> None:
    _fill(ledger, make)
    counts = ledger.snapshot(tmp_path / "snapshot")
    assert counts["claims"] == 2
    assert counts["states"] == 3  # a line a side
    described = json.loads((tmp_path / "snapshot" / "snapshot.json").read_text())
    assert described == {"head": {"position": ledger.head().position, "hash": ledger.head().hash}, "rows": counts}
    with closing(connect(tmp_path / "snapshot")) as duck:
        for table, rows in counts.items():
            assert duck.execute(f"SELECT count(*) FROM {table}").fetchone() == (rows,)
        row = duck.execute("SELECT place, actor_side, speaker_side, date_first FROM claims WHERE document = 'one'")
        assert row.fetchone() == ("test:hilltown", "north", "north", make.day)
        top = duck.execute("SELECT side FROM states ORDER BY p DESC LIMIT 1").fetchone()
        assert top == ("north",)


def test_a_snapshot_needs_its_own_folder(sqlite_ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="not empty"):
        sqlite_ledger.snapshot(tmp_path)
    with pytest.raises(LedgerError, match="no snapshot"):
        connect(tmp_path)
