"""Archives: .zip and .gz files of any of the other formats, with bounded expansion."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from gzip import GzipFile
from pathlib import Path, PurePosixPath

from dateline.errors import InputError
from dateline.model import Document
from dateline.read.markup import PARSER_ERRORS

__all__ = ["read_gzip", "read_zip"]

# What an archive may grow to: a year of a newspaper as text. Beyond that it is a bomb, or better unpacked by hand.
MAX_EXPANDED_BYTES = 2_000_000_000
MAX_MEMBER_BYTES = 500_000_000
MAX_MEMBERS = 100_000
# Text shrinks to a third or a tenth of its size; markup to a thirtieth. What shrinks to a two-hundredth is a bomb.
MAX_RATIO = 200
RATIO_FROM = 10_000_000  # bytes; below that even a bomb does no harm
CHUNK = 1 << 20

Reader = Callable[[Path], Iterator[Document | InputError]]
FindReader = Callable[[Path], Reader]


def read_zip(path: Path, find: FindReader) -> Iterator[Document | InputError]:
    """The documents of a zip archive's members, by name. Members of formats not read are passed over.

    A member is unpacked alone, to a file that goes when it is read. Raises InputError for the archive itself.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            found = False
            for member in _members(archive, path):
                for item in _member(archive, member, path, find):
                    found = True
                    yield item
    except (zipfile.BadZipFile, OSError, RuntimeError, *PARSER_ERRORS) as error:
        raise InputError(str(path), f"is no zip archive that can be read ({error})", "pack it again") from error
    if not found:
        raise InputError(str(path), "holds no file of a format that is read", "see docs/reading.md for the formats")


def _members(archive: zipfile.ZipFile, path: Path) -> list[zipfile.ZipInfo]:
    named = [info for info in archive.infolist() if info.filename]  # zipfile stumbles over a member without a name
    members = sorted((info for info in named if not info.is_dir()), key=lambda info: info.filename)
    if len(members) > MAX_MEMBERS:
        raise InputError(str(path), f"has {len(members):,} members, the limit is {MAX_MEMBERS:,}", "unpack it")
    expanded = sum(info.file_size for info in members)
    if expanded > MAX_EXPANDED_BYTES:
        raise InputError(str(path), f"says it expands to {expanded / 1e9:.1f} GB", "unpack it and read the folder")
    return members


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, find: FindReader
) -> Iterator[Document | InputError]:
    name, inside = f"{path}/{member.filename}", PurePosixPath(member.filename)
    if inside.suffix.lower() in (".zip", ".gz"):
        yield InputError(name, "is an archive inside an archive", "unpack the outer one")
        return
    try:
        reader = find(Path(inside.name))
    except InputError:
        return
    try:
        with archive.open(member) as source:
            yield from _unpacked(source.read, member.compress_size, name, inside.name, reader)
    except (zipfile.BadZipFile, RuntimeError, zlib.error, EOFError, OSError, *PARSER_ERRORS) as error:
        yield InputError(name, f"cannot be unpacked ({error})", "pack it again, without a password")


def read_gzip(path: Path, find: FindReader) -> Iterator[Document | InputError]:
    """The documents of a gzipped file (`reports.jsonl.gz`). Raises InputError where it cannot be unpacked."""
    inside = path.name[: -len(".gz")]
    reader = find(Path(inside))
    try:
        with GzipFile(path) as source:
            yield from _unpacked(source.read, path.stat().st_size, str(path), inside, reader)
    except (OSError, zlib.error, EOFError) as error:
        raise InputError(str(path), f"cannot be unpacked ({error})", "compress it again") from error


def _unpacked(
    unpack: Callable[[int], bytes], packed: int, name: str, filename: str, reader: Reader
) -> Iterator[Document | InputError]:
    """Reads what is unpacked, as long as it stays within bounds, from a file of its name in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        target = Path(folder) / filename
        size = 0
        with target.open("wb") as file:
            while chunk := unpack(CHUNK):
                size += len(chunk)
                if size > MAX_MEMBER_BYTES or (size > RATIO_FROM and size > MAX_RATIO * max(1, packed)):
                    yield InputError(name, f"expands beyond bounds ({size / 1e6:.0f} MB so far)", "unpack it by hand")
                    return
                file.write(chunk)
        try:
            for item in reader(target):
                yield _renamed(item, str(target), name)
        except InputError as error:
            yield _renamed(error, str(target), name)


def _renamed(item: Document | InputError, before: str, after: str) -> Document | InputError:
    """An error names the archive's member, not the file it was unpacked to."""
    if isinstance(item, InputError):
        return InputError(item.name.replace(before, after), item.reason, item.remedy)
    return item
