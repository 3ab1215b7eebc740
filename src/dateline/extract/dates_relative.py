"""Rules for what is said from another time: yesterday, on Tuesday, last week, two days ago, the following month.

In news these count from publication, or from the day last named ("a day later"); in a narrative always from
the story's own time.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateline.extract.dates_calendar import Period, months_later
from dateline.extract.dates_context import Context, Meaning, Resolver, relation_before, tense
from dateline.extract.dates_missing_year import dated
from dateline.extract.dates_words import compiled, number_of, unit_of, value_of, weekday_of
from dateline.times import DAY, Interval

__all__ = ["rules"]

PERIODS = {
    "D": "day",
    "W": "week",
    "WE": "weekend",
    "M": "month",
    "Q": "quarter",
    "Y": "year",
    "E": "decade",
    "C": "century",
}
LONGEST_SHORT_WEEKDAY = 5  # letters of an abbreviation ("Thurs")
_BACK = re.compile(r"last|past|previous|preceding|prior|before|earlier")
_ON = re.compile(r"next|coming|following|after|later|upcoming")
_DAYS_FROM_TODAY = {"yesterday": -1, "today": 0, "tomorrow": 1, "tonight": 0}


def _position(match: re.Match[str]) -> str | None:
    text = match.groupdict().get("position")
    return value_of("positions", text) or value_of("positions", text.strip("- ")) if text else None


def _part(match: re.Match[str]) -> str | None:
    text = match.groupdict().get("part")
    return value_of("parts_of_day", text) if text else None


def _on_day(day: date, match: re.Match[str]) -> Meaning:
    part, period = _part(match), Period("day", day)
    return Meaning.of(period.at(part) if part else period)


def _deictic(match: re.Match[str], context: Context) -> Meaning | None:
    anchor, word = context.anchor, match.group("word").lower()
    if context.kind == "narrative":
        if word == "today":
            return Meaning("DATE", "PRESENT_REF")
        anchor = context.last_day.start if context.last_day else context.published
    if anchor is None:
        return None
    meaning = _on_day(anchor + _DAYS_FROM_TODAY[word] * DAY, match)
    return Meaning.of(Period("day", anchor, "NI")) if word == "tonight" else meaning


def _day_beyond(match: re.Match[str], context: Context) -> Meaning | None:
    """The day before yesterday, the day after tomorrow."""
    if context.anchor is None:
        return None
    return Meaning.of(Period("day", context.anchor + (2 if "after" in match.group().lower() else -2) * DAY))


def _overnight(_match: re.Match[str], context: Context) -> Meaning | None:
    """The night that ends in the day it is told: value the evening's day, interval both days."""
    anchor = context.anchor
    if anchor is None:
        return None
    return Meaning.of(Period("day", anchor - DAY, "NI"), Interval(anchor - DAY, anchor + DAY))


def _part_of_deictic_day(match: re.Match[str], context: Context) -> Meaning | None:
    """A part of a day: "this morning", "last night", "that evening", "the next morning", "in the morning"."""
    part, which = _part(match), re.sub(r"^the\s+", "", (match.groupdict().get("which") or "").lower())
    anchor = context.anchor
    if part is None or anchor is None:
        return None
    told = context.last_day.start if context.last_day else anchor
    match which:
        case "this":
            day = anchor
        case "last":
            day = anchor - DAY if context.kind == "news" else told - DAY
        case "previous":
            day = told - DAY
        case "next" | "following":
            day = told + DAY
        case "same" | "that" | "":
            day = told
        case _:
            return None
    return dated(Period("day", day, part), None)


def _weekday(match: re.Match[str], context: Context) -> Meaning | None:
    anchor = context.anchor
    if anchor is None:
        return None
    which = re.sub(r"\s+", " ", (match.groupdict().get("which") or "").lower()).removeprefix("the ")
    if not _is_weekday(match, context.text):
        return None
    back = (anchor.isoweekday() - weekday_of(match.group("weekday"))) % 7
    last, upcoming = anchor - back * DAY, anchor + (-back % 7) * DAY
    if which in ("last", "previous", "this past", "past", "preceding"):
        day = last if back else last - 7 * DAY
    elif which in ("next", "following", "coming", "this coming"):
        day = upcoming if back else upcoming + 7 * DAY
    elif _looks_ahead(match, context):
        day = upcoming
    else:
        day = last if context.kind == "news" else upcoming
    return _on_day(day, match)


def _is_weekday(match: re.Match[str], text: str) -> bool:
    """An abbreviation needs its capital and its full stop: "Sun." is a day, "sun" is none."""
    word = match.group("weekday")
    if len(word.rstrip(".")) > LONGEST_SHORT_WEEKDAY:
        return True
    return word[0].isupper() and (word.endswith(".") or text[match.end("weekday") :].startswith("."))


def _looks_ahead(match: re.Match[str], context: Context) -> bool:
    relation = relation_before(context.text, match.start())
    if relation == "until":
        return True
    return relation != "since" and tense(context.text, match.start(), match.end()) == "future"


def _weekday_of_week(match: re.Match[str], context: Context) -> Meaning | None:
    """A weekday of a week: "Tuesday of last week", "on Monday this week"."""
    if context.anchor is None:
        return None
    which = match.group("which").lower()
    week = Period.of("week", context.anchor).shift(-1 if _BACK.search(which) else 1 if _ON.search(which) else 0)
    return Meaning.of(Period("day", week.start + (weekday_of(match.group("weekday")) - 1) * DAY))


def _turned_unit(match: re.Match[str], context: Context) -> Meaning | None:
    """A unit by its turn: "last week", "earlier this month", "the following day", "that year"."""
    unit = PERIODS.get(unit_of(match.group("unit")))
    which = re.sub(r"\s+", " ", (match.group("which") or "").lower()).removeprefix("the ")
    told = which in ("following", "previous", "preceding", "same", "that", "next", "coming") and not (
        context.kind == "news" and which in ("next", "coming") and unit != "day"
    )
    source = context.reference if told or context.kind == "narrative" else None
    anchor = source.start if source else context.anchor
    if unit is None or anchor is None:
        return None
    if told and source and unit == "day" and context.last_day:
        anchor = context.last_day.start
    if unit == "day" and which in ("last", "past", "current", "coming"):
        return None
    count = -1 if _BACK.search(which) else 1 if _ON.search(which) else 0
    if unit == "weekend" and which in ("", "the", "this") and not _looks_ahead(match, context):
        saturday = Period.of("weekend", anchor)
        return Meaning.of(saturday if anchor >= saturday.start else saturday.shift(-1))
    period = Period.of(unit, anchor).shift(count)
    position = _position(match)
    return Meaning.of(period, _current_part(period, position, match, context))


def _current_part(period: Period, position: str | None, match: re.Match[str], context: Context) -> Interval:
    """The days meant of a period: of one that runs at publication, only those past, or only those to come."""
    published, whole = context.published, period.interval
    if position in ("early", "mid", "late", "end"):
        return period.part(position)
    if context.kind == "narrative" or published is None or published not in whole or period.unit == "day":
        return whole
    if position == "earlier":
        return Interval(whole.start, published + DAY)
    if position == "later":
        return Interval(published, whole.end)
    if tense(context.text, match.start(), match.end()) == "future":
        return whole
    return Interval(whole.start, published + DAY)


def _edge_of_unit(match: re.Match[str], context: Context) -> Meaning | None:
    """A deadline, "by the end of the month": the value is the last day, as a deadline is one."""
    anchor, unit = context.anchor, PERIODS.get(unit_of(match.group("unit")))
    if anchor is None or unit in (None, "day"):
        return None
    assert unit
    period = Period.of(unit, anchor)
    end = (
        match.group("position").lower().startswith(("the end", "the close", "end", "the last", "the final", "the very"))
    )
    if end and unit == "month":
        return Meaning(
            "DATE", period.interval.last.isoformat(), period.part("end"), Period("day", period.interval.last)
        )
    return dated(period, match.group("position"))


def _shifted(match: re.Match[str], context: Context) -> Meaning | None:
    """So much before or after: "two days ago", "a week earlier", "three months later", "five years from now"."""
    designator, count = unit_of(match.group("unit")), _count(match)
    ahead = bool(re.search(r"later|after|hence|from|on$", match.group("turn").lower()))
    from_now = bool(re.search(r"ago|hence|from", match.group("turn").lower()))
    if count is None:
        if from_now and not ahead:
            return (
                Meaning("DATE", "PAST_REF")
                if designator in ("Y", "E", "C")
                else Meaning("DURATION", f"PX{designator[-1]}")
            )
        return None
    reference = context.reference
    if from_now and context.kind == "news":
        reference = Period("day", context.published) if context.published else None
    if reference is None:
        return None
    try:
        period = _moved(reference, designator, count if ahead else -count)
    except OverflowError:
        return None
    return Meaning.of(period) if period else None


def _count(match: re.Match[str]) -> float | None:
    text = match.group("number")
    count = number_of(text) if text else None
    return count + 0.5 if count is not None and match.groupdict().get("half") else count


def _moved(reference: Period, designator: str, count: float) -> Period | None:
    """The reference moved by so many units: to the day for days and weeks, else to the unit itself."""
    start, whole = reference.start, int(count)
    match designator:
        case "D" | "N":
            return Period("day", start + timedelta(days=whole))
        case "W" | "F":
            return Period("day", start + timedelta(days=whole * (7 if designator == "W" else 14)))
        case "M":
            return Period("month", months_later(start, whole).replace(day=1))
        case "Q":
            return Period.of("quarter", months_later(start, 3 * whole))
        case "Y":
            return Period.of("month" if count != whole else "year", months_later(start, int(12 * count)))
        case "E" | "C":
            return Period.of("year", months_later(start, whole * (120 if designator == "E" else 1200)))
        case "TH" if abs(count) >= 24:
            return Period("day", start + timedelta(hours=whole))
        case "TH" | "TM" | "TS":
            return None
    return None


def _following_day(match: re.Match[str], context: Context) -> Meaning | None:
    """A neighbour, "the day after", "the night before", said of the day last named."""
    told = context.last_day or context.reference
    if told is None:
        return None
    day = told.start + (1 if match.group("turn").lower() in ("after", "later") else -1) * DAY
    part = _part(match) if match.groupdict().get("part") else None
    return Meaning.of(Period("day", day, part))


_POSITION = r"(?:(?P<position>{position})\s+(?:of\s+|on\s+|in\s+)?)?"
_WHICH_DAY = (
    r"(?P<which>last|next|this\s+past|this\s+coming|this|(?:the\s+)?(?:previous|preceding|following|coming|past))"
)
_WHICH_UNIT = (
    r"(?P<which>last|next|this\s+past|this|the\s+current|(?:the\s+)?(?:previous|preceding|following|same|coming)|that)"
)
_TURN = r"(?P<turn>ago|earlier|later|afterwards?|previously|hence|from\s+now|(?:before|on)(?=\s*[,.;]))"
_COUNT = r"(?:{about})?(?:(?P<number>{number})|{vague})(?P<half>\s+and\s+a\s+half)?(?:\s+or\s+(?:so|two))?"


def rules() -> list[tuple[re.Pattern[str], Resolver]]:
    """The patterns and their resolvers; of matches that start together the longest wins, then the first listed."""
    return [
        (
            compiled(rf"{_POSITION}(?P<word>yesterday|today|tomorrow|tonight)(?:['’]s)?(?:\s+(?P<part>{{part}}))?"),
            _deictic,
        ),
        (compiled(r"the\s+day\s+(?P<core>before\s+yesterday|after\s+tomorrow)"), _day_beyond),
        (compiled(r"(?P<core>overnight)"), _overnight),
        (
            compiled(
                rf"{_POSITION}(?P<which>this|last|that|the\s+same|the\s+next|the\s+following|the\s+previous|next)\s+(?P<part>{{part}})"
            ),
            _part_of_deictic_day,
        ),
        (compiled(r"the\s+(?:early\s+|late\s+)?(?P<part>{part})"), _part_of_deictic_day),
        (
            compiled(rf"{_POSITION}(?:{_WHICH_DAY}\s+)?(?P<weekday>{{weekday_short}})(?:\s+(?P<part>{{part}}))?"),
            _weekday,
        ),
        (
            compiled(
                r"(?P<weekday>{weekday})\s+(?:of\s+)?(?P<which>last|this|next|the\s+(?:following|previous))\s+week"
            ),
            _weekday_of_week,
        ),
        (compiled(rf"{_POSITION}{_WHICH_UNIT}\s+(?:calendar\s+|fiscal\s+)?(?P<unit>{{unit}})"), _turned_unit),
        (compiled(r"(?P<which>the)\s+(?P<unit>weekend)"), _turned_unit),
        (
            compiled(
                r"(?:the\s+)?(?P<position>{position})\s+(?:of\s+)?the\s+(?P<unit>week|month|year|quarter|decade|century)"
            ),
            _edge_of_unit,
        ),
        (
            compiled(rf"{_COUNT}\s+(?P<unit>{{unit}})s?(?:\s+or\s+(?:so|two|more))?\s+{_TURN}"),
            _shifted,
        ),
        (compiled(rf"(?P<number>)(?P<unit>{{unit}})s\s+{_TURN}"), _shifted),
        (compiled(r"the\s+(?:day|(?P<part>{part}))\s+(?P<turn>before|after)"), _following_day),
    ]
