"""When a claim's proposition holds: which time expression of a document is the clause's own (CODEBOOK sections 3, 7).

In order: an expression of the clause itself; one of the clause that governs it; the day on which it was said, for a
fresh event only; else the day that the document is telling about at that point. A state that lasts ("controls",
"rebel-held"), a plan and a forecast take no day but one of their own words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateline.extract.dates import TimeExpression, precision_of
from dateline.times import Interval

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Dated", "Happening", "date_of", "dates_of"]

OWN, SHARED, SAID, NEAR = range(4)  # how closely an expression is bound to a clause, the closest first

# A day that carries over to later sentences is news: no older than this before publication. Longer ago is background,
# told with a time of its own.
CARRIED_DAYS = 10

_PHRASE = frozenset(
    "prep pobj pcomp npadvmod tmod advmod amod nmod poss compound nummod det case appos dobj nsubj nsubjpass attr agent"
    " dative quantmod punct acomp oprd conj xcomp advcl csubj preconj meta intj".split()
)
_CLAUSE = frozenset(["relcl", "acl"])
_REPORTED = frozenset(["ccomp", "parataxis"])
_VERBS = frozenset(["VERB", "AUX"])


@dataclass(frozen=True, slots=True)
class Happening:
    """What dating needs of a proposition. `trigger` is the word that states it; offsets are of its evidence."""

    start: int
    end: int
    trigger: Token
    place: str = ""
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
    return [
        dated or _carried(happening, happenings, own, expressions, published)
        for happening, dated in zip(happenings, own, strict=True)
    ]


def date_of(happening: Happening, expressions: Sequence[TimeExpression], published: date | None) -> Dated | None:
    """The date that the happening's own sentence gives it, or None."""
    sentence = happening.trigger.sent
    found = []
    for expression in expressions:
        if expression.interval is None or not sentence.start_char <= expression.start < sentence.end_char:
            continue
        bond = _bond(expression, happening)
        if bond is None or (bond > SHARED and (happening.lasting or happening.ahead)):
            continue
        if happening.ahead and published and expression.interval.last < published:
            continue
        if not happening.ahead and published and expression.interval.start > published:
            continue
        found.append((bond, _distance(expression, happening), expression))
    if not found:
        return None
    bond, _, expression = min(found, key=lambda each: each[:2])
    assert expression.interval is not None
    return Dated(expression.interval, expression.text, expression.precision, bond)


def _distance(expression: TimeExpression, happening: Happening) -> int:
    """Characters between the expression and the evidence; 0 within it."""
    return max(0, expression.start - happening.end, happening.start - expression.end)


def _bond(expression: TimeExpression, happening: Happening) -> int | None:
    """How the expression hangs on the clause in the parse."""
    doc: Doc = happening.trigger.doc
    span = doc.char_span(expression.start, expression.end, alignment_mode="expand")
    if span is None:
        return None
    bond = _bond_of(span.root, happening.trigger)
    if happening.start <= expression.start and expression.end <= happening.end:
        return min(bond, SHARED)
    return bond


def _bond_of(time: Token, trigger: Token) -> int:
    above = [trigger, *trigger.ancestors]
    places = {token.i: place for place, token in enumerate(above)}
    climb = [time]
    while climb[-1].i not in places and climb[-1].head is not climb[-1]:
        climb.append(climb[-1].head)
    meet = climb[-1]
    if meet.i not in places:
        return NEAR
    clauses_below = [token for token in climb[:-1] if token.pos_ in _VERBS]
    path = {token.dep_ for token in above[: places[meet.i]]}
    if clauses_below:
        return NEAR
    if meet is trigger:
        return OWN
    if path & _CLAUSE:
        return NEAR
    if path & _REPORTED:
        return SAID
    return SHARED if path <= _PHRASE else NEAR


def _carried(
    happening: Happening,
    happenings: Sequence[Happening],
    own: Sequence[Dated | None],
    expressions: Sequence[TimeExpression],
    published: date,
) -> Dated | None:
    """The day being told about: of the last event before it at its place, else of the last event, else of the first."""
    if happening.lasting or happening.ahead:
        return None
    fresh = [
        (each, dated)
        for each, dated in zip(happenings, own, strict=True)
        if dated and not each.lasting and not each.ahead and _is_news(dated.interval, published)
    ]
    before = [(each, dated) for each, dated in fresh if each.start < happening.start]
    same = [dated for each, dated in before if each.place == happening.place]
    chosen = same[-1] if same else before[-1][1] if before else fresh[0][1] if fresh else None
    if chosen is None:
        return None
    return Dated(chosen.interval, chosen.text, precision_of(chosen.interval), chosen.bond, carried=True)


def _is_news(interval: Interval, published: date) -> bool:
    return interval.last <= published and interval.start >= published - timedelta(days=CARRIED_DAYS)
