"""A job: a batch function over the Parquet files of a folder, one output file for each input file.

The part that every engine shares is `Part.make`; an engine only says where and when it is called.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["BATCH_ROWS", "ENGINES", "BatchFunction", "Engine", "Job", "Part", "run_job"]

BatchFunction = Callable[["pa.Table"], "pa.Table"]

BATCH_ROWS = 500  # reports in memory at a time: some 3 MB of text


class Engine(StrEnum):
    LOCAL = "local"
    SPARK = "spark"


ENGINES = tuple(Engine)


@dataclass(frozen=True, slots=True)
class Part:
    """One input file and the output file that it gives."""

    source: str
    target: str

    def make(self, function: BatchFunction) -> int:
        """Maps the function over the file's batches and puts the output in place in one step; gives its rows.

        Raises InputError for a file that is no Parquet.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        unfinished = f"{self.target}.{os.getpid()}.part"
        rows, writer = 0, None
        try:
            with pq.ParquetFile(self.source) as file:
                for batch in file.iter_batches(BATCH_ROWS):
                    table = function(pa.Table.from_batches([batch]))
                    writer = writer or pq.ParquetWriter(unfinished, table.schema)
                    writer.write_table(table)
                    rows += table.num_rows
                if writer is None:
                    table = function(file.schema_arrow.empty_table())
                    writer = pq.ParquetWriter(unfinished, table.schema)
                    writer.write_table(table)
        except pa.ArrowInvalid as error:
            raise InputError(self.source, f"is no Parquet file ({error})", "write it again, or leave it out") from error
        finally:
            if writer is not None:
                writer.close()
        Path(unfinished).replace(self.target)
        return rows


@dataclass(frozen=True, slots=True)
class Job:
    """A batch function, the folder it reads and the folder it writes."""

    function: BatchFunction
    source: Path
    target: Path

    def parts(self) -> list[Part]:
        """What is still to be done, by name."""
        files = sorted(self.source.glob("*.parquet"))
        if not files:
            raise InputError(str(self.source), "holds no .parquet files", "name the folder of a snapshot or backfill")
        parts = [Part(str(file), str(self.target / file.name)) for file in files]
        return [part for part in parts if not Path(part.target).exists()]


def run_job(job: Job, *, engine: Engine = Engine.LOCAL, workers: int = 2) -> Iterator[tuple[Part, int]]:
    """Runs what is still to be done; gives each part with its rows as it is finished. Raises InputError."""
    job.target.mkdir(parents=True, exist_ok=True)
    for leftover in job.target.glob("*.part"):
        leftover.unlink()
    runner: Callable[[BatchFunction, list[Part], int], Iterable[tuple[Part, int]]]
    if engine is Engine.SPARK:
        from dateline.engines.spark import run_parts as runner
    else:
        from dateline.engines.local import run_parts as runner
    yield from runner(job.function, job.parts(), workers)
