"""Speed and memory of fusion, arrays in memory, one core; names the machine.

    taskset -c 0 python benchmarks/fusion_speed.py [--places 20000] [--days 240] [--claims 1300000]

Measured in CPU seconds of one core: one daily nowcast over all places and days (claims a second, linked copies
included); the map of all places over 30 days, filtered once; one new claim, by which its place is filtered again.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from dateline.fuse.columns import NEVER, Columns
from dateline.fuse.filter import Filter, Start, nowcast
from dateline.fuse.rates import KINDS, VOICES, FusionModel, row
from dateline.fuse.weights import postings

SIDES = ("side-a", "side-b", "side-c")
COPIES = 0.7  # of all claims, as in the worlds of ANCHORS section 6; 85% of them are linked and weigh nothing
LINKED = 0.85
WITHDRAWN = 0.002
DAY = 24 * 60


def made_up(claims: int, places: int, days: int, seed: int = 1) -> Columns:
    """Lines as `columns` gives them for so many claims: places of uneven attention, reports up to some days late."""
    chance = np.random.default_rng(seed)
    count = int(claims * (1 - COPIES * LINKED))
    attention = np.exp(chance.normal(0, 1.1, places))
    place = chance.choice(places, count, p=attention / attention.sum())
    day = chance.integers(0, days, count)
    known = np.minimum((day + chance.exponential(0.8, count)) * DAY, days * DAY - 1).astype(np.int64)
    voice = chance.choice(len(VOICES), count, p=[0.15, 0.04, 0.03, 0.05, 0.3, 0.43])
    kind = chance.choice(3, count, p=[0.25, 0.6, 0.15])
    side = (place + (chance.random(count) < 0.2)) % len(SIDES)
    line = np.array([[row(v, k) for k in KINDS[:3]] for v in VOICES])[voice, kind]
    said = (place * 4 + np.where(kind == 2, 2, 0)) * 4 + side
    source = chance.integers(0, 60, count)
    retracted = np.where(chance.random(count) < WITHDRAWN, known + DAY, NEVER)
    order = np.lexsort((known,))
    columns = [place, day, known, line, side, source]
    rest = [np.ones(count), said * 8 + voice, said, voice == 5, np.arange(count), retracted]
    return Columns(
        tuple(f"p{n}" for n in range(places)), SIDES, tuple(f"source {n}" for n in range(60)),
        *(np.ascontiguousarray(value[order]) for value in columns + rest),
    )  # fmt: skip


def nobody() -> Start:
    empty = np.zeros(0, dtype=np.int64)
    return Start(empty, empty, empty)


def timed(function: object) -> float:
    """Seconds of one core: on a shared machine the clock on the wall says how busy the others are."""
    begun = time.process_time()
    function()  # type: ignore[operator]
    return time.process_time() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--places", type=int, default=20_000)
    parser.add_argument("--days", type=int, default=240)
    parser.add_argument("--claims", type=int, default=1_300_000)
    options = parser.parse_args()
    print(f"{platform.machine()}, {processor()}, numpy {np.__version__}, one core")
    model = FusionModel.prior()
    table = made_up(options.claims, options.places, options.days)

    def one_pass() -> None:
        for _ in nowcast(table, model, first=0, last=options.days - 1, start=nobody()):
            pass

    taken = min(timed(one_pass) for _ in range(2))
    speed = f"{taken:.2f} s, {options.claims / taken:,.0f} claims/s"
    print(f"nowcast of {options.places:,} places over {options.days} days: {speed}")
    month = table.part(np.flatnonzero(table.known < 30 * DAY))
    taken = min(timed(lambda: whole_map(month, model, 30)) for _ in range(3))
    print(f"map of {options.places:,} places over 30 days: {taken:.3f} s")
    taken = refresh(table, model, options.days)
    print(f"one new claim, its place over {options.days} days: {1000 * taken:.2f} ms")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB")


def whole_map(table: Columns, model: FusionModel, days: int) -> None:
    filtered = Filter(table, model, 0, days - 1)
    filtered.learn_of(postings(table, model), days - 1)
    filtered.advance(days - 1)


def refresh(table: Columns, model: FusionModel, days: int) -> float:
    """Median seconds to filter the place with most lines again over all days, as for one new claim about the first."""
    busiest = np.bincount(table.place).argmax()
    lines = table.part(np.flatnonzero(table.place == busiest))
    one = Columns(
        (table.places[busiest],), table.sides, table.sources, np.zeros_like(lines.place),
        *(getattr(lines, name) for name in Columns.__slots__[4:]),
    )  # fmt: skip
    last = 10  # days that a new claim reaches back: nine in ten are known within three
    filtered = Filter(one, model, 0, days - 1)
    news = postings(one, model)
    filtered.learn_of(news.part(slice(0, len(news.line) - 1)), days - 1)
    filtered.advance(days - 1)
    again = np.array([days - last])
    return float(np.median([timed(lambda: filtered._again(again)) for _ in range(20)]))


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or "unknown processor"


if __name__ == "__main__":
    main()
