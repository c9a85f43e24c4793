"""Solutions of a SELECT query as rdflib has them, for whoever goes on with rdflib."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.ask.tables import Table, Term
from kg.rdf import Literal

if TYPE_CHECKING:
    import pandas
    import rdflib


@dataclass(frozen=True, slots=True)
class Solutions:
    """The solutions of a SELECT query, in its order.

    ``rows`` hold terms of rdflib, one for each of ``variables``; ``None`` where a
    variable is unbound.
    """

    variables: tuple[str, ...]
    rows: list[tuple[rdflib.URIRef | rdflib.Literal | None, ...]]

    def to_pandas(self) -> pandas.DataFrame:
        """Return the rows as a DataFrame of text; needs ``apf-kg[pandas]``."""
        import pandas

        cells = [[None if t is None else str(t) for t in row] for row in self.rows]
        return pandas.DataFrame(cells, columns=list(self.variables))


def with_rdflib_terms(table: Table) -> Solutions:
    """Return the rows of a table as solutions."""
    rows = [tuple(map(_term, row)) for row in table.rows]
    return Solutions(table.variables, rows)


def _term(term: Term | None) -> rdflib.URIRef | rdflib.Literal | None:
    import rdflib

    if term is None:
        return None
    if isinstance(term, Literal):
        return rdflib.Literal(str(term), lang=term.language, datatype=term.datatype)
    return rdflib.URIRef(term)
