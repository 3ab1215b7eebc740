"""Extraction: one document to its claims, each with its evidence (CODEBOOK).

`extract(document, names)` is the room's door; `attributions(text)` tells who says what. Knows nothing of coordinates
or other documents. spaCy is loaded by the first call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.model import Claim, Document, PlaceNames

if TYPE_CHECKING:
    from dateline.extract.attribution import Attribution

__all__ = ["attributions", "extract"]


def extract(document: Document, names: PlaceNames) -> list[Claim]:
    """The claims of a document, in the order of its text. See `extract.document`."""
    from dateline.extract.document import extract as extract_document

    return extract_document(document, names)


def attributions(text: str) -> list[Attribution]:
    """The attributions of a text. See `extract.attribution`."""
    from dateline.extract.attribution import attributions as attributions_of_text

    return attributions_of_text(text)
