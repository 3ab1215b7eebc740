"""Writes docs/commands.md from the commands themselves; tests hold the page to them.

python scripts/command_reference.py            # writes the page
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from dateline.cli import app

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
HEAD = """# Commands

Made by `python scripts/command_reference.py`. Results go to standard output, everything else to standard error. Exit
status: 0 done; 1 some inputs failed (each named, the rest done); 2 wrong usage. Dates are inclusive ISO days,
`first/last`; a moment is a day or `YYYY-MM-DDTHH:MM:SSZ`.
"""


def page() -> str:
    """The whole page as Markdown."""
    sections = [HEAD]
    for name, command in _commands(typer.main.get_command(app), ""):
        sections.append(_section(name, command))
    return "\n".join(sections)


def _commands(command: Any, name: str) -> list[tuple[str, Any]]:
    if not hasattr(command, "commands"):
        return [(name, command)]
    return [found for key, inner in command.commands.items() for found in _commands(inner, f"{name} {key}".strip())]


def _section(name: str, command: Any) -> str:
    arguments = [parameter for parameter in command.params if parameter.param_type_name == "argument"]
    options = [parameter for parameter in command.params if parameter.param_type_name == "option"]
    words = " ".join(f"{argument.name.upper()}{'...' if argument.nargs == -1 else ''}" for argument in arguments)
    rows = [(argument.name.upper(), argument.help or "") for argument in arguments]
    rows += [(" ".join(option.opts), _told(option)) for option in options if option.name != "help"]
    lines = [f"## dateline {name}", "", (command.help or "").strip(), "", f"    dateline {name} {words}".rstrip(), ""]
    if rows:
        lines += ["| | |", "|---|---|", *(f"| `{key}` | {value} |" for key, value in rows), ""]
    return "\n".join(lines)


def _told(option: Any) -> str:
    default = option.default
    shown = f" Default: `{default}`." if default not in (None, False, "") and not callable(default) else ""
    return f"{option.help or ''}{shown}".strip()


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    print(f"{PAGE} written")
