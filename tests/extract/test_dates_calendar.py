"""Periods of the calendar: values, days, neighbours, parts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.dates_calendar import Period, months_later

UNITS = ["day", "week", "weekend", "month", "quarter", "season", "half", "year", "decade", "century"]
DAYS = st.dates(date(1000, 1, 1), date(2900, 1, 1))


@pytest.mark.parametrize(
    ("unit", "day", "value", "interval"),
    [
        ("day", "2021-08-13", "2021-08-13", "2021-08-13"),
        ("week", "2021-08-13", "2021-W32", "2021-08-09/2021-08-15"),
        ("week", "2021-01-01", "2020-W53", "2020-12-28/2021-01-03"),
        ("weekend", "2021-08-13", "2021-W32-WE", "2021-08-14/2021-08-15"),
        ("month", "2021-02-13", "2021-02", "2021-02-01/2021-02-28"),
        ("quarter", "2021-08-13", "2021-Q3", "2021-07-01/2021-09-30"),
        ("half", "2021-08-13", "2021-H2", "2021-07-01/2021-12-31"),
        ("season", "2021-08-13", "2021-SU", "2021-06-01/2021-08-31"),
        ("season", "2021-01-13", "2020-WI", "2020-12-01/2021-02-28"),
        ("year", "2021-08-13", "2021", "2021-01-01/2021-12-31"),
        ("decade", "1996-08-13", "199", "1990-01-01/1999-12-31"),
        ("century", "1996-08-13", "19", "1900-01-01/1999-12-31"),
    ],
)
def test_values_and_days(unit: str, day: str, value: str, interval: str) -> None:
    period = Period.of(unit, date.fromisoformat(day))
    assert (period.value, str(period.interval)) == (value, interval)


@pytest.mark.parametrize(
    ("unit", "position", "interval"),
    [
        ("month", "early", "2021-07-01/2021-07-10"),
        ("month", "mid", "2021-07-11/2021-07-20"),
        ("month", "late", "2021-07-21/2021-07-31"),
        ("year", "end", "2021-12-01/2021-12-31"),
        ("year", "start", "2021-01-01/2021-01-31"),
        ("day", "late", "2021-07-01"),
        ("month", "unheard of", "2021-07-01/2021-07-31"),
    ],
)
def test_parts(unit: str, position: str, interval: str) -> None:
    assert str(Period.of(unit, date(2021, 7, 1)).part(position)) == interval


def test_a_time_of_day_is_in_the_value_alone() -> None:
    night = Period("day", date(2021, 8, 12)).at("NI")
    assert (night.value, night.interval.days) == ("2021-08-12TNI", 1)


@pytest.mark.parametrize(
    ("months", "day"), [(1, "2021-02-28"), (13, "2022-02-28"), (-1, "2020-12-31"), (37, "2024-02-29")]
)
def test_months_later_keeps_to_the_month(months: int, day: str) -> None:
    assert months_later(date(2021, 1, 31), months) == date.fromisoformat(day)


def test_outside_the_calendar() -> None:
    with pytest.raises(OverflowError, match="outside the calendar"):
        months_later(date(9999, 12, 1), 1)


@given(st.sampled_from([unit for unit in UNITS if unit != "weekend"]), DAYS)
def test_a_period_holds_its_day_and_starts_itself(unit: str, day: date) -> None:
    period = Period.of(unit, day)
    assert day in period.interval
    assert Period.of(unit, period.start) == period


@given(st.sampled_from(UNITS), DAYS, st.integers(-9, 12))  # nine centuries before 1000 the calendar ends
def test_shifting_there_and_back(unit: str, day: date, count: int) -> None:
    period = Period.of(unit, day)
    assert period.shift(count).shift(-count) == period
    if unit != "weekend":
        assert period.shift(1).start == period.interval.end


@given(st.sampled_from(UNITS), DAYS, st.sampled_from(["early", "mid", "late", "end", "start"]))
def test_a_part_lies_within(unit: str, day: date, position: str) -> None:
    period = Period.of(unit, day)
    part, whole = period.part(position), period.interval
    assert whole.start <= part.start < part.end <= whole.end
    assert period.middle in whole
