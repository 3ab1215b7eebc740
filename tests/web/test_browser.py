"""The pages in a real browser, over the demo's ledger: what an analyst does at three in the morning."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.chromium
expect.set_options(timeout=30_000)

SIZES = {"desktop": {"width": 1360, "height": 900}, "phone": {"width": 390, "height": 844}}
PATIENCE = 120_000  # ms; a busy machine is slow, and slowness is not what is tested here
HERAT_DAY = "as_of=2021-08-12&known_by=2021-08-12T23:59:59Z"


class Watched:
    """A page that notes what it must not do: errors on the console, requests off the machine."""

    def __init__(self, page: Any, home: str) -> None:
        self.page, self.home, self.faults = page, home, list[str]()
        page.on("console", lambda one: self.faults.append(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", self._request)

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.faults.append(f"asked for {request.url}")

    def go(self, address: str) -> Any:
        answer = self.page.goto(self.home + address)
        assert answer.ok, f"{address}: {answer.status}"
        return self.page


@pytest.fixture(params=SIZES)
def watched(request: Any, browser: Any, demo: str, vendor: Any) -> Iterator[Watched]:
    context = browser.new_context(viewport=SIZES[request.param], has_touch=request.param == "phone")
    context.set_default_timeout(PATIENCE)
    seen = Watched(context.new_page(), demo)
    yield seen
    context.close()
    assert seen.faults == []


def slide(page: Any, day: str) -> None:
    """Moves the slider to a day, as a person dragging it would, and waits for the new map."""
    days = page.get_attribute("#slider", "data-days").split()
    page.locator("#slider").fill(str(days.index(day)))
    expect(page.locator("#clocks")).to_contain_text(f"as of {int(day[8:])} Aug 2021")


def heading(page: Any) -> str:
    text: str = page.locator("#clocks").inner_text()
    return text


def test_from_the_map_to_the_sentence_and_back_by_its_link(watched: Watched) -> None:
    page = watched.go("/")
    slide(page, "2021-08-12")
    assert heading(page) == "Control as of 12 Aug 2021, as known on 12 Aug 2021 23:59 UTC"
    row = page.locator("#table tr", has=page.get_by_role("link", name="Herat", exact=True))
    control = row.inner_text()
    page.locator("#change-list").get_by_role("link", name="Herat", exact=True).first.click()
    page.wait_for_selector(".place.solo")
    lanes = [text.casefold() for text in page.locator(".lane h4").all_inner_texts()]
    assert any("taliban" in text for text in lanes) and any("government" in text for text in lanes)
    page.locator(".claim footer a", has_text="in its report").first.click()
    page.wait_for_selector(".stored mark")
    assert page.locator(".stored mark").count() >= 1
    page.go_back()
    page.go_back()
    assert heading(page) == "Control as of 12 Aug 2021, as known on 12 Aug 2021 23:59 UTC"
    link = page.get_attribute("#permalink", "href")
    assert set(parse_qs(urlsplit(link).query)) >= {"as_of", "known_by", "head"}
    watched.go(link)
    again = page.locator("#table tr", has=page.get_by_role("link", name="Herat", exact=True)).inner_text()
    assert again == control


def test_what_was_told_of_herat_is_shown_side_by_side(watched: Watched) -> None:
    page = watched.go(f"/places/Herat?{HERAT_DAY}")
    assert page.locator(".events .event .lane").count() >= 2
    assert page.locator(".why .bars li").count() >= 2
    assert {"disputed", "contested", "claimed", "confirmed", "corroborated"} & set(
        page.locator(".state").inner_text().replace(":", " ").replace(",", " ").split()
    )


def test_both_clocks_move_apart(watched: Watched) -> None:
    page = watched.go("/map")
    slide(page, "2021-08-12")
    page.uncheck("#together")
    days = page.get_attribute("#slider", "data-days").split()
    page.locator("#known").fill(str(days.index("2021-08-14")))
    expect(page.locator("#clocks")).to_contain_text("as known on 14 Aug 2021")
    assert heading(page) == "Control as of 12 Aug 2021, as known on 14 Aug 2021 23:59 UTC"
    assert parse_qs(urlsplit(page.url).query)["known_by"] == ["2021-08-14T23:59:59Z"]


def test_play_goes_on_by_itself(watched: Watched) -> None:
    page = watched.go("/map")
    slide(page, "2021-08-10")
    page.click("#play")
    expect(page.locator("#clocks")).to_contain_text("as of 12 Aug 2021", timeout=PATIENCE)
    page.click("#play")
    assert page.get_attribute("#play", "aria-pressed") == "false"


def test_two_dates_compare(watched: Watched) -> None:
    page = watched.go("/compare?then=2021-08-11&as_of=2021-08-14")
    assert page.locator(".pair svg.map").count() == 2
    changed = page.locator("table.compare").first
    assert "Ghazni" in changed.inner_text()


def test_the_zoomable_map_shows_the_same_places(watched: Watched) -> None:
    page = watched.go("/map")
    drawn = page.locator("#drawn .pin").count()
    page.click("#zoomable")
    page.wait_for_selector("#canvas[data-ready]")
    assert page.locator(".marker").count() == drawn
    slide(page, "2021-08-12")
    expect(page.locator(".marker").first).to_be_visible()
    shown = page.evaluate(
        "[...document.querySelectorAll('#drawn .pin')].map(p => p.querySelector('use').getAttribute('href')).sort()"
    )
    markers = page.evaluate("[...document.querySelectorAll('.marker use')].map(u => u.getAttribute('href')).sort()")
    assert markers == shown


def test_an_analyst_reviews_and_a_viewer_is_refused(watched: Watched, tokens: Any) -> None:
    page = watched.go("/review")
    first = page.locator(".due").first
    claim = first.get_attribute("data-claim")
    page.fill("#token", tokens.viewer)
    first.locator("input[name=reason]").fill("checked against its report")
    first.get_by_role("button", name="Accept").click()
    expect(first.locator("output")).to_contain_text("Refused")
    assert "reviews need an analyst" in first.locator("output").inner_text()
    page.fill("#token", tokens.analyst)
    first.get_by_role("button", name="Accept").click()
    expect(first.locator("output")).to_contain_text("accepted")
    watched.faults[:] = [fault for fault in watched.faults if "403" not in fault]  # the browser tells of the refusal
    page.reload()
    assert page.locator(f".due[data-claim='{claim}']").count() == 0


def test_by_keyboard_alone(watched: Watched) -> None:
    page = watched.go("/map")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.focus("#slider")
    before = heading(page)
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#clocks")).not_to_have_text(before)
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('#table') !== null"):
            break
    name = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_selector(".place.solo")
    assert name in page.locator(".place.solo h2").inner_text()


@pytest.mark.parametrize("size", SIZES)
def test_without_a_script_everything_is_there(browser: Any, demo: str, size: str) -> None:
    context = browser.new_context(viewport=SIZES[size], java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{demo}/map?{HERAT_DAY}")
    assert heading(page) == "Control as of 12 Aug 2021, as known on 12 Aug 2021 23:59 UTC"
    assert page.locator("#table tbody tr").count() >= 34 and page.locator("#clockbar").is_hidden()
    page.click("summary:has-text('Choose days')")
    page.fill("#clockform input[name=as_of]", "2021-08-11")
    page.click("#clockform button")
    assert heading(page).startswith("Control as of 11 Aug 2021")
    page.locator("#table").get_by_role("link", name="Herat", exact=True).click()
    assert page.locator(".place.solo h2").inner_text().startswith("Herat")
    context.close()


def test_nothing_is_wider_than_the_screen(watched: Watched) -> None:
    for address in ("/map", f"/places/Herat?{HERAT_DAY}", "/review", "/accounts", "/reading", "/search?q=herat"):
        page = watched.go(address)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 1, f"{address} is {wide} px too wide"


def documents(home: str) -> list[str]:
    """Ids of reports that say something."""
    with urlopen(f"{home}/claims.json?limit=5") as answer:
        return [claim["document"] for claim in json.load(answer)["claims"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(browser: Any, demo: str, axe: str, scheme: str) -> None:
    context = browser.new_context(viewport=SIZES["desktop"], color_scheme=scheme, bypass_csp=True)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    found = []
    addresses = ["/map", f"/places/Herat?{HERAT_DAY}", "/accounts", "/review", "/documents/" + documents(demo)[0]]
    if scheme == "light":  # the other pages have no colours of their own
        addresses += [f"/map?{HERAT_DAY}", "/changes", "/compare", "/audits", "/sources", "/search?q=herat"]
        addresses += ["/reading", "/api"]
    for address in addresses:
        page.goto(demo + address)
        page.evaluate(axe)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [
            f"{address}: {one['id']} ({one['impact']}) {one['nodes'][0]['html'][:120]}"
            for one in result["violations"]
            if one["impact"] in ("serious", "critical")
        ]
    context.close()
    assert found == []
