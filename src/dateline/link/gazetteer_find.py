"""Place names in running text, by the gazetteer and the words around them, without a statistical model.

Runs of capitalised words are cut into the longest names that the gazetteer knows. What stands around a run decides
whether it is a place: a title or a given name before it makes it a person, a head word ("airport", "province",
"the town of") makes it a place of that scale even if the gazetteer has never heard of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.link.gazetteer_words import Word, run_length, surnames, word_lists, words_of
from dateline.model import NameHit, Scale

if TYPE_CHECKING:
    from dateline.link.gazetteer import Entry, Gazetteer

__all__ = ["find_names"]

_CONTRACTION = re.compile(r"['’](?:ve|ll|d|re|m|t)$", re.IGNORECASE)
_PARTICIPLE = re.compile(r"-(?:held|led|backed|controlled|run|aligned|allied|dominated|based|linked)$")
_ARTICLES = frozenset({"A", "An"})
_HEAD_WITHIN = 4  # words after a name in which its head may come: "Kabul international military airport"
# Set on reports of August 2021 and the development halves of the geoparsing sets:
_PLAIN_TOWN = 15_000  # a town below this, inside a longer run of capitals, is more often a surname or a firm
_WELL_KNOWN = 300_000  # a town above this is meant even where a person of the name occurs
_SHORT = 3  # letters: such names are words or abbreviations, unless all capitals
_WIDE = (Scale.COUNTRY, Scale.AREA)


def find_names(gazetteer: Gazetteer, text: str) -> list[NameHit]:
    """The place names in `text`, left to right, not overlapping."""
    return _Finder(gazetteer, text).hits()


class _Finder:
    def __init__(self, gazetteer: Gazetteer, text: str) -> None:
        self._gazetteer = gazetteer
        self._text = text
        self._words = words_of(text)
        self._people = surnames(self._words)
        self._lists = word_lists()

    def hits(self) -> list[NameHit]:
        found: list[NameHit] = []
        position = 0
        while position < len(self._words):
            hit, position = self._at(position)
            if hit:
                found.append(hit)
        return found

    def _at(self, position: int) -> tuple[NameHit | None, int]:
        """The name that starts at this word, if any, and where to go on."""
        if self._no_start(self._words[position]):
            return None, position + 1
        run = run_length(self._text, self._words, position)
        whole = self._known(position, run)
        if whole:
            return self._with_head(whole, position + run)
        named = self._unknown_site(position, run)
        if named:
            return named
        for length in range(run - 1, 0, -1):
            hit = self._known(position, length)
            if hit:
                return self._with_head(hit, position + length)
        return self._unknown(position, run) or (None, position + 1)

    def _no_start(self, word: Word) -> bool:
        return bool(
            not word.capital
            or word.text in _ARTICLES
            or self._gazetteer.adjective(word.text)
            or _CONTRACTION.search(word.text)
            or _PARTICIPLE.search(word.text)
        )

    # ---- names that the gazetteer has

    def _known(self, position: int, length: int) -> NameHit | None:
        first, last = self._words[position], self._words[position + length - 1]
        name = self._text[first.start : last.end]
        if not last.capital or self._ruled_out(name, first, length):
            return None
        found = self._gazetteer.candidates(name)
        if not found or (len(name) <= _SHORT + 1 and name.isupper() and found[0].scale not in _WIDE):
            return None
        best = found[0]
        if best.scale is not Scale.COUNTRY and self._after_person(position):
            return None
        if length == 1 and best.scale is not Scale.COUNTRY:
            return self._single(position, best)
        return NameHit(first.start, last.end, name, best.scale, capital=best.capital)

    def _ruled_out(self, name: str, first: Word, length: int) -> bool:
        """Whether the words themselves are no place's: "March", "Or", "the"."""
        if name.lower() in self._lists.not_places and not (name.isupper() and len(name) <= _SHORT):
            return True
        if length > 1 and first.lower in self._lists.titles:
            return True
        capitals = name.isupper() or (len(name) == _SHORT and not first.first)
        return len(name) <= _SHORT and not capitals

    def _single(self, position: int, best: Entry) -> NameHit:
        """A name of one word, which may be a surname or part of something longer."""
        word = self._words[position]
        small = best.population < _PLAIN_TOWN and best.scale is not Scale.AREA
        loose = self._follows_capital(position) or self._leads_capital(position) or word.first
        person = word.lower in self._people and best.population < _WELL_KNOWN
        ambiguous = (loose and small) or person or word.lower in self._lists.given
        return NameHit(word.start, word.end, word.text, best.scale, True, ambiguous, best.capital)

    def _before(self, position: int) -> Word | None:
        """The word before, where only a space stands between."""
        word = self._words[position]
        if position == 0 or word.first:
            return None
        before = self._words[position - 1]
        return before if self._text[before.end : word.start] == " " else None

    def _after_person(self, position: int) -> bool:
        """Whether a title or a given name stands before: "President", "Ben"."""
        before = self._before(position)
        if before is None:
            return False
        titled = before.lower in self._lists.titles and before.lower not in self._lists.heads
        return titled or (before.capital and before.lower in self._lists.given)

    def _follows_capital(self, position: int) -> bool:
        before = self._before(position)
        return bool(before and before.capital and before.lower not in self._lists.not_places)

    def _leads_capital(self, position: int) -> bool:
        if position + 1 >= len(self._words):
            return False
        after = self._words[position + 1]
        joined = self._text[self._words[position].end : after.start] == " "
        return joined and after.capital and not after.first and after.lower not in self._lists.heads

    # ---- names that only their wording makes places

    def _with_head(self, hit: NameHit, position: int) -> tuple[NameHit, int]:
        """The name with its head word, where one follows: "Kabul international airport", "Helmand province"."""
        at, end = position, hit.end
        while at < len(self._words) and at < position + _HEAD_WITHIN and self._text[end : self._words[at].start] == " ":
            word = self._words[at]
            if self._is_head(word) and hit.scale is not Scale.COUNTRY:
                name = self._text[hit.start : word.end]
                return NameHit(hit.start, word.end, name, self._lists.heads[word.lower], hit.known), at + 1
            if word.lower not in self._lists.modifiers:
                break
            at, end = at + 1, word.end
        return hit, position

    def _is_head(self, word: Word) -> bool:
        return word.lower in self._lists.heads and not (word.capital and word.lower in self._lists.lower_heads)

    def _bare(self, position: int, run: int) -> tuple[NameHit, int] | None:
        """The run as an unknown town, cut at the first joiner that is no article; None where it cannot be a name."""
        length = 1
        while length < run and (self._words[position + length].capital or run - length > 1):
            if self._words[position + length].lower in ("of", "the", "and", "on", "in"):
                break
            length += 1
        while length > 1 and not self._words[position + length - 1].capital:
            length -= 1
        named = self._words[position : position + length]
        first, lists = named[0].lower, self._lists
        if first in lists.not_places or first in lists.titles or first in lists.given:
            return None
        start, end = named[0].start, named[-1].end
        return NameHit(start, end, self._text[start:end], Scale.TOWN, False), position + length

    def _unknown_site(self, position: int, run: int) -> tuple[NameHit, int] | None:
        """ "Bab al-Salam crossing", though "Bab" alone is known."""
        bare = self._bare(position, run) if run > 1 else None
        if bare is None or bare[1] - position < 2 or self._gazetteer.country_of(self._words[position].text):
            return None
        headed, after = self._with_head(*bare)
        return (headed, after) if headed.scale is Scale.SITE and headed.end > bare[0].end else None

    def _unknown(self, position: int, run: int) -> tuple[NameHit, int] | None:
        """ "the village of Tamura", "Menagh air base", "Splendid Hotel": places by their wording."""
        bare = self._bare(position, run)
        if bare is None:
            return None
        hit, after = bare
        said = self._said_before(position)
        if said:
            return NameHit(hit.start, hit.end, hit.text, said, False), after
        last = self._words[after - 1]
        if after - position > 1 and self._is_head(last):
            return NameHit(hit.start, hit.end, hit.text, self._lists.heads[last.lower], False), after
        headed, beyond = self._with_head(hit, after)
        return (headed, beyond) if headed is not hit else None

    def _said_before(self, position: int) -> Scale | None:
        """The scale that "the town of" gives to what follows."""
        if position < 2 or self._words[position - 1].lower != "of":
            return None
        scale = self._lists.heads.get(self._words[position - 2].lower)
        return scale if scale in (Scale.TOWN, Scale.DISTRICT, Scale.PROVINCE) else None
