"""Builds the wheel, installs it without extras in a fresh environment outside the checkout, and runs the demo there.

    python -m benchmarks.install_size [--keep FOLDER] [--no-demo] [--format table|json]

Packages come from the lock file's versions. Prints what the install adds to a bare environment (which has pip already)
in megabytes: 10^6 bytes, as files lie on disk, modules compiled by pip too; the largest packages; and how long the demo
took, with an empty cache and with a full one. Exit status 1 where it adds over LIMIT_MB or the demo fails.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
LIMIT_MB = 700
SHOWN = 12  # packages in the table


@dataclass
class Installed:
    """Sizes in megabytes, times in seconds."""

    wheel_mb: float
    added_mb: float
    whole_mb: float
    compiled_mb: float  # of the whole: what pip compiled
    packages: dict[str, float]
    demo_seconds: float | None = None
    demo_again_seconds: float | None = None
    cache_mb: float | None = None
    faults: list[str] = field(default_factory=list)


def megabytes(folder: Path, pattern: str = "*") -> float:
    """What the files of a folder take, links not followed."""
    return sum(path.lstat().st_size for path in folder.rglob(pattern) if not path.is_dir() or path.is_symlink()) / 1e6


def constraints(lock: Path, target: Path) -> Path:
    """The lock file's versions without their hashes, as pip takes them for constraints."""
    pinned = re.findall(r"^([A-Za-z0-9._-]+==[^\\\n]+?)\s*\\?$", lock.read_text("utf-8"), re.MULTILINE)
    target.write_text("\n".join(pinned) + "\n", "utf-8")
    return target


def install(folder: Path) -> tuple[Path, float]:
    """A fresh environment in `folder` with the wheel alone; gives its Python, and the megabytes that it had before."""
    run = {"check": True, "cwd": folder, "stdout": subprocess.DEVNULL}
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], **(run | {"cwd": ROOT})
    )
    (wheel,) = folder.glob("dateline-*.whl")
    subprocess.run([sys.executable, "-m", "venv", "bare"], **run)
    python = folder / "bare" / "bin" / "python"
    before = megabytes(folder / "bare")
    pins = constraints(ROOT / "requirements.lock", folder / "pins.txt")
    quiet = ["--quiet", "--disable-pip-version-check", "--no-cache-dir"]
    subprocess.run([str(python), "-m", "pip", "install", *quiet, "-c", str(pins), str(wheel)], **run)
    return python, before


def by_package(site: Path) -> dict[str, float]:
    """Megabytes of each folder of site-packages; compiled libraries beside a package count with it."""
    sizes: Counter[str] = Counter()
    for path in site.iterdir():
        if path.name.endswith(".dist-info") or path.name == "__pycache__":
            continue
        name = path.name.removesuffix(".libs").partition(".")[0].casefold()
        sizes[name] += megabytes(path) if path.is_dir() else path.stat().st_size / 1e6
    return {name: round(size, 1) for name, size in sizes.most_common()}


def demo(python: Path, folder: Path, installed: Installed) -> None:
    """Runs the demo twice, with nothing of the caller's environment but the path."""
    home = folder / "home"
    home.mkdir()
    bare = {"PATH": os.defpath, "HOME": str(home), "LANG": "C.UTF-8"}
    for name in ("demo_seconds", "demo_again_seconds"):
        began = time.monotonic()
        command = [str(python.with_name("dateline")), "demo", "--out", str(folder / name)]
        done = subprocess.run(command, env=bare, cwd=home, capture_output=True, text=True, check=False)
        setattr(installed, name, round(time.monotonic() - began, 1))
        if done.returncode or not list((folder / name).glob("*.html")):
            installed.faults.append(f"the demo ended with {done.returncode}: {done.stderr.strip()[-500:]}")
            return
    installed.cache_mb = round(megabytes(home), 1)


def measure(folder: Path, *, with_demo: bool = True) -> Installed:
    """Installs into `folder` and measures."""
    python, before = install(folder)
    site = next((folder / "bare" / "lib").glob("python*/site-packages"))
    installed = Installed(
        wheel_mb=round(sum(path.stat().st_size for path in folder.glob("*.whl")) / 1e6, 1),
        added_mb=round(megabytes(folder / "bare") - before, 1),
        whole_mb=round(megabytes(folder / "bare"), 1),
        compiled_mb=round(megabytes(folder / "bare", "*.pyc"), 1),
        packages=by_package(site),
    )
    if installed.added_mb > LIMIT_MB:
        installed.faults.append(f"{installed.added_mb:.0f} MB, the limit is {LIMIT_MB}")
    if with_demo:
        demo(python, folder, installed)
    return installed


def table(installed: Installed) -> str:
    lines = [
        f"wheel {installed.wheel_mb} MB; installed without extras it adds {installed.added_mb} MB (limit {LIMIT_MB}), "
        f"modules compiled by pip ({installed.compiled_mb}) too; the whole environment {installed.whole_mb} MB",
        *(f"  {size:7.1f} MB  {name}" for name, size in list(installed.packages.items())[:SHOWN]),
    ]
    if installed.demo_seconds is not None:
        lines.append(
            f"dateline demo: {installed.demo_seconds} s with an empty cache, {installed.demo_again_seconds} s after; "
            f"the cache takes {installed.cache_mb} MB"
        )
    return "\n".join([*lines, *installed.faults])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path, help="an empty folder for wheel, environment and demo")
    parser.add_argument("--no-demo", action="store_true")
    parser.add_argument("--format", choices=["table", "json"], default="table")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep.resolve() if options.keep else Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        installed = measure(folder, with_demo=not options.no_demo)
    print(json.dumps(asdict(installed)) if options.format == "json" else table(installed))
    return int(bool(installed.faults))


if __name__ == "__main__":
    sys.exit(main())
