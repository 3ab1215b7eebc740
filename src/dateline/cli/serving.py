"""`serve` and `watch`: pages and API, and live sources."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.options import DEFAULT_LEDGER, LedgerOption
from dateline.errors import NotBuilt

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Adds this file's commands."""
    for command in (serve, watch):
        app.command()(command)


def serve(
    ledger: LedgerOption = DEFAULT_LEDGER,
    host: Annotated[str, typer.Option("--host", help="Where to listen; the loopback by default.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port")] = 8000,
) -> None:
    """Pages and API over the ledger, read-only by default."""
    from dateline.web import serve as serve_web

    serve_web(ledger, host=host, port=port)


def watch(
    sources: Annotated[Path, typer.Argument(help="A sources file (YAML).")],
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Follows live sources into the ledger."""
    raise NotBuilt("watch is not built yet; fetch pages yourself and give them to `dateline run`")
