"""SQLite's write-ahead log goes into the file beside the writer, which need not wait for it.

Left to SQLite, a commit that finds the log long puts it into the file itself: a quarter of a long ingest's time. Here
a thread does so while the next batch is made ready. Nothing depends on it: what is in the log is as safe as what is
in the file, and a commit that finds the log longer than LONGEST still sees to it alone.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from threading import Lock, Thread

__all__ = ["LONGEST", "Log"]

ROWS = 6_000  # written by this process since the last time: up to 16,000 pages of the log, 64 MB
LONGEST = 64_000  # pages: 256 MB


class Log:
    """The log of one file. `connect` opens the file for writing."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect
        self._lock = Lock()
        self._rows = 0
        self._thread: Thread | None = None

    def grown(self, rows: int) -> None:
        """Counts what was committed, and has the log put into the file where that is due and nobody is at it."""
        with self._lock:
            self._rows += rows
            if self._rows < ROWS or (self._thread and self._thread.is_alive()):
                return
            self._rows = 0
            self._thread = Thread(target=self._put, name="ledger log", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Waits for what is being put into the file."""
        thread = self._thread
        if thread:
            thread.join()

    def _put(self) -> None:
        with contextlib.suppress(sqlite3.Error), closing(self._connect()) as connection:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
