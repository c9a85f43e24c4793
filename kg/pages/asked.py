"""Pages that a server makes for what somebody typed: words to find, a query to run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.pages.library import Library
from kg.pages.render import Page

_HITS = 50
"""Hits that are listed: whoever reads on would rather ask for other words."""

EXAMPLE = """\
SELECT ?policy ?target WHERE {
  ?policy apf:targetsPopulation/rdfs:label ?target .
}
LIMIT 20
"""


@dataclass(frozen=True, slots=True)
class ResultTable:
    """What a query came to, as a page shows it: columns, and rows of cells.

    A cell is a pair of what it shows and the IRI that it is, ``""`` for a text.
    ``count`` is the number of all rows, of which the page may show the first.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[tuple[str, str]]]
    count: int = 1


def results_page(library: Library, words: str) -> Page:
    """Return the page of what words find in names, summaries and the texts at hand."""
    hits = library.graph.search(words, limit=_HITS) if words.strip() else []
    claims = (hit.thing.iri for hit in hits if library.is_claim(hit.thing.iri))
    cards = {card.iri: card for card in library.cards(claims)}
    shown = {"words": words, "hits": hits, "cards": cards, "most": _HITS}
    return Page("results", f"Find: {words}", shown)


def sparql_page(
    query: str, result: ResultTable | None, problem: str, text: str
) -> Page:
    """Return the page on which a query can be written, and what came of it."""
    shown = {
        "query": query or EXAMPLE,
        "result": result,
        "problem": problem,
        "text": text,
    }
    return Page("sparql", "SPARQL", shown)


def result_of(data: Mapping[str, Any], most: int) -> ResultTable:
    """Return the table of results in the JSON of SPARQL 1.1, so many rows at most."""
    if "boolean" in data:
        return ResultTable(["answer"], [[(str(data["boolean"]).lower(), "")]])
    columns, bindings = data["head"]["vars"], data["results"]["bindings"]
    rows = [[_cell(b.get(name)) for name in columns] for b in bindings[:most]]
    return ResultTable(columns, rows, len(bindings))


def _cell(term: Mapping[str, str] | None) -> tuple[str, str]:
    if term is None:
        return "", ""
    return term["value"], term["value"] if term["type"] == "uri" else ""
