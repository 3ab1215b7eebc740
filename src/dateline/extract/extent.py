"""How far the phrase of an unnamed place runs: "several villages in the countryside north of Dorva"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.extract.lexicon import word_set
from dateline.extract.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["right_end"]

LONGEST_NAME = 9  # words of an unnamed place ("several villages in the countryside northwest of Dorva")


_PLACING = word_set("spots_placing")


def right_end(reading: Reading, token: Token) -> int:
    """Index of the last token of what places an unnamed place: "north of Dorva", "in the south".

    Read off the words, not the parse: where commas are missing a parser hangs "north of Dorva" on the verb.
    """
    doc, end = reading.doc, token.sent.end
    last: int = token.i
    position = token.i + 1
    away = _AWAY.match(reading.text, token.idx + len(token))
    while away is not None and position < end and doc[position].idx < away.end():
        position += 1
    while position < end and position - token.i <= LONGEST_NAME:
        start = position
        while position < end and (
            doc[position].lower_ in _PLACING_WORDS or (start == token.i + 1 and doc[position].lower_ in ("just",))
        ):
            position += 1
        if position == start:
            break
        noun = _chunk_end(reading, position, end)
        lead = doc[position - 1].lower_
        if noun is None:
            if lead in reading.words.sets["directions"]:
                last = position - 1
            break
        if (
            noun - token.i > LONGEST_NAME
            or not (reading.place(doc[noun]) or doc[noun].lower_ in reading.words.sets["directions"])
            or (reading.party(doc[noun]) and not reading.place_hit(doc[noun]))
        ):
            break
        last, position = noun, noun + 1
        if lead == "between" and position < end and doc[position].lower_ == "and":
            other = _chunk_end(reading, position + 1, end)
            last = other if other is not None and reading.place(doc[other]) else last
            break
    return last


_WAY = r"(?:north|south|east|west|northeast|northwest|southeast|southwest|north-east|north-west|south-east|south-west)"


_AWAY = re.compile(
    rf"\s+(?:(?:about|some|around|just|roughly|only) )?\d[\d.,]* ?"
    r"(?:km|kms|kilomet(?:er|re)s?|miles?|met(?:er|re)s?|yards)\b"
    rf"(?: ?\([^)]{{1,20}}\))?(?= {_WAY}\b| from\b| outside\b| away\b)(?: away)?(?: {_WAY} and(?= {_WAY}))?"
)


_PLACING_WORDS = _PLACING | frozenset(
    ["leading", "linking", "connecting", "running", "into", "towards", "toward", "with"]
)


def _chunk_end(reading: Reading, position: int, end: int) -> int | None:
    """Index of the last noun of the noun phrase that starts at a position, or None if none does."""
    doc, noun = reading.doc, None
    while position < end:
        token = doc[position]
        if token.tag_.startswith("NN"):
            if (
                noun is not None
                and doc[noun].lower_ in reading.words.places
                and token.lower_ not in reading.words.places
            ):
                break
            noun = position
        elif (
            token.tag_ not in ("DT", "JJ", "CD", "POS", "HYPH", "PRP$", "JJS", "VBN")
            and token.text not in "-'’"
            and not (noun is not None and token.lower_ in ("al", "el"))
        ) or (noun is not None and token.tag_ in ("DT", "PRP$")):
            break
        position += 1
    return noun
