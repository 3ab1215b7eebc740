"""Writing a batch: one transaction, rows only added, the same content never twice."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Row, select

from dateline.errors import LedgerError
from dateline.interchange import format_published
from dateline.ledger.chain import Chain
from dateline.ledger.encode import encode_claim
from dateline.ledger.records import Batch, Run, Written
from dateline.ledger.review import carry_reviews
from dateline.ledger.schema import CHAINED, blobs, runs
from dateline.ledger.states import write_states
from dateline.ledger.store import among
from dateline.ledger.values import day_number, moment, pack, seconds, whole_second, without_pauses
from dateline.model import Claim, Document, claim_id, digest
from dateline.times import day_of, known_from

__all__ = ["claim_row", "write_batch"]

VARIANTS_KEPT = 20_000  # places kept in JSON, some 10 MB
_SHOWN = ("title", "outlet", "outlet_side", "published", "published_source", "url", "author", "language", "media_type")


def _rows(connection: Connection, table: str, key: str, names: Iterable[str]) -> Iterator[Row[Any]]:
    """The rows of these names, oldest first."""
    source = CHAINED[table]
    columns = [column for column in source.c if column.name not in ("hash", "content")]
    query = select(*columns).where(among(connection.dialect.name, source.c[key], names))
    yield from connection.execute(query.order_by(source.c.position))


@without_pauses
def write_batch(connection: Connection, batch: Batch) -> Written:
    """Adds what is new of a batch. Raises LedgerError where it does not fit together."""
    claims = [_settled(claim) for claim in batch.claims]
    if (claims or batch.states) and batch.run is None:
        raise LedgerError("claims and states need the run that made them; give Batch(run=Run(...))")
    chain = Chain(connection)
    new_documents, revised, versions = _write_documents(chain, connection, batch.documents)
    new_claims = new_states = 0
    if batch.run is not None:
        run = _write_run(chain, connection, _with_extractor(batch.run, claims))
        new_claims = _write_readings(chain, connection, run, batch, claims, versions)
        new_states = write_states(chain, connection, run.position, batch.run.theatre, batch.states)
    stated = [(c.id, c.copy_of, "stated") for c in claims if c.copy_of]
    found = [(edge.claim, edge.origin, edge.reason) for edge in batch.copies]
    named = {claim for claim, _, _ in found}
    copies = found + [edge for edge in stated if edge[0] not in named]
    new_copies = _write_links(chain, connection, [("copy", *edge) for edge in copies])
    new_links = _write_links(chain, connection, [(x.kind, x.claim, x.target, x.reason) for x in batch.links])
    chain.close()
    return Written(new_documents, new_claims, new_copies, new_states, new_links, revised)


def _settled(claim: Claim) -> Claim:
    known = claim.known or (known_from(claim.published) if claim.published else None)
    known = whole_second(known) if known else None
    if claim.id and known == claim.known:
        return claim
    return replace(claim, known=known, id=claim.id or claim_id(claim))


def _with_extractor(run: Run, claims: Sequence[Claim]) -> Run:
    return replace(run, extractor=run.extractor or (claims[0].extractor if claims else "") or run.code)


# --- runs -----------------------------------------------------------------------------------------------


class _Run:
    """A run with its position in the ledger."""

    def __init__(self, position: int, run: Run) -> None:
        self.position, self.theatre, self.extractor = position, run.theatre, run.extractor


def _write_run(chain: Chain, connection: Connection, run: Run) -> _Run:
    content = {name: getattr(run, name) for name in run.__dataclass_fields__}
    name = digest(content)[:24]
    known = connection.execute(select(runs.c.position).where(runs.c.id == name)).scalar()
    return _Run(known if known is not None else chain.add("runs", [{"id": name, **content}])[0], run)


# --- documents ------------------------------------------------------------------------------------------


class _Version:
    """A stored version of a document: where it lies and when it was known."""

    def __init__(self, row: Mapping[str, Any], position: int) -> None:
        self.position = position
        self.digest: str = row["digest"]
        self.text_sha256: str = row["text_sha256"]
        self.known: int | None = row["known"]
        self.fetched: int | None = row["fetched"]
        self.published_day: int | None = row["published_day"]


def _write_documents(
    chain: Chain, connection: Connection, given: Sequence[Document]
) -> tuple[int, tuple[str, ...], dict[str, _Version]]:
    """Gives how many versions were new, the ids whose text changed, and the version that each id now stands for."""
    stored: dict[str, list[_Version]] = defaultdict(list)
    for old in _rows(connection, "documents", "id", (document.id for document in given)):
        stored[old.id].append(_Version(old._asdict(), old.position))
    new: list[tuple[Document, dict[str, Any]]] = []
    current: dict[str, _Version] = {}
    revised: list[str] = []
    for document in given:
        row = _document_row(document)
        same = next((one for one in stored[document.id] if one.digest == row["digest"]), None)
        if same is None:
            if any(one.text_sha256 != row["text_sha256"] for one in stored[document.id]):
                revised.append(document.id)
            same = _Version(row, -1 - len(new))  # its position is not known yet
            stored[document.id].append(same)
            new.append((document, row))
        current[document.id] = same
    _write_blobs(chain, connection, [document for document, _ in new])
    positions = chain.add("documents", [row for _, row in new])
    for version in current.values():
        if version.position < 0:
            version.position = positions[-1 - version.position]
    return len(new), tuple(revised), current


def _document_row(document: Document) -> dict[str, Any]:
    """The digest leaves out when it was fetched and the bytes around the text: a page read again is the same."""
    body = {name: getattr(document, name) for name in _SHOWN}
    body["published"] = format_published(document.published)
    text = document.text_sha256
    known = whole_second(document.known) if document.known else None
    return {
        "id": document.id,
        "digest": digest(document.id, text, body),
        "text_sha256": text,
        "raw_sha256": document.raw_sha256,
        "known": seconds(known) if known else None,
        "fetched": seconds(whole_second(document.fetched)) if document.fetched else None,
        "published_day": day_number(day_of(document.published)) if document.published else None,
        "body": pack(body),
    }


def _write_blobs(chain: Chain, connection: Connection, given: Sequence[Document]) -> None:
    contents: dict[str, bytes] = {}
    for document in given:
        for content in (document.text.encode("utf-8", "surrogatepass"), document.raw):
            contents[hashlib.sha256(content).hexdigest()] = content
    stored = select(blobs.c.sha256).where(among(connection.dialect.name, blobs.c.sha256, contents))
    for name in connection.execute(stored).scalars():
        contents.pop(name, None)
    chain.add("blobs", [{"sha256": name, "content": content} for name, content in contents.items()])


# --- readings and claims --------------------------------------------------------------------------------


def _write_readings(
    chain: Chain,
    connection: Connection,
    run: _Run,
    batch: Batch,
    claims: Sequence[Claim],
    versions: dict[str, _Version],
) -> int:
    """A reading for each document of the batch whose claims differ from its newest reading's.

    A fetched report keeps its place in the order of fetching, so there the newest of the same version counts.
    """
    said: dict[str, dict[str, Claim]] = {document.id: {} for document in batch.documents}
    for claim in claims:
        if not claim.document:
            raise LedgerError(f"claim {claim.id} names no document; name the report or the table it comes from")
        said.setdefault(claim.document, {}).setdefault(claim.id, claim)
    newest: dict[tuple[str, int | None], str] = {}
    for row in _rows(connection, "readings", "document", said):
        newest[row.document, None] = newest[row.document, row.version if row.fetched else None] = row.digest
    new: list[tuple[dict[str, Any], list[dict[str, Any]]]] = []
    for document, by_id in said.items():
        version = versions.get(document)
        found = [_as_first_known(claim, version) for claim in by_id.values()]
        rows = [claim_row(claim) for claim in found]
        reading = _reading_row(document, version, run, found, rows)
        same = (document, version.position) if version and version.fetched else (document, None)
        if newest.get(same) != reading["digest"]:
            new.append((reading, rows))
    positions = chain.add("readings", [reading for reading, _ in new])
    added = [{"reading": at, **row} for at, (_, rows) in zip(positions, new, strict=True) for row in rows]
    _write_places(chain, connection, run.theatre, [c for c in claims if c.place.id])
    chain.add("claims", added)
    kept = {row["id"] for row in added}
    carry_reviews(chain, connection, [claim for claim in claims if claim.id in kept])
    return len(added)


def _as_first_known(claim: Claim, version: _Version | None) -> Claim:
    """A report read again stays known from when it was first known: when fetched, or published."""
    if version is None or version.known is None or (claim.known and seconds(claim.known) == version.known):
        return claim
    return replace(claim, known=moment(version.known))


def claim_row(claim: Claim) -> dict[str, Any]:
    """The columns of a claim."""
    return {
        "id": claim.id,
        "place": claim.place.id,
        "type": str(claim.type),
        "known": seconds(claim.known) if claim.known else None,
        "retracts": claim.retracts,
        "body": encode_claim(claim),
    }


def _reading_row(
    document: str, version: _Version | None, run: _Run, claims: Sequence[Claim], rows: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    moments = [row["known"] for row in rows if row["known"] is not None]
    days = [day_number(day_of(claim.published)) for claim in claims if claim.published]
    hashed = hashlib.sha256(f"{version.position if version else ''}\n{run.theatre}\n{run.extractor}".encode())
    for body in sorted(row["body"] for row in rows):
        hashed.update(b"\n" + body.encode())
    return {
        "document": document,
        "version": version.position if version else None,
        "run": run.position,
        "theatre": run.theatre,
        "extractor": run.extractor,
        "digest": hashed.hexdigest(),
        "known": version.known if version else min(moments, default=None),
        "known_last": max(moments, default=version.known if version else None),
        "fetched": (version.fetched if version else None) or 0,
        "published_day": version.published_day if version else max(days, default=None),
    }


_VARIANT = ("id", "name", "scale", "lat", "lon", "country", "admin1")
_variant_values = attrgetter(*_VARIANT)


@lru_cache(VARIANTS_KEPT)
def _variant(theatre: str | None, *values: Any) -> tuple[str, str]:
    """The digest and the body of a place as a theatre knows it."""
    body = pack(dict(zip(_VARIANT, values, strict=True)))
    return hashlib.sha256(f"{theatre}\n{body}".encode()).hexdigest()[:24], body


def _write_places(chain: Chain, connection: Connection, theatre: str | None, claims: Sequence[Claim]) -> None:
    variants: dict[str, dict[str, Any]] = {}
    for claim in claims:
        name, body = _variant(theatre, *_variant_values(claim.place))
        if name not in variants:
            variants[name] = {"id": claim.place.id, "digest": name, "theatre": theatre, "body": body}
    for row in _rows(connection, "places", "id", (row["id"] for row in variants.values())):
        variants.pop(row.digest, None)
    chain.add("places", variants.values())


# --- links ----------------------------------------------------------------------------------------------


def _write_links(chain: Chain, connection: Connection, given: Sequence[tuple[str, str, str, str]]) -> int:
    """Adds each (kind, claim, target, reason) that is not already the newest of its kind for its claim."""
    newest: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for row in _rows(connection, "links", "claim", (claim for _, claim, _, _ in given)):
        if row.kind == "copy":
            newest[row.kind, row.claim] = {(row.target, row.reason)}
        else:
            newest[row.kind, row.claim].add((row.target, row.reason))
    new = []
    for kind, claim, target, reason in given:
        if (target, reason) not in newest[kind, claim]:
            new.append({"kind": kind, "claim": claim, "target": target, "reason": reason})
            newest[kind, claim].add((target, reason))
    chain.add("links", new)
    return len(new)
