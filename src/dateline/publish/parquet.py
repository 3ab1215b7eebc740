"""States and claims as Parquet, with real dates and times. The clocks are in the file's own metadata."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from dateline.errors import MissingExtra
from dateline.interchange import claim_to_json
from dateline.model import Claim, Place, State
from dateline.publish.json import record
from dateline.publish.picture import Picture
from dateline.times import format_moment

if TYPE_CHECKING:
    import pyarrow

__all__ = ["claims", "export", "states"]


def export(picture: Picture) -> bytes:
    """The states of the picture; `claims` writes the other table."""
    return states(picture.now, picture.places, as_of=picture.as_of, known_by=picture.known_by)


def states(
    rows: Iterable[State], places: Mapping[str, Place], *, as_of: date | None = None, known_by: datetime | None = None
) -> bytes:
    """One row a place, by place id; `probabilities` is a map from side to probability. Raises MissingExtra."""
    arrow = _arrow()
    lines = []
    for state in sorted(rows, key=lambda one: one.place):
        line = record(state, places.get(state.place))
        line |= {"since": state.since, "last_report": state.last_report, "as_of": state.as_of}
        lines.append(line | {"known_by": state.known_by, "probabilities": list(state.p.items())})
    table = arrow.Table.from_pylist(lines, schema=_state_schema(arrow))
    clocks = {"as_of": as_of.isoformat() if as_of else "", "known_by": format_moment(known_by) if known_by else ""}
    return _bytes(arrow, table, clocks)


def claims(rows: Iterable[Claim]) -> bytes:
    """One row a claim: the fields one filters by as columns, the whole interchange line as JSON in `claim`."""
    arrow = _arrow()
    lines = [_claim_line(claim) for claim in rows]
    return _bytes(arrow, arrow.Table.from_pylist(lines, schema=_claim_schema(arrow)), {})


def _claim_line(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "document": claim.document,
        "type": str(claim.type),
        "modality": str(claim.modality),
        "place_id": claim.place.id,
        "place": claim.place.name or claim.place.text,
        "actor_side": claim.actor.side if claim.actor else None,
        "speaker": claim.speakers[0].text if claim.speakers else None,
        "speaker_side": claim.speakers[0].side if claim.speakers else claim.outlet_side,
        "first": claim.date.first if claim.date else None,
        "last": claim.date.last if claim.date else None,
        "evidence": claim.evidence.text if claim.evidence else None,
        "start": claim.evidence.start if claim.evidence else None,
        "end": claim.evidence.end if claim.evidence else None,
        "known": claim.known,
        "outlet": claim.outlet,
        "copy_of": claim.copy_of,
        "retracts": claim.retracts,
        "claim": json.dumps(claim_to_json(claim), ensure_ascii=False),
    }


def _arrow() -> Any:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtra("pyarrow", "exports") from error
    return pyarrow


def _bytes(arrow: Any, table: pyarrow.Table, metadata: Mapping[str, str]) -> bytes:
    named = {f"dateline.{name}": value for name, value in metadata.items() if value}
    out = io.BytesIO()
    arrow.parquet.write_table(table.replace_schema_metadata(named or None), out, compression="zstd")
    return out.getvalue()


def _state_schema(arrow: Any) -> Any:
    text, number, count = arrow.string(), arrow.float64(), arrow.int32()
    moment = arrow.timestamp("us", tz="UTC")
    return arrow.schema(
        [
            *((name, text) for name in ("place_id", "name", "admin1", "country")),
            *((name, number) for name in ("lat", "lon")),
            *((name, text) for name in ("scale", "side")),
            *((name, number) for name in ("p", "p_contested")),
            ("status", text),
            *((name, arrow.date32()) for name in ("since", "last_report")),
            *((name, count) for name in ("claims", "independent")),
            ("decided_by", arrow.list_(text)),
            ("as_of", arrow.date32()),
            ("known_by", moment),
            ("probabilities", arrow.map_(text, number)),
        ]
    )


def _claim_schema(arrow: Any) -> Any:
    kinds = {
        "first": arrow.date32(),
        "last": arrow.date32(),
        "start": arrow.int32(),
        "end": arrow.int32(),
        "known": arrow.timestamp("us", tz="UTC"),
    }
    names = (
        "id document type modality place_id place actor_side speaker speaker_side first last evidence start end known "
        "outlet copy_of retracts claim"
    )
    return arrow.schema([(name, kinds.get(name, arrow.string())) for name in names.split()])
