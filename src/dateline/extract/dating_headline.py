"""A headline tells the day's event without its day: it takes the date of the same proposition in the text.

Headline and text count as one (CODEBOOK section 1), so a headline's claim that the text repeats holds on the same days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.model import Claim

__all__ = ["headline_dates"]


def headline_dates(titles: Sequence[Claim], texts: Sequence[Claim]) -> list[Claim]:
    """The title's claims; one without a date takes that of the first of its type, place and modality in the text."""
    return [title if title.date else _dated(title, texts) for title in titles]


def _dated(title: Claim, texts: Sequence[Claim]) -> Claim:
    for claim in texts:
        if (claim.type, claim.modality, _name(claim)) == (title.type, title.modality, _name(title)):
            return replace(title, date=claim.date, date_text=claim.date_text, date_precision=claim.date_precision)
    return title


def _name(claim: Claim) -> str:
    return (claim.place.name or claim.place.text).casefold()
