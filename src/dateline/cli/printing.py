"""How answers look in a terminal: plain columns that fit it, long cells wrapped."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from dateline.fuse import Explanation
from dateline.interchange import state_to_json
from dateline.model import Claim, Party
from dateline.publish import csv, geojson, table, words
from dateline.publish import json as json_format
from dateline.publish.picture import Picture
from dateline.times import format_moment

if TYPE_CHECKING:
    from dateline.answers import Answers
    from dateline.link.agreement import Agreement

__all__ = [
    "agreement_listing",
    "claims_table",
    "columns",
    "explanation_json",
    "explanation_text",
    "listing",
    "states_as",
]

WIDEST = 44  # of one column, however wide the terminal: longer lines are hard to follow
LONGEST = 160  # characters of one cell; `--format jsonl` has it all
GAP = "  "
_INTERVAL = re.compile(r"(?<=\d)/(?=\d{4}-)")  # the one sign of a long date at which a line may end
Rows = list[tuple[Any, ...]]
NATS = """How far each claim, with its copies, moved the state, found by leaving it out, in nats:
+0.7 makes it twice as likely, +2.3 ten times, -0.7 half."""


def columns(headings: Sequence[str], rows: Iterable[Sequence[Any]], *, width: int | None = None) -> str:
    """Rows under their headings within `width` characters, by default the terminal's; long cells go on below.

    Where the words are too long for that, each row is a paragraph that names its values.
    """
    cells = [[_cell(value) for value in row] for row in rows]
    if not cells:
        return "nothing found"
    most = width or shutil.get_terminal_size((100, 24)).columns
    widths = _widths([headings, *cells], most)
    if widths is None:
        return "\n".join(_paragraph(headings, row, most) for row in cells)
    table = [list(headings), ["-" * one for one in widths], *cells]
    return "\n".join(line for row in table for line in _lines(row, widths))


def _widths(table: Sequence[Sequence[str]], most: int) -> list[int] | None:
    """What each column needs; where that is too much, the widest give way first. None where no word may be cut."""
    across = list(zip(*table, strict=True))
    widths = [min(WIDEST, max(map(len, column))) for column in across]
    least = [max(len(word) for cell in column for word in cell.split() or [""]) for column in across]
    while sum(widths) + len(GAP) * (len(widths) - 1) > most:
        room = [width - word for width, word in zip(widths, least, strict=True)]
        if max(room) <= 0:
            return None
        widths[max(range(len(widths)), key=lambda at: (room[at] > 0, widths[at]))] -= 1
    return widths if all(width >= word for width, word in zip(widths, least, strict=True)) else None


def _lines(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [_wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
    return [
        GAP.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in zip_longest(*wrapped, fillvalue="")
    ]


def _paragraph(headings: Sequence[str], row: Sequence[str], width: int) -> str:
    said = [f"{heading}: {cell}" for heading, cell in zip(headings, row, strict=True) if cell not in ("", "-")]
    return "\n".join(_wrap("; ".join(said), width, subsequent_indent="    "))


def _wrap(text: str, width: int, **options: Any) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False, **options)


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, list | tuple | frozenset | set):
        value = ", ".join(map(str, value))
    value = _INTERVAL.sub("/ ", str(value))
    return textwrap.shorten(str(value), LONGEST, placeholder="...")


def _party(party: Party | None) -> str:
    return (party.side or party.text) if party else "-"


def claims_table(claims: Sequence[Claim]) -> str:
    """Each claim on a line, below it its sentence, its chain and its id."""
    lines = []
    for claim in sorted(claims, key=_reading_order):
        place = claim.place.name or claim.place.text
        date = str(claim.date) if claim.date else "no date"
        copy = "  (copy)" if claim.copy_of else ""
        head = f"{claim.type:<9} {place:<22} {_party(claim.actor):<14} {claim.modality:<11} {date}{copy}"
        chain = " < ".join(_speaker(speaker.text, speaker.side) for speaker in claim.speakers) or "the outlet itself"
        quote = f'"{" ".join(claim.evidence.text.split())}"' if claim.evidence else "(hand-coded)"
        lines += [head, f"          {quote}", f"          {chain}; {claim.outlet or claim.document}; id {claim.id}", ""]
    return "\n".join(lines) or "no claims\n"


def _reading_order(claim: Claim) -> tuple[str, str, int, str]:
    known = format_moment(claim.known) if claim.known else ""
    return known, claim.document, claim.evidence.start if claim.evidence else 0, claim.id


def _speaker(text: str, side: str | None) -> str:
    return f"{text} [{side}]" if side else text


def states_as(format: str, picture: Picture) -> str:
    """The states of a picture as table, json, csv or geojson."""
    if format == "csv":
        return csv.states(picture.now, picture.places)
    if format == "json":
        return json_format.states(
            picture.now,
            picture.places,
            as_of=picture.as_of,
            known_by=picture.known_by,
            head=picture.head,
            theatre=picture.theatre,
        )
    if format == "geojson":
        return geojson.states(picture.now, picture.places, as_of=picture.as_of, known_by=picture.known_by)
    return table.states(
        picture.now,
        picture.places,
        sides=picture.sides,
        as_of=picture.as_of,
        known_by=picture.known_by,
        tally=picture.tally,
    )


def explanation_json(explanation: Explanation) -> dict[str, Any]:
    """The state and every factor with its nats."""
    factors = [
        {
            "claim": factor.claim,
            "copies": list(factor.copies),
            "speaker": factor.speaker,
            "class": factor.voice,
            "type": str(factor.type),
            "modality": str(factor.modality),
            "nats": round(factor.nats, 4),
        }
        for factor in explanation.factors
    ]
    return {"state": state_to_json(explanation.state), "words": explanation.words, "factors": factors}


def explanation_text(explanation: Explanation, claims: Mapping[str, Claim]) -> str:
    """The words, both clocks, then each factor with its sentence."""
    state = explanation.state
    lines = [explanation.words, words.clocks(state.as_of, state.known_by), ""]
    if explanation.factors:
        lines += [NATS, ""]
    for factor in explanation.factors:
        claim = claims.get(factor.claim)
        count = len(factor.copies)
        copies = f", {count} cop{'y' if count == 1 else 'ies'}" if count else ""
        lines.append(
            f"{factor.nats:+6.2f}  {factor.speaker} ({factor.voice}{copies}): {factor.type}, {factor.modality}"
        )
        if claim and claim.evidence:
            lines.append(f'        "{" ".join(claim.evidence.text.split())}" [{claim.document}]')
    return "\n".join(lines)


def listing(answers: Answers, question: str, known_by: datetime | None) -> tuple[Sequence[str], Rows]:
    """Headings and rows of one of the lists: events, counts, forecasts, accounts, sources."""
    lists = {
        "events": _events,
        "accounts": _accounts,
        "counts": _counts,
        "forecasts": _forecasts,
        "sources": _sources,
    }
    return lists[question](answers, known_by)


def _events(answers: Answers, known_by: datetime | None) -> tuple[Sequence[str], Rows]:
    headings = ("id", "date", "type", "place", "actor", "opponent", "sources", "claims", "independent", "denials")
    rows = [
        (
            event.id[:8], str(event.interval), str(event.type), event.place.name or event.place.text, event.actor,
            event.opponent, list(event.sources), len(event.claims), event.independent, len(event.denials),
        )
        for event in answers.events(known_by)
    ]  # fmt: skip
    return headings, rows


def _accounts(answers: Answers, known_by: datetime | None) -> tuple[Sequence[str], Rows]:
    headings = ("date", "place", "conflict", "one says", "who", "another says", "who else")
    rows = [
        (
            str(pair.interval), pair.place.name or pair.place.text, str(pair.conflict),
            pair.left.says, list(pair.left.sources), pair.right.says, list(pair.right.sources),
        )
        for pair in answers.accounts(known_by)
    ]  # fmt: skip
    return headings, rows


def _place_name(answers: Answers, place: str) -> str:
    found = answers.places.get(place)
    return (found.name or found.text) if found else place


def _counts(answers: Answers, known_by: datetime | None) -> tuple[Sequence[str], Rows]:
    headings = (
        "day",
        "source",
        "side",
        "said",
        "of",
        "by the states",
        "verdict",
        "right on",
        "which",
        "missing",
        "why",
    )
    rows = [
        (
            str(count.day) if count.day else None, count.source, count.side, f"{count.said:g}", count.of, count.counted,
            str(count.verdict), str(count.right) if count.right else None,
            [_place_name(answers, place) for place in count.named],
            [_place_name(answers, place.place) for place in count.missing], count.why,
        )
        for count in answers.counts(known_by)
    ]  # fmt: skip
    return headings, rows


def _forecasts(answers: Answers, known_by: datetime | None) -> tuple[Sequence[str], Rows]:
    headings = ("made", "source", "place", "type", "side", "window", "p", "outcome", "decided", "brier", "why")
    rows = [
        (
            str(forecast.made) if forecast.made else None, forecast.source, _place_name(answers, forecast.place),
            str(forecast.type), forecast.side, str(forecast.window) if forecast.window else None, forecast.p,
            str(forecast.outcome), str(forecast.decided) if forecast.decided else None, forecast.brier, forecast.why,
        )
        for forecast in answers.forecasts(None, known_by)
    ]  # fmt: skip
    return headings, rows


def _sources(answers: Answers, known_by: datetime | None) -> tuple[Sequence[str], Rows]:
    headings = ("letter", "kind", "source", "side", "claims", "judged", "borne out", "refuted", "rule")
    rows = [
        (
            record.letter, str(record.kind), record.name, record.side, record.claims, record.judged,
            len(record.borne_out), len(record.refuted), record.rule,
        )
        for record in answers.sources(known_by)
    ]  # fmt: skip
    return headings, rows


def agreement_listing(found: Agreement) -> tuple[Sequence[str], Rows]:
    """By family of type: the coder's rows and the ledger's claims, and how many of each the other has too."""
    headings = ("family", "rows", "rows_met", "claims", "claims_met", "same_side", "of_sided")
    return headings, [
        (row.family, row.theirs, row.theirs_met, row.ours, row.ours_met, row.same_side, row.sided)
        for row in found.families
    ]
