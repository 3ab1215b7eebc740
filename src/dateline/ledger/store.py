"""The two databases: how each is opened, locked and read, and what its errors mean. Nothing else differs."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from sqlalchemy import (
    ARRAY,
    BindParameter,
    ColumnElement,
    Connection,
    Dialect,
    Engine,
    QueuePool,
    Select,
    Text,
    TypeDecorator,
    bindparam,
    create_engine,
    event,
    func,
    inspect,
    literal_column,
    select,
    text,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.types import TypeEngine

from dateline.errors import LedgerError, MissingExtra
from dateline.ledger.chain import Chain, head
from dateline.ledger.log import LONGEST, Log
from dateline.ledger.schema import APPLICATION_ID, CHAINED, REVISION, REVISIONS

__all__ = ["Names", "Store", "among", "named"]

BUSY_SECONDS = 60  # a writer waits so long for another's transaction; a batch takes well under a second
CACHE_KIB = 64 * 1024  # SQLite's page cache: holds the inner index pages of some 10 M claims
MAPPED_BYTES = 2**31 - 2**16  # read through the system's own cache without copying; SQLite takes no more than this
ADVISORY_LOCK = 0x44544C4E  # PostgreSQL: one writer at a time takes this lock for its transaction
WAL_KEPT_BYTES = 64 * 2**20  # the log is cut back to this once it is in the file: several large batches
SYNCHRONOUS = "FULL"  # what was reported as written outlives a power cut; "NORMAL" would lose the last batches
_SQLITE_HEADER = b"SQLite format 3\0"
_IN_SQLITE = ("sqlite:///", "sqlite://")
_IN_POSTGRES = ("postgresql://", "postgres://", "postgresql+psycopg://")


@dataclass(frozen=True)
class Store:
    """One opened database. `name` is for messages and has no password in it."""

    engine: Engine
    name: str
    read_only: bool
    log: Log | None = None  # of a SQLite file that is open for writing

    @classmethod
    def open(cls, target: str | Path, *, read_only: bool = False, bare: bool = False) -> Store:
        """Opens, creating and migrating where need be. Raises LedgerError, MissingExtra.

        `bare` is for `restore`: the tables without a first row, refused where there is a ledger already.
        """
        store = _open_postgres(str(target), read_only) if _is_postgres(target) else _open_sqlite(target, read_only)
        try:
            with store.guard():
                _settle(store, bare)
        except BaseException:
            store.close()
            raise
        return store

    @property
    def dialect(self) -> str:
        return self.engine.dialect.name

    def close(self) -> None:
        if self.log:
            self.log.close()
        self.engine.dispose()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one moment of the ledger throughout."""
        with self.guard(), self._connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction of the only writer; all of it is kept, or nothing."""
        if self.read_only:
            raise LedgerError(f"{self.name} was opened read-only; open it for writing")
        with self.guard(), self.engine.connect() as connection:
            connection = connection.execution_options(dateline_write=True)
            with connection.begin():
                if self.dialect == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
                before = _changes(connection) if self.log else 0
                yield connection
                rows = _changes(connection) - before if self.log else 0
            if self.log:
                self.log.grown(rows)

    def grant(self, role: str, write: bool) -> None:
        """Rights of a role on PostgreSQL (`Ledger.grant`)."""
        if self.dialect != "postgresql":
            raise LedgerError(f"{self.name} is a file: its permissions decide who may write")
        quoted = self.engine.dialect.identifier_preparer.quote_identifier(role)
        tables = ", ".join(CHAINED)
        with self.guard(), self.engine.begin() as connection:
            connection.exec_driver_sql(f"GRANT SELECT ON {tables}, alembic_version TO {quoted}")
            if write:
                connection.exec_driver_sql(f"GRANT INSERT ON {tables} TO {quoted}")

    def _connect(self) -> Connection:
        connection = self.engine.connect()
        if self.dialect == "sqlite" or self.read_only:
            return connection
        return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Turns the database's errors into LedgerError with what to do."""
        try:
            yield
        except DBAPIError as error:
            raise LedgerError(_explain(self.name, error)) from error
        except UnicodeEncodeError as error:
            raise LedgerError(f"{self.name}: an id has half a character in it ({error}); give it another") from error


class Names(TypeDecorator[Any]):
    """Any number of names as one value: the statement is the same however many they are, and is planned once."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(ARRAY(Text) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return list(value) if dialect.name == "postgresql" else json.dumps(list(value))


def named(dialect: str, names: BindParameter[Any]) -> Select[Any]:
    """The names of a `Names` parameter as rows of one column, `value`."""
    if dialect == "postgresql":
        return select(func.unnest(names).label("value"))
    return select(literal_column("value", Text)).select_from(func.json_each(names))


def among(dialect: str, column: ColumnElement[str], names: Iterable[str] | BindParameter[Any]) -> ColumnElement[bool]:
    """That a column is one of these names."""
    given = names if isinstance(names, BindParameter) else bindparam(None, sorted(set(names)), Names(), unique=True)
    return column == func.any(given) if dialect == "postgresql" else column.in_(named(dialect, given))


def _is_postgres(target: str | Path) -> bool:
    return isinstance(target, str) and target.startswith(_IN_POSTGRES)


def _open_postgres(target: str, read_only: bool) -> Store:
    try:
        import psycopg  # noqa: F401 - only to say which extra is missing
    except ImportError as error:
        raise MissingExtra("psycopg", "postgres") from error
    try:
        url = make_url("postgresql+psycopg://" + target.split("://", 1)[1])
    except ArgumentError as error:
        raise LedgerError(f"{target!r} is no PostgreSQL URL; write postgresql://USER@HOST/DATABASE") from error
    engine = create_engine(url, pool_size=8, max_overflow=24)
    if read_only:
        event.listen(engine, "connect", _read_session)
    return Store(engine, url.render_as_string(), read_only)


def _read_session(connection: Any, _: object) -> None:
    """What `Store._connect` says at each read where a store writes too; said once it spares six calls a read."""
    from psycopg import IsolationLevel

    connection.isolation_level = IsolationLevel.REPEATABLE_READ
    connection.read_only = True


def _sqlite_path(target: str | Path) -> Path:
    name = str(target)
    for prefix in _IN_SQLITE:
        if name.startswith(prefix):
            return Path(name.removeprefix(prefix))
    if "://" in name:
        raise LedgerError(f"{name!r} is neither a file nor a postgresql:// URL; give one of the two")
    return Path(name)


def _open_sqlite(target: str | Path, read_only: bool) -> Store:
    path = _sqlite_path(target)
    _check_file(path, read_only)
    mode = "mode=rwc"
    if read_only:
        mode = "mode=ro"
        if not os.access(path.absolute().parent, os.W_OK) and not _wal(path).exists():
            mode = "immutable=1"  # nobody can write here, and WAL's helper files cannot be made
    name = f"file:{quote(str(path.absolute()))}?{mode}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(name, uri=True, check_same_thread=False, timeout=BUSY_SECONDS)

    engine = create_engine(
        "sqlite://",
        creator=connect,
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=24,
    )
    event.listen(engine, "connect", _read_pragmas if read_only else _write_pragmas)
    event.listen(engine, "begin", _begin)
    return Store(engine, str(path), read_only, None if read_only else Log(connect))


def _changes(connection: Connection) -> int:
    """Rows that this connection has written since it was opened."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver.total_changes


def _wal(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _check_file(path: Path, read_only: bool) -> None:
    """Says what is wrong with the file before SQLite says less. An empty file counts as none."""
    if path.is_dir():
        raise LedgerError(f"{path} is a folder; name the ledger's file")
    if not path.exists():
        if read_only:
            raise LedgerError(f"there is no ledger at {path}; make one with `dateline run`, or name another")
        if not path.absolute().parent.is_dir():
            raise LedgerError(f"there is no folder {path.absolute().parent}; make it first")
    if not read_only and not os.access(path.absolute().parent, os.W_OK):
        raise LedgerError(f"the folder of {path} cannot be written; choose another, or open the ledger read-only")
    if path.exists():
        _check_header(path, read_only)


def _check_header(path: Path, read_only: bool) -> None:
    if not os.access(path, os.R_OK if read_only else os.R_OK | os.W_OK):
        raise LedgerError(f"{path} cannot be {'read' if read_only else 'written'}; change its permissions")
    with path.open("rb") as file:
        header = file.read(len(_SQLITE_HEADER))
    if header and header != _SQLITE_HEADER:
        raise LedgerError(f"{path} is no database; name a ledger's file, or a new one")


def _read_pragmas(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions are begun by _begin, not by the driver
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")
    connection.execute("PRAGMA query_only = ON")


def _write_pragmas(connection: Any, _: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
    connection.execute(f"PRAGMA journal_size_limit = {WAL_KEPT_BYTES}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {LONGEST}")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("dateline_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _settle(store: Store, bare: bool) -> None:
    """Makes sure that what is open is a ledger of a schema we know, making it one where it is empty."""
    with store.read() as connection:
        revision = _revision(store, connection)
    if revision is not None and revision not in REVISIONS:
        what = f"newer than this program's {REVISION}" if revision > REVISION else "an unknown schema"
        raise LedgerError(f"{store.name} has schema {revision}, {what}; update dateline, or restore a backup")
    if revision is not None and bare:
        raise LedgerError(f"{store.name} holds a ledger already; restore into a new file or an empty database")
    if revision == REVISION:
        return
    if store.read_only:
        what = "is empty" if revision is None else f"has the older schema {revision}"
        raise LedgerError(f"{store.name} {what}; open it once for writing, with `dateline run`")
    with store.write() as connection:
        if _revision(store, connection) != REVISION:  # another process may have been faster
            _migrate(connection)
            if not bare and head(connection).position < 0:
                chain = Chain(connection)
                chain.add("ledgers", [{"id": uuid4().hex}])
                chain.close()


def _revision(store: Store, connection: Connection) -> str | None:
    """The schema's revision, None for an empty database. Raises LedgerError for somebody else's."""
    tables = set(inspect(connection).get_table_names())
    ours = not tables
    if store.dialect == "sqlite" and tables:
        ours = connection.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION_ID
    elif tables:
        ours = "alembic_version" in tables and set(CHAINED) <= tables
    if not ours:
        raise LedgerError(f"{store.name} is a database of something else; name a ledger, or an empty database")
    if not tables:
        return None
    revision: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return revision


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "dateline.ledger:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _explain(name: str, error: DBAPIError) -> str:
    """The database's error in words that say what to do next."""
    said = str(error.orig)
    low = said.lower()
    if "disk is full" in low or "no space left" in low or "could not extend file" in low:
        return f"{name}: the disk is full; nothing of this batch was kept: free some space and run it again"
    if "append-only" in low or "permission denied" in low:
        return f"{name}: {said.splitlines()[0]}"
    if "readonly" in low or "read-only" in low:
        return f"{name} cannot be written; check the permissions of its file and folder"
    if "locked" in low:
        return f"{name}: another process has been writing for over {BUSY_SECONDS} s; wait for it, then run again"
    if "malformed" in low or "not a database" in low:
        return f"{name} is damaged ({said}); restore a backup with `dateline restore`"
    if "connection" in low:
        return f"{name}: no connection ({said.splitlines()[0]}); is the server running, and the URL right?"
    return f"{name}: {said.splitlines()[0]}"
