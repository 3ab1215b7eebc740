"""Rules for years, decades and centuries: "in 1996", "2011-12", "the late 1990s", "the 19th century", "480 BC"."""

from __future__ import annotations

import re
from datetime import date

from dateline.extract.dates_calendar import Period
from dateline.extract.dates_context import Context, Meaning, Resolver
from dateline.extract.dates_missing_year import dated
from dateline.extract.dates_words import compiled, ordinal_of, value_of

__all__ = ["rules"]

YEARS_OF_NEWS = range(1900, 2101)  # a bare number of four figures outside these is a year only after "in", "since" …
# "2000 troops" is a number, "2011 protests" a year: only round figures count things without a comma.
ROUND = 50
_COUNTED = re.compile(
    r"\s+[a-z]{3,}s\b|\s+(?:people|men|women|children)\b|\s*(?:%|percent|per cent|km|miles|met|dollars|feet)"
)
_YEAR_LEADS = re.compile(
    r"(?:\b(?:in|since|by|until|till|of|from|during|after|before|early|late|mid|the|through|to|and|for|around|year|between)|[(–—-]|,)\s*$",
    re.IGNORECASE,
)

_FIRST_YEAR = re.compile(r"\b(?P<year>1\d{3}|20\d\d)\s?[-–/]\s?\Z")
_YEAR_SURE = re.compile(r"\b(?:in|since|of|the)\s+$", re.IGNORECASE)
_POSITION = r"(?:(?:the\s+)?(?P<position>{position})(?:[\s-]+(?:of\s+)?(?:the\s+)?|-))?"


def _plain_year(match: re.Match[str], context: Context) -> Meaning | None:
    year, before = int(match.group("year")), context.text[: match.start()]
    led = bool(_YEAR_LEADS.search(before[-12:]))
    if match.group() == match.group("year"):
        if year % ROUND == 0 and _COUNTED.match(context.text, match.end()) and not _YEAR_SURE.search(before[-8:]):
            return None
        if year not in YEARS_OF_NEWS and not led:
            return None
    return dated(Period("year", date(year, 1, 1)), match.groupdict().get("position"))


def _second_year(match: re.Match[str], context: Context) -> Meaning | None:
    """The "12" of "2011-12"; `dates` joins the two ends."""
    before = _FIRST_YEAR.search(context.text[max(0, match.start() - 8) : match.start()])
    if not before:
        return None
    first, two = int(before["year"]), int(match.group())
    year = first // 100 * 100 + two
    return Meaning.of(Period("year", date(year, 1, 1))) if first < year else None


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


def rules() -> list[tuple[re.Pattern[str], Resolver]]:
    """The patterns and their resolvers; of matches that start together the longest wins, then the first listed."""
    return [
        (compiled(rf"{_POSITION}(?:the\s+year\s+)?(?P<year>{{year}})"), _plain_year),
        (compiled(r"(?P<core>\d\d)"), _second_year),
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
    ]
