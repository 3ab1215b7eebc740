"""What an outlet puts into a reported sentence on its own account (CODEBOOK section 7, "Scope of a speaker").

Plain background glosses, appositions and relative clauses set off by commas, are the outlet's even within reported
speech. Within quotation marks every word is the speaker's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.attribution_grammar import children
from dateline.extract.attribution_spans import Found, Page, Spans, spans_of

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["without_background"]

_ADDED = frozenset({"as", "although", "though"})
_GLOSSING = frozenset({"which", "who", "whom", "whose", "where"})


def without_background(page: Page, found: Found) -> Spans:
    """The content less its glosses: what the speaker answers for."""
    barred: set[int] = set()
    for start, end in found.content:
        span = page.doc.char_span(start, end, alignment_mode="contract")
        for token in span or ():
            if page.quoted[token.i] < 0 and _is_gloss(page, token):
                barred.update(each.i for each in token.subtree)
    if not barred:
        return found.content
    pieces = (page.doc.char_span(start, end, alignment_mode="contract") for start, end in found.content)
    kept = [token for span in pieces for token in span or () if token.i not in barred]
    return spans_of(kept, page.text) or found.content


def _is_gloss(page: Page, token: Token) -> bool:
    """An apposition or non-restrictive relative clause; with "as" or "although" a clause that the outlet adds.

    A comma stands before them; "which" needs none, since careless copies drop it.
    """
    first = token.left_edge.i
    if token.dep_ == "relcl" and page.doc[first].lower_ == "which":
        return True
    if first == 0 or page.doc[first - 1].text not in {",", "(", "\u2014", "--"}:
        return False
    if token.dep_ == "appos":
        return True
    if token.dep_ == "advcl" and any(each.lower_ in _ADDED for each in children(token, "mark")):
        return bool(page.doc[first + 1].pos_ != "AUX")  # "as had six others" likens, it adds nothing
    opener = page.doc[first]
    return token.dep_ == "relcl" and (opener.lower_ in _GLOSSING or bool(children(token, "mark")))
