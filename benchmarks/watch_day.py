"""A day of the watcher in a minute: feeds, pages, errors, redirects, slow bodies, duplicates, corrections, kills.

    python -m benchmarks.watch_day [--feeds 20] [--pages 300] [--hours 24] [--kills 3] [--seconds 90] [--seed 1]

A server in this process plays the sources and a webhook that fails at times; the watcher runs in another process,
on a clock that runs faster, and is killed (SIGKILL) at random moments and started again. At the end every report must
be in the ledger once, and every alert must have been taken by the webhook exactly once. Exit status 1 if not.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from dateline.ledger import Ledger

START = datetime(2021, 8, 12, tzinfo=UTC)
TOWNS = ("Ghazni", "Herat", "Kandahar", "Farah", "Zaranj", "Kunduz", "Taloqan", "Aybak", "Sheberghan", "Faizabad")


class FastClock:
    """A clock that began at START when the play began, and runs `speed` times as fast as the wall's."""

    def __init__(self, began: float, speed: float) -> None:
        self.began, self.speed = began, speed

    def now(self) -> datetime:
        return START + timedelta(seconds=(time.time() - self.began) * self.speed)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds / self.speed)


@dataclass
class Article:
    number: int
    feed: int
    at: float  # hours after START
    corrected_at: float | None = None

    def text(self, hour: float) -> str:
        town = TOWNS[self.number % len(TOWNS)]
        fixed = self.corrected_at is not None and hour >= self.corrected_at
        tail = " An earlier version of this report gave another number." if fixed else ""
        return (
            f"The Taliban captured {town} on Thursday, a provincial council member told reporter {self.number}. "
            f"The interior ministry confirmed the fall of {town}; {self.number + 20} soldiers had left, it said.{tail}"
        )


@dataclass
class Play:
    """What the server plays. Feeds list articles from their hour on; every fifth article stands in two feeds."""

    feeds: int
    articles: list[Article]
    clock: FastClock
    seed: int
    taken: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def hour(self) -> float:
        return (self.clock.now() - START).total_seconds() / 3600

    def listed(self, feed: int) -> list[Article]:
        shown = (feed, (feed - 1) % self.feeds)
        return [
            article
            for article in self.articles
            if article.at <= self.hour
            and (article.feed == feed or (article.number % 5 == 0 and article.feed == shown[1]))
        ]


def make_play(feeds: int, pages: int, hours: float, clock: FastClock, seed: int) -> Play:
    chance = random.Random(seed)
    last = hours * 0.8  # the rest of the day is for what must be tried again
    articles = [Article(n, n % feeds, chance.uniform(0, last)) for n in range(pages)]
    for article in articles[::10]:
        article.corrected_at = min(article.at + hours * 0.1, last)
    return Play(feeds, articles, clock, seed)


def _handler(play: Play) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *words: object) -> None:
            pass

        def send(self, status: int, body: bytes = b"", kind: str = "text/html", **headers: str) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def unlucky(self, share: float) -> bool:
            with play.lock:
                play.asked[self.path] += 1
                return random.Random(f"{play.seed} {self.path} {play.asked[self.path]}").random() < share

        def do_GET(self) -> None:
            path, _, number = self.path.strip("/").partition("/")
            if path == "feed" and not self.unlucky(0.1):
                self.feed(int(number))
            elif path == "moved":
                self.send(302, Location=f"/page/{number}")
            elif path == "page" and not self.unlucky(0.1):
                self.page(play.articles[int(number)])
            elif path in ("feed", "page"):
                self.send(500)
            else:
                self.send(404)

        def feed(self, number: int) -> None:
            host = self.headers["Host"]
            entries = "".join(
                f"<item><guid>{article.number}</guid><title>Report {article.number}"
                f"{' (corrected)' if article.corrected_at and play.hour >= article.corrected_at else ''}</title>"
                f"<link>http://{host}/{'moved' if article.number % 7 == 0 else 'page'}/{article.number}</link>"
                f"<pubDate>{START + timedelta(hours=article.at):%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
                for article in play.listed(number)
            )
            body = f"<rss version='2.0'><channel><title>Feed {number}</title>{entries}</channel></rss>".encode()
            tag = f'"{hash(body)}"'
            if self.headers.get("If-None-Match") == tag:
                self.send(304)
            else:
                self.send(200, body, "application/rss+xml", ETag=tag)

        def page(self, article: Article) -> None:
            if article.number % 50 == 3 and self.unlucky(0.5):
                time.sleep(0.3)  # a slow body
            text = article.text(play.hour)
            body = (
                f"<html><head><title>Report {article.number}</title></head><body><nav>Home</nav><article>"
                f"<h1>Report {article.number}</h1><p>{text}</p></article></body></html>"
            ).encode()
            self.send(200, body)

        def do_POST(self) -> None:
            alert = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if self.unlucky(0.3):
                self.send(503)
                return
            with play.lock:
                play.taken[alert["id"]] += 1
            self.send(204)

    return Handler


def _config(folder: Path, port: int, play: Play) -> Path:
    base = f"http://127.0.0.1:{port}"
    lines = ["theatre: afghanistan-2021", "allow_private: true", "seconds_per_host: 0", "sources:"]
    lines += [f"  - {{id: feed-{n}, kind: feed, url: '{base}/feed/{n}', every: 20}}" for n in range(play.feeds)]
    lines += [
        "alerts:",
        "  - {id: taken, when: crosses, above: 0.8, side: taliban, to: [desk]}",
        f"deliver: {{desk: {{webhook: '{base}/hook'}}}}",
    ]
    path = folder / "sources.yaml"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def run_day(folder: Path, *, feeds: int, pages: int, hours: float, kills: int, seconds: float, seed: int) -> list[str]:
    """Plays the day in `folder`; gives what was not as it must be."""
    clock = FastClock(time.time() + 3, hours * 3600 / seconds)
    play = make_play(feeds, pages, hours, clock, seed)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(play))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    config = _config(folder, server.server_address[1], play)
    chance = random.Random(seed + 1)
    ends = sorted(clock.began + seconds * chance.uniform(0.15, 0.75) for _ in range(kills))
    command = [sys.executable, "-m", "benchmarks.watch_day", "--child", str(config), str(clock.began), str(clock.speed)]
    with (folder / "watch.log").open("ab") as log:
        for end in ends:
            child = subprocess.Popen([*command, "0"], stderr=log)
            time.sleep(max(0.0, end - time.time()))
            child.kill()
            child.wait()
        subprocess.run([*command, str(hours)], stderr=log, check=True, timeout=seconds * 5 + 120)
    server.shutdown()
    server.server_close()
    return _faults(folder, play, hours)


def _faults(folder: Path, play: Play, hours: float) -> list[str]:
    faults = []
    with Ledger.open(folder / "dateline.db", read_only=True) as ledger:
        found = Counter(document.id.rpartition("/")[2] for document in ledger.documents())
        corrected = {article.number for article in play.articles if article.corrected_at is not None}
        for article in play.articles:
            if found[str(article.number)] != 1:
                faults.append(f"report {article.number}: {found[str(article.number)]} times in the ledger")
        for document in ledger.documents():
            if int(document.id.rpartition("/")[2]) in corrected and "An earlier version" not in document.text:
                faults.append(f"report {document.id}: its correction was not read")
        if not ledger.verify().sound:
            faults.append("the ledger does not verify")
    lines = (folder / "watch-state" / "journal.jsonl").read_text("utf-8").splitlines()
    raised = {entry["key"] for entry in map(json.loads, lines) if entry["kind"] == "alert"}
    if not raised:
        faults.append("no alert was raised")
    faults += [f"alert {alert}: taken {play.taken[alert]} times" for alert in raised if play.taken[alert] != 1]
    return faults


def _child(config: str, began: str, speed: str, hours: str) -> None:
    """The watcher: for ever, or until every source was seen after the day's end and nothing is owed."""
    from dateline.watch import Watch, load
    from dateline.watch.logs import log_to_stderr

    log_to_stderr()
    clock = FastClock(float(began), float(speed))
    settings = load(Path(config))
    with Ledger.open(Path(config).parent / "dateline.db") as ledger, Watch(settings, ledger, clock=clock) as watch:
        end = START + timedelta(hours=float(hours)) if float(hours) else None
        while True:
            watch.tick()
            late = end is not None and clock.now() >= end
            if (
                late
                and not watch.outbox.waiting()
                and all(state["failures"] + state["missed"] == 0 for state in watch.status()["sources"].values())
            ):
                return
            clock.sleep(120)


def main() -> int:
    if sys.argv[1:2] == ["--child"]:
        _child(*sys.argv[2:])
        return 0
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("feeds", 20), ("pages", 300), ("kills", 3), ("seed", 1)):
        options.add_argument(f"--{name}", type=int, default=default)
    for name, default in (("hours", 24.0), ("seconds", 90.0)):
        options.add_argument(f"--{name}", type=float, default=default)
    chosen = vars(options.parse_args())
    with tempfile.TemporaryDirectory() as folder:
        began = time.time()
        faults = run_day(Path(folder), **chosen)
        print(f"{chosen['pages']} reports, {chosen['kills']} kills, {time.time() - began:.0f} s: {len(faults)} faults")
    for fault in faults[:20]:
        print(f"  {fault}")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
