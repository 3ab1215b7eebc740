"""Kills a running ingest with SIGKILL, again and again, and proves that nothing was lost and nothing is there twice.

    python -m benchmarks.ledger_kill                 200 kills on SQLite, 200 on a private PostgreSQL
    python -m benchmarks.ledger_kill --kills 25

Reports with prepared claims go through `Ledger.write`, batch by batch. Each time the writer has reported some new
batches it is killed at a random moment of the next, and started again from the first batch. After each kill every
batch that was reported is still in the chain; at the end the ledger verifies and holds what an undisturbed run
holds. Exit status 1 where it does not.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import pickle
import random
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.ledger import make_batches
from dateline.ledger import Batch, Ledger

DOCUMENTS = 5_000
KILLS = 200
NEW_BATCHES = 2  # reported before a kill, on average
LATEST = 0.05  # seconds after the last reported batch: a batch takes about as long, so kills fall anywhere in one


def write_all(target: str, prepared: Path, tell: Connection) -> None:
    """The writer: tells after each batch what the ledger's head is, and whether the batch was new."""
    with Ledger.open(target) as ledger:
        for path in sorted(prepared.iterdir()):
            written = ledger.write(pickle.loads(path.read_bytes()))
            head = ledger.head()
            tell.send((head.position, head.hash, written.documents > 0))


def prepare(folder: Path, documents: int, kills: int) -> int:
    """The batches, one a file, so many that the kills reach over four fifths of them."""
    size = max(1, int(documents * 0.8 / (kills * NEW_BATCHES)))
    for number, batch in enumerate(make_batches(documents, size=size)):
        (folder / f"{number:06}.pickle").write_bytes(pickle.dumps(batch))
    return size


def kill_one(target: str, prepared: Path, chance: random.Random) -> tuple[int, str] | None:
    """Runs the writer up to a random moment; gives the last head that it reported."""
    context = multiprocessing.get_context("fork")
    hear, tell = context.Pipe(duplex=False)
    process = context.Process(target=write_all, args=(target, prepared, tell))
    process.start()
    tell.close()
    wanted, last = chance.randint(0, NEW_BATCHES * 2), None
    try:
        while wanted > 0:
            position, digest, new = hear.recv()
            last = (position, digest)
            wanted -= new
        time.sleep(chance.uniform(0, LATEST))
        process.kill()
        while True:  # what it reported in its last moments
            last = hear.recv()[:2]
    except (EOFError, OSError):
        pass
    process.join()
    hear.close()
    return last


def holds(ledger: Ledger, head: tuple[int, str] | None) -> bool:
    """Whether the batch that ended at this head is still there."""
    return head is None or ledger.hash_at(head[0]) == head[1]


def contents(ledger: Ledger) -> dict[str, object]:
    """What a reader can see of a ledger, and the rows of each table but the commits."""
    rows = ledger.rows()
    rows.pop("commits")
    return {"rows": rows, "claims": ledger.claims(), "places": ledger.places(), "documents": ledger.documents()}


def disturb(target: str, undisturbed: str, documents: int, kills: int, seed: int) -> dict[str, object]:
    chance, lost = random.Random(seed), 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = prepare(folder, documents, kills)
        write_quietly(undisturbed, folder)
        for _ in range(kills):
            head = kill_one(target, folder, chance)
            with Ledger.open(target) as ledger:
                lost += not holds(ledger, head)
        with Ledger.open(target) as ledger:
            killed_at = ledger.rows()["documents"]
        write_quietly(target, folder)
    with Ledger.open(target) as ledger, Ledger.open(undisturbed) as other:
        report = ledger.verify()
        same = contents(ledger) == contents(other)
    return {
        "database": target.split(":")[0] if "://" in target else "sqlite",
        "kills": kills,
        "documents": documents,
        "batch": size,
        "documents_at_last_kill": killed_at,
        "reported_batches_lost": lost,
        "rows": report.rows,
        "faults": len(report.faults),
        "same_as_undisturbed": same,
        "passed": same and report.sound and not lost,
    }


def write_quietly(target: str, prepared: Path) -> None:
    with Ledger.open(target) as ledger:
        for path in sorted(prepared.iterdir()):
            batch: Batch = pickle.loads(path.read_bytes())
            ledger.write(batch)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", nargs="+", default=["both"], help="sqlite, postgresql, both, or two empty URLs")
    options = parser.parse_args()
    passed = True

    def run(new: Callable[[], str]) -> None:
        nonlocal passed
        result = disturb(new(), new(), options.documents, options.kills, options.seed)
        passed = passed and bool(result["passed"])
        print(json.dumps(result), flush=True)

    chosen = options.database[0]
    if chosen in ("both", "sqlite"):
        with tempfile.TemporaryDirectory() as folder:
            paths = iter(("disturbed.db", "undisturbed.db"))
            run(lambda: str(Path(folder) / next(paths)))
    if chosen in ("both", "postgresql"):
        from tests.conftest import private_postgres

        with private_postgres("fsync=on") as create:
            run(create)
    if "://" in chosen:
        urls = iter(options.database)
        run(lambda: str(next(urls)))
    sys.exit(not passed)


if __name__ == "__main__":
    main()
