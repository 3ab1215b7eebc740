"""`make fuzz`: mutated inputs for every reader and for extraction, an hour in all by default, steered by coverage.

    python -m benchmarks.fuzz [--minutes 60] [--plain] [--only html,extraction] [--seed 1] [--keep FOLDER]

The time is shared out evenly among the formats that `dateline.read` reads and extraction, each in its own process.
With atheris (`pip install atheris`) coverage of the readers and of what they call steers the mutations; without it, or
with --plain, mutations are blind. An input that raises anything but a refusal, takes over 5 CPU seconds, or makes its
process grow over 1 GB fails the run and is kept. Exit status 1 then.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.fuzz_extract import material, text_of
from benchmarks.hostile import SLOW, tests
from dateline.model import Document
from dateline.times import parse_published

EXTRACTION = "extraction"
MEMORY_MB = 1024
PUBLISHED = parse_published("2021-08-13")


def targets() -> list[str]:
    """The endings of the readers' seeds, and extraction."""
    return [*(name[2:] for name in tests().SEEDS), EXTRACTION]


def command(target: str, seconds: float, seed: int, *, guided: bool, keep: Path) -> list[str]:
    module, chosen = ("benchmarks.fuzz", "--run") if target == EXTRACTION else ("benchmarks.hostile", "--format")
    options = [f"{chosen}={target}", f"--seconds={seconds:.0f}", f"--seed={seed}", f"--keep={keep}"]
    return [sys.executable, "-m", module, *options, *(["--guided"] if guided else [])]


def checked(extract: Callable[[Document], list[object]], text: str) -> int:
    """The number of claims of a text. Raises AssertionError where evidence does not slice or it takes too long."""
    began = time.process_time()
    claims = extract(Document("fuzz", text, title=text[:60], published=PUBLISHED))
    for claim in claims:
        span = claim.evidence  # type: ignore[attr-defined]
        whole = text if span.field == "text" else text[:60]
        assert span.text.strip() and whole[span.start : span.end] == span.text, "evidence does not slice from the text"
    taken = time.process_time() - began
    assert taken <= SLOW, f"took {taken:.1f} s"
    return len(claims)


def run_extraction(seconds: float, seed: int, keep: Path, *, guided: bool) -> int:
    """Fuzzes extraction in this process; prints what was tried. Guided, it ends the process when it is done."""
    if guided:
        import atheris

        with atheris.instrument_imports(include=["dateline.extract"]):
            from dateline.extract import document as extraction
    else:
        from dateline.extract import document as extraction
    from dateline.link.gazetteer import Gazetteer

    gazetteer, parts = Gazetteer.open(), material()
    tally = {"tried": 0, "claims": 0}

    def one(text: str) -> None:
        tally["tried"] += 1
        try:
            tally["claims"] += checked(lambda document: extraction.extract(document, gazetteer), text)
        except Exception as error:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"extraction-{tally['tried']}.txt").write_text(text, "utf-8", "surrogatepass")
            print(f"{EXTRACTION}: {type(error).__name__}: {error}\n{text!r}", file=sys.stderr)
            raise

    one("Rebels took Goma on Tuesday, the army said.")
    if guided:
        _guided(one, parts, seconds, seed)
    end, number = time.monotonic() + seconds, seed
    while time.monotonic() < end:
        try:
            one(text_of(random.Random(number), parts))
        except Exception:
            return 1
        number += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{EXTRACTION:12} tried {tally['tried']:7,}  claims {tally['claims']:7,}  peak {peak:4.0f} MB")
    return int(peak > MEMORY_MB)


def _guided(one: Callable[[str], None], parts: list[str], seconds: float, seed: int) -> None:
    """Bytes choose examples of the vocabulary and letters to strew among them."""
    import atheris

    def test(raw: bytes) -> None:
        data = atheris.FuzzedDataProvider(raw)
        words = [parts[data.ConsumeIntInRange(0, len(parts) - 1)] for _ in range(data.ConsumeIntInRange(1, 6))]
        at = data.ConsumeIntInRange(0, 200)
        text = " ".join(words)
        text = text[:at] + data.ConsumeUnicode(60) + text[at:]
        if text.strip():
            one(text)

    limits = [f"-max_total_time={int(seconds)}", f"-seed={seed}", "-max_len=400", f"-timeout={int(SLOW * 4)}"]
    atheris.Setup([sys.argv[0], *limits, f"-rss_limit_mb={MEMORY_MB}", "-print_final_stats=1", "-verbosity=0"], test)
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60.0, help="in all")
    parser.add_argument("--plain", action="store_true", help="blind mutations, even where atheris is installed")
    parser.add_argument("--only", help="targets, with commas")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "dateline-fuzz")
    parser.add_argument("--run", choices=[EXTRACTION], help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=float, default=60.0, help=argparse.SUPPRESS)
    parser.add_argument("--guided", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        return run_extraction(options.seconds, options.seed, options.keep, guided=options.guided)
    guided = not options.plain and importlib.util.find_spec("atheris") is not None
    chosen = options.only.split(",") if options.only else targets()
    seconds = options.minutes * 60 / len(chosen)
    print(f"{len(chosen)} targets, {seconds:.0f} s each, {'steered by coverage' if guided else 'blind'}", flush=True)
    failed = [name for name in chosen if _ran(name, seconds, options.seed, guided=guided, keep=options.keep)]
    print(f"failed: {', '.join(failed)}; inputs in {options.keep}" if failed else "nothing broken")
    return int(bool(failed))


def _ran(target: str, seconds: float, seed: int, *, guided: bool, keep: Path) -> bool:
    """Runs one target and prints its last lines; True where it failed."""
    began = time.monotonic()
    done = subprocess.run(
        command(target, seconds, seed, guided=guided, keep=keep), capture_output=True, text=True, check=False
    )
    said = [line for line in (done.stdout + done.stderr).splitlines() if line.startswith(("stat::", target, "a."))]
    print(f"{target}: status {done.returncode}, {time.monotonic() - began:.0f} s", *said[-6:], sep="\n  ", flush=True)
    if done.returncode:
        print(done.stderr[-2000:], flush=True)
    return done.returncode != 0


if __name__ == "__main__":
    sys.exit(main())
