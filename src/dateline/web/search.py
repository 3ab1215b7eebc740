"""Search in what the ledger holds at these clocks: places by name, reports by title and text, claims by evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from dateline.answers import Answers
from dateline.model import Claim, Document
from dateline.publish import words
from dateline.publish.picture import Picture

__all__ = ["EXCERPT", "Found", "search"]

EXCERPT = 90  # code points on each side of what was found


@dataclass(frozen=True, slots=True)
class Found:
    """One hit; `href` is a path without a query."""

    kind: str
    id: str
    title: str
    excerpt: str
    href: str


def search(answers: Answers, picture: Picture, q: str, *, places_only: bool = False) -> list[Found]:
    """Hits for all of the words, in any order: places first, then claims, then reports. Case does not matter."""
    wanted = [word for word in q.casefold().split() if word]
    if not wanted:
        return []
    if places_only:
        return list(_places(picture, wanted))
    documents = answers.ledger.documents(theatre=answers.theatre_id, known_by=picture.known_by, head=answers.head)
    return [
        *_places(picture, wanted),
        *_claims(answers.claims(picture.known_by), picture, wanted),
        *_documents(documents, wanted),
    ]


def _all_in(text: str, wanted: list[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in wanted)


def _places(picture: Picture, wanted: list[str]) -> Iterator[Found]:
    for name, place in sorted(picture.places.items(), key=lambda item: words.place_name(item[1])):
        if _all_in(f"{place.name or ''} {place.text} {place.admin1 or ''}", wanted):
            where = ", ".join(part for part in (place.admin1, place.country) if part)
            yield Found("place", name, words.place_name(place), where, f"/places/{quote(name, safe=':')}")


def _claims(claims: object, picture: Picture, wanted: list[str]) -> Iterator[Found]:
    assert isinstance(claims, list | tuple), "answers give claims as a sequence"
    for claim in claims:
        if _all_in(f"{claim.evidence.text if claim.evidence else ''} {' '.join(words.chain(claim))}", wanted):
            yield _claim(claim, picture)


def _claim(claim: Claim, picture: Picture) -> Found:
    title = f"{words.place_name(claim.place)}: {words.proposition(claim, picture.sides)}, says {words.said_by(claim)}"
    text = claim.evidence.text if claim.evidence else ""
    return Found("claim", claim.id, title, text, f"/documents/{quote(claim.document, safe='')}")


def _documents(documents: list[Document], wanted: list[str]) -> Iterator[Found]:
    for document in documents:
        if _all_in(f"{document.title or ''} {document.outlet or ''} {document.text}", wanted):
            title = f"{document.title or document.id}, {document.outlet or 'outlet not known'}"
            href = f"/documents/{quote(document.id, safe='')}"
            yield Found("document", document.id, title, _around(document.text, wanted[0]), href)


def _around(text: str, word: str) -> str:
    at = max(0, text.casefold().find(word))
    first, last = max(0, at - EXCERPT), at + EXCERPT
    start = text[first:at].partition(" ")[2] if first else text[:at]
    end = text[at:last].rpartition(" ")[0] if last < len(text) else text[at:]
    cut = f"{'… ' if first else ''}{start}{end}{' …' if last < len(text) else ''}"
    return " ".join(cut.split())
