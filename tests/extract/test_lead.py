"""The head of a report is blanked at its length, and its place kept."""

from __future__ import annotations

import pytest

from dateline.extract.lead import lead_of

REST = "Rebels took the town on Friday, the army said."
HEADS = {
    "GHAZNI, Afghanistan - ": "GHAZNI",
    "DORVA, Oct 30 (Wire) - ": "DORVA",
    "DORVA, 6 December 2022 (Wire) -- ": "DORVA",
    "DORVA, Tuesday, December 6 - ": "DORVA",
    "DORVA/PELL (Wire) - ": "DORVA/PELL",
    "Dorva, 6 January - ": "Dorva",
    "Dorva November 15 2023 ": "Dorva",
}


@pytest.mark.parametrize("head", HEADS)
def test_heads(head):
    lead = lead_of(head + REST)
    assert lead.place == HEADS[head]
    assert lead.masked == " " * len(head) + REST


@pytest.mark.parametrize(
    "text", [REST, "ISIS captured Dorva on Monday, he said.", "Fighting on August 6 was bad, he said."]
)
def test_what_is_no_head_stays(text):
    assert lead_of(text).masked == text and lead_of(text).place is None


def test_a_shouted_report_loses_its_dated_head():
    lead = lead_of("DORVA, JAN 8 - REBELS TOOK THE TOWN ON FRIDAY, THE ARMY SAID.")
    assert lead.place == "DORVA" and lead.masked.strip().startswith("REBELS")
