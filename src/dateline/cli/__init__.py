"""The commands (DESIGN section 3, "The commands"). Each group of commands has a file of its own.

Results go to standard output, everything else to standard error. Exit status: 0 done; 1 some inputs failed (each
named on standard error, the rest done); 2 wrong usage. Heavy libraries are imported inside the command that
needs them.
"""

from __future__ import annotations

import os
import sys

import typer

from dateline.cli import asking, keeping, reading, serving
from dateline.errors import DatelineError, MissingExtra

__all__ = ["app", "main"]

app = typer.Typer(
    name="dateline",
    help="Reads news reports about an armed conflict and keeps a sourced, time-aware picture of who controls "
    "what, and who says so.",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

for group in (reading, asking, keeping, serving):
    group.register(app)


def main() -> None:
    """Runs a command; a DatelineError becomes one line on standard error and exit status 2."""
    try:
        app()
    except DatelineError as error:
        print(f"dateline: {error}", file=sys.stderr)
        sys.exit(1 if isinstance(error, MissingExtra) else 2)
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] == "dateline":
            raise
        print(f"dateline: {error.name} is not installed; see the extras in the README", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
