"""`make bench`: every benchmark of the project, beside installed peers, in one table with machine and date.

    python benchmarks/run_all.py [--only reading,engines] [--full] [--results FILE.json] [--write]

Each benchmark is run by its own command, one after the other, small enough for half an hour in all; --full runs them as
large as their pages quote them. Results are added to --results (by default benchmarks/results.json), so that one
benchmark can be run again by itself; --write makes docs/benchmarks.md from that file. What needs data or a peer that
whoever runs it fetches is named with what it needs where that is not there. Environment variables say where it lies:

    DATELINE_SCORE    the folder of the scorers and of the simulator of reports
    DATELINE_GOLD     a folder of reports with claims, for score_claims.py
    DATELINE_POLNEAR  networkdynamics/PolNeAR, unpacked
    DATELINE_GGT      Sydney-Informatics-Hub/ATAP-GenderGapTracker, unpacked (its extractor, beside ours)
    GUIDE, EUPEG      milangritta/Pragmatic-Guide-to-Geoparsing-Evaluation, geoai-lab/EUPEG (stored peers), unpacked
    SYNTIME           syntime/resources of xszhong/syntime
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from string import Template
from typing import Any

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "benchmarks" / "results.json"
PAGE = ROOT / "docs" / "benchmarks.md"
PLACES_SYSTEM, DATES_SYSTEM = "benchmarks.places:parse", "benchmarks.times:tag"


@dataclass(frozen=True)
class Row:
    """One line of the table: what is measured, our figure, and others' on the same input in the same run."""

    job: str
    measure: str
    dateline: str
    others: str = ""


@dataclass(frozen=True)
class Benchmark:
    """A command (after `python`), its larger form, what it needs, and how its output becomes rows.

    `$NAME` in a command is the environment's; so are the values of `sets`, which the command finds in its environment.
    """

    command: str
    rows: Callable[[str], list[Row]]
    full: str | None = None
    needs: tuple[str, ...] = ()
    sets: Mapping[str, str] = field(default_factory=dict)

    def missing(self) -> list[str]:
        return [name for name in self.needs if name not in os.environ]


def _reading(output: str) -> list[Row]:
    lines = {line["what"]: line for line in json.loads(output)}
    spacy = lines.pop("conflict reports, spaCy's whole pipeline")
    rows = []
    for what, line in lines.items():
        other = f"spaCy's whole pipeline {spacy['documents']:.1f}" if what.startswith("conflict") else ""
        target = f" (target {line['target']:.0f})" if line["target"] else ""
        rows.append(Row("reading, one core, 440 words", what, f"{line['documents']:,.1f} documents/s{target}", other))
    return rows


def _engines(output: str) -> list[Row]:
    found = json.loads(output)
    local, spark = found["runs"]
    name = f"backfill of {local['documents']:,} reports, 2 workers"
    same = "yes" if not found["faults"] else "; ".join(found["faults"])
    return [
        Row(
            name,
            "wall seconds",
            f"local pool {local['wall']:.0f}",
            f"Spark {spark['wall']:.0f} ({found['ratio']:.2f} times)",
        ),
        Row(name, "CPU seconds", f"local pool {local['cpu']:.0f}", f"Spark {spark['cpu']:.0f}"),
        Row(name, "the same bytes, a worker killed too", same),
    ]


def _copies(output: str) -> list[Row]:
    nets = {line["nets"]: line for line in json.loads(output)["claims by net"]}
    best = list(nets.values())[-1]
    others = "; ".join(f"{name} {line['ari']:.3f}" for name, line in list(nets.items())[:-1])
    return [
        Row("copies among made reports", "adjusted Rand index", f"{best['ari']:.3f}", others),
        Row("copies among made reports", "precision, recall", f"{best['precision']:.3f}, {best['recall']:.3f}"),
        Row("copies among made reports", "documents a CPU second", f"{best['documents/s']:,}"),
    ]


def _events(output: str) -> list[Row]:
    found = json.loads(output)
    return [
        Row("events from made claims", "adjusted Rand index", f"{found['ari']:.3f}"),
        Row("events from made claims", "precision, recall", f"{found['precision']:.3f}, {found['recall']:.3f}"),
        Row("events from made claims", "claims a CPU second", f"{found['claims/s']:,}"),
    ]


def _fusion(output: str) -> list[Row]:
    header, *lines = [line for line in output.splitlines() if line.strip()]
    names = [header[at : at + 13].strip() for at in range(25, len(header), 14)]
    table = {line[:24].strip(): line[24:].split() for line in lines if re.match(r".{24}\s+[\d.n]", line)}
    mean = table.pop("mean")
    others: dict[str, list[list[float]]] = {}
    for name, values in table.items():
        if baseline := re.match(r"seed \d+ (.+)", name):
            others.setdefault(baseline[1], []).append([float(value) for value in values])

    def beside(at: int) -> str:
        return "; ".join(f"{who} {fmean(line[at] for line in lines):.4f}" for who, lines in others.items())

    return [Row("control in simulated worlds", name, mean[at], beside(at)) for at, name in enumerate(names)]


def _ledger(job: str) -> Callable[[str], list[Row]]:
    """JSON lines, one a database."""

    def rows(output: str) -> list[Row]:
        found: list[Row] = []
        for line in map(json.loads, filter(None, output.splitlines())):
            name = f"{job} on {line.pop('database')}"
            found += [Row(name, key.replace("_", " "), _short(value)) for key, value in _flat(line).items()]
        return found

    return rows


def _install(output: str) -> list[Row]:
    found = json.loads(output)
    return [
        Row("install without extras", "MB added to a bare environment", f"{found['added_mb']:.0f} (limit 700)"),
        Row(
            "install without extras",
            "demo, seconds, cache empty / full",
            f"{found['demo_seconds']} / {found['demo_again_seconds']}",
        ),
    ]


def _claims(output: str) -> list[Row]:
    """The pooled line of each table, and the macro mean under it."""
    rows = []
    for block in output.split("== ")[1:]:
        title, header, *lines = block.strip().splitlines()
        pooled = next(line for line in lines if line.split()[0] == "ALL").split()
        values = dict(zip(header.split(), pooled, strict=True))
        macro = re.search(r"macro F1 over sets ([\d.]+)", block)
        job = f"control claims, {values['documents']} reports"
        rows.append(Row(job, f"{title}: precision, recall", f"{values['precision']}, {values['recall']}"))
        rows.append(Row(job, f"{title}: F1, macro F1 over conflicts", f"{values['f1']}, {macro[1] if macro else '?'}"))
        matched = ("speaker", "date", "modality", "evidence", "scale", "speaker_side")
        rows.append(Row(job, f"{title}: {', '.join(matched)} on matched claims", ", ".join(values[m] for m in matched)))
    return rows


def _json_lines(output: str) -> dict[str, dict[str, Any]]:
    """Lines `  system {…}`."""
    lines = re.findall(r"^  (\S.*?)\s+(\{.*\})", output, re.MULTILINE)
    return {name: json.loads(values) for name, values in lines}


def _places(output: str) -> list[Row]:
    systems = _json_lines(output.partition("== macro")[2])
    ours = systems.pop(PLACES_SYSTEM)
    measures = {"found": "recog_overlap.F1", "within 161 km": "end2end161.F1", "within 25 km": "end2end25.F1"}
    return [
        Row(
            "places, macro over four sets",
            f"{measure}: F1",
            f"{ours[key]:.1f}",
            "; ".join(f"{name} {values[key]:.1f}" for name, values in systems.items() if key in values),
        )
        for measure, key in measures.items()
    ]


def _dates(output: str) -> list[Row]:
    job, rows = "dates", []
    for block in output.split("== ")[1:]:
        if found := _json_lines(block).get(DATES_SYSTEM):
            scores = {key: value[-1] if isinstance(value, list) else value for key, value in found.items()}
            shown = ", ".join(f"{scores[key]}" for key in ("strict", "relaxed", "value"))
            rows.append(Row(job, f"{block.split()[0]}: strict, relaxed, value F1", shown))
    return rows


def _pages(output: str) -> list[Row]:
    found = json.loads(output[output.index("{") :])
    return [Row("pages", key.replace("_", " "), _short(value)) for key, value in _flat(found).items()]


def _hostile(output: str) -> list[Row]:
    """The formats together: what was tried, the slowest of all, the highest peak, and what was raised."""
    found = re.findall(
        r"tried\s+([\d,]+)\s+refused\s+([\d,]+)\s+slowest\s+([\d.]+) s\s+peak\s+(\d+) MB\s+raised (\d+)", output
    )
    tried, refused, slowest, peak, raised = zip(*found, strict=True)
    total = [sum(int(number.replace(",", "")) for number in numbers) for numbers in (tried, refused, raised)]
    job = f"hostile inputs of {len(found)} formats"
    return [
        Row(job, "tried, refused with a reason, broken", f"{total[0]:,}, {total[1]:,}, {total[2]}"),
        Row(job, "slowest, CPU seconds (limit 5)", str(max(map(float, slowest)))),
        Row(job, "peak memory, MB (limit 1,024)", str(max(map(int, peak)))),
    ]


def _printed(job: str) -> Callable[[str], list[Row]]:
    """Every line that the benchmark prints: `name: figures`, or figures alone."""

    def rows(output: str) -> list[Row]:
        found = []
        for line in filter(str.strip, output.splitlines()):
            measure, _, figures = line.strip().partition(": ")
            found.append(Row(job, measure if figures else "", figures or measure))
        return found

    return rows


def _compared(job: str) -> Callable[[str], list[Row]]:
    """Lines of one system each, ours first, under a title."""

    def rows(output: str) -> list[Row]:
        found: list[Row] = []
        for block in output.split("\n\n"):
            title, *systems = block.strip().splitlines() or [""]
            if systems:
                ours, *others = (" ".join(line.split()) for line in systems)
                found.append(Row(job, title.strip(), ours, "; ".join(others)))
        return found

    return rows


BENCHMARKS: dict[str, Benchmark] = {
    "reading": Benchmark(
        "-m benchmarks.reading_speed --seconds 10 --format json", _reading, "-m benchmarks.reading_speed --format json"
    ),
    "engines": Benchmark(
        "-m benchmarks.engines --documents 4000 --files 8 --words 25 --format json",
        _engines,
        "-m benchmarks.engines --format json",
    ),
    "copies": Benchmark(
        "-m benchmarks.copies --happenings 100 --format json", _copies, "-m benchmarks.copies --format json"
    ),
    "events": Benchmark("-m benchmarks.events --format json", _events),
    "gazetteer": Benchmark("benchmarks/gazetteer.py", _printed("gazetteer")),
    "fusion": Benchmark("benchmarks/fusion.py 21", _fusion, "benchmarks/fusion.py 21 22 23 24", ("DATELINE_SCORE",)),
    "fusion speed": Benchmark(
        "benchmarks/fusion_speed.py --places 2000 --claims 130000",
        _printed("fusion, one core"),
        "benchmarks/fusion_speed.py",
    ),
    "claims": Benchmark(
        "benchmarks/claims.py $DATELINE_GOLD --scorer $DATELINE_SCORE/score_claims.py",
        _claims,
        needs=("DATELINE_SCORE", "DATELINE_GOLD"),
    ),
    "attribution": Benchmark(
        "benchmarks/attribution_peers.py",
        _compared("who says what"),
        needs=("DATELINE_SCORE", "DATELINE_POLNEAR"),
        sets={"DATELINE_SCORER": "$DATELINE_SCORE/score_attribution.py"},
    ),
    "places": Benchmark(
        f"$DATELINE_SCORE/score_geo.py --system {PLACES_SYSTEM} --peers",
        _places,
        needs=("DATELINE_SCORE", "GUIDE", "EUPEG"),
    ),
    "dates": Benchmark(
        f"$DATELINE_SCORE/score_time.py --system {DATES_SYSTEM}", _dates, needs=("DATELINE_SCORE", "SYNTIME")
    ),
    "ledger": Benchmark(
        "-m benchmarks.ledger --claims 50000 --states 20000 --database sqlite",
        _ledger("ledger"),
        "-m benchmarks.ledger",
    ),
    "ledger crowd": Benchmark(
        "-m benchmarks.ledger_many --seconds 20", _ledger("ledger, many at once"), "-m benchmarks.ledger_many"
    ),
    "ledger kills": Benchmark(
        "-m benchmarks.ledger_kill --kills 10", _ledger("ledger, writer killed"), "-m benchmarks.ledger_kill"
    ),
    "pages": Benchmark("-m benchmarks.web --claims 20000", _pages, "-m benchmarks.web"),
    "watching": Benchmark(
        "-m benchmarks.watch_day --pages 60 --seconds 60", _printed("a day of watching"), "-m benchmarks.watch_day"
    ),
    "hostile inputs": Benchmark("-m benchmarks.hostile --seconds 2", _hostile, "-m benchmarks.hostile --seconds 60"),
    "install": Benchmark("-m benchmarks.install_size --format json", _install),
}


def _short(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.4g}" if isinstance(value, float) else str(value)


def _flat(values: dict[str, Any], before: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in values.items():
        flat |= _flat(value, f"{before}{key} ") if isinstance(value, dict) else {f"{before}{key}": value}
    return flat


def machine() -> str:
    """The processor, its cores, memory, system and Python, in one line."""
    information = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    named = re.search(r"model name\s*:\s*(.+)", information)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    name = named.group(1) if named else platform.processor() or platform.machine()
    return f"{name}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}"


def load() -> float:
    """Processes that wanted to run in the last five minutes, for each core: over 1, times on the wall are too long."""
    return os.getloadavg()[1] / (os.cpu_count() or 1)


def run(name: str, *, full: bool) -> dict[str, Any]:
    """Runs one benchmark; gives its result as it is kept."""
    benchmark = BENCHMARKS[name]
    command = benchmark.full if full and benchmark.full else benchmark.command
    kept: dict[str, Any] = {
        "command": f"python {command}", "date": datetime.now(UTC).date().isoformat(), "machine": machine(),
        "load": round(load(), 1), "rows": [], "fault": None,
    }  # fmt: skip
    if missing := benchmark.missing():
        return {**kept, "fault": f"not run: set {', '.join(missing)} (`run_all.py --help` says to what)"}
    began = time.monotonic()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    environment |= {name: Template(value).substitute(os.environ) for name, value in benchmark.sets.items()}
    words = [Template(word).substitute(os.environ) for word in command.split()]
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    kept["seconds"] = round(time.monotonic() - began)
    try:
        kept["rows"] = [asdict(row) for row in benchmark.rows(done.stdout)]
    except (ValueError, KeyError, IndexError) as error:
        kept["fault"] = f"printed what cannot be read ({error!r}): {(done.stderr or done.stdout)[-300:]}"
    if done.returncode and not kept["fault"]:
        kept["fault"] = f"ended with status {done.returncode}: a target was missed"
    return kept


def table(results: dict[str, Any]) -> str:
    lines = ["| job | measure | Dateline | beside it | run of |", "|---|---|---|---|---|"]
    for name in sorted(results, key=list(BENCHMARKS).index):
        result = results[name]
        for row in result["rows"]:
            cells = (row["job"], row["measure"], row["dateline"], row["others"], result["date"])
            lines.append("| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |")
    return "\n".join(lines)


def page(results: dict[str, Any]) -> str:
    """The page of all that was measured."""
    commands = ["| benchmark | command | seconds | load a core | |", "|---|---|---|---|---|"]
    for name in sorted(results, key=list(BENCHMARKS).index):
        kept = results[name]
        fault = (kept["fault"] or "").replace("|", "/").replace("\n", " ")
        commands.append(
            f"| {name} | `{kept['command']}` | {kept.get('seconds', '')} | {kept.get('load', '')} | {fault} |"
        )
    left = [f"{name} (`python {benchmark.command}`)" for name, benchmark in BENCHMARKS.items() if name not in results]
    machines = sorted({kept["machine"] for kept in results.values()})
    return "\n\n".join(
        [
            "# Benchmarks",
            "Made by `python benchmarks/run_all.py --write`; run it with `make bench`. Do not edit it by hand.",
            "Measured on: " + "; ".join(machines) + ". Where the load a core (processes that want it) is over 1, other "
            "jobs ran at the same time: seconds on the wall are too long then, CPU seconds a little. Speeds of two "
            "systems in one line are of the same run: their ratio is what to go by.",
            table(results),
            "## Commands",
            "\n".join(commands),
            *(["Not run yet for this table: " + "; ".join(left) + "."] if left else []),
            "How well claims, attributions, places, dates and control are found is on the pages of each subject: "
            "[attribution](attribution.md), [places](places.md), [dates](dates.md), [fusion](fusion.md), "
            "[copies](copies.md), [events](events.md); the ledger and the pages at their full sizes on "
            "[ledger](ledger.md) and [page](page.md).",
        ]
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help=f"of: {', '.join(BENCHMARKS)}")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--write", action="store_true", help="make docs/benchmarks.md from the results, after running")
    options = parser.parse_args()
    results = json.loads(options.results.read_text("utf-8")) if options.results.exists() else {}
    chosen = options.only.split(",") if options.only is not None else list(BENCHMARKS)
    for name in filter(None, chosen):
        print(f"{name} …", file=sys.stderr, flush=True)
        results[name] = run(name, full=options.full)
        options.results.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(machine(), datetime.now(UTC).date().isoformat(), sep="; ")
    print(table(results))
    faults = [f"{name}: {results[name]['fault']}" for name in chosen if name and results[name]["fault"]]
    print("\n".join(faults), file=sys.stderr)
    if options.write:
        PAGE.write_text(page(results) + "\n", "utf-8")
    return int(any(not fault.partition(": ")[2].startswith("not run") for fault in faults))


if __name__ == "__main__":
    sys.exit(main())
