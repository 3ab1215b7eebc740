"""The words of time, from `vocab/times.yaml`, as patterns to write rules with, and as values.

`pattern("{month} {year}")` fills the named classes in; every class is one group without a name, so that rules
name what they need: `(?P<month>{month})`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from dateline.vocab import vocabulary

__all__ = ["clock_minutes", "compiled", "month_of", "number_of", "ordinal_of", "unit_of", "value_of", "weekday_of"]


def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = vocabulary("times")
    return words


LONGEST_SHORT_MONTH = 4  # letters of a month's abbreviation, which may take a full stop: "Sept."


@cache
def _lookup(name: str) -> Mapping[str, Any]:
    """Word to key of one table."""
    return {word: key for key, words in _words()[name].items() for word in words}


def _either(words: Iterable[str]) -> str:
    """A group of the words, the longest first; blanks stand for any white space."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]") for word in ordered) + ")"


@cache
def _classes() -> dict[str, str]:
    words = _words()
    tables = ("weekdays", "months", "seasons", "parts_of_day", "positions", "clock_words", "holidays", "decade_words")
    classes = {name: _either(_lookup(name)) for name in tables}
    small = _either(_lookup("number_words"))
    ordinals = _either(_lookup("ordinal_words"))
    tens = _either(word for word, value in _lookup("number_words").items() if value in range(20, 100, 10))
    units = _either(_lookup("units"))
    short = [word for word in _lookup("months") if len(word) <= LONGEST_SHORT_MONTH and word != "may"]
    full = [word for word in _lookup("months") if word not in short or word in ("june", "july")]
    classes |= {
        "weekday": classes["weekdays"],
        "weekday_short": "(?:" + _either(_lookup("weekday_abbreviations")) + r"\.?|" + classes["weekdays"] + ")",
        "month": rf"(?:{_either(full)}\b|{_either(short)}\b\.?)",
        "season": classes["seasons"],
        "part": classes["parts_of_day"],
        "position": classes["positions"],
        "clock_word": classes["clock_words"],
        "holiday": classes["holidays"],
        "decade_word": classes["decade_words"],
        "unit": units,
        "number": r"(?:\d+(?:,\d{3})+|\d+(?:\.\d+)?(?:\s+1/2)?"
        rf"|{tens}(?:-|\s+){small}|{small}(?:\s+hundred|\s+thousand)?)",
        "vague": _either(words["vague_numbers"]),
        "about": "(?:" + _either(words["approximations"]) + r"\s+)",
        "ordinal": rf"(?:\d{{1,3}}(?:st|nd|rd|th)|(?:{tens}(?:-|\s+))?{ordinals})",
        "day": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d|%|[.,:]\d)",
        "year": r"(?:1\d{3}|20\d{2})(?!\d|,\d)",
        "zone": rf"(?:\s*{_either(words['zones'])}\b)?",
    }
    return classes


def compiled(template: str, *, bordered: bool = True) -> re.Pattern[str]:
    """The rule's pattern, at word borders, with `{class}` filled in; not `bordered`, to match on from a place."""
    filled = re.sub(r"\{([a-z_]+)\}", lambda match: _classes()[match.group(1)], template)
    return re.compile(rf"(?<![\w$£€])(?:{filled})(?!\w)" if bordered else filled, re.IGNORECASE)


def _plain(word: str) -> str:
    return re.sub(r"\s+", " ", word.lower().replace("’", "'")).strip()


def value_of(table: str, word: str) -> Any:
    """The key of a word in a table ("spring" in "seasons" gives "SP"), or None."""
    return _lookup(table).get(_plain(word))


def month_of(word: str) -> int:
    found: int = _lookup("months")[_plain(word).rstrip(".")]
    return found


def weekday_of(word: str) -> int:
    plain = _plain(word).rstrip(".")
    found: int = _lookup("weekdays").get(plain) or _lookup("weekday_abbreviations")[plain]
    return found


def unit_of(word: str) -> str:
    """The designator of a unit, singular or plural."""
    plain = _plain(word)
    table = _lookup("units")
    found: str = table[plain] if plain in table else table[plain.removesuffix("s")]
    return found


def number_of(word: str) -> float | None:
    """The value of a number in figures or words; None for "several" and its like."""
    plain = _plain(word).replace(",", "")
    if re.fullmatch(r"\d+(\.\d+)?( 1/2)?", plain):
        return float(plain.removesuffix(" 1/2")) + (0.5 if plain.endswith(" 1/2") else 0)
    table = _lookup("number_words")
    if plain in table:
        return float(table[plain])
    for scale, factor in (("hundred", 100), ("thousand", 1000)):
        head = plain.removesuffix(scale).strip()
        if head != plain and head in table:
            return float(table[head] * factor)
    parts = re.split(r"[-\s]+", plain)
    if all(part in table for part in parts):
        return float(sum(table[part] for part in parts))
    return None


def ordinal_of(word: str) -> int | None:
    plain = _plain(word)
    figures = re.match(r"\d+", plain)
    if figures:
        return int(figures.group())
    table = _lookup("ordinal_words")
    if plain in table:
        return int(table[plain])
    ten, _, one = re.sub(r"\s+", "-", plain).partition("-")
    tens = _lookup("number_words").get(ten)
    return int(tens + table[one]) if tens and one in table else None


def clock_minutes(hour: str, minute: str | None, half: str | None) -> tuple[int, int] | None:
    """Hour and minute of a clock time, with "am" or "pm" applied; None for a time that cannot be."""
    h, m = int(hour), int(minute or 0)
    if half:
        if not 1 <= h <= 12:
            return None
        h = h % 12 + (12 if half.lower().startswith("p") else 0)
    return (h, m) if h <= 24 and m < 60 else None
