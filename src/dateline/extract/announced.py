"""A headline is the shortest telling of its report: it takes its day and its speaker from the text.

"Rebels take X" over a text in which a spokesman says so is the spokesman's word, not the outlet's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.extract.dating_headline import headline_dates
from dateline.model import Claim

__all__ = ["settle"]


def settle(titles: Sequence[Claim], texts: Sequence[Claim]) -> list[Claim]:
    """The title's claims with the date and the chain of the text's claim that they announce."""
    return [_spoken(title, texts) for title in headline_dates(titles, texts)]


def _spoken(title: Claim, texts: Sequence[Claim]) -> Claim:
    if title.speakers:
        return title
    announced = [text for text in texts if _same(title, text)]
    if not announced or any(not text.speakers for text in announced):
        return title
    return replace(title, speakers=announced[0].speakers)


def _same(title: Claim, text: Claim) -> bool:
    return (title.type, title.modality, title.place.text) == (text.type, text.modality, text.place.text)
