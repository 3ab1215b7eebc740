"""Markup from strangers: bounds that are checked before any parser sees it, and the plain text of a fragment.

The parsers' time grows with the square of the number of elements, whatever the size in bytes; so it is elements that
are bounded (measured on hostile pages, see docs/reading.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.errors import InputError

__all__ = ["MAX_ELEMENTS", "PARSER_ERRORS", "check_markup", "text_of"]

# The largest pages of news sites (a live blog of a whole day, with its frame) hold some 15,000 elements. 20,000
# paragraphs of a word take trafilatura two seconds; ten times as many take four minutes.
MAX_ELEMENTS = 20_000
# One run of characters without space: parsers' patterns slow down on it, and no report holds one.
MAX_RUN = 200_000

# The busiest real tags carry some thirty attributes; time grows with the square of their number.
MAX_ATTRIBUTES = 500

# What parsers of others' making have been seen to raise on hostile input (the fuzz runs of benchmarks/hostile.py).
PARSER_ERRORS = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, RecursionError)

_TAG = re.compile(rb"<[a-zA-Z][^>]*")
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
_START_TAG = re.compile(rb"<[a-zA-Z]")
_SCRIPT = re.compile(rb"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_RUN = re.compile(rb"[>\s][^\s<>\"']{%d}" % MAX_RUN)  # in words: an image inside an attribute may be as long
_BLOCK_TAGS = """
    address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p
    pre section table td th tr ul
"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_UNSEEN = frozenset(["script", "style", "noscript", "template", "iframe", "object", "svg", "head", "title"])


def check_markup(raw: bytes, name: str, *, limit: int = MAX_ELEMENTS) -> bytes:
    """The bytes themselves if a parser can be trusted with them. Raises InputError naming what is too much."""
    if _ENTITY.search(raw):
        raise InputError(
            name, "declares entities of its own, which can expand without end", "remove its <!ENTITY lines"
        )
    elements = sum(1 for _ in _START_TAG.finditer(_SCRIPT.sub(b"", raw)))
    if elements > limit:
        raise InputError(
            name,
            f"has {elements:,} elements, the limit is {limit:,}",
            "save the report alone, or give its words as text",
        )
    if any(len(_QUOTED.sub(b"", tag).split()) > MAX_ATTRIBUTES for tag in _long_tags(raw)):
        raise InputError(
            name, f"has a tag with over {MAX_ATTRIBUTES} attributes", "give the report's words as plain text"
        )
    if _RUN.search(raw):
        raise InputError(name, f"holds {MAX_RUN:,} characters without a space", "give the report's words as plain text")
    return raw


def _long_tags(raw: bytes) -> Iterator[bytes]:
    """The tags that are long enough to hold so many attributes."""
    return (tag for match in _TAG.finditer(raw) if len(tag := match.group()) > 2 * MAX_ATTRIBUTES)


def text_of(fragment: str, name: str) -> str:
    """The words of an HTML fragment, blocks on lines of their own; text without markup as it is. Raises InputError."""
    if "<" not in fragment and "&" not in fragment:
        return fragment.strip()
    from lxml import etree, html

    check_markup(fragment.encode("utf-8", "surrogatepass"), name)
    try:
        tree = html.fragment_fromstring(fragment, create_parent="div")
    except (etree.LxmlError, *PARSER_ERRORS) as error:
        raise InputError(name, f"holds markup that cannot be read ({error})", "give its words as plain text") from error
    parts: list[str] = []
    for action, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        _collect(action, element, parts)
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _collect(action: str, element: object, parts: list[str]) -> None:
    """Appends what an event of the walk adds: text at a start, a line end after a block, the tail at an end."""
    tag = getattr(element, "tag", None)
    text, tail = getattr(element, "text", None), getattr(element, "tail", None)
    if not isinstance(tag, str):
        if action in ("comment", "pi"):
            parts.append(tail or "")
        return
    seen = tag.lower() not in _UNSEEN
    if action == "start":
        parts.append("\n" if tag in _BLOCKS else "")
        parts.append(_flat(text) if seen else "")
    elif action == "end":
        parts.append("\n" if tag in _BLOCKS else "")
        parts.append(_flat(tail))


def _flat(text: str | None) -> str:
    return " ".join(re.split(r"[\r\n\t]+", text)) if text else ""
