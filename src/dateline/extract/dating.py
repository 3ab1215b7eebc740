"""When a claim's proposition holds: which time expression of a document is the clause's own (CODEBOOK sections 3, 7).

In order: an expression of the clause itself; one of the clause that governs it; the day on which it was said, for a
fresh event only; else the day that the document is telling about at that point. A state that lasts ("controls",
"rebel-held"), a plan and a forecast take no day but one of their own words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dateline.extract.dates import TimeExpression, precision_of
from dateline.extract.dating_after import after_told, hung
from dateline.extract.dating_bond import RELATIVE, bond
from dateline.extract.dating_carry import from_elsewhere, settled
from dateline.extract.happening import FAR, NEAR, SHARED, Dated, Happening, is_event, is_news
from dateline.times import Interval

__all__ = ["Dated", "Happening", "date_of", "dates_of"]

WEEK = 2  # precision
_LOOSE = re.compile(r"\b(?:weeks?|months?|fortnight)\s+(?:later|ago|earlier|before|after)\b", re.IGNORECASE)


def dates_of(
    happenings: Sequence[Happening], expressions: Sequence[TimeExpression], published: date | None
) -> list[Dated | None]:
    """The date of each happening of one document, in the order given; None where the text gives none.

    `expressions` are those of `dates.tag` over the same text that the triggers' parse is of.
    """
    own = [date_of(happening, expressions, published) for happening in happenings]
    if published is None:
        return own
    told = [
        (each, dated)
        for each, dated in zip(happenings, own, strict=True)
        if dated and is_event(each) and each.trigger.dep_ not in RELATIVE
    ]
    own = [dated and settled(each, dated, told, expressions) for each, dated in zip(happenings, own, strict=True)]
    told = [(each, settled(each, dated, told, expressions)) for each, dated in told]
    dates = []
    for happening, dated in zip(happenings, own, strict=True):
        if is_event(happening):
            counted = None
            if dated is None or dated.bond > SHARED:
                counted = after_told(happening, happenings, _near(happening, expressions), told, published)
            dated = counted or from_elsewhere(happening, dated, told, expressions, published)
        dates.append(dated)
    return dates


def date_of(happening: Happening, expressions: Sequence[TimeExpression], published: date | None) -> Dated | None:
    """The date that the happening's own sentence gives it, or None."""
    near = _near(happening, expressions)
    counted = hung(happening, near, published)
    if counted is not None:
        return counted
    found = []
    for expression in near:
        dated = _candidate(expression, happening, published)
        if dated is not None:
            found.append((dated.bond, *_distances(expression, happening), dated))
    return min(found, key=lambda each: each[:3])[3] if found else None


def _near(happening: Happening, expressions: Sequence[TimeExpression]) -> list[TimeExpression]:
    """The expressions of its sentence."""
    sentence = happening.trigger.sent
    start, end = sentence.start_char, sentence.end_char
    return [each for each in expressions if start <= each.start < end]


def _candidate(expression: TimeExpression, happening: Happening, published: date | None) -> Dated | None:
    interval = expression.interval
    now = expression.value == "PRESENT_REF" and published is not None and is_event(happening)
    if now and published:
        interval = Interval.day(published)  # an event that is going on
    if happening.ahead and expression.whole and published and published in expression.whole:
        interval = expression.whole  # "plans to take the town this week" may mean what is left of it
    if interval is None or _is_dateline(expression, happening, published):
        return None
    close, since = bond(expression, happening)
    if close == FAR or (close > SHARED and not is_event(happening)):
        return None
    if published is not None:
        if since and interval.start <= published:
            interval = Interval.span(interval.start, published)
        if (interval.last < published) if happening.ahead else (interval.start > published):
            return None
        if close == NEAR and not is_news(interval, published):
            return None
    loose = bool(_LOOSE.search(expression.text))
    precision = max(precision_of(interval), WEEK) if loose else precision_of(interval)
    return Dated(interval, expression.text, precision, FAR if now else close, loose=loose)


def _is_dateline(expression: TimeExpression, happening: Happening, published: date | None) -> bool:
    """The publication day written out whole with no "on" before it heads a report; it dates no event."""
    if published is None or expression.relation or expression.interval != Interval.day(published):
        return False
    return bool(re.search(r"\d{4}", expression.text))


def _distances(expression: TimeExpression, happening: Happening) -> tuple[int, int]:
    """Characters between the expression and the evidence, 0 within it; then between it and the place's name."""
    away = max(0, expression.start - happening.end, happening.start - expression.end)
    name = happening.place_start if happening.place_start is not None else happening.start
    return away, abs(expression.start - name)
