"""The evidence as W3C Web Annotations (Recommendation of 23 February 2017): one annotation a claim, JSON-LD.

The target is the stored text, by position and by quote with what stands around it: whoever holds the text finds
the span again even where white space moved. The body is the claim's proposition, its type and its modality.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from dateline.model import Claim
from dateline.publish import words
from dateline.publish.excerpt import field
from dateline.publish.picture import Picture
from dateline.times import format_moment

__all__ = ["CONTEXT_CHARACTERS", "annotation", "export"]

CONTEXT_CHARACTERS = 32  # prefix and suffix of a quote, as the Recommendation's own examples have it
_ANNO = "http://www.w3.org/ns/anno.jsonld"


def export(picture: Picture) -> str:
    """An AnnotationPage of every claim that has its evidence in a text."""
    items = [annotation(claim, picture) for claim in picture.claims if claim.evidence]
    page = {
        "@context": _ANNO,
        "id": f"urn:dateline:annotations:{picture.as_of}:{format_moment(picture.known_by)}",
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": items,
    }
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def annotation(claim: Claim, picture: Picture) -> dict[str, Any]:
    """One annotation, without its `@context`."""
    return {
        "id": _urn("claim", claim.id),
        "type": "Annotation",
        "motivation": "classifying",
        "creator": {"type": "Software", "name": claim.extractor or "dateline"},
        **({"created": format_moment(claim.known)} if claim.known else {}),
        "body": [
            {"type": "TextualBody", "purpose": "describing", "value": words.proposition(claim, picture.sides)},
            {"type": "TextualBody", "purpose": "tagging", "value": str(claim.type)},
            {"type": "TextualBody", "purpose": "tagging", "value": str(claim.modality)},
            *(
                {"type": "TextualBody", "purpose": "commenting", "value": f"said by {link}"}
                for link in claim_chain(claim)
            ),
            *([{"id": _urn("place", claim.place.id), "purpose": "identifying"}] if claim.place.id else []),
        ],
        "target": _target(claim, picture),
    }


def claim_chain(claim: Claim) -> tuple[str, ...]:
    return tuple(speaker.text for speaker in claim.speakers)


def _target(claim: Claim, picture: Picture) -> dict[str, Any]:
    evidence = claim.evidence
    assert evidence is not None, "only claims with evidence are annotated"
    document = picture.documents.get(claim.document)
    text = field(document, evidence) if document else ""
    quote_selector = {"type": "TextQuoteSelector", "exact": evidence.text}
    if text[evidence.start : evidence.end] == evidence.text and text:
        quote_selector["prefix"] = text[max(0, evidence.start - CONTEXT_CHARACTERS) : evidence.start]
        quote_selector["suffix"] = text[evidence.end : evidence.end + CONTEXT_CHARACTERS]
    source = _urn("document", claim.document) + ("#title" if evidence.field == "title" else "")
    return {
        "source": source,
        "selector": [
            {"type": "TextPositionSelector", "start": evidence.start, "end": evidence.end},
            quote_selector,
        ],
    }


def _urn(kind: str, name: str) -> str:
    return f"urn:dateline:{kind}:{quote(name, safe=':')}"
