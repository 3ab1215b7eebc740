"""Four writers and eight readers at once: no write lost, no error shown to a reader, and how long reads take.

    python -m benchmarks.ledger_many                 two minutes on SQLite, two on a private PostgreSQL
    python -m benchmarks.ledger_many --seconds 600

The writers put in reports of ten claims, twenty a batch, as fast as they can; the readers ask for a place's lanes,
a place's state and the clocks, with a pause of 20 ms. Exit status 1 where a write is lost, a reader fails, or verify
finds a fault.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from benchmarks.ledger import CLAIMS_A_DOCUMENT, DAYS, FIRST_DAY, PLACES, RUN, make_document, make_states
from dateline.ledger import Batch, Ledger
from dateline.times import known_from

WRITERS, READERS = 4, 8
DOCUMENTS_A_BATCH = 20
PAUSE = 0.02  # seconds between a reader's questions
APART = 1_000_000  # each writer's reports have their own numbers
FEW_STATES = 12_000


def write_for(target: str, number: int, seconds: float, ready: Any, tell: Connection) -> None:
    """Tells at the end how many documents and claims it was told are written."""
    documents = claims = batches = 0
    with Ledger.open(target) as ledger:
        ledger.head()  # opening is not part of it
        ready.wait()
        until = time.monotonic() + seconds
        while time.monotonic() < until or not batches:
            start = number * APART + batches * DOCUMENTS_A_BATCH
            made = [make_document(start + step) for step in range(DOCUMENTS_A_BATCH)]
            written = ledger.write(Batch(RUN, [one for one, _ in made], [c for _, some in made for c in some]))
            documents, claims, batches = documents + written.documents, claims + written.claims, batches + 1
    tell.send((documents, claims))


def read_for(target: str, number: int, seconds: float, ready: Any, tell: Connection) -> None:
    """Tells at the end how long each read took, in milliseconds, by what was asked."""
    chance = random.Random(number)
    spent: dict[str, list[float]] = {"lanes": [], "state": [], "clocks": []}
    with Ledger.open(target, read_only=True) as ledger:
        ledger.clocks()
        ready.wait()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            place, day = f"geonames:{chance.randrange(PLACES)}", FIRST_DAY + timedelta(chance.randrange(DAYS))
            questions: dict[str, Callable[[], object]] = {
                "lanes": lambda: ledger.lanes(place),  # noqa: B023 - called at once
                "state": lambda: ledger.states(day, known_from(day), places=[place]),  # noqa: B023
                "clocks": ledger.clocks,
            }
            for name, ask in questions.items():
                start = time.perf_counter()
                ask()
                spent[name].append((time.perf_counter() - start) * 1000)
                time.sleep(PAUSE)
    tell.send(spent)


def work(role: Callable[..., None], *given: object) -> None:
    """One process, in a session of its own as a program of its own would be: Linux shares the CPUs by session."""
    os.setsid()
    role(*given)


def run_all(target: str, seconds: float) -> tuple[list[tuple[int, int]], dict[str, list[float]], list[str]]:
    """What the writers were told, how long each read took by what was asked, and who failed. Forks: twelve imports
    would be half of a short run."""
    context = multiprocessing.get_context("fork")
    ready = context.Barrier(WRITERS + READERS)
    started = []
    for role, number in [*((write_for, n) for n in range(1, WRITERS + 1)), *((read_for, n) for n in range(READERS))]:
        hear, tell = context.Pipe(duplex=False)
        process = context.Process(target=work, args=(role, target, number, seconds, ready, tell), daemon=True)
        process.start()
        tell.close()
        started.append((role, process, hear))
    told: list[tuple[int, int]] = []
    spent: dict[str, list[float]] = defaultdict(list)
    errors: list[str] = []
    for role, process, hear in started:
        try:
            said = hear.recv()
        except EOFError:
            ready.abort()
            errors.append(f"{role.__name__} failed; its traceback is on standard error")
            continue
        finally:
            process.join()
        if role is write_for:
            told.append(said)
            continue
        for name, some in said.items():
            spent[name] += some
    return told, spent, errors


def percentile(spent: list[float], share: float) -> float | None:
    return round(sorted(spent)[int(len(spent) * share)], 1) if spent else None


def measure(target: str, seconds: float) -> dict[str, object]:
    with Ledger.open(target) as ledger:
        document, claims = make_document(APART - 1)
        ledger.write(Batch(RUN, [document], claims))
        ledger.write_states(make_states(FEW_STATES), run=RUN)
        before = ledger.rows()
    written, reads, errors = run_all(target, seconds)
    with Ledger.open(target) as ledger:
        report, rows = ledger.verify(), ledger.rows()
    told = tuple(sum(column) for column in zip(*written, strict=True))
    kept = tuple(rows[table] - before[table] for table in ("documents", "claims"))
    every = [one for some in reads.values() for one in some]
    return {
        "database": target.split(":")[0] if "://" in target else "sqlite",
        "seconds": seconds,
        "documents_and_claims_written": told,
        "documents_and_claims_kept": kept,
        "errors": errors,
        "claims_a_second": round(told[1] / seconds),
        "reads_a_second": round(len(every) / seconds),
        "read_median_ms": percentile(every, 0.5),
        "read_p99_ms": percentile(every, 0.99),
        "p99_ms_of": {name: percentile(some, 0.99) for name, some in reads.items()},
        "faults": len(report.faults),
        "passed": not errors and report.sound and kept == told and min(kept) > CLAIMS_A_DOCUMENT,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--database", default="both", help="sqlite, postgresql, both, or an empty postgresql:// URL")
    options = parser.parse_args()
    results = []
    if options.database in ("both", "sqlite"):
        with tempfile.TemporaryDirectory() as folder:
            results.append(measure(str(Path(folder) / "many.db"), options.seconds))
    if options.database in ("both", "postgresql"):
        from tests.conftest import private_postgres

        with private_postgres("fsync=on") as create:
            results.append(measure(create(), options.seconds))
    if "://" in options.database:
        results.append(measure(options.database, options.seconds))
    for result in results:
        print(json.dumps(result))
    sys.exit(not all(result["passed"] for result in results))


if __name__ == "__main__":
    main()
