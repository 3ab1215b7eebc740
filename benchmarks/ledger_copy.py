"""Loads a SQLite ledger into an empty PostgreSQL database by COPY, row for row, in a tenth of `Ledger.restore`'s time.

    python -m benchmarks.ledger_copy FILE postgresql://URL-OF-AN-EMPTY-DATABASE

For `benchmarks.ledger --again`, to come near the sizes that it fills SQLite to. Positions and hashes come along, so
`dateline verify` checks the copy; what is timed goes through `Ledger.write` and its reads.
"""

from __future__ import annotations

import argparse
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg

from benchmarks.ledger import settle_postgres
from dateline.ledger.schema import TABLES
from dateline.ledger.store import Store

MEMORY = "SET maintenance_work_mem = '1GB'"  # to sort an index of ten million rows
_INDEXES = (
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = ANY(%s)"
    " AND indexname NOT LIKE '%%_pkey'"
)


def copy(path: Path, target: str) -> None:
    """The tables without their indexes, then the indexes: each is sorted once."""
    Store.open(target, bare=True).close()
    names = [table.name for table in TABLES]
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file, psycopg.connect(target) as owner:
        indexes = owner.execute(_INDEXES, [names]).fetchall()
        for index, _ in indexes:
            owner.execute(f"DROP INDEX {index}")  # type: ignore[arg-type]
        for table in TABLES:
            columns = ", ".join(column.name for column in table.c)
            rows = file.execute(f"SELECT {columns} FROM {table.name} ORDER BY position")
            with owner.cursor().copy(f"COPY {table.name} ({columns}) FROM STDIN") as stream:
                for row in rows:
                    stream.write_row(row)
        owner.execute(MEMORY)
        for _, definition in indexes:
            owner.execute(definition)
    settle_postgres(target)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("target", help="URL of an empty PostgreSQL database")
    options = parser.parse_args()
    copy(options.file, options.target)


if __name__ == "__main__":
    main()
