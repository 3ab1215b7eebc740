"""Fusion by region: finished readings to the daily states of every place, on one machine or on many.

What bears on a place is said of it or of its province, and copies are sought among claims of one place: so a province
with all in it is fused by itself, whoever does it, and gives what fusing everything at once gives. Three things are of
the whole corpus, and found first: the places, the sides, and the days.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline import fuse
from dateline.answers.desk import initial_states, parents_of, successions
from dateline.batches.documents import DOCUMENT_COLUMNS, document_of, schema_of
from dateline.batches.extraction import CLAIMS, line_of
from dateline.batches.run import READINGS, Progress
from dateline.engines import Engine, GroupJob, Job, run_groups, run_job
from dateline.engines.job import parquet_batches
from dateline.errors import InputError
from dateline.fuse import FusionModel, PlaceParent
from dateline.fuse.columns import columns
from dateline.interchange import claim_from_json, state_to_json
from dateline.link import copies, corrections
from dateline.link import theatre as theatres
from dateline.model import Claim, Document, Place, State
from dateline.times import Interval, day_of

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["FuseRegion", "Regions", "Survey", "fuse_backfill", "survey"]

SURVEY, REGIONS = "survey", "regions"  # folders of work
REGION, STATES = "region", ("place", "day", "state")
NOWHERE = "-"  # the region of claims whose place nobody knows: they are kept, and move nothing


@dataclass(frozen=True)
class Survey:
    """What the whole corpus tells each region. `earliest` is the claim that speaks of the earliest day of all.

    Filters start on the day of that claim, in every region alike: it goes along everywhere, and its place's states
    come from its own region alone.
    """

    places: tuple[Place, ...]
    sides: tuple[str, ...]
    days: Interval
    earliest: str
    theatre: str | None = None

    @cached_property
    def parents(self) -> Mapping[str, PlaceParent]:
        return parents_of(self.places)

    def region(self, place: str | None) -> str:
        """The province of a place, else the place itself."""
        if place is None:
            return NOWHERE
        parent = self.parents.get(place)
        return (parent.province if parent else None) or place


def fuse_backfill(
    work: str | Path,
    target: str | Path,
    *,
    engine: Engine | str = Engine.LOCAL,
    workers: int = 2,
    theatre: str | None = None,
    buckets: int = 64,
) -> Iterator[Progress]:
    """The daily nowcast of `work`/readings into Parquet files of the columns `place, day, state` (a JSON line).

    Copies are found, and corrections bound, as a ledger would. With a theatre its starting states, successions and
    sides count. Goes on where it was stopped; begun anew after more readings, give a new target. Raises InputError.
    """
    engine, work = Engine(engine), Path(work)
    found = survey(work, engine=engine, workers=workers, theatre=theatre)
    regions = Job(Regions(found), work / READINGS, work / REGIONS)
    for _ in run_job(regions, engine=engine, workers=workers):
        pass
    job = GroupJob(FuseRegion(found), work / REGIONS, Path(target), REGION, "id", buckets)
    for part, rows in run_groups(job, engine=engine, workers=workers):
        yield Progress(Path(part.target), rows)


def survey(work: Path, *, engine: Engine, workers: int, theatre: str | None) -> Survey:
    """One pass over the readings for what is of the whole corpus. Raises InputError where nothing can be fused."""
    for _ in run_job(Job(count, work / READINGS, work / SURVEY), engine=engine, workers=workers):
        pass
    rows = [
        row
        for file in sorted((work / SURVEY).glob("*.parquet"))
        for t in parquet_batches(str(file))
        for row in t.to_pylist()
    ]
    places = {row["value"]: row for row in sorted(rows, key=lambda row: row["line"] or "") if row["kind"] == "place"}
    days = sorted(row["value"] for row in rows if row["kind"] == "published")
    spoken = [row for row in rows if row["kind"] == "earliest"]
    if not spoken or not days:
        raise InputError(str(work), "has no claim of a known place and day", "give reports of an armed conflict")
    named = theatres.named(theatre) if theatre else None
    sides = {row["value"] for row in rows if row["kind"] == "side"} | {
        side for side, _ in initial_states(named).values()
    }
    sides |= {step.becomes for step in successions(named) if step.side in sides}
    return Survey(
        tuple(_place_of(places[name]["line"]) for name in sorted(places)),
        tuple(sorted(sides)),
        Interval.span(date.fromisoformat(days[0]), date.fromisoformat(days[-1])),
        min(spoken, key=lambda row: (row["value"], row["line"]))["line"],
        theatre,
    )


def count(table: pa.Table) -> pa.Table:
    """What a table of readings adds to the survey: rows of `kind, value, line`."""
    import pyarrow as pa

    claims = [claim for _, claims in _readings(table.to_pylist()) for claim in claims]
    usable = [claim for claim in claims if claim.place.id and claim.known]
    rows = [_row("side", side) for side in fuse.sides_of(usable)]
    first = {claim.place.id: claim for claim in reversed(usable)}
    rows += [_row("place", str(name), line_of(first[name])) for name in sorted(filter(None, first))]
    published = sorted({day_of(claim.published or claim.known).isoformat() for claim in usable if claim.known})
    rows += [_row("published", day) for day in {published[0], published[-1]}] if published else []
    lines = columns(usable, model=FusionModel.prior())
    if len(lines.day):
        at = int(lines.day.argmin())
        spoken = date.fromordinal(int(lines.day[at]) + date(1970, 1, 1).toordinal())
        rows.append(_row("earliest", spoken.isoformat(), line_of(usable[int(lines.claim[at])])))
    return pa.Table.from_pylist(
        sorted(rows, key=lambda row: (row["kind"], row["value"])),
        pa.schema([(name, pa.string()) for name in ("kind", "value", "line")]),
    )


class Regions:
    """Readings to rows of one region and one report each, with the report's claims of that region."""

    def __init__(self, found: Survey) -> None:
        self.found = found

    def __call__(self, table: pa.Table) -> pa.Table:
        import pyarrow as pa

        rows: list[dict[str, Any]] = []
        for row in table.to_pylist():
            by_region: dict[str, list[str]] = {}
            for line in row[CLAIMS]:
                by_region.setdefault(self.found.region(json.loads(line)["place"]["id"]), []).append(line)
            document = {name: row[name] for name in DOCUMENT_COLUMNS if name != "raw"}
            rows += [{**document, REGION: region, CLAIMS: lines} for region, lines in sorted(by_region.items())]
        schema = schema_of().append(pa.field(REGION, pa.string())).append(pa.field(CLAIMS, pa.list_(pa.string())))
        return pa.Table.from_pylist(rows, schema)


class FuseRegion:
    """All rows of a region to its places' daily states."""

    def __init__(self, found: Survey) -> None:
        self.found = found

    def __call__(self, table: pa.Table) -> pa.Table:
        import pyarrow as pa

        rows = [
            {
                "place": state.place,
                "day": state.as_of.isoformat(),
                "state": json.dumps(state_to_json(state), sort_keys=True),
            }
            for state in self.states(_readings(table.to_pylist()))
        ]
        return pa.Table.from_pylist(rows, pa.schema([(name, pa.string()) for name in STATES]))

    def states(self, readings: Iterable[tuple[Document, Sequence[Claim]]]) -> Iterator[State]:
        """The states of the places that the readings make claims about."""
        readings = list(readings)
        documents = [document for document, _ in readings]
        read = [claim for _, claims in readings for claim in claims]
        own = {claim.place.id for claim in read if claim.place.id}
        if not own:
            return
        bound = corrections.bind(read, documents, read)
        claims = copies.apply(bound, copies.find(documents, bound))
        earliest = claim_from_json(json.loads(self.found.earliest))
        if earliest.id not in {claim.id for claim in claims}:
            claims = [*claims, earliest]
        named = theatres.named(self.found.theatre) if self.found.theatre else None
        for state in fuse.fuse(
            claims,
            days=self.found.days,
            sides=self.found.sides,
            initial=initial_states(named),
            parents={place: parent for place, parent in self.found.parents.items() if place in own},
            succession=successions(named),
        ):
            if state.place in own:
                yield state


def _readings(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Document, list[Claim]]]:
    for row in rows:
        if row[CLAIMS]:
            yield document_of(row), [claim_from_json(json.loads(line)) for line in row[CLAIMS]]


def _place_of(line: str) -> Place:
    return claim_from_json(json.loads(line)).place


def _row(kind: str, value: str, line: str | None = None) -> dict[str, str | None]:
    return {"kind": kind, "value": value, "line": line}
