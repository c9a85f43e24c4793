"""Check queries: rules across records, one SPARQL file each, in ROBOT's manner."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.graph.from_clause import names_graphs
from kg.graph.rules import refusing
from kg.project.findings import LEVELS, Finding, Places
from kg.read.queryfile import QueryFile


def check_queries(
    store: ox.Store, checks: Iterable[QueryFile], places: Places
) -> list[Finding]:
    """Run check queries over a store; each row with a ``?focus`` is a finding."""
    return [finding for check in checks for finding in _run(store, check, places)]


def _run(store: ox.Store, check: QueryFile, places: Places) -> list[Finding]:
    level = str(check.header.get("level", "error"))
    if level not in LEVELS:
        message = f"`level` is one of {', '.join(LEVELS)}, not `{level}`"
        raise check.refused(message)
    with refusing(check):
        union = not names_graphs(check.offline)
        rows = store.query(check.text, use_default_graph_as_union=union)
        if (
            isinstance(rows, ox.QuerySolutions)
            and ox.Variable("focus") in rows.variables
        ):
            return [_finding(check, level, row, places) for row in rows]
    raise check.refused("a check is a SELECT of ?focus and ?message")


def _finding(
    check: QueryFile, level: str, row: ox.QuerySolution, places: Places
) -> Finding:
    focus, message = row["focus"], row["message"]
    if not isinstance(focus, ox.NamedNode):
        raise check.refused("a row has no IRI as ?focus")
    problem = str(check.header.get("problem", check.name))
    text = message.value if isinstance(message, ox.Literal) else problem
    return Finding(
        level=level,
        check=check.name,
        focus=focus.value,
        message=f"{focus.value.rsplit('/', 1)[-1]}: {text}",
        place=places.find(focus.value),
        solution=str(check.header.get("solution", "")),
    )
