"""Runs the tests, then names what was not run because a server or program is missing, and how to get it.

With DATELINE_REQUIRE=all in the environment a missing one fails the run (the tests' own fixtures refuse to skip).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path


def _has_postgres() -> bool:
    return bool(shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb")))


PROGRAMS: dict[str, tuple[Callable[[], bool], str]] = {
    "PostgreSQL": (_has_postgres, "apt-get install postgresql"),
    "Chromium": (lambda: bool(shutil.which("chromium")), "apt-get install chromium"),
    "Java (for Spark)": (lambda: bool(shutil.which("java")), "apt-get install openjdk-17-jre-headless"),
}


def main() -> int:
    """The exit status of the tests; 1 too where a program is required and missing."""
    missing = {name: remedy for name, (found, remedy) in PROGRAMS.items() if not found()}
    workers = str(min(os.cpu_count() or 1, 4))
    tests = [sys.executable, "-m", "pytest", "-q", "-n", workers, "--dist", "loadfile", *sys.argv[1:]]
    status = subprocess.run(tests, check=False).returncode  # noqa: S603 - our own arguments
    if not missing:
        print("Every test was run: PostgreSQL, Chromium and Java are here.")
        return status
    for name, remedy in missing.items():
        print(f"Not run: the tests that need {name}; to run them: {remedy}")
    return status or int(os.environ.get("DATELINE_REQUIRE") == "all")


if __name__ == "__main__":
    sys.exit(main())
