"""The gate: what of a text is worth parsing, decided by its words alone (DESIGN section 8).

One Aho-Corasick automaton over the vocabulary reads the text once. A sentence is worth parsing when it holds a word
that a rule starts from; a document, when in some such sentence war is meant: an armed party, violence, or territory.
What is kept carries its neighbours, for what "it" and "there" stand for. The rest is blanked, code point for code
point, so that offsets stay those of the stored text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from dateline.extract.casing import lowered
from dateline.extract.lexicon import lexicon, noun_forms
from dateline.vocab import vocabulary

__all__ = ["compact", "kept", "masked", "sentences_of", "speaks_of_war"]

REACH = 2  # sentences: a claim stands so near to a word of war (all but 0.5% of the development reports' evidence)
NEIGHBOURS = 2  # sentences kept before and after for what pronouns stand for
TOGETHER = 200  # characters between two words that speak of war only together
SHORT = 1200  # characters; a shorter text that passes is parsed whole, cutting it would save nothing

_SURROGATE = re.compile("[\ud800-\udfff]")
_END = re.compile(
    r"(?<![A-Z]\.)(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bGen)(?<!\bSt)(?<!\bvs)[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n\s*\n"
)


def sentences_of(text: str) -> list[tuple[int, int]]:
    """Rough sentences `[start, end)` that cover the text; too long ones do no harm here.

    >>> sentences_of("They left. We stayed.")
    [(0, 11), (11, 21)]
    """
    edges = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    return [(start, end) for start, end in itertools.pairwise(edges) if start < end]


@cache
def _automaton() -> tuple[Any, list[int]]:
    """The automaton, and each pattern's kinds: 1 a rule's word, 2 a word of war, 4 one of war beside another such."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    kinds: dict[str, int] = {}
    for word in _triggers():
        kinds[word] = kinds.get(word, 0) | 1
    for word in _war():
        kinds[word] = kinds.get(word, 0) | 2
    for word in vocabulary("gate")["together"]:
        kinds[word] = kinds.get(word, 0) | 4
    for word in kinds:  # "rebel-held" swallows "held" for the automaton, so it says what "held" says
        if any(kinds.get(part, 0) & 1 for part in re.findall(r"\w+", word)):
            kinds[word] |= 1
    patterns = sorted(kinds)
    return AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest), [kinds[word] for word in patterns]


def _triggers() -> Iterable[str]:
    words = lexicon()
    phrases = vocabulary("control_phrases")
    yield from words.verbs
    yield from words.nouns
    for entry in phrases["control_nouns"]:
        yield from noun_forms(entry["noun"])
    yield from (entry["word"] for entry in phrases["held_words"])
    yield from phrases["alone"]
    yield from phrases["territory"]
    yield from vocabulary("gate")["standing"]
    for name in ("divided", "passed"):
        for verb in phrases[name]:
            yield from (verb, verb + "d", verb + "ed", verb + "s", verb + "ing")


def _war() -> Iterable[str]:
    """Words by which a sentence speaks of a war."""
    words, gate = lexicon(), vocabulary("gate")
    for group in gate["war"]:
        yield from group["words"]
    yield from (name for name in words.named if len(name) > 3)
    for form, camp in words.parties.items():
        if camp is not None and form not in words.unarmed and form not in gate["peaceful"]:
            yield form


def _marks(text: str) -> list[tuple[int, int]]:
    """(offset, kind) of the vocabulary's words in a text, whole words only."""
    automaton, kinds = _automaton()
    low = _SURROGATE.sub("\ufffd", lowered(text))  # the automaton reads UTF-8, which has no lone surrogates
    found = []
    medium: list[tuple[int, str]] = []
    for pattern, start, end in automaton.find_matches_as_indexes(low):
        if (start and low[start - 1].isalnum()) or (end < len(low) and low[end].isalnum()):
            continue
        kind = kinds[pattern]
        if kind & 4:
            kind |= 2 if low[start:end] == "forces" and _named(text, start) else _second(medium, start, low[start:end])
        found.append((start, kind & 3))
    return found


def _named(text: str, start: int) -> bool:
    """ "Dravian forces": a name right before."""
    before = text[:start].rstrip().rpartition(" ")[2]
    return len(before) > 1 and before[0].isupper()


def _second(medium: list[tuple[int, str]], start: int, word: str) -> int:
    """2 where another such word stands shortly before: two together speak of war."""
    medium.append((start, word))
    return 2 if any(other != word and start - at <= TOGETHER for at, other in medium[-5:]) else 0


def kept(text: str) -> list[tuple[int, int]]:
    """The parts `[start, end)` of a text that are worth parsing, in order; none where the text holds no claim."""
    marks = _marks(text)
    if not any(kind & 1 for _, kind in marks) or not any(kind & 2 for _, kind in marks):
        return []
    spans = sentences_of(text)
    kinds = [0] * len(spans)
    number = 0
    for offset, kind in marks:
        while spans[number][1] <= offset:
            number += 1
        kinds[number] |= kind
    warlike = {number for number, kind in enumerate(kinds) if kind & 2}
    worth = {number for number, kind in enumerate(kinds) if kind & 1 and _near(number, warlike, REACH)}
    if not worth:
        return []
    if len(text) <= SHORT:
        return [(0, len(text))]
    return _joined([span for number, span in enumerate(spans) if _near(number, worth, NEIGHBOURS)])


def speaks_of_war(text: str) -> bool:
    """Whether a sentence holds a word of war itself."""
    return any(kind & 2 for _, kind in _marks(text))


def _near(number: int, others: set[int], reach: int) -> bool:
    return any(each in others for each in range(number - reach, number + reach + 1))


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def masked(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with all but the spans blanked. A blank stretch opens with line ends: it parts paragraphs, and patterns
    that look for them pass it in one step."""
    parts, last = [], 0
    for start, end in [*spans, (len(text), len(text))]:
        parts.append(("\n\n" + " " * (start - last))[: start - last])
        parts.append(text[start:end])
        last = end
    return "".join(parts)


def compact(text: str, spans: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """The spans' text alone, and how far each piece was moved: [(its start in the compact text, the shift back)]."""
    parts: list[str] = []
    shifts, length = [], 0
    for start, end in spans:
        shifts.append((length, start - length))
        parts.append(text[start:end] + "\n\n")
        length += end - start + 2
    return "".join(parts), shifts
