"""Adapter of Dateline's dates for a TIMEX3 scorer: `benchmarks.times:tag(text, published, kind)`.

python score_time.py --system benchmarks.times:tag
python score_time.py --system benchmarks.times:tag --probe

The scorer's variable SYNTIME names the folder that holds TempEval-3 platinum and WikiWars.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from dateline.extract import dates

__all__ = ["tag"]


def tag(
    text: str, published: date | None, kind: Literal["news", "narrative"] = "news"
) -> Iterator[tuple[int, int, str | None, str]]:
    """(start, end, TIMEX3 value, TIMEX3 type) of each time expression."""
    for expression in dates.tag(text, published, kind):
        yield expression.start, expression.end, expression.value, expression.type
