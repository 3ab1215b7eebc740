"""The default engine: a pool of processes on this machine."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool

from dateline.engines.job import Batches, BatchFunction, Part
from dateline.errors import DatelineError

__all__ = ["TRIES", "run_parts"]

TRIES = 4  # of a part whose process died: as often as Spark tries a task


def run_parts(function: BatchFunction, batches: Batches, parts: list[Part], workers: int) -> Iterator[tuple[Part, int]]:
    """Each part with its rows, as they are finished. The functions must be importable by name.

    Where a process dies (killed, out of memory) the pool is made anew for the parts not yet finished. Raises
    DatelineError when that happened TRIES times and not one part was finished in between.
    """
    if workers == 1 or len(parts) <= 1:
        yield from ((part, part.make(function, batches)) for part in parts)
        return
    left, tries = list(parts), TRIES
    while left:
        before = len(left)
        for part, rows in _pool(function, batches, left, workers):
            left.remove(part)
            yield part, rows
        if left:
            tries = TRIES if len(left) < before else tries - 1
        if not tries:
            raise DatelineError(
                f"the process that makes {left[0].target} died {TRIES} times; give more memory, or smaller files"
            )


def _pool(function: BatchFunction, batches: Batches, parts: list[Part], workers: int) -> Iterator[tuple[Part, int]]:
    """What is finished before all is done or a process dies."""
    # Forked children of a parent with Arrow's threads can hang; spawned ones cannot.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(parts)), mp_context=context) as pool:
        waiting: dict[Future[int], Part] = {pool.submit(part.make, function, batches): part for part in parts}
        for done in as_completed(waiting):
            try:
                rows = done.result()
            except BrokenProcessPool:
                continue
            yield waiting[done], rows
