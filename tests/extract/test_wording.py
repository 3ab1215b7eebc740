"""Names in full of unnamed places."""

from __future__ import annotations

import pytest

from dateline.extract.wording import in_full

CASES = [
    ("the rebel-held districts", "district", "Dorva", "districts of Dorva"),
    ("a government-controlled airport", "airport", "Dorva", "airport in Dorva"),
    ("the besieged quarter", "quarter", "Dorva", "quarter of Dorva"),
    ("army and rebel-held areas north of Dorva", "area", None, "areas north of Dorva"),
    ("the northern area held by the rebels", "area", "Dorva", "northern area"),
    ("several villages south of Dorva", "village", "Pell", None),
    ("Dorva's old bridge", "bridge", "Dorva", None),
]


@pytest.mark.parametrize(("text", "noun", "outer", "wanted"), CASES)
def test_holder_goes_and_what_it_lies_in_comes(text, noun, outer, wanted):
    assert in_full(text, noun, outer) == wanted
