"""How long the gazetteer takes to build and to look names up, and how much memory it holds.

python benchmarks/gazetteer.py          # builds into a folder of its own, then looks up 20,000 random names
"""

from __future__ import annotations

import multiprocessing
import random
import resource
import sqlite3
import tempfile
import time
from pathlib import Path

from dateline.link.gazetteer import Gazetteer

NAMES, SEED = 20_000, 7


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        builder = multiprocessing.get_context("spawn").Process(target=build, args=(Path(folder),))
        builder.start()
        builder.join()
    gazetteer = Gazetteer.open()
    names = some_names()
    for label in ("first", "again"):
        began = time.process_time()
        for name in names:
            gazetteer.candidates(name)
        print(f"lookup, {label}: {(time.process_time() - began) / NAMES * 1e6:.1f} microseconds")
    print(f"resident after the lookups: {resident():.0f} MB")


def build(folder: Path) -> None:
    """The first opening, in a process of its own: what it holds is not the reader's."""
    start = time.perf_counter(), time.process_time()
    Gazetteer.open(folder)
    wall, own = time.perf_counter() - start[0], time.process_time() - start[1]
    path = next(folder.glob("*.sqlite"))
    print(f"build: {wall:.1f} s ({own:.1f} s of processor), {path.stat().st_size / 1e6:.0f} MB on disk")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"the build's peak: {peak:.0f} MB, then {resident():.0f}")


def some_names() -> list[str]:
    from dateline.link.gazetteer_build import compiled

    database = sqlite3.connect(compiled())
    names = [row[0] for row in database.execute("SELECT name FROM entry ORDER BY ref")]
    database.close()
    return random.Random(SEED).sample(names, NAMES)


def resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


if __name__ == "__main__":
    main()
