"""What a rule may know while it resolves an expression: publication, what was dated before, and the clause's tense."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal

from dateline.extract.dates_calendar import Period
from dateline.times import Interval
from dateline.vocab import vocabulary

__all__ = ["Context", "Kind", "Meaning", "Relation", "Resolver", "relation_before", "tense"]

Kind = Literal["news", "narrative"]
Tense = Literal["past", "future", "unknown"]
Relation = Literal["", "since", "by", "until", "before", "after", "from", "within", "during"]

TENSE_REACH = 120  # characters either side in which a verb may tell the tense: a long clause of a wire report
RELATION_REACH = 40  # characters before an expression that a relation and its article may take

_SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s+(?=[\"“‘'(]?[A-Z])|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression means: TIMEX3 type and value, the days it covers, and the period if it is one."""

    type: str
    value: str | None
    interval: Interval | None = None
    period: Period | None = None
    since: date | None = None  # where "since" this starts, if not with its first day

    @classmethod
    def of(cls, period: Period, interval: Interval | None = None) -> Meaning:
        return cls("TIME" if period.time else "DATE", period.value, interval or period.interval, period)


@dataclass(frozen=True, slots=True)
class Context:
    """The reading state before an expression; `advance` makes the next."""

    text: str
    published: date | None
    kind: Kind
    last: Period | None = None  # the last period that was resolved
    last_day: Period | None = None  # the last one of a day's grain

    @property
    def anchor(self) -> date | None:
        """What "yesterday" is said from: publication in news, the story's own time in a narrative."""
        if self.kind == "narrative" and self.last:
            return (self.last_day or self.last).start
        return self.published

    @property
    def reference(self) -> Period | None:
        """What "a day later" is said from: the last dated thing, else publication."""
        if self.last:
            return self.last
        return Period("day", self.published) if self.published else None

    def advance(self, meaning: Meaning) -> Context:
        period = meaning.period
        if period is None:
            return self
        plain = replace(period, time=None)
        return replace(self, last=plain, last_day=plain if plain.unit == "day" else self.last_day)


Resolver = Callable[[re.Match[str], Context], Meaning | None]


@cache
def _tense_cues() -> re.Pattern[str]:
    words = vocabulary("times")["tense"]

    def either(name: str) -> str:
        ordered = sorted(words[name], key=lambda word: (-len(word), word))
        return "|".join(re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]") for word in ordered)

    future, past = either("future"), either("past")
    # a participle that belongs to "will", "would" … is not past
    return re.compile(
        rf"(?<!\w)(?:(?P<future>{future})(?!\w)(?:\s+(?:not|be|have|been|also|then|soon|\w+ly))*(?:\s+(?:\w+ed|{past})(?!\w))?"
        rf"|(?P<past>(?:{past})(?!\w)|\w{{2,}}[a-z](?<!ne)ed(?!\w)))",
        re.IGNORECASE,
    )


def tense(text: str, start: int, end: int) -> Tense:
    """The tense of the clause about `[start, end)`: the sentence's nearest verb on its left, else on its right."""
    left = _SENTENCE_END.split(text[max(0, start - TENSE_REACH) : start])[-1]
    right = _SENTENCE_END.split(text[end : end + TENSE_REACH], maxsplit=1)[0]
    cues = [*_tense_cues().finditer(left)][-1:] or [*_tense_cues().finditer(right)][:1]
    if not cues:
        return "unknown"
    return "future" if cues[0].group("future") else "past"


@cache
def _relation_words() -> re.Pattern[str]:
    groups = "|".join(
        f"(?P<{name}>" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"
        for name, words in vocabulary("times")["relations"].items()
    )
    return re.compile(rf"(?<!\w)(?:{groups})\s+(?:the\s+|about\s+|around\s+|at\s+least\s+)?$", re.IGNORECASE)


def relation_before(text: str, start: int) -> Relation:
    """How the words before an expression relate the event to it: "since" Tuesday, "by" the end of the month."""
    found = _relation_words().search(text[max(0, start - RELATION_REACH) : start])
    relation: Relation = found.lastgroup if found else ""  # type: ignore[assignment]
    return relation
