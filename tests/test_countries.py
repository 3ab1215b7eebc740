"""Countries as coders and news write them."""

import pytest

from dateline.countries import code_of, names


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Syria", "SY"),
        ("SYR", "SY"),
        ("Democratic Republic of Congo", "CD"),
        ("DR Congo", "CD"),
        ("Ivory Coast", "CI"),
        ("Kosovo", "XK"),
        ("Ruritania", None),
        ("", None),
    ],
)
def test_codes(name, code):
    assert code_of(name) == code


def test_countries_of_today_alone():
    assert len(names()) == 250 and names()["IR"] == "Iran"
    assert {"SD", "SS", "XK"} <= names().keys() and not {"CS", "AN"} & names().keys()
