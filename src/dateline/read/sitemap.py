"""Sitemaps: addresses of reports, and of further sitemaps; with the dates and titles that news sitemaps carry.

A sitemap holds no report, so `read` refuses one and says what to do; `watch` follows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.errors import InputError
from dateline.read.limits import checked_published, read_bytes
from dateline.read.markup import PARSER_ERRORS, check_markup
from dateline.times import Published

__all__ = ["SitemapEntry", "read_sitemap", "sitemap"]

MAX_SITEMAP_BYTES = 50_000_000  # the protocol's own limits (sitemaps.org): 50 MB, 50,000 addresses
MAX_ADDRESSES = 50_000
ELEMENTS_EACH = 12  # an address of a news sitemap has ten elements


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """One address. `index`: it is a further sitemap, not a report."""

    url: str
    index: bool = False
    modified: Published | None = None
    published: Published | None = None
    title: str | None = None
    language: str | None = None
    outlet: str | None = None


def sitemap(raw: bytes, name: str) -> list[SitemapEntry]:
    """The addresses of a sitemap or a sitemap index, in its order; XML, or plain text with one address a line.

    Raises InputError where it is neither, or too large.
    """
    if len(raw) > MAX_SITEMAP_BYTES:
        raise InputError(
            name, f"has {len(raw) / 1e6:.0f} MB, the limit is {MAX_SITEMAP_BYTES / 1e6:.0f} MB", "split it"
        )
    if not raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        found = _lines(raw, name)
    else:
        check_markup(raw, name, limit=MAX_ADDRESSES * ELEMENTS_EACH)
        try:
            found = list(_parse(raw, name))
        except PARSER_ERRORS as error:
            raise InputError(
                name, f"is no sitemap that can be read ({error})", "give it as its site serves it"
            ) from error
    if not found:
        raise InputError(name, "is no sitemap with addresses", "give a sitemap, a feed, or pages")
    return found


def _lines(raw: bytes, name: str) -> list[SitemapEntry]:
    lines = [line.strip() for line in raw.decode("utf-8", "replace").splitlines() if line.strip()]
    if len(lines) > MAX_ADDRESSES or not all(line.startswith(("http://", "https://")) for line in lines):
        raise InputError(name, "is no list of web addresses", "give one address a line, at most 50,000")
    return [SitemapEntry(line) for line in lines]


def _parse(raw: bytes, name: str) -> Iterator[SitemapEntry]:
    from lxml import etree

    parser = etree.XMLPullParser(
        events=("end",), resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=True
    )
    try:
        parser.feed(raw)
        parser.close()
    except etree.XMLSyntaxError as error:
        raise InputError(name, f"is not XML ({error})", "give a sitemap as its site serves it") from error
    count = 0
    for _, element in parser.read_events():
        if _local(element) not in ("url", "sitemap"):
            continue
        entry = _entry(element, name)
        element.clear()
        if entry is not None:
            count += 1
            if count > MAX_ADDRESSES:
                raise InputError(name, f"has over {MAX_ADDRESSES:,} addresses", "split it, as the protocol asks")
            yield entry


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _entry(element: Any, name: str) -> SitemapEntry | None:
    fields = {_local(child): (child.text or "").strip() for child in element.iter() if child.text}
    url = fields.get("loc", "")
    if not url.startswith(("http://", "https://")):
        return None
    return SitemapEntry(
        url=url,
        index=_local(element) == "sitemap",
        modified=_date(fields.get("lastmod"), name),
        published=_date(fields.get("publication_date"), name),
        title=fields.get("title") or None,
        language=(fields.get("language") or "").partition("-")[0] or None,
        outlet=fields.get("name") or None,
    )


def _date(value: str | None, name: str) -> Published | None:
    """A date as W3C writes it; one that cannot be read is left out, since the page has its own."""
    try:
        return checked_published(value or None, name)
    except InputError:
        return None


def read_sitemap(path: Path) -> Iterator[InputError]:
    """One refusal that says how many addresses there are. Raises InputError where it is no sitemap."""
    count = len(sitemap(read_bytes(path, MAX_SITEMAP_BYTES), str(path)))
    yield InputError(
        str(path),
        f"is a sitemap: {count} addresses and no report",
        "name it in a sources file and run `dateline watch`",
    )
