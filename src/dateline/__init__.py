"""Dateline: who controls what, and who says so.

>>> import dateline
>>> desk = dateline.open("desk.db")           # doctest: +SKIP
>>> desk.state(as_of="2021-08-13")            # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.notebook import open as open

__all__ = ["__version__", "open"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """`dateline.open`, imported when it is first asked for: the commands start at once without it."""
    if name == "open":
        from dateline.notebook import open as open_ledger

        return open_ledger
    raise AttributeError(f"module 'dateline' has no attribute {name!r}")
