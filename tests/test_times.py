"""Intervals are inclusive in files and half-open in memory."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import TimeError
from dateline.times import DAY, Interval, format_moment, known_from, parse_moment, parse_published

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@given(DAYS, st.integers(0, 400))
def test_interval_round_trip(first, length):
    interval = Interval.span(first, first + length * DAY)
    assert Interval.parse(str(interval)) == interval
    assert interval.days == length + 1
    assert interval.last == first + length * DAY
    assert first in interval
    assert interval.end not in interval


@given(DAYS, DAYS)
def test_order_is_kept(one, other):
    if other < one:
        with pytest.raises(TimeError):
            Interval.span(one, other)
    else:
        assert Interval.span(one, other).overlaps(Interval.day(one))


@pytest.mark.parametrize("text", ["2021-02-30", "13 August", "", "2021-08-13/", "2021-8-1", "2021-08-13/2021-08-12"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(TimeError):
        Interval.parse(text)


def test_a_day_is_known_by_its_end():
    assert known_from(date(2021, 8, 13)) == datetime(2021, 8, 13, 23, 59, 59, tzinfo=UTC)
    assert format_moment(parse_moment("2021-08-13")) == "2021-08-13T23:59:59Z"


def test_moments_are_utc():
    assert parse_published("2021-08-13T12:00:00+02:00") == datetime(2021, 8, 13, 10, tzinfo=UTC)
    assert parse_published("2021-08-13T12:00:00") == datetime(2021, 8, 13, 12, tzinfo=UTC)
    assert parse_published("2021-08-13") == date(2021, 8, 13)
    with pytest.raises(TimeError):
        parse_published("last week")
