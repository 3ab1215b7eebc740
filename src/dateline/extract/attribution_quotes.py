"""Attributions of quoted words: who speaks is looked for right after the quote, right before it, then further back.

A quote stands alone where it makes a sentence or more; words quoted within a clause ("said that “exactly who”
remains unknown") belong to the clause and are left to the rules for verbs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.extract.attribution_grammar import is_passive, source_of, verb_group
from dateline.extract.attribution_spans import Found, Page, Span, joined
from dateline.extract.attribution_verbs import cue_spans, source_spans
from dateline.extract.chains import relays_of
from dateline.extract.cues import cues
from dateline.extract.speakers import may_speak

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.extract.quotes import Quote

__all__ = ["quote_attributions", "stands_alone"]

_SHORTEST = 3  # words; a shorter quote stands alone only with a comma or full stop inside its marks
_FINAL = frozenset(".!?,\u2026\u2014-")
_SENTENCE_END = frozenset(".!?\u2026")
_LEAD = re.compile(r"(?:^|[.!?:;,\u2014\u2013)\]\u201d\"]|--)\s*$")


def stands_alone(page: Page, quote: Quote) -> bool:
    """Whether the quoted words are a sentence of their own, not a part of the clause around them."""
    inner = page.text[quote.inner_start : quote.inner_end].strip()
    if not inner:
        return False
    words = len(inner.split())
    finished = inner[-1] in _FINAL
    if words < _SHORTEST and not finished:
        return False
    before = page.text[_paragraph_of(page, quote)[0] : quote.start]
    if _LEAD.search(before) and (inner[0].isupper() or finished or words >= 2 * _SHORTEST or inner[0] in ".\u2026["):
        return True
    word = before.split()[-1].lower().strip(",:") if before.split() else ""
    return inner[0].isupper() and finished and any(token.lower_ == word for token in _verbs_before(page, quote))


def _verbs_before(page: Page, quote: Quote) -> list[Token]:
    span = page.doc.char_span(max(0, quote.start - 40), quote.start, alignment_mode="contract")
    return [token for token in span or [] if token.pos_ == "VERB"]


def quote_attributions(page: Page) -> list[Found]:
    """The attributions of quotes that stand alone and have a cue of their own beside them."""
    found: dict[int, Found] = {}
    for quote in page.quotes:
        if not stands_alone(page, quote) or quote.continues:
            continue
        span = (quote.start, quote.end)
        own = _after(page, quote, span) or _before(page, quote, span)
        if own is None:
            continue
        same = found.get(own.anchor)
        found[own.anchor] = own if same is None else replace(same, content=joined([*same.content, span], page.text))
    return list(found.values())


def _paragraph_of(page: Page, quote: Quote) -> Span:
    return next(span for span in page.paragraphs if span[0] <= quote.start < span[1])


def _outside(page: Page, start: int, end: int) -> list[Token]:
    """The tokens of `[start, end)` that are not quoted."""
    span = page.doc.char_span(start, end, alignment_mode="contract") if start < end else None
    return [token for token in span or [] if page.quoted[token.i] < 0 and not token.is_space]


def _after(page: Page, quote: Quote, content: Span) -> Found | None:
    """ "…," X said; "…" said X; "…," according to X is left to the rule for phrases."""
    _, end = _paragraph_of(page, quote)
    inner = page.text[quote.inner_start : quote.inner_end].rstrip()
    tail = page.text[quote.end : quote.end + 2].lstrip()
    ended = inner[-1:] in _SENTENCE_END and not tail.startswith(",")
    tokens = []
    for token in _outside(page, quote.end, end):
        if token.text in _SENTENCE_END:
            break
        tokens.append(token)
    tokens = tokens[: _window(tokens)]
    if not tokens or (ended and inner[-1] == "." and (tokens[0].is_title and not _inverted(tokens))):
        return None
    return _by_verb(page, tokens, content, "after", strict=ended)


def _window(tokens: Sequence[Token]) -> int:
    """Where the stretch after a quote ends for the search of its cue: at a further quote."""
    for number, token in enumerate(tokens[:-1]):
        if tokens[number + 1].i != token.i + 1 and number > 0:
            return number + 1
    return len(tokens)


def _inverted(tokens: Sequence[Token]) -> bool:
    return tokens[0].lemma_.lower() in cues().speech


def _before(page: Page, quote: Quote, content: Span) -> Found | None:
    """X said: "…"; X, in a statement, said "…"."""
    start, _ = _paragraph_of(page, quote)
    tokens: list[Token] = []
    for token in reversed(_outside(page, start, quote.start)):
        if token.text in _SENTENCE_END and tokens:
            break
        if tokens and tokens[0].i - token.i > 1 and page.quoted[token.i + 1] >= 0 and tokens[0].is_sent_start:
            break
        tokens.insert(0, token)
    if not tokens or tokens[-1].text in _SENTENCE_END:
        return None
    return _by_verb(page, tokens, content, "before", strict=tokens[-1].text not in {":", ","})


def _by_verb(page: Page, tokens: Sequence[Token], content: Span, rule: str, *, strict: bool) -> Found | None:
    """The nearest verb of speech with a subject outside the quote; any verb that has one, unless `strict`."""
    verbs = [token for token in tokens if token.pos_ in {"VERB", "AUX"}]
    if rule == "before":
        verbs.reverse()
    words = cues()
    known = [verb for verb in verbs if verb.lemma_.lower() in words.speech]
    others = [verb for verb in verbs if verb not in known and verb.lemma_.lower() in words.mind | words.object]
    rest = [] if strict else [verb for verb in verbs if verb.pos_ == "VERB" and verb.dep_ not in {"relcl", "acl"}]
    for verb in [*known, *others, *rest]:
        source = _source(page, verb, tokens)
        if source is not None:
            group = verb_group(verb)
            group = [token for token in group if page.quoted[token.i] < 0]
            return Found(
                source=source_spans(page, source, (content,), group),
                cue=cue_spans(page, group),
                content=(content,),
                anchor=verb.i,
                head=source.i,
                relays=relays_of(verb),
                rule=f"quote:{rule}",
            )
    return None


def _source(page: Page, verb: Token, tokens: Sequence[Token]) -> Token | None:
    """The verb's subject where it is outside the quote, else the nearest noun beside the verb."""
    inside = {token.i for token in tokens}
    subject = source_of(verb)
    if subject is not None and page.quoted[subject.i] < 0 and subject.i != verb.i:
        return subject
    if is_passive(verb):
        return None
    for token in tokens:
        if token.i == verb.i + 1 and token.pos_ in {"PROPN", "NOUN", "PRON", "DET", "ADJ"}:
            return _chief(token, inside)
        if token.i == verb.i - 1 and token.pos_ in {"PROPN", "NOUN", "PRON"} and may_speak(token):
            return token
    return None


def _chief(token: Token, inside: set[int]) -> Token | None:
    """The chief token of the noun phrase that begins here."""
    while (
        token.dep_ in {"det", "compound", "amod", "poss", "nummod"}
        and token.head.i in inside
        and token.head.i > token.i
    ):
        token = token.head
    return token if token.pos_ in {"PROPN", "NOUN", "PRON"} else None
