"""The worked queries of docs/ledger.md run as they stand."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from typing import Any

from dateline.ledger import Copy, Ledger
from dateline.ledger.snapshot import connect

PAGE = Path(__file__).parents[2] / "docs" / "ledger.md"


def test_worked_queries(sqlite_ledger: Ledger, tmp_path: Path, make: Any) -> None:
    first, second = make.claim(), make.claim("two", speakers=(), known=make.later(1))
    sqlite_ledger.write(make.batch(first, second, copies=[Copy(second.id, first.id, "credit")], states=[make.state()]))
    sqlite_ledger.review(first.id, "reject", author="ann", reason="a question")
    sqlite_ledger.snapshot(tmp_path / "snapshot")
    queries = re.findall(r"```sql\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert len(queries) == 7
    with closing(connect(tmp_path / "snapshot")) as duck:
        rows = [duck.execute(query).fetchall() for query in queries]
        assert len(duck.execute("SELECT * FROM current_claims").fetchall()) == 2
    assert [len(found) for found in rows[1:]] == [2, 0, 1, 1, 3, 1]
