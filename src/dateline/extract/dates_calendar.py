"""Periods of the calendar: a day, a week, a season … as one record that knows its TIMEX3 value and its interval.

TIMEX3 is the annotation of times of ISO 24617-1 (TimeML): `2021-08-13`, `2021-W32`, `2021-08`, `2021-SU`, `199`
(the nineties), `18` (the nineteenth century), `2021-08-12TNI` (a night).
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

from dateline.times import DAY, Interval

__all__ = ["Period", "months_later"]

_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SEASONS = tuple(_SEASON_START)
_MONTHS = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "week": 7, "weekend": 7}
_COARSENESS = ("day", "weekend", "week", "month", "season", "quarter", "half", "year", "decade", "century")


def months_later(day: date, months: int) -> date:
    """The same day so many months on, or the last of that month. Raises OverflowError outside the calendar."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise OverflowError(f"year {year} is outside the calendar")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Period:
    """A period of the calendar. `unit` is its grain, `start` its first day, `time` what follows T (`NI`, `14:30`)."""

    unit: str
    start: date
    time: str | None = None

    @classmethod
    def of(cls, unit: str, day: date) -> Period:
        """The period of that grain which the day lies in."""
        return cls(unit, _first_day(unit, day))

    @classmethod
    def season(cls, code: str, year: int) -> Period:
        """Meteorological: spring is March to May; winter starts in December of its year."""
        return cls("season", date(year, _SEASON_START[code], 1))

    def shift(self, count: int) -> Period:
        """The period so many periods later. Raises OverflowError outside the calendar."""
        if self.unit in _DAYS:
            return replace(self, start=self.start + timedelta(days=count * _DAYS[self.unit]))
        return replace(self, start=months_later(self.start, count * _MONTHS[self.unit]))

    def at(self, time: str) -> Period:
        return replace(self, time=time)

    def finer_than(self, unit: str) -> bool:
        return _COARSENESS.index(self.unit) < _COARSENESS.index(unit)

    @property
    def interval(self) -> Interval:
        if self.unit == "weekend":
            return Interval(self.start, self.start + 2 * DAY)
        try:
            return Interval(self.start, self.shift(1).start)
        except OverflowError:
            return Interval(self.start, date.max)

    @property
    def value(self) -> str:
        day, year = self.start, f"{self.start.year:04}"
        match self.unit:
            case "day":
                value = day.isoformat()
            case "week" | "weekend":
                iso = day.isocalendar()
                value = f"{iso.year:04}-W{iso.week:02}" + ("-WE" if self.unit == "weekend" else "")
            case "month":
                value = f"{year}-{day.month:02}"
            case "quarter":
                value = f"{year}-Q{(day.month + 2) // 3}"
            case "half":
                value = f"{year}-H{1 if day.month < 7 else 2}"
            case "season":
                value = f"{year}-{_SEASONS[(day.month - 3) // 3]}"
            case "decade":
                value = year[:3]
            case "century":
                value = year[:2]
            case _:
                value = year
        return value + (f"T{self.time}" if self.time else "")

    def part(self, position: str) -> Interval:
        """The part that "early", "mid", "late", "end" … names: a third, but of a year's end December."""
        whole = self.interval
        if self.unit in ("day", "weekend") or position not in ("early", "mid", "late", "end", "start"):
            return whole
        if self.unit in ("year", "decade", "century") and position in ("end", "start"):
            months = _MONTHS[self.unit] // 12
            edge = months_later(whole.start, months)
            return Interval(whole.start, edge) if position == "start" else Interval(_back(whole.end, months), whole.end)
        third = whole.days // 3
        first, second = whole.start + third * DAY, whole.start + 2 * third * DAY
        if self.unit == "month":
            first, second = whole.start + 10 * DAY, whole.start + 20 * DAY
        parts = {"early": (whole.start, first), "start": (whole.start, first), "mid": (first, second)}
        return Interval(*parts.get(position, (second, whole.end)))

    @property
    def middle(self) -> date:
        """Where "since mid-…" starts: the 15th of a month, 1 July of a year."""
        if self.unit == "month":
            return self.start.replace(day=15)
        if self.unit in _MONTHS:
            return months_later(self.start, _MONTHS[self.unit] // 2)
        return self.start + timedelta(days=self.interval.days // 2)


def _back(day: date, months: int) -> date:
    return months_later(day, -months)


def _first_day(unit: str, day: date) -> date:
    match unit:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case "weekend":
            return day + timedelta(days=5 - day.weekday())
        case "month":
            return day.replace(day=1)
        case "quarter":
            return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        case "half":
            return date(day.year, 1 if day.month < 7 else 7, 1)
        case "season":
            month = day.month // 3 * 3
            return date(day.year, month, 1) if month else date(day.year - 1, 12, 1)
        case "decade":
            return date(max(day.year // 10 * 10, 1), 1, 1)
        case "century":
            return date(max(day.year // 100 * 100, 1), 1, 1)
        case _:
            return date(day.year, 1, 1)
