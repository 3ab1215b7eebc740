"""What is wrong with a file, a folder or a server is said in words, and nothing is harmed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select

from dateline.errors import LedgerError
from dateline.ledger import Ledger, log
from dateline.ledger.schema import claims


def _ours(ledger: Ledger) -> int:
    return len(ledger.claims())


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("The north took Hilltown.")
    with pytest.raises(LedgerError, match="is no database"):
        Ledger.open(path)
    assert path.read_text() == "The north took Hilltown."


def test_a_database_of_something_else(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE recipes (name TEXT)")
        file.commit()
    content = path.read_bytes()
    for read_only in (True, False):
        with pytest.raises(LedgerError, match="something else"):
            Ledger.open(path, read_only=read_only)
    assert sqlite3.connect(path).execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]
    assert len(content) == path.stat().st_size


@pytest.mark.postgres
def test_a_postgres_database_of_something_else(postgres_database: Callable[[], str]) -> None:
    import psycopg

    url = postgres_database()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(LedgerError, match="something else"):
        Ledger.open(url)


def _set_revision(target: str, revision: str) -> None:
    statement = f"UPDATE alembic_version SET version_num = '{revision}'"
    if "://" in target:
        import psycopg

        with psycopg.connect(target) as connection:
            connection.execute(statement)
    else:
        with closing(sqlite3.connect(target)) as file:
            file.execute(statement)
            file.commit()


@pytest.mark.parametrize(("revision", "message"), [("9999", "newer than this program"), ("0000", "unknown schema")])
def test_a_schema_that_this_program_does_not_know(target: str, revision: str, message: str) -> None:
    Ledger.open(target).close()
    _set_revision(target, revision)
    for read_only in (True, False):
        with pytest.raises(LedgerError, match=message):
            Ledger.open(target, read_only=read_only)


@pytest.mark.parametrize("name", ["missing.db", "no/such/folder/ledger.db"])
def test_what_is_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(LedgerError, match="there is no"):
        Ledger.open(tmp_path / name, read_only=True)
    if "/" in name:
        with pytest.raises(LedgerError, match="make it first"):
            Ledger.open(tmp_path / name)
    assert not (tmp_path / name).exists()


def test_a_folder_and_another_databases_url(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="is a folder"):
        Ledger.open(tmp_path)
    with pytest.raises(LedgerError, match="neither a file nor"):
        Ledger.open("mysql://somewhere/ledger")


@pytest.mark.postgres
def test_a_server_that_does_not_answer(postgres_database: Callable[[], str], tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="is the server running") as caught:
        Ledger.open(f"postgresql://ann:secret@/ledger?host={tmp_path}")
    assert "secret" not in str(caught.value)


def test_read_only_is_read_only(target: str, make: Any) -> None:
    with Ledger.open(target) as ledger:
        ledger.write(make.batch(make.claim()))
    with Ledger.open(target, read_only=True) as ledger:
        assert _ours(ledger) == 1
        with pytest.raises(LedgerError, match="read-only"):
            ledger.write(make.batch(make.claim(document="two")))


@pytest.mark.parametrize("read_only", [True, False])
def test_a_read_sees_one_moment(target: str, make: Any, read_only: bool) -> None:
    with Ledger.open(target) as writer, Ledger.open(target, read_only=read_only) as reader:
        writer.write(make.batch(make.claim()))
        count = select(func.count()).select_from(claims)
        with reader._store.read() as connection:
            before = connection.execute(count).scalar()
            writer.write(make.batch(make.claim(document="two"), documents=[]))
            assert connection.execute(count).scalar() == before == 1
        assert len(reader.claims()) == 2


def test_the_log_goes_into_the_file_beside_the_writer(
    sqlite_ledger: Ledger, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "ROWS", 1)
    sqlite_ledger.write(make.batch(make.claim()))
    kept = sqlite_ledger._store.log
    assert kept is not None
    kept.close()
    with closing(sqlite3.connect(f"file:{sqlite_ledger.name}?immutable=1", uri=True)) as file:  # reads no log
        assert file.execute("SELECT count(*) FROM claims").fetchone() == (1,)


def test_a_log_that_cannot_be_put_into_the_file_stays_where_it_is(make: Any) -> None:
    def refuse() -> sqlite3.Connection:
        raise sqlite3.OperationalError("unable to open database file")

    kept = log.Log(refuse)
    kept.grown(log.ROWS)
    kept.close()


def test_a_file_name_with_odd_letters(tmp_path: Path, make: Any) -> None:
    path = tmp_path / "my ledger? #1 & 100%.db"
    with Ledger.open(path) as ledger:
        ledger.write(make.batch(make.claim()))
    with Ledger.open(path, read_only=True) as ledger:
        assert _ours(ledger) == 1
    assert path.exists()


_AS_OTHER = """
import os, sys
from dateline.errors import LedgerError
from dateline.ledger import Ledger, log
from dateline.ledger.schema import claims
path = sys.argv[1]
with Ledger.open(path, read_only=True) as ledger:  # imports all there is, while it may
    ledger.verify(), ledger.claims()
if os.geteuid() == 0:
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
try:
    Ledger.open(path)
except LedgerError as error:
    print(error)
with Ledger.open(path, read_only=True) as ledger:
    print(len(ledger.claims()), ledger.verify().sound)
"""


def test_a_read_only_folder(make: Any) -> None:
    """As a user without the right to write there; root may write anywhere."""
    folder = Path(tempfile.mkdtemp())
    try:
        with Ledger.open(folder / "ledger.db") as ledger:
            ledger.write(make.batch(make.claim()))
        (folder / "ledger.db").chmod(0o444)
        folder.chmod(0o555)
        command = [sys.executable, "-c", _AS_OTHER, str(folder / "ledger.db")]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
        assert "open the ledger read-only" in done.stdout, done.stderr
        assert done.stdout.splitlines()[1] == "1 True", done.stderr
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


@contextmanager
def _full(ledger: Ledger) -> Iterator[None]:
    """The database may not grow by one page."""
    engine = ledger._store.engine

    def cap(connection: Any) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    event.listen(engine, "begin", cap)
    yield
    event.remove(engine, "begin", cap)


def test_a_full_disk_keeps_what_was_there(sqlite_ledger: Ledger, make: Any) -> None:
    sqlite_ledger.write(make.batch(make.claim()))
    head = sqlite_ledger.head()
    large = make.document("two", "A long report. " * 20_000)
    with _full(sqlite_ledger), pytest.raises(LedgerError, match="the disk is full"):
        sqlite_ledger.write(make.batch(make.claim(document="two"), documents=[large]))
    sqlite_ledger.close()
    assert sqlite_ledger.head() == head
    assert sqlite_ledger.verify().sound
    with Ledger.open(sqlite_ledger.name) as again:
        assert again.write(make.batch(make.claim(document="two"), documents=[large])).claims == 1


@pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("mount"), reason="only root can make a small disk: run as root"
)
def test_a_really_full_disk(tmp_path: Path, make: Any) -> None:
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(tmp_path)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("no right to mount a small disk here: run in a container with SYS_ADMIN")
    try:
        with Ledger.open(tmp_path / "ledger.db") as ledger:
            ledger.write(make.batch(make.claim()))
            with pytest.raises(LedgerError, match="the disk is full"):
                ledger.write(make.batch(documents=[make.document("two", "A long report. " * 200_000)]))
            assert _ours(ledger) == 1
            assert ledger.verify().sound
    finally:
        subprocess.run(["umount", "-l", str(tmp_path)], check=True)


@pytest.mark.postgres
def test_a_full_disk_of_the_server(postgres_database: Callable[[], str], make: Any) -> None:
    """A table space on a disk of a few MB, with the ledger's tables in it; as PostgreSQL says it itself."""
    import psycopg

    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root can make a small disk: run as root")
    url = postgres_database()
    disk = Path(tempfile.mkdtemp(prefix="dateline-small-"))
    try:
        mount = ["mount", "-t", "tmpfs", "-o", "size=6m,mode=777", "tmpfs", str(disk)]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("no right to mount a small disk here: run in a container with SYS_ADMIN")
        with psycopg.connect(url, autocommit=True) as owner, Ledger.open(url) as ledger:
            (disk / "space").mkdir()
            shutil.chown(disk / "space", "nobody")  # whom the private server runs as
            owner.execute(f"CREATE TABLESPACE small LOCATION '{disk / 'space'}'")  # type: ignore[arg-type]
            owner.execute("ALTER TABLE blobs SET TABLESPACE small")
            ledger.write(make.batch(make.claim()))
            head = ledger.head()
            noise = os.urandom(8_000_000).hex()
            with pytest.raises(LedgerError, match="the disk is full"):
                ledger.write(make.batch(documents=[make.document("two", noise)]))
            assert ledger.head() == head
            assert ledger.verify().sound
            owner.execute("ALTER TABLE blobs SET TABLESPACE pg_default")
            owner.execute("DROP TABLESPACE small")
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False, capture_output=True)
        shutil.rmtree(disk, ignore_errors=True)


def test_a_damaged_file_says_what_to_do(sqlite_ledger: Ledger, make: Any) -> None:
    sqlite_ledger.write(make.batch(make.claim(), documents=[make.document(text="Long. " * 50_000)]))
    sqlite_ledger.close()
    path = Path(sqlite_ledger.name)
    content = bytearray(path.read_bytes())
    content[4096 : 40 * 4096] = bytes(39 * 4096)
    path.write_bytes(content)
    with pytest.raises(LedgerError, match="dateline restore"), Ledger.open(path) as ledger:
        ledger.claims()
