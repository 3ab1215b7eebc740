"""`review`, `verify`, `backup`, `restore`, `snapshot`, `theatre check`: keeping the ledger in order."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.options import DEFAULT_LEDGER, LedgerOption, say

__all__ = ["register"]

theatre_app = typer.Typer(help="Theatre files: conflicts as data.", no_args_is_help=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Adds this file's commands."""
    for command in (review, verify, backup, restore, snapshot):
        app.command()(command)
    theatre_app.command("check")(check_theatre)
    theatre_app.command("list")(list_theatres)
    app.add_typer(theatre_app, name="theatre")


def review(
    claim: Annotated[str, typer.Argument(help="The claim's id.")],
    verdict: Annotated[str, typer.Argument(help="accept, reject or correct.")],
    author: Annotated[str, typer.Option("--author", help="Who says so.")],
    reason: Annotated[str, typer.Option("--reason", help="Why.")],
    correction: Annotated[Path | None, typer.Option("--correction", help="The corrected claim, as JSON.")] = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Accepts, rejects or corrects a claim: a new row with author, time and reason."""
    import json

    from dateline.interchange import claim_from_json
    from dateline.ledger import Ledger

    corrected = claim_from_json(json.loads(correction.read_text("utf-8"))) if correction else None
    with Ledger.open(ledger) as book:
        book.review(claim, verdict, author=author, reason=reason, correction=corrected)
    print(f"{verdict} of claim {claim} by {author} kept in {ledger}")


def verify(
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Follows the hash chain over all rows; names any that was changed, lost or moved."""
    from dateline.ledger import Ledger

    with Ledger.open(ledger, read_only=True) as book:
        report = book.verify()
    for fault in report.faults:
        print(f"{fault.table} row {fault.position}: {fault.kind}; {fault.detail}")
    verdict = "in order" if report.sound else f"{len(report.faults)} faults"
    print(f"{ledger}: {report.rows} rows checked, {verdict}; head {report.head.position} {report.head.hash}")
    raise typer.Exit(0 if report.sound else 1)


def backup(
    path: Annotated[Path, typer.Argument(help="The file to write.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Writes a verified copy of the ledger."""
    from dateline.ledger import Ledger

    with Ledger.open(ledger, read_only=True) as book:
        book.backup(path)
    print(f"{ledger} backed up to {path}")


def restore(
    path: Annotated[Path, typer.Argument(help="A backup.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Makes a new ledger of a backup, and verifies it."""
    from dateline.ledger import Ledger

    Ledger.restore(path, ledger)
    print(f"{ledger} restored from {path}")


def snapshot(
    out: Annotated[Path, typer.Argument(help="Folder for the Parquet files.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Writes the ledger's tables as Parquet, for DuckDB, pandas or Spark."""
    from dateline.ledger import Ledger

    with Ledger.open(ledger, read_only=True) as book:
        for file in book.snapshot(out):
            print(file)


def check_theatre(
    file: Annotated[Path, typer.Argument(help="A theatre file.")],
) -> None:
    """Says what is wrong with a theatre file, line by line."""
    from dateline.link import theatre

    problems = theatre.check(file)
    for problem in problems:
        say(f"{file}: {problem}")
    if not problems:
        print(f"{file}: in order")
    raise typer.Exit(1 if problems else 0)


def list_theatres() -> None:
    """The bundled theatres."""
    from dateline.link import theatre

    for name, found in sorted(theatre.bundled().items()):
        print(f"{name:24} {found.period}  {' '.join(found.countries)}  {', '.join(found.sides)}")
