"""A job over groups: rows are brought together by a key, and a function is given all rows of a key at once.

Keys fall into buckets by their checksum, and each bucket gives one output file, whole or not at all. Locally the rows
are sorted into files on disk first; Spark shuffles them. Within a bucket rows are put in order before the function
sees them, so that the output does not depend on who brought them or when.
"""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.engines.job import BatchFunction, Engine, Part, parquet_batches, prepare, put
from dateline.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["BUCKETS", "GroupJob", "bucket_of", "groups_of", "run_groups"]

BUCKETS = 64  # a bucket is held in memory by one worker: a hundredth of a million reports' claims are some 30 MB


@dataclass(frozen=True, slots=True)
class GroupJob:
    """A function of all rows of a key, the folder it reads (Parquet) and the folder it writes.

    `key` and `order` are string columns: the rows of a key come in the order of `order`, whoever brings them.
    """

    function: BatchFunction
    source: Path
    target: Path
    key: str
    order: str
    buckets: int = BUCKETS

    def parts(self) -> dict[int, Part]:
        """The buckets still to be made. Raises InputError where the source holds no Parquet."""
        if not any(self.source.glob("*.parquet")):
            raise InputError(str(self.source), "holds no .parquet files", "name the folder of a finished backfill")
        named = {
            number: Part(str(self.source), str(self.target / f"part-{number:05}.parquet"))
            for number in range(self.buckets)
        }
        return {number: part for number, part in named.items() if not Path(part.target).exists()}


@dataclass(frozen=True, slots=True)
class ByGroup:
    """Applies a function to each group of a bucket's rows, in order of the keys."""

    function: BatchFunction
    key: str
    order: str

    def __call__(self, table: pa.Table) -> pa.Table:
        import pyarrow as pa

        made = [self.function(group) for group in groups_of(table, self.key, self.order)]
        return pa.concat_tables(made) if made else self.function(table)


def bucket_of(key: str, buckets: int) -> int:
    """Which bucket a key falls into: the CRC-32 of its UTF-8, which Spark has too."""
    return zlib.crc32(key.encode()) % buckets


def groups_of(table: pa.Table, key: str, order: str) -> Iterator[pa.Table]:
    """The rows of each key, by key, in the order of `order`."""
    table = table.sort_by([(key, "ascending"), (order, "ascending")])
    keys = table.column(key).to_pylist()
    starts = [at for at in range(len(keys)) if at == 0 or keys[at] != keys[at - 1]]
    for start, end in pairwise([*starts, len(keys)]):
        yield table.slice(start, end - start)


def run_groups(job: GroupJob, *, engine: Engine = Engine.LOCAL, workers: int = 2) -> Iterator[tuple[Part, int]]:
    """Makes the buckets that are not there yet; gives each with its rows as it is finished. Raises InputError."""
    prepare(job.target)
    parts = job.parts()
    if not parts:
        return
    runner: Callable[[GroupJob, dict[int, Part], int], Iterable[tuple[Part, int]]]
    if engine is Engine.SPARK:
        from dateline.engines.spark import run_buckets as runner
    else:
        runner = _run_buckets
    yield from runner(job, parts, workers)
    prepare(job.target)


def _run_buckets(job: GroupJob, parts: dict[int, Part], workers: int) -> Iterator[tuple[Part, int]]:
    from dateline.engines.local import run_parts

    sorted_into = job.target / "sorting"
    _scatter(job, set(parts), sorted_into)
    waiting = [Part(str(sorted_into / Path(part.target).name), part.target) for _, part in sorted(parts.items())]
    function = ByGroup(job.function, job.key, job.order)
    yield from run_parts(function, _whole, waiting, workers)
    shutil.rmtree(sorted_into)


def _whole(source: str) -> Iterator[pa.Table]:
    import pyarrow.parquet as pq

    yield pq.read_table(source)


def _scatter(job: GroupJob, wanted: set[int], folder: Path) -> None:
    """Sorts the rows of the wanted buckets into one file each."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    files = sorted(job.source.glob("*.parquet"))
    schema = pq.read_schema(files[0])
    with ExitStack() as stack:
        writers = {
            number: stack.enter_context(pq.ParquetWriter(folder / f"part-{number:05}.parquet", schema))
            for number in sorted(wanted)
        }
        for file in files:
            for table in parquet_batches(str(file)):
                numbers = [bucket_of(key, job.buckets) for key in table.column(job.key).to_pylist()]
                for number in sorted(set(numbers) & wanted):
                    chosen = table.filter(pa.array([each == number for each in numbers]))
                    writers[number].write_table(chosen)


def make_bucket(job: GroupJob, table: pa.Table, target: str) -> int:
    """One bucket from its rows, put in place in one step; gives its rows."""
    return put([ByGroup(job.function, job.key, job.order)(table)], target)
