"""Quotation marks: where quoted words begin and end, whatever the marks and however carelessly they are set.

Double marks of any script's shape and, where a text uses no others, single ones. A quote never runs over a
paragraph's end; one that is left open there and taken up by an opening mark in the next paragraph continues.
An opening mark that is never closed runs to the end of its paragraph; a closing mark that was never opened
reaches back to the start of its sentence, or to a mark left open in the paragraph before.
Nested quotes belong to the outermost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

__all__ = ["Quote", "quotes_of"]

_OPENING = "\u201c\u201e\u201f\u00ab\u301d\u2e42"
_CLOSING = "\u201d\u00bb\u301e\u301f"
_EITHER = '"\uff02'
_MARK = re.compile(f"``|''|[{_OPENING}{_CLOSING}{_EITHER}]")
_OPEN_SINGLE = re.compile(r"(?<![\w.,!?\u2019'])[\u2018'`](?=\w)")
_CLOSE_SINGLE = re.compile(r"(?<=[^\s(\[])[\u2019'](?!\w)")
_BEFORE_OPENING = " \t\n\r\xa0\u2009\u202f([{\u2014\u2013-:'\u2018"
_FARTHEST = 4  # paragraphs that one quote may span without an opening mark at each
_POSSESSIVE = re.compile(r"s[\u2019'] ?[a-z]")
_SENTENCE_END = re.compile(r"[.!?\u2026]['\u2019)\]]?\s+(?=[\w(\[])")


@dataclass(frozen=True, slots=True)
class Quote:
    """`[start, end)` with its marks, `[inner_start, inner_end)` without; offsets are code points."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool  # its closing mark is there
    continues: bool = False  # takes up the quote before it, which was left open at the paragraph's end


def quotes_of(text: str, paragraphs: list[tuple[int, int]]) -> list[Quote]:
    """The outermost quotes of a text, left to right, never overlapping.

    `paragraphs` are half-open spans of the text that no quote runs over.
    """
    found: list[Quote] = []
    for start, end in _regions(text, paragraphs):
        inside = list(_double(text, start, end)) or list(_single(text, start, end))
        if inside and found and not found[-1].closed and not text[found[-1].end : start].strip():
            first = inside[0]
            if first.start == first.inner_start:  # its opening mark is the open one before
                before = found.pop()
                inside[0] = replace(first, start=before.start, inner_start=before.inner_start)
            elif not text[start : first.start].strip():
                inside[0] = replace(first, continues=True)
        found.extend(inside)
    return found


def _regions(text: str, paragraphs: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The paragraphs, those joined that one quote plainly spans: opened in the first, closed within a later one."""
    number = 0
    while number < len(paragraphs):
        start, end = paragraphs[number]
        last = _closed_in(text, paragraphs, number) if _balance(text, start, end) > 0 else number
        yield start, paragraphs[last][1]
        number = last + 1


def _closed_in(text: str, paragraphs: list[tuple[int, int]], number: int) -> int:
    for later in range(number + 1, min(len(paragraphs), number + 1 + _FARTHEST)):
        start, end = paragraphs[later]
        first = _MARK.search(text, start, end)
        if first is not None:
            closes = (
                first.group() not in _OPENING
                and text[start : first.start()].strip()
                and _balance(text, start, end) != 0
            )
            return later if closes else number
    return number


def _balance(text: str, start: int, end: int) -> int:
    """Above 0 where a quote is left open, below where one is closed too often; straight marks count when odd."""
    marks = [mark.group() for mark in _MARK.finditer(text, start, end)]
    turned = sum(mark in _OPENING or mark == "``" for mark in marks) - sum(mark in _CLOSING for mark in marks)
    return turned + sum(mark in _EITHER or mark == "''" for mark in marks) % 2


def _double(text: str, start: int, end: int) -> Iterator[Quote]:
    """The quotes in double marks within one paragraph."""
    marks = list(_MARK.finditer(text, start, end))
    opened: re.Match[str] | None = None
    depth = 0
    last = start
    for number, mark in enumerate(marks):
        opens = _opens(text, mark, start, end, opened is not None)
        if opened is None:
            if opens:
                opened, depth = mark, 1
            elif mark.group() in _CLOSING:  # never opened
                begin = _sentence_start(text, last, mark.start())
                if begin < mark.start():
                    yield Quote(begin, mark.end(), begin, mark.start(), closed=True)
                last = mark.end()
        elif opens:
            closers = sum(later.group() in _CLOSING for later in marks[number:])
            if closers > depth:
                depth += 1
            else:  # the earlier one was never closed
                finish = _trimmed(text, opened.end(), mark.start())
                yield Quote(opened.start(), finish, opened.end(), finish, closed=False)
                opened, depth = mark, 1
        else:
            depth -= 1
            if depth == 0:
                yield Quote(opened.start(), mark.end(), opened.end(), mark.start(), closed=True)
                opened, last = None, mark.end()
    if opened is not None:
        finish = _trimmed(text, opened.end(), end)
        if finish > opened.end():
            yield Quote(opened.start(), finish, opened.end(), finish, closed=False)


def _opens(text: str, mark: re.Match[str], start: int, end: int, inside: bool) -> bool:
    """Whether the mark opens a quote. A straight mark tells by the blanks around it, else the two sorts alternate."""
    sign = mark.group()
    if sign == "``" or sign in _OPENING:
        return True
    if sign in _CLOSING:
        return False
    free_before = mark.start() == start or text[mark.start() - 1] in _BEFORE_OPENING
    free_after = mark.end() == end or not text[mark.end()].isalnum()
    if free_before == free_after:
        return not inside
    return free_before


def _single(text: str, start: int, end: int) -> Iterator[Quote]:
    """The quotes in single marks within one paragraph; apostrophes and plural genitives are told apart."""
    place = start
    while opening := _OPEN_SINGLE.search(text, place, end):
        closing = _closing_single(text, opening.end(), end)
        if closing is None:
            place = opening.end()
            continue
        yield Quote(opening.start(), closing + 1, opening.end(), closing, closed=True)
        place = closing + 1


def _closing_single(text: str, start: int, end: int) -> int | None:
    candidates = [match.start() for match in _CLOSE_SINGLE.finditer(text, start, end)]
    for place in candidates:
        if text[place - 1] in ".,!?":
            return place
        if not _POSSESSIVE.match(text, place - 1):
            return place
    return candidates[-1] if candidates else None


def _sentence_start(text: str, start: int, end: int) -> int:
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if match.end() < end:
            begin = match.end()
    while begin < end and (text[begin].isspace() or text[begin] in ",;"):
        begin += 1
    return begin


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
