"""The shortest clause or phrase that states a draft, cut from the stored text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.drafts import Draft
from dateline.extract.grammar import auxiliaries, left_edge
from dateline.extract.reading import Reading
from dateline.model import Evidence

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["evidence_of"]

LONGEST = 260  # characters; a longer span shows nothing (the scorer's own bound is 300)
_EDGE = " \t\r\n\xa0,;:-–—\"“”'‘’"


def evidence_of(reading: Reading, draft: Draft) -> Evidence | None:
    """The evidence of a draft; None where nothing but blanks is left of it."""
    anchor = draft.clause if draft.clause is not None else draft.anchor
    first, last = anchor.sent.start_char, anchor.sent.end_char
    core = [_span(draft.anchor), _span(anchor), *(_span(aux) for aux in auxiliaries(anchor))]
    core += [_span(reading.doc[i]) for i in draft.parts]
    wide = list(core)
    if draft.spot is not None:
        wide.append((draft.spot.start, draft.spot.end))
    for token in (draft.people, draft.actor, draft.opponent):
        if token is not None and not _elsewhere(reading, token, draft.anchor, anchor):
            wide.append(_phrase(token))
    if draft.anchor.tag_.startswith("NN"):
        edge = reading.doc[left_edge(draft.anchor)]
        wide.append(_span(edge))
    for spans in (wide, [*core, *wide[len(core) : len(core) + 1]], core):
        inside = [(max(first, start), min(last, end)) for start, end in spans if first <= start < last]
        if inside:
            start, end = min(each[0] for each in inside), max(each[1] for each in inside)
            if end - start <= LONGEST:
                return _cut(reading.text, start, end)
    return _cut(reading.text, *_span(draft.anchor))


def _elsewhere(reading: Reading, token: Token, anchor: Token, clause: Token) -> bool:
    """Whether a party stands in another clause, with that clause's verb between it and the statement."""
    first, last = sorted((token.i, anchor.i))
    between = (reading.doc[i] for i in range(first + 1, last))
    return any(
        each.tag_.startswith("VB") and each.dep_ not in ("aux", "auxpass", "amod", "acl") and each != clause
        for each in between
    )


def _span(token: Token) -> tuple[int, int]:
    return token.idx, token.idx + len(token)


def _phrase(token: Token) -> tuple[int, int]:
    return token.doc[left_edge(token)].idx, token.idx + len(token)


def _cut(text: str, start: int, end: int) -> Evidence | None:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return Evidence(start, end, text[start:end]) if start < end else None
