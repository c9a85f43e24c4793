"""Rows are sorted here as an engine sorts them, which for large answers is quicker."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.ask.endpoint import LocalEndpoint
from kg.ask.ordering import Unordered, unordered
from kg.ask.tables import Table, packed, unpacked

QUERY = "SELECT {what}?a ?b\nWHERE {{\n  VALUES (?a ?b ?c) {{ {rows} }}\n}}\nORDER BY "
WORDS = """("b" 1 2) ("a" 2 1) ("a"@de 1 3) ("a"@en 1 1) ("É" 10 1) ("a" UNDEF 0)"""
TERMS = """(<urn:b> 2 1) (<urn:a> 2.5 1) ("z" 10 1) (UNDEF -1 1) (<urn:é> 2 0)"""
DAYS = """("2024-02-01"^^xsd:date true 1) ("2023-12-31"^^xsd:date false 1)"""


def select(query: str) -> Table:
    """Return what Oxigraph says."""
    results = ox.Store().query(query, prefixes={"xsd": XSD})
    assert isinstance(results, ox.QuerySolutions)
    return unpacked(packed(results))


XSD = "http://www.w3.org/2001/XMLSchema#"


def both(query: str) -> tuple[Table, Table | None]:
    """Return what the engine puts in order, and what is put in order here."""
    plain = unordered(query)
    assert plain is not None
    return select(query), plain.in_order(select(plain.text))


@pytest.mark.parametrize("rows", [WORDS, TERMS, DAYS])
@pytest.mark.parametrize("order", ["?a ?b", "?b ?a", "?c ?b ?a", "?c ?a\n  ?b"])
@pytest.mark.parametrize("what", ["", "DISTINCT "])
def test_terms_are_ordered_as_the_engine_orders_them(
    rows: str, order: str, what: str
) -> None:
    """Nothing, addresses, texts with and without a language, numbers, days, truths."""
    theirs, ours = both(QUERY.format(what=what, rows=rows) + order)

    assert len(theirs.rows) > 1
    assert ours == theirs


def test_what_is_not_shown_makes_no_row_twice() -> None:
    """A row stands where the first of those stood that look like it."""
    rows = '("x" 1 3) ("y" 1 2) ("x" 1 1)'
    theirs, ours = both(QUERY.format(what="DISTINCT ", rows=rows) + "?c")

    assert [str(row[0]) for row in theirs.rows] == ["x", "y"]
    assert ours == theirs


def test_literals_of_several_kinds_are_left_to_the_engine() -> None:
    """A number and a text have no order of their own."""
    plain = Unordered("", ("a", "b"), ("a",), distinct=False)
    query = QUERY.format(what="", rows='("x" 1 1) (1 1 1)').removesuffix("ORDER BY ")

    assert plain.in_order(select(query)) is None


@pytest.mark.parametrize(
    "order", ["DESC(?a)", "?a LIMIT 1", "STR(?a)", "?a\nVALUES ?b { 1 }"]
)
def test_any_other_order_is_left_to_the_engine(order: str) -> None:
    """Only plain variables at the very end are taken out."""
    assert unordered(QUERY.format(what="", rows=WORDS) + order) is None


def test_every_question_is_answered_as_the_engine_orders_it(
    meridia_graph: Path,
) -> None:
    """Row for row, and the shipped questions all have an order of that form."""
    graph = kg.open(meridia_graph)
    assert isinstance(graph.endpoint, LocalEndpoint)
    for name, question in graph.questions.items():
        query = question.query({})
        plain = unordered(query)
        assert plain is not None, name

        ours = plain.in_order(graph.endpoint.select(plain.text))
        assert ours == graph.endpoint.select(query), name
