"""Files of reports as Arrow tables of documents, a row a report; what cannot be read is a row with its error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.engines.job import BATCH_ROWS, parquet_batches
from dateline.errors import InputError
from dateline.interchange import format_published
from dateline.model import Document
from dateline.read import read
from dateline.read.language import language_of
from dateline.read.limits import checked_published
from dateline.read.records import document_from_record
from dateline.times import Published, format_moment, parse_moment, parse_published

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["DOCUMENT_COLUMNS", "ENDINGS", "Documents", "document_of", "row_of", "schema_of"]

ENDINGS = (".parquet", ".warc", ".warc.gz", ".jsonl", ".ndjson", ".jsonl.gz", ".csv", ".zip", ".mbox")

_TEXTS = (
    "id", "text", "title", "outlet", "outlet_side", "published", "published_source", "fetched", "url", "author",
    "language", "media_type",
)  # fmt: skip
DOCUMENT_COLUMNS = (*_TEXTS, "raw", "error")


@dataclass(frozen=True, slots=True)
class Documents:
    """Gives the documents of a file as tables. `published` and `outlet` stand in where an input has none.

    A Parquet file has the columns `id, text, title, outlet, published, url` (all but `text` may be missing); other
    files are read as `dateline run` reads them. A report without a date is an error: a ledger cannot place it.
    """

    published: Published | None = None
    outlet: str | None = None

    def __call__(self, source: str) -> Iterator[pa.Table]:
        import pyarrow as pa

        items = self._records(source) if source.endswith(".parquet") else self._files(source)
        found, schema = False, schema_of()
        while rows := [row_of(item) for item in islice(items, BATCH_ROWS)]:
            found = True
            yield pa.Table.from_pylist(rows, schema)
        if not found:
            yield schema.empty_table()

    def _files(self, source: str) -> Iterator[Document | InputError]:
        for item in read([source], published=self.published, outlet=self.outlet):
            yield item if isinstance(item, InputError) else _dated(item)

    def _records(self, source: str) -> Iterator[Document | InputError]:
        stem, number = Path(source).stem, 0
        for table in parquet_batches(source):
            for record in table.to_pylist():
                number += 1
                name = str(record.get("id") or f"{stem}-{number}")
                try:
                    yield _dated(self._document(record, name))
                except InputError as error:
                    yield error

    def _document(self, record: dict[str, Any], name: str) -> Document:
        written = {key: _plain(value) for key, value in record.items()}
        document = document_from_record(written, name, fallback_id=name)
        if document.published is None and self.published is not None:
            published = checked_published(self.published, name)
            document = replace(document, published=published, published_source="option")
        return replace(
            document,
            outlet=document.outlet or self.outlet,
            language=document.language or language_of(document.text),
        )


def schema_of() -> pa.Schema:
    """The columns of a table of documents: strings, but for the raw bytes."""
    import pyarrow as pa

    return pa.schema([(name, pa.binary() if name == "raw" else pa.string()) for name in DOCUMENT_COLUMNS])


def row_of(item: Document | InputError) -> dict[str, Any]:
    """One row: a document, or the name and the error of what is none."""
    if isinstance(item, InputError):
        return {"id": item.name, "error": str(item)}
    row = {name: getattr(item, name) for name in _TEXTS}
    row["published"] = format_published(item.published)
    row["fetched"] = format_moment(item.fetched) if item.fetched else None
    return {**row, "raw": item.raw, "error": None}


def document_of(row: Mapping[str, Any]) -> Document:
    """The document of a row without an error; its raw bytes where the row has them."""
    values: dict[str, Any] = {name: row[name] for name in _TEXTS}
    values["published"] = parse_published(row["published"]) if row["published"] else None
    values["fetched"] = parse_moment(row["fetched"]) if row["fetched"] else None
    return Document(**values, raw=row.get("raw") or b"")


def _dated(document: Document) -> Document | InputError:
    if document.known:
        return document
    return InputError(document.id, "has no publication date", "give the day with `published`")


def _plain(value: object) -> object:
    """Dates and moments as the strings that a record carries."""
    isoformat = getattr(value, "isoformat", None)
    return isoformat() if isoformat else value


def documents_of(rows: Iterable[Mapping[str, Any]]) -> list[Document]:
    return [document_of(row) for row in rows]
