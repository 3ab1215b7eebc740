"""Texts are cut, never changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Claim, ClaimType, Document, Evidence, Modality, Place
from dateline.publish import excerpt
from dateline.publish.picture import Picture


def claim(text: str, start: int, end: int, name: str = "c") -> Claim:
    evidence = Evidence(start, end, text[start:end])
    return Claim("d", ClaimType.CAPTURE, Modality.ASSERTED, evidence, Place("X"), id=name)


@given(st.text(max_size=400), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), max_size=6))
def test_the_pieces_of_a_document_are_its_text(text: str, spans: list[tuple[int, int]]) -> None:
    claims = [
        claim(text, min(a, b), max(a, b), f"c{number}")
        for number, (a, b) in enumerate(spans)
        if min(a, b) < max(a, b) <= len(text)
    ]
    pieces = excerpt.whole(Document("d", text), claims)
    assert "".join(piece.text for piece in pieces) == text
    for one in claims:
        assert one.evidence is not None
        assert "".join(piece.text for piece in pieces if one.id in piece.claims) == one.evidence.text
        assert sum(one.id in piece.starts for piece in pieces) == 1


@given(st.text(max_size=600), st.integers(0, 600), st.integers(1, 60))
def test_an_excerpt_holds_its_evidence_whole(text: str, start: int, length: int) -> None:
    end = min(len(text), start + length)
    if start >= end:
        return
    before, evidence, after = excerpt.around(Document("d", text), claim(text, start, end))
    assert evidence.text == text[start:end] and evidence.claims == ("c",)
    assert before.text.lstrip("\u2026") in text and after.text.rstrip("\u2026") in text


def test_an_excerpt_is_the_sentence(picture: Picture) -> None:
    one = next(claim for claim in picture.claims if claim.evidence and claim.evidence.text.startswith("soldiers"))
    before, evidence, after = excerpt.around(picture.documents[one.document], one)
    assert before.text.startswith("Late in the evening a provincial councillor")
    assert (before.text + evidence.text + after.text).endswith("gone to a barracks outside it.")


def test_evidence_that_does_not_slice_is_shown_alone() -> None:
    one = claim("The town fell.", 4, 8)
    assert [piece.text for piece in excerpt.around(Document("d", "another text"), one)] == ["town"]
    assert [piece.text for piece in excerpt.around(None, one)] == ["town"]


def test_titles_have_their_own_offsets() -> None:
    one = Claim("d", ClaimType.CAPTURE, Modality.ASSERTED, Evidence(0, 4, "Town", "title"), Place("X"), id="c")
    document = Document("d", "Body text.", title="Town falls")
    assert [piece.text for piece in excerpt.whole(document, [one], title=True)] == ["Town", " falls"]
    assert [piece.text for piece in excerpt.whole(document, [one])] == ["Body text."]
