"""The hash chain: one order over the rows of all tables, in which each row vouches for all before it.

    hash(row) = SHA-256( hash(row before) + JSON of the row )

The JSON is an object of the table's name (key "") and the row's columns that are not null, keys sorted, ASCII,
without spaces; `hash` itself and the content of `blobs` are left out (their `sha256` is in). Columns added by a
later migration are null in older rows, so those keep their hashes. The chain starts from 32 zero bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, select

from dateline.ledger.records import Head
from dateline.ledger.schema import CHAINED, commits
from dateline.ledger.values import seconds

__all__ = ["START", "Chain", "hash_at", "head", "link"]

START = bytes(32)
_UNHASHED = ("hash", "content")
_encode = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), sort_keys=True).encode


def link(before: bytes, table: str, row: Mapping[str, Any]) -> bytes:
    """The hash of a row that follows one with the hash `before`."""
    line = {key: value for key, value in row.items() if value is not None and key not in _UNHASHED}
    line[""] = table
    return hashlib.sha256(before + _encode(line).encode()).digest()


def head(connection: Connection) -> Head:
    """The last row of the chain; position -1 in an empty one."""
    row = connection.execute(
        select(commits.c.position, commits.c.hash).order_by(commits.c.position.desc()).limit(1)
    ).first()
    return Head(row.position, row.hash.hex()) if row else Head(-1, START.hex())


def hash_at(connection: Connection, position: int) -> str | None:
    """The hash (hex) of the commit at this position."""
    digest: bytes | None = connection.execute(select(commits.c.hash).where(commits.c.position == position)).scalar()
    return digest.hex() if digest is not None else None


@cache
def _insert(dialect: str, table: str) -> tuple[list[str], str]:
    """A table's columns, and the driver's own statement: SQLAlchemy would look at each value of each row anew."""
    columns = [column.name for column in CHAINED[table].c]
    marks = ", ".join(["%s" if dialect == "postgresql" else "?"] * len(columns))
    return columns, f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"


class Chain:
    """Appends rows within one transaction. `close` adds the commit row; a chain that added nothing adds none."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        last = head(connection)
        self._first = self.next = last.position + 1
        self._hash = bytes.fromhex(last.hash)

    def add(self, table: str, rows: Iterable[dict[str, Any]]) -> list[int]:
        """Adds rows in their order and gives their positions."""
        numbered = [self._number(table, row) for row in rows]
        if numbered:
            columns, statement = _insert(self._connection.dialect.name, table)
            self._connection.exec_driver_sql(statement, [tuple(map(row.get, columns)) for row in numbered])
        return [row["position"] for row in numbered]

    def _number(self, table: str, row: dict[str, Any]) -> dict[str, Any]:
        row = {"position": self.next, **row}
        row["hash"] = self._hash = link(self._hash, table, row)
        self.next += 1
        return row

    def close(self) -> None:
        if self.next > self._first:
            self.add("commits", [{"first": self._first, "at": seconds(datetime.now(UTC))}])
