"""Tokens to spans: what of a sentence is source, cue or content, in code points of the stored text.

Span conventions are PolNeAR's (its guidelines): a source is the whole noun phrase, a cue the whole verb group with
its adverbs, negation and particle, content includes "that" and quotation marks and leaves out the full stop.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from dateline.extract.quotes import Quote

__all__ = ["Found", "Manner", "Page", "Span", "Spans", "joined", "overlaps", "spans_of", "trimmed"]

Span = tuple[int, int]
Manner = Literal["speech", "thought", "stance"]  # words, or what a document shows; views; plans, wishes, deeds
Spans = tuple[Span, ...]

_EDGE = frozenset(" \t\r\n\xa0,.;:\u2014\u2013-\u2026")
_OPENERS, _CLOSERS = frozenset("\"\u201c\u201e\u00ab'\u2018([`"), frozenset("\"\u201d\u00bb'\u2019)]")


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution as a rule finds it, before speakers are named and chains are tied."""

    source: Spans
    cue: Spans
    content: Spans
    anchor: int  # index of the cue's chief token
    head: int | None  # index of the source's chief token, None where no source is named
    relays: tuple[tuple[int, str], ...] = ()  # chief token and cue of each medium that the word went through
    citing: bool = False  # the source is one that another speaker of the same content cites
    manner: Manner = "speech"
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A text with its parse, paragraphs and quotes."""

    doc: Doc
    text: str
    paragraphs: tuple[Span, ...]
    quotes: tuple[Quote, ...]
    quoted: tuple[int, ...]  # for each token the index of its quote, or -1


def spans_of(tokens: Iterable[Token], text: str) -> Spans:
    """The maximal runs of neighbouring tokens as trimmed spans."""
    runs: list[list[int]] = []
    last = -2
    for token in sorted({token.i: token for token in tokens}.values(), key=lambda token: token.i):
        if token.is_space and last != token.i - 1:
            continue
        if token.i == last + 1:
            runs[-1][1] = token.idx + len(token)
        else:
            runs.append([token.idx, token.idx + len(token)])
        last = token.i
    trimmed_runs = (trimmed(text, start, end) for start, end in runs)
    return tuple((start, end) for start, end in trimmed_runs if start < end)


def trimmed(text: str, start: int, end: int, edge: frozenset[str] = _EDGE) -> Span:
    """The span without blanks and loose punctuation at its edges; a stop within a closing quote mark stays."""
    while start < end and text[start] in edge:
        start += 1
    while end > start and text[end - 1] in edge and not _abbreviated(text, start, end):
        end -= 1
    return start, end


def _abbreviated(text: str, start: int, end: int) -> bool:
    """Whether the final stop belongs to an abbreviation such as U.S. or Jr."""
    return text[end - 1] == "." and end - start >= 4 and text[end - 3] == "." and text[end - 2].isalpha()


def joined(spans: Iterable[Span], text: str) -> Spans:
    """The spans in order, overlapping or only blank-separated ones made one."""
    out: list[list[int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if out and (start <= out[-1][1] or not text[out[-1][1] : start].strip()):
            out[-1][1] = max(out[-1][1], end)
        else:
            out.append([start, end])
    return tuple((start, end) for start, end in out)


def overlaps(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)
