"""How much and how often: buckets that refill, bodies and addresses that end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dateline.web.limits import Limits, RateLimit


@given(st.lists(st.floats(0, 5), max_size=60), st.floats(0.5, 50), st.integers(1, 20))
def test_no_client_gets_more_than_its_burst_and_its_rate(gaps: list[float], rate: float, burst: int) -> None:
    now = 0.0
    limit = RateLimit(rate, burst, 10, clock=lambda: now)
    let_through = 0
    for gap in gaps:
        now += gap
        let_through += limit.wait("a") == 0.0
    assert let_through <= burst + rate * now + 1e-6


def test_a_refused_client_is_let_in_after_the_time_named() -> None:
    now = 0.0
    limit = RateLimit(2.0, 1, 10, clock=lambda: now)
    assert limit.wait("a") == 0.0 and limit.wait("b") == 0.0
    wait = limit.wait("a")
    assert 0 < wait <= 0.5
    now += wait
    assert limit.wait("a") == 0.0


def test_old_buckets_go() -> None:
    limit = RateLimit(1.0, 1, 3, clock=lambda: 0.0)
    for name in "abcdef":
        limit.wait(name)
    assert list(limit.buckets) == ["d", "e", "f"]


def test_too_many_requests_are_told_when_to_return(ledger_file: Path) -> None:
    from starlette.testclient import TestClient

    from dateline.web.app import build

    with TestClient(build(str(ledger_file), limits=Limits(reads_per_second=0.01, read_burst=2))) as client:
        assert [client.get("/map.json").status_code for _ in range(3)] == [200, 200, 429]
        refused = client.get("/map.json")
    assert int(refused.headers["retry-after"]) >= 1 and refused.json()["status"] == 429
    assert refused.headers["content-security-policy"]


def test_large_bodies_are_refused_with_and_without_a_length(writing: Any, tokens: Any) -> None:
    headers = {"authorization": f"Bearer {tokens.analyst}", "content-type": "application/json"}
    body = b'{"claim": "' + b"x" * 70_000 + b'"}'
    assert writing.post("/reviews.json", content=body, headers=headers).status_code == 413
    assert writing.post("/reviews.json", content=iter([body]), headers=headers).status_code == 413
