"""Backups: one SQLite file whatever the database, with the same rows, positions and hashes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, insert, select

from dateline.errors import LedgerBroken, LedgerError
from dateline.ledger.records import Report
from dateline.ledger.schema import TABLES
from dateline.ledger.store import Store
from dateline.ledger.verify import verify

__all__ = ["backup", "restore"]

ROWS_AT_ONCE = 1_000
_HELPERS = ("", "-wal", "-shm")


def backup(source: Store, path: Path) -> Report:
    """Writes beside the path and renames when it is whole and verified."""
    if path.exists():
        raise LedgerError(f"{path} is there already; name a new file for the backup")
    if not path.absolute().parent.is_dir():
        raise LedgerError(f"there is no folder {path.absolute().parent}; make it first")
    unfinished = path.with_name(path.name + ".unfinished")
    _remove(unfinished)
    try:
        with source.guard():
            _fill(source, unfinished)
        with closing(sqlite3.connect(unfinished)) as file:
            file.execute("PRAGMA journal_mode = DELETE")  # one file by itself, readable where nobody can write
        report = _verified(unfinished)
        unfinished.rename(path)
    except sqlite3.Error as error:
        raise LedgerError(f"{path} cannot be written ({error}); check its disk and folder") from error
    finally:
        _remove(unfinished)
    return report


def restore(path: Path, target: str | Path) -> Report:
    """Verifies the backup, copies it, verifies the copy."""
    _verified(path)
    source = Store.open(path, read_only=True)
    try:
        copy = Store.open(target, bare=True)
        try:
            with source.read() as reader, copy.write() as writer:
                _copy(reader, writer)
            with copy.read() as reader:
                return _sound(copy.name, verify(reader))
        finally:
            copy.close()
    finally:
        source.close()


def _fill(source: Store, path: Path) -> None:
    if source.dialect != "sqlite":
        copy = Store.open(path, bare=True)
        try:
            with source.read() as reader, copy.write() as writer:
                _copy(reader, writer)
        finally:
            copy.close()
        return
    with source.read() as reader, closing(sqlite3.connect(path)) as file:
        driver = reader.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.backup(file)


def _copy(reader: Connection, writer: Connection) -> None:
    """Row by row as they are: positions and hashes come along, so the chain and its head are the same."""
    for table in TABLES:
        query = select(table).order_by(table.c.position).execution_options(yield_per=ROWS_AT_ONCE)
        for part in reader.execute(query).partitions():
            writer.execute(insert(table), [row._asdict() for row in part])


def _verified(path: Path) -> Report:
    store = Store.open(path, read_only=True)
    try:
        with store.read() as connection:
            return _sound(str(path), verify(connection))
    finally:
        store.close()


def _sound(name: str, report: Report) -> Report:
    if report.faults:
        first = report.faults[0]
        raise LedgerBroken(
            f"{name}: {len(report.faults)} rows are not as they were written, the first {first.table or 'row'} "
            f"{first.position} ({first.kind}: {first.detail}); keep the files as they are and see `dateline verify`"
        )
    return report


def _remove(path: Path) -> None:
    for helper in _HELPERS:
        path.with_name(path.name + helper).unlink(missing_ok=True)
