"""One backfill on both engines: the local pool and Spark, two workers each, with and without a worker killed.

    python -m benchmarks.engines [--documents 100000] [--files 50] [--words 40] [--share 0.01] [--format table|json]

News made by code (`benchmarks.made_news`), `--share` of it conflict reports, lies in Parquet files; each engine
extracts and links all of it, and fuses what came out. Prints wall and CPU seconds, the ratio, and whether every output
file is the same, byte for byte. Then a tenth of the files is done again by each engine while one of its workers is
killed (SIGKILL). Exit status 1 where anything differs.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path

from benchmarks.made_news import mixed
from dateline import demo
from dateline.batches import backfill, fuse_backfill, into_ledger
from dateline.engines import Engine
from dateline.ledger import Ledger

WORKERS = 2
TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Run:
    """One backfill: documents, seconds on the wall, CPU seconds of all its processes, seconds of fusing."""

    engine: str
    documents: int
    wall: float
    cpu: float
    fuse: float = 0.0


@dataclass
class Result:
    """Both runs, the local one first; what came out; what was not as it must be."""

    runs: list[Run]
    claims: int
    readings_bytes: int  # of a report, in Parquet
    ledger_bytes: int  # of a claim, text of its report and index included
    ledger_cpu: float  # CPU seconds to put reports with claims into a ledger, copies found
    faults: list[str] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        return self.runs[1].wall / self.runs[0].wall


def make(folder: Path, documents: int, files: int, words: int, share: float) -> None:
    """Parquet files of the columns that a backfill reads."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder.mkdir()
    news = mixed(1, share, words=words)
    for number in range(files):
        rows = [
            {
                "id": d.id,
                "text": d.text,
                "outlet": d.outlet,
                "published": d.published.isoformat() if d.published else "",
            }
            for d in islice(news, documents // files)
        ]
        pq.write_table(pa.Table.from_pylist(rows), folder / f"news-{number:05}.parquet", compression="zstd")


def descendants(pid: int) -> Iterator[tuple[int, list[str]]]:
    """Every process that this one started, itself or through others, with its /proc/PID/stat after the name."""
    parents: dict[int, list[tuple[int, list[str]]]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            rest = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(rest[1]), []).append((int(path.parent.name), rest))
    waiting = [pid]
    while waiting:
        for child, rest in parents.get(waiting.pop(), []):
            waiting.append(child)
            yield child, rest


class Meter:
    """CPU seconds of this process and all that it starts, looked at twice a second, so that none is missed."""

    def __init__(self) -> None:
        self.seen: dict[int, float] = {}
        self.stopped = threading.Event()
        self.before = self._now()
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()

    def _now(self) -> float:
        for pid, rest in descendants(os.getpid()):
            self.seen[pid] = (int(rest[11]) + int(rest[12])) / TICK
        return sum(self.seen.values()) + time.process_time()

    def _watch(self) -> None:
        while not self.stopped.wait(0.5):
            self._now()

    def stop(self) -> float:
        self.stopped.set()
        self.thread.join()
        return self._now() - self.before


def run(engine: Engine, news: Path, work: Path) -> Run:
    meter, began = Meter(), time.monotonic()
    rows = sum(part.rows for part in backfill(news, work, engine=engine, workers=WORKERS, theatre=demo.THEATRE))
    return Run(engine.value, rows, round(time.monotonic() - began, 1), round(meter.stop(), 1))


def kill_one(out: Path) -> Callable[[], bool]:
    """Kills one Python worker once the first output file is there; tells, when asked, whether it did."""
    killed: list[int] = []
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.05):
            workers = list(_workers()) if list(out.glob("*.parquet")) else []
            if workers:
                killed.append(workers[-1])
                os.kill(workers[-1], signal.SIGKILL)
                return

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()

    def stop() -> bool:
        over.set()
        thread.join()
        return bool(killed)

    return stop


def _workers() -> Iterator[int]:
    """Python processes that work on a part: a pool's own, or those that Spark's daemon forked."""
    for pid, rest in descendants(os.getpid()):
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
            parent = Path(f"/proc/{rest[1]}/cmdline").read_bytes()
        except OSError:
            continue
        if b"spawn_main" in command or (b"pyspark.daemon" in command and b"pyspark.daemon" in parent):
            yield pid


def differing(one: Path, other: Path) -> list[str]:
    names = sorted(path.name for path in one.glob("*.parquet"))
    return [n for n in names if not (other / n).exists() or (one / n).read_bytes() != (other / n).read_bytes()]


def measure(folder: Path, documents: int, files: int, words: int, share: float) -> Result:
    import pyarrow.parquet as pq

    make(folder / "news", documents, files, words, share)
    runs = [run(engine, folder / "news", folder / engine.value) for engine in Engine]
    local, spark = (folder / engine.value / "readings" for engine in Engine)
    claims = sum(
        len(claims) for file in local.glob("*.parquet") for claims in pq.read_table(file)["claims"].to_pylist()
    )
    size = sum(path.stat().st_size for path in local.iterdir())
    began = time.process_time()
    with Ledger.open(folder / "dateline.db") as ledger:
        into_ledger(folder / "local", ledger, only_with_claims=True)
    cpu = round(time.process_time() - began, 1)
    kept = sum(path.stat().st_size for path in folder.glob("dateline.db*"))
    faults = [f"{name} differs between the engines" for name in differing(local, spark)]
    result = Result(runs, claims, round(size / documents), round(kept / max(1, claims)), cpu, faults)
    for each in runs:
        began = time.monotonic()
        states = folder / f"states-{each.engine}"
        list(fuse_backfill(folder / each.engine, states, engine=each.engine, workers=WORKERS, theatre=demo.THEATRE))
        each.fuse = round(time.monotonic() - began, 1)
    names = differing(folder / "states-local", folder / "states-spark")
    result.faults += [f"states {name} differ between the engines" for name in names]
    (folder / "few").mkdir()
    for file in sorted((folder / "news").iterdir())[: max(4, files // 10)]:
        shutil.copy(file, folder / "few")
    for engine in Engine:
        work = folder / f"killed-{engine.value}"
        stop = kill_one(work / "readings")
        run(engine, folder / "few", work)
        if not stop():
            result.faults.append(f"no worker of {engine.value} was killed: give more documents")
        wrong = differing(work / "readings", local)
        result.faults += [f"{name} differs after a worker of {engine.value} was killed" for name in wrong]
    return result


def table(result: Result) -> str:
    lines = [
        "| engine, 2 workers | documents | wall s | documents/s | CPU s | fusing, wall s |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {r.engine} | {r.documents:,} | {r.wall:.0f} | {r.documents / r.wall:,.0f} | {r.cpu:.0f} | {r.fuse:.0f} |"
        for r in result.runs
    ]
    lines.append(f"\n{result.claims:,} claims; Spark takes {result.ratio:.2f} times as long as the local pool.")
    lines.append(
        f"A report takes {result.readings_bytes} bytes of Parquet; {result.claims} claims with their reports into a "
        f"ledger: {result.ledger_cpu} CPU s, {result.ledger_bytes} bytes a claim."
    )
    if not result.faults:
        lines.append("Every file is the same on both, byte for byte; a killed worker changed nothing on either.")
    return "\n".join([*lines, *result.faults])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--files", type=int, default=50)
    parser.add_argument("--words", type=int, default=40)
    parser.add_argument("--share", type=float, default=0.01, help="of the reports that are of a conflict")
    parser.add_argument("--format", choices=["table", "json"], default="table")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = measure(Path(folder), options.documents, options.files, options.words, options.share)
    if options.format == "json":
        print(json.dumps({**asdict(result), "ratio": result.ratio}))
    else:
        print(table(result))
    return int(bool(result.faults))


if __name__ == "__main__":
    sys.exit(main())
