"""The head of a report that is no sentence: its date, "GHAZNI, Afghanistan -", "Last updated at".

Wire copy runs it into the first sentence, and a parser takes it for the sentence's subject. It is blanked before
parsing, code point for code point, so that offsets stay those of the stored text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Lead", "lead_of"]

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
_DAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? )?"
_DATE = re.compile(
    rf"\s*(?:(?:last )?(?:updated|published|posted)(?: (?:at|on))?:? )?{_DAY}"
    rf"(?:\d{{1,2}} {_MONTH},? ?\d{{4}}|{_MONTH} \d{{1,2}},? ?\d{{4}}"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?:\([^)]*\))?|\d{4}-\d{2}-\d{2})"
    r"(?:,? \d{1,2}[:.]?\d{2}(?: ?[ap]\.?m\.?| GMT| UTC)?)?\s*[.:|-]?\s+",
    re.IGNORECASE,
)
_UPPER = r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de'’.-]{2,}"
_WORD = r"[A-Z][\w.'’-]*"
_WHEN = rf"(?i:(?:{_DAY})(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?)"
_STATE = rf"(?:, ?(?!(?i:{_MONTH}|mon|tue|wed|thu|fri|sat|sun)){_WORD}(?: (?!(?i:{_MONTH})\b){_WORD})?)?"
_CREDIT = r"(?: ?\([A-Za-z .,/-]+\))?"
# "GHAZNI, Afghanistan, Aug 12 (Agency) -"; in small letters only with its day ("Ghazni, 12 August -").
_PLACE = re.compile(
    rf"\s*(?:({_UPPER}(?:[ /-]{_UPPER})*){_STATE}{_CREDIT}(?: ?,? ?{_WHEN})?{_CREDIT}"
    r"\s*(?:[-–—:]{1,2} ?|(?= (?:The|A|An|[A-Z][a-z])))"
    rf"|({_WORD}(?: {_WORD})?){_STATE},? {_WHEN}{_CREDIT}\s*(?:[-–—:]{{1,2}} |(?=[A-Z])))"
)
# "IS", the group, reads as a verb to every tagger; a name of the same length stands in for it while parsing.
STAND_IN = "Qs"
_IS = re.compile(r"\bIS\b(?!\s+[A-Z]{2})")
SHORTEST_REST = 20  # characters that must follow: "PARIS FALLS" alone is a headline


@dataclass(frozen=True, slots=True)
class Lead:
    """The text with its head blanked, and the dateline's place, if any."""

    masked: str
    place: str | None = None


def lead_of(text: str) -> Lead:
    """The head of a report and its text without it, of the same length.

    >>> lead_of("GHAZNI, Afghanistan - Rebels took the town on Friday.").place
    'GHAZNI'
    """
    text = _IS.sub(STAND_IN, text)
    end, place = 0, None
    date = _DATE.match(text)
    if date:
        end = date.end()
    name = _PLACE.match(text, end)
    shouted = (
        name is not None
        and text[name.end() : name.end() + SHORTEST_REST].isupper()
        and not any(map(str.isdigit, name[0]))
    )
    if name and len(text) - name.end() > SHORTEST_REST and not shouted:
        end, place = name.end(), name[1] or name[2]
    if not end or len(text) - end < SHORTEST_REST:
        return Lead(text)
    blank = "".join(character if character.isspace() else " " for character in text[:end])
    return Lead(blank + text[end:], place)
