"""`serve` and `watch`: pages and API, and live sources."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.options import DEFAULT_LEDGER, LedgerOption, TheatreOption, say, usage_error

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Adds this file's commands."""
    for command in (serve, watch):
        app.command()(command)


def serve(
    ledger: LedgerOption = DEFAULT_LEDGER,
    host: Annotated[str, typer.Option("--host", help="Where to listen; the loopback by default.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port")] = 8000,
    theatre: TheatreOption = None,
    write: Annotated[bool, typer.Option("--write", help="Let analysts review claims; needs --tokens.")] = False,
    tokens: Annotated[Path | None, typer.Option("--tokens", help="Who may write: a file of `serve --issue`.")] = None,
    issue: Annotated[
        str | None, typer.Option("--issue", help="NAME:ROLE (viewer, analyst, admin): adds a token, shows it, stops.")
    ] = None,
) -> None:
    """Pages and API over the ledger, read-only by default."""
    if issue is not None:
        print(_issued(issue, tokens))
        return
    if write and tokens is None:
        raise usage_error("--write needs --tokens FILE; make one with: dateline serve --issue NAME:ROLE --tokens FILE")
    from dateline.web import serve as serve_web

    say(f"http://{host}:{port}/ over {ledger}; stop with Ctrl-C")
    serve_web(ledger, host=host, port=port, read_only=not write, tokens=tokens, theatre=theatre)


def _issued(account: str, tokens: Path | None) -> str:
    """A new token for NAME:ROLE, its hash added to the file."""
    from dateline.web.tokens import Role, add

    name, _, role = account.partition(":")
    if tokens is None or not name or role not in tuple(Role):
        raise usage_error("--issue takes NAME:ROLE with a role of viewer, analyst, admin, and --tokens FILE")
    return add(tokens, name, role)


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
