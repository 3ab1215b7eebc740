"""Finished readings into a ledger: in order of knowledge, copies found, the same as `dateline run` would keep."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from dateline.batches.documents import document_of
from dateline.batches.extraction import CLAIMS, THEATRE
from dateline.batches.run import READINGS
from dateline.engines.job import parquet_batches
from dateline.errors import InputError
from dateline.interchange import claim_from_json
from dateline.ledger import Batch, Ledger
from dateline.link import copies, corrections
from dateline.link import theatre as theatres
from dateline.model import Claim, Document
from dateline.pipeline import LOOK_BACK, run_record
from dateline.times import known_from, parse_published

__all__ = ["BATCH", "Filled", "into_ledger"]

# Reports a transaction. Copies are sought in the two weeks before each batch, so larger batches seek less often: at
# 1,000 reports a day a batch is five days, and the reports of the window are compared four times rather than seventy.
BATCH = 5_000


@dataclass(slots=True)
class Filled:
    """What went into the ledger. `failures` are the rows that were no reports, as the backfill named them."""

    documents: int = 0
    new_documents: int = 0
    claims: int = 0
    copies: int = 0
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Read:
    document: Document
    claims: tuple[Claim, ...]
    theatre: str | None


@dataclass(slots=True)
class _Window:
    """The reports of the last two weeks before the batch at hand: what it may be a copy of."""

    reads: deque[tuple[Document, tuple[Claim, ...]]] = field(default_factory=deque)

    def add(self, documents: Iterable[Document], claims: Iterable[Claim]) -> None:
        by_document: dict[str, list[Claim]] = {}
        for claim in claims:
            by_document.setdefault(claim.document, []).append(claim)
        self.reads.extend((document, tuple(by_document.get(document.id, ()))) for document in documents)

    def since(self, first: Document) -> tuple[list[Document], list[Claim]]:
        known = first.known
        assert known is not None
        while self.reads and (self.reads[0][0].known or known) < known - LOOK_BACK:
            self.reads.popleft()
        return [document for document, _ in self.reads], [claim for _, claims in self.reads for claim in claims]


def into_ledger(work: str | Path, ledger: Ledger, *, only_with_claims: bool = False) -> Filled:
    """Writes `work`/readings into a ledger; stopped and begun again it goes on, and adds nothing twice.

    The reports are taken in order of the moment at which they could be known, whatever file they lie in, so that
    the ledger does not depend on who read what. `only_with_claims` leaves out reports that claim nothing: of general
    news nineteen in twenty. Raises InputError where there are no readings.
    """
    filled, window = Filled(), _Window()
    before = {(document.id, document.text_sha256) for document in ledger.documents()}
    reads = _in_order(Path(work) / READINGS, filled, only_with_claims)
    while batch := list(islice(reads, BATCH)):
        _write(batch, window, ledger, filled, before)
    return filled


def _write(
    batch: Sequence[_Read], window: _Window, ledger: Ledger, filled: Filled, before: set[tuple[str, str]]
) -> None:
    documents = [read.document for read in batch]
    read = list({claim.id: claim for each in batch for claim in each.claims}.values())
    earlier_documents, earlier_claims = window.since(documents[0])
    claims = {claim.id: claim for claim in corrections.bind(read, documents, [*earlier_claims, *read])}
    window.add(documents, claims.values())
    filled.documents += len(documents)
    filled.claims += len(claims)
    if all((document.id, document.text_sha256) in before for document in documents):
        return
    found = copies.find([*earlier_documents, *documents], [*earlier_claims, *claims.values()])
    edges = [edge for edge in found if edge.claim in claims]
    filled.copies += len(edges)
    for name in dict.fromkeys(each.theatre for each in batch):
        part = [each for each in batch if each.theatre == name]
        ids = dict.fromkeys(claim.id for each in part for claim in each.claims)
        written = ledger.write(
            Batch(
                run=run_record(theatres.named(name) if name else None),
                documents=[each.document for each in part],
                claims=[claims[claim] for claim in ids],
                copies=[edge for edge in edges if edge.claim in ids],
            )
        )
        filled.new_documents += written.documents


def _in_order(folder: Path, filled: Filled, only_with_claims: bool) -> Iterator[_Read]:
    """The readings by (known, id): sorted into months on disk first, so that one month at a time is in memory."""
    files = sorted(folder.glob("*.parquet"))
    if not files:
        raise InputError(str(folder), "holds no readings", "run the backfill first")
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        months = Path(name)
        for file in files:
            _sort_into(months, file, filled, only_with_claims)
        for month in sorted(months.iterdir()):
            rows = [
                row
                for part in sorted(month.iterdir())
                for table in parquet_batches(str(part))
                for row in table.to_pylist()
            ]
            shutil.rmtree(month)
            reads = [_read_of(row) for row in rows]
            yield from sorted(reads, key=lambda each: (each.document.known or 0, each.document.id))


def _sort_into(months: Path, file: Path, filled: Filled, only_with_claims: bool) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    for number, table in enumerate(parquet_batches(str(file))):
        keys: list[str | None] = []
        for row in table.select(["id", "published", "fetched", "error", CLAIMS]).to_pylist():
            if row["error"]:
                filled.failures.append(row["error"])
            wanted = not row["error"] and (row[CLAIMS] or not only_with_claims)
            keys.append(_month(row) if wanted else None)
        for key in sorted(set(filter(None, keys))):
            (months / key).mkdir(exist_ok=True)
            chosen = table.filter(pa.array([each == key for each in keys]))
            pq.write_table(chosen, months / key / f"{file.stem}-{number:06}.parquet")


def _month(row: dict[str, Any]) -> str:
    known = known_from(parse_published(row["fetched"] or row["published"]))
    return f"{known.year:04}-{known.month:02}"


def _read_of(row: dict[str, Any]) -> _Read:
    document = document_of(row)
    return _Read(document, tuple(claim_of(line, document) for line in row[CLAIMS]), row[THEATRE])


def claim_of(line: str, document: Document) -> Claim:
    """The claim of an interchange line of this document."""
    return claim_from_json(json.loads(line))
