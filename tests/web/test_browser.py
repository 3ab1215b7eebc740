"""The pages in a real browser, over the demo's ledger: what an analyst does at three in the morning."""

from __future__ import annotations

import json
import re
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
HATCHED = re.compile(r"#sign-(disputed|contested)-")
MOST_TABS = 400  # stops of one page; a keyboard that needs more is lost
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
    context = browser.new_context(
        viewport=SIZES[request.param],
        has_touch=request.param == "phone",
        permissions=["clipboard-read", "clipboard-write"],
    )
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


def signs(page: Any) -> list[str]:
    """What the drawn map shows: each place with its sign."""
    script = "all => all.map(pin => pin.dataset.name + pin.querySelector('use').getAttribute('href'))"
    found: list[str] = page.locator("svg.map .pin").evaluate_all(script)
    return found


def test_what_an_analyst_does_at_three_in_the_morning(watched: Watched, tokens: Any) -> None:
    page = watched.go("/")
    slide(page, "2021-08-12")
    assert heading(page) == "Control as of 12 Aug 2021, as known on 12 Aug 2021 23:59 UTC"
    herat = page.locator("#drawn .pin[data-name=Herat] use")
    assert HATCHED.match(herat.get_attribute("href")), "nobody holds Herat for sure"

    page.locator("#change-list").get_by_role("link", name="Herat", exact=True).first.click()
    accounts = page.locator(".events .event .lane")
    both = ["given up by Afghan government", "surrender of Afghan government"]
    assert accounts.locator("h4").all_inner_texts() == both
    assert len(set(accounts.evaluate_all("all => all.map(one => one.className)"))) == 2, "each in its teller's colour"
    lanes = page.locator("h3:has-text('Who says what') + .lanes h4").all_inner_texts()
    assert any("Taliban" in lane for lane in lanes) and any("Afghan government" in lane for lane in lanes)

    card = page.locator(".claim", has_text="retreated").first
    quoted = card.locator("mark").inner_text()
    card.get_by_role("link", name="in its report").click()
    spot = page.locator(".spot:target + mark")
    assert spot.inner_text() == quoted and quoted in page.locator(".stored").inner_text()
    expect(spot).to_be_in_viewport()

    page.get_by_role("link", name="Compare", exact=True).click()
    page.fill("input[name=then]", "2021-08-10")
    page.fill("input[name=then_known_by]", "2021-08-10T23:59:59")
    page.get_by_role("button", name="Compare").click()
    old, new = page.locator(".pair figcaption").all_inner_texts()
    assert "as of 10 Aug 2021" in old and "as of 12 Aug 2021" in new
    row = page.locator("table.compare").first.locator("tr", has_text="Herat").inner_text()
    assert "Afghan government" in row and "contested" in row

    page.click("#copy")
    link = page.evaluate("navigator.clipboard.readText()")
    assert set(parse_qs(urlsplit(link).query)) >= {"as_of", "known_by", "head", "then", "then_known_by"}
    shown = heading(page), signs(page), page.locator("main").inner_text()
    watched.go(link.removeprefix(watched.home))
    assert (heading(page), signs(page), page.locator("main").inner_text()) == shown

    review(watched, tokens)


def review(watched: Watched, tokens: Any) -> None:
    """A viewer is refused, an analyst is not, and the claim is off the queue."""
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


def test_why_a_place_is_so_is_shown_with_its_claims(watched: Watched) -> None:
    page = watched.go(f"/places/Herat?{HERAT_DAY}")
    assert page.locator(".why .bars li").count() >= 2
    page.locator(".why .bars a").first.click()
    expect(page.locator(".claim:target")).to_be_in_viewport()


def test_a_permalink_of_an_evening_shows_that_evening(watched: Watched) -> None:
    page = watched.go("/map?as_of=2021-08-13&known_by=2021-08-13T18:00:00Z")
    assert not page.locator("#together").is_checked(), "18:00 is not the end of that day"
    assert page.locator("#known-day").inner_text() == "13 Aug 2021 18:00 UTC"
    slide(page, "2021-08-16")  # one can go on from a day of the past
    assert heading(page) == "Control as of 16 Aug 2021, as known on 13 Aug 2021 18:00 UTC"
    page.check("#together")
    expect(page.locator("#clocks")).to_have_text("Control as of 16 Aug 2021, as known on 16 Aug 2021 23:59 UTC")
    assert "as_of=2021-08-16" in page.get_by_role("link", name="Compare", exact=True).get_attribute("href")


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


def tab_to(page: Any, query: str) -> None:
    """Presses Tab until what has the focus answers to the query."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("query => document.activeElement.matches(query)", query):
            return
    raise AssertionError(f"Tab does not lead to {query}")


def test_by_keyboard_alone(watched: Watched, tokens: Any) -> None:
    page = watched.go("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    tab_to(page, "#slider")
    days = page.get_attribute("#slider", "data-days").split()
    page.keyboard.press("Home")
    for _ in range(days.index("2021-08-12")):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#clocks")).to_have_text("Control as of 12 Aug 2021, as known on 12 Aug 2021 23:59 UTC")
    tab_to(page, ".pin[data-name=Herat]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".events .event .lane")
    tab_to(page, ".claim footer a")
    page.keyboard.press("Enter")
    page.wait_for_selector(".stored mark")
    tab_to(page, "#pages a[href^='/compare']")
    page.keyboard.press("Enter")
    page.wait_for_selector(".pair")
    tab_to(page, "form.clockform button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare?then=2021-08-11*")
    assert page.locator("table.compare").count() >= 1
    tab_to(page, "#copy")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Permalink copied")
    assert "as_of=2021-08-12" in page.evaluate("navigator.clipboard.readText()")
    tab_to(page, "#pages a[href^='/review']")
    page.keyboard.press("Enter")
    page.wait_for_selector(".due")
    tab_to(page, "#token")
    page.keyboard.type(tokens.analyst)
    tab_to(page, ".due input[name=reason]")
    page.keyboard.type("by keyboard")
    tab_to(page, ".due button[value=accept]")
    page.keyboard.press("Enter")
    expect(page.locator(".due output").first).to_contain_text("accepted")


@pytest.mark.parametrize("size", SIZES)
def test_without_a_script_everything_is_there(browser: Any, demo: str, size: str) -> None:
    context = browser.new_context(viewport=SIZES[size], java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{demo}/map")
    assert page.locator("#table tbody tr").count() >= 34 and page.locator("#clockbar").is_hidden()
    page.click("summary:has-text('Choose days')")
    page.fill("#clockform input[name=as_of]", "2021-08-12")
    page.fill("#clockform input[name=known_by]", "2021-08-12T23:59:59")
    page.click("#clockform button")
    assert heading(page) == "Control as of 12 Aug 2021, as known on 12 Aug 2021 23:59 UTC"
    page.locator("#table").get_by_role("link", name="Herat", exact=True).click()
    assert page.locator(".events .event .lane").count() == 2
    page.locator(".claim footer a", has_text="in its report").first.click()
    assert page.locator(".spot:target + mark").is_visible()
    page.get_by_role("link", name="Compare", exact=True).click()
    page.fill("input[name=then]", "2021-08-10")
    page.get_by_role("button", name="Compare").click()
    shown = page.locator("table.compare").first.inner_text()
    page.click("#permalink")
    assert page.locator("table.compare").first.inner_text() == shown
    page.get_by_role("link", name="Review", exact=True).click()
    assert page.locator(".due").count() >= 1 and page.locator("form.verdict").first.is_hidden()
    assert "dateline review" in page.locator("main noscript").inner_text()
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
