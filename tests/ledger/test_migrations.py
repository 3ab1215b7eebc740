"""Every released schema, with data in it, still opens, verifies, answers as it did, and takes new rows."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from dateline.ledger import Ledger
from dateline.ledger.schema import REVISION, REVISIONS, metadata

DATA = Path(__file__).parent / "data"


def _describe(ledger: Ledger) -> Any:
    spec = spec_from_file_location("make_fixture", DATA / "make_fixture.py")
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return json.loads(json.dumps(module.describe(ledger)))


def _lay_out(revision: str, target: str) -> None:
    """The released data, as a database of that schema."""
    if "://" not in target:
        Path(target).write_bytes(gzip.decompress((DATA / f"schema-{revision}.db.gz").read_bytes()))
        return
    import psycopg

    with psycopg.connect(target, autocommit=True) as connection:
        connection.execute((DATA / f"schema-{revision}.sql").read_text("utf-8"))


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_released_schema_with_data_in_it(new_target: Callable[[], str], make: Any, revision: str) -> None:
    target = new_target()
    _lay_out(revision, target)
    with Ledger.open(target) as ledger:
        report = ledger.verify()
        assert report.sound, report.faults
        assert _describe(ledger) == json.loads((DATA / f"schema-{revision}.json").read_text("utf-8"))
        assert ledger.write(make.batch(make.claim())).claims == 1
        assert ledger.verify().sound
        assert ledger.verify().head.position > report.head.position


def test_migrations_lead_to_the_tables_of_the_code(ledger: Ledger) -> None:
    """The R*Tree's own tables and the range index are not SQLAlchemy's to know."""
    with ledger._store.read() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _is_ours})
        assert context.get_current_revision() == REVISION
        assert compare_metadata(context, metadata) == []


def _is_ours(name: str | None, kind: str, _: Any) -> bool:
    return not (kind == "table" and (name or "").startswith(("state_boxes", "alembic"))) and name != "states_box"


def test_the_newest_schema_has_a_fixture() -> None:
    assert {path.name for path in DATA.glob(f"schema-{REVISION}.*")} == {
        f"schema-{REVISION}.{kind}" for kind in ("db.gz", "sql", "json")
    }
