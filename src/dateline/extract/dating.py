"""When a claim's proposition holds: which time expression of a document is the clause's own (CODEBOOK sections 3, 7).

In order: an expression of the clause itself; one of the clause that governs it; the day on which it was said, for a
fresh event only; else the day that the document is telling about at that point. A state that lasts ("controls",
"rebel-held"), a plan and a forecast take no day but one of their own words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateline.extract.dates import TimeExpression, precision_of
from dateline.extract.dates_calendar import Period, months_later
from dateline.times import Interval
from dateline.vocab import vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Dated", "Happening", "date_of", "dates_of"]

OWN, SHARED, SAID, NEAR, FAR = range(5)  # how closely an expression is bound to a clause; a far one dates nothing

# A day that carries over to later sentences is news: no older than this before publication. Longer ago is background,
# told with a time of its own.
CARRIED_DAYS = 10
HUNG_REACH = 60  # characters from "two days after" to the clause it counts from

# Dependencies within one clause, and to clauses that share its time (coordinate, participial, of purpose).
_PHRASE = frozenset(
    """prep pobj pcomp npadvmod advmod amod nmod poss compound nummod det case appos dobj nsubj nsubjpass attr agent
    dative quantmod punct acomp oprd meta conj xcomp advcl csubj preconj intj dep""".split()  # noqa: SIM905
)
_RELATIVE = frozenset(["relcl", "acl"])
_REPORTED = frozenset(["ccomp", "parataxis"])
_VERBS = frozenset(["VERB", "AUX"])
_HUNG = re.compile(r"\s+(after|before|since)\b", re.IGNORECASE)
_LENGTH = re.compile(r"P(\d+)([DWMY])\Z")


@dataclass(frozen=True, slots=True)
class Happening:
    """What dating needs of a proposition. `trigger` is the word that states it; offsets are of its evidence."""

    start: int
    end: int
    trigger: Token
    place: str = ""
    place_start: int | None = None  # where the clause names it, if it does
    lasting: bool = False  # hold, count, forces stationed: a present state
    ahead: bool = False  # forecast, planned, conditional


@dataclass(frozen=True, slots=True)
class Dated:
    """The days of a claim, the words that give them, and the precision (1 day, 2 week, 3 coarser)."""

    interval: Interval
    text: str
    precision: int
    bond: int = OWN
    carried: bool = False  # from another sentence


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
        if dated and _is_event(each) and each.trigger.dep_ not in _RELATIVE
    ]
    return [
        _from_elsewhere(happening, dated, told, expressions, published) if _is_event(happening) else dated
        for happening, dated in zip(happenings, own, strict=True)
    ]


def _is_event(happening: Happening) -> bool:
    """Whether it happened on some day. A count that is told in the past did ("had taken two"); "has taken" lasts."""
    return not happening.ahead and not (happening.lasting and _lasts(happening.trigger))


def _lasts(trigger: Token) -> bool:
    """Whether the wording is of a state: a present, a perfect, or a word that means having."""
    if trigger.lemma_.lower() in vocabulary("times")["having"]:
        return True
    if trigger.tag_ == "VBN":
        return not any(child.lower_ == "had" for child in trigger.children)
    return not (trigger.tag_ == "VBD" or trigger.pos_ == "NOUN")


def date_of(happening: Happening, expressions: Sequence[TimeExpression], published: date | None) -> Dated | None:
    """The date that the happening's own sentence gives it, or None."""
    sentence = happening.trigger.sent
    near = [each for each in expressions if sentence.start_char <= each.start < sentence.end_char]
    hung = _hung(happening, near, published)
    if hung is not None:
        return hung
    found = []
    for expression in near:
        dated = _candidate(expression, happening, published)
        if dated is not None:
            found.append((dated.bond, *_distances(expression, happening), dated))
    return min(found, key=lambda each: each[:3])[3] if found else None


def _candidate(expression: TimeExpression, happening: Happening, published: date | None) -> Dated | None:
    interval = expression.interval
    now = expression.value == "PRESENT_REF" and published is not None and _is_event(happening)
    if now and published:
        interval = Interval.day(published)  # an event that is going on
    if happening.ahead and expression.whole and published and published in expression.whole:
        interval = expression.whole  # "plans to take the town this week" may mean what is left of it
    if interval is None or _is_dateline(expression, happening, published):
        return None
    bond, since = _bond(expression, happening)
    if bond == FAR or (bond > SHARED and not _is_event(happening)):
        return None
    if published is not None:
        if since and interval.start <= published:
            interval = Interval.span(interval.start, published)
        if (interval.last < published) if happening.ahead else (interval.start > published):
            return None
        if bond == NEAR and not _is_news(interval, published):
            return None
    return Dated(interval, expression.text, precision_of(interval), FAR if now else bond)


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


def _bond(expression: TimeExpression, happening: Happening) -> tuple[int, bool]:
    """How the expression hangs on the clause in the parse, and whether by a clause with "since"."""
    doc: Doc = happening.trigger.doc
    span = doc.char_span(expression.start, expression.end, alignment_mode="expand")
    if span is None:
        return NEAR, False
    bond, since = _bond_of(span.root, happening.trigger)
    if bond > SHARED and happening.start <= expression.start and expression.end <= happening.end:
        return SHARED, since
    return bond, since


def _bond_of(time: Token, trigger: Token) -> tuple[int, bool]:
    above = [trigger, *trigger.ancestors]
    places = {token.i: place for place, token in enumerate(above)}
    climb = [time]
    while climb[-1].i not in places and climb[-1].head.i != climb[-1].i:
        climb.append(climb[-1].head)
    meet = climb[-1]
    if meet.i not in places:
        return NEAR, False
    below = climb[:-1]
    since = any(_introduced_by_since(token) for token in below)
    path = {token.dep_ for token in above[: places[meet.i]]}
    if since:
        measured = next((token for token in climb if token.pos_ in _VERBS and not _introduced_by_since(token)), meet)
        runs_on = _runs_on(measured) or _runs_on(meet)
        own_clause = any(token.dep_ == "conj" and _has_subject(token) for token in above[: places[meet.i]])
        return (SHARED if runs_on and not own_clause and not path & (_RELATIVE | _REPORTED) else FAR), True
    below = [token for token in below if not _is_purpose(token)]
    if any(token.pos_ in _VERBS for token in below):
        return (FAR if any(token.dep_ in _RELATIVE for token in below) else NEAR), False
    if meet.i == trigger.i:
        return OWN, False
    if path & _RELATIVE:
        return NEAR, False
    if path & _REPORTED:
        return SAID, False
    return (SHARED if path <= _PHRASE else NEAR), False


def _has_subject(token: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in token.lefts)


def _is_purpose(token: Token) -> bool:
    """In "an offensive to retake the town on Monday" what is only meant takes no day: Monday is the offensive's."""
    return token.pos_ == "VERB" and token.tag_ == "VB" and any(child.lower_ == "to" for child in token.lefts)


def _runs_on(token: Token) -> bool:
    """What "since" measures: a noun's own time, or a verb in the perfect; not "is the biggest since …"."""
    if token.pos_ not in _VERBS:
        return not any(child.tag_ in ("JJS", "RBS") or child.lower_ == "first" for child in token.lefts)
    return any(child.lemma_ == "have" and child.dep_ == "aux" for child in token.children)


def _since_then(token: Token) -> bool:
    """Whether it has gone on: "they have since gained ground", "it has gone on since then"."""
    for verb in _clause_of(token):
        for since in (child for child in verb.children if child.lower_ == "since"):
            if all(child.lower_ in ("then", "ever") for child in since.children) and since.dep_ in ("advmod", "prep"):
                return True
    return False


def _clause_of(token: Token) -> list[Token]:
    """The word and those above it as far as they share its clause."""
    above = [token]
    while above[-1].dep_ in _PHRASE and above[-1].head.i != above[-1].i:
        above.append(above[-1].head)
    return above


def _introduced_by_since(token: Token) -> bool:
    return token.lower_ == "since" or (
        token.dep_ in ("advcl", "pcomp")
        and any(child.lower_ == "since" and child.i < token.i for child in token.children)
    )


def _hung(happening: Happening, near: Sequence[TimeExpression], published: date | None) -> Dated | None:
    """In "a day after bombardments killed …" the clause behind "after" came so long before the one ahead of it."""
    text = happening.trigger.doc.text
    for expression in near:
        length = _LENGTH.match(expression.value or "")
        if not length or not 0 <= happening.start - expression.end <= HUNG_REACH or published is None:
            continue
        link = _HUNG.match(text, expression.end)
        if not link or re.search(r"[.;]", text[expression.end : happening.start]):
            continue
        days = [each.interval for each in near if each.interval and each.precision == 1 and each is not expression]
        base = days[0].start if days else published
        count = int(length[1]) * (1 if link[1].lower() == "before" else -1)
        interval = _moved(base, count, length[2])
        words = text[expression.start : link.end()]
        return Dated(interval, words, precision_of(interval), FAR)
    return None


def _moved(base: date, count: int, unit: str) -> Interval:
    if unit in "DW":
        return Interval.day(base + timedelta(days=count * (7 if unit == "W" else 1)))
    months = count * (12 if unit == "Y" else 1)
    return Period.of("year" if unit == "Y" else "month", months_later(base, months)).interval


def _from_elsewhere(
    happening: Happening,
    dated: Dated | None,
    told: Sequence[tuple[Happening, Dated]],
    expressions: Sequence[TimeExpression],
    published: date,
) -> Dated | None:
    """The day being told about, for an event without a date of its own or with that of the saying alone.

    What its place was dated elsewhere goes first; else the day of the saying; else that of the last event before it,
    or of the next.
    """
    if dated is not None and dated.bond != SAID:
        return dated
    news = [each for each in told if _is_news(each[1].interval, published) and each[1].bond < FAR]
    before = [each for each in news if each[0].start < happening.start]
    same = [each for each in told if each[0].place == happening.place and each[0].start != happening.start]
    if dated is not None:
        closer = [each for each in same if each[1].bond < SAID and each in news and each[1].precision == 1]
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


def _since_the_last(happening: Happening, expressions: Sequence[TimeExpression], published: date) -> Dated | None:
    """From the day last named before it, to publication."""
    for expression in reversed(expressions):
        if expression.start < happening.start and expression.interval and expression.interval.start <= published:
            interval = Interval.span(expression.interval.start, published)
            return Dated(interval, "since", precision_of(interval), carried=True)
    return None


def _carried(dated: Dated) -> Dated:
    return replace(dated, carried=True)


def _days(told: Sequence[tuple[Happening, Dated]]) -> list[tuple[Happening, Dated]]:
    """Those that name a day: "the last two days" carry less far than the day they end in."""
    return [each for each in told if each[1].precision == 1 and each[1].bond < FAR]


def _background(told: Sequence[tuple[Happening, Dated]], published: date) -> list[tuple[Happening, Dated]]:
    return [each for each in told if each[0].place[:1].isupper() and not _is_news(each[1].interval, published)]


def _is_news(interval: Interval, published: date) -> bool:
    return interval.last <= published and interval.start >= published - timedelta(days=CARRIED_DAYS)
