"""Vocabulary is data: YAML files beside this module, one room's words a file.

A file is loaded once, with PyYAML's safe loader, and is not to be changed in memory.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from dateline.errors import VocabularyError

__all__ = ["parse_yaml", "vocabulary"]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_yaml(text: str, name: str) -> Any:
    """The content of a YAML text. Raises VocabularyError naming `name` and the line."""
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - _Loader is a safe loader
    except yaml.YAMLError as error:
        raise VocabularyError(f"{name}: not YAML ({error}); mend the line it names") from error


@cache
def vocabulary(name: str) -> Any:
    """The content of `vocab/<name>.yaml`. Raises VocabularyError."""
    source = files("dateline") / "vocab" / f"{name}.yaml"
    if not source.is_file():
        raise VocabularyError(f"there is no vocabulary {name!r}; the package is incomplete, install it again")
    return parse_yaml(source.read_text("utf-8"), f"vocab/{name}.yaml")
