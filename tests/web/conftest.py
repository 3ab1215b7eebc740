"""A small ledger of invented reports, an application over it, and, for a real browser, the demo's ledger served."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dateline.ledger import Batch, Copy, Ledger, Run
from dateline.model import (
    Claim,
    ClaimType,
    Document,
    Evidence,
    Level,
    Modality,
    Party,
    Place,
    Scale,
    Speaker,
    SpeakerKind,
    claim_id,
)
from dateline.times import Interval
from dateline.web.tokens import Account, issue

THEATRE = "afghanistan-2021"
HERAT = Place("Herat", Scale.TOWN, "Herat", "geonames:1140026", None, 34.35, 62.20, "AF", "Herat", 1)
KUNDUZ = Place("Kunduz", Scale.TOWN, "Kunduz", "geonames:1135689", None, 36.73, 68.87, "AF", "Kunduz", 1)
TALIBAN, GOVERNMENT = Party("The Taliban", "Taliban", "taliban"), Party("government forces", None, "government")


def _report(name: str, day: int, hour: int, outlet: str, text: str, title: str | None = None) -> Document:
    moment = datetime(2021, 8, day, hour, tzinfo=UTC)
    return Document(name, text, title or f"Report {name}", outlet, None, moment, "input", raw=text.encode())


DOCUMENTS = (
    _report("r1", 8, 9, "Meridian", "The Taliban said on Sunday that they had taken Kunduz.", "Kunduz"),
    _report("r2", 8, 15, "Harbour", "The Taliban said on Sunday that they had taken Kunduz.", "Kunduz again"),
    _report(
        "r3", 12, 17, "Meridian", "A spokesman wrote that Herat was in Taliban hands. Fighters walked its streets."
    ),
    _report("r4", 12, 20, "Plain Dealer", "The defence ministry denied that Herat had fallen."),
    _report("r5", 13, 10, "Meridian", "A councillor said that soldiers had left Herat overnight."),
    _report("odd/slash", 13, 11, "Meridian", "Nothing is said of any place here."),
)


def _claim(document: Document, words: str, place: Place, **fields: Any) -> Claim:
    start = document.text.index(words)
    base = Claim(
        document=document.id,
        type=ClaimType.CAPTURE,
        modality=Modality.ASSERTED,
        evidence=Evidence(start, start + len(words), words),
        place=place,
        actor=TALIBAN,
        date=Interval.day(document.published.date()),  # type: ignore[union-attr]
        published=document.published,
        known=document.known,
        outlet=document.outlet,
        extractor="rules@0.1.0",
    )
    claim = replace(base, **fields)
    return replace(claim, id=claim_id(claim))


def claims() -> list[Claim]:
    spokesman = Speaker("a spokesman", SpeakerKind.OFFICIAL, Level.CENTRAL, "taliban", "wrote")
    ministry = Speaker("the defence ministry", SpeakerKind.OFFICIAL, Level.CENTRAL, "government", "denied")
    councillor = Speaker("a councillor", SpeakerKind.OFFICIAL, Level.LOCAL, "government", "said")
    r1, r2, r3, r4, r5, _ = DOCUMENTS
    return [
        _claim(r1, "they had taken Kunduz", KUNDUZ, speakers=(spokesman,)),
        _claim(r2, "they had taken Kunduz", KUNDUZ, speakers=(spokesman,)),
        _claim(r3, "Herat was in Taliban hands", HERAT, speakers=(spokesman,)),
        _claim(r4, "denied that Herat had fallen", HERAT, speakers=(ministry,), modality=Modality.DENIED),
        _claim(
            r5, "soldiers had left Herat", HERAT, type=ClaimType.LEAVE, actor=GOVERNMENT, opponent=TALIBAN,
            speakers=(councillor,),
        ),
    ]  # fmt: skip


def fill(path: Path, documents: tuple[Document, ...] = DOCUMENTS, said: list[Claim] | None = None) -> Path:
    """A ledger with these reports, the second a copy of the first."""
    said = claims() if said is None else said
    copies = [Copy(said[1].id, said[0].id, "same words")] if len(said) > 1 else []
    with Ledger.open(path) as ledger:
        ledger.write(Batch(run=Run("test", theatre=THEATRE), documents=documents, claims=said, copies=copies))
    return path


@pytest.fixture(scope="session")
def filled() -> Any:
    """`fill`, for tests that need a ledger of their own."""
    return fill


@dataclass(frozen=True)
class Tokens:
    """A token of each role, and the accounts that know them."""

    viewer: str
    analyst: str
    admin: str
    accounts: dict[str, Account]


@pytest.fixture(scope="session")
def tokens() -> Tokens:
    issued = {role: issue(f"{role}-one", role) for role in ("viewer", "analyst", "admin")}
    accounts = {hashed: account for _, hashed, account in issued.values()}
    return Tokens(*(issued[role][0] for role in ("viewer", "analyst", "admin")), accounts=accounts)


@pytest.fixture(scope="session")
def ledger_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("ledger") / "small.db")


@pytest.fixture(scope="session")
def client(ledger_file: Path) -> Iterator[Any]:
    from starlette.testclient import TestClient

    from dateline.web.app import build

    with TestClient(build(str(ledger_file))) as made:
        yield made


@pytest.fixture
def writing(tmp_path: Path, tokens: Tokens) -> Iterator[Any]:
    """A client of a ledger of its own that may be written."""
    from starlette.testclient import TestClient

    from dateline.web.app import build

    app = build(str(fill(tmp_path / "own.db")), read_only=False, tokens=tokens.accounts)
    with TestClient(app) as made:
        yield made


# --- a real browser over the demo's ledger


def _refuse(reason: str) -> None:
    if os.environ.get("DATELINE_REQUIRE") == "all":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    path = shutil.which("chromium")
    if path is None:
        _refuse("chromium is not installed; on Debian: apt-get install chromium")
    assert path is not None
    return path


@pytest.fixture(scope="module")  # one at a time in a process: Playwright's loops do not nest
def browser(chromium_path: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium_path, args=flags)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def vendor() -> Path:
    """The map library's folder, or no test."""
    import dateline.web

    folder = Path(dateline.web.__file__).parent / "static" / "vendor"
    if not (folder / "maplibre-gl.js").is_file():
        _refuse("the map library is not there; run: make web")
    return folder


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility checker's script."""
    path = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
    if not path.is_file():
        _refuse("axe-core is not there; run: npm ci")
    return path.read_text("utf-8")


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo corpus read into a ledger."""
    from importlib.resources import as_file, files

    from dateline import pipeline

    path = tmp_path_factory.mktemp("demo") / "demo.db"
    with as_file(files("dateline") / "demo" / "corpus") as corpus, Ledger.open(path) as ledger:
        pipeline.run([corpus], ledger=ledger, theatre=THEATRE)
    return path


class Server:
    """The application on a port of its own, in a thread."""

    def __init__(self, app: Any) -> None:
        import uvicorn

        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        config = uvicorn.Config(app, host="127.0.0.1", port=self.port, log_level="error", ws="none")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Server:
        self.thread.start()
        deadline = time.monotonic() + 20
        while not self.server.started:
            assert time.monotonic() < deadline, "the server did not start within 20 s"
            time.sleep(0.02)
        return self

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join(timeout=20)


@pytest.fixture(scope="session")
def serving() -> Any:
    return Server


@pytest.fixture(scope="session")
def kit() -> Any:
    """The reports and claims above, and `fill`, for tests that change them."""
    from types import SimpleNamespace

    return SimpleNamespace(DOCUMENTS=DOCUMENTS, THEATRE=THEATRE, claims=claims, fill=fill)


@pytest.fixture(scope="session")
def demo(demo_file: Path, tokens: Tokens) -> Iterator[str]:
    """The address of the demo's pages, with writing on."""
    from dateline.web.app import build

    with Server(build(str(demo_file), read_only=False, tokens=tokens.accounts)) as server:
        yield server.address
