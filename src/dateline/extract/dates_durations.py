"""Rules for lengths of time ("three weeks", "the past 24 hours", "within 30 days"), repetition, and clock times.

A length has no place in the calendar by itself; its interval is set only where the words anchor it to publication.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateline.extract.dates_calendar import Period, months_later
from dateline.extract.dates_context import Context, Meaning, Resolver, relation_before, tense
from dateline.extract.dates_words import (
    clock_minutes,
    compiled,
    month_of,
    number_of,
    ordinal_of,
    unit_of,
    value_of,
    weekday_of,
)
from dateline.times import Interval
from dateline.vocab import vocabulary

__all__ = ["rules"]

_HOURS = {"TH": 1.0, "TM": 1 / 60, "TS": 1 / 3600}
_NAMES = {"N": "D", "WE": "WE", "F": "W", "E": "E", "C": "C"}


def _length(count: float | None, designator: str, *, half: bool = False) -> str:
    """The TIMEX3 value of a length: P3W, PT24H, PXD, P2Y6M."""
    if designator == "F" and count is not None:
        count, designator = 2 * count, "W"
    if designator in ("E",) and count is not None:
        return f"P{_figure(count * 10)}Y"
    if designator == "C" and count is not None:
        return f"P{_figure(count * 100)}Y"
    time, letter = ("T", designator[1]) if designator.startswith("T") else ("", _NAMES.get(designator, designator))
    if half and count is not None:
        finer = {"Y": "6M", "H": "30M", "M": "30S" if time else "15D"}.get(letter)
        if finer:
            return f"P{time}{_figure(count)}{letter}{finer}"
        count += 0.5
    return f"P{time}{'X' if count is None else _figure(count)}{letter}"


def _figure(count: float) -> str:
    return str(int(count)) if count == int(count) else str(count)


def _reach(day: date, designator: str, count: float) -> date:
    """The day so much later (or earlier)."""
    if designator in _HOURS:
        hours = abs(count) * _HOURS[designator]
        days = int(-(-hours // 24)) if hours > 12 else 0  # within the same day if no more than half of one
        return day + timedelta(days=days if count > 0 else -days)
    if designator in ("M", "Q", "Y", "E", "C"):
        months = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}[designator]
        return months_later(day, int(count * months))
    return day + timedelta(days=int(count * {"W": 7, "F": 14, "WE": 7}.get(designator, 1)))


def _duration(match: re.Match[str], context: Context) -> Meaning | None:
    groups = match.groupdict()
    designator, number = unit_of(groups["unit"]), groups.get("number")
    count = number_of(number) if number else None
    if designator == "TS" and (count is None or groups["unit"].lower() == "second"):
        return None
    if designator == "WE" and not number:
        return None
    upper = number_of(groups["upper"]) if groups.get("upper") else None
    value = _length(count, designator, half=bool(groups.get("half")))
    if count is None or context.published is None or context.kind == "narrative":
        return Meaning("DURATION", value)
    interval = _anchored(match, context, designator, max(count, upper or 0))
    if upper is not None and interval is not None:
        return Meaning("DATE", str(interval), interval)
    return Meaning("DURATION", value, interval)


def _anchored(match: re.Match[str], context: Context, designator: str, count: float) -> Interval | None:
    """The days of a length that the words hang on publication: "within", "the next", "the past" so much."""
    published = context.published
    if published is None:
        return None
    which = (match.groupdict().get("which") or "").lower()
    before = context.text[max(0, match.start() - 20) : match.start()].lower()
    within = bool(match.groupdict().get("within")) or relation_before(context.text, match.start()) == "within"
    try:
        if re.search(r"next|coming", which) or (within and not which):
            if not which and _looks_back(match, context):
                return None
            return Interval.span(published, _reach(published, designator, count))
        if re.search(r"past|last|previous|recent", which):
            return Interval.span(_reach(published, designator, -count), published)
        if re.search(r"\bin\s+$", before) and tense(context.text, match.start(), match.end()) == "future":
            return Interval.day(_reach(published, designator, count))
    except OverflowError:
        return None
    return None


def _looks_back(match: re.Match[str], context: Context) -> bool:
    """What "fell within three days" says is how quickly, and counts from nothing that is known."""
    return tense(context.text, match.start(), match.end()) == "past"


def _hanging(match: re.Match[str], _context: Context) -> Meaning:
    """A length, "hours before that", from something told, of unknown size unless a number says it."""
    number = match.group("number")
    designator = unit_of(match.group("unit"))
    return Meaning("DURATION", _length(number_of(number), designator) if number else f"PX{designator[-1]}")


def _adjective(match: re.Match[str], _context: Context) -> Meaning | None:
    designator = unit_of(match.group("unit"))
    return Meaning("DURATION", _length(number_of(match.group("number")), designator))


def _half_unit(match: re.Match[str], _context: Context) -> Meaning | None:
    value = {"TH": "PT30M", "Y": "P6M", "D": "PT12H", "E": "P5Y", "C": "P50Y"}.get(unit_of(match.group("unit")))
    return Meaning("DURATION", value) if value else None


def _every(match: re.Match[str], _context: Context) -> Meaning | None:
    groups = match.groupdict()
    if groups.get("weekday"):
        part = value_of("parts_of_day", groups["part"]) if groups.get("part") else None
        return Meaning("SET", f"XXXX-WXX-{weekday_of(groups['weekday'])}" + (f"T{part}" if part else ""))
    if groups.get("month"):
        return Meaning("SET", f"XXXX-{month_of(groups['month']):02}")
    if groups.get("season"):
        return Meaning("SET", f"XXXX-{value_of('seasons', groups['season'])}")
    if groups.get("part"):
        return Meaning("SET", f"XXXX-XX-XXT{value_of('parts_of_day', groups['part'])}")
    text = groups.get("number") or groups.get("ordinal")
    count = 2.0 if (text or "").lower() == "other" else _either_number(text) if text else 1.0
    return Meaning("SET", _length(count, unit_of(groups["unit"])))


def _either_number(text: str) -> float | None:
    return number_of(text) or ordinal_of(text)


def _repeated(match: re.Match[str], _context: Context) -> Meaning | None:
    value = value_of("sets", match.group())
    return Meaning("SET", value) if value else None


def _weekdays(match: re.Match[str], _context: Context) -> Meaning:
    return Meaning("SET", f"XXXX-WXX-{weekday_of(match.group('weekday'))}")


def _clock(match: re.Match[str], context: Context) -> Meaning | None:
    groups = match.groupdict()
    if groups.get("word"):
        time: str | None = value_of("clock_words", groups["word"])
    else:
        found = clock_minutes(groups["hour"], groups.get("minute"), groups.get("half"))
        time = f"{found[0]:02}:{found[1]:02}" if found else None
    if time is None:
        return None
    told = context.last_day.start if context.last_day and context.kind == "narrative" else context.anchor
    return Meaning.of(Period("day", told, time)) if told else Meaning("TIME", f"T{time}")


def _reference(match: re.Match[str], context: Context) -> Meaning | None:
    value = value_of("references", match.group())
    if value is None and context.kind == "news":
        value = value_of("news_references", match.group())
    return Meaning("DATE", value) if value else None


_WHICH = (
    r"(?P<which>(?:the\s+)?(?:next|coming|past|last|previous|first|final)|the|recent"
    r"|(?:this|these)\s+(?:past|last)|these)"
)
_AFTER = "|".join(f"(?<={word} )" for word in ["for", "in", "after", "of", "within", "took", "last", "over", "lasted"])
_UPPER = r"(?:\s*(?:to|or|-|–)\s*(?P<upper>{number}))?"
_ABOUT = r"(?:{about})?"


def rules() -> list[tuple[re.Pattern[str], Resolver]]:
    """The patterns and their resolvers; of matches that start together the longest wins, then the first listed."""
    lead = rf"(?P<within>within\s+)?(?:{_WHICH}\s+)?{_ABOUT}"
    references = "|".join(
        re.escape(word).replace(r"\ ", r"\s+")
        for word in sorted(
            (
                word
                for name in ("references", "news_references")
                for words in vocabulary("times")[name].values()
                for word in words
            ),
            key=len,
            reverse=True,
        )
    )
    sets = "|".join(word for words in vocabulary("times")["sets"].values() for word in words)
    unit = r"(?:more\s+|consecutive\s+|straight\s+|full\s+|whole\s+|long\s+)?(?P<unit>{unit})"
    return [
        (compiled(rf"{lead}(?P<number>{{number}}){_UPPER}\s+{unit}s?(?P<half>\s+and\s+a\s+half)?"), _duration),
        (compiled(rf"{lead}(?P<number>{{number}}){_UPPER}-{unit}s?(?:-long)?(?!-old|\s+old)"), _duration),
        (compiled(rf"{lead}{{vague}}\s+{unit}s?"), _duration),
        (
            compiled(
                r"(?P<which>the\s+past|the\s+last|recent|the\s+next|the\s+coming|coming|past|the\s+previous)\s+(?P<unit>{unit})s"
            ),
            _duration,
        ),
        (compiled(r"(?P<which>the\s+past|this\s+past)\s+(?P<unit>{unit})"), _past_one),
        (
            compiled(rf"(?:{_AFTER})(?P<unit>{{unit}})s"),
            _duration,
        ),
        (
            compiled(
                rf"{_ABOUT}(?:(?P<number>{{number}})\s+)?(?P<unit>{{unit}})s?\s+(?P<core>(?:before|after)\s+(?:that|then|this))"
            ),
            _hanging,
        ),
        (compiled(r"half\s+(?:a|an)\s+(?P<unit>{unit})"), _half_unit),
        (
            compiled(
                r"(?:every|each)\s+(?:(?P<number>other|{number})\s+|(?P<ordinal>{ordinal})\s+)?(?P<unit>{unit})s?"
            ),
            _every,
        ),
        (compiled(r"(?:every|each)\s+(?P<weekday>{weekday})(?:\s+(?P<part>{part}))?"), _every),
        (compiled(r"(?:every|each)\s+(?P<month>{month})"), _every),
        (compiled(r"(?:every|each)\s+(?P<season>{season})"), _every),
        (compiled(r"(?:every|each)\s+(?P<part>{part})"), _every),
        (compiled(r"(?:(?<=times )|(?<=once )|(?<=twice ))(?:a|per|each)\s+(?P<unit>{unit})"), _every),
        (compiled(r"(?<=per )(?P<unit>{unit})"), _every),
        (compiled(rf"(?P<core>{sets})"), _repeated),
        (compiled(r"(?P<weekday>{weekday})s"), _weekdays),
        (
            compiled(
                r"(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))?\s*(?P<half>[ap]\.?m\b\.?){zone}(?:\s*\(\d{1,4}(?::\d\d)?\s*(?:GMT|UTC)\))?"
            ),
            _clock,
        ),
        (compiled(r"(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::\d\d)?(?:\s*(?:hours|hrs|h)\b)?{zone}"), _clock),
        (compiled(r"(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)\s*(?:GMT|UTC|hours|hrs)"), _clock),
        (compiled(r"(?P<hour>1[0-2]|[1-9])\s+(?P<core>o['’]clock)"), _clock),
        (compiled(r"(?:at\s+)?(?P<word>{clock_word})"), _clock),
        (compiled(rf"(?P<core>{references})"), _reference),
    ]


def _past_one(match: re.Match[str], context: Context) -> Meaning | None:
    """One unit, "the past week": a length that ends at publication."""
    designator = unit_of(match.group("unit"))
    published = context.published
    interval = (
        Interval.span(_reach(published, designator, -1), published) if published and context.kind == "news" else None
    )
    return Meaning("DURATION", _length(1, designator), interval)
