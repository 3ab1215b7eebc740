"""Looks every locked package up among the known weaknesses (pip-audit), and says plainly what could not be looked up.

python scripts/check_advisories.py [LOCK…] [--all]    # by default requirements.lock and requirements-dev.lock

Fails on a known weakness. Where the service does not answer, or knows nothing of a package, that is said and is no
failure, so that a machine without a way to the service can still build; with --all it is one, for a release.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
SHOWN = 5  # names of packages not looked up


def asked(lock: str) -> dict[str, Any] | None:
    """What pip-audit says of a lock file, which must pin every package with its hash; None where nobody answers."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", lock, "--disable-pip", "--require-hashes"]
    done = subprocess.run(  # noqa: S603 - our own arguments
        [*command, "--format", "json", "--progress-spinner", "off"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        report: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        print(done.stderr.strip()[-500:], file=sys.stderr)
        return None
    return report


def told(lock: str, report: Mapping[str, Any] | None) -> tuple[list[str], bool, bool]:
    """What to print of a report, whether it names a weakness, and whether every package was looked up."""
    if report is None:
        return [f"{lock}: NOT looked up, the service does not answer; run this where it can be reached"], False, False
    packages = report["dependencies"]
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    weak = [package for package in packages if package.get("vulns")]
    lines = [f"{lock}: {len(packages) - len(skipped)} of {len(packages)} packages looked up, {len(weak)} weak"]
    lines += [
        f"  {package['name']} {package['version']}: {found['id']}, mended in {', '.join(found['fix_versions']) or '?'}"
        for package in weak
        for found in package["vulns"]
    ]
    if skipped:
        more = f" and {len(skipped) - SHOWN} more" if len(skipped) > SHOWN else ""
        lines.append(f"  NOT looked up, the service knows nothing of them: {', '.join(skipped[:SHOWN])}{more}")
    return lines, bool(weak), not skipped


def main() -> int:
    """1 where a package has a known weakness, or, with --all, where one could not be looked up."""
    locks = [argument for argument in sys.argv[1:] if argument != "--all"] or list(LOCKS)
    failed = False
    for lock in locks:
        lines, weak, whole = told(lock, asked(lock))
        print("\n".join(lines))
        failed |= weak or (not whole and "--all" in sys.argv)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
