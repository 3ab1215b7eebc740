"""schemathesis over the whole OpenAPI document: no server error, every answer in its schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from dateline.web.app import build
from dateline.web.limits import Limits

EXAMPLES = 15  # of each operation: some 400 requests in all
_GENEROUS = Limits(reads_per_second=1e6, read_burst=10**6, writes_per_second=1e6, write_burst=10**6)
# Not that whatever fits the schema is accepted: a day may fit its pattern and not be in the calendar.
CHECKS = (
    schemathesis.checks.not_a_server_error,
    schemathesis.checks.status_code_conformance,
    schemathesis.checks.content_type_conformance,
    schemathesis.checks.response_headers_conformance,
    schemathesis.checks.response_schema_conformance,
)
_CHECKED = settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory, tokens: Any, filled: Any) -> Any:
    path: Path = filled(tmp_path_factory.mktemp("schema") / "small.db")
    app = build(str(path), read_only=False, tokens=tokens.accounts, limits=_GENEROUS)
    return schemathesis.openapi.from_asgi("/openapi.json", app)


def test_every_answer_is_in_its_schema(api: Any, tokens: Any) -> None:
    headers = {"authorization": f"Bearer {tokens.admin}"}
    seen = set()
    for found in api.get_all_operations():
        operation = found.ok()
        seen.add(operation.path)

        @_CHECKED
        @given(case=operation.as_strategy())
        def answered(case: Any) -> None:
            case.call_and_validate(headers=headers, checks=CHECKS)

        answered()
    assert {"/map.json", "/reviews.json", "/places/{name}.json", "/documents/{name}.json"} <= seen
