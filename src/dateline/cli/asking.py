"""`state`, `explain`, `claims`, `events`, `counts`, `forecasts`, `accounts`, `sources`, `brief`, `export`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.options import (
    DEFAULT_LEDGER,
    AsOf,
    KnownBy,
    LedgerOption,
    TheatreOption,
    day_option,
    moment_option,
    one_of,
    say,
    usage_error,
    write_lines,
)

if TYPE_CHECKING:
    from dateline.answers import Answers

__all__ = ["register"]

PlaceOption = Annotated[str | None, typer.Option("--place", help="A place's name or id.")]


def register(app: typer.Typer) -> None:
    """Adds this file's commands."""
    for command in (state, explain, claims, events, counts, forecasts, accounts, sources, brief, export):
        app.command()(command)


@contextmanager
def asking(ledger: str, theatre: str | None) -> Iterator[Answers]:
    """The answers of a ledger that is only read."""
    from dateline.answers import Answers
    from dateline.ledger import Ledger

    with Ledger.open(ledger, read_only=True) as book:
        yield Answers(book, theatre=theatre)


def state(
    place: PlaceOption = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    theatre: TheatreOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    format: Annotated[str, typer.Option("--format", help="table, json, csv or geojson.")] = "table",
) -> None:
    """Who controls what, on a day, as known by a moment."""
    from dateline.answers import states_picture
    from dateline.cli.printing import states_as

    one_of(format, ("table", "json", "csv", "geojson"))
    with asking(ledger, theatre) as answers:
        picture = states_picture(answers, day_option(as_of), moment_option(known_by), place=place)
    sys.stdout.write(states_as(format, picture))


def explain(
    place: Annotated[str, typer.Argument(help="A place's name or id.")],
    as_of: AsOf = None,
    known_by: KnownBy = None,
    theatre: TheatreOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    format: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
) -> None:
    """Which claims decided a place's state, and by how much."""
    from dateline.cli.printing import explanation_json, explanation_text

    one_of(format, ("text", "json"))
    with asking(ledger, theatre) as answers:
        explanation = answers.explain(place, day_option(as_of), moment_option(known_by))
        claims = {claim.id: claim for claim in answers.said(place=place, known_by=explanation.state.known_by)}
    if format == "json":
        write_lines([explanation_json(explanation)])
    else:
        print(explanation_text(explanation, claims))


def claims(
    place: PlaceOption = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    theatre: TheatreOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    format: Annotated[str, typer.Option("--format", help="table or jsonl.")] = "table",
) -> None:
    """What was said, by whom, with the sentence that says it."""
    from dateline.cli.printing import claims_table
    from dateline.interchange import claim_to_json

    one_of(format, ("table", "jsonl"))
    with asking(ledger, theatre) as answers:
        found = answers.said(place=place, as_of=day_option(as_of), known_by=moment_option(known_by))
    if format == "jsonl":
        write_lines(claim_to_json(claim, trace=True) for claim in found)
    else:
        print(claims_table(found))


def _listing(question: str, ledger: str, theatre: str | None, known_by: str | None, format: str) -> None:
    """One of the lists of `Answers`, as a table or as JSON lines of the same rows."""
    from dateline.cli.printing import listing

    one_of(format, ("table", "jsonl"))
    with asking(ledger, theatre) as answers:
        headings, rows = listing(answers, question, moment_option(known_by))
    if format == "jsonl":
        write_lines(dict(zip(headings, row, strict=True)) for row in rows)
    else:
        from dateline.cli.printing import columns

        print(columns(headings, rows))


ListFormat = Annotated[str, typer.Option("--format", help="table or jsonl.")]


def events(
    known_by: KnownBy = None,
    theatre: TheatreOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    format: ListFormat = "table",
) -> None:
    """What happened: claims of one happening gathered across reports."""
    _listing("events", ledger, theatre, known_by, format)


def counts(
    known_by: KnownBy = None,
    theatre: TheatreOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    format: ListFormat = "table",
) -> None:
    """Counts ("12 of 34") audited against the ledger."""
    _listing("counts", ledger, theatre, known_by, format)


def forecasts(
    known_by: KnownBy = None,
    theatre: TheatreOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    format: ListFormat = "table",
) -> None:
    """Forecasts with their windows, resolved and scored."""
    _listing("forecasts", ledger, theatre, known_by, format)


def accounts(
    known_by: KnownBy = None,
    theatre: TheatreOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    format: ListFormat = "table",
) -> None:
    """Conflicting accounts of one event, side by side."""
    _listing("accounts", ledger, theatre, known_by, format)


def sources(
    against: Annotated[
        Path | None, typer.Option("--against", help="Hand-coded rows: how far their coder and the ledger agree.")
    ] = None,
    mapping: Annotated[Path | None, typer.Option("--mapping", help="Which of their columns hold what (YAML).")] = None,
    known_by: KnownBy = None,
    theatre: TheatreOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    format: ListFormat = "table",
) -> None:
    """How often each source was borne out; or how far a coder's rows and the ledger agree."""
    if against is None:
        _listing("sources", ledger, theatre, known_by, format)
    else:
        _compare(against, mapping, ledger, theatre, known_by, format)


def _compare(
    table: Path, mapping: Path | None, ledger: str, theatre: str | None, known_by: str | None, format: str
) -> None:
    """The agreement of a table of hand-coded rows with the ledger's claims."""
    from dateline.cli.printing import agreement_listing, columns
    from dateline.errors import InputError
    from dateline.link.agreement import agreement
    from dateline.read.table import coded
    from dateline.vocab import parse_yaml

    one_of(format, ("table", "jsonl"))
    chosen = parse_yaml(mapping.read_text("utf-8"), str(mapping)) if mapping else None
    rows = list(coded(table, mapping=chosen))
    failures = [row for row in rows if isinstance(row, InputError)]
    with asking(ledger, theatre) as answers:
        found = agreement(
            answers.claims(moment_option(known_by)), [row for row in rows if not isinstance(row, InputError)]
        )
    headings, lines = agreement_listing(found)
    if format == "jsonl":
        write_lines(dict(zip(headings, line, strict=True)) for line in lines)
        write_lines([{"only_theirs": found.only_theirs, "only_ours": found.only_ours}])
    else:
        print(columns(headings, lines))
    for failure in failures:
        say(f"dateline: {failure}")
    say(f"{len(rows) - len(failures)} claims of the coder, days {found.days}; {len(failures)} rows failed")
    raise typer.Exit(1 if failures else 0)


def brief(
    as_of: AsOf = None,
    known_by: KnownBy = None,
    theatre: TheatreOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    format: Annotated[str, typer.Option("--format", help="md or html.")] = "md",
) -> None:
    """A situation report with numbered citations."""
    from dateline.answers import picture
    from dateline.publish import brief as briefs

    one_of(format, ("md", "html"))
    with asking(ledger, theatre) as answers:
        drawn = picture(answers, day_option(as_of), moment_option(known_by))
    sys.stdout.write(briefs.html(drawn) if format == "html" else briefs.markdown(drawn))


def export(
    format: Annotated[str, typer.Argument(help="geojson, csv, parquet, acled, hxl, gpkg, ftm or annotations.")],
    out: Annotated[Path | None, typer.Option("--out", help="The file to write; text goes to standard output.")] = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    theatre: TheatreOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Files for other tools."""
    from dateline.answers import picture
    from dateline.cli.exports import EXPORTS

    writer = EXPORTS[one_of(format, tuple(EXPORTS))]
    with asking(ledger, theatre) as answers:
        content = writer(picture(answers, day_option(as_of), moment_option(known_by)))
    if isinstance(content, bytes) and out is None:
        raise usage_error(f"{format} is a binary format; give --out FILE")
    if out is None:
        sys.stdout.write(str(content))
        return
    out.write_bytes(content if isinstance(content, bytes) else content.encode())
    say(f"{format} written to {out}")
