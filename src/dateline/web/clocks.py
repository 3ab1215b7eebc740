"""What a view shows: both clocks, the head, the filters; read from an address, written back as a permalink."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query

from dateline.errors import TimeError
from dateline.model import State, Status
from dateline.times import format_moment, parse_moment, parse_published

__all__ = ["Filters", "View", "asked", "parse_day", "parse_time"]

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)  # beyond these a day is a slip of the hand
_DAY = "An ISO day: what held on that day. By default the last published day in the ledger."
_MOMENT = "A UTC moment, or an ISO day for its end: what was known by then. By default the latest known."
_HEAD = "The ledger's position to read up to. With both clocks and the head given an answer never changes."


@dataclass(frozen=True, slots=True)
class Filters:
    """Which places to show; None shows all."""

    side: str | None = None
    status: Status | None = None
    admin1: str | None = None

    def admits(self, state: State, admin1: str | None) -> bool:
        top = None if state.status is Status.UNKNOWN else state.top
        return (
            (self.side is None or top == self.side)
            and (self.status is None or state.status is self.status)
            and (self.admin1 is None or self.admin1 == admin1)
        )


@dataclass(frozen=True, slots=True)
class View:
    """As asked: what is None goes by default."""

    as_of: date | None = None
    known_by: datetime | None = None
    head: int | None = None
    filters: Filters = Filters()

    @property
    def fixed(self) -> bool:
        """Whether the answer can never change."""
        return None not in (self.as_of, self.known_by, self.head)

    def query(self, **more: str | int | None) -> str:
        """The address' query string; empty values are left out."""
        values: dict[str, str | int | None] = {
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "known_by": format_moment(self.known_by) if self.known_by else None,
            "head": self.head,
            "side": self.filters.side,
            "status": str(self.filters.status) if self.filters.status else None,
            "admin1": self.filters.admin1,
            **more,
        }
        given = {name: value for name, value in values.items() if value is not None and value != ""}
        return urlencode(given)

    def at(self, as_of: date, known_by: datetime, head: int) -> View:
        """The same view with its defaults settled."""
        return replace(self, as_of=as_of, known_by=known_by, head=head)


def parse_day(text: str | None, name: str) -> date | None:
    """A day of an address. Raises TimeError naming the parameter."""
    if text is None or not text.strip():
        return None
    try:
        value = parse_published(text)
    except TimeError as error:
        raise TimeError(f"{name}: {error}") from error
    if isinstance(value, datetime):
        raise TimeError(f"{name}: {text!r} is a moment; write a day as YYYY-MM-DD")
    return _within(value, name)


def parse_time(text: str | None, name: str) -> datetime | None:
    """A moment of an address; a bare day means its end. Raises TimeError naming the parameter."""
    if text is None or not text.strip():
        return None
    try:
        moment = parse_moment(text)
    except TimeError as error:
        raise TimeError(f"{name}: {error}") from error
    except (ValueError, OverflowError) as error:
        raise TimeError(f"{name}: {text!r} lies outside the calendar") from error
    _within(moment.date(), name)
    return moment


def _within(day: date, name: str) -> date:
    if not EARLIEST <= day <= LATEST:
        raise TimeError(f"{name}: {day} is not between {EARLIEST} and {LATEST}; ask about a day of the conflict")
    return day


def asked(
    as_of: Annotated[str | None, Query(description=_DAY, examples=["2021-08-13"], max_length=40)] = None,
    known_by: Annotated[
        str | None, Query(description=_MOMENT, examples=["2021-08-13T18:00:00Z"], max_length=40)
    ] = None,
    head: Annotated[int | None, Query(description=_HEAD, ge=0, le=2**53, examples=[None])] = None,
    side: Annotated[
        str | None, Query(description="Only places of this side, or `contested`.", max_length=100, examples=[None])
    ] = None,
    status: Annotated[str | None, Query(description="Only places of this status.", max_length=20)] = None,
    admin1: Annotated[str | None, Query(description="Only places of this province.", max_length=200)] = None,
) -> View:
    """The view of an address. Raises TimeError, and ProblemError for a status that is none."""
    from dateline.web.problems import ProblemError

    if status and status not in set(Status):
        raise ProblemError(400, f"{status!r} is no status; one of {', '.join(Status)}")
    filters = Filters(side or None, Status(status) if status else None, admin1 or None)
    return View(parse_day(as_of, "as_of"), parse_time(known_by, "known_by"), head, filters)
