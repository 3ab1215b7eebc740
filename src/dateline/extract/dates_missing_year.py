"""Which year is meant where none is said: "on 6 August", "in May", "the third quarter".

News takes the one nearest to publication that fits the tense; a narrative takes the year it is in.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

from dateline.extract.dates_calendar import Period
from dateline.extract.dates_context import Context, Meaning, relation_before, tense
from dateline.extract.dates_words import compiled, value_of

__all__ = ["RANGE", "dated", "stated_year", "yearless"]

FAR_BACK_DAYS, NEAR_AHEAD_DAYS = 270, 95  # three quarters of a year; a season
TURN_OF_YEAR = 8  # months back that a story does not go: after October, "in January" is the next year's
TWO_FIGURE_PIVOT = 50  # '49 is 2049, '50 is 1950: POSIX has 69, news of wars looks further back
RANGE = r"(?:\s*[-–—]\s*|\s+(?:to|and|until|through)\s+)"  # between the two ends of a range of days


def dated(period: Period, position: str | None) -> Meaning:
    """The period, its days narrowed by "early", "late" …"""
    where = value_of("positions", position.strip("- ")) or value_of("positions", position) if position else None
    meaning = Meaning.of(period, period.part(where) if where else None)
    return replace(meaning, since=period.middle) if where == "mid" else meaning


def stated_year(match: re.Match[str]) -> int | None:
    """The year that the expression itself gives, in four figures or two."""
    text = match.groupdict().get("year")
    if not text:
        return None
    if len(text) == 4:
        return int(text)
    two = int(text)
    return two + (2000 if two < TWO_FIGURE_PIVOT else 1900)


def yearless(context: Context, start: int, end: int, first: Period, weekday: int | None = None) -> Period | None:
    """The period of `first`'s kind in the fitting year; `first` is that of any. A `weekday` must fit the day."""
    told = _told_year(context, end)
    if told:
        return _in_year(first, told)
    if context.kind == "narrative" and context.last:
        return _in_year(first, _running_year(context, first))
    anchor = context.published
    if anchor is None:
        return _in_year(first, context.last.start.year) if context.last else None
    near = [found for year in (-1, 0, 1) if (found := _in_year(first, anchor.year + year))]
    if weekday:
        near = [each for each in near if each.start.isoweekday() == weekday] or near
    before = [each for each in near if each.start <= anchor]
    after = [each for each in near if each.interval.last >= anchor]
    relation = relation_before(context.text, start)
    when = "unknown" if relation in ("by", "until") else tense(context.text, start, end)
    if first.unit == "quarter":  # a quarter that is reported on has begun
        return before[-1] if before else None
    if when == "future" and after:
        return after[0]
    if when == "past" and before and not (first.unit == "day" and _far_back(before[-1], after, anchor)):
        return before[-1]
    if first.unit != "day" and relation not in ("by", "until"):
        return before[-1] if before else None
    return min(near, key=lambda each: abs((each.start - anchor).days), default=None)


def _far_back(last: Period, after: list[Period], anchor: date) -> bool:
    """A past verb is no proof for a day of most of a year ago where the next one is near ("payable Dec. 7")."""
    if not after:
        return False
    return (anchor - last.start).days > FAR_BACK_DAYS and (after[0].start - anchor).days < NEAR_AHEAD_DAYS


def _told_year(context: Context, end: int) -> int | None:
    """The year that the other end of a range states: "March 19-April 30, 2003", "August and September 1914"."""
    ahead = _range_year().match(context.text, end) or _day_range_year().match(context.text, end)
    return int(ahead["year"]) if ahead else None


@cache
def _day_range_year() -> re.Pattern[str]:
    return compiled(rf"{RANGE}{{day}},\s+(?P<year>{{year}})", bordered=False)


@cache
def _range_year() -> re.Pattern[str]:
    other_end = r"(?:the\s+)?(?:{day}\s+(?:of\s+)?)?{month}(?:\s+{day})?,?\s+(?P<year>{year})"
    return compiled(r"\s*(?:[-–—]|to|and|or|until|through)\s*" + other_end, bordered=False)


def _running_year(context: Context, first: Period) -> int:
    """The year a story is in: that of what was last dated, and the next one once the months have come round."""
    assert context.last
    last = context.last
    turned = last.finer_than("season") and last.start.month - first.start.month >= TURN_OF_YEAR
    return last.start.year + turned


def _in_year(first: Period, year: int) -> Period | None:
    try:
        return Period(first.unit, first.start.replace(year=year))
    except ValueError:
        return None
