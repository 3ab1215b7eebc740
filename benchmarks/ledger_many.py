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
import random
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from benchmarks.ledger import CLAIMS_A_DOCUMENT, DAYS, FIRST_DAY, PLACES, RUN, make_document, make_states
from dateline.ledger import Batch, Ledger
from dateline.times import known_from

WRITERS, READERS = 4, 8
DOCUMENTS_A_BATCH = 20
PAUSE = 0.02  # seconds between a reader's questions
APART = 1_000_000  # each writer's reports have their own numbers
FEW_STATES = 12_000


def write_for(target: str, number: int, seconds: float) -> None:
    """Says at the end how many documents and claims it was told are written."""
    documents = claims = batches = 0
    until = time.monotonic() + seconds
    with Ledger.open(target) as ledger:
        while time.monotonic() < until:
            start = number * APART + batches * DOCUMENTS_A_BATCH
            made = [make_document(start + step) for step in range(DOCUMENTS_A_BATCH)]
            written = ledger.write(Batch(RUN, [one for one, _ in made], [c for _, some in made for c in some]))
            documents, claims, batches = documents + written.documents, claims + written.claims, batches + 1
    print(json.dumps([documents, claims]))


def read_for(target: str, number: int, seconds: float) -> None:
    """Says at the end how long each read took, in milliseconds."""
    chance, spent = random.Random(number), []
    until = time.monotonic() + seconds
    with Ledger.open(target, read_only=True) as ledger:
        ledger.clocks()  # opening is not a read
        while time.monotonic() < until:
            place, day = f"geonames:{chance.randrange(PLACES)}", FIRST_DAY + timedelta(chance.randrange(DAYS))
            for ask in (
                lambda: ledger.lanes(place),  # noqa: B023 - called at once
                lambda: ledger.states(day, known_from(day), places=[place]),  # noqa: B023
                ledger.clocks,
            ):
                start = time.perf_counter()
                ask()
                spent.append((time.perf_counter() - start) * 1000)
                time.sleep(PAUSE)
    print(json.dumps(spent))


def start(role: str, target: str, number: int, seconds: float) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.ledger_many", "--role", role, target, str(number), str(seconds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def measure(target: str, seconds: float) -> dict[str, object]:
    with Ledger.open(target) as ledger:
        document, claims = make_document(APART - 1)
        ledger.write(Batch(RUN, [document], claims))
        ledger.write_states(make_states(FEW_STATES), run=RUN)
        before = ledger.rows()
    writers = [start("write", target, number, seconds) for number in range(1, WRITERS + 1)]
    readers = [start("read", target, number, seconds) for number in range(READERS)]
    said = [(process, *process.communicate()) for process in writers + readers]
    errors = [error.strip().splitlines()[-1] for process, _, error in said if process.returncode]
    written = [json.loads(out) for process, out, _ in said[:WRITERS] if not process.returncode]
    reads = sorted(ms for process, out, _ in said[WRITERS:] if not process.returncode for ms in json.loads(out))
    with Ledger.open(target) as ledger:
        report, rows = ledger.verify(), ledger.rows()
    told = tuple(sum(column) for column in zip(*written, strict=True))
    kept = tuple(rows[table] - before[table] for table in ("documents", "claims"))
    return {
        "database": target.split(":")[0] if "://" in target else "sqlite",
        "seconds": seconds,
        "documents_and_claims_written": told,
        "documents_and_claims_kept": kept,
        "errors": errors,
        "reads": len(reads),
        "read_median_ms": round(reads[len(reads) // 2], 1) if reads else None,
        "read_p99_ms": round(reads[int(len(reads) * 0.99)], 1) if reads else None,
        "faults": len(report.faults),
        "passed": not errors and report.sound and kept == told and min(kept) > CLAIMS_A_DOCUMENT,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--database", default="both", help="sqlite, postgresql, both, or an empty postgresql:// URL")
    parser.add_argument("--role", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.role:
        role, target, number, seconds = options.role
        (write_for if role == "write" else read_for)(target, int(number), float(seconds))
        return
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
