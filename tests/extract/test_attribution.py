from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.extract.attribution import Attribution, attributions, covering

MARKS = "\"'`\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb"


def told(text: str, attribution: Attribution) -> tuple[str, str, str]:
    return tuple(  # type: ignore[return-value]
        " | ".join(text[start:end] for start, end in spans)
        for spans in (attribution.source, attribution.cue, attribution.content)
    )


def outermost(text: str) -> list[tuple[str, str, str]]:
    return [told(text, each) for each in attributions(text) if each.depth == 0]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The mayor said that the bridge was open.", "The mayor", "said", "that the bridge was open"),
        ("The mayor also said the bridge was open.", "The mayor", "also said", "the bridge was open"),
        ("The bridge was open, the mayor said on Monday.", "the mayor", "said", "The bridge was open"),
        ("The bridge, the mayor said, was open.", "the mayor", "said", "The bridge | was open"),
        ("The bridge was open the mayor said.", "the mayor", "said", "The bridge was open"),
        ("“The bridge is open,” said the mayor.", "the mayor", "said", "“The bridge is open,”"),
        ("“The bridge is open,” he said. “Go.”", "he", "said", "“The bridge is open,” | “Go.”"),
        ("The mayor said: “The bridge is open.”", "The mayor", "said:", "“The bridge is open.”"),
        ("According to the mayor, the bridge was open.", "the mayor", "According to", "the bridge was open"),
        ("The mayor denied the attack.", "The mayor", "denied", "the attack"),
        ("The army claimed to have taken the bridge.", "The army", "claimed", "to have taken the bridge"),
        ("The council urged rebels to leave.", "The council", "urged", "rebels to leave"),
        ("The council called the siege a crime.", "The council", "called", "the siege a crime"),
        ("Monitors warned of hunger.", "Monitors", "warned of", "hunger"),
        ("The attack was confirmed by the ministry.", "the ministry", "was confirmed by", "The attack"),
    ],
)
def test_source_cue_content(text: str, source: str, cue: str, content: str) -> None:
    assert (source, cue, content) in outermost(text)


def test_the_content_of_a_quote_keeps_its_marks_and_leaves_a_stop_outside() -> None:
    text = "The mayor said the bridge was “still open”."
    assert outermost(text) == [("The mayor", "said", "the bridge was “still open”")]


def test_nested_attributions_count_their_depth() -> None:
    text = "The mayor said the army had said the bridge was open."
    assert [each.depth for each in attributions(text)] == [0, 1]


def test_wishes_have_no_chain() -> None:
    (wish,) = (each for each in attributions("The army wants to retake the bridge.") if each.manner == "stance")
    assert wish.chain == ()


def test_joint_speakers_have_a_chain_each() -> None:
    (found,) = attributions("State media and the Observatory said the bridge had fallen.")
    assert [speaker.text for speaker in found.chain] == ["State media"]
    assert [[speaker.text for speaker in chain] for chain in found.joint] == [["the Observatory"]]


def test_covering_gives_nothing_for_the_outlet() -> None:
    text = "The mayor said the bridge was open. Rebels took it on Monday."
    start = text.index("Rebels")
    assert covering(attributions(text), start, len(text) - 1) is None


def test_glosses_are_the_outlets() -> None:
    text = "The army said it was nearing Vell, which the rebels captured in March."
    found = attributions(text)
    gloss = text.index("the rebels")
    clause = text.index("it was")
    assert covering(found, gloss, len(text) - 1) is None
    assert covering(found, clause, clause + len("it was nearing Vell")) is not None


def test_within_a_quote_every_word_is_the_speakers() -> None:
    text = "“We are nearing Vell, which the rebels captured in March,” the colonel said."
    gloss = text.index("the rebels")
    assert covering(attributions(text), gloss, gloss + len("the rebels captured")) is not None


def test_the_publisher_is_no_link() -> None:
    text = "The bridge has fallen, a doctor told Reuters."
    (found,) = attributions(text, outlet="Reuters")
    assert [speaker.text for speaker in found.chain] == ["a doctor"]


@given(st.text(st.sampled_from(MARKS + " \n.,:;-—()aehotsidTHS"), max_size=120))
@settings(max_examples=150, deadline=None)
def test_odd_quote_marks_lose_nothing(text: str) -> None:
    check_spans(text, attributions(text))


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_spans_that_slice(text: str) -> None:
    check_spans(text, attributions(text))


PIECES = (
    "The army|said|that|rebels|had|left|AFP|he|told|who|citing|reported|claims|of|quoted|as saying|and|,|.|“|”|\"|'"
)
WORDS = st.sampled_from([*PIECES.split("|"), "according to", ":", "\n\n"])


@given(st.lists(WORDS, max_size=25))
@settings(max_examples=150, deadline=None)
def test_any_order_of_words_gives_spans_that_slice(words: list[str]) -> None:
    text = " ".join(words)
    found = attributions(text)
    check_spans(text, found)
    for start in range(0, len(text), 7):
        covering(found, start, min(len(text), start + 9))


def check_spans(text: str, found: list[Attribution]) -> None:
    for each in found:
        assert each.content
        for spans in (each.source, each.cue, each.content, each.scope):
            for start, end in spans:
                assert 0 <= start < end <= len(text)
            assert list(spans) == sorted(spans)
        for speaker in each.chain:
            assert speaker.text


def test_the_same_text_gives_the_same_attributions() -> None:
    text = "The mayor said the bridge was open, AFP reported. “Go,” he said."
    assert attributions(text) == attributions(text)


def test_seed_like_report() -> None:
    text = (Path(__file__).parent / "attribution_report.txt").read_text("utf-8")
    found = attributions(text)
    clause = text.index("the mill is ours")
    covered = covering(found, clause, clause + len("the mill is ours"))
    assert covered is not None
    assert [speaker.text for speaker in covered.chain] == ["a rebel spokesman", "AFP"]
