"""Where a document names its sides: what "the group", "the rebels" and "the enemy" refer back to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.link.actors_names import is_group_name, party_words, slug, vocabulary_set
from dateline.link.actors_tables import OPPOSITION, SideNames, seats
from dateline.link.gazetteer_names import fold

__all__ = ["Mentions", "SideMention"]

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_ACRONYM = re.compile(
    r"((?:[A-Z][\w'’-]+\s(?:(?:of|the|for|and|in)\s){0,2}){1,6}[A-Z][\w'’-]+)\s\(\s?([A-Z][A-Z-]{1,7})\s?\)"
)
# Set on the dev reports:
_DOMINANT = 2  # times as often named as the next: then "the militants" are they
_NAMED_SHARE = 3  # "rebels" may stand so many times for each naming of the group; beyond that they are others
SHORT = 3  # letters of an acronym that may be a word too
_NEARBY = 400  # code points back in which a bare "spokesman" finds the side that he speaks for


@dataclass(frozen=True, slots=True)
class SideMention:
    """A side at `[start, end)`; `named` by a name proper, not by words like "the army"."""

    start: int
    end: int
    side: str
    named: bool


class Mentions:
    """The mentions of one document, in order."""

    def __init__(self, text: str, names: SideNames, *, theatre: bool) -> None:
        self._text = text
        self._armed = names.armed
        self._theatre = theatre
        if not theatre:
            _define_acronyms(text, names)
        self._all = _scan(text, names)
        self._named = [mention for mention in self._all if mention.named]
        self._starts = [mention.start for mention in self._named]
        self._counts = Counter(mention.side for mention in self._named)
        self.counts = Counter(mention.side for mention in self._all)
        opposing = vocabulary_set(OPPOSITION)
        self._unnamed = sum(1 for match in _WORD.finditer(text) if match.group().lower() in opposing)

    def main_group(self) -> str | None:
        """The armed group that the document is about, if it is about one."""
        ranked = [(side, count) for side, count in self._counts.most_common() if side in self._armed]
        if not ranked or (not self._theatre and self._unnamed > _NAMED_SHARE * ranked[0][1]):
            return None
        return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= _DOMINANT * ranked[1][1] else None

    def last_group(self, at: int | None) -> str | None:
        """The armed group last named before this position."""
        before = self._named[: bisect_left(self._starts, at)] if at is not None else self._named
        return next((mention.side for mention in reversed(before) if mention.side in self._armed), None)

    def nearby(self, at: int | None) -> str | None:
        """The side named last, and close by."""
        before = bisect_left(self._starts, at) if at is not None else 0
        if at is None or before == 0 or at - self._starts[before - 1] > _NEARBY:
            return None
        return self._named[before - 1].side

    def nearest(self, sides: Sequence[str], at: int) -> tuple[str, str] | None:
        """Of these sides the one mentioned nearest to a position, and the words there."""
        found = [mention for mention in self._all if mention.side in sides and not self._is_seat(mention)]
        if not found:
            return None
        mention = min(found, key=lambda each: (abs(each.start - at), each.start))
        return mention.side, self._text[mention.start : mention.end]

    def _is_seat(self, mention: SideMention) -> bool:
        """Whether the words are a capital's, which as a rule is the town and not the government."""
        return seats().exact(party_words(self._text[mention.start : mention.end])) is not None

    def nearest_word(self, kind: str, at: int) -> str | None:
        """The word of a list of vocab/actors.yaml that stands nearest to a position: "rebels", "soldiers"."""
        wanted = vocabulary_set(kind)
        found = [match for match in _WORD.finditer(self._text) if match.group().lower() in wanted]
        nearest = min(found, key=lambda match: (abs(match.start() - at), match.start()), default=None)
        return nearest.group() if nearest else None


def _define_acronyms(text: str, names: SideNames) -> None:
    """ "Revolutionary United Front (RUF)" makes the two one group."""
    for full, short in _ACRONYM.findall(text):
        known = names.named.exact(party_words(full))
        if known is None and not is_group_name(full):
            continue
        side = known or slug(full)
        names.named.add(full, side)
        names.named.add(short, side)
        names.armed.add(side)


def _scan(text: str, names: SideNames) -> list[SideMention]:
    tokens = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]
    folded = [fold(re.sub(r"['’]s?$", "", word)) for _, _, word in tokens]
    found: list[SideMention] = []
    number = 0
    while number < len(tokens):
        hit = names.named.starting(folded, number)
        if hit and hit[1] == 1 and len(folded[number]) <= SHORT and tokens[number][2].islower():
            hit = None  # "is", "us" are not IS, the US
        named = hit is not None
        hit = hit or names.generic.starting(folded, number)
        if hit:
            last = tokens[number + hit[1] - 1]
            found.append(SideMention(tokens[number][0], last[1], hit[0], named))
        number += hit[1] if hit else 1
    return found
