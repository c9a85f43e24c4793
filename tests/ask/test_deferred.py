"""Cells that are looked up for the rows that are shown are those of the whole query."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.ask.deferred import Deferred, deferred
from kg.ask.endpoint import LocalEndpoint
from kg.ask.ordering import Unordered, unordered
from kg.ask.tables import Table, packed, unpacked

PREFIX = "PREFIX x: <https://x.example/>\n"
FACTS = """
x:a x:of x:one ; x:value 1 ; x:word "first", "erste"@de ; x:next x:b .
x:b x:of x:one ; x:value 2 .
x:c x:of x:two ; x:value 1 ; x:word "third" .
x:d x:of x:two ; x:next x:c, x:a .
x:e x:on x:a ; x:word "of an event" .
"""
AGAIN = "x:c x:of x:two ; x:word 'third' . x:d x:next x:a ."
"""Said in another graph, too: then the engine has it twice."""


def store() -> ox.Store:
    """Return the facts, some of which are in two graphs."""
    made = ox.Store()
    for name, facts in (("one", FACTS), ("two", AGAIN)):
        text = f"@prefix x: <https://x.example/> . {facts}"
        graph = ox.NamedNode(f"urn:{name}")
        made.load(text.encode(), ox.RdfFormat.TURTLE, to_graph=graph)
    return made


def select(query: str) -> Table:
    """Return what Oxigraph says of the facts."""
    results = store().query(query, use_default_graph_as_union=True)
    assert isinstance(results, ox.QuerySolutions)
    return unpacked(packed(results))


def question(
    body: str, columns: str, order: str = "?claim", distinct: str = "DISTINCT "
) -> Unordered:
    """Return a question of such a body, without its order."""
    text = (
        f"{PREFIX}\nSELECT {distinct}{columns}\nWHERE {{\n{body}\n}}\nORDER BY {order}"
    )
    plain = unordered(text)
    assert plain is not None
    return plain


def some(query: Deferred, limit: int = 99, most: int = 99) -> tuple[Table, bool]:
    """Return what a query without its cells is filled up to, and whether it is cut."""
    rows = query.some(limit, most, select)
    assert rows is not None
    return rows.table, rows.more


ROWS = "  ?claim x:of ?thing .\n"
CELL = "  OPTIONAL { ?claim x:value ?value . }"
CELLS = {
    "a value, a word twice": "  OPTIONAL { ?claim x:value ?value . }\n"
    "  OPTIONAL { ?claim x:word ?word . }",
    "whatever points to it": "  OPTIONAL { ?value x:next ?claim . }",
    "a path": "  OPTIONAL { ?claim x:next/x:value ?value . }",
    "a path of any length": "  OPTIONAL { ?claim x:next? ?value . }",
    "a filter behind": "  OPTIONAL { ?claim x:value ?value . }\n"
    "  FILTER (?thing != x:one\n    || EXISTS { ?claim x:word ?any . })",
    "a value that is assigned behind": "  OPTIONAL { ?claim x:value ?value . }\n"
    '  BIND (IF(?thing = x:one, "}", "{") AS ?word)',
    "alternatives": "  {\n    ?claim x:next ?other .\n  } UNION {\n"
    "    ?claim x:word ?said .\n  }\n  OPTIONAL { ?claim x:value ?value . }",
    "a comment": "  # OPTIONAL { ?claim x:word ?word . }\n"
    "  OPTIONAL { ?claim x:value ?value . }",
}


@pytest.mark.parametrize("distinct", ["", "DISTINCT "])
@pytest.mark.parametrize("order", ["?thing ?claim", "?word ?claim", "?value ?word"])
@pytest.mark.parametrize("cells", CELLS.values(), ids=CELLS)
def test_rows_are_those_of_the_whole_query(
    cells: str, order: str, distinct: str
) -> None:
    """As often as there, with several values of one cell, and in the same columns."""
    plain = question(ROWS + cells, "?thing ?value ?word", order, distinct)
    query = deferred(plain)
    assert query is not None
    whole = select(plain.text)

    table, more = some(query)
    assert (table.variables, more) == (whole.variables, False)
    assert Counter(table.rows) == Counter(whole.rows)
    ours, theirs = plain.in_order(table), plain.in_order(whole)
    assert (ours is None) == (theirs is None)
    if ours is not None and theirs is not None:
        assert Counter(ours.rows) == Counter(theirs.rows)


@pytest.mark.parametrize("cells", CELLS.values(), ids=CELLS)
def test_of_more_rows_some_are_filled(cells: str) -> None:
    """They are rows of the whole answer, and at least as many as are wanted."""
    plain = question(ROWS + cells, "?thing ?claim ?value ?word")
    query = deferred(plain)
    assert query is not None
    whole = select(plain.text)

    table, more = some(query, limit=1, most=1)
    assert more
    assert len(table.rows) >= 1
    assert not Counter(table.rows) - Counter(whole.rows)


def test_as_many_rows_as_are_sorted_are_all() -> None:
    """Five claims of which four are sorted are more; of five they are all."""
    plain = question(ROWS + "  OPTIONAL { ?claim x:value ?value . }", "?claim ?value")
    query = deferred(plain)
    assert query is not None

    assert [some(query, 1, most)[1] for most in (3, 4, 5)] == [True, False, False]


def test_a_filter_of_what_nobody_gave_keeps_no_cell() -> None:
    """What it would compare is looked up for the rows shown; of one given it tells."""
    idle = ROWS + CELL + "\n  FILTER (!BOUND(?least) || ?value >= ?least)"
    unset = question("  VALUES ?least { UNDEF }\n" + idle, "?claim ?value")
    query = deferred(unset)
    assert query is not None
    assert [cell.value for cell in query.cells] == ["value"]
    assert Counter(some(query)[0].rows) == Counter(select(unset.text).rows)

    for bound in (
        "VALUES ?least { 2 }",
        "VALUES ?least { UNDEF }\n  ?claim x:value ?least .",
    ):
        assert deferred(question(f"  {bound}\n{idle}", "?claim ?value")) is None


WHOLE = {
    "it is compared": "  OPTIONAL { ?claim x:value ?value . }\n  FILTER (?value > 1)",
    "it is read": "  OPTIONAL { ?claim x:value ?value . }\n"
    "  BIND (?value + 1 AS ?word)",
    "it is looked up further": "  OPTIONAL { ?claim x:next ?value . }\n"
    "  OPTIONAL { ?value x:word ?word . }",
    "it is joined": "  OPTIONAL { ?claim x:next ?value . }\n  ?value x:word ?word .",
    "it stands in a subquery": "  OPTIONAL { ?claim x:next ?value . }\n"
    "  { SELECT ?value WHERE { ?value x:word ?any . } }",
    "a property is any": "  OPTIONAL { ?claim ?value ?word . }",
    "an escape hides a variable": "  OPTIONAL { ?claim x:value ?value . }\n"
    "  FILTER (COALESCE(\\u003Fvalue > 1, true))",
}


@pytest.mark.parametrize("cells", WHOLE.values(), ids=WHOLE)
def test_a_cell_that_another_line_reads_is_left_where_it_is(cells: str) -> None:
    """The query is asked as it is, or with that line in it."""
    plain = question(ROWS + cells, "?claim ?value ?word")
    query = deferred(plain)

    if query is not None:
        assert "value" not in {cell.value for cell in query.cells}
        if (rows := query.some(99, 99, select)) is not None:
            assert Counter(rows.table.rows) == Counter(select(plain.text).rows)


LATER = """\
  {
    ?claim x:of ?thing .
  } UNION {
    ?event x:on ?claim .
  }
  OPTIONAL { ?thing x:value ?value . }
"""


def test_a_cell_of_nothing_is_left_to_the_engine() -> None:
    """Where its subject is not known of a row, any value there is stands in it."""
    query = deferred(question(LATER, "?claim ?value"))

    assert query is not None
    assert query.some(99, 99, select) is None


def test_a_subject_that_is_known_only_behind_is_left_to_the_engine() -> None:
    """Else the line behind would say of what the cell is."""
    body = ROWS + "  OPTIONAL { ?other x:value ?value . }\n"
    body += "  OPTIONAL { ?other x:on ?claim . }\n  FILTER (BOUND(?other))"
    query = deferred(question(body, "?claim ?value"))

    assert query is None


def test_rows_that_look_alike_without_their_cells_are_left_to_the_engine() -> None:
    """Two claims of one thing are one row, or two if their values differ."""
    plain = question(ROWS + "  OPTIONAL { ?claim x:value ?value . }", "?thing ?value")
    query = deferred(plain)

    assert query is not None
    assert query.some(1, 2, select) is None
    assert Counter(some(query, 1, 4)[0].rows) == Counter(select(plain.text).rows)


def test_alternatives_are_asked_in_their_order_until_there_are_enough() -> None:
    """What takes an engine long may stand last, and a row of two of them is one."""
    body = "  {\n    ?claim x:next ?other .\n  } UNION {\n    ?claim x:of ?thing .\n  }"
    plain = question(body, "?claim")
    query = deferred(plain)
    assert query is not None
    asked = list[str]()

    def noted(text: str) -> Table:
        asked.append(text)
        return select(text)

    rows = query.some(1, 1, noted)
    assert rows is not None
    assert (len(asked), rows.more) == (1, True)
    assert "x:next" in asked[0]
    assert Counter(some(query)[0].rows) == Counter(select(plain.text).rows)


def test_alternatives_behind_something_else_stay_together() -> None:
    """It is worked out once, in one query."""
    body = "  {\n    ?claim x:next ?other .\n  } UNION {\n    ?claim x:of ?thing .\n  }"
    query = deferred(question(f"{ROWS}{body}\n{CELL}", "?claim ?value"))

    assert query is not None
    assert len(query.texts) == 1


def test_every_question_has_the_rows_that_the_engine_finds(
    meridia_graph: Path,
) -> None:
    """All of them, or where they are cut, some of them; most questions have cells."""
    graph = kg.open(meridia_graph)
    assert isinstance(graph.endpoint, LocalEndpoint)
    ask = graph.endpoint.select
    cells = 0
    for name, question in graph.questions.items():
        plain = unordered(question.query({}))
        assert plain is not None, name
        if (query := deferred(plain)) is None:
            continue
        whole = ask(plain.text)
        cells += len(query.cells)
        rows = query.some(3000, 3000, ask)
        assert rows is not None, name
        assert plain.in_order(rows.table) == plain.in_order(whole), name
        if len(whole.rows) > 5 and (few := query.some(2, 4, ask)) is not None:
            assert few.more, name
            assert not Counter(few.table.rows) - Counter(whole.rows), name
    assert cells > 100
