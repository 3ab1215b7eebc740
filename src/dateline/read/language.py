"""The language of a text, by its script and its function words (`vocab/languages.yaml`).

Extraction reads English. Everything else is kept and marked, so that it is skipped knowingly and counted.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from dateline.vocab import vocabulary

__all__ = ["language_of"]

SAMPLE = 4_000  # characters; the share of function words is steady from a few hundred on
# Running text of the languages listed has 25 to 50% of such words in it, other languages' text under 8%; names and
# numbers alone (a table, a list of places) under 3%.
SHARE_MIN = 0.08
WORDS_MIN = 6  # fewer words tell nothing

_LATIN_END = "\u024f"
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language, or None where the text is too short or in none of those known."""
    sample = text[:SAMPLE]
    words = [word.casefold() for word in _WORD.findall(sample)]
    script = _script(sample)
    among = _scripts()[script][1] if script else _latin()
    if script and len(among) == 1:
        return among[0]
    if len(words) < WORDS_MIN:
        return None
    counts = Counter(words)
    shares = {code: sum(counts[word] for word in _function_words(code)) / len(words) for code in among}
    best = max(shares, key=lambda code: (shares[code], code == "en", code))
    return best if shares[best] >= SHARE_MIN else None


def _script(sample: str) -> str | None:
    """The script, other than Latin, of most letters."""
    others = [character for character in sample if character > _LATIN_END and character.isalpha()]
    if 2 * len(others) < len(sample) / 2:
        return None  # spaces and signs are under half of any text, so Latin letters are more
    letters = sum(map(str.isalpha, sample))
    for name, (bounds, _) in _scripts().items():
        if 2 * sum(bounds[0] <= character <= bounds[1] for character in others) > letters:
            return name
    return None


@cache
def _scripts() -> dict[str, tuple[tuple[str, str], list[str]]]:
    table = vocabulary("languages")["scripts"]
    return {name: ((row["range"][0], row["range"][1]), row["among"]) for name, row in table.items()}


@cache
def _latin() -> list[str]:
    others = {code for _, among in _scripts().values() for code in among}
    return [code for code in vocabulary("languages")["words"] if code not in others]


@cache
def _function_words(code: str) -> frozenset[str]:
    return frozenset(vocabulary("languages")["words"].get(code, ()))
