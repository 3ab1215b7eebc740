"""XML files: a feed or a sitemap, told apart by what the file opens with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dateline.errors import InputError
from dateline.model import Document
from dateline.read.feed import MAX_FEED_BYTES, read_feed
from dateline.read.limits import read_bytes
from dateline.read.sitemap import MAX_SITEMAP_BYTES, read_sitemap

__all__ = ["read_xml"]

_FEED = re.compile(rb"<(?:\w+:)?(rss|feed|RDF)\b")
_SITEMAP = re.compile(rb"<(?:\w+:)?(urlset|sitemapindex)\b")
_OPENING = 4096  # bytes in which the root element stands, after a stylesheet and a comment


def read_xml(path: Path) -> Iterator[Document | InputError]:
    """The reports of a feed, or the refusal of a sitemap. Raises InputError for any other XML."""
    opening = read_bytes(path, max(MAX_FEED_BYTES, MAX_SITEMAP_BYTES))[:_OPENING]
    if _SITEMAP.search(opening):
        yield from read_sitemap(path)
    elif _FEED.search(opening):
        yield from read_feed(path)
    else:
        raise InputError(str(path), "is XML, but neither a feed nor a sitemap", "give the report as HTML or plain text")
