"""Tables: reports in a text column as documents; hand-coded rows (ACLED, UCDP GED, VIINA) as claims of their coder.

A coder's row is a claim without evidence: there is no sentence to show. Its outlet is the coder, its speakers are the
sources that the row names. Which columns hold what is in `vocab/tables.yaml`, or in a mapping of one's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from dateline.countries import code_of
from dateline.errors import InputError, VocabularyError
from dateline.model import (
    Claim,
    ClaimType,
    Document,
    Modality,
    Party,
    Place,
    Quantity,
    Scale,
    Speaker,
    SpeakerKind,
    claim_id,
)
from dateline.read.limits import checked_published
from dateline.read.records import document_from_record
from dateline.read.rows import Row, rows
from dateline.times import Interval, known_from
from dateline.vocab import vocabulary

__all__ = ["TableMapping", "coded", "preset_of", "read_table"]

TableMapping = Mapping[str, Any]

_SCALES = {1: Scale.TOWN, 2: Scale.DISTRICT, 3: Scale.PROVINCE}
_FORMATS = ("%Y%m%d", "%d %B %Y", "%d %b %Y", "%d-%m-%Y", "%d/%m/%Y", "%d-%B-%Y")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
MAX_SOURCES = 10


def preset_of(headings: Mapping[str, object]) -> str | None:
    """The name of the preset that a table's headings answer to, or None."""
    for name, mapping in vocabulary("tables").items():
        if all(column in headings for column in mapping["recognise"]):
            return str(name)
    return None


def read_table(path: Path) -> Iterator[Document | InputError]:
    """The reports of a table with a column `text` (and `id, title, outlet, published, url, author, language`).

    Raises InputError for a table without one, and for hand-coded rows, which are claims: `coded` reads those.
    """
    found = rows(path)
    first = next(found, None)
    if first is None:
        raise InputError(str(path), "has no rows", "give a table with a column named text")
    preset = preset_of(first[1])
    if preset is not None:
        coder = vocabulary("tables")[preset]["coder"]
        raise InputError(
            str(path), f"holds hand-coded rows of {coder}, no reports", "see docs/reading.md, coded tables"
        )
    if "text" not in {heading.lower() for heading in first[1]}:
        raise InputError(str(path), "has no column named text", "name the column of the reports' words text")
    for number, row in chain([first], found):
        record = {heading.lower(): value for heading, value in row.items()}
        try:
            yield document_from_record(record, f"{path}:{number}", fallback_id=f"{path.stem}-{number}")
        except InputError as error:
            yield error


def coded(path: Path, *, mapping: str | TableMapping | None = None) -> Iterator[Claim | InputError]:
    """The claims of a hand-coded table, row by row; a row that cannot be read comes as an InputError value.

    `mapping` is the name of a preset or a mapping of the same shape; by default the preset that the headings answer
    to. The claims are unlinked but for the coordinates. Raises InputError for the file, VocabularyError for a mapping.
    """
    chosen = _mapping(mapping) if mapping is not None else None
    for number, row in rows(path):
        if chosen is None:
            name = preset_of(row)
            if name is None:
                raise InputError(
                    str(path), "is of no known coder", "give a mapping of its columns; see docs/reading.md"
                )
            chosen = _mapping(name)
        try:
            yield from claims_of_row(row, chosen, document=path.stem, name=f"{path}:{number}")
        except InputError as error:
            yield error


def _mapping(mapping: str | TableMapping) -> TableMapping:
    presets = vocabulary("tables")
    found = presets.get(mapping) if isinstance(mapping, str) else mapping
    if not isinstance(found, Mapping) or not {"coder", "columns", "rules"} <= set(found):
        raise VocabularyError(
            f"{mapping!r} is no mapping of a table; give coder, columns and rules, or one of {[*presets]}"
        )
    return found


def claims_of_row(row: Row, mapping: TableMapping, *, document: str, name: str) -> list[Claim]:
    """The claims of one row: that of the first rule that matches, and of its deaths. Raises InputError."""
    columns = mapping["columns"]
    rule = next((rule for rule in mapping["rules"] if _matches(row, rule["when"])), None)
    deaths = _number(row.get(columns.get("deaths", ""), ""))
    if rule is None and not deaths:
        return []
    days = _days(row, columns, name)
    published = checked_published(days.last, name)
    assert published is not None
    base = Claim(
        document=document,
        type=ClaimType.HARM,
        modality=Modality.ASSERTED,
        evidence=None,
        place=_place(row, mapping, name),
        actor=_party(row.get(columns.get("actor", ""))),
        opponent=_party(row.get(columns.get("opponent", ""))),
        date=days,
        date_precision=_precision(row, mapping, "date_precision"),
        speakers=_sources(row.get(columns.get("sources", ""), "")),
        extractor=f"coder:{mapping['coder'].lower()}",
        rule=row.get(columns.get("id", "")) or None,
        published=published,
        known=known_from(published),
        outlet=mapping["coder"],
    )
    claims = []
    if rule is not None:
        actor = _party(rule.get("actor_name")) or base.actor
        claims.append(replace(base, type=ClaimType(rule["type"]), actor=actor))
    if deaths:
        claims.append(replace(base, quantity=Quantity(deaths, unit="killed")))
    return [replace(claim, id=_id(claim)) for claim in claims]


def _id(claim: Claim) -> str:
    """From the row's own id where it has one, so that a corrected row replaces nothing and adds itself."""
    return claim_id(replace(claim, document=f"{claim.document}#{claim.rule}" if claim.rule else claim.document))


def _matches(row: Row, when: Mapping[str, str]) -> bool:
    return all(_plain(row.get(column, "")) == _plain(value) for column, value in when.items())


def _plain(value: object) -> str:
    """Values as tables write them: 1, 1.0, TRUE."""
    text = str(value).strip().casefold().removesuffix(".0")
    return {"true": "1", "false": "0"}.get(text, text)


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 < value < float("inf") else None


def _days(row: Row, columns: Mapping[str, str], name: str) -> Interval:
    first, last = _day(row.get(columns["first"], ""), name), _day(row.get(columns["last"], ""), name)
    return Interval.span(first, max(first, last))


def _day(text: str, name: str) -> date:
    if match := _ISO.match(text):
        try:
            return date.fromisoformat(match.group())
        except ValueError:
            pass
    for form in _FORMATS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise InputError(name, f"has no date that can be read ({text!r})", "write days as YYYY-MM-DD")


def _place(row: Row, mapping: TableMapping, name: str) -> Place:
    columns = mapping["columns"]
    latitude, longitude = _degree(row, columns, "lat", 90, name), _degree(row, columns, "lon", 180, name)
    precision = _precision(row, mapping, "place_precision") or 1
    country = row.get(columns.get("country", ""), "")
    geonames = row.get(columns.get("place_id", ""), "")
    text = row.get(columns["place"], "")
    return Place(
        text=text,
        scale=_SCALES[precision],
        name=text or None,
        id=f"geonames:{geonames}" if geonames else None,
        lat=latitude,
        lon=longitude,
        country=mapping.get("country") or _iso(country),
        admin1=row.get(columns.get("admin1", "")) or None,
        precision=precision,
    )


def _degree(row: Row, columns: Mapping[str, str], key: str, bound: float, name: str) -> float | None:
    text = row.get(columns.get(key, ""), "")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not -bound <= value <= bound:
        raise InputError(name, f"has {text!r} for a degree of {key}", "give decimal degrees")
    return value


def _precision(row: Row, mapping: TableMapping, key: str) -> int | None:
    value = row.get(mapping["columns"].get(key, ""), "")
    found = mapping.get(key, {}).get(value.removesuffix(".0"))
    return int(found) if found else None


def _iso(country: str) -> str | None:
    """The code of a country as coders write it: "DR Congo (Zaire)"."""
    return code_of(re.sub(r"\s*\(.*\)", "", country)) if country else None


def _party(name: str | None) -> Party | None:
    return Party(name, name=name) if name else None


def _sources(text: str) -> tuple[Speaker, ...]:
    names = [name.strip() for name in text.split(";") if name.strip()]
    return tuple(Speaker(name, SpeakerKind.AGENCY) for name in names[:MAX_SOURCES])
