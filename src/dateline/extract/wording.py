"""An unnamed place in full: without who holds it, with what it lies in ("the rebel-held half" is "half of Dorva").

`Place.text` stays as written (CODEBOOK section 3); what is made here is its `name`.
"""

from __future__ import annotations

import re
from functools import cache

from dateline.extract.lexicon import singular, word_set
from dateline.vocab import vocabulary

__all__ = ["in_full"]

_DETERMINER = re.compile(r"^(?:the|an?|this|that|these|those|its|their|his|some)\s+", re.IGNORECASE)
# What places a piece of land already: "villages south of Dorva", "territory in the east".
_PLACED = re.compile(r"\b(?:of|in|near|outside|around|between|at|along|from|to|into|towards?)\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"\s+(?:(?:that|which|where|it|they|we|he|under)\b"
    r"|(?:still |now |previously |recently )?\w+(?:ed|en|ld|un) by\b).*$",
    re.DOTALL,
)


@cache
def _holder() -> re.Pattern[str]:
    held = "|".join(entry["word"] for entry in vocabulary("control_phrases")["held_words"])
    alone = "|".join(vocabulary("control_phrases")["alone"])
    return re.compile(rf"^(?:[\w.'’]+(?:,? (?:and|or) [\w.'’]+)? ?[-–‑] ?(?:{held})\s+|(?:{alone})\s+)", re.IGNORECASE)


@cache
def _ways() -> frozenset[str]:
    return frozenset(vocabulary("place_nouns")["directions"])


@cache
def _pieces() -> frozenset[str]:
    parts = word_set("wording_pieces")
    return parts | {singular(word) for word in parts}


def in_full(text: str, noun: str | None, outer: str | None) -> str | None:
    """The name in full of an unnamed place, or None where nothing is left to say beyond its text.

    >>> in_full("the rebel-held districts", "district", "Dorva")
    'districts of Dorva'
    >>> in_full("a government-controlled airport", "airport", "Dorva")
    'airport in Dorva'
    """
    plain = _CLAUSE.sub("", _holder().sub("", _DETERMINER.sub("", text.strip())))
    if not plain:
        return None
    ways = plain.split()[0].lower() in _ways()
    placed = _PLACED.search(plain) or (ways and (noun not in _pieces() or noun in ("area", "zone")))
    if outer and not placed and outer.casefold() not in plain.casefold():
        plain = f"{plain} {'of' if noun in _pieces() else 'in'} {outer}"
    return plain if plain != text else None
