"""Extraction and fusion as batch functions: Arrow tables in, Arrow tables out, for the engines.

A table of documents has the string columns `id, text, title, outlet, published, url` (those of DESIGN section 3; all
but `id` and `text` may be missing); a table of claims has `id, document, place` and `claim`, the interchange line.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from dateline.errors import InputError
from dateline.interchange import claim_from_json, claim_to_json, state_to_json
from dateline.pipeline import Reader
from dateline.read.records import document_from_record

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Extract", "fuse_claims"]


@cache
def _reader(theatre: str | None) -> Reader:
    return Reader(theatre=theatre)


class Extract:
    """Documents to claims. A class, so that it travels to other processes with its theatre.

    A row that is no document gives a row with `error` set and no claim: nothing is lost in a backfill.
    """

    def __init__(self, theatre: str | None = None) -> None:
        self.theatre = theatre

    def __call__(self, table: pa.Table) -> pa.Table:
        import pyarrow as pa

        rows: list[dict[str, Any]] = []
        reader = _reader(self.theatre)
        for number, record in enumerate(table.to_pylist()):
            name = str(record.get("id") or f"row {number}")
            try:
                document = document_from_record(record, name, fallback_id=name)
            except InputError as error:
                rows.append({"id": None, "document": name, "place": None, "claim": None, "error": str(error)})
                continue
            rows += [
                {
                    "id": claim.id,
                    "document": claim.document,
                    "place": claim.place.id,
                    "claim": json.dumps(claim_to_json(claim), ensure_ascii=False, sort_keys=True),
                    "error": None,
                }
                for claim in reader.claims(document, reader.theatre_of(document))
            ]
        return pa.Table.from_pylist(rows, pa.schema([(name, pa.string()) for name in _CLAIM_COLUMNS]))


_CLAIM_COLUMNS = ("id", "document", "place", "claim", "error")


def fuse_claims(table: pa.Table) -> pa.Table:
    """The daily states of the places of a table of claims; give all claims of a place in one table."""
    import pyarrow as pa

    from dateline import fuse

    claims = [claim_from_json(json.loads(line)) for line in table.column("claim").to_pylist() if line]
    rows = [
        {
            "place": state.place,
            "day": state.as_of.isoformat(),
            "state": json.dumps(state_to_json(state), sort_keys=True),
        }
        for state in (fuse.fuse(claims) if claims else ())
    ]
    return pa.Table.from_pylist(rows, pa.schema([(name, pa.string()) for name in ("place", "day", "state")]))
