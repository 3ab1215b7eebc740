"""What a reader accepts, and how it says no. Every refusal names the input, the reason and the remedy."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from charset_normalizer import from_bytes

from dateline.errors import InputError, TimeError
from dateline.times import Published, day_of, parse_published

__all__ = ["MAX_BYTES", "MAX_CHARACTERS", "check_text", "checked_published", "decode", "read_bytes"]

# The longest report among public news sets (a live blog of a whole day) has under 400,000 characters; five
# times that is still one report, more is a dump of many.
MAX_CHARACTERS = 2_000_000
MAX_BYTES = 4 * MAX_CHARACTERS  # a code point takes at most four bytes of UTF-8
CLOCK_SKEW = timedelta(days=1)  # a report of "tomorrow" is today's, seen from a time zone further east
_CONTROL = frozenset(range(32)) - {9, 10, 12, 13, 27}


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a file. Raises InputError where it cannot be read, is empty, or has over `limit` bytes."""
    name = str(path)
    try:
        size = path.stat().st_size
        if size > limit:
            raise InputError(
                name,
                f"too large for one report ({size / 1e6:.0f} MB, the limit is {limit / 1e6:.0f} MB)",
                "split it into one report a file, or into JSON lines with one report a line",
            )
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(name, f"cannot be read ({error.strerror})", "check the path and its permissions") from error
    if not raw.strip():
        raise InputError(name, "is empty", "give a file with the text of a report, or leave it out")
    return raw


def decode(raw: bytes, name: str) -> str:
    """UTF-8 text (a byte-order mark is dropped). Raises InputError for binary data and other encodings."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(name, "is UTF-16, not UTF-8", f"convert it: iconv -f UTF-16 -t UTF-8 {name!r}")
    if b"\0" in raw[:65536] or sum(byte in _CONTROL for byte in raw[:4096]) > len(raw[:4096]) / 20:
        raise InputError(name, "is binary, not text", "give plain text, HTML, JSON or JSON lines")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        guess = from_bytes(raw[:65536]).best()
        encoding = guess.encoding if guess else "windows-1252"
        raise InputError(
            name,
            f"is not UTF-8 (byte {raw[error.start]:#04x} at {error.start}); it looks like {encoding}",
            f"convert it: iconv -f {encoding} -t UTF-8 {name!r}",
        ) from error


def check_text(text: object, name: str) -> str:
    """The text itself if it can be a report's. Raises InputError where it is no text, empty or too long."""
    if not isinstance(text, str):
        raise InputError(name, "has no text", 'give the report\'s words as a string under "text"')
    if not text.strip():
        raise InputError(name, "has an empty text", "give the report's words, or leave it out")
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            name,
            f"too long for one report ({len(text):,} characters, the limit is {MAX_CHARACTERS:,})",
            "split it into one report each",
        )
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise InputError(name, "has half a surrogate pair, which no text can hold", "write it again as UTF-8")
    return text


def checked_published(value: str | Published | None, name: str, *, today: date | None = None) -> Published | None:
    """A publication day or moment. Raises InputError where it cannot be read or lies in the future."""
    if value is None:
        return None
    try:
        published = parse_published(value) if isinstance(value, str) else value
    except TimeError as error:
        raise InputError(name, f"has a publication date that cannot be read: {error}", "mend it") from error
    today = today or datetime.now(UTC).date()
    if day_of(published) > today + CLOCK_SKEW:
        raise InputError(
            name,
            f"says it was published in the future ({day_of(published)})",
            "mend the date, or give the right one with --published",
        )
    return published
