"""Reading documents, their bytes and the runs back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, func, select

from dateline.ledger.asof import Question
from dateline.ledger.records import Run
from dateline.ledger.schema import CHAINED, blobs, documents, readings, runs
from dateline.ledger.values import moment, seconds, unpack
from dateline.model import Document
from dateline.times import parse_published

__all__ = ["count_rows", "read_blob", "read_documents", "read_runs"]


def read_documents(connection: Connection, question: Question, *, raw: bool = False) -> list[Document]:
    """The version of each document that answers: the latest fetched, then the latest recorded."""
    query = select(documents, blobs.c.content).join(blobs, blobs.c.sha256 == documents.c.text_sha256)
    if question.head is not None:
        query = query.where(documents.c.position <= question.head)
    if question.second is not None:
        query = query.where(documents.c.known <= question.second)
    if question.since is not None:
        query = query.where(documents.c.known >= seconds(question.since))
    if question.document is not None:
        query = query.where(documents.c.id == question.document)
    if question.theatre is not None:
        read = select(readings.c.version).where(readings.c.theatre == question.theatre)
        query = query.where(documents.c.position.in_(read))
    newest: dict[str, Row[Any]] = {}
    for row in connection.execute(query.order_by(documents.c.position)):
        if row.id not in newest or (row.fetched or 0) >= (newest[row.id].fetched or 0):
            newest[row.id] = row
    return [_document(connection, row, raw) for _, row in sorted(newest.items())]


def _document(connection: Connection, row: Row[Any], raw: bool) -> Document:
    shown = unpack(row.body)
    published = shown.pop("published", None)
    return Document(
        id=row.id,
        text=row.content.decode("utf-8", "surrogatepass"),
        published=parse_published(published) if published else None,
        fetched=moment(row.fetched) if row.fetched is not None else None,
        raw=(read_blob(connection, row.raw_sha256) or b"") if raw else b"",
        **shown,
    )


def read_blob(connection: Connection, sha256: str) -> bytes | None:
    content: bytes | None = connection.execute(select(blobs.c.content).where(blobs.c.sha256 == sha256)).scalar()
    return content


def read_runs(connection: Connection, question: Question) -> list[Run]:
    columns = [runs.c[name] for name in Run.__dataclass_fields__]
    query = select(*columns).order_by(runs.c.position)
    if question.head is not None:
        query = query.where(runs.c.position <= question.head)
    return [Run(**row._mapping) for row in connection.execute(query)]


def count_rows(connection: Connection) -> dict[str, int]:
    """Rows of each table."""
    return {
        name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for name, table in CHAINED.items()
    }
