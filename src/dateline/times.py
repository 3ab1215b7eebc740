"""Days, intervals and moments.

In memory every interval is half-open, `[start, end)`, in whole days. In files and on command lines it is
inclusive, `first/last`, or one ISO day. The conversion is here and nowhere else. Moments are UTC-aware.

>>> Interval.parse("2021-08-13/2021-08-15").days
3
>>> str(Interval.day(date(2021, 8, 13)))
'2021-08-13'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from dateline.errors import TimeError

__all__ = [
    "DAY",
    "END_OF_DAY",
    "Interval",
    "Published",
    "day_of",
    "format_moment",
    "known_from",
    "parse_moment",
    "parse_published",
]

DAY = timedelta(days=1)
END_OF_DAY = time(23, 59, 59)  # second precision: what a report "of that day" is known by

Published = date | datetime  # a day where no time is given, else an aware moment

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def _day(text: str) -> date:
    if not _ISO_DAY.match(text):
        raise TimeError(f"{text!r} is no ISO day; write it as YYYY-MM-DD")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise TimeError(f"{text!r} is no day of the calendar; write a real day as YYYY-MM-DD") from error


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Whole days, half-open: `start` is in, `end` is out. `end` is later than `start`."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise TimeError(f"an interval cannot end ({self.end}) before it starts ({self.start}); swap the two")

    @classmethod
    def day(cls, day: date) -> Interval:
        """The interval of one day."""
        return cls(day, day + DAY)

    @classmethod
    def span(cls, first: date, last: date) -> Interval:
        """From `first` to `last`, both included."""
        return cls(first, last + DAY)

    @classmethod
    def parse(cls, text: str) -> Interval:
        """From `YYYY-MM-DD` or the inclusive `first/last`. Raises TimeError."""
        first, slash, last = text.strip().partition("/")
        return cls.span(_day(first), _day(last) if slash else _day(first))

    @property
    def first(self) -> date:
        return self.start

    @property
    def last(self) -> date:
        return self.end - DAY

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def overlaps(self, other: Interval) -> bool:
        return self.start < other.end and other.start < self.end

    def __str__(self) -> str:
        """The inclusive form of files: one day, or `first/last`."""
        return self.first.isoformat() if self.days == 1 else f"{self.first}/{self.last}"


def parse_published(text: str) -> Published:
    """A day, or an aware moment in UTC; a moment without a zone is taken as UTC. Raises TimeError."""
    text = text.strip()
    if _ISO_DAY.match(text):
        return _day(text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise TimeError(f"{text!r} is no date; write YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ") from error
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def parse_moment(text: str) -> datetime:
    """A moment in UTC; a bare day means the end of that day. Raises TimeError."""
    return known_from(parse_published(text))


def known_from(published: Published) -> datetime:
    """When a report published then could be known: that moment, or the end of that day (DESIGN section 3)."""
    if isinstance(published, datetime):
        return published
    return datetime.combine(published, END_OF_DAY, UTC)


def day_of(published: Published) -> date:
    """The day of a publication."""
    return published.date() if isinstance(published, datetime) else published


def format_moment(moment: datetime) -> str:
    """`2021-08-13T18:00:00Z`, to the second."""
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
