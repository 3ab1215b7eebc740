"""Who says so: the attributions of a text, and the chain of speakers of any clause in it.

`attributions(text)` stands alone; `attributions_of(doc, text)` takes a parse that is there already. `covering` answers
for a clause: which attribution holds it, with its chain from the origin outward.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.extract.attribution_grammar import noun_phrase
from dateline.extract.attribution_phrases import label_attributions, noun_attributions, phrase_attributions
from dateline.extract.attribution_quotes import quote_attributions
from dateline.extract.attribution_spans import Found, Page, Span, Spans, joined
from dateline.extract.attribution_verbs import verb_attributions
from dateline.extract.nlp import paragraph_starts, parse
from dateline.extract.quotes import quotes_of
from dateline.extract.speakers import kind_of, level_of
from dateline.model import Speaker

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Attribution", "attributions", "attributions_of", "covering"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution. Spans are half-open, in code points of the text, in order; a role may be empty.

    `chain` runs from the origin outward, the attributions around this one included; the publisher is not in it, and
    sides are None until a theatre is known. `scope` is what the speakers answer for: the content without background
    that the outlet puts in. `speech` is False for thoughts, wishes and judgements. `rule` says which rule found it.
    """

    source: Spans
    cue: Spans
    content: Spans
    chain: tuple[Speaker, ...] = ()
    scope: Spans = ()
    speech: bool = True
    rule: str = ""


def attributions(text: str) -> list[Attribution]:
    """The attributions of any English news text, by the place of their cues."""
    return attributions_of(parse(text), text)


def attributions_of(doc: Doc, text: str, title: str | None = None) -> list[Attribution]:
    """The attributions of a parsed text; `doc` is what `nlp.parse(text)` gave."""
    page = _page(doc, text)
    found = _found(page)
    made = [
        Attribution(each.source, each.cue, each.content, _links(page, each), each.content, each.speech, each.rule)
        for each in found
    ]
    return sorted(made, key=lambda each: (each.cue[0] if each.cue else each.content[0], each.content))


def covering(attributions: Sequence[Attribution], start: int, end: int) -> Attribution | None:
    """The innermost attribution that answers for `[start, end)`, its chain run on through those around it."""
    around = [each for each in attributions if each.chain and _holds(each.scope, start, end)]
    if not around:
        return None
    around.sort(key=lambda each: sum(b - a for a, b in each.scope))
    chain: list[Speaker] = []
    for each in around:
        chain += [speaker for speaker in each.chain if speaker.text not in {known.text for known in chain}]
    return replace(around[0], chain=tuple(chain))


def _holds(spans: Iterable[Span], start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in spans)


def _page(doc: Doc, text: str) -> Page:
    starts = [0, *paragraph_starts(text), len(text)]
    paragraphs = tuple((start, end) for start, end in zip(starts, starts[1:], strict=False) if start < end)
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
    rest = [
        *verb_attributions(page, used=used),
        *phrase_attributions(page),
        *noun_attributions(page),
        *label_attributions(page),
    ]
    return [*quoted, *(_with_whole_quotes(page, each) for each in rest)]


def _with_whole_quotes(page: Page, found: Found) -> Found:
    """A content that runs into a quote takes the whole quote, unless the cue is quoted as well."""
    here = page.quoted[found.anchor]
    spans = list(found.content)
    for number, quote in enumerate(page.quotes):
        if number != here and any(start < quote.inner_end and quote.inner_start < end for start, end in spans):
            spans.append((quote.start, quote.end))
    return replace(found, content=joined(spans, page.text))


def _links(page: Page, found: Found) -> tuple[Speaker, ...]:
    """The speaker of the attribution and the media that his word went through."""
    if not found.source:
        return ()
    cue = " ".join(page.text[start:end] for start, end in found.cue)
    links = [_speaker(" ".join(page.text[start:end] for start, end in found.source), cue)]
    for number, word in found.relays:
        tokens = noun_phrase(page.doc[number])
        links.append(_speaker(page.text[tokens[0].idx : tokens[-1].idx + len(tokens[-1])], word))
    return tuple(links)


def _speaker(text: str, cue: str) -> Speaker:
    kind = kind_of(text)
    return Speaker(text, kind, level_of(text, kind), None, cue.rstrip(":"))
