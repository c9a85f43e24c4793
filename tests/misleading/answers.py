"""Everything that a graph answers, as rows of text: questions, networks, triples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg.ask.network.model import Column, Network
from kg.ask.network.project import project_view
from kg.ask.network.views import read_views
from kg.ask.questions import bind, claim_columns, read_questions
from kg.ask.tables import Table
from kg.names import APF
from kg.rdf import term_of
from kg.read.project import Project

DAYS = ("2024-10-15", "2025-06-15")
"""Days asked about: within what is said of each of the two graphs."""

Row = tuple[tuple[str, str], ...]
"""Columns that say something, with the text of each."""

Rows = dict[str, set[Row]]
"""Rows by who gives them: a question and its parameters, a network's part."""


@dataclass(frozen=True)
class InMemory:
    """A store to ask, as the endpoints of :mod:`kg.ask` are."""

    store: ox.Store

    def select(self, query: str) -> Table:
        """Run a SELECT query over the union of the store's graphs."""
        found: Any = self.store.query(query, use_default_graph_as_union=True)
        names = tuple(variable.value for variable in found.variables)
        rows = [
            tuple(None if term is None else term_of(term) for term in row)
            for row in found
        ]
        return Table(names, rows)  # type: ignore[arg-type]


def answers(project: Project, store: ox.Store, *, networks: bool = False) -> Rows:
    """Ask all questions of a store, or make all networks; with either, its triples."""
    asked = _networks(project, store) if networks else _questions(project, store)
    return dict([*asked, ("plain triples", _triples(project, store))])


def _questions(project: Project, store: ox.Store) -> Iterator[tuple[str, set[Row]]]:
    """Ask every question that rests on claims, and those of a day on some days, too."""
    endpoint, inputs = InMemory(store), _inputs(store)
    for name, question in read_questions(project).items():
        if not claim_columns(question.columns.items()):
            continue
        days = DAYS if "on" in question.parameters else ()
        for given in ({}, *({"on": day} for day in days)):
            terms = bind(question, given, endpoint, "en")
            asked = " ".join((name, *given.values()))
            rows = _select(store, question.query(terms))
            yield asked, {_with_inputs(row, inputs) for row in rows}


def _select(store: ox.Store, query: str) -> Iterator[Row]:
    """Yield rows as text, without making the terms that :class:`InMemory` gives."""
    found: Any = store.query(query, use_default_graph_as_union=True)
    names = [variable.value for variable in found.variables]
    for row in found:
        yield _row(names, [None if term is None else term.value for term in row])


def _inputs(store: ox.Store) -> dict[str, str]:
    """Return the claims that each derived claim was worked out from."""
    inputs: dict[str, set[str]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, FROM, None):
        claim, source = quad.subject, quad.object
        if isinstance(claim, ox.NamedNode) and isinstance(source, ox.NamedNode):
            inputs[claim.value].add(source.value)
    return {claim: " ".join(sorted(sources)) for claim, sources in inputs.items()}


def _with_inputs(row: Row, inputs: dict[str, str]) -> Row:
    """Add to what a row says of a derived claim all that it was derived from."""
    derived = [inputs[text] for _, text in row if text in inputs]
    return (*row, (ALL, " ".join(derived))) if derived else row


def _row(names: Iterable[str], cells: Iterable[Any]) -> Row:
    """Return what a row says; what is unknown is left out, as a column may be."""
    said = ((n, str(c)) for n, c in zip(names, cells, strict=True) if c is not None)
    return tuple(cell for cell in said if cell[1] != "unknown")


def _networks(project: Project, store: ox.Store) -> Iterator[tuple[str, set[Row]]]:
    for name, view in read_views(project).items():
        made = project_view(InMemory(store), view, base=project.base)
        yield f"nodes of {name}", set(_nodes(made))
        yield f"edges of {name}", set(_edges(made))


def _nodes(network: Network) -> Iterator[Row]:
    """Yield nodes of which something is said beside what they are by definition."""
    nodes = network.nodes
    for i, id_ in enumerate(nodes.ids):
        spells = nodes.spells[i] if nodes.spells is not None else ()
        cells = {"times": spells or None, **_cells(nodes.columns, i)}
        if any(cells.get(name) is not None for name in _SAID_OF_NODES):
            yield _row(("id", *cells), (id_, *cells.values()))


_SAID_OF_NODES = ("times", "status", "standing", "modality")


def _edges(network: Network) -> Iterator[Row]:
    edges = network.edges
    for i, (s, t) in enumerate(zip(edges.sources, edges.targets, strict=True)):
        cells: dict[str, Any] = {"source": s, "kind": edges.kinds[i], "target": t}
        cells |= {"label": edges.labels[i], **_cells(edges.columns, i)}
        cells["weight"] = edges.weights[i] if edges.weights is not None else None
        cells["times"] = (edges.spells[i] if edges.spells is not None else ()) or None
        for timed in edges.timed:
            cells[timed.name] = timed.values[i] or None
        if not edges.kinds[i].startswith(ADDED):
            yield _row(cells, cells.values())


ALL = "claims"
"""The column of the claims of which a row says that it was worked out from them all."""

FROM = ox.NamedNode(APF.derivedFromClaim)

ADDED = "seeAlso"
"""The relation of the claims that the copies of what is said add."""


def _cells(columns: tuple[Column, ...], i: int) -> dict[str, Any]:
    return {column.name: column.values[i] for column in columns}


def _triples(project: Project, store: ox.Store) -> set[Row]:
    """Return what is derived as if it were so: triples of things, not of claims."""
    graph = ox.NamedNode(f"{project.base}graph/derived")
    names = ("subject", "predicate", "object")
    return {
        _row(names, tuple(getattr(n, "value", None) for n in quad.triple))
        for quad in store.quads_for_pattern(None, None, None, graph)
    }
