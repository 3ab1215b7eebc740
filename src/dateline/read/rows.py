"""Rows of a table: CSV, TSV and JSON lines, one at a time, in bounded memory."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TextIO

from dateline.errors import InputError
from dateline.read.limits import MAX_BYTES

__all__ = ["Row", "rows"]

Row = Mapping[str, str]

MAX_LINE = MAX_BYTES // 4  # characters; a row that holds a report's text has no more
MAX_COLUMNS = 2_000  # the widest event tables have some two hundred

_DELIMITERS = (",", "\t", ";", "|")


def rows(path: Path) -> Iterator[tuple[int, Row]]:
    """Line numbers and rows, every value a string without space around it. Raises InputError."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            if path.suffix.lower() in (".jsonl", ".ndjson"):
                yield from _objects(file, str(path))
            else:
                yield from _table(file, str(path))
    except UnicodeDecodeError as error:
        raise InputError(str(path), "is not UTF-8", "convert it: iconv -f windows-1252 -t UTF-8") from error
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "check the path") from error
    except csv.Error as error:
        raise InputError(
            str(path), f"is no table that can be read ({error})", "give CSV with a row of headings"
        ) from error


def _lines(file: TextIO, name: str) -> Iterator[str]:
    while line := file.readline(MAX_LINE):
        if len(line) == MAX_LINE and not line.endswith("\n"):
            raise InputError(name, f"has a line of over {MAX_LINE:,} characters", "check that it is a table")
        yield line


def _table(file: TextIO, name: str) -> Iterator[tuple[int, Row]]:
    csv.field_size_limit(MAX_LINE)
    lines = _lines(file, name)
    headings = next(lines, "")
    delimiter = max(_DELIMITERS, key=headings.count)
    names = [heading.strip() for heading in next(csv.reader([headings], delimiter=delimiter), [])]
    if len(names) < 2 or len(names) > MAX_COLUMNS:
        raise InputError(name, f"has {len(names)} columns", f"give a row of headings, 2 to {MAX_COLUMNS:,} of them")
    reader = csv.reader(lines, delimiter=delimiter)
    for values in reader:
        if any(values):
            yield reader.line_num + 1, dict(zip(names, map(str.strip, values), strict=False))


def _objects(file: TextIO, name: str) -> Iterator[tuple[int, Row]]:
    for number, line in enumerate(_lines(file, name), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{name}:{number}", f"is not JSON ({error})", "give one object a line") from error
        if not isinstance(record, dict):
            raise InputError(f"{name}:{number}", "is no JSON object", "give one object a line")
        yield number, {key: "" if value is None else str(value).strip() for key, value in record.items()}
