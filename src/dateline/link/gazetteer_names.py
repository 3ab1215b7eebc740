"""How a place name is folded before it is looked up, so that spellings of one name meet.

`fold` keeps the words: accents, apostrophes and case go. `skeleton` also drops the articles and connectors of
Arabic, Persian and Pashto ("al-", "el-", "-i-", "-e-", "-ye-") and the gaps between words. `consonants` keeps
consonants alone: two transcriptions of one name mostly differ in vowels, so it serves where the country is known.

>>> fold("Ma'arrat al-Nu'man"), skeleton("Qala-i-Naw"), consonants("Mahmood Raqi")
('maarrat al numan', 'qalanaw', 'mhmdrq')
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from dateline.vocab import vocabulary

__all__ = ["consonants", "fold", "lookup_keys", "skeleton"]

_APOSTROPHES = re.compile("[ʻʼ’‘'`´ʿʾʹʺ′]")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_GLUED_ARTICLE = re.compile(r"^(?:al|el)(?=.{4})")
_LETTERS = str.maketrans(
    {"đ": "d", "ø": "o", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "a"}
)
_VOWELS = re.compile("[aeiou]+")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Lower case, no accents, no apostrophes, one space between words."""
    plain = (name if name.isascii() else _unaccented(name)).lower()
    return _BETWEEN_WORDS.sub(" ", _APOSTROPHES.sub("", plain.translate(_LETTERS))).strip()


def _unaccented(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


@cache
def _connectors() -> frozenset[str]:
    return frozenset(vocabulary("transcription")["connectors"])


def skeleton(name: str) -> str:
    """The folded words without articles and connectors, run together."""
    words = fold(name).split()
    kept = [word for word in words if word not in _connectors()] or words
    return "".join(kept)


def consonants(name: str) -> str:
    """What is left of a name when vowels and the variants of transcription are gone."""
    letters = _GLUED_ARTICLE.sub("", skeleton(name))
    for written, sound in vocabulary("transcription")["sounds"]:
        letters = letters.replace(written, sound)
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", letters))


def lookup_keys(name: str) -> Iterator[str]:
    """The keys to try, best first."""
    exact = fold(name)
    yield exact
    loose = skeleton(name)
    if loose != exact:
        yield loose
