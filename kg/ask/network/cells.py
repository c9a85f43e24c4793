"""Columns of a view's own, as typed cells, and of the claims behind its edges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from kg.ask.citations import Citation
from kg.ask.network.gather import Gathered
from kg.ask.network.model import Cell, Column
from kg.ask.network.points import POINT, point_columns
from kg.ask.network.views import column_name
from kg.ask.tables import Term
from kg.ask.things import Thing
from kg.names import local_name
from kg.rdf import Literal

BETWEEN = " | "
"""What stands between several values in one cell."""

_MOST = 100
"""So many values are listed in one cell: parsers set a limit to its length."""

_BUILT_IN = {
    "nodes": frozenset(("node", "label", "group")),
    "edges": frozenset(("source", "kind", "target", "label", "claim")),
}


def own_columns(rows: Gathered, things: Mapping[str, Thing], part: str) -> list[Column]:
    """Return a column for each that a query lists beyond what every view has.

    ``quoteStart`` is called ``quote_start`` in files and "quote start" by people.
    Things are named by their labels; several values of one cell are listed. A point is
    three columns: latitude, longitude, and where they come from.
    """
    columns: list[Column] = []
    for name, type_ in rows.types.items():
        if type_ == POINT:
            columns += point_columns(rows.column(name))
        elif name not in _BUILT_IN[part]:
            columns.append(_column(name, type_, rows.column(name), things))
    return columns


def texts(terms: Sequence[Term], things: Mapping[str, Thing]) -> list[str]:
    """Return terms as people read them."""
    return [str(things.get(str(term), term)) for term in terms]


def _column(
    name: str, type_: str, values: list[list[Term]], things: Mapping[str, Thing]
) -> Column:
    cells, kind = _typed(type_, values, things)
    id_ = column_name(name)
    return Column(id_, id_.replace("_", " "), kind, cells)


def _typed(
    type_: str, values: list[list[Term]], things: Mapping[str, Thing]
) -> tuple[list[Cell | None], str]:
    if type_ == "boolean":
        flags = [[str(t) in ("true", "1") for t in terms] for terms in values]
        return [any(some) if some else None for some in flags], "boolean"
    if type_ == "number" and all(len(terms) < 2 for terms in values):
        return _numbers(values)
    named = things if type_ in ("thing", "concept") else {}
    return [listed(texts(terms, named)) for terms in values], "string"


def _numbers(values: list[list[Term]]) -> tuple[list[Cell | None], str]:
    """Return numbers as integers where all are, else as doubles."""
    decimals = [_decimal(terms[0]) if terms else None for terms in values]
    whole = all(d is None or d == d.to_integral_value() for d in decimals)
    make = int if whole else float
    return [None if d is None else make(d) for d in decimals], (
        "integer" if whole else "double"
    )


def _decimal(term: Term) -> Decimal | None:
    try:
        number = Decimal(str(term))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def group_name(terms: Sequence[Term]) -> str:
    """Return what a node is coloured by: a text, or the local name of a class."""
    if not terms:
        return "thing"
    first = terms[0]
    return str(first) if isinstance(first, Literal) else local_name(first)


def listed(values: Iterable[str]) -> str | None:
    """Return the distinct values as the text of one cell; ``None`` without any."""
    distinct = list(dict.fromkeys(filter(None, values)))
    if len(distinct) > _MOST:
        more = len(distinct) - _MOST
        distinct = [*distinct[:_MOST], f"\N{HORIZONTAL ELLIPSIS} and {more:,} more"]
    return BETWEEN.join(distinct) or None


def claim_columns(
    claims: Sequence[Sequence[str]], citations: Mapping[str, Citation]
) -> list[Column]:
    """Return the columns that trace edges; ``claims`` are IRIs, edge by edge.

    The modality lists each manner once; ``disputed`` tells whether any of the claims
    is. No quotes: the texts are not ours to hand on.
    """
    cited = [[citations[iri] for iri in some if iri in citations] for some in claims]

    def column(name: str, values: Sequence[Sequence[str]], title: str = "") -> Column:
        return Column(
            name, title or name.replace("_", " "), "string", list(map(listed, values))
        )

    return [
        column("modality", [[c.modality for c in some] for some in cited]),
        column("claimants", [[str(c.claimant) for c in some] for some in cited]),
        Column(
            "disputed",
            "disputed",
            "boolean",
            [any(c.disputed_by for c in some) if some else None for some in cited],
        ),
        Column("claim_count", "number of claims", "integer", list(map(len, cited))),
        column("claims", [[c.claim.id for c in some] for some in cited]),
        column("sources", [[_document(c) for c in some] for some in cited]),
        column("citations", [[c.place for c in some] for some in cited]),
        column(
            "summaries", [[" ".join(c.summary.split()) for c in some] for some in cited]
        ),
        column(
            "claim_iris", [[c.claim.iri for c in some] for some in cited], "claim IRIs"
        ),
    ]


def _document(citation: Citation) -> str:
    return citation.document.id if citation.document.iri else ""
