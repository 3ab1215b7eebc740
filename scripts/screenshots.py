"""Takes the pictures of the docs: `python scripts/screenshots.py [LEDGER]`, by default the demo's, made anew.

Needs Debian's chromium (apt-get install chromium), the playwright package and `make web`.
"""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

IMAGES = Path(__file__).parents[1] / "docs" / "images"
CLOCKS = "as_of=2021-08-13&known_by=2021-08-13T18:00:00Z"
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 780}
PATIENCE = 300_000  # ms: a busy machine is slow
VIEWS: dict[str, tuple[str, dict[str, int], str]] = {
    "map": (f"/map?{CLOCKS}", DESK, "light"),
    "map-dark": (f"/map?{CLOCKS}", DESK, "dark"),
    "place": ("/places/Herat?as_of=2021-08-12&known_by=2021-08-12T23:59:59Z", DESK, "light"),
    "compare": ("/compare?then=2021-08-11&then_known_by=2021-08-11T23:59:59Z&" + CLOCKS, DESK, "light"),
    "accounts": (f"/accounts?{CLOCKS}", DESK, "light"),
    "phone": (f"/map?{CLOCKS}", PHONE, "light"),
}


def demo_ledger(folder: Path) -> Path:
    """The demo corpus, read."""
    from importlib.resources import as_file, files

    from dateline import pipeline
    from dateline.ledger import Ledger

    path = folder / "demo.db"
    with as_file(files("dateline") / "demo" / "corpus") as corpus, Ledger.open(path) as ledger:
        pipeline.run([corpus], ledger=ledger, theatre="afghanistan-2021")
    return path


def serve(ledger: Path) -> str:
    """The address of the pages over a ledger, served until this program ends."""
    import uvicorn

    from dateline.web import create_app

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(ledger), port=port, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    return f"http://127.0.0.1:{port}"


def page_file(ledger: Path, folder: Path) -> Path:
    """The self-contained page at the pictures' clocks."""
    from datetime import UTC, date, datetime

    from dateline.answers import Answers, picture
    from dateline.ledger import Ledger
    from dateline.publish.page import page

    with Ledger.open(ledger, read_only=True) as book:
        drawn = picture(Answers(book), date(2021, 8, 13), datetime(2021, 8, 13, 18, tzinfo=UTC))
    path = folder / "page.html"
    path.write_text(page(drawn), "utf-8")
    return path


def shoot(browser: Any, name: str, address: str, size: dict[str, int], scheme: str) -> None:
    context = browser.new_context(viewport=size, color_scheme=scheme, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    page.screenshot(path=str(IMAGES / f"{name}.png"))
    context.close()
    print(f"docs/images/{name}.png {(IMAGES / f'{name}.png').stat().st_size // 1024} kB")


def main() -> None:
    from playwright.sync_api import sync_playwright

    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        ledger = Path(sys.argv[1]) if len(sys.argv) > 1 else demo_ledger(Path(folder))
        home = serve(ledger)
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (path, size, scheme) in VIEWS.items():
            shoot(browser, name, home + path, size, scheme)
        own = page_file(ledger, Path(folder)).as_uri()
        shoot(browser, "page", f"{own}#place-herat", DESK, "light")
        browser.close()


if __name__ == "__main__":
    main()
