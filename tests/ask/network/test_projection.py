"""Views of a project's own: a folder of queries is a view, and says what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import kg
from kg.errors import InputErrors, UnknownName
from tests.ask.network.conftest import Asked
from tests.ask.network.reading import edges, nodes

NODES = """\
#+ title: Who adopts what
#+ columns:
#+   node: iri
#+   group: string

PREFIX apf: <https://w3id.org/apf/ontology#>
SELECT ?node ?group {
  { [] apf:adoptedBy ?node BIND ("author" AS ?group) }
  UNION { ?node apf:adoptedBy [] BIND ("text" AS ?group) }
}
"""
EDGES = """\
#+ columns:
#+   source: iri
#+   kind: string
#+   target: iri

PREFIX apf: <https://w3id.org/apf/ontology#>
SELECT ?source ?kind ?target {
  ?source apf:adoptedBy ?target BIND ("by" AS ?kind)
}
"""
TIMES = """\
#+ columns:
#+   node: iri
#+   start: date
#+   end: date

PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX policy: <https://example.org/permits/id/policy/>
SELECT ?node ?start ?end {
  VALUES (?node ?start ?end) { (policy:permit-order START END) }
}
"""
ORDER, GOVERNMENT = "policy/permit-order", "actor/north-government"
OWN = {"own/nodes.rq": NODES, "own/edges.rq": EDGES}


def times(start: str, end: str) -> dict[str, str]:
    text = TIMES.replace("START", start).replace("END", end)
    return {**OWN, "own/times.rq": text}


def refused(graph: kg.KnowledgeGraph, view: str = "own", **options: Any) -> list[str]:
    """Return the problems that a view has, one a line."""
    with pytest.raises(InputErrors) as error:
        graph.view(view, **options)
    return str(error.value).splitlines()


def test_a_folder_adds_a_view(asked: Asked) -> None:
    """A project's view stands beside kg's, and is told apart by its folder."""
    graph = asked(OWN)

    assert list(graph.views) == [
        "actors-policies-populations",
        "claims",
        "evidence",
        "flows",
        "own",
    ]
    network = graph.view("own")
    assert {k: n["group"] for k, n in nodes(network).items()} == {
        ORDER: "text",
        GOVERNMENT: "author",
    }
    assert set(edges(network)) == {(ORDER, "by", GOVERNMENT)}
    assert (network.view, network.title) == ("own", "Who adopts what")
    assert not network.timed


def test_nodes_and_edges_are_in_order_whatever_a_query_does(asked: Asked) -> None:
    """A query without an order gives a network that is written alike each time."""
    text = EMPTY.replace("{}", "{ VALUES ?node { <urn:c> <urn:a> <urn:b> } }")
    rows = EDGES.partition("{")[0] + (
        "{ VALUES (?source ?kind ?target) {"
        ' (<urn:c> "k" <urn:a>) (<urn:a> "z" <urn:b>) (<urn:a> "k" <urn:b>) } }'
    )
    network = asked({"own/nodes.rq": text, "own/edges.rq": rows}).view("own")

    assert list(network.nodes.ids) == ["urn:a", "urn:b", "urn:c"]
    ids = ["urn:a|k|urn:b", "urn:a|z|urn:b", "urn:c|k|urn:a"]
    assert list(network.edges.ids) == ids


def test_things_of_one_short_name_keep_their_iris(asked: Asked) -> None:
    """A thing of the project and one of kg may be called alike, and stay two nodes."""
    own, ours = (
        "https://example.org/permits/id/place/x",
        "https://w3id.org/apf/id/place/x",
    )
    text = EMPTY.replace("{}", f"{{ VALUES ?node {{ <{own}> <{ours}> }} }}")
    rows = EDGES.partition("{")[0] + (
        f'{{ VALUES (?source ?kind ?target) {{ (<{own}> "k" <{ours}>) }} }}'
    )
    network = asked({"own/nodes.rq": text, "own/edges.rq": rows}).view("own")

    assert list(network.nodes.ids) == [own, ours]


def test_a_view_of_kg_can_be_replaced(asked: Asked) -> None:
    """A file of the project stands for kg's of the same name."""
    graph = asked(
        {f"flows/{part}.rq": OWN[f"own/{part}.rq"] for part in ("nodes", "edges")}
    )

    assert set(edges(graph.view("flows"))) == {(ORDER, "by", GOVERNMENT)}


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("flow", "did you mean `flows`?"),
        ("x", "there are actors-policies-populations, claims, evidence, flows"),
    ],
)
def test_an_unknown_view_brings_the_nearest(
    northland: kg.KnowledgeGraph, name: str, hint: str
) -> None:
    """A slip of the pen is answered with the view that was probably meant."""
    with pytest.raises(UnknownName) as error:
        northland.view(name)

    assert str(error.value) == f"no view is called `{name}`; {hint}"


EMPTY = "#+ columns: {node: iri}\nSELECT ?node {}\n"
PLACE = "queries/network/own"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"nodes.rq": None}, f"{PLACE}:1: the view `own` lacks nodes.rq"),
        ({"edges.rq": None}, f"{PLACE}:1: the view `own` lacks edges.rq"),
        (
            {"edge.rq": EDGES},
            f"{PLACE}/edge.rq:1: is no part of a view; did you mean `edges`?",
        ),
        (
            {"zzz.rq": EDGES},
            f"{PLACE}/zzz.rq:1: is no part of a view; a view has nodes, edges and "
            "times",
        ),
        (
            {"nodes.rq": "SELECT ?node {}"},
            f"{PLACE}/nodes.rq:1: `columns` lists each column as `name: type`",
        ),
        (
            {"nodes.rq": "#+ columns: [node]\nSELECT ?node {}"},
            f"{PLACE}/nodes.rq:1: `columns` lists each column as `name: type`",
        ),
        (
            {"nodes.rq": EMPTY.replace("node: iri", "thing: iri")},
            f"{PLACE}/nodes.rq:1: a view's nodes need a column `node`",
        ),
        (
            {"edges.rq": EDGES.replace("#+   kind: string\n", "")},
            f"{PLACE}/edges.rq:1: a view's edges need a column `kind`",
        ),
        (
            {"times.rq": EMPTY.replace("node: iri", "node: iri, start: date")},
            f"{PLACE}/times.rq:1: a view's times need a column `end`",
        ),
        (
            {"times.rq": EMPTY.replace("node: iri", "start: date, end: date")},
            f"{PLACE}/times.rq:1: times are of `node`, or of `source`, `kind` and "
            "`target`",
        ),
        (
            {"nodes.rq": EMPTY.replace("node: iri", "node: iri, x: concpt")},
            f"{PLACE}/nodes.rq:1: `x` is of no type `concpt`; did you mean `concept`?",
        ),
        (
            {"nodes.rq": EMPTY.replace("node: iri", "node: iri, x: [string]")},
            f"{PLACE}/nodes.rq:1: `x` is of no type `['string']`; "
            "did you mean `string`?",
        ),
        (
            {"nodes.rq": EMPTY.replace("node: iri", "node: iri, 1: string")},
            f"{PLACE}/nodes.rq:1: `1` cannot be the name of a variable",
        ),
        (
            {"nodes.rq": "#+ colours: {a: red}\n" + EMPTY},
            f'{PLACE}/nodes.rq:1: `a` is coloured like "#0072b2", not `red`',
        ),
        (
            {"nodes.rq": "#+ colours: {a: #0072b2\n#+  }\n" + EMPTY},
            f'{PLACE}/nodes.rq:1: `a` is coloured like "#0072b2", not `None`',
        ),
        (
            {"nodes.rq": "#+ colours: [a]\n" + EMPTY},
            f'{PLACE}/nodes.rq:1: `colours` lists each as `name: "#rrggbb"`',
        ),
        (
            {"nodes.rq": "#+ columns: {\nSELECT ?node {}"},
            f"{PLACE}/nodes.rq:1: the `#+` header is not YAML: no value, or a "
            "`{` or `[` is not closed",
        ),
        (
            {"nodes.rq": EMPTY.replace("node: iri", "node: iri, iri: string")},
            f"{PLACE}/nodes.rq:1: `iri`: there is a column `iri` already; rename it",
        ),
        (
            {"nodes.rq": EMPTY.replace("node: iri", "node: iri, a: date, A: date")},
            f"{PLACE}/nodes.rq:1: `A`: there is a column `a` already; rename it",
        ),
        (
            {"nodes.rq": EMPTY.replace("node: iri", "node: iri, a: point, b: point")},
            f"{PLACE}/nodes.rq:1: `b`: there is a column `latitude` already; "
            "a point makes one",
        ),
        (
            {"edges.rq": EDGES.replace("#+   kind", "#+   lastDay: date\n#+   kind")},
            f"{PLACE}/edges.rq:1: `lastDay`: there is a column `last_day` already; "
            "rename it",
        ),
        (
            {
                "edges.rq": EDGES.replace(
                    "#+   kind", "#+   claim: claim\n#+   sources: string\n#+   kind"
                )
            },
            f"{PLACE}/edges.rq:1: `sources`: there is a column `sources` already; "
            "rename it",
        ),
        (
            {
                "edges.rq": EDGES.replace(
                    "#+   kind", "#+   weight: number\n#+   kind"
                ),
                "times.rq": TIMES.replace("end: date", "end: date\n#+   claim: claim"),
            },
            f"{PLACE}/edges.rq:1: `weight`: there is a column `weight` already; "
            "rename it",
        ),
    ],
)
def test_a_view_that_is_none_says_what_it_lacks(
    asked: Asked, files: dict[str, str | None], expected: str
) -> None:
    """Each mistake in a folder or header is named with its file, and what was meant."""
    own: dict[str, str | None] = {"nodes.rq": NODES, "edges.rq": EDGES, **files}
    graph = asked({f"own/{name}": text for name, text in own.items() if text})

    assert refused(graph, "flows") == [expected]


def test_all_mistakes_of_all_views_are_told_at_once(asked: Asked) -> None:
    """Who mends one view need not come back for the next."""
    graph = asked({"a/nodes.rq": EMPTY, "b/edges.rq": EDGES, "b/x.rq": EDGES})

    assert len(refused(graph)) == 3


@pytest.mark.parametrize(
    ("part", "old", "new", "expected"),
    [
        (
            "nodes",
            "SELECT ?node ?group",
            "SELECT ?node",
            ":1: cannot be run: it does not select ?group",
        ),
        (
            "edges",
            "SELECT ?source ?kind",
            "SELECT ?source",
            ":1: cannot be run: it does not select ?kind",
        ),
        ("edges", "?target {", "?target {{", ":10: cannot be run: "),
        ("nodes", "UNION", "UNOIN", ":9: cannot be run: "),
        (
            "nodes",
            "UNION {",
            "UNION { SERVICE <https://example.org/> { ?a ?b ?c }",
            ":1: cannot be run: SERVICE needs a network, and a build uses none",
        ),
        (
            "edges",
            "SELECT ?source ?kind ?target",
            "ASK",
            ":1: cannot be run: a SELECT query was expected",
        ),
        (
            "edges",
            '"by" AS ?kind',
            "?nothing AS ?kind",
            "",
        ),
    ],
)
def test_a_query_that_cannot_be_run_is_named(
    asked: Asked, part: str, old: str, new: str, expected: str
) -> None:
    """The file and, where the engine tells it, the line are those to be mended."""
    name = f"own/{part}.rq"
    assert old in OWN[name]
    graph = asked({**OWN, name: OWN[name].replace(old, new)})
    if not expected:  # rows without a kind are no edges
        assert edges(graph.view("own")) == {}
        return

    (problem,) = refused(graph)

    assert problem.startswith(f"queries/network/{name}{expected}")


def test_service_in_a_view_is_refused_before_it_is_run(asked: Asked) -> None:
    """Also in a times.rq; nothing is fetched by looking at a view."""
    text = TIMES.replace("{", "{ SERVICE SILENT ?where { ?a ?b ?c } ", 1)
    graph = asked({**OWN, "own/times.rq": text})

    assert "SERVICE needs a network" in refused(graph)[0]


@pytest.mark.parametrize(
    ("node", "count", "example"),
    [
        ("?source", "a node", "actor/north-government"),
        ("?nobody", "2 nodes", "actor/north-government"),
    ],
)
def test_edges_to_nodes_that_are_missing_are_refused(
    asked: Asked, node: str, count: str, example: str
) -> None:
    """The number of missing nodes is told, and the first of them."""
    text = EMPTY.replace(
        "SELECT ?node {}",
        "SELECT ?node { ?source <https://w3id.org/apf/ontology#adoptedBy> ?target "
        f"BIND ({node} AS ?node) }}",
    )
    graph = asked({**OWN, "own/nodes.rq": text})

    assert refused(graph) == [
        f"queries/network/own/edges.rq:1: cannot be run: its edges name {count} that "
        f"nodes.rq does not select, such as https://example.org/permits/id/{example}"
    ]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("BNODE()", "a blank node"),
        ('"Northland"', "`Northland`"),
        ("2025", "`2025`"),
    ],
)
@pytest.mark.parametrize("part", ["nodes", "edges"])
def test_a_node_must_have_a_lasting_name(
    asked: Asked, part: str, value: str, told: str
) -> None:
    """A blank node or a text is refused: the next export could not name it."""
    name = "node" if part == "nodes" else "source"
    header = NODES if part == "nodes" else EDGES
    header = header.partition("\nPREFIX")[0].replace("#+   group: string\n", "")
    rest = "" if part == "nodes" else '("by" AS ?kind) (<urn:x> AS ?target)'
    query = f"{header}\nSELECT ({value} AS ?{name}) {rest} {{}}"
    graph = asked({**OWN, f"own/{part}.rq": query})

    expected = f"own/{part}.rq:1: cannot be run: ?{name} must be an IRI, not {told}"
    assert refused(graph) == [f"queries/network/{expected}"]


def test_any_iri_is_a_node(asked: Asked) -> None:
    """What lies elsewhere keeps its IRI as id, and is labelled by what ends it."""
    text = EMPTY.replace(
        "{}", "{ VALUES ?node { <mailto:a@b.org> <tag:a,2025:b> <http://x.org/p#q> } }"
    )
    rows = (
        '{ VALUES (?source ?kind ?target) { (<mailto:a@b.org> "x" <tag:a,2025:b>) } }'
    )
    head = EDGES.partition("{")[0]
    graph = asked({"own/nodes.rq": text, "own/edges.rq": head + rows})

    found = nodes(graph.view("own"))
    assert set(found) == {"mailto:a@b.org", "tag:a,2025:b", "http://x.org/p#q"}
    assert found["http://x.org/p#q"]["label"] == "q"
    assert {n["group"] for n in found.values()} == {"thing"}


def test_an_own_view_has_the_columns_that_it_lists(asked: Asked) -> None:
    """Names become snake case, numbers, truth values and things are typed."""
    nodes_ = EMPTY.replace(
        "node: iri",
        "node: iri, source: thing, someCount: number, isIt: boolean, start2: date",
    )
    nodes_ = nodes_.replace(
        "SELECT ?node {}",
        "SELECT * { ?node <https://w3id.org/apf/ontology#adoptedBy> ?source "
        "BIND (3.0 AS ?someCount) BIND (true AS ?isIt) "
        'BIND ("2025-01-01" AS ?start2) }',
    )
    edges_ = EDGES.replace(
        "#+   kind", "#+   group: string\n#+   weight: number\n#+   kind"
    )
    edges_ = edges_.replace("?target {", "?target ?group ?weight {").replace(
        "?source apf:adoptedBy ?target",
        'BIND ("g" AS ?group) BIND (2.5 AS ?weight) ?source apf:adoptedBy ?to '
        "BIND (?source AS ?target)",
    )
    graph = asked({"own/nodes.rq": nodes_, "own/edges.rq": edges_})
    network = graph.view("own")

    assert nodes(network)[ORDER] == {
        "label": "Order on permits",
        "group": "thing",
        "spells": (),
        "iri": "https://example.org/permits/id/policy/permit-order",
        "source": "Government of Northland",
        "some_count": 3,
        "is_it": True,
        "start2": "2025-01-01",
    }
    edge = edges(network)[ORDER, "by", ORDER]
    assert (edge["group"], edge["weight"]) == ("g", 2.5)
    assert graph.network("own").edges[ORDER, ORDER, "by"]["weight"] == 2.5


@pytest.mark.parametrize("column", ["key", "node_for_adding", "u_for_edge", "name"])
def test_a_column_may_have_any_other_name(asked: Asked, column: str) -> None:
    """No name of a column is taken for an argument of what makes the graph."""
    nodes_ = NODES.replace("group: string", f"group: string\n#+   {column}: string")
    nodes_ = nodes_.replace("?group {", f"?group ?{column} {{").replace(
        '"text" AS ?group', f'"text" AS ?group) BIND ("x" AS ?{column}'
    )
    edges_ = EDGES.replace("kind: string", f"kind: string\n#+   {column}: string")
    edges_ = edges_.replace("?target {", f"?target ?{column} {{").replace(
        '"by" AS ?kind', f'"by" AS ?kind) BIND ("x" AS ?{column}'
    )
    found = asked({"own/nodes.rq": nodes_, "own/edges.rq": edges_}).network("own")

    assert found.nodes[ORDER][column] == "x"
    assert found.edges[ORDER, GOVERNMENT, "by"][column] == "x"


@pytest.mark.parametrize(
    ("start", "end", "spell"),
    [
        ('"2025-02-03"^^xsd:date', "UNDEF", ("2025-02-03", None)),
        ("UNDEF", '"2025-02-03"', (None, "2025-02-03")),
        ('"2024"^^xsd:gYear', '"2024"^^xsd:gYear', ("2024-01-01", "2024-12-31")),
        ("2024", "2024", ("2024-01-01", "2024-12-31")),
        ('"2024-02"^^xsd:gYearMonth', '"2024-02"', ("2024-02-01", "2024-02-29")),
        (
            '"2025-02-03T10:00:00Z"^^xsd:dateTime',
            '"2025-02-04T23:59:59.5+02:00"^^xsd:dateTime',
            ("2025-02-03", "2025-02-04"),
        ),
        ('"2025-02-03Z"^^xsd:date', '"2025-02-03-05:00"', ("2025-02-03", "2025-02-03")),
    ],
)
def test_times_are_full_days(
    asked: Asked, start: str, end: str, spell: tuple[str | None, str | None]
) -> None:
    """A year or month runs from its first to its last day, and a clock is left out."""
    network = asked(times(start, end)).view("own")

    assert nodes(network)[ORDER]["spells"] == (spell,)
    assert nodes(network)[ORDER].get("first_day") == spell[0]
    assert nodes(network)[ORDER].get("last_day") == spell[1]


@pytest.mark.parametrize(
    ("period", "precision"),
    [
        ("2024", "year"),
        ("2024-03~", "month, approximate"),
        ("../2018-06", "month"),
        ("2024-21", "season"),
        ("2024-03-05", "day"),
    ],
)
def test_beside_full_days_stands_what_was_written(
    asked: Asked, period: str, precision: str
) -> None:
    """Gephi needs full days; two columns say how precise the times are."""
    files = times('"2024-01-01"', '"2024-12-31"')
    text = files["own/times.rq"]
    text = text.replace("end: date", "end: date\n#+   period: period")
    text = text.replace("?end {", "?end ?period {", 1)
    text = text.replace(") }\n", f') }}\n  BIND ("{period}" AS ?period)\n', 1)
    node = nodes(asked({**files, "own/times.rq": text}).view("own"))[ORDER]

    assert (node["period"], node["date_precision"]) == (period, precision)
    assert (node["first_day"], node["last_day"]) == ("2024-01-01", "2024-12-31")


def test_what_has_neither_a_first_nor_a_last_day_has_no_time(asked: Asked) -> None:
    """A row without dates says nothing, and the node is always there."""
    network = asked(times("UNDEF", "UNDEF")).view("own")

    assert nodes(network)[ORDER]["spells"] == ()
    assert not network.timed


@pytest.mark.parametrize(
    "start", ['"spring"', '"2025-13-01"', '"2025-02-30"', "<urn:x>"]
)
def test_what_is_no_date_is_named_with_its_node(asked: Asked, start: str) -> None:
    """A word, a thirteenth month, a day that no month has, and a thing are no dates."""
    told = start.strip('"<>')

    assert refused(asked(times(start, "UNDEF"))) == [
        f"queries/network/own/times.rq:1: cannot be run: `{told}` is no date, for "
        "https://example.org/permits/id/policy/permit-order"
    ]


def test_an_end_before_its_start_is_named_with_its_node(asked: Asked) -> None:
    """Reversed dates are an error of the view, and not a time of no days."""
    assert refused(asked(times('"2025-02-02"', '"2025-02-01"'))) == [
        "queries/network/own/times.rq:1: cannot be run: the time from 2025-02-02 to "
        "2025-02-01 ends before it starts, for "
        "https://example.org/permits/id/policy/permit-order"
    ]
    assert asked(times('"2025-02-01"', '"2025-02-01"')).view("own").timed


def test_times_of_what_is_not_in_a_view_are_left_out(asked: Asked) -> None:
    """A times.rq may tell of more than the view shows."""
    files = times('"2025-02-01"', "UNDEF")
    files["own/times.rq"] = files["own/times.rq"].replace("permit-order", "elsewhere")

    assert not asked(files).view("own").timed


def test_any_view_can_be_asked_as_of_a_day(asked: Asked) -> None:
    """A project's own view needs no place for the day: the graph is another one."""
    graph = asked(OWN)

    assert graph.view("own").nodes.ids
    before = graph.view("own", as_of=date(2025, 2, 28))
    assert list(before.nodes.ids) == []
    assert before.description.endswith("Only what was published by 2025-02-28.")


LABELLED = """\
river-order:
  type: Policy
  label: {en: River order, ar: أمر النهر, de: Flussverordnung}
"""


@pytest.mark.parametrize(
    ("language", "label"), [("en", "River order"), ("de", "Flussverordnung")]
)
def test_labels_are_in_the_language_of_the_project(
    project: Callable[..., Any], language: str, label: str
) -> None:
    """A label that a query selects is shown in one language, not in all of them."""
    text = EMPTY.replace("node: iri", "node: iri, label: string").replace(
        "SELECT ?node {}",
        "SELECT ?node ?label { ?node a <https://w3id.org/apf/ontology#Policy> "
        "OPTIONAL { ?node <http://www.w3.org/2000/01/rdf-schema#label> ?label } }",
    )
    rows = EDGES.replace("#+   kind", "#+   label: string\n#+   kind").replace(
        "SELECT ?source ?kind ?target {\n  ?source apf:adoptedBy ?target",
        "SELECT ?source ?kind ?target ?label {\n  ?source a apf:Policy BIND (?source "
        "AS ?target) ?source <http://www.w3.org/2000/01/rdf-schema#label> ?label",
    )
    folder = project(
        {
            "kg.toml": '[project]\nbase = "https://example.org/permits/"\n'
            f'language = "{language}"\n',
            "sources/entities/river.yaml": LABELLED,
            "queries/network/own/nodes.rq": text,
            "queries/network/own/edges.rq": rows,
        }
    )
    folder.build()
    network = kg.open(folder.graph).view("own")
    river = "policy/river-order"

    assert nodes(network)[river]["label"] == label
    assert edges(network)[river, "by", river]["label"] == label
