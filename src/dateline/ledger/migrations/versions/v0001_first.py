"""The first released schema. Frozen: it says all it needs itself and imports nothing of the package."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Text, text

revision = "0001"
down_revision = None

_APPLICATION_ID = 0x44544C4E  # "DTLN", in the header of our SQLite files

# name, then its columns: text, or whole number where it ends in "#"; "?" may be null; "!" bytes
_TABLES = {
    "ledgers": "id",
    "runs": "id code vocabulary theatre? theatre_digest? model? extractor",
    "blobs": "sha256 content!",
    "documents": "id digest text_sha256 raw_sha256 known#? fetched#? published_day#? body",
    "readings": "document version#? run# theatre? extractor digest known#? known_last#? fetched# published_day#?",
    "claims": "reading# id place? type known#? retracts? body",
    "links": "kind claim target reason",
    "places": "id digest theatre? body",
    "states": "run# theatre? place valid_from# valid_to# known_from# known_to# body",
    "reviews": "claim verdict author reason at# place? correction? carried#?",
    "commits": "first# at#",
}

_INDEXES = {
    "runs_id": ("runs", ["id"]),
    "blobs_sha256": ("blobs", ["sha256"]),
    "documents_id": ("documents", ["id"]),
    "readings_document": ("readings", ["document", "fetched", "position", "known"]),
    "readings_published": ("readings", ["published_day"]),
    "readings_known_last": ("readings", ["known_last"]),
    "claims_reading": ("claims", ["reading"]),
    "claims_id": ("claims", ["id"]),
    "claims_place": ("claims", ["place", "known"]),
    "links_claim": ("links", ["claim"]),
    "links_target": ("links", ["target"]),
    "places_id": ("places", ["id"]),
    "states_place": ("states", ["place", "valid_from"]),
    "reviews_claim": ("reviews", ["claim"]),
    "reviews_place": ("reviews", ["place"]),
}

# R*Tree coordinates are 32-bit integers: days, and minutes widened outwards to whole ones, so that a box
# never misses its row; the exact seconds are compared on the row itself. Open ends are capped at the year 6053.
_SQLITE_BOXES = (
    "CREATE VIRTUAL TABLE state_boxes USING rtree_i32(position, valid_from, valid_last, known_from, known_to)",
    "CREATE TRIGGER states_box AFTER INSERT ON states BEGIN "
    "INSERT INTO state_boxes VALUES (new.position, new.valid_from, new.valid_to - 1, "
    "(new.known_from - 59) / 60, min((new.known_to + 59) / 60, 2147483647)); END",
)

_POSTGRES_BOXES = (
    "CREATE INDEX states_box ON states USING gist (int8range(valid_from, valid_to), int8range(known_from, known_to))",
    "CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "RAISE EXCEPTION 'the ledger is append-only: rows of %% are never changed or deleted', TG_TABLE_NAME; END $$",
)


def _column(word: str) -> Column[object]:
    name = word.rstrip("#?!")
    kind = BigInteger() if "#" in word else LargeBinary() if "!" in word else Text()
    return Column(name, kind, nullable="?" in word)


def _guards(table: str, dialect: str) -> list[str]:
    """Refuse update and delete. On SQLite also a replacing insert, which deletes without asking the trigger."""
    if dialect != "sqlite":
        return [
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
            f"REVOKE ALL ON {table} FROM PUBLIC",
        ]
    refuse = f"SELECT RAISE(ABORT, 'the ledger is append-only: rows of {table} are never changed or deleted');"
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN {refuse} END",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {refuse} END",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE position = new.position) BEGIN {refuse} END",
    ]


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    position = BigInteger().with_variant(Integer, "sqlite")
    for table, words in _TABLES.items():
        op.create_table(
            table,
            Column("position", position, primary_key=True, autoincrement=False),
            Column("hash", LargeBinary, nullable=False),
            *(_column(word) for word in words.split()),
        )
    for index, (table, columns) in _INDEXES.items():
        op.create_index(index, table, columns)
    said = text("retracts IS NOT NULL")
    op.create_index("claims_retracts", "claims", ["retracts"], sqlite_where=said, postgresql_where=said)
    for statement in _SQLITE_BOXES if dialect == "sqlite" else _POSTGRES_BOXES:
        op.get_bind().exec_driver_sql(statement)
    for table in _TABLES:
        for statement in _guards(table, dialect):
            op.get_bind().exec_driver_sql(statement)
    if dialect == "sqlite":
        op.get_bind().exec_driver_sql(f"PRAGMA application_id = {_APPLICATION_ID}")
