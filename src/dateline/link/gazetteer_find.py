"""Place names in running text, by the gazetteer and the words around them, without a statistical model.

Runs of capitalised words are cut into the longest names that the gazetteer knows. What stands around a run decides
whether it is a place: a title or a given name before it makes it a person, a head word ("airport", "province",
"the town of") makes it a place of that scale even if the gazetteer has never heard of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dateline.model import NameHit, Scale
from dateline.vocab import vocabulary

if TYPE_CHECKING:
    from dateline.link.gazetteer import Gazetteer

__all__ = ["find_names"]

_WORD = re.compile(r"[^\W_]+(?:['’ʻʼ`‘.-][^\W_]+)*\.?")
_CONTRACTION = re.compile(r"['’](?:ve|ll|d|re|m|t)$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s$")
_JOINERS = frozenset(
    [
        "al",
        "el",
        "ar",
        "as",
        "an",
        "at",
        "ad",
        "ash",
        "az",
        "ez",
        "es",
        "et",
        "ul",
        "de",
        "la",
        "le",
        "del",
        "des",
        "da",
        "do",
        "dos",
        "das",
        "du",
        "i",
        "e",
        "y",
        "of",
        "the",
        "and",
        "on",
        "upon",
        "sur",
    ]
)
_ARTICLE = re.compile(r"^(?:al|el|ar|as|an|at|ad|ash|az|ez|es|et|ad)-[A-Z]")
_ARTICLES = frozenset({"A", "An"})
_UNION = frozenset({"EU"})
_LONGEST = 6  # words in a name: "Democratic Republic of the Congo"
_PLAIN_TOWN = 15_000  # a town below this, inside a longer run of capitals, is more often a surname or a firm
_SENTENCE_END = re.compile(r"[.!?:;\"”“]\s*$|\n\s*$|^\s*$")


@dataclass(frozen=True, slots=True)
class _Word:
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
class _Words:
    not_places: frozenset[str]
    titles: frozenset[str]
    given: frozenset[str]
    heads: dict[str, Scale]
    modifiers: frozenset[str]


@cache
def _words() -> _Words:
    places = vocabulary("places")
    heads = {word: Scale(scale) for scale, words in places["heads"].items() for word in words}
    return _Words(
        frozenset(str(word) for word in places["not_places"]),
        frozenset(places["titles"]),
        frozenset(places["given_names"]),
        heads,
        frozenset(places["head_modifiers"]),
    )


def find_names(gazetteer: Gazetteer, text: str) -> list[NameHit]:
    """The place names in `text`, left to right, not overlapping."""
    words = _tokens(text)
    people = _people(words)
    hits: list[NameHit] = []
    position = 0
    while position < len(words):
        hit, after = _at(gazetteer, text, words, position, people)
        if hit:
            hits.append(hit)
        position = after
    return hits


def _tokens(text: str) -> list[_Word]:
    words: list[_Word] = []
    for match in _WORD.finditer(text):
        word, start = match.group(), match.start()
        possessive = _POSSESSIVE.search(word)
        if possessive:
            word = word[: possessive.start()]
        if word.endswith(".") and not _abbreviation(word):
            word = word[:-1]
        before = text[max(0, start - 3) : start]
        words.append(_Word(start, start + len(word), word, bool(_SENTENCE_END.search(before))))
    return words


def _abbreviation(word: str) -> bool:
    return bool(re.fullmatch(r"(?:[A-Z]\.)+|St\.|Mt\.|Ft\.", word))


def _people(words: list[_Word]) -> frozenset[str]:
    """Surnames: the word after a given name, or the last of a run that a title opens."""
    known = _words()
    surnames: set[str] = set()
    for one, two in zip(words, words[1:], strict=False):
        if two.capital and one.capital and one.lower in known.given and two.start - one.end == 1:
            surnames.add(two.lower)
    return frozenset(surnames)


def _at(
    gazetteer: Gazetteer, text: str, words: list[_Word], position: int, people: frozenset[str]
) -> tuple[NameHit | None, int]:
    """The name that starts at this word, if any, and where to go on."""
    word = words[position]
    if not word.capital or word.text in _ARTICLES or gazetteer.adjective(word.text) or _CONTRACTION.search(word.text):
        return None, position + 1
    run = _run(text, words, position)
    for length in range(run, 0, -1):
        last = words[position + length - 1]
        if not last.capital:
            continue
        hit = _known(gazetteer, text, words, position, length, people)
        if hit:
            return _with_head(text, words, hit, position + length)
    unknown = _unknown(text, words, position, run)
    return unknown if unknown else (None, position + 1)


def _run(text: str, words: list[_Word], position: int) -> int:
    """How many words from here may belong to one name: capitals and joiners with one space or hyphen between."""
    length = 1
    while length < _LONGEST and position + length < len(words):
        before, word = words[position + length - 1], words[position + length]
        gap = text[before.end : word.start]
        if gap not in (" ", "-", "\u00a0") or word.first or not (word.capital or word.lower in _JOINERS):
            break
        length += 1
    return length


def _known(
    gazetteer: Gazetteer, text: str, words: list[_Word], position: int, length: int, people: frozenset[str]
) -> NameHit | None:
    known = _words()
    start, end = words[position].start, words[position + length - 1].end
    name = text[start:end]
    single = length == 1
    if single and (words[position].lower in known.not_places and not (name.isupper() and len(name) in (2, 3))):
        return None
    if len(name) <= 3 and name not in _UNION and not (name.isupper() or (len(name) == 3 and not words[position].first)):
        return None
    found = gazetteer.candidates(name)
    if not found:
        return None
    best = found[0]
    if len(name) <= 4 and name.isupper() and best.scale not in (Scale.COUNTRY, Scale.AREA):
        return None
    country = best.scale is Scale.COUNTRY
    before = words[position - 1] if position and words[position].start - words[position - 1].end <= 2 else None
    if before and not words[position].first and not country:
        if before.lower in known.titles and before.lower not in known.heads and "," not in text[before.end : start]:
            return None
        if before.capital and before.lower in known.given:
            return None
    ambiguous = False
    if single and not country:
        if words[position].lower in people and best.population < _PLAIN_TOWN * 20:
            return None
        alone = not (
            before and before.capital and text[before.end : start] == " " and before.lower not in known.not_places
        )
        after = words[position + 1] if position + 1 < len(words) else None
        followed = bool(
            after
            and after.capital
            and text[end : after.start] == " "
            and not after.first
            and after.lower not in known.heads
        )
        ambiguous = (not alone or followed or words[position].first) and best.population < _PLAIN_TOWN
        if words[position].lower in known.given:
            ambiguous = True
    return NameHit(start, end, name, best.scale, True, ambiguous)


def _with_head(text: str, words: list[_Word], hit: NameHit, position: int) -> tuple[NameHit, int]:
    """The name with its head word, where one follows: "Kabul international airport", "Helmand province"."""
    known = _words()
    end, at, last_end = None, position, hit.end
    scale = hit.scale
    while at < len(words) and at < position + 4 and text[last_end : words[at].start] == " ":
        word = words[at].lower
        if word in known.heads and hit.scale is not Scale.COUNTRY:
            end, scale = words[at].end, known.heads[word]
            at += 1
            break
        if word not in known.modifiers:
            break
        last_end = words[at].end
        at += 1
    if end is None:
        return hit, position
    return NameHit(hit.start, end, text[hit.start : end], scale, hit.known, False), at


def _unknown(text: str, words: list[_Word], position: int, run: int) -> tuple[NameHit, int] | None:
    """A name nobody knows that its wording makes a place: "the village of Tamura", "Menagh air base"."""
    known = _words()
    first = words[position]
    if (first.lower in known.not_places and run == 1) or first.lower in known.titles:
        return None
    while run > 1 and not words[position + run - 1].capital:
        run -= 1
    end = words[position + run - 1].end
    bare = NameHit(first.start, end, text[first.start : end], Scale.TOWN, False, False)
    if position >= 2 and words[position - 1].lower == "of":
        scale = known.heads.get(words[position - 2].lower)
        if scale in (Scale.TOWN, Scale.DISTRICT, Scale.PROVINCE):
            return NameHit(bare.start, bare.end, bare.text, scale, False, False), position + run
    if words[position + run - 1].lower in known.heads and run > 1:
        return NameHit(
            bare.start, bare.end, bare.text, known.heads[words[position + run - 1].lower], False, False
        ), position + run
    headed, after = _with_head(text, words, bare, position + run)
    return (headed, after) if headed is not bare else None
