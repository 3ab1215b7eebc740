"""Spark as the engine: parts by `mapInArrow` over a frame of their names, buckets of groups by `applyInArrow`.

Executors read and write the files themselves, so source and target must be paths that all of them see. A task that
dies is tried again by Spark; since a file is put in place in one step, trying again changes nothing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dateline.engines.groups import GroupJob, make_bucket
from dateline.engines.job import Batches, BatchFunction, Part
from dateline.errors import MissingExtra

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["run_buckets", "run_parts", "session"]

_SCHEMA = "source string, target string, rows long"


def session(workers: int) -> Any:
    """The Spark session at hand, else a local one with that many workers. Raises MissingExtra."""
    try:
        from pyspark.sql import SparkSession
    except ModuleNotFoundError as error:
        raise MissingExtra("pyspark", "spark") from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    found = SparkSession.getActiveSession()
    if found is not None:
        return found
    return (
        SparkSession.builder.appName("dateline")
        .master(
            f"local[{workers},4]"
        )  # a task is tried four times, as on a cluster; by itself `local` never tries again
        .config("spark.driver.host", "localhost")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "1")
        .config("spark.sql.shuffle.partitions", str(workers))
        .getOrCreate()
    )


def run_parts(function: BatchFunction, batches: Batches, parts: list[Part], workers: int) -> Iterator[tuple[Part, int]]:
    """Each part with its rows, once all are finished. The functions must be importable on the executors."""
    if not parts:
        return
    spark = session(workers)

    def make(names: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in names:
            for row in batch.select(["source", "target"]).to_pylist():
                part = Part(row["source"], row["target"])
                yield from _row(part, part.make(function, batches)).to_batches()

    frame = spark.createDataFrame([(part.source, part.target) for part in parts], "source string, target string")
    # A task a part, so that what is tried again is no more than what was lost.
    yield from _made(frame.repartition(len(parts)).mapInArrow(make, _SCHEMA))


def run_buckets(job: GroupJob, parts: dict[int, Part], workers: int) -> Iterator[tuple[Part, int]]:
    """Each bucket with its rows, once all are finished. A bucket without rows is made here."""
    import pyarrow as pa
    import pyarrow.parquet as pq
    from pyspark.sql import functions as sql

    spark = session(workers)

    def make(key: tuple[Any, ...], table: pa.Table) -> pa.Table:
        part = parts[key[0].as_py()]
        return _row(part, make_bucket(job, table.drop_columns(["bucket"]), part.target))

    rows = spark.read.parquet(str(job.source)).withColumn("bucket", sql.crc32(job.key) % job.buckets)
    wanted = rows.where(sql.col("bucket").isin(sorted(parts)))
    done = list(_made(wanted.groupBy("bucket").applyInArrow(make, _SCHEMA)))
    yield from done
    empty = pa.schema(pq.read_schema(next(iter(sorted(job.source.glob("*.parquet")))))).empty_table()
    for part in sorted(set(parts.values()) - {part for part, _ in done}, key=lambda part: part.target):
        yield part, make_bucket(job, empty, part.target)


def _row(part: Part, rows: int) -> pa.Table:
    import pyarrow as pa

    schema = pa.schema([("source", pa.string()), ("target", pa.string()), ("rows", pa.int64())])
    return pa.Table.from_pylist([{"source": part.source, "target": part.target, "rows": rows}], schema)


def _made(frame: Any) -> Iterator[tuple[Part, int]]:
    for row in frame.collect():
        yield Part(row.source, row.target), row.rows
