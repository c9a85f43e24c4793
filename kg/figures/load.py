"""Figures read from a graph, by whoever can run a SELECT query over it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from kg.figures.conventions import Reading, read_figure
from kg.figures.figure import KINDS, Figure, Period, Related, Scope, Series
from kg.names import ONTOLOGY, SCHEMES, local_name

Select = Callable[[str], Iterable[Sequence[str | None]]]
"""Runs a SELECT query over all graphs; rows of IRIs and lexical forms."""

_Node = dict[str, list[str]]

_PREFIXES = (
    f"PREFIX apf: <{ONTOLOGY}> "
    "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
)
_FIGURES = """SELECT ?claim ?figure ?p ?v WHERE {{
  {things} ?figure apf:measures ?thing . ?claim apf:content ?figure .
  ?figure ?p ?v . }}"""
_CLAIMS = """SELECT ?claim ?p ?v WHERE {{
  {things} ?figure apf:measures ?thing . ?claim apf:content ?figure .
  ?claim ?p ?v .
  FILTER (?p IN (apf:claimant, apf:possibleClaimant, apf:reportedBy, apf:modality,
    apf:statedIn, apf:revises, apf:restates)) }}"""
_CLASSES = "SELECT ?class ?kind WHERE {{ VALUES ?kind {{ {kinds} }} {path} }}"
_DISPUTES = "SELECT ?claim ?by WHERE { ?by apf:disputes ?claim . }"
_DOCUMENTS = """SELECT ?document ?p ?v WHERE {
  VALUES ?p { apf:published apf:basedOn } ?document ?p ?v . }"""
_RELATED = """SELECT ?p ?part ?whole WHERE {
  VALUES ?p { apf:partOfFlow apf:subPopulationOf apf:disjointFrom apf:movedPopulation }
  ?part ?p ?whole . }"""


@dataclass
class _Graph:
    """What several queries say, put together per thing."""

    select: Select
    things: Collection[str] | None
    as_of: date | None

    def rows(self, query: str) -> Iterable[Sequence[str | None]]:
        return self.select(_PREFIXES + query)

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kind of observation by class, a project's own classes too."""
        roots = {f"{ONTOLOGY}{kind.title()}Observation": kind for kind in KINDS}
        query = _CLASSES.format(
            kinds=" ".join(f"<{root}>" for root in roots),
            path="?class rdfs:subClassOf* ?kind .",
        )
        found = {str(c): roots[str(k)] for c, k in self.rows(query)}
        return roots | found

    @cached_property
    def forced(self) -> dict[str, str]:
        """The coercion that a movement type implies, where it implies any."""
        implied = {"forced-return": "forced", "voluntary-return": "voluntary"}
        return self._kinds_of_movement(implied)

    @cached_property
    def homeward(self) -> dict[str, str]:
        """Which movement types are returns, and which displacement."""
        kinds = ("return", "internal-displacement")
        return self._kinds_of_movement({kind: kind for kind in kinds})

    def _kinds_of_movement(self, named: dict[str, str]) -> dict[str, str]:
        roots = {f"{SCHEMES}movement/{name}": code for name, code in named.items()}
        query = _CLASSES.format(
            kinds=" ".join(f"<{root}>" for root in roots),
            path="?class skos:broader* ?kind .",
        )
        return {str(c): roots[str(k)] for c, k in self.rows(query)}

    @cached_property
    def documents(self) -> dict[str, _Node]:
        return _nodes((d, p, v) for d, p, v in self.rows(_DOCUMENTS))

    def published(self, document: str) -> date | None:
        return _day(self.documents.get(document, {}), "published")

    def roots(self, document: str) -> frozenset[str]:
        """Return the documents that a document goes back to, or itself."""
        found, queue, seen = set(), [document], {document}
        while queue:
            node = queue.pop()
            before = self.documents.get(node, {}).get("basedOn", [])
            if not before:
                found.add(node)
            queue += [d for d in before if d not in seen]
            seen.update(before)
        return frozenset(found or {document})

    def known(self, document: str) -> bool:
        """Tell whether a document was published by the day that is asked about."""
        day = self.published(document)
        return self.as_of is None or (day is not None and day <= self.as_of)

    def only(self) -> str:
        """Return the clause that restricts figures to the things asked about."""
        if self.things is None:
            return ""
        listed = " ".join(f"<{thing}>" for thing in sorted(self.things))
        return f"VALUES ?thing {{ {listed} }}"


def load_figures(
    select: Select, *, things: Collection[str] | None = None, as_of: date | None = None
) -> list[Figure]:
    """Return the figures of a graph, sorted by claim.

    ``things`` are IRIs of flows and populations: only figures that measure one of them.
    With ``as_of``, only what was published by that day, as it then stood.
    """
    graph = _Graph(select, things, as_of)
    about = {"things": graph.only()}
    claims = _nodes(graph.rows(_CLAIMS.format(**about)))
    disputes = _disputes(graph)
    figures: dict[tuple[str, str], _Node] = {}
    query = _FIGURES.format(**about)
    for claim, content, p, v in graph.rows(query):
        node = figures.setdefault((str(claim), str(content)), {})
        node.setdefault(local_name(p), []).append(str(v))
    found = [
        figure
        for (iri, observation), node in sorted(figures.items())
        if (figure := _figure(graph, iri, observation, node, claims, disputes))
    ]
    revised = {old for figure in found for old in figure.revises}
    measured = {f.observation: f.series.measures for f in found}
    return [
        replace(f, revised=f.claim in revised, whole=measured.get(f.share_of, ""))
        if f.claim in revised or f.share_of
        else f
        for f in found
    ]


def load_related(select: Select) -> Related:
    """Return how the measured things of a graph lie in each other."""
    links: dict[str, list[tuple[str, str]]] = {}
    for p, part, whole in select(_PREFIXES + _RELATED):
        links.setdefault(local_name(p), []).append((str(part), str(whole)))
    moved: dict[str, set[str]] = {}
    for flow, population in links.get("movedPopulation", []):
        moved.setdefault(flow, set()).add(population)
    parts = [*links.get("partOfFlow", []), *links.get("subPopulationOf", [])]
    disjoint = frozenset(map(frozenset, links.get("disjointFrom", [])))
    return Related(
        _closure(parts), disjoint, {k: frozenset(v) for k, v in moved.items()}
    )


def _closure(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    above: dict[str, set[str]] = {}
    for part, whole in pairs:
        above.setdefault(part, set()).add(whole)
    result = {}
    for part in above:
        seen: set[str] = set()
        queue = [part]
        while queue:
            new = above.get(queue.pop(), set()) - seen
            seen |= new
            queue += new
        result[part] = frozenset(seen - {part})
    return result


def _disputes(graph: _Graph) -> dict[str, list[str]]:
    """Return who disputes what, of the disputes already published."""
    found: dict[str, list[str]] = {}
    stated = _nodes(
        (claim, "statedIn", document)
        for claim, document in graph.rows(
            "SELECT ?by ?document WHERE "
            "{ ?by apf:disputes ?claim . ?by apf:statedIn ?document . }"
        )
    )
    for claim, by in graph.rows(_DISPUTES):
        documents = stated.get(str(by), {}).get("statedIn", [])
        if graph.as_of is None or any(map(graph.known, documents)):
            found.setdefault(str(claim), []).append(str(by))
    return found


def _figure(
    graph: _Graph,
    claim: str,
    observation: str,
    node: _Node,
    claims: dict[str, _Node],
    disputes: dict[str, list[str]],
) -> Figure | None:
    """Put one figure together; ``None`` for what is no figure, or not known yet."""
    kind = next((graph.kinds[c] for c in node["type"] if c in graph.kinds), None)
    about = claims.get(claim, {})
    document = _first(about, "statedIn")
    if kind is None or not document or not graph.known(document):
        return None
    roots = graph.roots(document)
    told = min(filter(None, map(graph.published, roots)), default=None)
    movement = _first(node, "movementType")
    coercion = local_name(_first(node, "coercion")) or "unknown"
    if coercion == "unknown":
        coercion = graph.forced.get(movement, "unknown")
    unit = local_name(_first(node, "unit"))
    series = Series(
        _first(node, "measures"),
        kind,
        unit,
        _first(node, "currency"),
        local_name(_first(node, "transferStage")),
    )
    flags = {
        f"{end}_inclusive": node.get(f"{end}BoundInclusive", ["true"])[0] == "true"
        for end in ("lower", "upper")
    }
    quantifier = local_name(_first(node, "quantifier"))
    direction = local_name(_first(node, "changeDirection"))
    homeward = graph.homeward.get(movement)
    baseline = Period(_day(node, "baselineStart"), _day(node, "baselineEnd"))
    reading = read_figure(
        quantifier or None,
        value=_number(node, "value"),
        lower=_number(node, "lowerBound"),
        upper=_number(node, "upperBound"),
        unit=unit,
        share=kind == "share",
        **flags,
    )
    return Figure(
        claim=claim,
        observation=observation,
        scope=Scope(series, _period(kind, node, told), coercion),
        reading=_as_fall(reading, unit) if direction == "decrease" else reading,
        text=_first(node, "quantityText"),
        quantifier=quantifier,
        claimant=_first(about, "claimant"),
        possible_claimants=frozenset(about.get("possibleClaimant", [])),
        modality=local_name(_first(about, "modality")),
        document=document,
        published=graph.published(document),
        told=told,
        originators=roots,
        narrated=_first(about, "claimant") in about.get("reportedBy", []),
        movement=local_name(movement),
        homeward=None if homeward is None else homeward == "return",
        approximate=_first(node, "approximate") == "true",
        disputed_by=tuple(sorted(disputes.get(claim, []))),
        revises=frozenset(about.get("revises", [])),
        restates=frozenset(about.get("restates", [])),
        direction=direction,
        baseline=None if baseline == Period(None, None) else baseline,
        compared_to=_first(node, "comparedTo"),
        share_of=_first(node, "shareOf"),
        rank=int(node["rank"][0]) if "rank" in node else None,
        rank_direction=local_name(_first(node, "rankDirection")),
    )


def _as_fall(reading: Reading | None, unit: str) -> Reading | None:
    """Turn what is left, "0.5 times the base", into the fall to it: two-fold."""
    if reading is None or unit != "ratio":
        return reading
    if reading.usual.high is None or reading.usual.high > 1 or not reading.usual.low:
        return reading
    return Reading(
        *(i.inverse() for i in (reading.printed, reading.usual, reading.loosest))
    )


def _period(kind: str, node: _Node, told: date | None) -> Period:
    """Return the period of a figure; without an end it runs up to its first telling.

    A stock without any date is one of the day on which it was first told.
    """
    start, end = _day(node, "startDate"), _day(node, "endDate")
    if kind == "stock":
        return Period(start or end or told, end or start or told, not (start or end))
    if end is None and told is not None and (start is None or start <= told):
        return Period(start, told, assumed=True)
    return Period(start, end)


def _nodes(rows: Iterable[Sequence[str | None]]) -> dict[str, _Node]:
    found: dict[str, _Node] = {}
    for thing, p, v in rows:
        found.setdefault(str(thing), {}).setdefault(local_name(p), []).append(str(v))
    for node in found.values():
        for values in node.values():
            values.sort()
    return found


def _first(node: _Node, name: str) -> str:
    return min(node[name]) if name in node else ""


def _day(node: _Node, name: str) -> date | None:
    return date.fromisoformat(node[name][0][:10]) if name in node else None


def _number(node: _Node, name: str) -> Fraction | None:
    return Fraction(node[name][0]) if name in node else None
