from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.extract.quotes import quotes_of

MARKS = "\"'`\u2018\u2019\u201c\u201d\u201e\u201f\u00ab\u00bb\u301d\u301e\uff02"


def quoted(text: str) -> list[str]:
    return [text[quote.start : quote.end] for quote in quotes_of(text, paragraphs(text))]


def paragraphs(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for part in text.split("\n\n"):
        spans.append((start, min(len(text), start + len(part) + 2)))
        start += len(part) + 2
    return [(start, end) for start, end in spans if start < end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The gate is open,” she said.", ["“The gate is open,”"]),
        ('"The gate is open," she said. "Go."', ['"The gate is open,"', '"Go."']),
        ('He called it “no defeat" at all', ['“no defeat"']),
        ("``The gate is open,'' she said.", ["``The gate is open,''"]),
        ("''The gate is open,'' she said.", ["''The gate is open,''"]),
        ('" The gate is open ! " she said .', ['" The gate is open ! "']),
        ("«La porte,» she said", ["«La porte,»"]),
        ("'The rebels' gate is open,' she said.", ["'The rebels' gate is open,'"]),
        ("It's the rebels' gate", []),
        ("“He said “go” to us,” she said.", ["“He said “go” to us,”"]),
        ("It was dark. The gate is open,” she said.", ["The gate is open,”"]),
        ("He said “the gate is open", ["“the gate is open"]),
        ('a 6\'2" man said "no"', ['"no"']),
        ("", []),
        ("”", []),
    ],
)
def test_marks_of_all_shapes(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_quote_taken_up_in_the_next_paragraph_continues() -> None:
    text = "“The gate is open.\n\n“Nobody guards it,” she said."
    first, second = quotes_of(text, paragraphs(text))
    assert not first.closed
    assert second.continues
    assert second.closed


def test_a_quote_closed_in_the_next_paragraph_is_one() -> None:
    text = "“The gate is open.\n\nNobody guards it,” she said."
    (quote,) = quotes_of(text, paragraphs(text))
    assert text[quote.start : quote.end] == "“The gate is open.\n\nNobody guards it,”"


@given(st.text(st.sampled_from(MARKS + " abcS.,!\n"), max_size=80))
@settings(max_examples=500, deadline=None)
def test_any_marks_give_ordered_spans(text: str) -> None:
    quotes = quotes_of(text, paragraphs(text))
    last = 0
    for quote in quotes:
        assert last <= quote.start <= quote.inner_start <= quote.inner_end <= quote.end <= len(text)
        last = quote.end
