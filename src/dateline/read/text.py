"""Plain text: one report a file; its name is the document's id."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.model import Document
from dateline.read.limits import check_text, decode, read_bytes

__all__ = ["read_text"]


def read_text(path: Path) -> Iterator[Document]:
    """The one document of a text file, its text as it stands (line ends included). Raises InputError."""
    raw = read_bytes(path)
    text = check_text(decode(raw, str(path)), str(path))
    yield Document(id=path.stem, text=text, raw=raw, media_type="text/plain")
