"""The solutions of a query of one's own as a table for people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox

from kg.cli.output import console, new_table, plural
from kg.names import PREFIXES, XSD

_MOST = 1_000
"""Rows that are printed at most: a second, and more than anybody reads."""

_LEAST = 14
"""Characters that a column has at least; with fewer, rows are printed as lists."""

_LOCAL = re.compile(r"\w(?:[\w.-]*[\w-])?")
_NUMBERS = frozenset(
    str(XSD) + name for name in ("integer", "decimal", "double", "float")
)


def print_results(result: bytes, prefixes: Mapping[str, str]) -> None:
    """Print results of SPARQL JSON, IRIs by prefix, and what the prefixes stand for.

    Of many rows only the first are printed, and the others counted.
    """
    from rich.text import Text

    out = console()
    results = ox.parse_query_results(result, format=ox.QueryResultsFormat.JSON)
    if not isinstance(results, ox.QuerySolutions):
        out.print("yes" if results else "no")
        return
    names = [variable.value for variable in results.variables]
    rows = [list(row) for row in results]
    if not rows:
        out.print(f"No rows ({', '.join(names)}).", soft_wrap=True)
        return
    short = _Shortened(prefixes)
    shown = [[short.text(term) for term in row] for row in rows[:_MOST]]
    if names and out.width // len(names) >= _LEAST:
        _grid(names, rows, shown)
    else:
        _lists(names, shown)
    if (more := len(rows) - _MOST) > 0:
        rest = f"… and {plural(more, 'more row')}; --format csv prints all"
        out.print(rest, soft_wrap=True)
    for line in short.declarations():
        out.print(Text(line, style="dim"), soft_wrap=True)


@dataclass
class _Shortened:
    """Writes terms as people read them, and knows which prefixes that took."""

    prefixes: Mapping[str, str]
    used: set[str] = field(default_factory=set)

    def text(self, term: Any) -> str:
        """Return a term; one that is empty is told from one that is not bound."""
        if term is None:
            return ""
        if isinstance(term, ox.Literal):
            return term.value or '""'
        return self._iri(term.value) if isinstance(term, ox.NamedNode) else str(term)

    def _iri(self, iri: str) -> str:
        fitting = [
            (len(space), name)
            for name, space in self.prefixes.items()
            if iri.startswith(space) and _LOCAL.fullmatch(iri, len(space))
        ]
        if not fitting:
            return iri
        length, name = max(fitting)
        self.used.add(name)
        return f"{name}:{iri[length:]}"

    def declarations(self) -> Iterator[str]:
        """Yield what a query has to declare to use the names that were printed."""
        for name in sorted(self.used):
            if self.prefixes[name] != PREFIXES.get(name):
                yield f"PREFIX {name}: <{self.prefixes[name]}>"


def _grid(
    names: Sequence[str], rows: Sequence[Sequence[Any]], shown: Sequence[Sequence[str]]
) -> None:
    from rich.text import Text

    table = new_table()
    for name, terms in zip(names, zip(*rows, strict=True), strict=True):
        numbers = all(
            isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS
            for term in terms
            if term is not None
        )
        side: Any = "right" if numbers else "left"
        table.add_column(name, justify=side, overflow="fold")
    for cells in shown:
        table.add_row(*map(Text, cells))
    console().print(table)


def _lists(names: Sequence[str], shown: Sequence[Sequence[str]]) -> None:
    """Print each row as a list of its cells, where columns would be too narrow."""
    from kg.figures.view.page import Hanging

    out = console()
    for cells in shown:
        for name, cell in zip(names, cells, strict=True):
            out.print(Hanging(cell, head=f"{name} ", head_style="bold"))
        out.print()
