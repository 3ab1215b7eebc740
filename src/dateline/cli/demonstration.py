"""`dateline demo`: the demo corpus into a new ledger, the 34 capitals on two days, and the page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from dateline import demo, pipeline
from dateline.answers import Answers, picture, states_picture
from dateline.cli.options import say
from dateline.cli.printing import states_as
from dateline.ledger import Ledger
from dateline.publish.page import page
from dateline.times import END_OF_DAY, Interval

__all__ = ["demonstrate", "first_days"]

SHOWN = (date(2021, 8, 13), date(2021, 8, 16))
AROUND = 1  # days: falls by night are dated by the evening or by the morning
NOTE = "Demo: the outlets and agencies are invented; the events are those of August and September 2021."


def demonstrate(out: Path) -> None:
    """Writes `out`/dateline.db, anew, and `out`/page.html; prints what was read and the states."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / "dateline.db"
    for old in out.glob("dateline.db*"):
        old.unlink()
    with Ledger.open(path) as ledger:
        report = pipeline.run(demo.corpus(), ledger=ledger, theatre=demo.THEATRE)
        for failure in report.failures:
            say(f"dateline: {failure}")
        print(report.summary(str(path)), end="\n\n")
        answers = Answers(ledger, theatre=demo.THEATRE)
        capitals = capital_ids(answers)
        for day in SHOWN:
            moment = datetime.combine(day, END_OF_DAY, UTC)
            print(states_as("table", states_picture(answers, day, moment, only=capitals)))
        print(agreement(answers, capitals), end="\n\n")
        (out / "page.html").write_text(page(picture(answers, note=NOTE)), "utf-8")
    print(f"The page, with map, timeline and every sentence: {out / 'page.html'}")
    print(f"Ask further:  dateline explain Ghazni --as-of 2021-08-13 --ledger {path}")


def capital_ids(answers: Answers) -> set[str]:
    """The ids of the 34 capitals, as the theatre lists them."""
    return set(answers.theatre.place_sets["provincial capitals"]) if answers.theatre else set()


def agreement(answers: Answers, capitals: set[str]) -> str:
    """How many capitals turned, by the nowcast, within a day of the day they fell."""
    found = first_days(answers, capitals)
    rows = [(capital, found.get(capital.name)) for capital in demo.capitals()]
    near = sum(day is not None and abs((day - capital.fell).days) <= AROUND for capital, day in rows)
    lines = [f"{near} of {len(rows)} capitals pass to the Taliban within a day of the day they fell."]
    for capital, day in rows:
        if day is None or abs((day - capital.fell).days) > AROUND:
            lines.append(f"  {capital.name}: fell {capital.fell}, by the ledger {day or 'never'}")
    return "\n".join(lines)


def first_days(answers: Answers, capitals: set[str], *, side: str = "taliban") -> dict[str, date]:
    """{capital: the first day on which the side is the most probable, by each day's own knowledge}."""
    days = Interval.span(date(2021, 8, 5), answers.clocks().as_of)
    found: dict[str, date] = {}
    named = {
        entry.id: capital.name
        for capital in demo.capitals()
        for entry in answers.gazetteer.candidates(capital.name)
        if entry.id in capitals
    }
    for day, states in sorted(answers.nowcasts(days).items()):
        for state in states:
            if state.place in capitals and state.top == side:
                found.setdefault(named.get(state.place, state.place), day)
    return found
