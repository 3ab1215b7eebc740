"""One self-contained HTML page of a `Picture`: opens from disk, asks nothing of any network, prints, and reads
as plain tables where no script runs.

Every stored text goes through Jinja's autoescaping; the slider's data are JSON with `<`, `>` and `&` escaped,
inside a script element that is no script. A policy in the page itself forbids every request.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from dateline.publish import excerpt, signs, svgmap, words
from dateline.publish.picture import Picture
from dateline.publish.view import View

__all__ = ["asset", "environment", "json_script", "page"]


def page(picture: Picture) -> str:
    """The page as text (UTF-8 when written). Nothing in it is fetched from anywhere."""
    view = View(picture)
    style, script = asset("signs.css") + asset("page.css"), asset("page.js")
    return (
        environment()
        .get_template("page.html")
        .render(
            view=view,
            picture=picture,
            style=Markup(style),  # noqa: S704 - our own files, no stored text
            script=Markup(script),  # noqa: S704
            payload=json_script(view.payload()),
            policy=_policy(style, script),
            documents=[_document(view, name) for name in picture.documents],
        )
    )


def _document(view: View, name: str) -> dict[str, Any]:
    document = view.picture.documents[name]
    claims = [claim for claim in view.picture.claims if claim.document == name]
    return {
        "document": document,
        "anchor": view.document_anchors[name],
        "claims": len(claims),
        "title": excerpt.whole(document, claims, title=True),
        "text": excerpt.whole(document, claims),
    }


@cache
def asset(name: str) -> str:
    """One of the package's own style or script files."""
    return (files("dateline.publish") / "assets" / name).read_text("utf-8")


@cache
def environment(*packages: str) -> Environment:
    """Jinja with autoescaping on for everything, undefined names an error; filters are the words of `words`.

    Templates are those of `packages`, then this one's.
    """
    made = Environment(
        loader=ChoiceLoader([PackageLoader(name) for name in (*packages, "dateline.publish")]),
        autoescape=select_autoescape(default_for_string=True, default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        day=words.day,
        interval=words.interval,
        moment=words.moment,
        published=words.published,
        percent=words.percent,
        sign=signs.use,
    )
    made.globals.update(
        width=svgmap.WIDTH,
        height=svgmap.HEIGHT,
        side_name=words.side_name,
        conflict=words.conflict,
        account_words=words.reading,
        status_meaning=words.STATUS_MEANING,
        status_order=words.STATUS_ORDER,
        held=lambda index: signs.Sign("held", index),
    )
    return made


def json_script(value: Any) -> Markup:
    """JSON that cannot leave its script element, whatever text is in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - escaped just above


def _policy(style: str, script: str) -> str:
    """A Content-Security-Policy that lets the page's own style and script run and nothing else."""
    return f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; base-uri 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
