"""What is asked of a graph to read its figures, and the rows put together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kg.figures.codes import PREFIXES, Codes, Select, read_codes
from kg.figures.figure import KINDS
from kg.names import ONTOLOGY, SCHEMES, local_name

Node = dict[str, list[str]]
"""The values of a thing by the local name of the property, sorted."""

FIGURES = """SELECT ?claim ?figure ?p ?v WHERE {{
  {things} ?figure apf:measures ?thing . ?claim apf:content ?figure .
  ?figure ?p ?v . }}"""
CLAIMS = """SELECT ?claim ?p ?v WHERE {{
  {things} ?figure apf:measures ?thing . ?claim apf:content ?figure .
  ?claim ?p ?v .
  FILTER (?p IN (apf:claimant, apf:possibleClaimant, apf:jointClaimant, apf:reportedBy,
    apf:modality, apf:condition,
    apf:statedIn, apf:row, apf:revises, apf:restates, apf:inAdditionTo,
    apf:ambiguity, apf:standing, apf:disputedBy)) }}"""
_CLASSES = "SELECT ?class ?kind WHERE {{ VALUES ?kind {{ {kinds} }} {path} }}"
_DOCUMENTS = """SELECT ?document ?p ?v WHERE {
  VALUES ?p { apf:published apf:basedOn } ?document ?p ?v . }"""
RELATED = """SELECT ?p ?part ?whole WHERE {
  VALUES ?p { apf:partOfFlow apf:subPopulationOf apf:disjointFrom apf:movedPopulation }
  ?part ?p ?whole . }"""


@dataclass
class FigureQueries:
    """What several queries say, put together per thing."""

    select: Select
    things: Collection[str] | None

    def rows(self, query: str) -> Iterable[Sequence[str | None]]:
        """Run one of the queries."""
        return self.select(PREFIXES + query)

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kind of observation by class, a project's own classes too."""
        roots = {f"{ONTOLOGY}{kind.title()}Observation": kind for kind in KINDS}
        query = _CLASSES.format(
            kinds=" ".join(f"<{root}>" for root in roots),
            path="?class rdfs:subClassOf* ?kind .",
        )
        classes = {str(c): roots[str(k)] for c, k in self.rows(query)}
        return roots | classes

    @cached_property
    def codes(self) -> Codes:
        """What the code lists say of units and of coercion."""
        return read_codes(self.select)

    @cached_property
    def homeward(self) -> dict[str, str]:
        """Which movement types are returns, and which displacement."""
        kinds = ("return", "internal-displacement")
        roots = {f"{SCHEMES}movement/{kind}": kind for kind in kinds}
        query = _CLASSES.format(
            kinds=" ".join(f"<{root}>" for root in roots),
            path="?class skos:broader* ?kind .",
        )
        return {str(c): roots[str(k)] for c, k in self.rows(query)}

    @cached_property
    def documents(self) -> dict[str, Node]:
        """When each document was published, and what it is based on."""
        return nodes((d, p, v) for d, p, v in self.rows(_DOCUMENTS))

    def published(self, document: str) -> date | None:
        """Return the day of a document, if it is known."""
        return day(self.documents.get(document, {}), "published")

    def roots(self, document: str) -> frozenset[str]:
        """Return the documents that a document goes back to, or itself."""
        roots, queue, seen = set(), [document], {document}
        while queue:
            node = queue.pop()
            before = self.documents.get(node, {}).get("basedOn", [])
            if not before:
                roots.add(node)
            queue += [d for d in before if d not in seen]
            seen.update(before)
        return frozenset(roots or {document})

    def only(self) -> str:
        """Return the clause that restricts figures to the things asked about."""
        if self.things is None:
            return ""
        listed = " ".join(f"<{thing}>" for thing in sorted(self.things))
        return f"VALUES ?thing {{ {listed} }}"


def nodes(rows: Iterable[Sequence[str | None]]) -> dict[str, Node]:
    """Put rows of thing, property and value together by thing."""
    grouped: dict[str, Node] = {}
    for thing, p, v in rows:
        grouped.setdefault(str(thing), {}).setdefault(local_name(p), []).append(str(v))
    for node in grouped.values():
        for values in node.values():
            values.sort()
    return grouped


def first(node: Node, name: str) -> str:
    """Return the first value of a property, ``""`` if there is none."""
    return min(node[name]) if name in node else ""


def day(node: Node, name: str) -> date | None:
    """Return a property as a day."""
    return date.fromisoformat(node[name][0][:10]) if name in node else None
