"""Where in a text a rule of dates is worth trying: near the words that it cannot do without.

Most rules begin with what may be left out ("early on", "about"), so that the matcher tries them in vain at every word.
The named groups that every match of a rule has are read off its pattern; the rarest kind of them is looked for first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

__all__ = ["stretches"]

_BLANK = re.compile(r"\s")
# The kinds of words that a rule may need, the rarer in news the earlier.
# A rule whose needed words are of none of these kinds has a group "core" around them.
KINDS = (
    "core",
    "word",
    "decade",
    "short",
    "era",
    "holiday",
    "season",
    "turn",
    "month",
    "part",
    "weekday",
    "unit",
    "year",
    "ordinal",
    "hour",
    "number",
    "day",
)
REACH = 80  # characters before and after such a word; the longest expressions of the sets read have some sixty


def stretches(
    pattern: re.Pattern[str], text: str, low: str, seen: dict[str, list[tuple[int, int]]]
) -> list[tuple[int, int]]:
    """The parts of a text to try a rule on; `low` is the text in lower case, `seen` what was found for other rules."""
    core = _core(pattern.pattern)
    if core is None:
        return [(0, len(text))]
    if core not in seen:
        seen[core] = list(_around(core, text, low))
    return seen[core]


def _around(core: str, text: str, low: str) -> Iterator[tuple[int, int]]:
    start = end = -1
    for match in _searched(core).finditer(low):
        if match.start() and low[match.start() - 1].isalpha():
            continue  # within a word
        if match.start() - REACH > end:
            if end >= 0:
                yield start, end
            start = max(0, match.start() - REACH)
        blank = _BLANK.search(text, min(len(text), match.end() + REACH))
        end = blank.start() if blank else len(text)  # not within a word, which would seem to end there
    if end >= 0:
        yield start, end


@cache
def _searched(core: str) -> re.Pattern[str]:
    """To be looked for in lower case: with case ignored, or a look behind, a text is passed much more slowly."""
    return re.compile(core, re.IGNORECASE if re.search("[A-Z]", core) else 0)


@cache
def _core(pattern: str) -> str | None:
    """The source of the rarest group that no match goes without; None where every group may be missing."""
    needed = dict(_needed(pattern))
    return next((needed[kind] for kind in KINDS if kind in needed), None)


def _needed(pattern: str) -> Iterator[tuple[str, str]]:
    """The named groups that are in every match, with their source: no group around them is optional or a choice."""
    open_groups: list[tuple[int, bool]] = []  # where each starts, and whether it holds a choice so far
    closed: list[tuple[int, int, bool]] = []  # start, end, whether what is inside may be missing
    choice, at, in_set = False, 0, False
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif in_set:
            in_set = sign != "]"
        elif sign == "[":
            in_set = True
        elif sign == "(":
            open_groups.append((at, choice))
            choice = False
        elif sign == "|":
            choice = True
        elif sign == ")":
            start, outer = open_groups.pop()
            loose = choice or pattern[at + 1 : at + 2] in ("?", "*") or pattern.startswith(("(?!", "(?<!"), start)
            closed.append((start, at, loose))
            choice = outer
        at += 1
    for start, end, _ in closed:
        named = re.match(r"\(\?P<(\w+)>", pattern[start:])
        optional = pattern[end + 1 : end + 2] in ("?", "*")
        if named and not optional and not any(a < start and end < b and loose for a, b, loose in closed):
            yield named[1], pattern[start + named.end() : end]
