"""`serve` and `watch`: pages and API, and live sources."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.options import DEFAULT_LEDGER, LedgerOption, say

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
    sources: Annotated[Path, typer.Argument(help="A sources file (YAML); docs/watch.md shows one.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
    once: Annotated[bool, typer.Option("--once", help="Visit what is due once, and stop.")] = False,
    status_port: Annotated[int | None, typer.Option("--status-port", help="Serve status and /metrics there.")] = None,
) -> None:
    """Follows live sources into the ledger, and tells what changes."""
    from dateline.ledger import Ledger
    from dateline.watch import Watch, load
    from dateline.watch.logs import log_to_stderr
    from dateline.watch.page import serve_status

    log_to_stderr()
    config = load(sources)
    with Ledger.open(ledger) as book, Watch(config, book) as watcher:
        if status_port is not None:
            serve_status(watcher.status, status_port)
        try:
            if once:
                print(f"{watcher.tick()} new reports kept in {ledger}")
            else:
                watcher.run()
        except KeyboardInterrupt:
            say("stopped; nothing is lost, start it again to go on")
