"""Rules for days of a month: "6 August 2021", "Friday, Aug. 6", "August 13-15", "2021-08-13", "the 25th", Christmas."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from dateline.extract.dates_calendar import Period
from dateline.extract.dates_context import Context, Meaning, Resolver
from dateline.extract.dates_missing_year import RANGE, TWO_FIGURE_PIVOT, stated_year, yearless
from dateline.extract.dates_words import compiled, month_of, ordinal_of, value_of, weekday_of

__all__ = ["rules"]

_WEEKDAY = r"(?:(?P<weekday>{weekday_short}),?\s+(?:the\s+)?)?"
_FUNCTION_WORD = r"(?:and|when|the|at|to|with|in|a|he|they)"  # after these a number is a day, no "25th Division"
_OF_TOLD_YEAR = r"of\s+(?:that|the\s+same)\s+year"


def _calendar_day(match: re.Match[str], context: Context) -> Meaning | None:
    groups = match.groupdict()
    number = ordinal_of(groups["day"])
    if not number:
        return None
    month, year = month_of(groups["month"]), stated_year(match)
    try:
        first = Period("day", date(year or 2020, month, number))
    except ValueError:
        return None
    weekday = weekday_of(groups["weekday"]) if groups.get("weekday") else None
    period = first if year else yearless(context, match.start(), match.end(), first, weekday)
    return Meaning.of(period) if period else None


def _second_day(match: re.Match[str], context: Context) -> Meaning | None:
    """The "15" of "August 13-15": of the month just before it."""
    if context.last_day is None or not _first_day_before().search(context.text[: match.start()][-30:]):
        return None
    day = ordinal_of(match.group("day"))
    first = context.last_day.start
    return Meaning.of(Period("day", first.replace(day=day))) if day and day > first.day else None


@cache
def _first_day_before() -> re.Pattern[str]:
    return compiled(rf"{{month}}\s+{{day}}{RANGE}\Z", bordered=False)


def _last_month_day(match: re.Match[str], context: Context) -> Meaning | None:
    """What "last Oct. 23" means: the latest before publication."""
    if context.anchor is None:
        return None
    month, day, year = month_of(match.group("month")), ordinal_of(match.group("day")) or 0, context.anchor.year
    period = Period("day", date(year, month, day))
    return Meaning.of(period if period.start < context.anchor else Period("day", date(year - 1, month, day)))


def _day_of_told_year(match: re.Match[str], context: Context) -> Meaning | None:
    """A day of the year last told: "July 25 of that year"."""
    month, day = match.group("month") or match.group("month2"), match.group("day") or match.group("day2")
    if context.last is None:
        return None
    return Meaning.of(Period("day", date(context.last.start.year, month_of(month), ordinal_of(day) or 0)))


def _ordinal_day(match: re.Match[str], context: Context) -> Meaning | None:
    """A day alone, "on the 25th", of the month that is told of."""
    told, day = context.last or context.reference, ordinal_of(match.group("day"))
    if told is None or not day or told.unit not in ("day", "month"):
        return None
    return Meaning.of(Period("day", told.start.replace(day=day)))


def _numeric_day(match: re.Match[str], _context: Context) -> Meaning | None:
    year, month, number = (int(match.group(name)) for name in ("year", "month", "day"))
    if year < 100:
        year += 2000 if year < TWO_FIGURE_PIVOT else 1900
    if month > 12 and "/" in match.group():
        month, number = number, month
    try:
        period = Period("day", date(year, month, number))
    except ValueError:
        return None
    hour = match.groupdict().get("hour")
    return Meaning.of(period.at(f"{hour}:{match.group('minute')}") if hour else period)


def _holiday(match: re.Match[str], context: Context) -> Meaning | None:
    month, day = value_of("holidays", match.group("holiday")).split("-")
    year = stated_year(match)
    first = Period("day", date(year or 2020, int(month), int(day)))
    period = first if year else yearless(context, match.start(), match.end(), first)
    return Meaning.of(period) if period else None


def rules() -> list[tuple[re.Pattern[str], Resolver]]:
    """The patterns and their resolvers; of matches that start together the longest wins, then the first listed."""
    day = r"(?P<day>{day}|{ordinal})"
    return [
        (
            compiled(
                r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:[T\s](?P<hour>\d\d):(?P<minute>\d\d)(?::\d\d)?Z?)?"
            ),
            _numeric_day,
        ),
        (compiled(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4}|\d{2})"), _numeric_day),
        (compiled(r"(?P<day>\d{1,2})[.-](?P<month>\d{1,2})[.-](?P<year>\d{4})"), _numeric_day),
        (compiled(r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})"), _numeric_day),
        (compiled(rf"{_WEEKDAY}(?P<month>{{month}})\s+(?:the\s+)?{day}(?:,?\s+(?P<year>{{year}}))?"), _calendar_day),
        (
            compiled(
                rf"{_WEEKDAY}(?:the\s+)?{day}\s+(?:of\s+|day\s+of\s+)?(?P<month>{{month}})(?:,?\s+(?:of\s+)?(?P<year>{{year}}))?"
            ),
            _calendar_day,
        ),
        (
            compiled(rf"(?P<day>{{day}})(?={RANGE}{{day}}\s+(?P<month>{{month}})(?:,?\s+(?P<year>{{year}}))?)"),
            _calendar_day,
        ),
        (compiled(r"(?P<day>{day})(?:,?\s+(?P<year>{year}))?"), _second_day),
        (
            compiled(rf"(?<=on )the\s+(?P<day>\d\d?(?:st|nd|rd|th))(?=\s*[,.;)]|\s+{_FUNCTION_WORD}\b)"),
            _ordinal_day,
        ),
        (compiled(r"{about}?(?:last|this\s+past)\s+(?P<month>{month})\s+(?P<day>{day})"), _last_month_day),
        (
            compiled(
                rf"(?P<month>{{month}})\s+(?P<day>{{day}})\s+{_OF_TOLD_YEAR}|(?P<day2>{{day}})\s+(?P<month2>{{month}})\s+{_OF_TOLD_YEAR}"
            ),
            _day_of_told_year,
        ),
        (compiled(r"(?P<holiday>{holiday})(?:,?\s+(?P<year>{year}))?"), _holiday),
    ]
