"""The map's signs (DESIGN section 7): solid = held, hatched in both colours = contested, outline = claimed by
one side, fading = no recent report. Each side has a colour and a shape, so that no sign rests on colour alone.

A sign is an SVG symbol whose id says all of it (`sign-held-0-x-0`); maps, tables and lists refer to it with
`<use>`, and a day slider only changes the reference. Colours are CSS classes `s0`...`s7` by the side's position.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from markupsafe import Markup

from dateline.model import State, Status
from dateline.publish.picture import Side
from dateline.publish.words import CONTESTED

__all__ = ["FADE_DAYS", "PALETTE", "PALETTE_DARK", "SOLID", "SOLID_FROM", "Sign", "definitions", "sign", "use"]

# By the side's position in the theatre. Chosen so that each has a contrast of at least 4.5:1 with the paper it is
# printed on (as text) and any two of the first four differ by 20 or more (CIE76) in simulated protanopia,
# deuteranopia and tritanopia; tests/publish/test_signs.py measures both.
PALETTE = ("#0a5ca8", "#b9480c", "#1c403a", "#a800e0", "#7d6000", "#43506a", "#9c2f52", "#1f7a8c")
PALETTE_DARK = ("#6cb4f0", "#f0915a", "#b8f09a", "#c16bff", "#d9b94a", "#a9b4c8", "#ef8fae", "#6fd0e0")

# Days without a report about a place after which its sign fades a first and a second time: a week is the rhythm
# of the slowest desks that cover a whole country, three weeks nears the 30 days of status "unknown".
FADE_DAYS = (7, 21)

# After the most probable, sides whose probabilities lie within one step are ranked as the theatre lists them: of two
# with a hundredth each, neither is the one that fights.
RANK_STEP = 0.05

# A solid sign says "more likely than not". Below this a place without a better word is drawn as unknown.
SOLID_FROM = 0.5
SOLID = frozenset({Status.HELD, Status.CONFIRMED, Status.CORROBORATED})
_SHAPES = 5  # circle, square, triangle, pentagon, cross; then they repeat in other colours


@dataclass(frozen=True, slots=True, order=True)
class Sign:
    """`kind` is held, claimed, disputed, contested or unknown; `first` and `second` are positions of sides."""

    kind: str
    first: int | None = None
    second: int | None = None
    fade: int = 0

    @property
    def id(self) -> str:
        sides = "-".join("x" if one is None else str(one) for one in (self.first, self.second))
        return f"sign-{self.kind}-{sides}-{self.fade}"


def sign(state: State | None, sides: Sequence[Side]) -> Sign:
    """The sign of a state; of None, of status `unknown` and of what nobody can tell the empty one."""
    if state is None or state.status is Status.UNKNOWN:
        return Sign("unknown")
    if state.status in SOLID and state.p[state.top] < SOLID_FROM:
        return Sign("unknown")
    order = {side.id: index % len(PALETTE) for index, side in enumerate(sides)}
    ranked = sorted(
        (name for name in state.p if name != CONTESTED),
        key=lambda name: (name != state.top, -round(state.p[name] / RANK_STEP), order.get(name, len(order)), name),
    )
    places = [order.get(name, len(PALETTE) - 1) for name in ranked] + [None, None]
    fade = _fade(state)
    if state.status is Status.CONTESTED:
        first, second = sorted(places[:2], key=lambda place: (place is None, place))
        return Sign("contested", first, second, fade)
    if state.status is Status.DISPUTED:
        return Sign("disputed", places[0], places[1], fade)
    return Sign("held" if state.status in SOLID else "claimed", places[0], None, fade)


def _fade(state: State) -> int:
    if state.last_report is None:
        return len(FADE_DAYS)
    quiet = state.as_of - state.last_report
    return sum(quiet > timedelta(days=days) for days in FADE_DAYS)


def use(one: Sign, size: int = 16) -> Markup:
    """The sign inside a line of text or a table cell; its meaning is always written beside it."""
    return Markup(
        '<svg class="sign" width="{0}" height="{0}" viewBox="-10 -10 20 20" aria-hidden="true">'
        '<use href="#{1}" x="-10" y="-10" width="20" height="20"/></svg>'
    ).format(size, one.id)


def definitions(signs: Iterable[Sign]) -> Markup:
    """`<defs>` with every sign's symbol and the hatchings they need."""
    distinct = sorted(set(signs), key=lambda one: one.id)
    pairs = sorted({_pair(one) for one in distinct if one.kind in ("contested", "disputed")})
    hatches = Markup("").join(_hatch(*pair) for pair in pairs)
    symbols = Markup("").join(_symbol(one) for one in distinct)
    return Markup('<svg class="defs" width="0" height="0" aria-hidden="true"><defs>{}{}</defs></svg>').format(
        hatches, symbols
    )


def _pair(one: Sign) -> tuple[int, int]:
    """The two sides of a hatching, in order; -1 is grey, where only one side is known."""
    first, second = sorted(-1 if side is None else side for side in (one.first, one.second))
    return first, second


def _hatch(first: int, second: int) -> Markup:
    # Stripes parted by a thin line of paper: the pattern still reads as two things where the colours do not.
    return Markup(
        '<pattern id="hatch-{0}-{1}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect width="7" height="7" class="gap"/><rect width="2.8" height="7" class="f{2}"/>'
        '<rect x="3.5" width="2.8" height="7" class="f{3}"/></pattern>'
    ).format(first, second, _class(second), _class(first))


def _class(side: int | None) -> str:
    return "none" if side is None or side < 0 else str(side)


def _symbol(one: Sign) -> Markup:
    return Markup(
        '<symbol id="{}" viewBox="-10 -10 20 20" overflow="visible"><g class="fade{}">{}</g></symbol>'
    ).format(one.id, one.fade, _body(one))


def _body(one: Sign) -> Markup:
    if one.kind == "unknown":
        return Markup('<circle r="4" class="unknown"/>')
    if one.kind == "contested":
        return Markup('<path d="M0-9 9 0 0 9-9 0Z" fill="url(#hatch-{}-{})" class="edge"/>').format(*_pair(one))
    shape = _shape(one.first)
    if one.kind == "disputed":
        fill = Markup('fill="url(#hatch-{}-{})"').format(*_pair(one))
        return Markup('<path d="{}" {} class="ring k{}"/>').format(shape, fill, _class(one.first))
    if one.kind == "claimed":
        return Markup('<path d="{}" class="hollow k{}"/>').format(shape, _class(one.first))
    return Markup('<path d="{}" class="solid f{}"/>').format(shape, _class(one.first))


def _shape(side: int | None) -> str:
    """An SVG path about 14 units across, by the side's position."""
    kind = (side or 0) % _SHAPES
    if kind == 0:
        return "M0-7A7 7 0 1 1 0 7 7 7 0 1 1 0-7Z"
    if kind == 1:
        return "M-6.2-6.2H6.2V6.2H-6.2Z"
    if kind == 4:
        return "M-3-8H3V-3H8V3H3V8H-3V3H-8V-3H-3Z"
    corners, radius = (3, 8.6) if kind == 2 else (5, 8.0)
    turns = [2 * math.pi * corner / corners - math.pi / 2 for corner in range(corners)]
    points = [f"{radius * math.cos(turn):.1f} {radius * math.sin(turn):.1f}" for turn in turns]
    return "M" + "L".join(points) + "Z"
