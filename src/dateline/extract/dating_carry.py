"""The day a report is telling about, for an event that its own sentence does not date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dateline.extract.dates import TimeExpression, precision_of
from dateline.extract.dating_bond import clause_of
from dateline.extract.happening import FAR, SAID, Dated, Happening, is_news
from dateline.times import Interval

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Told", "from_elsewhere"]

Told = tuple[Happening, Dated]  # an event of the report and its date


def from_elsewhere(
    happening: Happening,
    dated: Dated | None,
    told: Sequence[Told],
    expressions: Sequence[TimeExpression],
    published: date,
) -> Dated | None:
    """The day being told about, for an event without a date of its own or with that of the saying alone.

    What its place was dated elsewhere goes first; else the day of the saying; else that of the last event before it,
    or of the next.
    """
    counted = dated is not None and dated.bond == FAR and dated.carried  # "two days after …", from no sure day
    if dated is not None and dated.bond != SAID and not counted:
        return dated
    news = [each for each in told if is_news(each[1].interval, published) and each[1].bond < FAR]
    before = [each for each in news if each[0].start < happening.start]
    same = [each for each in told if each[0].place == happening.place and each[0].start != happening.start]
    if dated is not None:
        sure = [each for each in same if each[1].bond < SAID and each[1].precision == 1]
        closer = [each for each in sure if counted or each in news]
        return _carried(closer[-1][1]) if closer else dated
    same_before = [each for each in same if each[0].start < happening.start]
    if _since_then(happening.trigger):
        return _since_the_last(happening, expressions, published)
    same_after = [each for each in _days(same) if each in news and each[0].start > happening.start]
    backward = [_days(same_before), _background(same_before, published)]
    if not any(backward) and same_after:
        return _carried(same_after[0][1])
    for choice in (*backward, _days(before), before):
        if choice:
            return _carried(choice[-1][1])
    for choice in (_days(news), news):
        if choice:
            return _carried(choice[0][1])
    return None


def _since_then(token: Token) -> bool:
    """Whether it has gone on: "they have since gained ground", "it has gone on since then"."""
    for verb in clause_of(token):
        for since in (child for child in verb.children if child.lower_ == "since"):
            if all(child.lower_ in ("then", "ever") for child in since.children) and since.dep_ in ("advmod", "prep"):
                return True
    return False


def _since_the_last(happening: Happening, expressions: Sequence[TimeExpression], published: date) -> Dated | None:
    """From the day last named before it, to publication."""
    for expression in reversed(expressions):
        if expression.start < happening.start and expression.interval and expression.interval.start <= published:
            interval = Interval.span(expression.interval.start, published)
            return Dated(interval, "since", precision_of(interval), carried=True)
    return None


def _carried(dated: Dated) -> Dated:
    return replace(dated, carried=True)


def _days(told: Sequence[Told]) -> list[Told]:
    """Those that name a day: "the last two days" carry less far than the day they end in."""
    return [each for each in told if each[1].precision == 1 and each[1].bond < FAR]


def _background(told: Sequence[Told], published: date) -> list[Told]:
    return [each for each in told if each[0].place[:1].isupper() and not is_news(each[1].interval, published)]
