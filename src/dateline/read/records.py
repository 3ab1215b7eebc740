"""JSON: an object, a list of objects, or one object a line.

An object carries `id, text, title?, outlet?, published?, url?, author?, language?`; any other key is not read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.errors import InputError
from dateline.model import Document
from dateline.read.limits import MAX_BYTES, check_text, checked_published, decode, read_bytes

__all__ = ["document_from_record", "read_json", "read_json_lines"]

MAX_JSON_BYTES = 8 * MAX_BYTES  # a list of many reports in one file; larger sets go as JSON lines


def document_from_record(record: object, name: str, *, fallback_id: str) -> Document:
    """A document from one JSON object. Raises InputError naming `name`."""
    if not isinstance(record, dict):
        raise InputError(name, "is no JSON object", 'give an object with "text", or a list of such objects')
    text = check_text(record.get("text"), name)
    published = checked_published(_string(record, "published", name), name)
    raw = json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    return Document(
        id=_string(record, "id", name) or fallback_id,
        text=text,
        title=_string(record, "title", name),
        outlet=_string(record, "outlet", name),
        published=published,
        published_source="input" if published else None,
        url=_string(record, "url", name),
        author=_string(record, "author", name),
        language=_string(record, "language", name),
        raw=raw,
        media_type="application/json",
    )


def _string(record: dict[str, Any], key: str, name: str) -> str | None:
    value = record.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, int) and key == "id":
        return str(value)
    if not isinstance(value, str):
        raise InputError(name, f'has a "{key}" that is no string', "put it in quotation marks")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise InputError(
            name, f'has half a surrogate pair in "{key}", which no text can hold', "write it again as UTF-8"
        )
    return value


def _parse(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(name, f"is not JSON ({error})", "mend it, or name the file .txt if it is text") from error


def read_json(path: Path) -> Iterator[Document | InputError]:
    """The documents of a .json file: one object, or a list of them. Raises InputError for the file itself."""
    content = _parse(decode(read_bytes(path, MAX_JSON_BYTES), str(path)), str(path))
    if not isinstance(content, list):
        yield document_from_record(content, str(path), fallback_id=path.stem)
        return
    for number, record in enumerate(content, 1):
        yield _document_or_error(record, f"{path}[{number}]", f"{path.stem}-{number}")


def read_json_lines(path: Path) -> Iterator[Document | InputError]:
    """The documents of a .jsonl file, one at a time: a file of any size, a line of at most MAX_BYTES."""
    try:
        with path.open("rb") as lines:
            empty = True
            number = 0
            while line := lines.readline(MAX_BYTES + 1):
                number += 1
                empty = False
                yield from _line(line, lines, f"{path}:{number}", f"{path.stem}-{number}")
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "check the path") from error
    if empty:
        raise InputError(str(path), "is empty", "give one JSON object a line, or leave the file out")


def _line(line: bytes, rest: Any, name: str, fallback_id: str) -> Iterator[Document | InputError]:
    if len(line) > MAX_BYTES and not line.endswith(b"\n"):
        while (more := rest.readline(MAX_BYTES)) and not more.endswith(b"\n"):
            pass
        yield InputError(name, f"is longer than {MAX_BYTES / 1e6:.0f} MB", "split it into one report a line")
        return
    if not line.strip():
        return
    try:
        record = _parse(decode(line, name), name)
    except InputError as error:
        yield error
        return
    yield _document_or_error(record, name, fallback_id)


def _document_or_error(record: object, name: str, fallback_id: str) -> Document | InputError:
    try:
        return document_from_record(record, name, fallback_id=fallback_id)
    except InputError as error:
        return error
