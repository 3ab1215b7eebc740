"""Attributions without a verb: "according to X", "X: …", nouns ("X's claim that …", "reports of …"), hearsay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dateline.extract.attribution_grammar import child, children, noun_phrase, subject_of
from dateline.extract.attribution_spans import Found, Page, Span, Spans, spans_of, trimmed
from dateline.extract.attribution_verbs import cue_spans, source_spans
from dateline.extract.cues import Cues, cues
from dateline.extract.speakers import is_country, may_speak, voices

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["label_attributions", "noun_attributions", "phrase_attributions"]

_LABEL = re.compile(r"(?:[\w ]{,12}(?:19|20)\d\d )?(?P<name>[^\W\d_][\w.’' &/()-]{1,60}?)\s?(?P<cue>:)\s+(?=\S)")
_CLOSING_LABEL = re.compile(r"(?<=\w)\s?(?P<cue>:) (?P<name>[\w’' -]{2,40})\Z")
_STOP = re.compile(r"[.!?](?=\s|\Z)")
_LABEL_WORDS = 7
_NAMES = 3  # words of a label that is a name and nothing else
_TURNS = 3  # labels in capitals from which on a text is a transcript


def phrase_attributions(page: Page) -> Iterator[Found]:
    """ "according to X" and its like: the rest of the sentence is the content."""
    words = cues()
    lower = [token.lower_ for token in page.doc]
    for phrase in words.phrases_before:
        size = len(phrase)
        for start in range(len(lower) - size + 1):
            if lower[start] == phrase[0] and tuple(lower[start : start + size]) == phrase:
                found = _phrase(page, page.doc[start], page.doc[start + size - 1])
                if found is not None:
                    yield found

    for token in page.doc:
        if token.lower_ in words.phrases_inside and token.dep_ == "pobj" and token.head.lower_ in {"in", "by", "to"}:
            found = _possessed(page, token)
            if found is not None:
                yield found


def _possessed(page: Page, noun: Token) -> Found | None:
    """ "in the army's view"."""
    owner = child(noun, "poss")
    if owner is None or not may_speak(owner):
        return None
    group = [noun.head, noun]
    source = [token for token in owner.subtree if token.dep_ != "case"]
    own = {token.i for token in (*group, *owner.subtree)}
    content = _rest(page, noun.head, noun, own)
    if not content:
        return None
    return Found(
        source=spans_of(source, page.text),
        cue=spans_of(group, page.text),
        content=content,
        anchor=noun.i,
        head=owner.i,
        manner="thought",
        rule="phrase",
    )


def _phrase(page: Page, first: Token, last: Token) -> Found | None:
    head = child(last, "pobj", "dobj", "npadvmod") or (child(first, "pobj", "dobj") if first.i != last.i else None)
    if head is None or head.i < last.i:
        after = [token for token in page.doc[last.i + 1 : last.i + 12] if token.pos_ in {"NOUN", "PROPN", "PRON"}]
        head = after[0] if after else None
        while head is not None and head.dep_ == "compound":
            head = head.head
    if head is None or head.i <= last.i:
        return None
    group = list(page.doc[first.i : last.i + 1])
    source = noun_phrase(head, without=group)
    source = [token for token in source if token.i > last.i]
    own = {token.i for token in group} | {token.i for token in source}
    content = _rest(page, first, last, own)
    named = spans_of(source, page.text)
    if not content or not named:
        return None
    return Found(
        source=named,
        cue=cue_spans(page, group),
        content=content,
        anchor=first.i,
        head=head.i,
        citing=first.lower_ in cues().relay_citing | {"citing", "quoting"},
        rule="phrase",
    )


def _rest(page: Page, first: Token, last: Token, own: set[int]) -> Spans:
    """The sentence around the phrase, the whole of a quote that ends in it included."""
    sentence = first.sent
    tokens = [token for token in sentence if token.i not in own]
    quotes = {page.quoted[token.i] for token in tokens} - {-1}
    here = page.quoted[first.i]
    start = min([sentence.start_char, *(page.quotes[number].start for number in quotes if number != here)])
    end = max([sentence.end_char, *(page.quotes[number].end for number in quotes if number != here)])
    span = page.doc.char_span(start, end, alignment_mode="expand")
    return spans_of([token for token in span if token.i not in own], page.text)


def noun_attributions(page: Page, *, used: frozenset[int] = frozenset()) -> Iterator[Found]:
    """Nouns of saying and thinking with what was said."""
    words = cues()
    for noun in page.doc:
        if (
            noun.pos_ == "NOUN"
            and noun.i not in used
            and not any(each.lower_ == "no" for each in children(noun, "det"))
            and (found := _noun(page, words, noun)) is not None
        ):
            yield found


def _noun(page: Page, words: Cues, noun: Token) -> Found | None:
    lemma = noun.lemma_.lower()
    content, extra = _noun_content(words, noun, lemma)
    if not content:
        return None
    head, carrier = _noun_source(words, noun)
    group = [noun, *extra] if carrier is None else [carrier, *page.doc[carrier.i + 1 : noun.i], noun, *extra]
    spans = spans_of(content, page.text)
    if not spans:
        return None
    return Found(
        source=source_spans(page, head, spans, group) if head is not None else (),
        cue=cue_spans(page, group),
        content=spans,
        anchor=noun.i,
        head=None if head is None else head.i,
        rule="noun",
    )


def _noun_content(words: Cues, noun: Token, lemma: str) -> tuple[list[Token], list[Token]]:
    if lemma in words.noun_clause:
        for clause in children(noun, "acl", "ccomp", "relcl"):
            marks = [each for each in children(clause, "mark") if each.lower_ in {"that", "whether", "if"}]
            to_do = clause.dep_ == "acl" and any(each.lower_ == "to" for each in children(clause, "aux"))
            if marks or to_do:
                return [*clause.subtree], []
    for preposition in children(noun, "prep"):
        lower = preposition.lower_
        fits = (lower == "of" and lemma in words.noun_of) or lemma in words.noun_preposition.get(lower, frozenset())
        if fits and child(preposition, "pobj", "pcomp") is not None:
            return [token for token in preposition.subtree if token is not preposition], [preposition]
    return [], []


def _noun_source(words: Cues, noun: Token) -> tuple[Token | None, Token | None]:
    """The chief token of who says it, and the light verb that joins the cue."""
    owner = child(noun, "poss")
    if owner is not None and may_speak(owner):
        return owner, None
    for preposition in children(noun, "prep"):
        inner = child(preposition, "pobj") if preposition.lower_ in {"by", "from"} else None
        if inner is not None and may_speak(inner):
            return inner, None
    verb = noun.head
    if noun.dep_ in {"dobj", "attr"} and verb.lemma_.lower() in words.support:
        return subject_of(verb), verb
    maker = child(noun, "compound", "amod")
    if maker is not None and (maker.lower_ in voices().persons or maker.lemma_.lower() in voices().persons):
        return maker, None
    return None, None


def label_attributions(page: Page) -> Iterator[Found]:
    """ "X: …" at the start of a paragraph or headline, "…: X" at a headline's end."""
    labels = [(paragraph, _label(page, paragraph)) for paragraph in page.paragraphs]
    turns = sum(match is not None and match["name"].isupper() for _, match in labels)
    open_label: tuple[re.Match[str], list[Span]] | None = None
    for number, (paragraph, match) in enumerate(labels):
        if match is not None and (match["name"].isupper() or number == 0):
            if open_label is not None:
                yield _labelled(page, *open_label)
            sentence = paragraph if turns >= _TURNS else _first_sentence(page, match.end(), paragraph[1])
            open_label = match, [(match.end(), sentence[1])]
        elif open_label is not None and turns >= _TURNS:
            open_label[1].append(paragraph)
        elif open_label is not None:
            yield _labelled(page, *open_label)
            open_label = None
    if open_label is not None:
        yield _labelled(page, *open_label)
    if page.paragraphs:
        yield from _closing_label(page, *page.paragraphs[0])


def _first_sentence(page: Page, start: int, end: int) -> Span:
    """What a headline's label governs: to the first full stop."""
    stop = _STOP.search(page.text, start, end)
    return (start, stop.start()) if stop else (start, end)


def _label(page: Page, paragraph: Span) -> re.Match[str] | None:
    match = _LABEL.match(page.text, *paragraph)
    if match is None or len(match["name"].split()) > _LABEL_WORDS:
        return None
    name = match["name"].strip()
    return match if (name.isupper() and len(name) > 1) or _speaks(page, *match.span("name")) else None


def _speaks(page: Page, start: int, end: int) -> bool:
    """Whether a label is nothing but a speaker: a role, a body or names."""
    span = page.doc.char_span(start, end, alignment_mode="contract")
    if span is None or any(token.pos_ in {"VERB", "AUX", "ADV"} for token in span):
        return False
    last = span[-1]
    if last.lower_ in voices().persons or last.lemma_.lower() in voices().persons:
        return True
    return all(token.pos_ == "PROPN" for token in span) and len(span) <= _NAMES and not is_country(span.text)


def _closing_label(page: Page, start: int, end: int) -> Iterator[Found]:
    """ "Rebels take the port: monitor"."""
    headline = page.text[: _first_sentence(page, start, end)[1]].rstrip()
    match = _CLOSING_LABEL.search(headline, start)
    if match is None or not _speaks(page, *match.span("name")):
        return
    name = page.doc.char_span(*match.span("name"), alignment_mode="expand")
    first = page.text.rfind(". ", start, match.start()) + 1 or start
    yield Found(
        source=(match.span("name"),),
        cue=(match.span("cue"),),
        content=(trimmed(page.text, first, match.start("cue")),),
        anchor=name[0].i - 1,
        head=name[-1].i,
        rule="label",
    )


def _labelled(page: Page, match: re.Match[str], spans: list[Span]) -> Found:
    content = tuple(span for span in (trimmed(page.text, *span) for span in spans) if span[0] < span[1])
    name = page.doc.char_span(*match.span("name"), alignment_mode="expand")
    return Found(
        source=(match.span("name"),),
        cue=(match.span("cue"),),
        content=content,
        anchor=name.end - 1,
        head=name.end - 1,
        rule="label",
    )
