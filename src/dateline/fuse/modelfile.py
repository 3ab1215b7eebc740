"""A model as text: what learning found, with its version, to be kept in a file and used again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from dateline.errors import DatelineError
from dateline.fuse.rates import RELATIONS, ROWS, VERSION, FusionModel, SourceRecord

__all__ = ["dump", "load"]


def dump(model: FusionModel) -> str:
    """The model as JSON, one that `load` gives back the same."""
    line: dict[str, Any] = asdict(model)
    line["learned_until"] = model.learned_until.isoformat() if model.learned_until else None
    return json.dumps(line, indent=1, sort_keys=True) + "\n"


def load(text: str) -> FusionModel:
    """The model of a file. Raises DatelineError if it is none, or of another version."""
    try:
        line = json.loads(text)
        version = line["version"]
    except (ValueError, TypeError, KeyError) as error:
        raise DatelineError(
            "not a fusion model; make one with: dateline fuse --learn-until DATE --model FILE"
        ) from error
    if version != VERSION:
        raise DatelineError(f"the model is of version {version}, this is {VERSION}; learn it again")
    try:
        return _model(line)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DatelineError(f"the model file is damaged ({error}); learn it again") from error


def _model(line: Mapping[str, Any]) -> FusionModel:
    values = {field.name: line[field.name] for field in fields(FusionModel)}
    values["rates"] = tuple(tuple(map(float, rates)) for rates in line["rates"])
    if len(values["rates"]) != ROWS or {len(rates) for rates in values["rates"]} != {len(RELATIONS)}:
        raise ValueError("its table of rates has another shape")
    values["heard_within"] = tuple(line["heard_within"])
    values["learned_until"] = date.fromisoformat(line["learned_until"]) if line["learned_until"] else None
    values["sources"] = {name: _source(record) for name, record in line["sources"].items()}
    return FusionModel(**values)


def _source(line: Mapping[str, Any]) -> SourceRecord:
    lean = {side: _three(values) for side, values in line["lean"].items()}
    return SourceRecord(_three(line["side"]), _three(line["fighting"]), lean)


def _three(values: list[float]) -> tuple[float, float, float]:
    first, second, third = map(float, values)
    return first, second, third
