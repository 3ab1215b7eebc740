"""Proves that the ledger's history is as it was written, or names the rows that are not.

One pass over all tables in the order of the chain. A row that was changed breaks its own hash, and no other is
blamed for it: the walk goes on from the hash that is stored.
"""

from __future__ import annotations

import hashlib
import heapq
import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, select, text

from dateline.errors import LedgerBroken
from dateline.ledger.chain import START, link
from dateline.ledger.records import Fault, Head, Report, SignedHead
from dateline.ledger.schema import CHAINED

__all__ = ["checked", "sign", "verify"]

ROWS_AT_ONCE = 2_000  # read ahead a table
BLOBS_AT_ONCE = 50  # whole documents
REORDERED_UP_TO = 300  # faulty rows tried in each other's places; more than these are named as changed


@dataclass(frozen=True, slots=True)
class _Row:
    table: str
    values: dict[str, Any]
    before: bytes | None  # the hash it must follow; None after a gap

    @property
    def position(self) -> int:
        position: int = self.values["position"]
        return position

    def fits(self, before: bytes | None, position: int | None = None) -> bool:
        """Whether its stored hash is right after `before`, at its own or another position."""
        values = self.values if position is None else {**self.values, "position": position}
        return before is None or link(before, self.table, values) == self.values["hash"]


@dataclass(slots=True)
class _Walk:
    """What the pass has seen so far."""

    rows: int = 0
    expected: int = 0
    last: _Row | None = None
    faults: list[Fault] = field(default_factory=list)
    broken: list[_Row] = field(default_factory=list)
    gaps: list[tuple[int, bytes]] = field(default_factory=list)  # where a row is missing, and the hash before it
    strays: list[_Row] = field(default_factory=list)  # rows behind a gap: nothing stands before them to check by
    after_broken: bytes | None = None  # the hash the last row should have had, where it had another

    def step(self, table: str, values: dict[str, Any]) -> None:
        row = _Row(table, values, self._before(values["position"]))
        self.rows += 1
        self._place(row)
        if row.before is None:
            self.strays.append(row)
        if table == "blobs" and hashlib.sha256(values["content"]).hexdigest() != values["sha256"]:
            self.faults.append(Fault(table, row.position, "changed", "the content is not that of its hash"))
        fits = row.fits(row.before) or (self.after_broken is not None and row.fits(self.after_broken))
        self.after_broken = None
        if not fits:
            self.broken.append(row)
            self.after_broken = link(row.before, table, values) if row.before is not None else None
        self.last, self.expected = row, row.position + 1

    def _before(self, position: int) -> bytes | None:
        if self.last is None:
            return START if position == 0 else None
        stored: bytes = self.last.values["hash"]
        return stored if position == self.expected else None

    def _place(self, row: _Row) -> None:
        if row.position > self.expected:
            self.faults.append(_missing(self.expected, row.position, self.last))
            self.gaps.append((self.expected, self.last.values["hash"] if self.last else START))
        elif row.position < self.expected:
            self.faults.append(Fault(row.table, row.position, "reordered", "two rows have this position"))


def _missing(start: int, end: int, last: _Row | None) -> Fault:
    rows = f"the row at {start} is" if end - start == 1 else f"the rows from {start} to {end - 1} are"
    after = f", after {last.table} {last.position}" if last else ""
    return Fault("", start, "missing", f"{rows} gone{after}")


def verify(connection: Connection, signed: Head | None = None) -> Report:
    """The report over all rows, and over a head that was kept elsewhere."""
    walk = _Walk()
    vouched = ""
    for table, values in _in_order(connection):
        walk.step(table, values)
        if signed and values["position"] == signed.position:
            vouched = values["hash"].hex()
    walk.faults += _named(walk.broken) + _moved(walk)
    walk.faults += _end(walk, signed, vouched)
    walk.faults += _indexes(connection)
    walk.faults += _guards(connection)
    last = walk.last
    head = Head(last.position, last.values["hash"].hex()) if last else Head(-1, START.hex())
    return Report(walk.rows, head, tuple(sorted(walk.faults, key=lambda fault: fault.position)))


def _in_order(connection: Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    return heapq.merge(
        *(_stream(connection, table) for table in CHAINED.values()), key=lambda item: int(item[1]["position"])
    )


def _stream(connection: Connection, table: Table) -> Iterator[tuple[str, dict[str, Any]]]:
    ahead = BLOBS_AT_ONCE if table.name == "blobs" else ROWS_AT_ONCE
    query = select(table).order_by(table.c.position).execution_options(yield_per=ahead)
    for row in connection.execute(query):
        yield table.name, row._asdict()


def _named(broken: list[_Row]) -> list[Fault]:
    """Which broken rows are only in each other's places, which were changed, and which merely follow those."""
    tried = broken[:REORDERED_UP_TO]
    home = {row.position: there.position for row in tried for there in tried if _belongs(row, there)}
    hashes = {home[row.position]: row.values["hash"] for row in tried if row.position in home}
    faults = []
    for row in broken:
        if row.position in home:
            detail = f"this row belongs at {home[row.position]}"
            faults.append(Fault(row.table, row.position, "reordered", detail))
        elif row.position - 1 not in hashes or not row.fits(hashes[row.position - 1]):
            faults.append(Fault(row.table, row.position, "changed", "the row is not what its hash vouches for"))
    return faults


def _moved(walk: _Walk) -> list[Fault]:
    """Which rows behind gaps are the ones that are missing elsewhere."""
    return [
        Fault(row.table, row.position, "reordered", f"this row belongs at {position}")
        for row in walk.strays[:REORDERED_UP_TO]
        for position, before in walk.gaps[:REORDERED_UP_TO]
        if position != row.position and row.fits(before, position)
    ]


def _belongs(row: _Row, there: _Row) -> bool:
    return row is not there and there.before is not None and row.fits(there.before, there.position)


def _end(walk: _Walk, signed: Head | None, vouched: str) -> list[Fault]:
    faults = []
    if walk.last is None or walk.last.table != "commits":
        faults.append(Fault("commits", walk.expected, "missing", "the last transaction has lost its end"))
    if signed and not vouched:
        faults.append(Fault("", signed.position, "missing", "the ledger ends before the head that was signed"))
    elif signed and vouched != signed.hash:
        faults.append(Fault("", signed.position, "changed", "the history is not the one that was signed"))
    return faults


# --- what stands beside the rows -------------------------------------------------------------------------

_BOXES = """
SELECT coalesce(s.position, b.position) FROM states s LEFT JOIN state_boxes b ON b.position = s.position
WHERE b.position IS NULL OR b.valid_from <> s.valid_from OR b.valid_last <> s.valid_to - 1
  OR b.known_from <> (s.known_from - 59) / 60 OR b.known_to <> min((s.known_to + 59) / 60, 2147483647)
UNION ALL SELECT position FROM state_boxes WHERE position NOT IN (SELECT position FROM states)
"""


def _indexes(connection: Connection) -> list[Fault]:
    """SQLite's own check of pages and indexes, and the boxes against the states. PostgreSQL has pg_amcheck."""
    if connection.dialect.name != "sqlite":
        return []
    said = list(connection.execute(text("PRAGMA integrity_check(20)")).scalars())
    faults = [Fault("", -1, "index", line) for line in said if line != "ok"]
    tree = connection.execute(text("SELECT rtreecheck('state_boxes')")).scalar()
    if tree != "ok":
        faults.append(Fault("state_boxes", -1, "index", str(tree)))
        return faults
    detail = "the index over both clocks does not have it where its row is"
    return faults + [
        Fault("states", position, "index", detail) for position in connection.execute(text(_BOXES)).scalars()
    ]


_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'",
}
_GUARDS = {"sqlite": ("_no_update", "_no_delete", "_no_replace"), "postgresql": ("_append_only",)}


def _guards(connection: Connection) -> list[Fault]:
    dialect = connection.dialect.name
    there = set(connection.execute(text(_TRIGGERS[dialect])).scalars())
    return [
        Fault(table, -1, "guard", f"the trigger {table}{guard} is gone: the table can be changed unseen")
        for table in CHAINED
        for guard in _GUARDS[dialect]
        if table + guard not in there
    ]


# --- signed heads ----------------------------------------------------------------------------------------


def _signature(position: int, digest: str, key: bytes) -> str:
    return hmac.new(key, f"dateline {position} {digest}".encode(), hashlib.sha256).hexdigest()


def sign(head: Head, key: bytes) -> SignedHead:
    return SignedHead(head.position, head.hash, _signature(head.position, head.hash, key))


def checked(signed: SignedHead, key: bytes) -> Head:
    """The head that was signed. Raises LedgerBroken where the signature is not by this key."""
    if not hmac.compare_digest(signed.signature, _signature(signed.position, signed.hash, key)):
        raise LedgerBroken("the signed head was not signed with this key; check the file and the key")
    return Head(signed.position, signed.hash)
