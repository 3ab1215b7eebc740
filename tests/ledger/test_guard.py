"""Rows are only added: both databases refuse to change or delete one, whoever asks."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from dateline.ledger import Copy, Ledger
from dateline.ledger.schema import CHAINED


def _fill(ledger: Ledger, make: Any) -> None:
    claim = make.claim()
    ledger.write(make.batch(claim, states=[make.state()], copies=[Copy(claim.id, "another", "credit")]))
    ledger.review(claim.id, "accept", author="ann", reason="as it stands")


@pytest.mark.parametrize("table", CHAINED)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET position = position + 1000",
        "DELETE FROM {table}",
        "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        "UPDATE OR REPLACE {table} SET hash = x'00'",
    ],
)
def test_sqlite_refuses(sqlite_ledger: Ledger, make: Any, table: str, statement: str) -> None:
    _fill(sqlite_ledger, make)
    with closing(sqlite3.connect(sqlite_ledger.name)) as file:
        before = file.execute(f"SELECT * FROM {table}").fetchall()
        assert before
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            file.execute(statement.format(table=table))
        assert file.execute(f"SELECT * FROM {table}").fetchall() == before


@pytest.mark.postgres
def test_postgres_refuses_its_owner(postgres_database: Callable[[], str], make: Any) -> None:
    import psycopg

    url = postgres_database()
    with Ledger.open(url) as ledger:
        _fill(ledger, make)
    with psycopg.connect(url, autocommit=True) as connection:
        for table in CHAINED:
            for statement in (f"UPDATE {table} SET hash = ''", f"DELETE FROM {table}", f"TRUNCATE {table}"):
                with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
                    connection.execute(statement)


@pytest.mark.postgres
def test_postgres_privileges_are_read_and_add_only(postgres_database: Callable[[], str], make: Any) -> None:
    """With the triggers off a role still cannot change a row; a reader cannot add one."""
    import psycopg

    url = postgres_database()
    with Ledger.open(url) as ledger, psycopg.connect(url, autocommit=True) as owner:
        _fill(ledger, make)
        for role in ("ledger_writer", "ledger_reader"):
            owner.execute(f"DROP ROLE IF EXISTS {role}")
            owner.execute(f"CREATE ROLE {role} LOGIN")
        ledger.grant("ledger_writer", write=True)
        ledger.grant("ledger_reader")
        owner.execute("ALTER TABLE claims DISABLE TRIGGER ALL")
    as_writer, as_reader = (url.replace("dateline@", f"{role}@") for role in ("ledger_writer", "ledger_reader"))
    for statement in ("UPDATE claims SET hash = ''", "DELETE FROM claims", "TRUNCATE claims", "DROP TABLE claims"):
        with psycopg.connect(as_writer) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)
    with Ledger.open(as_writer) as ledger:
        assert ledger.write(make.batch(make.claim(document="two"), documents=[])).claims == 1
    with Ledger.open(as_reader, read_only=True) as ledger:
        assert len(ledger.claims()) == 2
    with psycopg.connect(as_reader) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("INSERT INTO commits VALUES (99, '', 1, 1)")
