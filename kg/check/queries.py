"""Check queries: rules across records, one SPARQL file each, in ROBOT's manner."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.check.findings import LEVELS, Finding, Places
from kg.errors import InputErrors, Place, Problem
from kg.read.queryfile import QueryFile


def check_queries(
    store: ox.Store, checks: Iterable[QueryFile], places: Places
) -> list[Finding]:
    """Run check queries over a store; each row with a ``?focus`` is a finding."""
    return [finding for check in checks for finding in _run(store, check, places)]


def _run(store: ox.Store, check: QueryFile, places: Places) -> list[Finding]:
    level = str(check.header.get("level", "error"))
    try:
        if level not in LEVELS:
            raise SyntaxError(f"`level` is one of {', '.join(LEVELS)}, not `{level}`")
        rows = store.query(check.text, use_default_graph_as_union=True)
        if not isinstance(rows, ox.QuerySolutions):
            raise SyntaxError("a check is a SELECT of ?focus and ?message")
        return [_finding(check, level, row, places) for row in rows]
    except (SyntaxError, KeyError) as error:
        problem = Problem(Place(check.file, 1), f"not a check query: {error}")
        raise InputErrors([problem]) from None


def _finding(
    check: QueryFile, level: str, row: ox.QuerySolution, places: Places
) -> Finding:
    focus, message = row["focus"], row["message"]
    iri = focus.value if isinstance(focus, ox.NamedNode) else str(focus)
    text = message.value if isinstance(message, ox.Literal) else check.header["problem"]
    return Finding(
        level=level,
        check=check.name,
        focus=iri,
        message=f"{iri.rsplit('/', 1)[-1]}: {text}",
        place=places.find(iri),
        solution=str(check.header.get("solution", "")),
    )
