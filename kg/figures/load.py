"""Figures read from a graph, by whoever can run a SELECT query over it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from kg.amounts.conventions import FigureReading, read_figure
from kg.figures.base import RateBase
from kg.figures.codes import PREFIXES, Select
from kg.figures.coverage import coverage, with_coverage
from kg.figures.criteria import read_groups
from kg.figures.figure import Days, Figure, Related, Scope, Series
from kg.figures.queries import (
    CLAIMS,
    FIGURES,
    RELATED,
    FigureQueries,
    Node,
    day,
    first,
    nodes,
)
from kg.names import local_name
from kg.periods.edtf import parse_period


def load_figures(
    select: Select, *, things: Collection[str] | None = None
) -> list[Figure]:
    """Return the figures of a graph, sorted by claim.

    ``things`` are IRIs of flows and populations: only figures that measure one of them.
    """
    graph = FigureQueries(select, things)
    about = {"things": graph.only()}
    claims = nodes(graph.rows(CLAIMS.format(**about)))
    figures: dict[tuple[str, str], Node] = {}
    query = FIGURES.format(**about)
    for claim, content, p, v in graph.rows(query):
        node = figures.setdefault((str(claim), str(content)), {})
        node.setdefault(local_name(p), []).append(str(v))
    made = [
        figure
        for (iri, observation), node in sorted(figures.items())
        if (figure := _figure(graph, iri, observation, node | claims.get(iri, {})))
    ]
    measured = {f.observation: f.series.measures for f in made}
    return [
        replace(f, whole=measured.get(f.share_of, "")) if f.share_of else f
        for f in made
    ]


def load_related(select: Select, about: Collection[str] | None = None) -> Related:
    """Return how the measured things of a graph lie in each other.

    ``about`` are IRIs of flows and populations: only what bears on these is read, which
    is what they lie in, what lies in that, and who moves there.
    """
    rows = None if about is None else _bearing_on(select, about)
    if rows is None:
        rows = {_link(row) for row in select(PREFIXES + RELATED)}
    links: dict[str, list[tuple[str, str]]] = {}
    for p, part, whole in sorted(rows):
        links.setdefault(local_name(p), []).append((part, whole))
    moved: dict[str, set[str]] = {}
    for flow, population in links.get("movedPopulation", []):
        moved.setdefault(flow, set()).add(population)
    parts = [*links.get("partOfFlow", []), *links.get("subPopulationOf", [])]
    disjoint = frozenset(map(frozenset, links.get("disjointFrom", [])))
    return Related(
        _closure(parts),
        disjoint,
        {k: frozenset(v) for k, v in moved.items()},
        read_groups(select),
    )


_Link = tuple[str, str, str]
_FAR = 2_000
"""Things near others of which there are more are not looked up one by one: to read how
all things lie takes 2 microseconds for each triple of it, to look one up 50."""


def _bearing_on(select: Select, about: Collection[str]) -> set[_Link] | None:
    """Return how things lie that bear on some; ``None`` where those are too many."""
    rows = set[_Link]()

    def follow(things: set[str], end: str) -> set[str]:
        """Return things with all that they lie in, or all that lies in them."""
        reached, new = set(things), things
        while new and len(reached) <= _FAR:
            links = _links(select, new, end, "apf:partOfFlow apf:subPopulationOf")
            rows.update(links)
            new = {other for _, *ends in links for other in ends} - reached
            reached |= new
        return reached

    near = follow(follow(follow(set(about), "part"), "whole"), "part")
    if len(near) > _FAR:
        return None
    moved = _links(select, near, "part", "apf:movedPopulation")
    near = follow(near | {population for *_, population in moved}, "part")
    rows |= moved | _links(select, near, "part", "apf:disjointFrom")
    return rows if len(near) <= _FAR else None


def _links(
    select: Select, things: Collection[str], end: str, properties: str
) -> set[_Link]:
    listed = " ".join(f"<{thing}>" for thing in sorted(things))
    clause = f"VALUES ?{end} {{ {listed} }} VALUES ?p {{ {properties} }} "
    query = f"{PREFIXES}SELECT ?p ?part ?whole WHERE {{ {clause}?part ?p ?whole . }}"
    return {_link(row) for row in select(query)} if things else set()


def _link(row: Sequence[str | None]) -> _Link:
    p, part, whole = map(str, row)
    return p, part, whole


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


def _figure(
    graph: FigureQueries, claim: str, observation: str, node: Node
) -> Figure | None:
    """Put one figure together; ``None`` for what is no figure of a document.

    ``node`` has what is said of the observation, and of the claim that makes it.
    """
    kind = next((graph.kinds[c] for c in node["type"] if c in graph.kinds), None)
    document = first(node, "statedIn")
    if kind is None or not document:
        return None
    roots, published = graph.roots(document), graph.published(document)
    first_day = min(filter(None, map(graph.published, roots)), default=None)
    scope = _scope(graph, kind, node, first_day)
    scope = with_coverage(scope, coverage(node), roots)
    movement, direction = first(node, "movementType"), _code(node, "changeDirection")
    homeward = graph.homeward.get(movement)
    baseline = Days(day(node, "baselineStart"), day(node, "baselineEnd"))
    reading = _reading(kind, node)
    fell = direction == "decrease" and scope.series.about_unit.fold
    return Figure(
        claim=claim,
        observation=observation,
        scope=scope,
        reading=_as_fall(reading) if reading and fell else reading,
        text=first(node, "quantityText"),
        quantifier=_code(node, "quantifier"),
        claimant=first(node, "claimant"),
        possible_claimants=frozenset(node.get("possibleClaimant", [])),
        joint=frozenset(node.get("jointClaimant", [])),
        modality=_code(node, "modality"),
        condition=first(node, "condition"),
        document=document,
        table=document if "row" in node else "",
        published=published,
        first_published=first_day or published,
        originators=roots,
        narrated=first(node, "claimant") in node.get("reportedBy", []),
        movement=local_name(movement),
        homeward=None if homeward is None else homeward == "return",
        approximate=first(node, "approximate") == "true",
        disputed_by=tuple(sorted(node.get("disputedBy", []))),
        revises=frozenset(node.get("revises", [])),
        revised=_code(node, "standing") == "replaced",
        restates=frozenset(node.get("restates", [])),
        in_addition_to=frozenset(node.get("inAdditionTo", [])),
        comparable_with=frozenset(node.get("comparableWith", [])),
        not_comparable_with=frozenset(node.get("notComparableWith", [])),
        tranche=" ".join(first(node, "tranche").casefold().split()),
        ambiguous="ambiguity" in node,
        direction=direction,
        baseline=None if baseline == Days(None, None) else baseline,
        compared_to=first(node, "comparedTo"),
        share_of=first(node, "shareOf"),
        rank=int(node["rank"][0]) if "rank" in node else None,
        rank_direction=_code(node, "rankDirection"),
        per=_per(graph, node) if kind == "rate" else None,
    )


def _per(graph: FigureQueries, node: Node) -> RateBase:
    span = first(node, "perTime")
    return RateBase(
        graph.codes.span(span) if span else None,
        _number(node, "perNumber"),
        _code(node, "perUnit"),
        first(node, "perThing"),
        _code(node, "rateKind"),
    )


def _scope(
    graph: FigureQueries, kind: str, node: Node, first_day: date | None
) -> Scope:
    unit = graph.codes.unit(first(node, "unit"))
    movement = first(node, "movementType")
    coercion = graph.codes.coercion(first(node, "coercion"), movement)
    series = Series(
        first(node, "measures"),
        kind,
        local_name(unit.iri),
        first(node, "currency"),
        _code(node, "transferStage"),
        _code(node, "countingMethod"),
        worth="worth of goods" if "worthOf" in node else "",
        movement=local_name(graph.codes.by_itself.get(movement, "")),
        about_unit=unit,
    )
    period = _period(kind, node, first_day)
    code = local_name(coercion.iri)
    return Scope(series, period, code, about_coercion=coercion)


def _reading(kind: str, node: Node) -> FigureReading | None:
    flags = {
        f"{end}_inclusive": node.get(f"{end}BoundInclusive", ["true"])[0] == "true"
        for end in ("lower", "upper")
    }
    return read_figure(
        _code(node, "quantifier") or None,
        value=_number(node, "value"),
        lower=_number(node, "lowerBound"),
        upper=_number(node, "upperBound"),
        unit=_code(node, "unit"),
        rounded_to=_number(node, "roundedTo"),
        share=kind == "share",
        rate=kind == "rate",
        **flags,
    )


def _as_fall(reading: FigureReading) -> FigureReading:
    """Turn what is left, "0.5 times the base", into the fall to it: two-fold."""
    if reading.usual.high is None or reading.usual.high > 1 or not reading.usual.low:
        return reading
    return FigureReading(
        *(i.inverse() for i in (reading.printed, reading.usual, reading.loosest))
    )


def _period(kind: str, node: Node, first_day: date | None) -> Days:
    """Return the period of a figure; without an end it runs up to its publication.

    A stock without any date is one of the day on which it was first published.
    """
    edtf = _edtf(node)
    if kind == "stock":  # counts one day of its period
        start, end = day(node, "earliestStart"), day(node, "latestEnd")
        assumed = not (start or end)
        days = start or end or first_day, end or start or first_day
        return Days(*days, assumed, edtf)
    # what fills its period fills it as named, also where that is only about right
    start, end = day(node, "latestStart"), day(node, "earliestEnd")
    if end is None and first_day is not None and (start is None or start <= first_day):
        since = edtf.partition("/")[0]
        return Days(start, first_day, True, f"{since}/{first_day}" if since else "")
    return Days(start, end, written=edtf)


def _edtf(node: Node) -> str:
    """Return a period as written; "" for words that are no EDTF, in another's graph."""
    try:
        return parse_period(first(node, "edtf")).edtf
    except ValueError:
        return ""


def _code(node: Node, name: str) -> str:
    return local_name(first(node, name))


def _number(node: Node, name: str) -> Fraction | None:
    return Fraction(node[name][0]) if name in node else None
