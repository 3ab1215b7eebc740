"""`backfill`: files of reports to Parquet with their claims, by either engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.batches.documents import ENDINGS, Documents
from dateline.batches.extraction import Extract
from dateline.engines import Engine, Job, run_job
from dateline.times import Published

__all__ = ["READINGS", "Progress", "backfill"]

READINGS = "readings"  # the folder, in the folder of work, that holds reports with their claims


@dataclass(frozen=True, slots=True)
class Progress:
    """An output file that is finished, and its rows."""

    file: Path
    rows: int


def backfill(
    source: str | Path,
    work: str | Path,
    *,
    engine: Engine | str = Engine.LOCAL,
    workers: int = 2,
    theatre: str | None = None,
    published: Published | None = None,
    outlet: str | None = None,
) -> Iterator[Progress]:
    """Reads the files of a folder (ENDINGS) into `work`/readings, a Parquet file for each; gives each once it is done.

    What is there already is not made again. Raises InputError where the folder holds nothing to read; a report that
    cannot be read is a row with its `error`.
    """
    job = Job(
        Extract(theatre), Path(source), Path(work) / READINGS, batches=Documents(published, outlet), endings=ENDINGS
    )
    for part, rows in run_job(job, engine=Engine(engine), workers=workers):
        yield Progress(Path(part.target), rows)
