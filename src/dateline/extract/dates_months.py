"""Rules for months, seasons, quarters and halves: "early July", "last August", "the summer of 2012", "Q3"."""

from __future__ import annotations

import re
from datetime import date

from dateline.extract.dates_calendar import Period
from dateline.extract.dates_context import Context, Meaning, Resolver
from dateline.extract.dates_missing_year import dated, stated_year, yearless
from dateline.extract.dates_words import compiled, month_of, ordinal_of, value_of
from dateline.times import Interval
from dateline.vocab import vocabulary

__all__ = ["rules"]

LEAD_WINDOW = 30  # characters back to the word before a month

_SEASON_LEAD = re.compile(r"\b(?:in|by|during|throughout|over|until|since|for|before|after)\s+$", re.IGNORECASE)
_CAMPAIGN = re.compile(r"\s+(?:offensive|campaign|fighting)\b", re.IGNORECASE)
_POSITION = r"(?:(?:the\s+)?(?P<position>{position})(?:[\s-]+(?:of\s+)?(?:the\s+)?|-))?"
_SOME_YEAR = r"(?:,?\s+(?:of\s+)?(?P<year>{year}))"
_WHICH = r"(?P<which>last|next|this\s+past|this\s+coming|this|the\s+previous|previous|the\s+following|coming|past)"


def _month(match: re.Match[str], context: Context) -> Meaning | None:
    groups = match.groupdict()
    year, position = stated_year(match), groups.get("position")
    if year is None and not position and _doubtful(match, context):
        return None
    first = Period("month", date(year or 2020, month_of(groups["month"]), 1))
    period = first if year else yearless(context, match.start(), match.end(), first)
    return dated(period, position) if period else None


def _doubtful(match: re.Match[str], context: Context) -> bool:
    """Whether it is none: "May" and its like are months only with a capital and after a word that months follow."""
    words, month = vocabulary("times"), match.group("month")
    if not month[0].isupper():
        return True
    if month.lower().rstrip(".") not in words["doubtful_months"]:
        return False
    before = re.search(r"([\w-]+)\s*$", context.text[max(0, match.start() - LEAD_WINDOW) : match.start()])
    return before is None or before.group(1).lower() not in words["month_leads"]


def _turned_month(match: re.Match[str], context: Context) -> Meaning | None:
    """A month by its turn: "last August", "August last year"."""
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
    code, year, position = (
        value_of("seasons", match.group("season")),
        stated_year(match),
        match.groupdict().get("position"),
    )
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


def _bare_season(match: re.Match[str], context: Context) -> Meaning | None:
    """A season without a year: "the summer", "by spring", "a winter offensive"; "fall" needs its article."""
    lead = _SEASON_LEAD.search(context.text[: match.start()][-12:])
    article = re.match(r"the\s", match.group(), re.IGNORECASE)
    campaign = _CAMPAIGN.match(context.text, match.end())
    if match.group("season").lower() == "fall":
        return _season(match, context) if lead and article and not campaign else None
    return _season(match, context) if lead or article or campaign or match.group("position") else None


def _quarter(match: re.Match[str], context: Context) -> Meaning | None:
    groups = match.groupdict()
    number = int(groups["figure"]) if groups.get("figure") else ordinal_of(groups["ordinal"])
    if not number or number > 4:
        return None
    year = stated_year(match)
    first = Period("quarter", date(year or 2020, number * 3 - 2, 1))
    period = first if year else yearless(context, match.start(), match.end(), first)
    return Meaning.of(period) if period else None


def _half(match: re.Match[str], context: Context) -> Meaning | None:
    """Half of a year or month: "the first half of 2012", "the second half of August"."""
    late = (ordinal_of(match.group("ordinal") or "") or 2) == 2
    year, month = stated_year(match), match.groupdict().get("month")
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


def rules() -> list[tuple[re.Pattern[str], Resolver]]:
    """The patterns and their resolvers; of matches that start together the longest wins, then the first listed."""
    return [
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
        (compiled(rf"(?:the\s+)?{_POSITION}(?:the\s+)?(?P<season>{{season}})(?!\s+(?:of|to)\b)"), _bare_season),
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
    ]
