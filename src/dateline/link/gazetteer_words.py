"""The words of a text as the finder of place names sees them, and the word lists that it goes by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dateline.model import Scale
from dateline.vocab import vocabulary

__all__ = ["Word", "WordLists", "run_length", "surnames", "word_lists", "words_of"]

_WORD = re.compile(r"[^\W_]+(?:['’ʻʼ`‘.-][^\W_]+)*\.?")
_POSSESSIVE = re.compile(r"['’]s$")
_ABBREVIATION = re.compile(r"(?:[A-Z]\.)+|St\.|Mt\.|Ft\.")
_ARTICLE = re.compile(r"^(?:al|el|ar|as|an|at|ad|ash|az|ez|es|et)-[A-Z]")
_SENTENCE_END = re.compile(r"[.!?:;\"”“]\s*$|\n\s*$|^\s*$")
_SPACES = (" ", "-", "\u00a0")
LONGEST = 6  # words in a name: "Democratic Republic of the Congo"


@dataclass(frozen=True, slots=True)
class Word:
    """One word at `[start, end)`, without its possessive."""

    start: int
    end: int
    text: str
    first: bool  # first in its sentence

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper() or bool(_ARTICLE.match(self.text))

    @property
    def lower(self) -> str:
        return self.text.lower().rstrip(".")


@dataclass(frozen=True, slots=True)
class WordLists:
    """Of vocab/places.yaml: what makes a capitalised word a place, and what makes it something else."""

    not_places: frozenset[str]
    titles: frozenset[str]
    given: frozenset[str]
    heads: dict[str, Scale]
    lower_heads: frozenset[str]  # heads that, written with a capital, belong to a group or a firm
    modifiers: frozenset[str]
    joiners: frozenset[str]


@cache
def word_lists() -> WordLists:
    places = vocabulary("places")
    groups = (name.lower() for names in vocabulary("actors")["groups"].values() for name in names if " " not in name)
    return WordLists(
        frozenset(groups) | frozenset(str(word) for word in places["not_places"]),
        frozenset(places["titles"]),
        frozenset(places["given_names"]),
        {word: Scale(scale) for scale, words in places["heads"].items() for word in words},
        frozenset(places["lower_heads"]),
        frozenset(places["head_modifiers"]),
        frozenset(places["joiners"]),
    )


def words_of(text: str) -> list[Word]:
    """The words of a text, in order."""
    words: list[Word] = []
    for match in _WORD.finditer(text):
        word, start = _POSSESSIVE.sub("", match.group()), match.start()
        if word.endswith(".") and not _ABBREVIATION.fullmatch(word):
            word = word[:-1]
        first = bool(_SENTENCE_END.search(text[max(0, start - 3) : start]))
        words.append(Word(start, start + len(word), word, first))
    return words


def run_length(text: str, words: list[Word], position: int) -> int:
    """How many words from here may belong to one name: capitals and joiners with one space or hyphen between."""
    length = 1
    while length < LONGEST and position + length < len(words):
        before, word = words[position + length - 1], words[position + length]
        joined = word.capital or word.lower in word_lists().joiners
        if text[before.end : word.start] not in _SPACES or word.first or not joined or word.text in ("A", "An"):
            break
        length += 1
    return length


def surnames(words: list[Word]) -> frozenset[str]:
    """What follows a given name or a title: "Ben Wallace", "Secretary Kerry"; lower case."""
    lists = word_lists()
    named = lists.given | lists.titles - frozenset(lists.heads)
    found = (two.lower for one, two in pairwise(words) if one.lower in named and _adjoins(one, two))
    return frozenset(found)


def _adjoins(one: Word, two: Word) -> bool:
    return one.capital and two.capital and two.start - one.end == 1 and not two.first
