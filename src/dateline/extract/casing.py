"""Case changed, never length, so that offsets stay: a text lowered, shouted wire copy put into ordinary case."""

from __future__ import annotations

import re

from dateline.extract.lexicon import lexicon, word_set
from dateline.model import PlaceNames

__all__ = ["lowered", "recased"]

SHOUTED = 0.7  # share of letters in upper case from which a sentence is wire copy, not one with some initials
LONGEST_LINE = 400  # characters
_LINE = re.compile(r"[^.!?\n]+[.!?\n]*")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SMALL = word_set("casing_small")


def lowered(text: str) -> str:
    """The text in lower case, as long as it was: a letter that would grow stays."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def recased(text: str, names: PlaceNames) -> str:
    """The text with shouted sentences in ordinary case; names known as places keep a capital, as do unknown words."""
    return _LINE.sub(lambda match: _line(match[0], names), text)


def _line(line: str, names: PlaceNames) -> str:
    letters = [letter for letter in line if letter.isalpha()]
    words = _WORD.findall(line)
    if len(words) < 3 or sum(letter.isupper() for letter in letters) < SHOUTED * len(letters):
        return line
    return _WORD.sub(lambda match: _word(match[0], match.start() == 0, names), line)


def _word(word: str, first: bool, names: PlaceNames) -> str:
    low = word.lower()
    if len(low) != len(word):
        return word
    capital = low[:1].upper() + low[1:]
    if not _common(low) or (first and len(capital) == len(word)):
        return capital if len(capital) == len(word) else word
    return low


def _common(low: str) -> bool:
    words = lexicon()
    return (
        low in _SMALL
        or low in words.verbs
        or low in words.nouns
        or low in words.places
        or low in words.people
        or (low in words.parties)
        or low in words.forces
        or low in words.sets["directions"]
        or low in words.sets["arms"]
        or low.endswith(("ing", "ed", "ly"))
    )
