"""Readers under fire: mutated inputs for as long as asked, coverage-guided where atheris is installed.

    python -m benchmarks.hostile --seconds 60 [--format html,rss] [--seed 1] [--guided]

For each format: inputs tried, refused, the slowest in CPU seconds, the peak memory of the process, and what was raised
that should not have been (nothing). A slow or raising input is kept in the folder --keep.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from dateline.errors import InputError

SLOW = 5.0  # CPU seconds that no input may take
HUNG = 120  # seconds by the wall clock, on a machine that may be busy
GUIDING = ["dateline.read", "feedparser", "email", "trafilatura", "htmldate", "zipfile", "gzip"]
TESTS = Path(__file__).parent.parent / "tests" / "read" / "test_hostile.py"


@dataclass
class Tally:
    tried: int = 0
    refused: int = 0
    slowest: float = 0.0
    raised: list[str] = field(default_factory=list)


def tests() -> ModuleType:
    """The tests' own seeds, tokens and mutations."""
    spec = importlib.util.spec_from_file_location("test_hostile", TESTS)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def attempt(path: Path, raw: bytes, tally: Tally, keep: Path | None) -> None:
    """Reads one input; keeps it if it is slow, or raises, or is refused without a name, a reason and a remedy."""
    from dateline.read import read  # not before a guided run has marked what it imports

    path.write_bytes(raw)
    started = time.process_time()
    try:
        refused = [item for item in read([path]) if isinstance(item, InputError)]
        assert all(item.name and item.reason and item.remedy for item in refused), "refused without a reason"
        tally.refused += bool(refused)
    except Exception as error:
        tally.raised.append(f"{type(error).__name__}: {error}")
        _keep(raw, path, keep)
    taken = time.process_time() - started
    tally.tried += 1
    tally.slowest = max(tally.slowest, taken)
    if taken > SLOW:
        _keep(raw, path, keep)


def _keep(raw: bytes, path: Path, keep: Path | None) -> None:
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{hashlib.sha256(raw).hexdigest()[:16]}-{path.name}").write_bytes(raw)


def blind(name: str, seconds: float, seed: int, folder: Path, keep: Path | None) -> Tally:
    """Mutants of the seed, and mutants of mutants, each growing up to 64 kB."""
    made = tests()
    chance, tally, pool = random.Random(f"{seed}/{name}"), Tally(), [made.SEEDS[name]]
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        raw = made._mutate(chance.choice(pool), chance)
        attempt(folder / name, raw, tally, keep)
        if len(raw) < 64_000 and chance.random() < 0.05:
            pool = [*pool[-50:], raw]
    return tally


def guided(name: str, seconds: float, seed: int, folder: Path, keep: Path | None) -> None:
    """Atheris instruments the readers and steers the mutations; it ends the process when it is done."""
    import atheris

    with atheris.instrument_imports(include=GUIDING):
        tally, made = Tally(), tests()  # the tests import the readers, and these what they read with
        import feedparser  # noqa: F401
        import trafilatura  # noqa: F401
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "seed").write_bytes(made.SEEDS[name])

    attempt(folder / name, made.SEEDS[name], Tally(), None)  # what the libraries load once is not the input's fault

    def one(raw: bytes) -> None:
        attempt(folder / name, raw, tally, keep)
        if tally.raised:
            raise RuntimeError(tally.raised[-1])

    arguments = [f"-max_total_time={int(seconds)}", f"-seed={seed}", "-max_len=65536", f"-timeout={HUNG}"]
    atheris.Setup([sys.argv[0], str(corpus), *arguments, "-rss_limit_mb=1024", "-print_final_stats=1"], one)
    atheris.Fuzz()


def line(name: str, tally: Tally) -> str:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{name:12} tried {tally.tried:7,}  refused {tally.refused:7,}  slowest {tally.slowest:5.2f} s  "
        f"peak {memory:4.0f} MB  raised {len(tally.raised)} {tally.raised[:1] or ''}"
    )


def run(name: str, options: argparse.Namespace, fire: Callable[..., Tally | None]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        tally = fire(name, options.seconds, options.seed, Path(folder), options.keep)
    if tally is None:
        return 0
    print(line(name, tally), flush=True)
    return int(bool(tally.raised) or tally.slowest > SLOW)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=20.0, help="for each format")
    parser.add_argument("--format", help="endings, with commas; by default all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--guided", action="store_true", help="steered by coverage; needs atheris, one format a process"
    )
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    endings = options.format.split(",") if options.format else [name[2:] for name in tests().SEEDS]
    if not options.guided:
        return max(run(f"a.{ending}", options, blind) for ending in endings)
    if len(endings) == 1:
        return run(f"a.{endings[0]}", options, guided)
    command = [sys.executable, "-m", "benchmarks.hostile", "--guided", f"--seconds={options.seconds}"]
    return max(subprocess.run([*command, f"--format={ending}"], check=False).returncode for ending in endings)


if __name__ == "__main__":
    raise SystemExit(main())
