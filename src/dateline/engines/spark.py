"""Spark as the engine: the same parts, mapped by `mapInArrow` over a frame of their names.

Executors read and write the files themselves, so source and target must be paths that all of them see. A task that
dies is tried again by Spark; since a part is put in place in one step, trying again changes nothing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dateline.engines.job import BatchFunction, Part
from dateline.errors import MissingExtra

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["run_parts", "session"]

_SCHEMA = "source string, target string, rows long"


def session(workers: int) -> Any:
    """The Spark session at hand, else a local one with that many workers. Raises MissingExtra."""
    try:
        from pyspark.sql import SparkSession
    except ModuleNotFoundError as error:
        raise MissingExtra("pyspark", "spark") from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    return (
        SparkSession.builder.appName("dateline")
        .master(f"local[{workers}]")
        .config("spark.driver.host", "localhost")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "1")
        .config("spark.sql.shuffle.partitions", str(workers))
        .getOrCreate()
    )


def run_parts(function: BatchFunction, parts: list[Part], workers: int) -> Iterator[tuple[Part, int]]:
    """Each part with its rows, once all are finished. The function must be importable on the executors."""
    if not parts:
        return
    spark = session(workers)

    def make(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow

        for batch in batches:
            rows = [
                {**row, "rows": Part(row["source"], row["target"]).make(function)}
                for row in batch.select(["source", "target"]).to_pylist()
            ]
            yield pyarrow.RecordBatch.from_pylist(
                rows,
                pyarrow.schema([("source", pyarrow.string()), ("target", pyarrow.string()), ("rows", pyarrow.int64())]),
            )

    frame = spark.createDataFrame([(part.source, part.target) for part in parts], "source string, target string")
    made = frame.repartition(min(len(parts), workers * 4)).mapInArrow(make, _SCHEMA).collect()
    yield from ((Part(row.source, row.target), row.rows) for row in made)
