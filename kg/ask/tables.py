"""The solutions of a SELECT query, as terms that are plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg.rdf import BNode, Literal, URIRef, term_of

Term = URIRef | Literal
Row = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The solutions of a SELECT query, in its order; ``None`` where unbound."""

    variables: tuple[str, ...]
    rows: list[Row]


Packed = tuple[tuple[str, ...], list[Any], list[tuple[int, ...]]]
"""A table in types that go quickly from process to process: its variables, each term
once, and for each row the numbers of its terms.

An IRI is a text, a literal a triple of text, datatype and language.
"""


def packed(results: ox.QuerySolutions) -> Packed:
    """Return solutions packed."""
    numbers: dict[Any, int] = {None: 0}
    terms: list[Any] = [None]

    def number(term: Any) -> int:
        if (known := numbers.get(term)) is None:
            known = numbers[term] = len(terms)
            terms.append(_plain(term))
        return known

    variables = tuple(variable.value for variable in results.variables)
    return variables, terms, [tuple(map(number, row)) for row in results]


def _plain(term: Any) -> Any:
    node = term_of(term)
    if isinstance(node, Literal):
        kind = None if node.datatype is None else str(node.datatype)
        return str(node), kind, node.language
    return f"_:{node}" if isinstance(node, BNode) else str(node)


def unpacked(table: Packed) -> Table:
    """Return a table that was packed."""
    variables, plain, rows = table
    terms = [None, *map(_term, plain[1:])]
    return Table(variables, [tuple([terms[n] for n in row]) for row in rows])


def _term(plain: Any) -> Term:
    if isinstance(plain, str):
        return URIRef(plain)
    text, kind, language = plain
    return Literal(text, None if kind is None else URIRef(kind), language)
