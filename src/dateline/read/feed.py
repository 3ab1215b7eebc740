"""RSS and Atom: one report an entry, from its content, else its summary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dateline.errors import InputError
from dateline.model import Document
from dateline.read.limits import check_text, checked_published, read_bytes
from dateline.read.markup import PARSER_ERRORS, check_markup, text_of

__all__ = ["Entry", "document_from_entry", "entries", "read_feed"]

MAX_FEED_BYTES = 8_000_000  # feeds with full texts of a hundred reports stay under one million
MAX_FEED_ELEMENTS = 60_000  # their markup is escaped, and is bounded again entry by entry
MAX_ENTRIES = 1_000  # the largest archives in the wild; a feed of a day has twenty to two hundred


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the feed gives it; `content` is markup or text, `id` the feed's own or the link."""

    id: str
    title: str | None
    url: str | None
    content: str | None
    published: datetime | None
    author: str | None
    language: str | None
    outlet: str | None


def entries(raw: bytes, name: str) -> list[Entry]:
    """The entries of a feed, in its order. Raises InputError where it is none, or too much."""
    import feedparser

    check_markup(raw, name, limit=MAX_FEED_ELEMENTS)
    try:
        parsed = feedparser.parse(raw, sanitize_html=False, resolve_relative_uris=False)
    except PARSER_ERRORS as error:
        raise InputError(name, f"is no feed that can be read ({error})", "give an RSS or Atom feed") from error
    if not parsed.entries:
        reason = parsed.get("bozo_exception") or "there is no entry in it"
        raise InputError(name, f"is no feed with entries ({reason})", "give an RSS or Atom feed")
    if len(parsed.entries) > MAX_ENTRIES:
        raise InputError(name, f"has {len(parsed.entries):,} entries, the limit is {MAX_ENTRIES:,}", "split the feed")
    return [_entry(found, parsed.feed, number) for number, found in enumerate(parsed.entries, 1)]


def _entry(found: Any, feed: Any, number: int) -> Entry:
    contents = [part.get("value") for part in found.get("content", ()) if part.get("value")]
    # asked past feedparser's own dictionary, which answers with the one for the other, and warns
    stamp = dict.get(found, "published_parsed") or dict.get(found, "updated_parsed")
    return Entry(
        id=found.get("id") or found.get("link") or str(number),
        title=found.get("title") or None,
        url=found.get("link") or None,
        content=max(contents, key=len) if contents else found.get("summary") or None,
        published=_moment(stamp),
        author=found.get("author") or None,
        language=_language(found, feed),
        outlet=(found.get("source") or {}).get("title") or feed.get("title") or None,
    )


def _moment(stamp: Any) -> datetime | None:
    """A UTC moment of a feed's time; what no calendar holds is left out."""
    if not stamp:
        return None
    try:
        year, month, day, hour, minute, second = stamp[:6]
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        return None


def _language(found: Any, feed: Any) -> str | None:
    said = (found.get("language") or feed.get("language") or "").strip().lower()
    return said.partition("-")[0] or None


def document_from_entry(entry: Entry, name: str, *, raw: bytes = b"") -> Document:
    """The report of an entry. Raises InputError where it has no words, or a date in the future."""
    published = checked_published(entry.published, name)
    return Document(
        id=entry.id,
        text=check_text(text_of(entry.content or "", name), name),
        title=text_of(entry.title, name) if entry.title else None,
        outlet=entry.outlet,
        published=published,
        published_source="feed" if published else None,
        url=entry.url,
        author=entry.author,
        language=entry.language,
        raw=raw or (entry.content or "").encode("utf-8", "surrogatepass"),
        media_type="text/html",
    )


def read_feed(path: Path) -> Iterator[Document | InputError]:
    """The reports of a saved feed. Raises InputError for the file itself."""
    for number, entry in enumerate(entries(read_bytes(path, MAX_FEED_BYTES), str(path)), 1):
        try:
            yield document_from_entry(entry, f"{path}[{number}]")
        except InputError as error:
            yield error
