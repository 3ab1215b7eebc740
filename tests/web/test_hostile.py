"""Stored text is hostile: whatever is in a report, a name or an outlet, nothing of it runs."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

ATTACKS = (
    "<script>window.attacked=1</script>",
    '"><img src=x onerror="window.attacked=1">',
    "'><svg/onload='window.attacked=1'>",
    "</script><script>window.attacked=1</script>",
    "</title><script>window.attacked=1</script>",
    "javascript:window.attacked=1",
    "{{ cycler.__init__.__globals__.os.popen('id') }}",
    "<iframe srcdoc='<script>parent.attacked=1</script>'></iframe>",
    "<a href='javascript:window.attacked=1' autofocus onfocus=window.attacked=1>x</a>",
    "<style>@import '//elsewhere.example/x.css';</style>",
    "<base href='//elsewhere.example/'><form action='//elsewhere.example/'>",
    "<template shadowrootmode=open><img src=x onerror=window.attacked=1></template>",
    "--!><img src=x onerror=window.attacked=1>",
)
PAGES = (
    "/map", "/changes", "/compare", "/accounts", "/audits", "/sources", "/review", "/search?q=window",
    *(f"/places/evil:{number}" for number in range(len(ATTACKS))),
    *(f"/documents/evil-{number}" for number in range(len(ATTACKS))),
)  # fmt: skip


def _hostile(path: Path, kit: Any) -> Path:
    """A report, a place, a speaker and an outlet for each attack."""
    base, claim = kit.DOCUMENTS[0], kit.claims()[0]
    documents, claims = [], []
    for number, attack in enumerate(ATTACKS):
        name = f"evil-{number}"
        documents.append(
            replace(base, id=name, text=f"{attack} window", title=attack, outlet=attack, url=attack, author=attack)
        )
        side = {"side": attack} if number % 2 else {}
        claims.append(
            replace(
                claim,
                id=f"claim-{number}",
                document=name,
                evidence=replace(claim.evidence, start=0, end=len(attack), text=attack),
                speakers=tuple(replace(speaker, text=attack, cue=attack, **side) for speaker in claim.speakers),
                place=replace(claim.place, id=f"evil:{number}", text=attack, name=attack, admin1=attack, lat=34.0),
                actor=replace(claim.actor, text=attack, name=attack, **side),
                outlet=attack,
            )
        )
    filled: Path = kit.fill(path, tuple(documents), claims)
    return filled


@pytest.fixture(scope="module")
def hostile_app(tmp_path_factory: pytest.TempPathFactory, kit: Any) -> Any:
    from dateline.web.app import build

    return build(str(_hostile(tmp_path_factory.mktemp("hostile") / "evil.db", kit)))


class Census(HTMLParser):
    """The elements that a browser would find."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_no_page_has_an_element_of_the_attackers(hostile_app: Any) -> None:
    from starlette.testclient import TestClient

    client = TestClient(hostile_app)  # not entered: the next test serves the same application
    for address in PAGES:
        answer = client.get(address, headers={"accept": "text/html"})
        assert answer.status_code == 200, address
        parser = Census()
        parser.feed(answer.text)
        for tag, attributes in parser.found:
            assert tag not in {"img", "iframe", "base", "template", "object", "embed"}, address
            assert not any(name.startswith("on") or name in {"style", "srcdoc"} for name in attributes), address
            href = attributes.get("href") or attributes.get("src") or "#"
            assert href.startswith(("/", "#", "data:,", "?")) and not href.startswith("//"), (address, href)
            assert tag != "script" or attributes.get("src") == "/static/app.js"


@pytest.mark.chromium
def test_nothing_runs_in_a_browser(browser: Any, hostile_app: Any, serving: Any) -> None:
    with serving(hostile_app) as server:
        page = browser.new_page()
        faults: list[str] = []
        page.on("console", lambda one: faults.append(one.text) if one.type == "error" else None)
        page.on("dialog", lambda one: faults.append(one.message))
        for address in PAGES:
            page.goto(server.address + address)
            assert page.evaluate("window.attacked") is None
        assert faults == []
        page.close()
