"""Rules for what names its place in the calendar: days with a month, months, seasons, quarters, years, centuries.

Where the year is missing, news takes the one nearest to publication that fits the tense; a narrative takes the
year it is in.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

from dateline.extract.dates_calendar import Period
from dateline.extract.dates_context import Context, Meaning, Resolver, relation_before, tense
from dateline.extract.dates_words import compiled, month_of, ordinal_of, value_of
from dateline.times import Interval
from dateline.vocab import vocabulary

__all__ = ["dated", "rules", "yearless"]

YEARS_OF_NEWS = range(1900, 2101)  # a bare number of four figures outside these is a year only after "in", "since" …
TURN_OF_YEAR = 8  # months back that a story does not go: after October, "in January" is the next year's
TWO_FIGURE_PIVOT = 50  # '49 is 2049, '50 is 1950: POSIX has 69, news of wars looks further back

# "2000 troops" is a number, "2011 protests" a year: only round figures count things without a comma.
ROUND = 50
_COUNTED = re.compile(
    r"\s+[a-z]{3,}s\b|\s+(?:people|men|women|children)\b|\s*(?:%|percent|per cent|km|miles|met|dollars|feet)"
)
_YEAR_LEADS = re.compile(
    r"(?:\b(?:in|since|by|until|till|of|from|during|after|before|early|late|mid|the|through|to|and|for|around|year|between)|[(–—-]|,)\s*$",
    re.IGNORECASE,
)

_YEAR_SURE = re.compile(r"\b(?:in|since|of|the)\s+$", re.IGNORECASE)


def dated(period: Period, position: str | None) -> Meaning:
    """The period, its days narrowed by "early", "late" …"""
    where = value_of("positions", position.strip("- ")) or value_of("positions", position) if position else None
    meaning = Meaning.of(period, period.part(where) if where else None)
    return replace(meaning, since=period.middle) if where == "mid" else meaning


def yearless(context: Context, start: int, end: int, first: Period) -> Period | None:
    """The period of `first`'s kind in the fitting year. `first` is that of any year; it repeats every twelve months."""
    if context.kind == "narrative" and context.last:
        return _in_year(first, _told_year(context, end) or _running_year(context, first))
    anchor = context.published
    if anchor is None:
        return _in_year(first, context.last.start.year) if context.last else None
    near = [found for year in (-1, 0, 1) if (found := _in_year(first, anchor.year + year))]
    before = [each for each in near if each.start <= anchor]
    after = [each for each in near if each.interval.last >= anchor]
    relation = relation_before(context.text, start)
    when = "unknown" if relation in ("by", "until") else tense(context.text, start, end)
    if when == "past" and before:
        return before[-1]
    if when == "future" and after:
        return after[0]
    if first.unit != "day" and relation not in ("by", "until"):
        return before[-1] if before else None
    return min(near, key=lambda each: abs((each.start - anchor).days), default=None)


def _told_year(context: Context, end: int) -> int | None:
    """The year that the other end of a range states: "March 19-April 30, 2003", "August and September 1914"."""
    ahead = _range_year().match(context.text, end)
    return int(ahead["year"]) if ahead else None


@cache
def _range_year() -> re.Pattern[str]:
    other = r"\s*(?:[-–—]|to|and|or|until|through)\s*(?:the\s+)?(?:{day}\s+(?:of\s+)?)?{month}(?:\s+{day})?,?\s+(?P<year>{year})"
    return compiled(other, bordered=False)


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


def _year(match: re.Match[str]) -> int | None:
    text = match.groupdict().get("year")
    if not text:
        return None
    if len(text) == 4:
        return int(text)
    two = int(text)
    return two + (2000 if two < TWO_FIGURE_PIVOT else 1900)


def _calendar_day(match: re.Match[str], context: Context) -> Meaning | None:
    groups = match.groupdict()
    number = ordinal_of(groups["day"])
    if not number:
        return None
    month, year = month_of(groups["month"]), _year(match)
    try:
        first = Period("day", date(year or 2020, month, number))
    except ValueError:
        return None
    period = first if year else yearless(context, match.start(), match.end(), first)
    if period is None:
        return None
    until = groups.get("until")
    if not until:
        return Meaning.of(period)
    try:
        last = period.start.replace(day=ordinal_of(until) or 0)
    except ValueError:
        return None
    return Meaning("DATE", period.value, Interval.span(period.start, last), period) if last > period.start else None


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


def _month(match: re.Match[str], context: Context) -> Meaning | None:
    groups = match.groupdict()
    year, position = _year(match), groups.get("position")
    if year is None and not position and _doubtful(match, context):
        return None
    first = Period("month", date(year or 2020, month_of(groups["month"]), 1))
    period = first if year else yearless(context, match.start(), match.end(), first)
    return dated(period, position) if period else None


def _doubtful(match: re.Match[str], context: Context) -> bool:
    """ "May", "March" and their like are months only with a capital and after a word that months follow."""
    words, month = vocabulary("times"), match.group("month")
    if not month[0].isupper():
        return True
    if month.lower().rstrip(".") not in words["doubtful_months"]:
        return False
    before = re.search(r"([\w-]+)\s*$", context.text[max(0, match.start() - RELATION_WINDOW) : match.start()])
    return before is None or before.group(1).lower() not in words["month_leads"]


RELATION_WINDOW = 30  # characters back to the word before a month


def _turned_month(match: re.Match[str], context: Context) -> Meaning | None:
    """ "last August", "August last year"."""
    anchor, which = context.anchor, re.sub(r"\s+", " ", match.group("which").lower())
    if anchor is None:
        return None
    month = month_of(match.group("month"))
    if "year" in which:
        base = context.last.start.year if context.last and ("same" in which or "that" in which) else anchor.year
        year = base + (
            -1 if re.search("last|previous", which) else 1 if re.search("next|following|coming", which) else 0
        )
        return dated(Period("month", date(year, month, 1)), match.groupdict().get("position"))
    if which == "this":
        year = anchor.year
    elif which in ("last", "this past", "past", "the previous", "previous"):
        year = anchor.year - (month >= anchor.month)
    else:
        year = anchor.year + (month <= anchor.month)
    return dated(Period("month", date(year, month, 1)), match.groupdict().get("position"))


def _season(match: re.Match[str], context: Context) -> Meaning | None:
    code, year, position = value_of("seasons", match.group("season")), _year(match), match.groupdict().get("position")
    if code is None:
        return None
    if year is not None:
        return dated(Period.season(code, year), position)
    which, anchor = (match.groupdict().get("which") or "").lower(), context.anchor
    if anchor is None:
        return None
    first = Period.season(code, 2020)
    if not which:
        found = yearless(context, match.start(), match.end(), first)
        return dated(found, position) if found else None
    near = [Period.season(code, anchor.year + shift) for shift in (-2, -1, 0, 1, 2)]
    if which.startswith(("last", "previous", "this past")):
        return dated([each for each in near if each.interval.end <= anchor][-1], position)
    if which.startswith(("next", "coming", "this coming")):
        return dated(next(each for each in near if each.start > anchor), position)
    return dated(next(each for each in near if each.start.year == anchor.year), position)


def _plain_year(match: re.Match[str], context: Context) -> Meaning | None:
    year, before = int(match.group("year")), context.text[: match.start()]
    led = bool(_YEAR_LEADS.search(before[-12:]))
    if match.group() == match.group("year"):
        if year % ROUND == 0 and _COUNTED.match(context.text, match.end()) and not _YEAR_SURE.search(before[-8:]):
            return None
        if year not in YEARS_OF_NEWS and not led:
            return None
    return dated(Period("year", date(year, 1, 1)), match.groupdict().get("position"))


def _year_range(match: re.Match[str], _context: Context) -> Meaning | None:
    first = int(match.group("year"))
    text = match.group("until")
    last = int(text) if len(text) == 4 else first // 100 * 100 + int(text)
    if not first < last <= first + 150:
        return None
    period = Period("year", date(first, 1, 1))
    return Meaning("DATE", period.value, Interval(period.start, date(last + 1, 1, 1)), period)


def _decade(match: re.Match[str], context: Context) -> Meaning | None:
    groups = match.groupdict()
    if groups.get("decade"):
        year = int(groups["decade"])
    elif groups.get("short"):
        year = 1900 + int(groups["short"])
    else:
        tens = value_of("decade_words", groups["word"])
        year = int(groups["hundreds"] or 19) * 100 + tens
    if year % 100 == 0 and groups.get("decade") and year // 100 < 19:
        return dated(Period("century", date(year, 1, 1)), groups.get("position"))
    return dated(Period("decade", date(year, 1, 1)), groups.get("position"))


def _century(match: re.Match[str], _context: Context) -> Meaning | None:
    number = ordinal_of(match.group("ordinal"))
    if not number or number > 30:
        return None
    if match.group("era"):
        return Meaning("DATE", f"BC{number - 1:02}")
    if number == 1:
        return Meaning("DATE", "00")
    return dated(Period("century", date((number - 1) * 100, 1, 1)), match.group("position"))


def _before_christ(match: re.Match[str], _context: Context) -> Meaning | None:
    return Meaning("DATE", f"BC{int(match.group('number')):04}")


def _anno(match: re.Match[str], _context: Context) -> Meaning | None:
    year = int(match.group("number") or match.group("after"))
    return Meaning.of(Period("year", date(year, 1, 1))) if 0 < year < 2101 else None


def _quarter(match: re.Match[str], context: Context) -> Meaning | None:
    groups = match.groupdict()
    number = int(groups["figure"]) if groups.get("figure") else ordinal_of(groups["ordinal"])
    if not number or number > 4:
        return None
    year = _year(match)
    first = Period("quarter", date(year or 2020, number * 3 - 2, 1))
    period = first if year else yearless(context, match.start(), match.end(), first)
    return Meaning.of(period) if period else None


def _half(match: re.Match[str], context: Context) -> Meaning | None:
    """ "the first half of 2012", "the second half of August"."""
    late = (ordinal_of(match.group("ordinal") or "") or 2) == 2
    year, month = _year(match), match.groupdict().get("month")
    if month:
        first = Period("month", date(year or 2020, month_of(month), 1))
        period = first if year else yearless(context, match.start(), match.end(), first)
        if period is None:
            return None
        whole, middle = period.interval, period.middle
        return Meaning.of(period, Interval(middle, whole.end) if late else Interval(whole.start, middle))
    anchor = context.anchor
    base = year or (anchor.year if anchor else None)
    return Meaning.of(Period("half", date(base, 7 if late else 1, 1))) if base else None


def _holiday(match: re.Match[str], context: Context) -> Meaning | None:
    month, day = value_of("holidays", match.group("holiday")).split("-")
    year = _year(match)
    first = Period("day", date(year or 2020, int(month), int(day)))
    period = first if year else yearless(context, match.start(), match.end(), first)
    return Meaning.of(period) if period else None


_WEEKDAY = r"(?:{weekday_short},?\s+(?:the\s+)?)?"
_POSITION = r"(?:(?:the\s+)?(?P<position>{position})(?:[\s-]+(?:of\s+)?(?:the\s+)?|-))?"
_SOME_YEAR = r"(?:,?\s+(?:of\s+)?(?P<year>{year}))"
_WHICH = r"(?P<which>last|next|this\s+past|this\s+coming|this|the\s+previous|previous|the\s+following|coming|past)"
_RANGE = r"(?:\s*[-–—]\s*|\s+(?:to|and|until|through)\s+)"


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
            compiled(rf"(?P<month>{{month}})\s+(?P<day>{{day}}){_RANGE}(?P<until>{{day}})(?:,?\s+(?P<year>{{year}}))?"),
            _calendar_day,
        ),
        (
            compiled(rf"(?P<day>{{day}}){_RANGE}(?P<until>{{day}})\s+(?P<month>{{month}})(?:,?\s+(?P<year>{{year}}))?"),
            _calendar_day,
        ),
        (compiled(rf"{_POSITION}(?:the\s+month\s+of\s+)?(?P<month>{{month}}){_SOME_YEAR}"), _month),
        (compiled(rf"{_POSITION}(?:the\s+month\s+of\s+)?(?P<month>{{month}})"), _month),
        (compiled(r"(?P<month>{month})\s+['’](?P<year>\d\d)"), _month),
        (compiled(rf"{_POSITION}{_WHICH}\s+(?P<month>{{month}})"), _turned_month),
        (
            compiled(
                rf"{_POSITION}(?P<month>{{month}}),?\s+(?:of\s+)?(?P<which>(?:last|next|this|that|(?:the\s+)?(?:same|previous|following|coming))\s+year)"
            ),
            _turned_month,
        ),
        (compiled(rf"{_POSITION}(?:the\s+)?(?P<season>{{season}}){_SOME_YEAR}"), _season),
        (compiled(rf"{_POSITION}{_WHICH}\s+(?P<season>{{season}})"), _season),
        (compiled(r"(?<=in )the\s+(?P<position>early\s+|late\s+|mid-?)?(?P<season>{season})(?!\s+of)"), _season),
        (
            compiled(r"(?:(?<=since )|(?<=during )|(?<=by )|(?<=until ))(?:the\s+)?(?P<season>{season})(?!\s+of)"),
            _season,
        ),
        (compiled(rf"{_POSITION}(?:the\s+year\s+)?(?P<year>{{year}})"), _plain_year),
        (compiled(r"(?P<year>{year})\s*[-–/]\s*(?P<until>\d{4}|\d\d)"), _year_range),
        (compiled(rf"(?:the\s+)?{_POSITION}(?P<decade>1[0-9]\d0|20\d0)['’]?s"), _decade),
        (compiled(rf"(?:the\s+)?{_POSITION}['’](?P<short>\d0)['’]?s"), _decade),
        (
            compiled(rf"(?:the\s+){_POSITION}(?:(?P<hundreds>nineteen|eighteen)[\s-]+)?(?P<word>{{decade_word}})"),
            _decade,
        ),
        (
            compiled(
                rf"(?:the\s+)?{_POSITION}(?P<ordinal>{{ordinal}})[\s-]+(?:century|centuries)(?:\s+(?P<era>BCE?|B\.C\.)|\s+(?:AD|CE))?"
            ),
            _century,
        ),
        (compiled(r"(?P<number>\d{1,4})\s*(?:BCE?|B\.C\.(?:E\.)?)"), _before_christ),
        (compiled(r"(?P<number>\d{1,4})\s*(?:AD|CE|A\.D\.)|(?:AD|A\.D\.)\s*(?P<after>\d{1,4})"), _anno),
        (
            compiled(
                r"(?:the\s+|its\s+|their\s+)?(?:fiscal[\s-]+)?(?P<ordinal>{ordinal})[\s-]quarter(?:\s+(?:of\s+)?(?P<year>{year}))?"
            ),
            _quarter,
        ),
        (compiled(r"Q(?P<figure>[1-4])(?:\s+(?:of\s+)?(?P<year>{year}))?"), _quarter),
        (
            compiled(
                r"the\s+(?:(?P<ordinal>first|second)|last|latter)\s+half\s+of\s+(?:(?P<month>{month})(?:,?\s+(?P<year>{year}))?)"
            ),
            _half,
        ),
        (
            compiled(
                r"the\s+(?:(?P<ordinal>first|second)|last|latter)\s+half\s+of\s+(?:the\s+year|this\s+year|(?P<year>{year}))"
            ),
            _half,
        ),
        (compiled(r"(?P<holiday>{holiday})(?:,?\s+(?P<year>{year}))?"), _holiday),
    ]
