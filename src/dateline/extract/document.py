"""One document to its claims: parse, find drafts, settle modality and reference, then speaker and date.

Evidence always slices from the stored text: spans are offsets of tokens, whose parse keeps every code point.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dateline import __version__
from dateline.extract.announced import settle
from dateline.extract.assemble import Assembler
from dateline.extract.attribution import attributions_of
from dateline.extract.casing import recased
from dateline.extract.dates import TimeExpression, tag
from dateline.extract.dating import Happening, dates_of
from dateline.extract.find import drafts_of
from dateline.extract.gate import compact, kept, masked
from dateline.extract.lead import lead_of
from dateline.extract.nlp import parse
from dateline.extract.reading import read
from dateline.model import Claim, ClaimType, Document, Modality, PlaceNames
from dateline.times import day_of

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["EXTRACTOR", "extract"]

EXTRACTOR = f"rules@{__version__}"
_AHEAD = frozenset([Modality.FORECAST, Modality.PLANNED, Modality.CONDITIONAL])
_LASTING = frozenset([ClaimType.HOLD, ClaimType.COUNT])


def extract(document: Document, names: PlaceNames, *, gate: bool = True) -> list[Claim]:
    """The claims of a document, title first, in the order of the text; unlinked and without ids (CODEBOOK).

    A claim stands near a word of war (`extract.gate`). With `gate` the rest is not parsed at all; without, it is
    parsed and left out: slower, to measure what the gate costs.
    """
    told = _claims(document, document.text, names, gate=gate)
    if not document.title:
        return told
    announced = [
        replace(claim, evidence=replace(claim.evidence, field="title"))
        for claim in _claims(document, document.title, names, gate=gate, whole=bool(kept(document.text)))
        if claim.evidence is not None
    ]
    return settle(announced, told) + told


def _claims(document: Document, text: str, names: PlaceNames, *, gate: bool, whole: bool = False) -> list[Claim]:
    spans = [(0, len(text))] if whole and text.strip() else kept(text)
    if not spans:
        return []
    seen = masked(text, spans) if gate else text
    lead = lead_of(recased(seen, names))
    doc = parse(lead.masked)
    reading = read(doc, text, names, seen=seen)
    attributions = attributions_of(doc, text, outlet=document.outlet)
    published = day_of(document.published) if document.published else None
    assembler = Assembler(document, reading, attributions, lead.place)
    made: list[tuple[Claim, Token]] = []
    for sentence in doc.sents:
        if any(start < sentence.end_char and sentence.start_char < end for start, end in spans):
            made += assembler.sentence(sentence, drafts_of(reading, sentence))
    if not made:
        return []
    claims = [claim for claim, _ in made]
    dated = dates_of(_happenings(made), _times(text, spans if gate else [(0, len(text))], published), published)
    return [
        replace(claim, extractor=EXTRACTOR, date=when.interval, date_text=when.text, date_precision=when.precision)
        if when is not None
        else replace(claim, extractor=EXTRACTOR)
        for claim, when in zip(claims, dated, strict=True)
    ]


def _happenings(made: Iterable[tuple[Claim, Token]]) -> Sequence[Happening]:
    return [
        Happening(
            claim.evidence.start if claim.evidence else anchor.idx,
            claim.evidence.end if claim.evidence else anchor.idx + len(anchor),
            anchor,
            claim.place.text,
            claim.type.value,
            (claim.actor.name or claim.actor.text) if claim.actor else "",
            lasting=claim.type in _LASTING
            or (claim.type is ClaimType.DEPLOY and anchor.tag_ in ("VBZ", "VBP"))
            or (claim.modality is Modality.HEDGED and _perfect(anchor)),
            ahead=claim.modality in _AHEAD,
        )
        for claim, anchor in made
    ]


def _perfect(verb: Token) -> bool:
    """ "they appear to have left": how things stand, not when it happened (CODEBOOK section 7, "Said on Friday")."""
    words = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    return {"to", "have"} <= words


def _times(text: str, spans: list[tuple[int, int]], published: date | None) -> list[TimeExpression]:
    """The time expressions of the parts of a text that are read, at their offsets in the whole."""
    short, shifts = compact(text, spans)
    found = []
    for expression in tag(short, published):
        shift = next(shift for start, shift in reversed(shifts) if start <= expression.start)
        found.append(replace(expression, start=expression.start + shift, end=expression.end + shift))
    return [each for each in found if text[each.start : each.end] == each.text]
