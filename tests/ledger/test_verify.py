"""What verify finds: every table, every column, gaps, swaps, a lost end, a rewritten history."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from dateline.errors import LedgerBroken
from dateline.ledger import Copy, Fault, Ledger, Link
from dateline.ledger.chain import link
from dateline.ledger.schema import CHAINED

KEY = b"kept elsewhere"
COLUMNS = [(table.name, column.name) for table in CHAINED.values() for column in table.c]


def _fill(ledger: Ledger, make: Any) -> None:
    """A row in every table with no column empty, and rows before and after it."""
    for number in range(3):
        at = make.later(number)
        claim = make.claim(document=f"d{number}", retracts="earlier", known=at)
        document = make.document(f"d{number}", f"Text {number}.", raw=b"%d" % number, fetched=at)
        run = type(make.run)("1", "v", "hill-war", f"t{number}", "m", "rules@1")
        copies = [Copy(claim.id, "another", "credit")]
        states = [make.state(share=number / 10 + 0.1)]
        ties = [Link(claim.id, "event", "event-1")]
        ledger.write(make.batch(claim, run=run, documents=[document], copies=copies, links=ties, states=states))
        ledger.review(claim.id, "correct", author="ann", reason="it was the south", correction=make.claim(side="south"))


def _tamper(ledger: Ledger, *statements: str) -> None:
    """What somebody with the file could do: guards off, change, guards on again."""
    with closing(sqlite3.connect(ledger.name)) as file:
        guards = file.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            file.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            file.execute(statement)
        for _, sql in guards:
            file.execute(sql)
        file.commit()


def _changed(value: Any) -> Any:
    """One byte or one unit off."""
    if value is None:
        return 1
    if isinstance(value, int):
        return value + 1
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:]
    return chr(ord(value[0]) ^ 1) + value[1:] if value else "x"


def _pick(ledger: Ledger, table: str) -> int:
    with closing(sqlite3.connect(ledger.name)) as file:
        rows = file.execute(f"SELECT position FROM {table} ORDER BY position").fetchall()
    return int(rows[len(rows) // 2][0])


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_changed_column_is_found_and_its_row_named(sqlite_ledger: Ledger, make: Any, table: str, column: str) -> None:
    _fill(sqlite_ledger, make)
    position = _pick(sqlite_ledger, table)
    with closing(sqlite3.connect(sqlite_ledger.name)) as file:
        [value] = file.execute(f"SELECT {column} FROM {table} WHERE position = {position}").fetchone()
    new = 1_000_000 if column == "position" else _changed(value)
    literal = f"x'{new.hex()}'" if isinstance(new, bytes) else repr(new)
    _tamper(sqlite_ledger, f"UPDATE {table} SET {column} = {literal} WHERE position = {position}")
    faults = [fault for fault in sqlite_ledger.verify().faults if fault.kind != "index"]
    if column == "position":
        assert ("missing", position) in {(fault.kind, fault.position) for fault in faults}
        assert (table, 1_000_000) in {(fault.table, fault.position) for fault in faults}
    else:
        assert {(fault.table, fault.position, fault.kind) for fault in faults} == {(table, position, "changed")}


@pytest.mark.postgres
@pytest.mark.parametrize("table", CHAINED)
def test_a_changed_column_is_found_on_postgres(postgres_database: Callable[[], str], make: Any, table: str) -> None:
    import psycopg

    url = postgres_database()
    with Ledger.open(url) as ledger, psycopg.connect(url, autocommit=True) as owner:
        _fill(ledger, make)
        positions = [row[0] for row in owner.execute(f"SELECT position FROM {table} ORDER BY position").fetchall()]
        position = positions[len(positions) // 2]
        owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        for column in (column.name for column in CHAINED[table].c if column.name != "position"):
            row = owner.execute(f"SELECT {column} FROM {table} WHERE position = {position}").fetchone()
            assert row is not None
            change = f"UPDATE {table} SET {column} = %s WHERE position = {position}"
            owner.execute(change, [_changed(row[0])])
            faults = {(fault.table, fault.position, fault.kind) for fault in ledger.verify().faults}
            assert faults == {(table, position, "changed"), (table, -1, "guard")}, column
            owner.execute(change, [row[0]])
        owner.execute(f"UPDATE {table} SET position = 1000000 WHERE position = {position}")
        assert (position, "missing") in {(fault.position, fault.kind) for fault in ledger.verify().faults}
        owner.execute(f"UPDATE {table} SET position = {position} WHERE position = 1000000")
        owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
        assert ledger.verify().sound


@pytest.mark.parametrize("table", CHAINED)
def test_a_deleted_row_is_missed(sqlite_ledger: Ledger, make: Any, table: str) -> None:
    _fill(sqlite_ledger, make)
    position = _pick(sqlite_ledger, table)
    _tamper(sqlite_ledger, f"DELETE FROM {table} WHERE position = {position}")
    faults = [fault for fault in sqlite_ledger.verify().faults if fault.kind != "index"]
    assert [(fault.kind, fault.position) for fault in faults] == [("missing", position)]


def test_rows_in_each_others_places_are_named_with_where_they_belong(sqlite_ledger: Ledger, make: Any) -> None:
    _fill(sqlite_ledger, make)
    with closing(sqlite3.connect(sqlite_ledger.name)) as file:
        first, _, third = (row[0] for row in file.execute("SELECT position FROM claims ORDER BY position"))
    _tamper(
        sqlite_ledger,
        f"UPDATE claims SET position = -1 WHERE position = {first}",
        f"UPDATE claims SET position = {first} WHERE position = {third}",
        f"UPDATE claims SET position = {third} WHERE position = -1",
    )
    found = {(fault.position, fault.kind, fault.detail) for fault in sqlite_ledger.verify().faults}
    assert found == {
        (first, "reordered", f"this row belongs at {third}"),
        (third, "reordered", f"this row belongs at {first}"),
    }


def test_a_row_slipped_in_is_found(sqlite_ledger: Ledger, make: Any) -> None:
    _fill(sqlite_ledger, make)
    position = _pick(sqlite_ledger, "links")
    _tamper(
        sqlite_ledger,
        f"INSERT INTO runs SELECT {position}, hash, id, code, vocabulary, theatre, theatre_digest,"
        " model, extractor FROM runs LIMIT 1",
    )
    assert "reordered" in {fault.kind for fault in sqlite_ledger.verify().faults}


def test_a_lost_end_is_found(sqlite_ledger: Ledger, make: Any) -> None:
    _fill(sqlite_ledger, make)
    last = sqlite_ledger.head().position
    _tamper(sqlite_ledger, f"DELETE FROM commits WHERE position = {last}")
    [fault] = sqlite_ledger.verify().faults
    assert (fault.table, fault.position, fault.kind) == ("commits", last, "missing")


def test_a_ledger_cut_short_does_not_have_the_signed_head(sqlite_ledger: Ledger, make: Any) -> None:
    signed_early = sqlite_ledger.sign(KEY)
    cut = sqlite_ledger.head().position
    _fill(sqlite_ledger, make)
    signed = sqlite_ledger.sign(KEY)
    assert sqlite_ledger.verify(signed, key=KEY).sound
    _tamper(sqlite_ledger, *(f"DELETE FROM {table} WHERE position > {cut}" for table in (*CHAINED, "state_boxes")))
    assert sqlite_ledger.verify().sound  # by itself it cannot know
    assert sqlite_ledger.verify(signed_early, key=KEY).sound
    [fault] = sqlite_ledger.verify(signed, key=KEY).faults
    assert (fault.kind, fault.position) == ("missing", signed.position)


def test_a_history_written_anew_is_not_the_signed_one(sqlite_ledger: Ledger, make: Any) -> None:
    _fill(sqlite_ledger, make)
    signed = sqlite_ledger.sign(KEY)
    statements, before = [], bytes(32)
    with closing(sqlite3.connect(sqlite_ledger.name)) as file:
        rows: list[tuple[int, str, dict[str, Any]]] = []
        for name, table in CHAINED.items():
            names = [column.name for column in table.c]
            found = file.execute(f"SELECT {', '.join(names)} FROM {name}").fetchall()
            rows += [(row[0], name, dict(zip(names, row, strict=True))) for row in found]
    for position, name, row in sorted(rows, key=lambda row: row[0]):
        if name == "reviews":
            row["author"] = "bob"
        before = link(before, name, row)
        statements.append(f"UPDATE {name} SET hash = x'{before.hex()}' WHERE position = {position}")
    _tamper(sqlite_ledger, "UPDATE reviews SET author = 'bob'", *statements)
    assert sqlite_ledger.verify().sound
    [fault] = sqlite_ledger.verify(signed, key=KEY).faults
    assert fault == Fault("", signed.position, "changed", "the history is not the one that was signed")


def test_a_head_signed_with_another_key_is_refused(sqlite_ledger: Ledger) -> None:
    with pytest.raises(LedgerBroken, match="not signed with this key"):
        sqlite_ledger.verify(sqlite_ledger.sign(b"other"), key=KEY)


def test_an_index_that_disagrees_with_its_rows_is_found(sqlite_ledger: Ledger, make: Any) -> None:
    _fill(sqlite_ledger, make)
    position = _pick(sqlite_ledger, "states")
    _tamper(sqlite_ledger, f"UPDATE state_boxes SET valid_last = valid_last + 3 WHERE position = {position}")
    [fault] = sqlite_ledger.verify().faults
    assert (fault.table, fault.position, fault.kind) == ("states", position, "index")


def test_a_missing_guard_is_found(sqlite_ledger: Ledger) -> None:
    with closing(sqlite3.connect(sqlite_ledger.name)) as file:
        file.execute("DROP TRIGGER claims_no_delete")
    [fault] = sqlite_ledger.verify().faults
    assert (fault.table, fault.kind) == ("claims", "guard")


def test_a_flipped_byte_anywhere_in_the_file_is_found(sqlite_ledger: Ledger, make: Any) -> None:
    """A byte of a body, as it lies in the file."""
    _fill(sqlite_ledger, make)
    with closing(sqlite3.connect(sqlite_ledger.name)) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    sqlite_ledger.close()
    with open(sqlite_ledger.name, "r+b") as file:  # noqa: PTH123
        content = file.read()
        at = content.rindex(b'"modality":"asserted"') + 14
        file.seek(at)
        file.write(b"A")
    assert [fault.kind for fault in sqlite_ledger.verify().faults] == ["changed"]
