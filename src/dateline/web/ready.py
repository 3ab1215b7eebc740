"""The default map of a ledger's end, made and brought forward in a process of its own.

Reading a large ledger and fusing it takes minutes of pure computation. In the server's own process every request would
wait for it; beside it, in a child with lower priority that stays, nobody does. The child gets the ledger's address on
its standard input (a URL may hold a password, which a command line would show to everybody) and gives its answers as
JSON on standard output. What it made first is kept in the cache folder, so that a server that is started again shows it
at once.
"""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import IO, BinaryIO

from pydantic import TypeAdapter, ValidationError

from dateline.answers import Answers
from dateline.answers.follow import Follower, Situation
from dateline.errors import DatelineError, LedgerError
from dateline.ledger import Ledger
from dateline.web.respond import Body, build, dump

__all__ = ["Beside", "Ready", "cache_folder", "made"]

NICE = 10  # the requests go first
_SIZE = 8  # bytes of the length before each answer


@dataclass(frozen=True)
class Ready:
    """The situation, or the part of it that is new, and the default map's JSON."""

    situation: Situation
    states: Body


def made(ledger: Ledger, whole: Situation, sent: Situation) -> Ready:
    """`sent`, with the JSON of the map of the `whole`."""
    from dateline.web import records
    from dateline.web.clocks import View

    clocks = whole.clocks
    picture = whole.picture(Answers(ledger, theatre=whole.theatre, head=whole.head), clocks.as_of, clocks.known_by)
    view = View(clocks.as_of, clocks.known_by, whole.head)
    return Ready(sent, Body.of(dump(records.states(picture, view))))


def cache_folder() -> Path:
    """Where made maps are kept."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dateline" / "maps"


class Beside:
    """The child. `ask` starts it, waits, and gives what is new since the last asking."""

    def __init__(self, target: str, theatre: str | None) -> None:
        asked = {"target": target, "theatre": theatre, "folder": str(cache_folder())}
        self._asked = json.dumps(asked).encode() + b"\n"
        self._child: subprocess.Popen[bytes] | None = None
        self._closed = False

    def ask(self) -> Ready | None:
        """None where the ledger's end is the same. Raises LedgerError with what the child said."""
        child = self._running()
        assert child.stdin is not None and child.stdout is not None
        child.stdin.write(b"\n")
        child.stdin.flush()
        parts = _received(child.stdout)
        if len(parts) == 1:
            raise LedgerError(f"the map could not be made: {parts[0].decode()}")
        return Ready(_situations().validate_json(parts[0]), Body(*parts[1:])) if parts else None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._end()
            command = [sys.executable, "-m", "dateline.web.ready"]
            child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - our own
            self._child = child
            assert child.stdin is not None
            child.stdin.write(self._asked)
        if self._closed:
            self._end()
            raise LedgerError("the server is closing")
        return self._child

    def close(self) -> None:
        """Ends the child, whatever it is at."""
        self._closed = True
        self._end()

    def __del__(self) -> None:  # of an application that nobody shut down
        self.close()

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            with suppress(BrokenPipeError), child:  # closes its pipes, and waits
                pass


# --- in the child


def answers_of(follower: Follower, file: Path) -> Ready | None:
    """The next answer of a follower: what was kept, then all, then what is new."""
    if follower.situation is None:
        whole = follower.situation = _kept(file, follower.ledger)
        if whole is None:
            whole = follower.begin()
            _keep(file, whole)
        return made(follower.ledger, whole, whole)
    part = follower.follow()
    if part is None:
        return None
    if not part.part:
        _keep(file, part)
    return made(follower.ledger, follower.situation, part)


def _file(folder: Path, target: str, theatre: str | None) -> Path:
    name = sha256(json.dumps([str(Path(target).absolute()), theatre, build()]).encode()).hexdigest()[:32]
    return folder / f"{name}.json"


def _keep(file: Path, whole: Situation) -> None:
    """For the next start. A cache that cannot be written costs time and nothing else."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = file.with_suffix(f".{os.getpid()}")
        beside.touch(mode=0o600)
        beside.write_bytes(_situations().dump_json(replace(whole, part=False)))
        beside.replace(file)
    except OSError:
        return


def _kept(file: Path, ledger: Ledger) -> Situation | None:
    """What was kept of this very ledger; nothing that anybody else could have written is read."""
    try:
        found = file.stat()
        if found.st_uid != os.getuid() or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            return None
        whole = _situations().validate_json(file.read_bytes())
    except (OSError, ValidationError):
        return None
    return whole if ledger.hash_at(whole.head) == whole.hash else None


@cache
def _situations() -> TypeAdapter[Situation]:
    return TypeAdapter(Situation)


def _parts(answer: Ready | str | None) -> list[bytes]:
    """None of nothing new, one of what went wrong, three of a map: its situation, its JSON plain and packed."""
    if answer is None:
        return []
    if isinstance(answer, str):
        return [answer.encode()]
    return [_situations().dump_json(answer.situation), answer.states.plain, answer.states.packed]


def _send(stream: BinaryIO, answer: Ready | str | None) -> None:
    parts = _parts(answer)
    stream.write(len(parts).to_bytes(_SIZE, "big"))
    for part in parts:
        stream.write(len(part).to_bytes(_SIZE, "big"))
        stream.write(part)
    stream.flush()


def _received(stream: IO[bytes]) -> list[bytes]:
    return [stream.read(_number(stream)) for _ in range(_number(stream))]


def _number(stream: IO[bytes]) -> int:
    size = stream.read(_SIZE)
    if len(size) < _SIZE:
        raise LedgerError("the map could not be made; the server's log has why")
    return int.from_bytes(size, "big")


def main() -> None:
    os.nice(NICE)
    asked = json.loads(sys.stdin.buffer.readline())
    file = _file(Path(asked["folder"]), asked["target"], asked["theatre"])
    with Ledger.open(asked["target"], read_only=True) as ledger:
        follower = Follower(ledger, theatre=asked["theatre"])
        while sys.stdin.buffer.readline():
            try:
                _send(sys.stdout.buffer, answers_of(follower, file))
            except DatelineError as error:
                _send(sys.stdout.buffer, str(error))


if __name__ == "__main__":
    main()
