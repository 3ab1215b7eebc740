"""The day a report is telling about, for an event that its own sentence does not date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dateline.extract.dates import TimeExpression, precision_of
from dateline.extract.dating_bond import clause_of
from dateline.extract.happening import FAR, NEAR, SAID, Dated, Happening, is_news
from dateline.times import Interval
from dateline.vocab import vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Told", "from_elsewhere", "settled"]

# Kinds of event that one party does once at a place, told again or not; fighting recurs.
ONCE = frozenset(["capture", "leave", "surrender"])

# Days that a count may be off, by its precision: "three weeks later" is not to the day.
_SLACK = {1: 2, 2: 5, 3: 16}

_NAMED = re.compile(
    r"\s?['’]s\s+(?P<noun>\w+)"
    r"(?:\s+(?:on|in|at|against|near)\s+(?:the\s+)?(?P<place>[A-Z][\w'’-]+))?"
)

Told = tuple[Happening, Dated]  # an event of the report and its date


def from_elsewhere(
    happening: Happening,
    dated: Dated | None,
    told: Sequence[Told],
    expressions: Sequence[TimeExpression],
    published: date,
) -> Dated | None:
    """The day being told about, for an event without a date of its own or with that of the saying alone.

    What is told of the same event elsewhere goes first, then what its place was dated; else the day of the saying; else
    that of the last event before it, or of the next.
    """
    counted = dated is not None and dated.bond == FAR and dated.carried  # "two days after …", from no sure day
    if dated is not None and dated.bond < SAID:
        return dated
    news = [each for each in told if is_news(each[1].interval, published) and each[1].bond < FAR]
    same = [each for each in told if _key(each[0].place) == _key(happening.place) and each[0].start != happening.start]
    event = [each for each in same if _is_same(each[0], happening)]
    if dated is not None:
        sure = _sure(same)
        if counted:
            closer = sure if dated.loose else _near_to(dated, sure)
        elif dated.bond == NEAR:
            closer = [each for each in event if each in sure and each in news]
        else:
            closer = [each for each in sure if each in news]
            closer = [each for each in closer if each[0].kind == happening.kind] or closer
        return _carried(closer[-1][1]) if closer else dated
    before = [each for each in news if each[0].start < happening.start]
    same_before = [each for each in same if each[0].start < happening.start]
    if _since_then(happening.trigger):
        return _since_the_last(happening, expressions, published)
    if subject := _told_of(happening, told):
        return _carried(subject)
    same_after = [each for each in _days(same) if each in news and each[0].start > happening.start]
    known = [each for each in _sure(event) if each in news]
    once = [each for each in event if happening.kind in ONCE]
    backward = [known, once, _days(same_before), _background(same_before, published)]
    if not any(backward) and same_after:
        return _carried(same_after[0][1])
    for choice in (*backward, _days(before), before):
        if choice:
            return _carried(choice[-1][1])
    for choice in (_days(news), news):
        if choice:
            return _carried(choice[0][1])
    return None


def settled(happening: Happening, dated: Dated, told: Sequence[Told], expressions: Sequence[TimeExpression]) -> Dated:
    """The date, or a better one that the report names: of the same place for a day counted in weeks or months; of the
    event ("Monday's attack") for the day of the saying alone."""
    same = [each for each in told if _key(each[0].place) == _key(happening.place)]
    if dated.loose and not dated.carried:
        closer = _near_to(dated, _sure(same))
        return _carried(closer[-1][1]) if closer else dated
    if dated.bond == SAID and not _sure(same):
        return _named_event(happening, expressions, dated.interval.start) or dated
    return dated


def _sure(told: Sequence[Told]) -> list[Told]:
    """Those that their own clause gives a day."""
    return [each for each in told if each[1].bond < SAID and each[1].precision == 1 and not each[1].loose]


def _key(place: str) -> str:
    """The place's name without article and case."""
    return re.sub(r"(?i)^(?:the |al-|el-|al |el )", "", place).casefold()


def _is_same(other: Happening, happening: Happening) -> bool:
    """The same party did the same there: one event, told twice."""
    return bool(happening.party) and (other.kind, _key(other.party)) == (happening.kind, _key(happening.party))


def _near_to(dated: Dated, sure: Sequence[Told]) -> list[Told]:
    """The sure days that "three weeks later", "two days after" may mean: the closest last."""
    slack = _SLACK[dated.precision]
    away = [(max((dated.interval.start - day.start).days, (day.last - dated.interval.last).days), each)
            for each in sure for day in [each[1].interval]]  # fmt: skip
    return [each for days, each in sorted(away, key=lambda pair: -pair[0]) if days <= slack]


def _named_event(happening: Happening, expressions: Sequence[TimeExpression], said: date) -> Dated | None:
    """The day by which the report calls its event further on: "Monday night's attack", if it names but one such day
    before the saying and says of no other place that it was there."""
    text = happening.trigger.doc.text
    found = {
        each.interval: each
        for each in expressions
        if each.start > happening.start and each.interval and is_news(each.interval, said)
        if (named := _NAMED.match(text, each.end)) and named["noun"].lower() in vocabulary("times")["happening"]
        if named["place"] is None or _key(named["place"]) in _key(happening.place)
    }
    if len(found) != 1:
        return None
    interval, expression = found.popitem()
    return Dated(interval, expression.text, precision_of(interval), carried=True)


def _told_of(happening: Happening, told: Sequence[Told]) -> Dated | None:
    """What "it" was, in "it was the first attack in years": the event told last, of the sentence before."""
    trigger = happening.trigger
    if trigger.dep_ != "attr" or not any(
        child.dep_ == "nsubj" and child.lower_ in ("it", "this", "that") for child in trigger.head.lefts
    ):
        return None
    start = trigger.sent.start
    before = trigger.doc[start - 1].sent.start_char if start else 0
    last = [each for each in told if before <= each[0].start < trigger.sent.start_char]
    return last[-1][1] if last else None


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
    return [each for each in told if (each[1].precision == 1 or each[1].loose) and each[1].bond < FAR]


def _background(told: Sequence[Told], published: date) -> list[Told]:
    return [each for each in told if each[0].place[:1].isupper() and not is_news(each[1].interval, published)]
