"""WARC: the web archive format of Common Crawl News and of crawlers; one report a response with an HTML page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dateline.errors import InputError, MissingExtra, TimeError
from dateline.model import Document
from dateline.read.html import document_from_html
from dateline.read.limits import MAX_BYTES
from dateline.times import parse_published

__all__ = ["read_warc"]

_PAGES = ("text/html", "application/xhtml")


def read_warc(path: Path) -> Iterator[Document | InputError]:
    """The reports of a WARC file of any size (.warc, .warc.gz, .warc.lz4), a record at a time.

    A document's id is its record's; `fetched` is the crawl's date. Records that are no HTML page that was found
    (status 200) are passed over. Raises MissingExtra without the extra `warc`, InputError for the file itself.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise MissingExtra("fastwarc", "warc") from error
    number = 0
    try:
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
                number += 1
                name = f"{path}[{number}]"
                try:
                    document = _document(record, name)
                except InputError as failure:
                    yield failure
                    continue
                if document is not None:
                    yield document
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror or error})", "check the path") from error
    except (ValueError, EOFError, RuntimeError) as error:
        yield InputError(
            f"{path}[{number + 1}]", f"is broken ({error})", "fetch the archive again; the rest is not read"
        )
    if number == 0:
        raise InputError(str(path), "holds no response", "give a WARC file of a crawl")


def _document(record: Any, name: str) -> Document | None:
    http = record.http_headers
    status = getattr(http, "status_code", None) if http is not None else None
    kind = (record.http_content_type or "").lower()
    if status != 200 or not kind.startswith(_PAGES):
        return None
    body = record.reader.read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        raise InputError(name, f"is a page of over {MAX_BYTES / 1e6:.0f} MB", "save the report's own page")
    url = record.headers.get("WARC-Target-URI") or None
    document = document_from_html(body, name, document_id=_record_id(record, name), url=url)
    return replace(document, fetched=_fetched(record))


def _record_id(record: Any, name: str) -> str:
    return (record.headers.get("WARC-Record-ID") or name).strip("<>").removeprefix("urn:uuid:")


def _fetched(record: Any) -> datetime | None:
    try:
        moment = parse_published(record.headers.get("WARC-Date") or "")
    except TimeError:
        return None
    return moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
