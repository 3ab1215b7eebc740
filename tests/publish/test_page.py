"""The self-contained page: everything in it, nothing fetched, nothing run that is not ours."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from dateline.publish.page import page
from dateline.publish.picture import Picture

ATTACKS = (
    "<script>window.attacked=1</script>",
    '"><img src=x onerror="window.attacked=1">',
    "'><svg onload='window.attacked=1'>",
    "</script><script>window.attacked=1</script>",
    "</style><script>window.attacked=1</script>",
    "</title><script>window.attacked=1</script>",
    "<!--<script>window.attacked=1//-->",
    "javascript:window.attacked=1",
    "{{ 7 * 7 }}{% for x in y %}",
    "]]><script>window.attacked=1</script>",
    "\u2028</SCRIPT\n><script>window.attacked=1</script>",
    "<iframe srcdoc='<script>parent.attacked=1</script>'>",
    "<a href='javascript:window.attacked=1' autofocus onfocus=window.attacked=1>x</a>",
    "&lt;script&gt;window.attacked=1&lt;/script&gt;",
    "<math><mtext></mtext><mglyph><style><img src onerror=window.attacked=1></style></math>",
)


class Census(HTMLParser):
    """What a browser would find: elements, their attributes, the text."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def census(html: str) -> Census:
    found = Census()
    found.feed(html)
    return found


def test_both_clocks_and_the_tally_head_the_page(picture: Picture) -> None:
    text = page(picture)
    assert "Control as of 13 Aug 2021, as known on 13 Aug 2021 18:00 UTC" in text
    assert "4 reports, 3 independent" in text


def test_nothing_is_fetched(picture: Picture) -> None:
    found = census(page(picture))
    for tag, attributes in found.elements:
        assert tag not in {"img", "iframe", "object", "embed", "base", "form"}
        assert "src" not in attributes
        if tag == "link":
            assert attributes["href"] == "data:,"
        elif "href" in attributes:
            assert (attributes["href"] or "").startswith("#")
    assert not re.search(r"url\((?!#)|@import|\bimport\b|fetch\(|XMLHttp", page(picture).split("</style>")[0])


def test_no_element_has_a_style_or_a_handler_and_ids_are_unique(picture: Picture) -> None:
    found = census(page(picture))
    for _, attributes in found.elements:
        assert "style" not in attributes and not any(name.startswith("on") for name in attributes)
    ids = [attributes["id"] for _, attributes in found.elements if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_every_link_within_the_page_has_its_target(picture: Picture) -> None:
    found = census(page(picture))
    ids = {attributes.get("id") for _, attributes in found.elements}
    for tag, attributes in found.elements:
        if tag in {"a", "use"}:
            target = (attributes.get("href") or "#").removeprefix("#")
            assert not target or target in ids, (tag, target)


def test_evidence_is_marked_in_its_report(picture: Picture) -> None:
    text = page(picture)
    assert re.search(r"<mark>The whole of Herat is in our hands</mark>, he wrote", text)
    assert re.search(r"<mark><a[^>]*>The whole of Herat is in our hands</a></mark>, he wrote", text)
    assert "carried by 1 more, counted once" in text


def test_the_slider_knows_every_day_and_place(picture: Picture) -> None:
    text = page(picture)
    payload = json.loads(re.search(r'id="payload">(.*?)</script>', text).group(1))  # type: ignore[union-attr]
    assert len(payload["days"]) == 11
    assert all(len(day["cells"]) == len(payload["places"]) for day in payload["days"])
    assert payload["days"][7]["clocks"] == "Control as of 13 Aug 2021, as known on 13 Aug 2021 23:59 UTC"


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_stays_text(hostile: Callable[[str], Picture], picture: Picture, attack: str) -> None:
    attacked = census(page(hostile(attack)))
    ours = {(tag, tuple(sorted(attributes))) for tag, attributes in census(page(picture)).elements}
    theirs = {(tag, tuple(sorted(attributes))) for tag, attributes in attacked.elements}
    assert theirs - ours <= {("p", ("class",)), ("code", ())}
    assert sum(tag == "script" for tag, _ in attacked.elements) == 2
    assert all((a.get("href") or "#").startswith(("#", "data:,")) for _, a in attacked.elements)
    assert any(attack.strip() in text for text in attacked.text) or "\u2028" in attack


def test_an_empty_picture_is_a_page(picture: Picture) -> None:
    empty = Picture(title="Nothing yet", as_of=picture.as_of, known_by=picture.known_by)
    assert "No place changed in this time." in page(empty)


def test_places_without_coordinates_or_gazetteer_are_listed(picture: Picture) -> None:
    lost = replace(picture.claims[0], id="lost", place=replace(picture.claims[0].place, id=None, text="Sungur Tepe"))
    places = dict(picture.places) | {"kabul": replace(picture.places["kabul"], lat=None, lon=None)}
    text = page(replace(picture, claims=[*picture.claims, lost], places=places))
    assert "Places that no gazetteer knows" in text and "Sungur Tepe" in text
    assert 'data-place="place-kabul"' in text
