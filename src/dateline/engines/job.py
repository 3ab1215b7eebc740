"""A job: a batch function over files, one output file for each input file.

The part that every engine shares is `Part.make`; an engine only says where and when it is called.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "BATCH_ROWS", "ENGINES", "BatchFunction", "Batches", "Engine", "Job", "Part", "parquet_batches", "put", "run_job",
]  # fmt: skip

BatchFunction = Callable[["pa.Table"], "pa.Table"]
Batches = Callable[[str], "Iterator[pa.Table]"]

BATCH_ROWS = 500  # reports in memory at a time: some 3 MB of text


class Engine(StrEnum):
    LOCAL = "local"
    SPARK = "spark"


ENGINES = tuple(Engine)


def parquet_batches(source: str) -> Iterator[pa.Table]:
    """The rows of a Parquet file, BATCH_ROWS at a time; one empty table where it has none. Raises InputError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(source) as file:
            if file.metadata.num_rows == 0:
                yield file.schema_arrow.empty_table()
            for batch in file.iter_batches(BATCH_ROWS):
                yield pa.Table.from_batches([batch])
    except pa.ArrowInvalid as error:
        raise InputError(source, f"is no Parquet file ({error})", "write it again, or leave it out") from error


def put(tables: Iterable[pa.Table], target: str) -> int:
    """Writes tables of one schema as a Parquet file that is there whole or not at all; gives its rows."""
    import pyarrow.parquet as pq

    unfinished = f"{target}.{platform.node()}.{os.getpid()}.part"  # two machines may try the same part
    rows, writer = 0, None
    try:
        for table in tables:
            writer = writer or pq.ParquetWriter(unfinished, table.schema, compression="zstd")
            writer.write_table(table)
            rows += table.num_rows
    finally:
        if writer is not None:
            writer.close()
    if writer is None:
        raise InputError(target, "has nothing to be made of", "give an input that holds at least one table")
    Path(unfinished).replace(target)
    return rows


@dataclass(frozen=True, slots=True)
class Part:
    """One input file and the output file that it gives."""

    source: str
    target: str

    def make(self, function: BatchFunction, batches: Batches = parquet_batches) -> int:
        """Maps the function over the file's batches and puts the output in place in one step; gives its rows.

        Raises InputError for a file that cannot be read.
        """
        return put(map(function, batches(self.source)), self.target)


@dataclass(frozen=True, slots=True)
class Job:
    """A batch function, the folder it reads and the folder it writes; `endings` are those of the files to read."""

    function: BatchFunction
    source: Path
    target: Path
    batches: Batches = parquet_batches
    endings: tuple[str, ...] = (".parquet",)

    def parts(self) -> list[Part]:
        """What is still to be done, by name. Raises InputError where the folder holds nothing to read."""
        files = sorted(file for file in self.source.glob("*") if file.name.lower().endswith(self.endings))
        if not files:
            raise InputError(
                str(self.source), f"holds no {', '.join(self.endings)} files", "name the folder that holds the input"
            )
        parts = [Part(str(file), str(self.target / _name(file))) for file in files]
        return [part for part in parts if not Path(part.target).exists()]


def _name(file: Path) -> str:
    return file.name if file.suffix == ".parquet" else f"{file.name}.parquet"


def run_job(job: Job, *, engine: Engine = Engine.LOCAL, workers: int = 2) -> Iterator[tuple[Part, int]]:
    """Runs what is still to be done; gives each part with its rows as it is finished. Raises InputError."""
    prepare(job.target)
    runner: Callable[[BatchFunction, Batches, list[Part], int], Iterable[tuple[Part, int]]]
    if engine is Engine.SPARK:
        from dateline.engines.spark import run_parts as runner
    else:
        from dateline.engines.local import run_parts as runner
    yield from runner(job.function, job.batches, job.parts(), workers)
    prepare(job.target)


def prepare(target: Path) -> None:
    """Makes the folder, and clears what a killed process left half done."""
    target.mkdir(parents=True, exist_ok=True)
    for leftover in target.glob("*.part"):
        leftover.unlink()
