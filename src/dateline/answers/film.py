"""The map day by day as arrays: a season of thousands of places in some tens of MB, a day of it read in milliseconds.

Each frame holds the states of one day as known at one moment. Objects for all of them would take gigabytes, and
minutes to hand from one process to another.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from typing import Annotated, Any

import numpy as np
import numpy.typing as npt
from pydantic import PlainSerializer, PlainValidator

from dateline.model import State, Status
from dateline.publish.picture import Change

__all__ = ["Film"]


def _to_json(array: npt.NDArray[Any]) -> dict[str, Any]:
    return {"of": array.dtype.str, "shape": array.shape, "bytes": b64encode(array.tobytes()).decode()}


def _from_json(value: Any) -> npt.NDArray[Any]:
    if isinstance(value, np.ndarray):
        return value
    return np.frombuffer(b64decode(value["bytes"]), dtype=value["of"]).reshape(value["shape"])


# How pydantic writes and reads an array: a film travels, and is kept, as JSON.
_AS_JSON = (PlainValidator(_from_json), PlainSerializer(_to_json, when_used="json"))
Ints = Annotated[npt.NDArray[np.int32], *_AS_JSON]
Bytes = Annotated[npt.NDArray[np.int8], *_AS_JSON]
Floats = Annotated[npt.NDArray[np.float64], *_AS_JSON]
_STATUSES = tuple(Status)
_UNKNOWN = _STATUSES.index(Status.UNKNOWN)
_NEVER = 0  # of a day that there is none; no state speaks of the year 1
_DECIDING = 3  # claims that a state names at most, and room for as many


@dataclass(frozen=True)
class Film:
    """Frames by day. `p` [day, place, side or contested], nan where a side is not in play; the others [day, place].

    `since` and `reported` are ordinals of days, `decided` [day, place, 3] indexes of `claims_named`, -1 for none.
    """

    days: tuple[date, ...]
    moments: tuple[datetime, ...]
    places: tuple[str, ...]
    names: tuple[str, ...]
    claims_named: tuple[str, ...]
    p: Floats
    status: Bytes
    since: Ints
    reported: Ints
    claims: Ints
    independent: Ints
    decided: Ints

    @classmethod
    def of(cls, states: Iterable[State], names: Sequence[str]) -> Film:
        """From states in order of days, each day's by place and of the same places; `names` are all sides, sorted,
        then "contested"."""
        days, moments, named = [], [], dict[str, int]()
        places: tuple[str, ...] = ()
        parts: list[_Frame] = []
        for day, frame in groupby(states, key=lambda state: state.as_of):
            shown = list(frame)
            days.append(day)
            moments.append(shown[0].known_by)
            places = tuple(state.place for state in shown)
            parts.append(_Frame(shown, names, named))
        arrays = {field: np.stack([getattr(part, field) for part in parts]) for field in _ARRAYS} if parts else _empty()
        return cls(tuple(days), tuple(moments), places, tuple(names), tuple(named), **arrays)

    # --- reading

    @cached_property
    def _at(self) -> Mapping[str, int]:
        return {place: index for index, place in enumerate(self.places)}

    def __contains__(self, place: object) -> bool:
        return place in self._at

    def frame(self, day: date) -> list[State]:
        """The states of one day, by place."""
        index = self.days.index(day)
        return [self._state(index, place) for place in range(len(self.places))]

    def of_place(self, place: str) -> list[State]:
        """One place's states, by day."""
        return [self._state(day, self._at[place]) for day in range(len(self.days))] if place in self._at else []

    def state(self, place: str, day: date) -> State:
        return self._state(self.days.index(day), self._at[place])

    def _state(self, day: int, place: int) -> State:
        shares = self.p[day, place].tolist()
        since, last = int(self.since[day, place]), int(self.reported[day, place])
        return State(
            place=self.places[place],
            as_of=self.days[day],
            known_by=self.moments[day],
            p={name: share for name, share in zip(self.names, shares, strict=True) if share == share},
            status=_STATUSES[self.status[day, place]],
            since=date.fromordinal(since) if since != _NEVER else None,
            last_report=date.fromordinal(last) if last != _NEVER else None,
            claims=int(self.claims[day, place]),
            independent=int(self.independent[day, place]),
            decided_by=tuple(self.claims_named[name] for name in self.decided[day, place].tolist() if name >= 0),
        )

    @cached_property
    def _tops(self) -> npt.NDArray[np.int64]:
        """[day, place] index of the most probable, by `State.top`'s rule."""
        ranked = np.argsort(np.argsort(np.array(self.names)))  # ties go by name
        best: npt.NDArray[np.float64] = np.nan_to_num(self.p, nan=-1.0)
        tied = best == best.max(axis=2, keepdims=True)
        tops: npt.NDArray[np.int64] = np.where(tied, ranked, len(self.names)).argmin(axis=2)
        return tops

    @cached_property
    def turns(self) -> npt.NDArray[np.int64]:
        """[turn, (day, place)] indexes of the changes, by day and place: the most probable state is another than the
        day before, and known."""
        if len(self.days) < 2:
            return np.zeros((0, 2), dtype=np.int64)
        known = self.status != _UNKNOWN
        same = known[:-1] & (self._tops[1:] == self._tops[:-1])
        found: npt.NDArray[np.int64] = np.argwhere(known[1:] & ~same)
        found[:, 0] += 1
        return found

    @cached_property
    def pulse(self) -> list[int]:
        """How many places changed on each day."""
        counts: list[int] = np.bincount(self.turns[:, 0], minlength=len(self.days)).tolist()
        return counts

    def changes(self, turns: npt.NDArray[np.int64] | None = None) -> list[Change]:
        """All changes, or those of some of the `turns`."""
        return [self._change(day, place) for day, place in (self.turns if turns is None else turns).tolist()]

    def _change(self, day: int, place: int) -> Change:
        before = None if self.status[day - 1, place] == _UNKNOWN else self.names[self._tops[day - 1, place]]
        after = self._state(day, place)
        return Change(
            after.as_of, after.place, before, after.top, str(after.status), after.p[after.top], after.decided_by
        )

    # --- cutting

    def upto(self, day: date) -> Film:
        """The frames up to a day; the film itself, with what it has worked out, where that is all of them."""
        if not self.days or self.days[-1] <= day:
            return self
        return self._cut(slice(0, sum(one <= day for one in self.days)))

    def last(self, known_by: datetime) -> Film:
        """The last frame alone, as known at a moment of its day."""
        return replace(self._cut(slice(len(self.days) - 1, None)), moments=(known_by,))

    def _cut(self, days: slice) -> Film:
        arrays = {field: getattr(self, field)[days] for field in _ARRAYS}
        return Film(self.days[days], self.moments[days], self.places, self.names, self.claims_named, **arrays)

    def turns_of(self, places: Collection[str], *, upto: date) -> npt.NDArray[np.int64]:
        """The turns of some places up to a day, latest first."""
        wanted = np.array([place in places for place in self.places], dtype=bool)
        last = sum(one <= upto for one in self.days)
        chosen = self.turns[wanted[self.turns[:, 1]] & (self.turns[:, 0] < last)] if len(self.places) else self.turns
        found: npt.NDArray[np.int64] = chosen[np.lexsort((chosen[:, 1], -chosen[:, 0]))]
        return found

    def with_places(self, part: Film) -> Film:
        """This film with the places of another, of the same days and sides, in place of its own; new ones are added."""
        places = tuple(sorted({*self.places, *part.places}))
        old, new = (np.searchsorted(places, one.places) for one in (self, part))
        arrays = {}
        for field in _ARRAYS:
            mine, theirs = getattr(self, field), getattr(part, field)
            merged = np.zeros((len(self.days), len(places), *mine.shape[2:]), dtype=mine.dtype)
            merged[:, old] = mine
            merged[:, new] = (
                np.where(theirs >= 0, theirs + len(self.claims_named), -1) if field == "decided" else theirs
            )
            arrays[field] = merged
        named = (*self.claims_named, *part.claims_named)
        used = np.zeros(len(named) + 1, dtype=bool)
        used[arrays["decided"]] = True
        used[-1] = False
        arrays["decided"] = np.append(used[:-1].cumsum() - 1, -1).astype(np.int32)[arrays["decided"]]
        kept = tuple(named[index] for index in np.flatnonzero(used))
        return Film(self.days, part.moments or self.moments, places, self.names, kept, **arrays)


class _Frame:
    """The arrays of one day."""

    def __init__(self, states: Sequence[State], names: Sequence[str], named: dict[str, int]) -> None:
        def numbers(values: Iterator[Any]) -> Ints:
            return np.fromiter(values, dtype=np.int32, count=len(states))

        self.p = np.array([[state.p.get(name, np.nan) for name in names] for state in states])
        self.status = numbers(_STATUSES.index(state.status) for state in states).astype(np.int8)
        self.since = numbers(state.since.toordinal() if state.since else _NEVER for state in states)
        self.reported = numbers(state.last_report.toordinal() if state.last_report else _NEVER for state in states)
        self.claims = numbers(state.claims for state in states)
        self.independent = numbers(state.independent for state in states)
        self.decided = np.full((len(states), _DECIDING), -1, dtype=np.int32)
        for row, state in enumerate(states):
            for rank, claim in enumerate(state.decided_by[:_DECIDING]):
                self.decided[row, rank] = named.setdefault(claim, len(named))


_ARRAYS = tuple(field.name for field in fields(Film))[5:]


def _empty() -> dict[str, Any]:
    frame = _Frame((), (), {})
    return {field: getattr(frame, field)[None][:0] for field in _ARRAYS}
