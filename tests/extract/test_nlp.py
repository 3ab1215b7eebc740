from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.extract.nlp import load, paragraph_starts, parse


def test_no_named_entities() -> None:
    assert "ner" not in load().pipe_names
    assert load() is load()


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_offsets_are_those_of_the_text(text: str) -> None:
    doc = parse(text)
    assert len(doc.text) == len(text)
    for token in doc:
        assert 0 <= token.idx <= token.idx + len(token) <= len(text)


def test_lone_surrogates_are_parsed() -> None:
    assert len(parse("The army\ud800 left.").text) == len("The army\ud800 left.")


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("One.\n\nTwo.", [6]),
        ("One.\nTwo.", [5]),
        ("One.\r\nTwo.", [6]),
        ("The army left the\ntown on Monday and\nwent home.", []),
        ("The army left the\ntown.\n\nIt went home.", [25]),
        ("One.\n\n", []),
        ("", []),
    ],
)
def test_paragraphs(text: str, starts: list[int]) -> None:
    assert paragraph_starts(text) == starts


def test_sentences_end_with_paragraphs() -> None:
    doc = parse("Rebels take the port\nThe army has left")
    assert [sentence.text.strip() for sentence in doc.sents] == ["Rebels take the port", "The army has left"]
