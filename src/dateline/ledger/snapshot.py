"""Parquet files of the ledger for analysis, and DuckDB over them.

DuckDB refuses a second process while a writer is open (DESIGN section 6), so it never opens the ledger: it reads
a snapshot, which is of one head and says so in `snapshot.json`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, select

from dateline.errors import LedgerError, MissingExtra
from dateline.ledger.chain import head
from dateline.ledger.schema import FOREVER, claims, documents, links, places, readings, reviews, runs, states
from dateline.ledger.values import day, moment, unpack
from dateline.times import Interval

__all__ = ["connect", "write_snapshot"]

ROWS_AT_ONCE = 20_000  # one row group: some 20 MB of claims in memory
_DESCRIPTION = "snapshot.json"

_Row = dict[str, Any]


def write_snapshot(connection: Connection, folder: Path) -> dict[str, int]:
    """One file a table; gives its rows. The folder must be new or empty."""
    try:
        import pyarrow.parquet as parquet
    except ImportError as error:
        raise MissingExtra("pyarrow", "duckdb") from error
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise LedgerError(f"{folder} is not empty; name a new folder for the snapshot")
    counts = {}
    for name, (query, flatten) in _tables().items():
        schema = _schema(name)
        with parquet.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd") as writer:
            counts[name] = sum(_row_groups(connection, writer, schema, query, flatten))
    described = {"head": asdict(head(connection)), "rows": counts}
    (folder / _DESCRIPTION).write_text(json.dumps(described, indent=1) + "\n", "utf-8")
    return counts


def _row_groups(
    connection: Connection, writer: Any, schema: Any, query: Select[Any], flatten: Callable[[Any], Iterator[_Row]]
) -> Iterator[int]:
    """Writes a row group at a time and gives the rows of each."""
    import pyarrow

    result = connection.execute(query.execution_options(yield_per=ROWS_AT_ONCE))
    for part in result.partitions():
        lines = [line for row in part for line in flatten(row)]
        writer.write_table(pyarrow.Table.from_pylist(lines, schema=schema))
        yield len(lines)


def connect(folder: str | Path) -> Any:
    """A DuckDB connection with a view a table. Raises LedgerError, MissingExtra."""
    try:
        import duckdb
    except ImportError as error:
        raise MissingExtra("duckdb", "duckdb") from error
    folder = Path(folder)
    if not (folder / _DESCRIPTION).is_file():
        raise LedgerError(f"{folder} is no snapshot; make one with `dateline snapshot {folder}`")
    connection = duckdb.connect()
    for file in sorted(folder.glob("*.parquet")):
        quoted = str(file.absolute()).replace("'", "''")
        connection.execute(f"CREATE VIEW {file.stem} AS SELECT * FROM read_parquet('{quoted}')")
    return connection


def _tables() -> dict[str, tuple[Select[Any], Callable[[Any], Iterator[_Row]]]]:
    read = select(claims, *(readings.c[name] for name in ("document", "theatre", "extractor")))
    read = read.join_from(claims, readings, readings.c.position == claims.c.reading)
    texts = select(documents)
    return {
        "claims": (read.order_by(claims.c.position), _flat_claim),
        "documents": (texts.order_by(documents.c.position), _flat_document),
        "readings": (select(readings).order_by(readings.c.position), _flat_reading),
        "states": (select(states).order_by(states.c.position), _flat_state),
        "places": (select(places).order_by(places.c.position), _flat_place),
        "links": (select(links).order_by(links.c.position), _plain),
        "reviews": (select(reviews).order_by(reviews.c.position), _flat_review),
        "runs": (select(runs).order_by(runs.c.position), _plain),
    }


# name, type: s text, i whole number, f number, d day, t moment, S list of text
_COLUMNS = {
    "claims": "position:i reading:i id:s document:s theatre:s extractor:s type:s modality:s evidence:s start:i end:i "
    "place:s place_name:s place_text:s scale:s lat:f lon:f country:s admin1:s actor:s actor_side:s opponent:s "
    "opponent_side:s date_first:d date_last:d date_precision:i speaker:s speaker_kind:s speaker_level:s "
    "speaker_side:s speakers:i quantity:f quantity_of:f unit:s published:s known:t outlet:s outlet_side:s retracts:s",
    "documents": "position:i id:s title:s outlet:s outlet_side:s published:s known:t fetched:t url:s author:s "
    "language:s text_sha256:s raw_sha256:s",
    "readings": "position:i document:s version:i run:i theatre:s extractor:s known:t fetched:t",
    "states": "position:i run:i theatre:s place:s valid_first:d valid_last:d known_from:t known_to:t side:s p:f "
    "status:s since:d last_report:d claims:i independent:i decided_by:S",
    "places": "position:i id:s theatre:s name:s scale:s lat:f lon:f country:s admin1:s",
    "links": "position:i kind:s claim:s target:s reason:s",
    "reviews": "position:i claim:s verdict:s author:s reason:s at:t carried:i",
    "runs": "position:i id:s code:s vocabulary:s theatre:s theatre_digest:s model:s extractor:s",
}


def _schema(name: str) -> Any:
    import pyarrow

    types = {
        "s": pyarrow.string(),
        "i": pyarrow.int64(),
        "f": pyarrow.float64(),
        "d": pyarrow.date32(),
        "t": pyarrow.timestamp("s", tz="UTC"),
        "S": pyarrow.list_(pyarrow.string()),
    }
    fields = (word.split(":") for word in _COLUMNS[name].split())
    return pyarrow.schema([(field, types[kind]) for field, kind in fields])


def _plain(row: Any) -> Iterator[_Row]:
    yield row._asdict()


def _at(number: int | None) -> Any:
    """A moment; None where it is open."""
    return None if number is None or number >= FOREVER else moment(number)


def _flat_claim(row: Any) -> Iterator[_Row]:
    line = unpack(row.body)
    empty: _Row = {}
    evidence, place = line.get("evidence", empty), line["place"]
    actor, opponent, quantity = line.get("actor", empty), line.get("opponent", empty), line.get("quantity", empty)
    speakers = line.get("speakers", [])
    origin = speakers[0] if speakers else empty
    interval = Interval.parse(line["date"]) if "date" in line else None
    yield {
        **{name: getattr(row, name) for name in ("position", "reading", "id", "document", "theatre", "extractor")},
        **{name: line.get(name) for name in ("type", "modality", "date_precision", "published", "outlet")},
        **{name: line.get(name) for name in ("outlet_side", "retracts")},
        **{name: place.get(name) for name in ("scale", "lat", "lon", "country", "admin1")},
        **{f"speaker_{name}": origin.get(name) for name in ("kind", "level", "side")},
        "evidence": evidence.get("text"),
        "start": evidence.get("start"),
        "end": evidence.get("end"),
        "place": place.get("id"),
        "place_name": place.get("name"),
        "place_text": place.get("text"),
        "actor": actor.get("name") or actor.get("text"),
        "actor_side": actor.get("side"),
        "opponent": opponent.get("name") or opponent.get("text"),
        "opponent_side": opponent.get("side"),
        "date_first": interval and interval.first,
        "date_last": interval and interval.last,
        "speaker": origin.get("name") or origin.get("text"),
        "speakers": len(speakers),
        "quantity": quantity.get("value"),
        "quantity_of": quantity.get("of"),
        "unit": quantity.get("unit"),
        "known": _at(row.known),
    }


def _flat_document(row: Any) -> Iterator[_Row]:
    line = {"known": _at(row.known), "fetched": _at(row.fetched)}
    yield {**unpack(row.body), **{name: getattr(row, name) for name in ("position", "id")}, **line} | {
        "text_sha256": row.text_sha256,
        "raw_sha256": row.raw_sha256,
    }


def _flat_reading(row: Any) -> Iterator[_Row]:
    yield {**row._asdict(), "known": _at(row.known), "fetched": _at(row.fetched or None)}


def _flat_state(row: Any) -> Iterator[_Row]:
    """A line for each side of a state, "contested" among them."""
    p, status, since, last, said, independent, decided = unpack(row.body)
    line = {
        **row._asdict(),
        "valid_first": day(row.valid_from),
        "valid_last": day(row.valid_to - 1),
        "known_from": _at(row.known_from),
        "known_to": _at(row.known_to),
        "status": status,
        "since": None if since is None else day(since),
        "last_report": None if last is None else day(last),
        "claims": said,
        "independent": independent,
        "decided_by": decided,
    }
    for side, share in p.items():
        yield {**line, "side": side, "p": share}


def _flat_place(row: Any) -> Iterator[_Row]:
    yield {**unpack(row.body), "position": row.position, "id": row.id, "theatre": row.theatre}


def _flat_review(row: Any) -> Iterator[_Row]:
    yield {**row._asdict(), "at": _at(row.at)}
