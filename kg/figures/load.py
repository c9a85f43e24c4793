"""Figures read from a graph, by whoever can run a SELECT query over it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from kg.amounts.conventions import Reading, read_figure
from kg.figures.figure import Figure, Period, Related, Scope, Series
from kg.figures.queries import (
    CLAIMS,
    DISPUTES,
    FIGURES,
    PREFIXES,
    RELATED,
    Graph,
    Node,
    Select,
    day,
    first,
    nodes,
)
from kg.names import local_name

__all__ = ["Select", "load_figures", "load_related"]


def load_figures(
    select: Select, *, things: Collection[str] | None = None, as_of: date | None = None
) -> list[Figure]:
    """Return the figures of a graph, sorted by claim.

    ``things`` are IRIs of flows and populations: only figures that measure one of them.
    With ``as_of``, only what was published by that day, as it then stood.
    """
    graph = Graph(select, things, as_of)
    about = {"things": graph.only()}
    claims = nodes(graph.rows(CLAIMS.format(**about)))
    disputes = _disputes(graph)
    figures: dict[tuple[str, str], Node] = {}
    query = FIGURES.format(**about)
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
    for p, part, whole in select(PREFIXES + RELATED):
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


def _disputes(graph: Graph) -> dict[str, list[str]]:
    """Return who disputes what, of the disputes already published."""
    found: dict[str, list[str]] = {}
    stated = nodes(
        (claim, "statedIn", document)
        for claim, document in graph.rows(
            "SELECT ?by ?document WHERE "
            "{ ?by apf:disputes ?claim . ?by apf:statedIn ?document . }"
        )
    )
    for claim, by in graph.rows(DISPUTES):
        documents = stated.get(str(by), {}).get("statedIn", [])
        if graph.as_of is None or any(map(graph.known, documents)):
            found.setdefault(str(claim), []).append(str(by))
    return found


def _figure(
    graph: Graph,
    claim: str,
    observation: str,
    node: Node,
    claims: dict[str, Node],
    disputes: dict[str, list[str]],
) -> Figure | None:
    """Put one figure together; ``None`` for what is no figure, or not known yet."""
    kind = next((graph.kinds[c] for c in node["type"] if c in graph.kinds), None)
    about = claims.get(claim, {})
    document = first(about, "statedIn")
    if kind is None or not document or not graph.known(document):
        return None
    roots = graph.roots(document)
    told = min(filter(None, map(graph.published, roots)), default=None)
    movement = first(node, "movementType")
    coercion = local_name(first(node, "coercion")) or "unknown"
    if coercion == "unknown":
        coercion = graph.forced.get(movement, "unknown")
    unit = local_name(first(node, "unit"))
    series = Series(
        first(node, "measures"),
        kind,
        unit,
        first(node, "currency"),
        local_name(first(node, "transferStage")),
    )
    flags = {
        f"{end}_inclusive": node.get(f"{end}BoundInclusive", ["true"])[0] == "true"
        for end in ("lower", "upper")
    }
    quantifier = local_name(first(node, "quantifier"))
    direction = local_name(first(node, "changeDirection"))
    homeward = graph.homeward.get(movement)
    baseline = Period(day(node, "baselineStart"), day(node, "baselineEnd"))
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
        text=first(node, "quantityText"),
        quantifier=quantifier,
        claimant=first(about, "claimant"),
        possible_claimants=frozenset(about.get("possibleClaimant", [])),
        modality=local_name(first(about, "modality")),
        document=document,
        published=graph.published(document),
        told=told,
        originators=roots,
        narrated=first(about, "claimant") in about.get("reportedBy", []),
        movement=local_name(movement),
        homeward=None if homeward is None else homeward == "return",
        approximate=first(node, "approximate") == "true",
        disputed_by=tuple(sorted(disputes.get(claim, []))),
        revises=frozenset(about.get("revises", [])),
        restates=frozenset(about.get("restates", [])),
        direction=direction,
        baseline=None if baseline == Period(None, None) else baseline,
        compared_to=first(node, "comparedTo"),
        share_of=first(node, "shareOf"),
        rank=int(node["rank"][0]) if "rank" in node else None,
        rank_direction=local_name(first(node, "rankDirection")),
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


def _period(kind: str, node: Node, told: date | None) -> Period:
    """Return the period of a figure; without an end it runs up to its first telling.

    A stock without any date is one of the day on which it was first told.
    """
    start, end = day(node, "startDate"), day(node, "endDate")
    if kind == "stock":
        return Period(start or end or told, end or start or told, not (start or end))
    if end is None and told is not None and (start is None or start <= told):
        return Period(start, told, assumed=True)
    return Period(start, end)


def _number(node: Node, name: str) -> Fraction | None:
    return Fraction(node[name][0]) if name in node else None
