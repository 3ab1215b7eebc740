"""The gazetteer: its build, lookups, folding, and names found in text."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import DatelineError
from dateline.link import gazetteer_build as build
from dateline.link.gazetteer import Gazetteer
from dateline.link.gazetteer_names import consonants, fold, lookup_keys, skeleton
from dateline.model import PlaceNames, Scale

GAZETTEER = Gazetteer.open()


def names(text: str) -> list[tuple[str, Scale]]:
    return [(hit.text, hit.scale) for hit in GAZETTEER.find(text) if not hit.ambiguous]


# ---- folding


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_a_skeleton_has_no_gaps_and_the_exact_key_comes_first(text: str) -> None:
    assert " " not in skeleton(text)
    assert next(lookup_keys(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Qala-i-Naw", "Qala e Naw"),
        ("al-Bab", "Al Bab"),
        ("Lashkar Gah", "Lashkargah"),
        ("Ma'arrat an-Nu'man", "Maarrat al Numan"),
        ("Mocímboa da Praia", "Mocimboa da Praia"),
    ],
)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_consonants_bridge_vowels_and_transcription() -> None:
    assert consonants("Mahmood Raqi") == consonants("Mahmud-e-Raqi")
    assert consonants("Kunduz") == consonants("Qondoz")
    assert consonants("Herat") != consonants("Kabul")


# ---- lookups


def test_it_serves_as_the_names_that_extraction_asks_for() -> None:
    gazetteer: PlaceNames = GAZETTEER
    assert gazetteer.scale_of("Helmand") is Scale.PROVINCE
    assert gazetteer.scale_of("Nowhere at all in the world") is None
    assert gazetteer.demonym("Afghan") == "AF"
    assert gazetteer.demonym("Afghans") == "AF"
    assert gazetteer.demonym("table") is None


@pytest.mark.parametrize(
    ("name", "place", "scale"),
    [
        ("Kandahar", "geonames:1138336", Scale.TOWN),
        ("Afghanistan", "geonames:1149361", Scale.COUNTRY),
        ("U.S.", "geonames:6252001", Scale.COUNTRY),
        ("Moscow", "geonames:524901", Scale.TOWN),
        ("Robotyne", "dateline:robotyne", Scale.TOWN),
        ("Middle East", "dateline:middle-east", Scale.AREA),
        ("Europe", "geonames:6255148", Scale.AREA),
        ("Kan.", "geonames:4273857", Scale.PROVINCE),
    ],
)
def test_a_name_leads_to_the_place_that_comes_to_mind(name: str, place: str, scale: Scale) -> None:
    first = GAZETTEER.candidates(name)[0]
    assert (first.id, first.scale) == (place, scale)


def test_every_entry_knows_what_it_lies_in() -> None:
    town = GAZETTEER.candidates("Lashkar Gah")[0]
    assert town.country == "AF"
    assert town.admin1 is not None
    province = GAZETTEER.entry(town.admin1)
    assert province is not None
    assert (province.name, province.scale) == ("Helmand", Scale.PROVINCE)
    assert GAZETTEER.entry("geonames:1") is None
    assert GAZETTEER.entry("dateline:never-heard-of") is None


def test_country_points_are_geonames_own() -> None:
    country = GAZETTEER.countries("AF")[0]
    assert (country.lat, country.lon) == (33.0, 66.0)


def test_a_name_is_sought_by_sound_within_the_countries_alone() -> None:
    assert any(entry.name == "Kunduz" for entry in GAZETTEER.sounding("Qoondooz", ["AF"]))
    assert GAZETTEER.sounding("Qoondooz", ["FR"]) == []


def test_places_added_for_a_theatre_leave_the_gazetteer_as_it_was() -> None:
    entry = GAZETTEER.candidates("Kabul")[0]
    variant = GAZETTEER.with_places([(entry, ("Tanglewood Heights",))])
    assert variant.candidates("Tanglewood Heights")[0].id == entry.id
    assert GAZETTEER.candidates("Tanglewood Heights") == []


# ---- names in text


def test_names_are_found_with_their_scale() -> None:
    text = "Officials in Kabul said fighters had left Helmand province and two villages near Lashkar Gah."
    assert names(text) == [
        ("Kabul", Scale.TOWN),
        ("Helmand province", Scale.PROVINCE),
        ("Lashkar Gah", Scale.TOWN),
    ]


def test_persons_and_ordinary_words_are_no_places() -> None:
    text = "On Friday Ben Wallace met President Lincoln. March was cold, Mr Hama said. I've seen it."
    assert names(text) == []


def test_the_wording_makes_an_unknown_name_a_place() -> None:
    hits = GAZETTEER.find("They took the village of Xanqorel and shelled Wurmleth air base.")
    assert [(hit.text, hit.scale, hit.known) for hit in hits] == [
        ("Xanqorel", Scale.TOWN, False),
        ("Wurmleth air base", Scale.SITE, False),
    ]


def test_groups_and_demonyms_are_no_places() -> None:
    text = "The Islamic State and Nusra Front fought Syrian troops; the rebel-held east was quiet."
    assert names(text) == []


def test_a_known_start_does_not_cut_a_longer_unknown_site() -> None:
    assert names("Trucks waited at the Bab al-Qandil crossing.") == [("Bab al-Qandil crossing", Scale.SITE)]


SENTENCES = st.lists(
    st.sampled_from(
        [
            "The army took Aleppo.",
            "In Kabul's west, fire.",
            "U.S. jets hit al-Bab;",
            "Ben Price left Mosul",
            "“Go to Goma”,",
        ]
    ),
    max_size=6,
).map(" ".join)


@given(SENTENCES)
def test_hits_slice_to_their_text_and_do_not_overlap(text: str) -> None:
    hits = GAZETTEER.find(text)
    assert all(text[hit.start : hit.end] == hit.text for hit in hits)
    assert all(one.end <= two.start for one, two in pairwise(hits))


@given(st.text(max_size=80))
def test_any_text_can_be_searched(text: str) -> None:
    GAZETTEER.find(text)


# ---- the build


def test_the_cache_is_the_folder_given_or_the_environments(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "own"))
    assert build.cache_folder() == tmp_path / "own"
    assert build.cache_folder(tmp_path) == tmp_path
    monkeypatch.delenv("DATELINE_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert build.cache_folder() == tmp_path / "xdg" / "dateline"


def test_a_cache_that_cannot_be_written_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(DatelineError, match="DATELINE_CACHE"):
        build.compiled(blocked / "cache")


def test_a_build_that_dies_leaves_no_gazetteer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def die(database: sqlite3.Connection, step: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(build, "_fill", die)
    with pytest.raises(KeyboardInterrupt):
        build.compiled(tmp_path)
    assert list(tmp_path.glob("*.sqlite")) == []


def test_two_builds_at_once_build_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    built: list[int] = []

    def fill(database: sqlite3.Connection, step: object) -> None:
        built.append(1)
        time.sleep(0.05)

    monkeypatch.setattr(build, "_fill", fill)
    monkeypatch.setattr(build, "_progress", _no_progress)
    threads = [threading.Thread(target=build.compiled, args=(tmp_path,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert built == [1]
    assert len(list(tmp_path.glob("gazetteer-*.sqlite"))) == 1
    assert list(tmp_path.glob("*.unfinished")) == []


class _no_progress:  # noqa: N801 - stands in for a function
    def __enter__(self) -> object:
        return lambda share: None

    def __exit__(self, *error: object) -> None:
        return None


def test_it_is_shared_between_threads() -> None:
    seen: list[bool] = []

    def look() -> None:
        gazetteer = GAZETTEER.with_places([])
        seen.append(all(gazetteer.candidates(name) for name in ("Kabul", "Aleppo", "Goma", "Kyiv") for _ in range(50)))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [True] * 4


def test_a_gazetteer_of_another_edition_is_kept_for_a_day(tmp_path: Path) -> None:
    target, fresh, stale = (tmp_path / f"gazetteer-{name}.sqlite" for name in ("new", "fresh", "stale"))
    for path in (target, fresh, stale):
        path.touch()
    then = target.stat().st_mtime - 2 * build.EDITION_KEPT
    os.utime(stale, (then, then))
    build._forget_editions(target)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gazetteer-fresh.sqlite", "gazetteer-new.sqlite"]


SLOW_BUILD = """
import sys, time
from pathlib import Path
from dateline.link import gazetteer_build as build

def fill(database, step):
    database.execute("INSERT INTO name VALUES ('half', 1, 0)")
    database.commit()
    print("filling", flush=True)
    time.sleep(60)

build._fill = fill
build.compiled(Path(sys.argv[1]))
"""


def test_a_killed_build_leaves_no_half_built_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    builder = subprocess.Popen([sys.executable, "-c", SLOW_BUILD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert builder.stdout is not None
    with builder.stdout as told:
        assert told.readline() == "filling\n"
        builder.kill()
        builder.wait()
    assert list(tmp_path.glob("*.sqlite")) == []
    monkeypatch.setattr(build, "_fill", lambda database, step: None)
    database = sqlite3.connect(build.compiled(tmp_path))
    assert database.execute("SELECT count(*) FROM name").fetchone() == (0,)
    database.close()
