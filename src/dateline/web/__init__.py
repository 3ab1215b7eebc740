"""Pages and API over a ledger: FastAPI, read-only and on the loopback unless told otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from dateline.web.tokens import Account

__all__ = ["create_app", "serve"]


def create_app(
    ledger: str | Path,
    *,
    read_only: bool = True,
    tokens: Mapping[str, Account] | Path | None = None,
    theatre: str | None = None,
) -> FastAPI:
    """The application over a ledger's file or URL. `tokens` (see `web.tokens`) let analysts review when it may write.

    Raises LedgerError for what is no ledger, MissingExtra without the extra `web`.
    """
    try:
        from dateline.web.app import build
    except ModuleNotFoundError as error:
        from dateline.errors import MissingExtra

        if (error.name or "").startswith("dateline"):
            raise
        raise MissingExtra(error.name or "fastapi", "web") from error
    return build(str(ledger), read_only=read_only, tokens=tokens, theatre=theatre)


def serve(
    ledger: str | Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    read_only: bool = True,
    tokens: Path | None = None,
    theatre: str | None = None,
) -> None:
    """Serves until interrupted."""
    app = create_app(ledger, read_only=read_only, tokens=tokens, theatre=theatre)
    import uvicorn

    uvicorn.run(
        app, host=host, port=port, log_level="warning", server_header=False, proxy_headers=False, timeout_keep_alive=75
    )
