"""The drawn map: names hit nothing, many places take little time, outlines hold the frame."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.publish import svgmap
from dateline.publish.svgmap import LABEL_CHAR, LABEL_SIZE, SIGN_RADIUS, Frame, Pin

SQUARE = {"type": "Polygon", "coordinates": [[(60.0, 30.0), (70.0, 30.0), (70.0, 38.0), (60.0, 38.0), (60.0, 30.0)]]}


def box(pin: Pin) -> tuple[float, float, float, float]:
    width, half = LABEL_CHAR * len(pin.name), LABEL_SIZE / 2
    left = {"start": 0.0, "end": -width, "middle": -width / 2}[pin.anchor or "start"]
    return pin.label_x + left, pin.label_y - half, pin.label_x + left + width, pin.label_y + half


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    rim = 0.2  # coordinates are rounded to a tenth
    return all((one[0] < other[2] - rim, other[0] < one[2] - rim, one[1] < other[3] - rim, other[1] < one[3] - rim))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(60, 70), st.floats(30, 38), st.integers(1, 18)), max_size=60))
def test_no_name_lies_over_a_name_or_a_sign(places: list[tuple[float, float, int]]) -> None:
    view = svgmap.frame([], SQUARE)
    named = [(str(number), "n" * length, lon, lat) for number, (lon, lat, length) in enumerate(places)]
    pins = svgmap.pins(named, view)
    assert [pin.place for pin in pins] == [place for place, *_ in named]
    labelled = [pin for pin in pins if pin.anchor]
    for number, pin in enumerate(labelled):
        assert not any(overlap(box(pin), box(other)) for other in labelled[number + 1 :])
        for other in pins:
            if other is not pin:
                sign = (other.x - SIGN_RADIUS, other.y - SIGN_RADIUS, other.x + SIGN_RADIUS, other.y + SIGN_RADIUS)
                assert not overlap(box(pin), sign)


def test_outlines_hold_the_frame_and_one_town_is_not_blown_up() -> None:
    assert svgmap.frame([(-73.0, 41.0)], SQUARE) == svgmap.frame([], SQUARE)
    view = svgmap.frame([(65.0, 34.0)], None)
    assert view.scale < 2000 and svgmap.holds(*view.xy(65.0, 34.0))
    assert isinstance(svgmap.frame([], None), Frame)


def test_north_is_up_and_east_is_right() -> None:
    view = svgmap.frame([], SQUARE)
    (x, y), (east, _), (_, north) = view.xy(65, 34), view.xy(66, 34), view.xy(65, 35)
    assert east > x and north < y


def test_outlines_are_thinned_and_closed() -> None:
    ring = [(60 + step / 1000, 30.0) for step in range(10_000)] + [(70.0, 38.0), (60.0, 38.0), (60.0, 30.0)]
    (path,) = svgmap.outline_paths({"type": "Polygon", "coordinates": [ring]}, svgmap.frame([], SQUARE))
    assert path.startswith("M") and path.endswith("Z") and len(path) < 40_000
    multi = {"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"], SQUARE["coordinates"]]}
    collection = {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": multi}, {"geometry": None}]}
    assert len(svgmap.outline_paths(collection, svgmap.frame([], SQUARE))) == 2
    assert svgmap.outline_paths({"type": "Point", "coordinates": [0, 0]}, svgmap.frame([], SQUARE)) == []
