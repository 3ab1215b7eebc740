"""Who says so: the attributions of a text, and the chain of speakers of any clause in it.

`attributions(text)` stands alone; `attributions_of(doc, text)` takes a parse that is there already. `covering` answers
for a clause: which attribution holds it, with its chain from the origin outward.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.extract.attribution_floating import with_floating
from dateline.extract.attribution_phrases import label_attributions, noun_attributions, phrase_attributions
from dateline.extract.attribution_quotes import quote_attributions
from dateline.extract.attribution_spans import Found, Manner, Page, Span, Spans, joined, trimmed
from dateline.extract.attribution_tails import tail_attributions
from dateline.extract.attribution_verbs import verb_attributions
from dateline.extract.background import without_background
from dateline.extract.chains import around, chains_of, without_repeats
from dateline.extract.nlp import paragraph_starts, parse
from dateline.extract.quotes import quotes_of
from dateline.model import Speaker

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Attribution", "attributions", "attributions_of", "covering"]

# Of a clause that runs over the edge of a reported sentence, so much must lie inside for the speaker to answer for it.
COVERED_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution. Spans are half-open, in code points of the text, in order; a role may be empty.

    `chain` runs from the origin outward, the attributions around this one included; the publisher is not in it, and
    sides are None until a theatre is known. `joint` holds the chains of further speakers of the same content ("X and
    Y said"). `scope` is what the speakers answer for: the content without background that the outlet puts in.
    `manner` is "speech", "thought" or "stance" (plans, wishes, deeds: no chain). `depth` is how many others it stands
    within, 0 for the outermost. `rule` says which rule found it.
    """

    source: Spans
    cue: Spans
    content: Spans
    chain: tuple[Speaker, ...] = ()
    joint: tuple[tuple[Speaker, ...], ...] = ()
    scope: Spans = ()
    manner: Manner = "speech"
    depth: int = 0
    rule: str = ""


def attributions(text: str, *, outlet: str | None = None) -> list[Attribution]:
    """The attributions of any English news text, by the place of their cues."""
    return attributions_of(parse(text), text, outlet=outlet)


def attributions_of(doc: Doc, text: str, *, outlet: str | None = None) -> list[Attribution]:
    """The attributions of a parsed text; `doc` is what `nlp.parse(text)` gave, `outlet` the publisher's name."""
    page = _page(doc, text)
    found = _found(page)
    made = [
        Attribution(
            each.source,
            each.cue,
            each.content,
            chain,
            joint,
            without_background(page, each),
            each.manner,
            sum(around(other, each) for other in found),
            each.rule,
        )
        for each, (chain, joint) in zip(found, chains_of(page, found, outlet=outlet), strict=True)
    ]
    return sorted(made, key=lambda each: (each.cue or each.content, each.content))


def covering(attributions: Sequence[Attribution], start: int, end: int) -> Attribution | None:
    """The innermost attribution with a chain that answers for `[start, end)`; None where the outlet speaks."""
    around = [each for each in attributions if each.chain and _answers(each, start, end)]
    if not around:
        return None
    around.sort(key=lambda each: (_size(each.scope), -len(each.chain)))
    chain = without_repeats(speaker for each in around for speaker in each.chain)
    return replace(around[0], chain=chain)


def _answers(attribution: Attribution, start: int, end: int) -> bool:
    if attribution.manner == "speech" and _within(attribution, start, end):
        return True
    inside = sum(max(0, min(end, b) - max(start, a)) for a, b in attribution.content)
    if inside < COVERED_SHARE * (end - start):
        return False
    first = max(start, attribution.content[0][0])
    within = [span for span in attribution.content if span[0] <= first < span[1]]
    return not within or any(a <= first < b for a, b in attribution.scope)


def _within(attribution: Attribution, start: int, end: int) -> bool:
    """Whether the clause is the attribution itself, cue and content: "both sides reported losses"."""
    pieces = (*attribution.cue, *attribution.content)
    held = all(start <= a and b <= end for a, b in pieces)
    return held and _size(pieces) >= COVERED_SHARE * (end - start) / 2


def _size(spans: Iterable[Span]) -> int:
    return sum(end - start for start, end in spans)


def _page(doc: Doc, text: str) -> Page:
    starts = [0, *paragraph_starts(text), len(text)]
    paragraphs = tuple((start, end) for start, end in itertools.pairwise(starts) if start < end)
    quotes = tuple(quotes_of(text, list(paragraphs)))
    quoted = [-1] * len(doc)
    for number, quote in enumerate(quotes):
        span = doc.char_span(quote.start, quote.end, alignment_mode="expand")
        for token in span or ():
            quoted[token.i] = number
    return Page(doc, text, paragraphs, quotes, tuple(quoted))


def _found(page: Page) -> list[Found]:
    quoted = quote_attributions(page)
    used = frozenset(each.anchor for each in quoted)
    tails = list(tail_attributions(page, used=used))
    used |= {each.anchor for each in tails}
    rest = [
        *tails,
        *verb_attributions(page, used=used, tails=tails),
        *phrase_attributions(page),
        *noun_attributions(page),
        *label_attributions(page),
    ]
    whole = [*quoted, *(_with_whole_quotes(page, each) for each in rest)]
    return [each for each in with_floating(page, _cited(whole, page)) if each.content]


def _with_whole_quotes(page: Page, found: Found) -> Found:
    """A content that runs into a quote takes the whole quote, unless the cue is quoted as well."""
    here = page.quoted[found.anchor]
    spans = list(found.content)
    for number, quote in enumerate(page.quotes):
        if number != here and any(start < quote.inner_end and quote.inner_start < end for start, end in spans):
            spans.append((quote.start, quote.end))
    return replace(found, content=joined(spans, page.text))


def _cited(found: list[Found], page: Page) -> list[Found]:
    """ "X said, citing Y": Y is the origin of what X said, and no part of it."""
    out = list(found)
    for number, each in enumerate(found):
        host = _citing_host(found, page, each) if each.citing and each.source else None
        if host is not None:
            aside = (each.cue[0][0], each.source[-1][1])
            content = tuple(trimmed(page.text, *piece) for span in out[host].content for piece in _less(span, aside))
            out[host] = replace(out[host], content=tuple(span for span in content if span[0] < span[1]))
            out[number] = replace(each, content=out[host].content)
    return out


def _citing_host(found: list[Found], page: Page, citing: Found) -> int | None:
    """The attribution that a citing phrase belongs to: that of the verb right before it, else of its governor."""
    by_anchor = {each.anchor: number for number, each in enumerate(found) if not each.citing}
    before = citing.anchor - 1
    if before > 0 and page.doc[before].text == "," and before - 1 in by_anchor:
        return by_anchor[before - 1]
    governor = page.doc[citing.anchor].head
    speaking = next((number for number, each in enumerate(found) if each.head == governor.i and not each.citing), None)
    if speaking is not None:
        return speaking
    while governor.i not in by_anchor and governor.dep_ == "conj":
        governor = governor.head
    if governor.i in by_anchor:
        return by_anchor[governor.i]
    sentence = page.doc[citing.anchor].sent
    later = [anchor for anchor in by_anchor if citing.anchor < anchor < sentence.end]
    return by_anchor[min(later)] if later and citing.anchor <= sentence.start + 1 else None


def _less(span: Span, cut: Span) -> Iterator[Span]:
    """The span without the cut, in one or two pieces."""
    (start, end), (first, last) = span, cut
    if last <= start or end <= first:
        yield span
        return
    if start < first:
        yield start, first
    if last < end:
        yield last, end
