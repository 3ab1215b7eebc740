"""The options that several commands share, and how their words become values."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from dateline.errors import TimeError
from dateline.times import Interval, Published, parse_moment, parse_published

__all__ = [
    "AsOf",
    "Inputs",
    "KnownBy",
    "LedgerOption",
    "OutletOption",
    "PublishedOption",
    "TheatreOption",
    "day_option",
    "interval_option",
    "moment_option",
    "one_of",
    "published_option",
    "say",
    "usage_error",
    "write_lines",
]

Inputs = Annotated[list[Path], typer.Argument(help="Files or folders: text, HTML, JSON, JSON lines.")]
LedgerOption = Annotated[str, typer.Option("--ledger", help="A SQLite file, or a PostgreSQL URL.")]
PublishedOption = Annotated[str | None, typer.Option("--published", help="The day of inputs that give none.")]
OutletOption = Annotated[str | None, typer.Option("--outlet", help="The outlet of inputs that name none.")]
TheatreOption = Annotated[str | None, typer.Option("--theatre", help="A bundled theatre's id, or a theatre file.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="The day asked about (valid time).")]
KnownBy = Annotated[str | None, typer.Option("--known-by", help="What was known by this day or moment.")]

DEFAULT_LEDGER = "dateline.db"


def usage_error(message: str) -> typer.BadParameter:
    """Wrong usage: one line and exit status 2."""
    return typer.BadParameter(message)


def one_of(given: str, known: Sequence[str]) -> str:
    """The word itself, if it is one of those known; wrong usage else."""
    if given not in known:
        raise usage_error(f"{given!r} is not known; choose from {', '.join(known)}")
    return given


def day_option(text: str | None) -> date | None:
    """One ISO day."""
    if text is None:
        return None
    interval = interval_option(text)
    if interval is None or interval.days != 1:
        raise usage_error(f"{text!r} is no single day; write YYYY-MM-DD")
    return interval.first


def interval_option(text: str | None) -> Interval | None:
    """An ISO day or `first/last`."""
    try:
        return Interval.parse(text) if text else None
    except TimeError as error:
        raise usage_error(str(error)) from error


def moment_option(text: str | None) -> datetime | None:
    """A moment; a bare day means its end."""
    try:
        return parse_moment(text) if text else None
    except TimeError as error:
        raise usage_error(str(error)) from error


def published_option(text: str | None) -> Published | None:
    """A day or a moment of publication."""
    try:
        return parse_published(text) if text else None
    except TimeError as error:
        raise usage_error(str(error)) from error


def say(message: str) -> None:
    """A line for the person at the terminal: on standard error."""
    print(message, file=sys.stderr)


def write_lines(lines: Iterable[dict[str, Any]]) -> None:
    """JSON lines on standard output."""
    import json

    for line in lines:
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
