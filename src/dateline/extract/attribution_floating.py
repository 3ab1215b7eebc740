"""Quotes without a cue of their own: they go on with the speaker of the sentence, or the paragraph, before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dateline.extract.attribution_quotes import stands_alone
from dateline.extract.attribution_spans import Found, Page, Span, joined, overlaps
from dateline.extract.quotes import Quote

__all__ = ["with_floating"]

_NEAR = 60  # code points between a speaker's last word or cue and the quote that goes on: a short clause


def with_floating(page: Page, found: Sequence[Found]) -> list[Found]:
    """The attributions, grown by the quotes that carry on what they report."""
    grown = list(found)
    before: Quote | None = None
    for number, quote in enumerate(page.quotes):
        span = (quote.start, quote.end)
        if not stands_alone(page, quote):
            continue
        if not any(page.quoted[each.anchor] != number and overlaps(each.content, (span,)) for each in grown):
            host = _host(page, quote, before, grown)
            if host is not None:
                grown[host] = replace(grown[host], content=joined([*grown[host].content, span], page.text))
        before = quote
    return grown


def _host(page: Page, quote: Quote, before: Quote | None, found: Sequence[Found]) -> int | None:
    """The index of the attribution that the quote goes on with."""
    if quote.continues and before is not None:
        return _last(found, lambda each: overlaps(each.content, ((before.start, before.end),)))
    start, _ = _paragraph_of(page, quote.start)
    if page.text[start : quote.start].strip():
        return _last(
            found, lambda each: _speaks(page, each) and start <= _reach(each) <= quote.start <= _reach(each) + _NEAR
        )
    earlier = [first for first, _ in page.paragraphs if first < start]
    if not earlier:
        return None
    return _last(found, lambda each: _speaks(page, each) and earlier[-1] <= _reach(each) <= quote.start)


def _speaks(page: Page, found: Found) -> bool:
    return found.manner == "speech" and found.head is not None and page.quoted[found.anchor] < 0


def _reach(found: Found) -> int:
    """Where the attribution ends: its last word or its cue."""
    return max(end for _, end in (*found.content, *found.cue, *found.source))


def _last(found: Sequence[Found], fits: Callable[[Found], bool]) -> int | None:
    best = [number for number, each in enumerate(found) if fits(each)]
    return max(best, key=lambda number: _reach(found[number]), default=None)


def _paragraph_of(page: Page, offset: int) -> Span:
    return next(span for span in page.paragraphs if span[0] <= offset < span[1])
