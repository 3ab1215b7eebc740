"""Extraction as a batch function: a table of documents in, the same rows with their linked claims out."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from dateline.batches.documents import document_of, schema_of
from dateline.errors import InputError
from dateline.extract.gate import kept
from dateline.interchange import claim_to_json
from dateline.model import Claim, Document
from dateline.pipeline import Reader, Reading

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["CLAIMS", "THEATRE", "Extract", "line_of", "reading_of", "readings_schema"]

CLAIMS, THEATRE = "claims", "theatre"


@cache
def _reader(theatre: str | None) -> Reader:
    return Reader(theatre=theatre)


class Extract:
    """Documents to documents with claims. A class, so that it travels to other processes with its theatre.

    The rows given, with `theatre` (the id of the one used) and `claims` (a list of interchange lines, copies not yet
    found). A row with an error stays as it is: nothing is lost in a backfill.
    """

    def __init__(self, theatre: str | None = None) -> None:
        self.theatre = theatre

    def __call__(self, table: pa.Table) -> pa.Table:
        import pyarrow as pa

        return pa.Table.from_pylist([self._row(row) for row in table.to_pylist()], readings_schema())

    def _row(self, row: dict[str, Any]) -> dict[str, Any]:
        if row["error"]:
            return {**row, CLAIMS: []}
        document, reader = document_of(row), _reader(self.theatre)
        reading = reading_of(document, reader)
        if isinstance(reading, InputError):
            return {**row, CLAIMS: [], "error": str(reading)}
        theatre = reading.theatre.id if reading.theatre else None
        return {**row, THEATRE: theatre, CLAIMS: [line_of(claim) for claim in reading.claims]}


def reading_of(document: Document, reader: Reader) -> Reading | InputError:
    """What the reader gives; where the gate keeps nothing there is no claim, and nothing else is looked at."""
    if kept(document.text) or (document.title and kept(document.title)):
        return reader.reading(document)
    return Reading(document, (), reader.theatre_of(document))


def line_of(claim: Claim) -> str:
    """A claim's interchange line, with rule and reasons, its keys in order."""
    return json.dumps(claim_to_json(claim, trace=True), ensure_ascii=False, sort_keys=True)


def readings_schema() -> pa.Schema:
    """The columns of a table of documents with their claims."""
    import pyarrow as pa

    return schema_of().append(pa.field(THEATRE, pa.string())).append(pa.field(CLAIMS, pa.list_(pa.string())))
