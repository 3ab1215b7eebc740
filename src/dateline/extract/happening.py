"""What is dated and its date: the two records of `dating`, and what of them is an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateline.times import Interval
from dateline.vocab import vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["FAR", "NEAR", "OWN", "SAID", "SHARED", "Dated", "Happening", "is_event", "is_news"]

OWN, SHARED, SAID, NEAR, FAR = range(5)  # how closely an expression is bound to a clause; a far one dates nothing

# A day that carries over to later sentences is news: no older than this before publication. Longer ago is background,
# told with a time of its own.
CARRIED_DAYS = 10


@dataclass(frozen=True, slots=True)
class Happening:
    """What dating needs of a proposition. `trigger` is the word that states it; offsets are of its evidence."""

    start: int
    end: int
    trigger: Token
    place: str = ""
    kind: str = ""  # the type of the claim
    party: str = ""  # who did it
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
    loose: bool = False  # not to the day: counted in weeks or months ("three weeks later"), or from no day named


def is_event(happening: Happening) -> bool:
    """Whether it happened on some day. A count that is told in the past did ("had taken two"); "has taken" lasts."""
    return not happening.ahead and not (happening.lasting and _lasts(happening.trigger))


def _lasts(trigger: Token) -> bool:
    """Whether the wording is of a state: a present, a perfect, or a word that means having."""
    if trigger.lemma_.lower() in vocabulary("times")["having"]:
        return True
    if trigger.tag_ == "VBN":
        return not any(child.lower_ == "had" for child in trigger.children)
    return not (trigger.tag_ == "VBD" or trigger.pos_ == "NOUN")


def is_news(interval: Interval, published: date) -> bool:
    """Whether days are those a report is about, and not its background."""
    return interval.last <= published and interval.start >= published - timedelta(days=CARRIED_DAYS)
