"""Solutions of a SELECT query as rdflib has them, for whoever goes on with rdflib."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from kg.ask.tables import Table, Term
from kg.graph.cited import Thing
from kg.graph.notebook import (
    MOST,
    day_column,
    line_html,
    more_html,
    table_html,
    words_html,
)
from kg.names import XSD
from kg.rdf import Literal

if TYPE_CHECKING:
    import pandas
    import rdflib

    Node = rdflib.URIRef | rdflib.Literal | None

Labels = Callable[[Iterable[str]], Mapping[str, Thing]]
"""Gives things by their IRIs, with their labels."""

_LARGEST = 2**63
"""From here on a whole number has no place in a column of them."""

_IRI = re.compile(r'[A-Za-z][\w+.-]*:[^<>"{}|^`\\\x00-\x20]*')


@dataclass(frozen=True, slots=True)
class Solutions:
    """The solutions of a SELECT query, in its order.

    ``rows`` hold terms of rdflib, one for each of ``variables``; ``None`` where a
    variable is unbound.
    """

    variables: tuple[str, ...]
    rows: list[tuple[rdflib.URIRef | rdflib.Literal | None, ...]]
    _labels: Labels | None = field(default=None, repr=False, compare=False)

    def to_pandas(self, *, labels: bool = True) -> pandas.DataFrame:
        """Return the rows as a DataFrame; needs the extra ``apf-kg[pandas]``.

        A column that holds nothing but days, whole numbers, numbers or truth values is
        one of these; any other is text, and IRIs stand in full. With ``labels`` come,
        at the end, those of the things in a column ``x`` as ``xLabel``, unless the
        query has a variable of that name. A figure's ``value`` is missing where its
        source gives bounds only, and never 0.
        """
        import pandas

        columns = list(zip(*self.rows, strict=True)) or [()] * len(self.variables)
        frame = pandas.DataFrame(index=range(len(self.rows)))
        for name, terms in zip(self.variables, columns, strict=True):
            frame[name] = _column(terms)
        if labels:
            things = self._things(self.rows)
            for name, terms in zip(self.variables, columns, strict=True):
                named = [
                    things.get(str(term)) if _is_iri(term) else None for term in terms
                ]
                if any(named) and f"{name}Label" not in self.variables:
                    cells = [thing and thing.label for thing in named]
                    frame[f"{name}Label"] = pandas.Series(cells, dtype=object)
        return frame

    def _repr_html_(self) -> str:
        """Show the first rows in a notebook, things by their labels and linked."""
        shown = self.rows[:MOST]
        things = self._things(shown)

        def cell(term: Node) -> str:
            if term is None:
                return ""
            thing = things.get(str(term)) if _is_iri(term) else None
            return (
                words_html(thing.label, thing.iri) if thing else words_html(str(term))
            )

        table = table_html(self.variables, (map(cell, row) for row in shown))
        if not self.rows:
            return table + line_html("No rows.")
        return table + more_html(len(self.rows), "row")

    def __reduce__(self) -> tuple[object, ...]:
        """Go from process to process without the graph that labels come from."""
        return Solutions, (self.variables, self.rows)

    def _things(self, rows: Iterable[Sequence[Node]]) -> Mapping[str, Thing]:
        iris = {str(term) for row in rows for term in row if _is_iri(term)}
        return self._labels(sorted(iris)) if self._labels and iris else {}


def _is_iri(term: Node) -> bool:
    """Tell whether a term is an IRI, and no literal, nor a node without a name."""
    is_literal = term is None or hasattr(term, "datatype")
    return not is_literal and _IRI.fullmatch(str(term)) is not None


def _column(terms: Sequence[Node]) -> pandas.Series[Any]:
    """Return terms as a column of what all of them are, else as text."""
    import pandas

    texts = [None if term is None else str(term) for term in terms]
    kinds = {str(getattr(term, "datatype", "")) for term in terms if term is not None}
    try:
        if kinds == {XSD.date}:
            days = [
                None if text is None else date.fromisoformat(text) for text in texts
            ]
            return day_column(days)
        if kinds == {XSD.boolean}:
            truths = [None if text is None else text in ("true", "1") for text in texts]
            return pandas.Series(truths, dtype="boolean")
        if kinds == {XSD.integer}:
            whole = [None if text is None else int(text) for text in texts]
            if all(n is None or abs(n) < _LARGEST for n in whole):
                return pandas.Series(whole, dtype="Int64")
        elif kinds and kinds <= _NUMBERS:
            numbers = [None if text is None else float(text) for text in texts]
            return pandas.Series(numbers, dtype="Float64")
    except ValueError:
        pass  # what is malformed stays the text it was
    return pandas.Series(texts, dtype=object)


_XSD = str(XSD)
_NUMBERS = {XSD.integer, XSD.decimal, _XSD + "double", _XSD + "float"}


def with_rdflib_terms(table: Table, labels: Labels | None = None) -> Solutions:
    """Return the rows of a table as solutions; ``labels`` name the things in them."""
    rows = [tuple(map(_term, row)) for row in table.rows]
    return Solutions(table.variables, rows, labels)


def _term(term: Term | None) -> rdflib.URIRef | rdflib.Literal | None:
    import rdflib

    if term is None:
        return None
    if isinstance(term, Literal):
        return rdflib.Literal(str(term), lang=term.language, datatype=term.datatype)
    return rdflib.URIRef(term)
