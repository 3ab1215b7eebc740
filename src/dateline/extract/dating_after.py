"""What is counted from another event: "two days after the army left", "a week before the fall of Dorva"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dateline.extract.dates import TimeExpression, precision_of
from dateline.extract.dates_calendar import Period, months_later
from dateline.extract.dating_carry import Told
from dateline.extract.happening import FAR, NEAR, SHARED, Dated, Happening
from dateline.times import Interval

__all__ = ["after_told", "hung"]

HUNG_REACH = 60  # characters from "two days after" to the clause it counts from

_HUNG = re.compile(r"\s+(after|before|since)\b", re.IGNORECASE)
_LENGTH = re.compile(r"P(\d+)([DWMY])\Z")


class _Span(NamedTuple):
    """ "two days after": its words, where they end, and how far the event behind them lies from the one ahead."""

    words: str
    start: int
    end: int
    units: int
    unit: str


def hung(happening: Happening, near: Sequence[TimeExpression], published: date | None) -> Dated | None:
    """The clause behind "after" came so long before the one ahead of it."""
    for text, span in _spans(happening, near):
        if published is None or not _behind(span, happening, text):
            continue
        days = [each.interval for each in near if each.interval and each.precision == 1 and each.start != span.start]
        interval = _moved(days[0].start if days else published, span.units, span.unit)
        return Dated(interval, span.words, precision_of(interval), FAR, carried=True, loose=not days)
    return None


def after_told(
    happening: Happening,
    happenings: Sequence[Happening],
    near: Sequence[TimeExpression],
    told: Sequence[Told],
    published: date,
) -> Dated | None:
    """An event so long after one that another sentence dates: "Sarin fell a week after the fall of Dorva"."""
    for text, span in _spans(happening, near):
        if _behind(span, happening, text):
            continue
        behind = next((each for each in happenings if _behind(span, each, text)), None)
        known = behind and _known(behind, told)
        if known:
            interval = _moved(known.start, -span.units, span.unit)
            if interval.start <= published:
                return Dated(interval, span.words, precision_of(interval), NEAR, carried=True)
    return None


def _spans(happening: Happening, near: Sequence[TimeExpression]) -> Iterator[tuple[str, _Span]]:
    """The whole text, which spaCy joins anew each time it is asked for, with each length that hangs on a clause."""
    lengths = [(each, length) for each in near if (length := _LENGTH.match(each.value or ""))]
    text = happening.trigger.doc.text if lengths else ""
    for expression, length in lengths:
        link = _HUNG.match(text, expression.end)
        if link:
            count = int(length[1]) * (1 if link[1].lower() == "before" else -1)
            words = text[expression.start : link.end()]
            yield text, _Span(words, expression.start, link.end(), count, length[2])


def _behind(span: _Span, happening: Happening, text: str) -> bool:
    away = happening.start - span.end
    return 0 <= away <= HUNG_REACH and not re.search(r"[.;,]", text[span.end : happening.start])


def _known(behind: Happening, told: Sequence[Told]) -> Interval | None:
    """The day that another sentence gives what happened at the place."""
    for each, dated in told:
        if each.place == behind.place and each.start != behind.start and dated.bond <= SHARED and dated.precision == 1:
            return dated.interval
    return None


def _moved(base: date, count: int, unit: str) -> Interval:
    if unit in "DW":
        return Interval.day(base + timedelta(days=count * (7 if unit == "W" else 1)))
    months = count * (12 if unit == "Y" else 1)
    return Period.of("year" if unit == "Y" else "month", months_later(base, months)).interval
