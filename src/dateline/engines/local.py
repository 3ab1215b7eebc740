"""The default engine: a pool of processes on this machine."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed

from dateline.engines.job import BatchFunction, Part

__all__ = ["run_parts"]


def run_parts(function: BatchFunction, parts: list[Part], workers: int) -> Iterator[tuple[Part, int]]:
    """Each part with its rows, as they are finished. The function must be importable by name."""
    if workers == 1 or len(parts) <= 1:
        yield from ((part, part.make(function)) for part in parts)
        return
    # Forked children of a parent with Arrow's threads can hang; spawned ones cannot.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(parts)), mp_context=context) as pool:
        waiting = {pool.submit(part.make, function): part for part in parts}
        for done in as_completed(waiting):
            yield waiting[done], done.result()
