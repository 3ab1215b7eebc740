"""Dateline: who controls what, and who says so."""

from typing import Any

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def __getattr__(name: str) -> Any:
    """`dateline.open`, loaded when it is first asked for: it brings the whole house with it."""
    if name == "open":
        from dateline.notebook import open as opened

        return opened
    raise AttributeError(f"module 'dateline' has no attribute {name!r}")
