"""A situation report: what changed, what is disputed, who holds what, with numbered citations to the evidence.

Every statement of who says so carries a number; the list at the end gives, for each number, the quoted evidence,
its report and when it was published. Written twice from one plan: Markdown, and HTML that opens from disk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from dateline.model import REAL, TERRITORY, Claim, Modality, State, Status
from dateline.publish import words
from dateline.publish.page import asset, environment
from dateline.publish.picture import Change, Picture
from dateline.publish.view import View
from dateline.times import DAY

__all__ = ["RECENT_DAYS", "html", "markdown"]

RECENT_DAYS = 3  # "lately": the day asked about and the two before, as morning meetings look back
MOST_CLAIMS = 4  # claims cited for one place; the page has them all
_OPEN = (Status.CONTESTED, Status.DISPUTED, Status.CLAIMED)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a section: a place, what is so, and what is said with the numbers of its citations."""

    place: str
    text: str
    said: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    items: tuple[Item, ...]
    none: str


@dataclass(frozen=True, slots=True)
class Citation:
    number: int
    quote: str
    chain: tuple[str, ...]
    title: str
    published: str
    document: str
    url: str | None


@dataclass(slots=True)
class _Numbers:
    """Gives each claim its number, in the order in which claims are first cited."""

    given: dict[str, int] = field(default_factory=dict)

    def of(self, claim: Claim) -> int:
        return self.given.setdefault(claim.id, len(self.given) + 1)


@dataclass(frozen=True, slots=True)
class Brief:
    title: str
    clocks: str
    tally: str
    summary: str
    note: str | None
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]


def markdown(picture: Picture) -> str:
    """The brief as Markdown; every stored text is escaped."""
    brief = _brief(picture)
    lines = [f"# {_md(brief.title)}", "", f"**{_md(brief.clocks)}; {_md(brief.tally)}.**", "", _md(brief.summary) + "."]
    if brief.note:
        lines += ["", f"*{_md(brief.note)}*"]
    for section in brief.sections:
        lines += ["", f"## {section.heading}", ""]
        lines += [_md_item(item) for item in section.items] or [section.none]
    lines += ["", "## Citations", ""]
    lines += [_md_citation(citation) for citation in brief.citations] or ["None."]
    return "\n".join(lines) + "\n"


def html(picture: Picture) -> str:
    """The brief as one HTML page without script; nothing is fetched."""
    style = asset("signs.css") + asset("page.css")
    return (
        environment()
        .get_template("brief.html")
        .render(
            brief=_brief(picture),
            style=Markup(style),  # noqa: S704 - our own files
        )
    )


def _brief(picture: Picture) -> Brief:
    view, numbers = View(picture), _Numbers()
    open_states = [state for state in picture.now if state.status in _OPEN]
    sections = (
        Section("What changed", _changes(view, numbers), f"Nothing in the last {RECENT_DAYS} days."),
        Section(
            "Open questions", _open(view, numbers, open_states), "No place is contested, disputed or only claimed."
        ),
        Section("Who holds what", _held(view), "No place has a state at these clocks."),
        Section("Counts and forecasts", _audits(view, numbers), "None were stated."),
    )
    return Brief(
        title=picture.title,
        clocks=view.clocks,
        tally=view.tally,
        summary=view.summary(picture.now) or "No place has a state",
        note=picture.note,
        sections=sections,
        citations=_citations(picture, numbers),
    )


def _changes(view: View, numbers: _Numbers) -> tuple[Item, ...]:
    picture = view.picture
    since = picture.as_of - (RECENT_DAYS - 1) * DAY
    recent = [change for change in picture.changes if since <= change.day <= picture.as_of]
    ranked = sorted(recent, key=lambda change: (-change.day.toordinal(), view.name(change.place)))
    return tuple(
        Item(view.name(change.place), _change(view, change), _said(view, numbers, change)) for change in ranked
    )


def _change(view: View, change: Change) -> str:
    before = words.side_name(change.before, view.picture.sides) if change.before else "unknown"
    after = words.side_name(change.after, view.picture.sides)
    status = "" if change.status == change.after else f", {change.status}"
    likely = f" ({words.percent(change.p)})" if change.p is not None else ""
    return f"{words.day(change.day)}: from {before} to {after}{status}{likely}"


def _said(view: View, numbers: _Numbers, change: Change) -> tuple[tuple[str, int], ...]:
    by_id = {claim.id: claim for claim in view.claims_by_place.get(change.place, ())}
    decided = [by_id[name] for name in change.decided_by if name in by_id]
    return _cited(view, numbers, decided or _weighed(view, change.place, change.day))


def _weighed(view: View, place: str, upto: date) -> list[Claim]:
    """The claims that decided a place, strongest first; where nothing was weighed, the newest originals."""
    claims = [claim for claim in view.claims_by_place.get(place, ()) if not claim.copy_of]
    why = view.picture.explanations.get(place)
    nats = {weight.claim: abs(weight.nats) for weight in why.weights} if why else {}
    told = [
        claim
        for claim in claims
        if claim.type in TERRITORY
        and (claim.modality in REAL or claim.modality is Modality.DENIED)
        and (claim.date is None or claim.date.first <= upto)
    ]
    return sorted(told, key=lambda claim: (-nats.get(claim.id, 0.0), -_when(claim), claim.id))


def _when(claim: Claim) -> float:
    return claim.known.timestamp() if claim.known else 0.0


def _cited(view: View, numbers: _Numbers, claims: list[Claim]) -> tuple[tuple[str, int], ...]:
    return tuple((_sentence(view, claim), numbers.of(claim)) for claim in claims[:MOST_CLAIMS])


def _sentence(view: View, claim: Claim) -> str:
    how = f", {claim.modality}" if words.modality(claim) else ""
    return f"{words.said_by(claim)}: {words.proposition(claim, view.picture.sides)}{how} ({words.stance(claim)})"


def _open(view: View, numbers: _Numbers, states: list[State]) -> tuple[Item, ...]:
    ranked = sorted(states, key=lambda state: (_OPEN.index(state.status), view.name(state.place)))
    return tuple(
        Item(
            view.name(state.place),
            words.state_phrase(state, view.picture.sides),
            _cited(view, numbers, _weighed(view, state.place, view.picture.as_of)),
        )
        for state in ranked
    )


def _held(view: View) -> tuple[Item, ...]:
    groups: dict[str, list[str]] = {}
    for row in view.rows:
        groups.setdefault(row.control, []).append(f"{row.name} ({row.status})")
    return tuple(Item(control, ", ".join(groups[control])) for control in sorted(groups))


def _audits(view: View, numbers: _Numbers) -> tuple[Item, ...]:
    by_id = {claim.id: claim for claim in view.picture.claims}
    items = []
    for count in (one for one in view.picture.counts if one.stated is not None):
        of = f" of {count.of:g}" if count.of else ""
        stated = f"{count.stated:g}{of} {count.unit or ''}"
        found = "" if count.found is None else f"; the ledger finds {count.found}"
        text = f"{stated}{found}: {count.verdict}"
        said = _cited(view, numbers, [by_id[count.claim]] if count.claim in by_id else [])
        items.append(Item(words.day(count.day), " ".join(text.split()), said))
    for forecast in view.picture.forecasts:
        outcome = {None: "still open", True: "came true", False: "did not come true"}[forecast.outcome]
        claim = by_id.get(forecast.claim)
        name = words.place_name(claim.place) if claim else "Forecast"
        text = f"forecast for {words.interval(forecast.window) or 'no stated time'}; {outcome}"
        items.append(Item(name, text, _cited(view, numbers, [claim] if claim else [])))
    return tuple(items)


def _citations(picture: Picture, numbers: _Numbers) -> tuple[Citation, ...]:
    by_id = {claim.id: claim for claim in picture.claims}
    return tuple(_citation(number, by_id[name], picture) for name, number in numbers.given.items())


def _citation(number: int, claim: Claim, picture: Picture) -> Citation:
    document = picture.documents.get(claim.document)
    return Citation(
        number=number,
        quote=claim.evidence.text if claim.evidence else "",
        chain=words.chain(claim),
        title=(document.title if document else None) or claim.document,
        published=words.published(claim.published),
        document=claim.document,
        url=document.url if document else None,
    )


def _md(text: str) -> str:
    """Text that stays text in Markdown: no markup, no raw HTML, no line breaks."""
    flat = " ".join(text.split())
    marked = re.sub(r"([\\`*_{}\[\]#!|~])", r"\\\1", flat)
    return marked.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _md_item(item: Item) -> str:
    said = "".join(f"\n  - {_md(text)} [[{number}]](#cite-{number})" for text, number in item.said)
    return f"- **{_md(item.place)}**: {_md(item.text)}{said}"


def _md_citation(one: Citation) -> str:
    quoted = f"\u201c{_md(one.quote)}\u201d " if one.quote else ""
    chain = " \u203a ".join(_md(link) for link in one.chain)
    source = "; ".join(filter(None, (chain, _md(one.title), f"published {_md(one.published)}")))
    return f'{one.number}. <a id="cite-{one.number}"></a>{quoted}{source}' + (f"; {_md(one.url)}" if one.url else "")
