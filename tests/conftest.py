"""What tests of several rooms share. A missing server skips its tests, or fails them under DATELINE_REQUIRE=all."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings

# Tests are not timed: a busy machine is no failure (benchmarks measure speed).
settings.register_profile("dateline", deadline=None)
settings.load_profile("dateline")

_POSTGRES_USER = "nobody"  # PostgreSQL refuses to run as root; any other user will do
_POSTGRES_SETTINGS = ("fsync=off", "max_connections=60", "listen_addresses=", "shared_buffers=64MB")


def missing(what: str, remedy: str) -> NoReturn:
    """Skips the test with a reason that names the remedy; fails it where everything is required."""
    if os.environ.get("DATELINE_REQUIRE") == "all":
        pytest.fail(f"{what} is required: {remedy}")
    pytest.skip(f"{what} is not here: {remedy}")


def find_program(name: str) -> str | None:
    """From PATH, else from Debian's folder of the newest PostgreSQL."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return shutil.which(name) or next((str(path) for path in installed), None)


def _as_other(*command: str) -> None:
    """Runs a command of PostgreSQL, as another user where we are root."""
    user = _POSTGRES_USER if os.geteuid() == 0 else None
    done = subprocess.run(
        command, capture_output=True, text=True, cwd="/", check=False, user=user, extra_groups=[] if user else None
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stdout}{done.stderr}")


@contextmanager
def private_postgres(*settings: str) -> Iterator[Callable[[], str]]:
    """A private PostgreSQL server; gives a function that makes an empty database and gives its URL.

    Raises FileNotFoundError where there is no PostgreSQL. The benchmarks use it too.
    """
    initdb, pg_ctl = find_program("initdb"), find_program("pg_ctl")
    if not initdb or not pg_ctl:
        raise FileNotFoundError("PostgreSQL")
    folder = Path(tempfile.mkdtemp(prefix="dateline-pg-"))  # short: a socket's path has at most 107 bytes
    if os.geteuid() == 0:
        shutil.chown(folder, _POSTGRES_USER)
    data = str(folder / "data")
    options = " ".join(f"-c {line}" for line in (*_POSTGRES_SETTINGS, f"unix_socket_directories={folder}", *settings))
    try:
        _as_other(initdb, "-D", data, "-U", "dateline", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C")
        _as_other(pg_ctl, "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start")
        yield partial(_create_database, folder, count())
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            _as_other(pg_ctl, "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _create_database(folder: Path, numbers: Iterator[int]) -> str:
    import psycopg

    name = f"dateline{next(numbers)}"
    with psycopg.connect(host=str(folder), user="dateline", dbname="postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    return f"postgresql://dateline@/{name}?host={folder}"


@pytest.fixture(scope="session")
def postgres_database() -> Iterator[Callable[[], str]]:
    """Makes an empty database of a private server at each call and gives its URL."""
    try:
        with private_postgres() as create:
            yield create
    except FileNotFoundError:
        missing("PostgreSQL", "install it with: apt-get install postgresql")
