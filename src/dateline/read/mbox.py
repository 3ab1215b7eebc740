"""Mail: newsletters and wire services kept in a mail-box file (mbox) or as single messages (.eml)."""

from __future__ import annotations

from collections.abc import Iterator
from email import errors as mail_errors
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from pathlib import Path
from typing import BinaryIO

from dateline.errors import InputError
from dateline.model import Document
from dateline.read.limits import MAX_BYTES, check_text, checked_published, read_bytes
from dateline.read.markup import PARSER_ERRORS, text_of

__all__ = ["document_from_message", "read_mbox", "read_message"]

MAX_PARTS = 200  # a message with pictures has some twenty parts; attackers nest thousands
MAX_HEADER_BYTES = 256_000


def document_from_message(raw: bytes, name: str, *, fallback_id: str) -> Document:
    """The report of one message: its plain part, else its HTML part. Raises InputError where it has neither."""
    try:
        return _document(_parse(raw, name), raw, name, fallback_id)
    except (mail_errors.MessageError, *PARSER_ERRORS) as error:
        raise InputError(
            name, f"is no message that can be read ({error})", "give the report's words as text"
        ) from error


def _document(message: EmailMessage, raw: bytes, name: str, fallback_id: str) -> Document:
    sender, address = parseaddr(_header(message, "From") or "")
    moment = getattr(message.get("Date"), "datetime", None)
    published = checked_published(moment.isoformat(), name) if moment else None
    return Document(
        id=(_header(message, "Message-ID") or "").strip("<> \t\r\n") or fallback_id,
        text=check_text(_body(message, name), name),
        title=_header(message, "Subject"),
        outlet=(_header(message, "List-Id") or "").partition("<")[0].strip(' "') or sender or address or None,
        published=published,
        published_source="mail" if published else None,
        author=sender or None,
        language=(_header(message, "Content-Language") or "").partition("-")[0].lower() or None,
        raw=raw,
        media_type="message/rfc822",
    )


def _header(message: EmailMessage, header: str) -> str | None:
    """A header's words; half surrogates, which broken bytes leave behind, are marked as unreadable."""
    value = str(message.get(header, "")).strip()
    return value.encode("utf-8", "replace").decode() or None


def _parse(raw: bytes, name: str) -> EmailMessage:
    head = raw.partition(b"\n\n")[0]
    if len(head) > MAX_HEADER_BYTES and b"\r\n\r\n" not in raw[:MAX_HEADER_BYTES]:
        raise InputError(name, "has no end of its headers", "give whole messages")
    if raw.lower().count(b"content-type:") > MAX_PARTS:
        raise InputError(name, f"has over {MAX_PARTS} parts", "give the report's part alone")
    message = BytesParser(policy=policy.default).parsebytes(raw)
    assert isinstance(message, EmailMessage)
    return message


def _body(message: EmailMessage, name: str) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    content = part.get_content() if part is not None else ""
    if not isinstance(content, str):
        raise InputError(name, "has no text part", "give the report's words as text")
    html = part is not None and part.get_content_subtype() == "html"
    return text_of(content, name) if html else content.replace("\r\n", "\n")


def read_message(path: Path) -> Iterator[Document]:
    """The report of a .eml file. Raises InputError."""
    yield document_from_message(read_bytes(path), str(path), fallback_id=path.stem)


def read_mbox(path: Path) -> Iterator[Document | InputError]:
    """The reports of a mail-box file of any size, a message at a time. Raises InputError for the file itself."""
    try:
        with path.open("rb") as lines:
            for number, raw in enumerate(_messages(lines), 1):
                name = f"{path}[{number}]"
                try:
                    if raw is None:
                        raise InputError(name, f"is longer than {MAX_BYTES / 1e6:.0f} MB", "remove its attachments")
                    yield document_from_message(raw, name, fallback_id=f"{path.stem}-{number}")
                except InputError as error:
                    yield error
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "check the path") from error


def _messages(lines: BinaryIO) -> Iterator[bytes | None]:
    """The bytes between the "From " lines; None for a message that is too long. Raises InputError if it is no mbox."""
    first = lines.readline(MAX_BYTES)
    if not first.startswith(b"From "):
        raise InputError(getattr(lines, "name", "mbox"), "does not begin with a From line", "give a mail-box file")
    message: list[bytes] = []
    size, blank = 0, False
    while line := lines.readline(MAX_BYTES):
        if blank and line.startswith(b"From "):
            yield b"".join(message) if size <= MAX_BYTES else None
            message, size = [], 0
            continue
        blank = not line.strip()
        size += len(line)
        if size <= MAX_BYTES:
            message.append(line[1:] if line.startswith(b">From ") else line)
        else:
            message.clear()
    yield b"".join(message) if size <= MAX_BYTES else None
