"""Reading: files and folders in, documents out. One format a file; knows nothing of conflicts.

`read` never raises for a bad input: it gives the error as a value in its place, so that the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from dateline.errors import InputError
from dateline.model import Document
from dateline.read.archive import read_gzip, read_zip
from dateline.read.feed import read_feed
from dateline.read.html import read_html
from dateline.read.language import language_of
from dateline.read.limits import checked_published
from dateline.read.mbox import read_mbox, read_message
from dateline.read.records import read_json, read_json_lines
from dateline.read.table import read_table
from dateline.read.text import read_text
from dateline.read.warc import read_warc
from dateline.read.xml import read_xml
from dateline.times import Published

__all__ = ["FORMATS", "read"]

Reader = Callable[[Path], Iterator[Document | InputError]]

FORMATS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    "": read_text,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_xml,
    ".mbox": read_mbox,
    ".eml": read_message,
    ".csv": read_table,
    ".tsv": read_table,
    ".warc": read_warc,
    ".warc.gz": read_warc,
    ".warc.lz4": read_warc,
    ".zip": lambda path: read_zip(path, _reader),
    ".gz": lambda path: read_gzip(path, _reader),
}


def read(
    inputs: Iterable[str | Path], *, published: Published | None = None, outlet: str | None = None
) -> Iterator[Document | InputError]:
    """The documents of files and folders, in the order given; folders are walked by name.

    `published` and `outlet` stand in where an input has none of its own. A document whose input does not say its
    language is marked with the one that its words tell. What cannot be read comes as an InputError value.
    """
    for path in _files(inputs):
        try:
            for item in _reader(path)(path):
                yield item if isinstance(item, InputError) else _with_defaults(item, published, outlet)
        except InputError as error:
            yield error


def _files(inputs: Iterable[str | Path]) -> Iterator[Path]:
    for name in inputs:
        path = Path(name)
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if _wanted(file, path))
        else:
            yield path


def _wanted(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return file.is_file() and not hidden and _format(file) in FORMATS


def _format(path: Path) -> str:
    """The file's ending; both of them where two together name a format (`.warc.gz`)."""
    both = "".join(path.suffixes[-2:]).lower()
    return both if both in FORMATS else path.suffix.lower()


def _reader(path: Path) -> Reader:
    reader = FORMATS.get(_format(path))
    if reader is None:
        known = ", ".join(sorted(filter(None, FORMATS)))
        raise InputError(str(path), f"is of a format not read ({path.suffix})", f"give one of {known}, or a folder")
    return reader


def _with_defaults(document: Document, published: Published | None, outlet: str | None) -> Document:
    if document.published is None and published is not None:
        checked_published(published, document.id)
        document = replace(document, published=published, published_source="option")
    if document.outlet is None and outlet is not None:
        document = replace(document, outlet=outlet)
    if document.language is None:
        document = replace(document, language=language_of(document.text))
    return document
