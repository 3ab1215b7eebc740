"""For notebooks: `dateline.open(path)` gives a book of answers as records, pandas or GeoDataFrames, and plots.

    import dateline
    book = dateline.open("dateline.db")
    book.state(as_of="2021-08-13").geopandas()
    book.plot.map(as_of="2021-08-13", known_by="2021-08-13")

Days may be `date` or ISO text, moments `datetime` or ISO text; those left out are the ledger's own defaults. The
extra `notebook` brings pandas, geopandas and matplotlib.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from dateline.answers import Answers, states_picture
from dateline.errors import MissingExtra
from dateline.interchange import claim_to_json
from dateline.ledger import Ledger
from dateline.model import Claim, State
from dateline.publish import words
from dateline.publish.json import record
from dateline.publish.picture import Picture
from dateline.times import Interval, known_from, parse_moment

if TYPE_CHECKING:
    from dateline.notebook_plots import Plots

__all__ = ["Book", "Rows", "open"]

Day = date | str | None
Moment = datetime | date | str | None


class Rows(Sequence[dict[str, Any]]):
    """Records in order; `pandas()` and, where they have coordinates, `geopandas()` give them as frames."""

    def __init__(
        self, records: Sequence[dict[str, Any]], *, days: Sequence[str] = (), moments: Sequence[str] = ()
    ) -> None:
        self._records = list(records)
        self._days, self._moments = tuple(days), tuple(moments)

    def __getitem__(self, index: Any) -> Any:
        return self._records[index]

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self._records)

    def __repr__(self) -> str:
        return f"<{len(self)} records>"

    def _repr_html_(self) -> str:
        html: str = self.pandas()._repr_html_()
        return html

    def pandas(self) -> Any:
        """A DataFrame, days as `datetime64`, moments with their zone. Raises MissingExtra."""
        pandas = _need("pandas")
        frame = pandas.DataFrame(self._records)
        for name in self._days:
            if name in frame:
                frame[name] = pandas.to_datetime(frame[name])
        for name in self._moments:
            if name in frame:
                frame[name] = pandas.to_datetime(frame[name], utc=True)
        return frame

    def geopandas(self) -> Any:
        """A GeoDataFrame in WGS 84; a row without coordinates has an empty geometry. Raises MissingExtra."""
        geopandas = _need("geopandas")
        from shapely.geometry import Point

        points = [
            None if row.get("lat") is None or row.get("lon") is None else Point(row["lon"], row["lat"]) for row in self
        ]
        return geopandas.GeoDataFrame(self.pandas(), geometry=points, crs="EPSG:4326")


@dataclass(frozen=True)
class Book:
    """The answers of one ledger. Use it as a context manager, or close it."""

    answers: Answers

    def close(self) -> None:
        self.answers.ledger.close()

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def picture(self, as_of: Day = None, known_by: Moment = None) -> Picture:
        """The states with their places and sides, as `dateline.publish` takes them."""
        return states_picture(self.answers, _day(as_of), _moment(known_by))

    def state(self, as_of: Day = None, known_by: Moment = None, *, place: str | None = None) -> Rows:
        """Who controls what, one row a place: the columns of the CSV, and `probabilities`."""
        _, states = self.answers.state(_day(as_of), _moment(known_by), place=place)
        return self._states(sorted(states, key=lambda state: state.place))

    def timeline(self, first: Day = None, last: Day = None, *, place: str | None = None) -> Rows:
        """Each day's states as known at its own end, one row a place and day."""
        daily = self.answers.nowcasts(self.days(first, last))
        wanted = self.answers.place(place).id if place else None
        states = [one for day in sorted(daily) for one in daily[day] if wanted in (None, one.place)]
        return self._states(states)

    def _states(self, states: Sequence[State]) -> Rows:
        places = self.answers.places
        rows = [record(state, places.get(state.place)) for state in states]
        return Rows(rows, days=("since", "last_report", "as_of"), moments=("known_by",))

    def days(self, first: Day = None, last: Day = None) -> Interval:
        """From `first` to `last`, both included; by default from the first report to the default `as_of`."""
        start, end = _day(first), _day(last) or self.answers.clocks().as_of
        known = [claim.known.date() for claim in self.answers.claims(self.answers.clocks().known_by) if claim.known]
        return Interval.span(start or min([*known, end]), end)

    def claims(self, place: str | None = None, as_of: Day = None, known_by: Moment = None) -> Rows:
        """What was said, one row a claim."""
        found = self.answers.said(place=place, as_of=_day(as_of), known_by=_moment(known_by))
        return Rows([_claim(claim) for claim in found], moments=("known",))

    def changes(self, first: Day = None, last: Day = None) -> Rows:
        """The days on which a place's most probable state changed."""
        found = self.answers.changes(self.days(first, last))
        names = ("day", "place", "before", "after", "status", "p")
        rows = [{name: getattr(change, name) for name in names} for change in found]
        for row in rows:
            row["name"] = words.place_name(self.answers.places.get(row["place"]), row["place"])
        return Rows(rows, days=("day",))

    def explain(self, place: str, as_of: Day = None, known_by: Moment = None) -> Rows:
        """The claims that decided a place, strongest first, in nats for (or against) its most probable state."""
        found = self.answers.explain(place, _day(as_of), _moment(known_by))
        rows = [
            {
                "claim": one.claim,
                "nats": one.nats,
                "speaker": one.speaker,
                "type": str(one.type),
                "copies": len(one.copies),
            }
            for one in found.factors
        ]
        return Rows(rows)

    def counts(self, known_by: Moment = None) -> Rows:
        """Stated counts beside what the states give."""
        names = ("claim", "source", "side", "place_set", "day", "said", "of", "counted", "verdict", "why")
        return Rows([_plain(one, names) for one in self.answers.counts(_moment(known_by))], days=("day",))

    def forecasts(self, as_of: Day = None, known_by: Moment = None) -> Rows:
        """Forecasts with their outcomes and Brier scores."""
        names = ("claim", "source", "source_side", "place", "side", "p", "outcome", "decided", "brier", "why")
        return Rows([_plain(one, names) for one in self.answers.forecasts(_day(as_of), _moment(known_by))])

    def sources(self, known_by: Moment = None) -> Rows:
        """How often each source was borne out."""
        rows = []
        for one in self.answers.sources(_moment(known_by)):
            row = _plain(one, ("kind", "name", "side", "claims", "judged", "letter", "words"))
            rows.append({**row, "borne_out": len(one.borne_out), "refuted": len(one.refuted)})
        return Rows(rows)

    def calibration(self, first: Day = None, last: Day = None, *, bins: int = 10, sure: float = 0.9) -> Rows:
        """How often what a day's nowcast gave a probability turned out so, by bins of probability.

        What turned out is the state of that place and day with hindsight (the ledger's latest knowledge), where it
        is at least `sure`; other days are left out. One row a bin: `said` (mean probability), `was` (share), `n`.
        """
        days = self.days(first, last)
        daily = self.answers.nowcasts(days)
        known_by = self.answers.clocks().known_by
        pairs: list[tuple[float, bool]] = []
        for day, states in daily.items():
            truth = {one.place: one for one in self.answers.state(day, known_by)[1]}
            for state in states:
                later = truth.get(state.place)
                if later is not None and state.last_report is not None and later.p[later.top] >= sure:
                    pairs += [(p, side == later.top) for side, p in state.p.items()]
        return Rows(_binned(pairs, bins))

    @cached_property
    def plot(self) -> Plots:
        """Plots, one call each: `map`, `timeline`, `provinces`, `calibration`. Raises MissingExtra."""
        _need("matplotlib")
        from dateline.notebook_plots import Plots

        return Plots(self)


def open(path: str | Path, *, theatre: str | None = None, head: int | None = None) -> Book:
    """The ledger at a path or PostgreSQL URL, read-only. Raises LedgerError."""
    return Book(Answers(Ledger.open(path, read_only=True), theatre=theatre, head=head))


def _binned(pairs: Sequence[tuple[float, bool]], bins: int) -> list[dict[str, Any]]:
    groups: dict[int, list[tuple[float, bool]]] = {}
    for p, was in pairs:
        groups.setdefault(min(bins - 1, int(p * bins)), []).append((p, was))
    return [
        {
            "said": sum(p for p, _ in groups[number]) / len(groups[number]),
            "was": sum(was for _, was in groups[number]) / len(groups[number]),
            "n": len(groups[number]),
        }
        for number in sorted(groups)
    ]


def _claim(claim: Claim) -> dict[str, Any]:
    line = claim_to_json(claim)
    evidence = claim.evidence
    return {
        **{name: line[name] for name in ("id", "document", "type", "modality", "date", "outlet", "known", "copy_of")},
        "place_id": claim.place.id,
        "place": words.place_name(claim.place),
        "lat": claim.place.lat,
        "lon": claim.place.lon,
        "actor": claim.actor.side if claim.actor else None,
        "speaker": words.said_by(claim),
        "speaker_side": words.speaker_side(claim),
        "stance": words.stance(claim),
        "evidence": evidence.text if evidence else None,
    }


def _plain(one: Any, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(one, name) for name in names}


def _day(value: Day) -> date | None:
    if not isinstance(value, str):
        return value
    return Interval.parse(value).first


def _moment(value: Moment) -> datetime | None:
    if value is None or isinstance(value, datetime):
        return value
    return known_from(value) if isinstance(value, date) else parse_moment(value)


def _need(library: str) -> Any:
    from importlib import import_module

    try:
        return import_module(library)
    except ImportError as error:
        raise MissingExtra(library, "notebook") from error
