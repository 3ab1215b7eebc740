"""Saved web pages: the article's text, title, date and outlet, by trafilatura."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.errors import InputError
from dateline.model import Document
from dateline.read.limits import check_text, checked_published, read_bytes
from dateline.read.markup import PARSER_ERRORS, check_markup

__all__ = ["document_from_html", "read_html"]


def document_from_html(raw: bytes, name: str, *, document_id: str, url: str | None = None) -> Document:
    """The article of one HTML page. Raises InputError where the page holds no article, or too much."""
    from trafilatura import bare_extraction

    check_markup(raw, name)
    try:
        page = bare_extraction(raw, url=url, with_metadata=True, include_comments=False, include_tables=False)
    except PARSER_ERRORS as error:
        raise InputError(name, f"holds markup that cannot be read ({error})", "give its words as plain text") from error
    text = getattr(page, "text", None) if page else None
    if not text:
        raise InputError(
            name,
            "holds no article that can be told from its frame",
            "save the report's own page, or give its words as plain text",
        )
    published = checked_published(page.date or None, name)
    return Document(
        id=document_id,
        text=check_text(text, name),
        title=page.title or None,
        outlet=page.sitename or page.hostname or None,
        published=published,
        published_source="page" if published else None,
        url=url or page.url or None,
        author=page.author or None,
        language=page.language or None,
        raw=raw,
        media_type="text/html",
    )


def read_html(path: Path) -> Iterator[Document]:
    """The one document of a saved page. Raises InputError."""
    yield document_from_html(read_bytes(path), str(path), document_id=path.stem)
