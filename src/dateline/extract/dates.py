"""Time expressions of a text, resolved: `tag(text, published)`.

A grammar of rules over `vocab/times.yaml` finds the expressions; each is resolved from left to right, since a later
one may count from an earlier one. Each carries two readings:

* `value`, TIMEX3 (TimeML, ISO 24617-1), what the words themselves denote: `2021-08-12`, `2021-W32`, `P30D`;
* `interval`, the days on which CODEBOOK section 3 would put what is said there: "since Tuesday" runs to
  publication, "within 30 days" from it, "earlier this month" ends at it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise

from dateline.extract import dates_days, dates_durations, dates_months, dates_relative, dates_years
from dateline.extract.casing import lowered
from dateline.extract.dates_context import Context, Kind, Meaning, Relation, Resolver, relation_before, tense
from dateline.extract.dates_core import stretches
from dateline.times import Interval

__all__ = ["TimeExpression", "precision_of", "tag"]

DAY_PRECISION_DAYS = 2  # a night belongs to two days and is still a day's precision
WEEK_PRECISION_DAYS = 9  # a week, or "the past seven days" with both ends

RANGE_LEAD = 20  # characters before the first end of a range in which "between" stands

_RANGE_TO = re.compile(r"\s+(?:to|until|till|through|up\s+to)\s+(?:the\s+)?|\s*[-–—]\s*")
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_MERGE_GAP = re.compile(r"(?:\s+hours)?(?:,?\s+(?:on|of|at|in\s+the|the)?\s*|\s*\([^()]{3,20}\)\s*(?:on\s+)?)\Z")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """`text == document.text[start:end]`. `interval` is half-open in memory, None where the words fix no days.

    `precision`: 1 the day, 2 the week, 3 coarser. `relation` is the word before it ("since", "by", "within" …).
    """

    start: int
    end: int
    text: str
    type: str  # TIMEX3: DATE, TIME, DURATION, SET
    value: str | None  # TIMEX3
    interval: Interval | None
    precision: int
    relation: Relation = ""
    whole: Interval | None = None  # the period itself, where `interval` is only the part of it that is past


def tag(text: str, published: date | None, kind: Kind = "news") -> list[TimeExpression]:
    """The time expressions of a text, left to right, not overlapping.

    `published` is what "yesterday" counts from; without it relative expressions have a value and an interval only
    where an earlier date of the text gives them. `kind` "narrative" reads a history: times count from the story's.
    """
    context = Context(text, published, kind)
    found: list[tuple[int, int, Meaning]] = []
    for start, end, resolver, match in _candidates(text):
        if found and start < found[-1][1]:
            continue
        meaning = _resolved(resolver, match, context)
        if meaning is None:
            continue
        merged = _merged(text, found[-1], (start, end, meaning)) if found else None
        if merged:
            found[-1] = merged
        else:
            found.append((start, end, meaning))
        context = context.advance(found[-1][2])
    return _ranged(text, [_expression(text, published, kind, each) for each in found])


def precision_of(interval: Interval) -> int:
    """1 the day, 2 the week, 3 coarser (DESIGN section 3)."""
    if interval.days <= DAY_PRECISION_DAYS:
        return 1
    return 2 if interval.days <= WEEK_PRECISION_DAYS else 3


@cache
def _rules() -> list[tuple[re.Pattern[str], Resolver]]:
    modules = (dates_days, dates_months, dates_years, dates_relative, dates_durations)
    return [rule for module in modules for rule in module.rules()]


def _candidates(text: str) -> Iterator[tuple[int, int, Resolver, re.Match[str]]]:
    """All matches of all rules: from the left, the longer first, then in the order of the rules."""
    matches: list[tuple[int, int, int, Resolver, re.Match[str]]] = []
    low, seen = lowered(text), dict[str, list[tuple[int, int]]]()
    for order, (pattern, resolver) in enumerate(_rules()):
        for first, last in stretches(pattern, text, low, seen):
            found = pattern.finditer(text, first, last)
            matches += [(match.start(), -match.end(), order, resolver, match) for match in found]
    for start, end, _order, resolver, match in sorted(matches, key=lambda each: each[:3]):
        yield start, -end, resolver, match


def _resolved(resolver: Resolver, match: re.Match[str], context: Context) -> Meaning | None:
    try:
        return resolver(match, context)
    except (OverflowError, ValueError):  # a date outside the calendar is no date
        return None


def _merged(
    text: str, before: tuple[int, int, Meaning], after: tuple[int, int, Meaning]
) -> tuple[int, int, Meaning] | None:
    """A clock time or part of a day beside its day is one expression: "8 p.m. on Friday", "the morning of 6 August"."""
    if not _MERGE_GAP.match(text[before[1] : after[0]]):
        return None
    one, other = before[2], after[2]
    if one.type == "TIME" and other.type == "DATE" and other.period and other.period.unit == "day":
        day, time = other.period, _time_of(one)
    elif other.type == "TIME" and one.type == "DATE" and one.period and one.period.unit == "day":
        day, time = one.period, _time_of(other)
    else:
        return None
    return (before[0], after[1], Meaning.of(day.at(time))) if time else None


def _time_of(meaning: Meaning) -> str | None:
    return meaning.period.time if meaning.period else (meaning.value or "").lstrip("T") or None


def _expression(text: str, published: date | None, kind: Kind, found: tuple[int, int, Meaning]) -> TimeExpression:
    start, end, meaning = found
    relation = relation_before(text, start)
    interval = meaning.interval
    if interval is not None and published is not None and kind == "news":
        interval = _related(interval, relation, published, meaning, tense(text, start, end))
    precision = precision_of(interval) if interval else 3
    whole = meaning.period.interval if meaning.period else None
    return TimeExpression(
        start, end, text[start:end], meaning.type, meaning.value, interval, precision, relation, whole
    )


def _ranged(text: str, expressions: list[TimeExpression]) -> list[TimeExpression]:
    """Both ends of "from 3 June to 5 July", "between Monday and Wednesday" cover the whole range."""
    out = list(expressions)
    for place, (one, other) in enumerate(pairwise(expressions)):
        between, before = text[one.end : other.start], text[max(0, one.start - RANGE_LEAD) : one.start]
        if not _RANGE_TO.fullmatch(between) and not (between.strip() == "and" and _BETWEEN.search(before)):
            continue
        if one.type != "DATE" or one.type != other.type or one.precision != other.precision:
            continue
        if one.interval and other.interval and one.interval.start < other.interval.end:
            whole = Interval(one.interval.start, other.interval.end)
            pair = [replace(each, interval=whole, precision=precision_of(whole)) for each in (one, other)]
            out[place : place + 2] = pair
    return out


def _related(interval: Interval, relation: Relation, published: date, meaning: Meaning, when: str) -> Interval:
    """The days of the event, given those of the expression and how the words before relate the two."""
    if meaning.type not in ("DATE", "TIME"):
        return interval
    if relation == "since" and interval.start <= published:
        return Interval.span(min(meaning.since or interval.start, published), published)
    if relation in ("by", "until", "before") and interval.last > published:
        return Interval(published, interval.end)
    if relation == "from" and when == "future" and interval.start > published:
        return interval
    return interval


def expressions_in(expressions: Iterable[TimeExpression], start: int, end: int) -> list[TimeExpression]:
    """Those that lie within `[start, end)`."""
    return [each for each in expressions if start <= each.start and each.end <= end]
