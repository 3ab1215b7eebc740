"""The tables, as the newest migration leaves them.

Each row of each table has its `position` in the one chain and the chain's `hash` up to it. Rows are only
ever added. Times are whole seconds and days since 1970-01-01 (UTC), so that both databases hold and compare
the same numbers; whatever is only shown, not searched, lies in `body` as JSON.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text

__all__ = ["APPLICATION_ID", "CHAINED", "FOREVER", "REVISION", "REVISIONS", "TABLES", "metadata"]

REVISIONS = ("0001",)  # all migrations, oldest first
REVISION = REVISIONS[-1]
APPLICATION_ID = 0x44544C4E  # "DTLN", in the header of our SQLite files
FOREVER = 253_402_300_800  # seconds: the end of the year 9999, where `known_to` is open

metadata = MetaData()


def _table(name: str, *columns: Column[object]) -> Table:
    position = Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False)
    return Table(name, metadata, position, Column("hash", LargeBinary, nullable=False), *columns)


def _text(name: str, *, nullable: bool = False) -> Column[object]:
    return Column(name, Text, nullable=nullable)


def _int(name: str, *, nullable: bool = False) -> Column[object]:
    return Column(name, BigInteger, nullable=nullable)


# One row, the chain's first: this ledger's own id, so that no two ledgers have the same chain.
ledgers = _table("ledgers", _text("id"))

# What made the rows: versions and digests (records.Run).
runs = _table(
    "runs",
    _text("id"),
    _text("code"),
    _text("vocabulary"),
    _text("theatre", nullable=True),
    _text("theatre_digest", nullable=True),
    _text("model", nullable=True),
    _text("extractor"),
)

# Raw bytes and stored texts (UTF-8), by hash.
blobs = _table("blobs", _text("sha256"), Column("content", LargeBinary, nullable=False))

# One row for each version of a report: the same id with another text or publication is another version.
documents = _table(
    "documents",
    _text("id"),
    _text("digest"),
    _text("text_sha256"),
    _text("raw_sha256"),
    _int("known", nullable=True),
    _int("fetched", nullable=True),
    _int("published_day", nullable=True),
    _text("body"),
)

# One extraction run over one document. The newest known one is the one whose claims answers use.
readings = _table(
    "readings",
    _text("document"),
    _int("version", nullable=True),  # position of the documents row; null for claims imported without one
    _int("run"),  # position of the runs row
    _text("theatre", nullable=True),
    _text("extractor"),
    _text("digest"),
    _int("known", nullable=True),
    _int("known_last", nullable=True),  # differs only in imported tables, whose lines have their own moments
    _int("fetched"),  # 0 where the report was not fetched but imported
    _int("published_day", nullable=True),
)

claims = _table(
    "claims",
    _int("reading"),  # position of the readings row
    _text("id"),
    _text("place", nullable=True),
    _text("type"),
    _int("known", nullable=True),
    _text("retracts", nullable=True),
    _text("body"),
)

# Copies (kind "copy"), events and other ties of a claim. The newest of a claim and kind decides.
links = _table("links", _text("kind"), _text("claim"), _text("target"), _text("reason"))

# Each variant of a gazetteer place that a claim was linked to.
places = _table("places", _text("id"), _text("digest"), _text("theatre", nullable=True), _text("body"))

# Rectangles of the two clocks: days [valid_from, valid_to), seconds [known_from, known_to).
states = _table(
    "states",
    _int("run"),
    _text("theatre", nullable=True),
    _text("place"),
    _int("valid_from"),
    _int("valid_to"),
    _int("known_from"),
    _int("known_to"),
    _text("body"),
)

reviews = _table(
    "reviews",
    _text("claim"),
    _text("verdict"),
    _text("author"),
    _text("reason"),
    _int("at"),
    _text("place", nullable=True),  # where a correction puts the claim
    _text("correction", nullable=True),
    _int("carried", nullable=True),  # position of the review this repeats for the same claim of a newer reading
)

# The last row of each transaction: its first position and the wall clock, for people.
commits = _table("commits", _int("first"), _int("at"))

TABLES: tuple[Table, ...] = tuple(metadata.sorted_tables)
CHAINED: dict[str, Table] = {table.name: table for table in TABLES}

Index("runs_id", runs.c.id)
Index("blobs_sha256", blobs.c.sha256)
Index("documents_id", documents.c.id)
Index(  # all that tells whether a reading is superseded
    "readings_document", readings.c.document, readings.c.fetched, readings.c.position, readings.c.known
)
Index("readings_published", readings.c.published_day)
Index("readings_known_last", readings.c.known_last)
Index("claims_reading", claims.c.reading)
Index("claims_id", claims.c.id)
Index("claims_place", claims.c.place, claims.c.known)
Index(
    "claims_retracts",
    claims.c.retracts,
    sqlite_where=claims.c.retracts.is_not(None),
    postgresql_where=claims.c.retracts.is_not(None),
)
Index("links_claim", links.c.claim)
Index("links_target", links.c.target)
Index("places_id", places.c.id)
Index("states_place", states.c.place, states.c.valid_from)
Index("reviews_claim", reviews.c.claim)
Index("reviews_place", reviews.c.place)
