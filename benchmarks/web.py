"""Times the pages: the map's JSON at a fixed rate with ingest at work, the first picture, the weight of the page.

    python -m benchmarks.web                            100,000 claims
    python -m benchmarks.web --claims 1000000
    python -m benchmarks.web --ledger FILE              over a ledger that is there (it will be written to)

The claims are those of `benchmarks.ledger`: 6,000 places, ten claims a report. The server runs in a process of its own;
another writes a batch of live reports every second; requests go out on a clock, whether or not the last was answered,
and a latency counts from when its request was due. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from benchmarks.ledger import CLAIMS_A_DOCUMENT, RUN, make_batches, make_document
from dateline.ledger import Batch, Ledger
from dateline.model import Claim, Document, claim_id
from dateline.times import Interval

NO_THEATRE = replace(RUN, theatre=None, theatre_digest=None)
INGEST_DOCUMENTS = 5  # a batch every second: 50 claims, a busy newsroom
ASSETS = ("/map", "/static/publish/signs.css", "/static/publish/page.css", "/static/app.css", "/static/app.js")
ZOOM = ("/static/map.js", "/static/vendor/maplibre-gl.js", "/static/vendor/maplibre-gl-worker.mjs",
        "/static/vendor/maplibre-gl.css", "/outlines.geojson")  # fmt: skip


def fill(path: Path, claims: int) -> None:
    with Ledger.open(path) as ledger:
        for batch in make_batches(claims // CLAIMS_A_DOCUMENT):
            ledger.write(replace(batch, run=NO_THEATRE))


def ingest(path: Path, first: int) -> None:
    """Writes until it is stopped."""
    with Ledger.open(path) as ledger:
        last = ledger.clocks().known_by
        for start in range(first, first + 10**9, INGEST_DOCUMENTS):
            made = [live(number, last) for number in range(start, start + INGEST_DOCUMENTS)]
            claims = [claim for _, some in made for claim in some]
            ledger.write(Batch(run=NO_THEATRE, documents=[document for document, _ in made], claims=claims))
            time.sleep(1)


def live(number: int, moment: datetime) -> tuple[Document, list[Claim]]:
    """A made report of this number as news of `moment`."""
    document, claims = make_document(number)
    told = [replace(claim, date=Interval.day(moment.date()), published=moment, known=moment, id="") for claim in claims]
    return replace(document, published=moment), [replace(claim, id=claim_id(claim)) for claim in told]


def serve(path: Path, port: int) -> None:
    import uvicorn

    from dateline.web.app import build
    from dateline.web.limits import Limits

    app = build(str(path), limits=Limits(reads_per_second=1e6, read_burst=10**6))
    uvicorn.run(app, port=port, log_level="error", access_log=False, timeout_keep_alive=75)


async def load(home: str, seconds: float, rate: float) -> dict[str, object]:
    import httpx2

    spent: list[float] = []
    heads: set[str] = set()
    failed = 0

    async def one(client: httpx2.AsyncClient, due: float) -> None:
        nonlocal failed
        try:
            async with client.stream("GET", "/map.json") as answer:
                async for _ in answer.aiter_raw():  # as it came: unpacking is the client's own work
                    pass
        except httpx2.HTTPError:
            failed += 1
            return
        spent.append(time.perf_counter() - due)
        heads.add(answer.headers.get("dateline-head", ""))
        failed += answer.status_code != 200

    limits = httpx2.Limits(max_connections=64, max_keepalive_connections=64)
    async with httpx2.AsyncClient(base_url=home, timeout=60, limits=limits) as client:
        start, tasks = time.perf_counter(), []
        for number in range(int(seconds * rate)):
            due = start + number / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            tasks.append(asyncio.create_task(one(client, due)))
        await asyncio.gather(*tasks)
    ranked = sorted(spent)
    at = {f"p{part}": round(ranked[min(len(ranked) - 1, len(ranked) * part // 100)] * 1000, 1) for part in (50, 95, 99)}
    return {
        "requests": len(ranked),
        "failed": failed,
        "heads_served": len(heads),
        **{f"{k}_ms": v for k, v in at.items()},
    }


def weigh(home: str) -> dict[str, int]:
    """Bytes over the wire, packed: what the map page needs, and what the zoomable map adds."""
    import httpx2

    with httpx2.Client(base_url=home, timeout=600) as client:

        def packed(address: str) -> int:
            return len(gzip.compress(client.get(address).content, 5))

        return {"page_bytes_gzip": sum(map(packed, ASSETS)), "zoom_bytes_gzip": sum(map(packed, ZOOM))}


def first_picture(home: str) -> float | None:
    """Seconds until the map is drawn in Chromium, nothing in its cache; None without Chromium."""
    import shutil

    path = shutil.which("chromium")
    if path is None:
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        page = driver.chromium.launch(executable_path=path, args=["--no-sandbox"]).new_page()
        page.goto(f"{home}/map", wait_until="load")
        script = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
        page.wait_for_selector(".pin use", state="attached")
        return round(page.evaluate(script) / 1000, 3)


def measure(path: Path, claims: int, seconds: float, rate: float) -> dict[str, object]:
    import httpx2

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home, me = f"http://127.0.0.1:{port}", [sys.executable, "-m", "benchmarks.web"]
    server = subprocess.Popen([*me, "--serve", str(path), "--port", str(port)])
    writer = None
    try:
        started = time.perf_counter()
        while True:
            try:
                first = httpx2.get(f"{home}/map.json", timeout=1800)
                if first.status_code == 200:
                    break
                time.sleep(1)  # being made
            except httpx2.ConnectError:
                time.sleep(0.1)
        size = len(first.content)
        cold = time.perf_counter() - started
        httpx2.get(f"{home}/map", timeout=1800)
        found: dict[str, object] = {"claims": claims, "map_json_bytes": size, "first_answer_s": round(cold, 1)}
        found |= {"first_picture_s": first_picture(home), **weigh(home)}
        writer = subprocess.Popen([*me, "--ingest", str(path), "--first", str(10**7)])
        return found | asyncio.run(load(home, seconds, rate))
    finally:
        for process in filter(None, (writer, server)):
            process.terminate()
            process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--rate", type=float, default=50)
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--serve", type=Path)
    parser.add_argument("--ingest", type=Path)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--first", type=int, default=0)
    given = parser.parse_args()
    if given.serve:
        serve(given.serve, given.port)
    elif given.ingest:
        ingest(given.ingest, given.first)
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = given.ledger or Path(folder) / "made.db"
            if not path.exists():
                fill(path, given.claims)
            print(json.dumps(measure(path, given.claims, given.seconds, given.rate)))


if __name__ == "__main__":
    main()
