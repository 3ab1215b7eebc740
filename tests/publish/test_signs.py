"""Signs, and what colour alone must never carry: contrast and colour-blind distances are measured, not believed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import pytest

from dateline.model import Status
from dateline.publish import page, signs
from dateline.publish.picture import Picture, Side

PAPER, PAPER_DARK = "#fbfaf6", "#14171d"
LEAST_CONTRAST = 4.5  # WCAG 2.2 AA for text: side names are printed in these colours
LEAST_DISTANCE = 20.0  # CIE76; 2.3 is just noticeable, 20 is told apart at the size of a pin

# Viénot, Brettel and Mollon 1999 (protan, deutan); Brettel's tritan approximated likewise, on linear RGB.
DEFICIENCIES = {
    "protanopia": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deuteranopia": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
    "tritanopia": ((1.0, 0.14461, -0.14461), (0.0, 0.85924, 0.14076), (0.0, 0.85924, 0.14076)),
}


def linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: list[float]) -> tuple[float, float, float]:
    x = (0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.95047
    y = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]
    z = (0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (max(x, 0), max(y, 0), max(z, 0)))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def seen(colour: str, deficiency: str) -> list[float]:
    rgb = linear(colour)
    matrix = DEFICIENCIES[deficiency]
    return [min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, rgb, strict=True)))) for row in matrix]


@pytest.mark.parametrize(("palette", "paper"), [(signs.PALETTE, PAPER), (signs.PALETTE_DARK, PAPER_DARK)])
def test_every_side_colour_is_readable_as_text(palette: tuple[str, ...], paper: str) -> None:
    assert min(contrast(colour, paper) for colour in palette) >= LEAST_CONTRAST


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize("palette", [signs.PALETTE[:4], signs.PALETTE_DARK[:4]])
def test_the_first_four_sides_are_told_apart_by_every_eye(palette: tuple[str, ...], deficiency: str) -> None:
    for one, other in combinations(palette, 2):
        first, second = lab(seen(one, deficiency)), lab(seen(other, deficiency))
        assert sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5 >= LEAST_DISTANCE


def test_the_style_uses_the_palette() -> None:
    style = page.asset("signs.css")
    light, dark = style.split("prefers-color-scheme: dark")
    assert tuple(re.findall(r"--s\d: (#[0-9a-f]{6})", light)) == signs.PALETTE
    assert tuple(re.findall(r"--s\d: (#[0-9a-f]{6})", dark)) == signs.PALETTE_DARK


def test_each_side_has_its_own_shape() -> None:
    drawn = [str(signs.definitions([signs.Sign("held", index)])) for index in range(5)]
    assert len({re.search(r' d="([^"]+)"', text).group(1) for text in drawn}) == 5  # type: ignore[union-attr]


def test_signs_follow_the_status(picture: Picture) -> None:
    state = next(state for state in picture.now if state.place == "herat")
    kinds = {status: signs.sign(replace(state, status=status), picture.sides).kind for status in Status}
    assert kinds == {
        Status.UNKNOWN: "unknown",
        Status.CONTESTED: "contested",
        Status.DISPUTED: "disputed",
        Status.HELD: "held",
        Status.CONFIRMED: "held",
        Status.CORROBORATED: "held",
        Status.CLAIMED: "claimed",
    }


def test_the_hatching_is_of_the_sides_that_fight(picture: Picture) -> None:
    one, other, third = "taliban", "government", "resistance"
    sides = (Side(one, "Taliban"), Side(other, "Government"), Side(third, "Resistance"))
    state = picture.now[0]
    fought = replace(state, status=Status.CONTESTED, p={third: 0.01, other: 0.006, one: 0.46, "contested": 0.524})
    shown = signs.sign(fought, sides)
    assert (shown.first, shown.second) == (0, 1)
    claimed = replace(state, status=Status.CLAIMED, p={third: 0.30, one: 0.28, other: 0.27, "contested": 0.15})
    assert signs.sign(claimed, sides).first == 2


def test_a_sign_fades_when_nobody_reports(picture: Picture) -> None:
    state = next(state for state in picture.now if state.place == "herat")
    fades = [
        signs.sign(replace(state, last_report=state.as_of - timedelta(days=days)), picture.sides).fade
        for days in (0, 7, 8, 21, 22)
    ]
    assert fades == [0, 0, 1, 1, 2]
    assert signs.sign(replace(state, last_report=None), picture.sides).fade == 2


def test_a_side_unknown_to_the_theatre_has_a_sign(picture: Picture) -> None:
    state = replace(picture.now[0], p={"someone": 0.9, "contested": 0.1}, status=Status.HELD)
    assert signs.sign(state, picture.sides).first == len(signs.PALETTE) - 1
    lonely = replace(state, p={"someone": 0.3, "contested": 0.7}, status=Status.CONTESTED)
    assert "hatch" in signs.definitions([signs.sign(lonely, ())])
