"""The self-contained page in a real browser, opened from disk with no network at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect, sync_playwright

from dateline.publish.page import page as page_of
from dateline.publish.picture import Picture

pytestmark = pytest.mark.chromium
SIZES = {"desktop": {"width": 1360, "height": 900}, "phone": {"width": 390, "height": 844}}
ATTACKS = (
    "<script>window.attacked=1</script>",
    '"><img src=x onerror="window.attacked=1">',
    "</script><script>window.attacked=1</script>",
    "</style><svg onload=window.attacked=1>",
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    path = shutil.which("chromium")
    if path is None:
        import os

        reason = "chromium is not installed; on Debian: apt-get install chromium"
        pytest.fail(reason) if os.environ.get("DATELINE_REQUIRE") == "all" else pytest.skip(reason)
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(params=SIZES)
def opened(request: Any, chromium: Any, picture: Picture, tmp_path: Path) -> Iterator[Any]:
    """The page, offline; any request, error or dialog fails the test."""
    file = tmp_path / "page.html"
    file.write_text(page_of(picture), "utf-8")
    context = chromium.new_context(viewport=SIZES[request.param], offline=True)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda one: faults.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda one: None if one.url.startswith(("file:", "data:")) else faults.append(one.url))
    page.goto(file.as_uri())
    yield page
    context.close()
    assert faults == []


def test_the_slider_moves_map_table_and_clocks(opened: Any) -> None:
    opened.locator("#slider").fill("6")
    expect(opened.locator("#clocks")).to_have_text("Control as of 12 Aug 2021, as known on 12 Aug 2021 23:59 UTC")
    pin = opened.locator('.pin[data-place="place-herat"]')
    assert pin.get_attribute("aria-label") == "Herat: Taliban, 71%: disputed since 12 Aug 2021"
    assert "sign-disputed" in pin.locator("use").get_attribute("href")
    row = opened.locator('table.states tr[data-place="place-herat"]')
    assert "disputed" in row.inner_text()
    opened.locator("#slider").fill("7")
    expect(opened.locator("#clocks")).to_have_text("Control as of 13 Aug 2021, as known on 13 Aug 2021 18:00 UTC")


def test_a_place_opens_with_its_lanes_and_leads_to_the_sentence(opened: Any) -> None:
    opened.locator("#changes").get_by_role("link", name="Herat", exact=True).first.click()
    panel = opened.locator("#panel")
    expect(panel.locator("h2")).to_contain_text("Herat")
    assert panel.locator(".lane").count() >= 3
    panel.locator(".claim footer a").first.click()
    report = opened.locator("details.report[open]")
    expect(report.locator("mark").first).to_be_visible()
    opened.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_by_keyboard(opened: Any) -> None:
    opened.locator("#slider").focus()
    opened.keyboard.press("ArrowLeft")
    expect(opened.locator("#day")).to_have_text("12 Aug 2021")
    opened.locator('.pin[data-place="place-kabul"]').focus()
    opened.keyboard.press("Enter")
    expect(opened.locator("#panel h2")).to_contain_text("Kabul")


def test_nothing_is_wider_than_the_screen(opened: Any) -> None:
    assert opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 1


def test_without_a_script_all_is_there(chromium: Any, picture: Picture, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(page_of(picture), "utf-8")
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert page.locator("table.states tbody tr").count() == len(picture.now)
    assert page.locator("section.place").count() >= len(picture.now)
    assert page.locator("#clockbar").is_hidden()
    context.close()


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_of_a_report_runs(
    chromium: Any, hostile: Callable[[str], Picture], tmp_path: Path, attack: str
) -> None:
    file = tmp_path / "page.html"
    file.write_text(page_of(hostile(attack)), "utf-8")
    page = chromium.new_page()
    page.goto(file.as_uri())
    assert page.evaluate("window.attacked") is None
    assert page.locator("#slider").count() == 1  # our own script ran
    expect(page.locator("#clockbar")).to_be_visible()
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(chromium: Any, picture: Picture, tmp_path: Path, scheme: str) -> None:
    import os

    script = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        reason = "axe-core is not there; run: npm ci"
        pytest.fail(reason) if os.environ.get("DATELINE_REQUIRE") == "all" else pytest.skip(reason)
    file = tmp_path / "page.html"
    file.write_text(page_of(picture), "utf-8")
    context = chromium.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    found = []
    for spot in ("", "#place-herat"):
        page.goto(file.as_uri() + spot)
        page.evaluate(script.read_text("utf-8"))
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [
            f"{one['id']} ({one['impact']}) {one['nodes'][0]['html'][:140]}"
            for one in result["violations"]
            if one["impact"] in ("serious", "critical")
        ]
    context.close()
    assert found == []
