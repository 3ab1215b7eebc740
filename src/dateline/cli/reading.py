"""`run`, `extract`, `fuse`, `demo`: reports or claims in, claims or states out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.options import (
    DEFAULT_LEDGER,
    Inputs,
    LedgerOption,
    OutletOption,
    PublishedOption,
    TheatreOption,
    day_option,
    interval_option,
    one_of,
    published_option,
    say,
    write_lines,
)

if TYPE_CHECKING:
    from dateline.errors import InputError

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Adds this file's commands."""
    for command in (run, extract, fuse, demo):
        app.command()(command)


def run(
    inputs: Inputs,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    theatre: TheatreOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """The whole pipeline into the ledger; prints the claims and the states that came out."""
    from dateline import pipeline
    from dateline.answers import Answers, states_picture
    from dateline.cli.printing import claims_table, states_as
    from dateline.ledger import Ledger

    with Ledger.open(ledger) as book:
        report = pipeline.run(
            inputs, ledger=book, published=published_option(published), outlet=outlet, theatre=theatre
        )
        if report.claims:
            print(claims_table(report.claims))
            named = {claim.place.id for claim in report.claims}
            print(states_as("table", states_picture(Answers(book, theatre=theatre), only=named)))
    for failure in report.failures:
        say(f"dateline: {failure}")
    say(report.summary(ledger))
    raise typer.Exit(1 if report.failures else 0)


def extract(
    inputs: Inputs,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    theatre: TheatreOption = None,
    trace: Annotated[bool, typer.Option("--trace", help="Say which rule made each claim, and why this place.")] = False,
    format: Annotated[str, typer.Option("--format", help="jsonl")] = "jsonl",
) -> None:
    """Claims to standard output, one JSON object a line."""
    from dateline import pipeline
    from dateline.errors import InputError
    from dateline.interchange import claim_to_json

    one_of(format, ("jsonl",))
    failed, unread = False, Counter[str]()
    reader = pipeline.Reader(theatre=theatre)
    for item in reader.read(inputs, published=published_option(published), outlet=outlet):
        if isinstance(item, InputError):
            failed = True
            say(f"dateline: {item}")
            continue
        if item.failure:
            failed = True
            say(f"dateline: {item.failure}")
        if item.unread:
            unread[item.unread] += 1
        write_lines(claim_to_json(claim, trace=trace) for claim in item.claims)
    if unread:
        say(f"dateline: {unread.total()} reports in other languages passed over ({pipeline.languages(unread)})")
    raise typer.Exit(1 if failed else 0)


def fuse(
    claims: Annotated[Path, typer.Argument(help="Claim lines, as `dateline extract` writes them.")],
    theatre: TheatreOption = None,
    initial: Annotated[Path | None, typer.Option("--initial", help="Starting states: CSV place,side,from.")] = None,
    days: Annotated[str | None, typer.Option("--days", help="FIRST/LAST, both inclusive.")] = None,
    learn_until: Annotated[str | None, typer.Option("--learn-until", help="Learn from what is known by then.")] = None,
    model: Annotated[
        Path | None, typer.Option("--model", help="Read this model; with --learn-until, write it.")
    ] = None,
    format: Annotated[str, typer.Option("--format", help="jsonl")] = "jsonl",
) -> None:
    """Claim lines in, the daily state of every place out."""
    from dateline.cli.fusing import fuse_file
    from dateline.interchange import state_to_json

    one_of(format, ("jsonl",))
    failures: list[InputError] = []
    states = fuse_file(
        claims,
        theatre=theatre,
        initial=initial,
        days=interval_option(days),
        learn_until=day_option(learn_until),
        model=model,
        failures=failures,
    )
    write_lines(map(state_to_json, states))
    for failure in failures:
        say(f"dateline: {failure}")
    raise typer.Exit(1 if failures else 0)


def demo(
    out: Annotated[Path, typer.Option("--out", help="Folder for the ledger and the page.")] = Path("demo-out"),
) -> None:
    """Reads the demo corpus (Afghanistan, August 2021; invented outlets) and makes its page."""
    from dateline.cli.demonstration import demonstrate

    demonstrate(out)
