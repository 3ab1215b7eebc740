"""What the watcher must remember over a kill: one JSON object a line, only ever added to, synced before it counts.

The invariant: what is in memory is a pure function of the file. A last line that a kill cut off is dropped.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.errors import DatelineError

__all__ = ["Journal"]


class Journal:
    """Entries by (kind, key); the newest of a key counts, and all of them are kept until `compact`.

    One process has it at a time: a second one raises DatelineError. A lock goes with the process that held it.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._lock = path.with_suffix(".lock").open("wb")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._lock.close()
            raise DatelineError(f"{path.parent} is in use by another watcher; stop that one first") from error
        self._entries: dict[tuple[str, str], dict[str, Any]] = {}
        self._lines = 0
        self._read()
        self._file = path.open("ab")

    def _read(self) -> None:
        if not self._path.exists():
            return
        content = self._path.read_bytes()
        whole, _, cut = content.rpartition(b"\n")
        if cut:
            os.truncate(self._path, len(content) - len(cut))
        for line in whole.splitlines():
            entry = json.loads(line)
            self._entries[entry["kind"], entry["key"]] = entry["value"]
            self._lines += 1

    def put(self, kind: str, key: str, **value: Any) -> None:
        """Adds an entry and waits until it is on the disk."""
        line = json.dumps({"kind": kind, "key": key, "value": value}, ensure_ascii=False).encode() + b"\n"
        self._file.write(line)
        self._file.flush()
        os.fsync(self._file.fileno())
        self._entries[kind, key] = value
        self._lines += 1
        if self._lines > 1000 + 4 * len(self._entries):
            self.compact()

    def get(self, kind: str, key: str) -> dict[str, Any]:
        """The newest entry of a key, or an empty one."""
        return self._entries.get((kind, key), {})

    def all(self, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every key of a kind with its newest entry, in the order of their first coming."""
        for (entry_kind, key), value in list(self._entries.items()):
            if entry_kind == kind:
                yield key, value

    def compact(self) -> None:
        """Writes the newest entries alone into a new file and puts it in place in one step."""
        fresh = self._path.with_suffix(".new")
        with fresh.open("wb") as file:
            for (kind, key), value in self._entries.items():
                file.write(json.dumps({"kind": kind, "key": key, "value": value}, ensure_ascii=False).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        self._file.close()
        fresh.replace(self._path)
        self._file = self._path.open("ab")
        self._lines = len(self._entries)

    def close(self) -> None:
        self._file.close()
        self._lock.close()
