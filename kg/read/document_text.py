"""What a document says of its text: digest, length, converter and pages."""

from __future__ import annotations

from itertools import pairwise

from kg.read.entries import Entry
from kg.read.expand import Expander
from kg.read.nodes import Mapping
from kg.read.texts import mismatch

_NEEDED = {"sha256": "textDigest", "length": "textLength"}
_FIELDS = _NEEDED | {
    "converter": "textConverter",
    "converterVersion": "textConverterVersion",
    "pages": "pageStart",
}


def expand_text(
    expander: Expander, entry: Entry, section: Mapping, text: str | None
) -> int | None:
    """Expand ``text``, compare it with the text at hand, return the length."""
    at_hand = None if text is None else len(text)
    node = section.values.get("text")
    if node is None:
        return at_hand
    report = expander.values.report
    given = set(node.values) if isinstance(node, Mapping) else set()
    if not isinstance(node, Mapping) or not set(_NEEDED) <= given <= set(_FIELDS):
        more = "; beside them may stand converter, converterVersion and pages"
        report(node.place, "`text` takes {sha256: …, length: …}" + more)
        return at_hand
    terms = expander.values.vocabulary.terms
    for key, value in node.values.items():
        term = terms[_FIELDS[key]]
        read = expander.values.read(term, value)
        if read is not None:
            expander.set(entry, term, read, value.place)
    digest, length = entry.node.get("textDigest"), entry.node.get("textLength")
    if not isinstance(digest, str | None) or not isinstance(length, int | None):
        report(node.place, "`text` takes one of each")
        return at_hand
    if text is not None and digest and (differs := mismatch(text, digest, length)):
        report(node.place, differs)
    if "pageStart" in entry.node and not _in_order(entry.node["pageStart"]):
        message = "`pages` lists the character at which each page begins, in order: "
        report(node.values["pages"].place, message + "the first begins at 0")
    return length


def _in_order(pages: object) -> bool:
    """Tell whether pages begin at 0 and one after another."""
    starts = pages if isinstance(pages, list) else [pages]
    ascending = all(before < after for before, after in pairwise(starts))
    return starts[0] == 0 and ascending
