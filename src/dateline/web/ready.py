"""The default map of a ledger's new end, made in a process of its own.

Reading a large ledger and fusing it takes seconds to minutes of pure computation. In the server's own process every
request would wait for it; beside it, in a child with lower priority, nobody does. The child gets the ledger's address
on its standard input (a URL may hold a password, which a command line would show to everybody) and gives its answer,
pickled, on standard output: it is this very program, and nobody else can write there.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dateline.errors import LedgerError
from dateline.ledger import Clocks, Ledger
from dateline.model import State
from dateline.publish.picture import Picture
from dateline.web.respond import Body

if TYPE_CHECKING:
    from dateline.web.board import Board

__all__ = ["Ready", "in_child", "make"]

NICE = 10  # the requests go first
LONGEST = 3600.0  # seconds; ten million claims take some twenty minutes


@dataclass(frozen=True)
class Ready:
    """What the default view at `head` is drawn from."""

    head: int
    clocks: Clocks
    bare: Picture
    days: dict[date, list[State]]
    states: Body


def make(board: Board, head: int) -> Ready:
    """Reads and fuses, here and now. Raises DatelineError."""
    from dateline.web import records
    from dateline.web.clocks import View

    view = board.settled(View(), head)
    states = board.kept("map.json", view, records.states)
    return Ready(head, board.answers(head).clocks(), board.bare(view), board.days(view), states)


def in_child(target: str, theatre: str | None, head: int) -> Ready:
    """The same, in a process of its own. Raises LedgerError with what it said."""
    said = json.dumps({"target": target, "theatre": theatre, "head": head}).encode()
    command = [sys.executable, "-m", "dateline.web.ready"]
    done = subprocess.run(command, input=said, capture_output=True, timeout=LONGEST, check=False)  # noqa: S603 - our own
    if done.returncode:
        raise LedgerError(f"the map could not be made: {done.stderr.decode(errors='replace').strip()[-300:]}")
    found = pickle.loads(done.stdout)  # noqa: S301 - from our own child
    assert isinstance(found, Ready)
    return found


def main() -> None:
    from dateline.web.board import Board
    from dateline.web.ready import make as made  # by its name, so that what is pickled is not of `__main__`

    os.nice(NICE)
    asked = json.load(sys.stdin)
    with Ledger.open(asked["target"], read_only=True) as ledger:
        pickle.dump(made(Board(ledger, theatre=asked["theatre"]), asked["head"]), sys.stdout.buffer)


if __name__ == "__main__":
    main()
