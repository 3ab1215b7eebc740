"""Times the ledger on prepared claims: ingest with a reader at work, whole map, one place's lanes, growth.

    python -m benchmarks.ledger                         1 M claims on SQLite and on a private PostgreSQL
    python -m benchmarks.ledger --claims 10000000 --database sqlite
    python -m benchmarks.ledger --keep . --database sqlite
    python -m benchmarks.ledger --again benchmark.db --filled 8950000         10 M claims in a fifth of the time
    python -m benchmarks.ledger_copy benchmark.db URL                         the same rows on PostgreSQL, by COPY

The claims are made up from a seed: 10 a report, 6,000 places, one in five a copy, some reviewed. The states are
500,000 rectangles of the two clocks. Prints one JSON object a database; `--keep FOLDER` keeps the SQLite file.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from dateline.ledger import Batch, Copy, Ledger, Run, StateSpan
from dateline.model import (
    Claim,
    ClaimType,
    Document,
    Evidence,
    Modality,
    Party,
    Place,
    Scale,
    Speaker,
    SpeakerKind,
    State,
    Status,
    claim_id,
)
from dateline.times import Interval

CLAIMS = 1_000_000
AGAIN = 50_000  # claims that `--again` adds
PLACES = 6_000
PAGE = 100  # claims of a place that a reader is shown at once
STATES = 500_000
CLAIMS_A_DOCUMENT = 10
DOCUMENTS_A_BATCH = 200
FIRST_DAY = date(2020, 1, 1)
DAYS = 700
RUN = Run("0.1.0", "vocabulary", "benchmark", "theatre", None, "rules@0.1.0")
SIDES = ("north", "south")
TYPES = (ClaimType.CAPTURE, ClaimType.HOLD, ClaimType.CONTEST, ClaimType.LEAVE)
SENTENCE = "Forces of the {side} took the town of {place} on {day}, a spokesperson said, after two days of fighting. "


def make_place(number: int) -> Place:
    name = f"Place {number}"
    return Place(
        name,
        Scale.TOWN,
        name,
        f"geonames:{number}",
        None,
        30 + number % 100 / 10,
        60 + number / 600,
        "AF",
        "Kandahar",
        1,
    )


def make_document(number: int) -> tuple[Document, list[Claim]]:
    """A report of ten sentences with a claim each, the same for the same number."""
    chance = random.Random(number)
    day = FIRST_DAY + timedelta(days=number % DAYS)
    known = datetime(day.year, day.month, day.day, chance.randrange(24), chance.randrange(60), tzinfo=UTC)
    text, claims = "", []
    for _ in range(CLAIMS_A_DOCUMENT):
        place, side = make_place(chance.randrange(PLACES)), chance.choice(SIDES)
        sentence = SENTENCE.format(side=side, place=place.text, day=day)
        evidence = Evidence(len(text), len(text) + 40, sentence[:40])
        speaker = Speaker("a spokesperson", SpeakerKind.OFFICIAL, None, chance.choice(SIDES), "said")
        claim = Claim(
            f"report-{number}",
            chance.choice(TYPES),
            Modality.ASSERTED,
            evidence,
            place,
            Party(f"Forces of the {side}", side.title(), side),
            None,
            Interval.day(day),
            f"on {day}",
            1,
            (speaker,),
            extractor=RUN.extractor,
            published=known,
            known=known,
            outlet=f"Outlet {number % 40}",
        )
        claims.append(replace(claim, id=claim_id(claim)))
        text += sentence
    return Document(f"report-{number}", text, "A day", f"Outlet {number % 40}", published=known), claims


def make_batches(documents: int, *, size: int = DOCUMENTS_A_BATCH, first: int = 0) -> Iterator[Batch]:
    """Reports from number `first` on; one claim in five is a copy of one of the batch before."""
    last: list[Claim] = []
    for start in range(first, first + documents, size):
        made = [make_document(number) for number in range(start, min(start + size, first + documents))]
        claims = [claim for _, some in made for claim in some]
        copies = [Copy(c.id, o.id, "same words") for c, o in zip(claims[::5], last[1::5], strict=False)]
        yield Batch(RUN, [document for document, _ in made], claims, copies)
        last = claims


def make_states(number: int = STATES) -> Iterator[StateSpan]:
    """Rectangles: each place's days are cut at random, each piece believed until a later moment, then revised."""
    chance = random.Random(7)
    each = number // PLACES
    for place in range(PLACES):
        days = sorted(chance.sample(range(DAYS), max(2, each // 2 + 1)))
        for first, last in pairwise(days):
            valid = Interval(FIRST_DAY + timedelta(first), FIRST_DAY + timedelta(last))
            known = datetime(2020, 1, 1, 18, tzinfo=UTC) + timedelta(first)
            share = round(chance.uniform(0.02, 0.98), 4)
            p = {"north": share, "south": round(0.99 - share, 4), "contested": 0.01}
            told = (f"{place:06x}{first:06x}aaaaaaaaaaaa", f"{place:06x}{first:06x}bbbbbbbbbbbb")
            state = State(
                f"geonames:{place}", valid.start, known, p, Status.CLAIMED, valid.start, valid.start, 4, 2, told
            )
            yield StateSpan(state, valid, known + timedelta(2))
            yield StateSpan(replace(state, known_by=known + timedelta(2)), valid)


def time_reads(ask: Callable[[int], object], times: int) -> dict[str, float]:
    """Median and p95 in milliseconds, after five to warm up; and the median of this process's own CPU time, which
    a busy machine changes less (a PostgreSQL server's is not in it)."""
    spent, cpu = [], []
    for number in range(times + 5):
        start, started = time.perf_counter(), time.process_time()
        ask(number)
        spent.append((time.perf_counter() - start) * 1000)
        cpu.append((time.process_time() - started) * 1000)
    spent = sorted(spent[5:])
    return {
        "median_ms": round(statistics.median(spent), 1),
        "p95_ms": round(spent[int(len(spent) * 0.95)], 1),
        "cpu_median_ms": round(statistics.median(cpu[5:]), 1),
    }


def read_on(target: str) -> None:
    """The reader at work: lanes of one place after another until it is ended; says how it fared on each line."""
    chance = random.Random(1)
    with Ledger.open(target, read_only=True) as ledger:
        while True:
            start = time.perf_counter()
            ledger.lanes(f"geonames:{chance.randrange(PLACES)}")
            print(f"{(time.perf_counter() - start) * 1000:.2f}", flush=True)
            time.sleep(0.05)


def ingest(target: str, documents: int, first: int = 0) -> dict[str, object]:
    """Claims a second of `write` alone: making the claims is not counted."""
    with Ledger.open(target) as ledger, tempfile.TemporaryFile("w+") as said:
        command = [sys.executable, "-m", "benchmarks.ledger", "--reader", target]
        reader = subprocess.Popen(command, stdout=said)
        spent, cpu, claims = 0.0, 0.0, 0
        try:
            for batch in make_batches(documents, first=first):
                start, started = time.perf_counter(), time.process_time()
                claims += ledger.write(batch).claims
                spent += time.perf_counter() - start
                cpu += time.process_time() - started
        finally:
            reader.kill()
            reader.wait()
        said.seek(0)
        reads = sorted(float(line) for line in said.read().split())
    return {
        "claims": claims,
        "claims_a_second": round(claims / spent),
        "claims_a_cpu_second": round(claims / cpu),
        "reads_meanwhile": len(reads),
        "read_median_ms": reads[len(reads) // 2] if reads else None,
    }


def size_of(target: str) -> int:
    """Bytes on disk, the write-ahead log of SQLite included."""
    if "://" not in target:
        return sum(path.stat().st_size for path in Path(target).parent.glob(Path(target).name + "*"))
    import psycopg

    with psycopg.connect(target) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    return int(row[0]) if row else 0


def measure(target: str, documents: int, states: int) -> dict[str, object]:
    empty = 0
    with Ledger.open(target):
        empty = size_of(target)
    result: dict[str, object] = {"database": target.split(":")[0] if "://" in target else "sqlite"}
    result |= ingest(target, documents)
    result["bytes_a_claim"] = round((size_of(target) - empty) / (documents * CLAIMS_A_DOCUMENT))
    with Ledger.open(target) as ledger:
        start = time.perf_counter()
        rows = ledger.write_states(make_states(states), run=RUN)
        result |= {"states": rows, "states_a_second": round(rows / (time.perf_counter() - start))}
    if "://" in target:
        settle_postgres(target)
    return result | read_apart(target)


def measure_again(target: str, documents: int, filled: int) -> dict[str, object]:
    """More claims into a ledger that this benchmark has filled, and its reads."""
    if filled:
        from benchmarks.ledger_fill import fill

        with Ledger.open(target) as ledger:
            there = ledger.rows()["documents"]
        fill(target, filled, there)
    with Ledger.open(target) as ledger:
        there = ledger.rows()["documents"]
    result: dict[str, object] = {"database": target.split(":")[0] if "://" in target else "sqlite", "there": there}
    result |= ingest(target, documents, there)
    return result | read_apart(target)


def settle_postgres(target: str) -> None:
    """What autovacuum does within minutes of a bulk load."""
    import psycopg

    with psycopg.connect(target, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def read_apart(target: str) -> dict[str, object]:
    """The reads by a process of their own, as a page's are: the memory of one that has just written a million claims
    is in pieces, and a map takes half as long again there."""
    command = [sys.executable, "-m", "benchmarks.ledger", "--reads", target]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def reads(ledger: Ledger) -> dict[str, object]:
    chance = random.Random(3)

    def whole_map(_: int) -> object:
        day = FIRST_DAY + timedelta(chance.randrange(60, DAYS - 60))
        return ledger.states(day, datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(chance.randrange(30)))

    def lanes(_: int) -> object:
        return ledger.lanes(f"geonames:{chance.randrange(PLACES)}")

    def page(_: int) -> object:
        return ledger.lanes(f"geonames:{chance.randrange(PLACES)}", newest=PAGE)

    return {
        "places_on_map": len(whole_map(0)),  # type: ignore[arg-type]
        "whole_map": time_reads(whole_map, 60),
        "lanes": time_reads(lanes, 200),
        f"newest_{PAGE}_of_lanes": time_reads(page, 200),
        "claims_in_a_lane": len(ledger.claims(place="geonames:17")),
        "places": time_reads(lambda _: ledger.places(), 20),
        "clocks": time_reads(lambda _: ledger.clocks("benchmark"), 20),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, help=f"default {CLAIMS:,}, with --again {AGAIN:,}")
    parser.add_argument("--states", type=int, default=STATES)
    parser.add_argument("--database", default="both", help="sqlite, postgresql, both, or a postgresql:// URL")
    parser.add_argument("--keep", type=Path, help="folder for the SQLite file, which stays there")
    parser.add_argument("--again", help="a file or URL that this benchmark has filled: add some claims, time the reads")
    parser.add_argument("--filled", type=int, default=0, help="with --again on SQLite: so many claims more, not timed")
    parser.add_argument("--reads", help="a file or URL that this benchmark has filled: time the reads alone")
    parser.add_argument("--reader", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.reader:
        read_on(options.reader)
    if options.reads:
        with Ledger.open(options.reads, read_only=True) as ledger:
            print(json.dumps(reads(ledger)))
        return
    if options.again:
        documents, filled = (options.claims or AGAIN) // CLAIMS_A_DOCUMENT, options.filled // CLAIMS_A_DOCUMENT
        print(json.dumps(measure_again(options.again, documents, filled)))
        return
    documents = (options.claims or CLAIMS) // CLAIMS_A_DOCUMENT
    if options.database in ("both", "sqlite"):
        with tempfile.TemporaryDirectory() as folder:
            path = (options.keep or Path(folder)) / "benchmark.db"
            print(json.dumps(measure(str(path), documents, options.states)), flush=True)
    if options.database in ("both", "postgresql"):
        from tests.conftest import private_postgres

        with private_postgres("fsync=on", "shared_buffers=512MB", "max_wal_size=4GB") as create:
            print(json.dumps(measure(create(), documents, options.states)), flush=True)
    if "://" in options.database:
        print(json.dumps(measure(options.database, documents, options.states)), flush=True)


if __name__ == "__main__":
    main()
