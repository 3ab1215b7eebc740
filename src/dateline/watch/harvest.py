"""From a source to the reports on it that are new: what is listed, what was read before, what has changed.

An item's mark is a digest of what its source says of it. An item is fetched when its mark is new, so a report that
its outlet corrects is read again, as another version of the same document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from dateline.errors import InputError
from dateline.model import Document, digest
from dateline.read import read
from dateline.read.feed import Entry, document_from_entry, entries
from dateline.read.html import document_from_html
from dateline.read.sitemap import sitemap
from dateline.times import parse_moment
from dateline.watch.clock import Clock
from dateline.watch.config import Source
from dateline.watch.fetcher import Fetched, Fetcher, Unreachable
from dateline.watch.journal import Journal

__all__ = ["Harvest", "Item"]

WHOLE_TEXT = 1200  # characters: a feed entry this long holds the report itself; shorter ones are teasers
SITEMAP_DEPTH = 2  # an index of sitemaps; deeper ones are archives
PATIENCE = timedelta(days=1)  # for a page that cannot be reached, before it is given up
MISSES = 3  # pages of a source that cannot be reached in one visit: its host is down, and each costs half a minute


@dataclass(frozen=True, slots=True)
class Item:
    """One report of a source, read; `documents` is empty where it could not be, `failure` says why.

    `mark` is what the journal keeps once the documents are in the ledger; None where it is to be tried again.
    """

    key: str
    mark: str | None
    documents: tuple[Document, ...] = ()
    failure: InputError | None = None


class Harvest:
    """Reads sources through one fetcher; asks the journal what is known."""

    def __init__(self, fetcher: Fetcher, journal: Journal, clock: Clock) -> None:
        self._fetcher = fetcher
        self._journal = journal
        self._clock = clock

    def items(self, source: Source) -> Iterator[Item]:
        """The items of a source that are new or changed. Raises InputError where the source itself fails."""
        if source.kind == "folder":
            yield from self._folder(source)
            return
        assert source.url is not None, "the sources file was checked"
        page = self._changed(source.url)
        if page is None:
            return
        if source.kind == "page":
            found = self._of_page(source, page)
        elif source.kind == "feed":
            found = self._of_feed(source, page)
        else:
            found = self._of_sitemap(source, page, SITEMAP_DEPTH)
        missed = 0
        for item in self._until_read(source.url, page, found):
            yield item
            missed += item.mark is None
            if missed == MISSES and item.failure:
                raise item.failure

    def _until_read(self, url: str, page: Fetched, items: Iterator[Item]) -> Iterator[Item]:
        """The items of a listing, which counts as read, and is asked for by its tag, once none of them is missed."""
        whole = True
        for item in items:
            whole &= item.mark is not None
            yield item
        if whole:
            self._journal.put("page", url, etag=page.etag, modified=page.modified)

    def _changed(self, url: str) -> Fetched | None:
        """The page, None where it is as it was."""
        known = self._journal.get("page", url)
        page = self._fetcher.get(url, etag=known.get("etag"), modified=known.get("modified"))
        return None if page.status == 304 else page

    def _new(self, key: str, mark: str) -> bool:
        return self._journal.get("item", key).get("mark") != mark

    def _of_page(self, source: Source, page: Fetched) -> Iterator[Item]:
        mark = digest(page.body.decode("latin-1"))
        if self._new(page.url, mark):
            yield self._article(source, page, page.url, mark)

    def _of_feed(self, source: Source, page: Fetched) -> Iterator[Item]:
        for entry in entries(page.body, page.url):
            key = f"{source.id} {entry.id}"
            mark = digest(entry.title, entry.content, entry.url, str(entry.published))
            if self._new(key, mark):
                yield self._of_entry(source, entry, key, mark)

    def _of_entry(self, source: Source, entry: Entry, key: str, mark: str) -> Item:
        if entry.url and len(entry.content or "") < WHOLE_TEXT:
            return self._page_item(source, entry.url, key, mark, entry)
        try:
            document = document_from_entry(entry, key)
        except InputError as error:
            return Item(key, mark, failure=error)
        return Item(key, mark, (self._stamped(source, document),))

    def _of_sitemap(self, source: Source, page: Fetched, depth: int) -> Iterator[Item]:
        for entry in sitemap(page.body, page.url):
            if entry.index:
                inner = self._changed(entry.url) if depth > 1 else None
                if inner is not None:
                    yield from self._until_read(entry.url, inner, self._of_sitemap(source, inner, depth - 1))
                continue
            mark = digest(entry.url, str(entry.modified))
            if self._new(entry.url, mark):
                yield self._page_item(source, entry.url, entry.url, mark)

    def _page_item(self, source: Source, url: str, key: str, mark: str, entry: Entry | None = None) -> Item:
        """Fetches the page; where it cannot be reached it is missed, and given up after PATIENCE."""
        try:
            return self._article(source, self._fetcher.get(url), key, mark, entry)
        except Unreachable as error:
            since = self._journal.get("item", key).get("missed")
            tired = since is not None and self._clock.now() - parse_moment(since) > PATIENCE
            return Item(key, mark if tired else None, failure=error)
        except InputError as error:
            return Item(key, mark, failure=error)

    def _article(self, source: Source, page: Fetched, key: str, mark: str, entry: Entry | None = None) -> Item:
        try:
            document = document_from_html(page.body, page.url, document_id=page.url, url=page.url)
        except InputError as error:
            return Item(key, mark, failure=error)
        if entry and entry.published and (document.published is None or document.published_source == "page"):
            document = replace(document, published=entry.published, published_source="feed")
        return Item(key, mark, (self._stamped(source, document),))

    def _stamped(self, source: Source, document: Document) -> Document:
        """The document with the moment it was fetched, which is when it could be known."""
        now = self._clock.now().replace(microsecond=0)
        published = document.published or now
        return replace(
            document,
            fetched=now,
            outlet=source.outlet or document.outlet,
            published=published,
            published_source=document.published_source or "fetched",
        )

    def _folder(self, source: Source) -> Iterator[Item]:
        assert source.path is not None, "the sources file was checked"
        if not source.path.is_dir():
            raise Unreachable(str(source.path), "is no folder", "make it; it is looked at again later")
        for file in sorted(path for path in source.path.rglob("*") if path.is_file()):
            state = file.stat()
            mark = digest(state.st_size, state.st_mtime_ns)
            if self._new(str(file), mark):
                yield self._of_file(source, file, mark)

    def _of_file(self, source: Source, file: Path, mark: str) -> Item:
        found = list(read([file], outlet=source.outlet))
        documents = tuple(self._stamped(source, item) for item in found if isinstance(item, Document))
        failure = next((item for item in found if isinstance(item, InputError)), None)
        return Item(str(file), mark, documents, failure)
