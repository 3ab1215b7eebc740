"""The cache: each value made once, by one of those who ask; what fails is not kept."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from dateline.web.cache import Cache


def test_those_who_ask_together_wait_for_one() -> None:
    made, cache = [], Cache[int](4)

    def make() -> int:
        time.sleep(0.05)
        made.append(threading.get_ident())
        return 7

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda _: cache.get("key", make), range(16))) == [7] * 16
    assert len(made) == 1


def test_the_oldest_goes() -> None:
    cache = Cache[int](2)
    for number in (1, 2, 1, 3):
        cache.get(number, lambda number=number: number)
    assert len(cache) == 2
    assert cache.get(1, lambda: 99) == 1 and cache.get(2, lambda: 99) == 99


def test_a_failure_is_raised_and_not_kept() -> None:
    cache = Cache[int](2)

    def fail() -> int:
        raise ValueError("not today")

    with pytest.raises(ValueError, match="not today"):
        cache.get("key", fail)
    assert cache.get("key", lambda: 5) == 5
