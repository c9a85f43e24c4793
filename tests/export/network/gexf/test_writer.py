"""GEXF: others read every node, edge and cell, and the official schema is kept."""

from __future__ import annotations

import tempfile
from math import inf, nan
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree

from kg.ask.network.model import Column, Edges, Network, Nodes, TimedColumn
from kg.export.network.drawing import Drawing, draw
from kg.export.network.gexf.writer import PROFILES
from tests.export.network.conftest import LONG, NodeReader
from tests.export.network.generated import networks
from tests.export.network.gexf.reading import (
    GEXF,
    Elements,
    by_networkx,
    cells,
    declared,
    edges_of,
    gexf,
    nodes_of,
    own,
    parsed,
    valid,
    xml,
)

ROOT = Path(__file__).parents[4]
VIEWS = sorted(path.parent.name for path in ROOT.glob("queries/network/*/nodes.rq"))
NO_EDGES = Edges([], [], [], [], [], [])

NASTY_NODES = {"size": "size_", "sure": "sure", "Type": "Type"}
"""How columns of ``nasty`` are called in a file: ``size`` is what viz says."""

NASTY_EDGES = {"weight": "weight_"}
"""There is a weight already."""


def renamed(columns: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {names.get(name, name): values for name, values in columns.items()}


def nodes(*columns: Column, ids: str = "ab") -> Network:
    """Return a network without edges."""
    return Network("v", "t", "d", Nodes([*ids], [*ids], [*ids], columns), NO_EDGES)


def edges(count: int, **given: Any) -> Network:
    """Return a network of one node and some edges of different kinds."""
    names = [str(number) for number in range(count)]
    ends = ["a"] * count
    given = {"columns": (), **given}
    return Network(
        "v",
        "t",
        "d",
        Nodes(["a"], ["a"], ["g"]),
        Edges([f"e{n}" for n in names], ends, ends, names, names, **given),
    )


def untimed(elements: Elements) -> Elements:
    return {
        id_: {
            name: cell for name, cell in data.items() if name not in ("spells", "viz")
        }
        for id_, data in elements.items()
    }


TINY = Network(
    "tiny",
    'Tiny & "small"',
    "One flow.",
    Nodes(
        ["place/a", "place/b"],
        ["A <east>", "B"],
        ["place", "place"],
        (
            Column("people", "number of people", "integer", [7, None]),
            Column("sure", "sure", "boolean", [True, False]),
        ),
        [[("2025-04-01", None)], []],
    ),
    Edges(
        ["a|left|b"],
        ["place/a"],
        ["place/b"],
        ["left"],
        ["left for"],
        [5.0],
        (Column("share", "share", "double", [0.5]),),
        [[("2025-04-01", "2025-04-30"), ("2025-06-01", "2025-06-02")]],
        (
            TimedColumn(
                "weight",
                "people",
                "double",
                [
                    [
                        ("2025-04-01", "2025-04-30", 3.0),
                        ("2025-06-01", "2025-06-02", 2.0),
                    ]
                ],
            ),
        ),
    ),
    {"place": "#0072b2"},
)
TINY_DRAWING = Drawing(
    [-50.0, 50.0], [0.25, -0.25], [4.0, 4.0], ["#0072b2"] * 2, ["#ff8001"]
)

HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<meta><creator>kg</creator><description>Tiny &amp; "small". One flow. \
Colours of nodes: place #0072b2 (blue). Colours of edges: left #ff8001 (orange).\
</description></meta>
"""
NODE_BLOCK = """\
<attributes class="node" mode="static">
<attribute id="group" title="group" type="string"/>
<attribute id="people" title="number of people" type="integer"/>
<attribute id="sure" title="sure" type="boolean"/>
"""
GOLDEN = f"""\
{HEAD}<graph defaultedgetype="directed" idtype="string" mode="dynamic" \
timeformat="date" timerepresentation="interval" timezone="UTC">
{NODE_BLOCK}</attributes>
<attributes class="edge" mode="dynamic">
<attribute id="weight" title="people" type="double"/>
</attributes>
<attributes class="edge" mode="static">
<attribute id="share" title="share" type="double"/>
<attribute id="weight" title="people" type="double"/>
</attributes>
<nodes>
<node id="place/a" label="A &lt;east&gt;"><attvalues>\
<attvalue for="group" value="place"/><attvalue for="people" value="7"/>\
<attvalue for="sure" value="true"/></attvalues>\
<spells><spell start="2025-04-01"/></spells><viz:size value="4.0"/>\
<viz:position x="-50.0" y="0.25" z="0.0"/><viz:color r="0" g="114" b="178"/></node>
<node id="place/b" label="B"><attvalues><attvalue for="group" value="place"/>\
<attvalue for="sure" value="false"/></attvalues><viz:size value="4.0"/>\
<viz:position x="50.0" y="-0.25" z="0.0"/><viz:color r="0" g="114" b="178"/></node>
</nodes>
<edges>
<edge id="a|left|b" source="place/a" target="place/b" kind="left" label="left for">\
<attvalues><attvalue for="share" value="0.5"/>\
<attvalue for="weight" value="3.0" start="2025-04-01" end="2025-04-30"/>\
<attvalue for="weight" value="2.0" start="2025-06-01" end="2025-06-02"/></attvalues>\
<spells><spell start="2025-04-01" end="2025-04-30"/>\
<spell start="2025-06-01" end="2025-06-02"/></spells>\
<viz:color r="255" g="128" b="1"/></edge>
</edges>
</graph>
</gexf>
"""
GOLDEN_LITE = f"""\
{HEAD}<graph defaultedgetype="directed" idtype="string">
{NODE_BLOCK}<attribute id="start_year" title="start year" type="integer"/>
<attribute id="end_year" title="end year" type="integer"/>
</attributes>
<attributes class="edge" mode="static">
<attribute id="kind" title="kind" type="string"/>
<attribute id="share" title="share" type="double"/>
<attribute id="start_year" title="start year" type="integer"/>
<attribute id="end_year" title="end year" type="integer"/>
</attributes>
<nodes>
<node id="place/a" label="A &lt;east&gt;"><attvalues>\
<attvalue for="group" value="place"/><attvalue for="people" value="7"/>\
<attvalue for="sure" value="true"/>\
<attvalue for="start_year" value="2025"/></attvalues><viz:size value="4.0"/>\
<viz:position x="-50.0" y="0.25" z="0.0"/><viz:color r="0" g="114" b="178"/></node>
<node id="place/b" label="B"><attvalues><attvalue for="group" value="place"/>\
<attvalue for="sure" value="false"/></attvalues><viz:size value="4.0"/>\
<viz:position x="50.0" y="-0.25" z="0.0"/><viz:color r="0" g="114" b="178"/></node>
</nodes>
<edges>
<edge id="a|left|b" source="place/a" target="place/b" kind="left" label="left for" \
weight="5.0"><attvalues><attvalue for="kind" value="left"/>\
<attvalue for="share" value="0.5"/><attvalue for="start_year" value="2025"/>\
<attvalue for="end_year" value="2025"/></attvalues>\
<viz:color r="255" g="128" b="1"/></edge>
</edges>
</graph>
</gexf>
"""


@pytest.mark.parametrize(
    ("profile", "text"), [("gephi", GOLDEN), ("gephi-lite", GOLDEN_LITE)]
)
def test_a_tiny_network_is_this_text(profile: str, text: str) -> None:
    """To the byte: what stands where, in what order, and no date of writing."""
    assert gexf(TINY, TINY_DRAWING, profile).decode() == text


def test_without_a_drawing_nothing_is_said_of_looks() -> None:
    """Neither positions nor a legend of colours that are not there."""
    text = gexf(TINY).decode()
    assert "<viz:" not in text
    assert "#0072b2" not in text


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("drawn", [False, True])
def test_the_same_network_is_the_same_bytes(
    nasty: Network, drawing: Drawing, profile: str, drawn: bool
) -> None:
    """Two files of one network do not differ."""
    looks = drawing if drawn else None
    assert gexf(nasty, looks, profile) == gexf(nasty, looks, profile)


@pytest.mark.parametrize("profile", PROFILES)
def test_hard_networks_are_valid(
    schema: etree.XMLSchema,
    nasty: Network,
    empty: Network,
    drawing: Drawing,
    profile: str,
) -> None:
    """The official schema takes them, drawn or not."""
    assert valid(schema, gexf(nasty, drawing, profile))
    assert valid(schema, gexf(nasty, None, profile))
    assert valid(schema, gexf(empty, draw(empty), profile))
    assert valid(schema, gexf(TINY, TINY_DRAWING, profile))


def test_the_schema_refuses(schema: etree.XMLSchema) -> None:
    """What is not GEXF does not pass as it."""
    assert not valid(schema, gexf(TINY).replace(b"<edge id", b"<edge name"))


def test_networkx_reads_hard_nodes(nasty: Network, drawing: Drawing) -> None:
    """Texts, numbers and truth values come back; names that are taken have a `_`."""
    found, _, graph = by_networkx(gexf(nasty, drawing))
    columns = renamed(own(nasty.nodes.columns), NASTY_NODES)
    assert graph.is_directed()
    assert untimed(found) == nodes_of(nasty, columns)
    assert found['f"f']["label"] == xml(nasty.nodes.labels[5])
    assert found["g;g"]["label"] == "g;g", "a node without a label shows its id"
    second = found[nasty.nodes.ids[1]]["viz"]
    assert second == {
        "color": {"r": 255, "g": 128, "b": 1, "a": 1.0},
        "size": 100.0,
        "position": {"x": -1.5, "y": 7.5, "z": 0.0},
    }


def test_networkx_reads_hard_edges(nasty: Network) -> None:
    """So do those of edges; in time, of the weights the last one."""
    columns = renamed(own(nasty.edges.columns), NASTY_EDGES)
    columns |= {
        "weight": [None, 3000.0, 1.5, None, 2.0],
        "status": ['in "force"; [really], \\o/', *[None] * 4],
    }
    _, found, _ = by_networkx(gexf(nasty))
    assert untimed(found) == edges_of(nasty, columns, weights=False)

    columns = {
        **renamed(own(nasty.edges.columns), NASTY_EDGES),
        "kind": nasty.edges.kinds,
    }
    columns |= {
        "start_year": [None, 2025, None, 2025, 2025],
        "end_year": [None, 2025, 2025, None, 2025],
    }
    _, found, _ = by_networkx(gexf(nasty, None, "gephi-lite"))
    assert found == edges_of(nasty, columns)


def test_spells_are_read(nasty: Network) -> None:
    """Both ends, one of them, or none: what is open at both ends says nothing."""
    nodes_, edges_, _ = by_networkx(gexf(nasty))
    assert [data.get("spells") for data in nodes_.values()] == [
        [("2025-04-01", "2025-04-30"), ("2025-06-01", "2025-06-02")],
        [("None", "2025-04-30")],
        [("2025-05-01", "None")],
        None,
        None,
        [("2024-02-29", "2024-02-29")],
        [("2025-01-01", "2025-01-31"), ("2025-03-01", "None")],
    ]
    assert [edges_[id_].get("spells") for id_ in nasty.edges.ids] == [
        None,
        [("2025-04-01", "2025-06-02")],
        [("None", "2025-05-31")],
        [("2025-05-01", "None")],
        [("2025-04-01", "2025-04-30"), ("2025-06-01", "2025-06-30")],
    ]


def in_javascript(elements: Elements) -> Elements:
    """Return what JavaScript can say: its numbers are doubles, and `ends` go apart."""
    return {
        id_: {
            name: float(cell) if type(cell) is int else cell
            for name, cell in data.items()
            if name != "ends"
        }
        for id_, data in elements.items()
    }


def by_graphology(
    read: NodeReader, folder: Path, written: bytes
) -> tuple[Elements, Elements]:
    """Return nodes and edges; that nothing is undeclared or missing it makes sure."""
    path = folder / "network.gexf"
    path.write_bytes(written)
    found = read("gexf", path)
    nodes_: Elements = dict(found["nodes"])
    edges_ = {key: {"ends": (s, t), **data} for key, s, t, data in found["edges"]}
    assert (found["order"], found["size"]) == (len(nodes_), len(edges_))
    return nodes_, edges_


def test_graphology_reads_hard_networks(
    nasty: Network, drawing: Drawing, node_reader: NodeReader, tmp_path: Path
) -> None:
    """A second reader, in its strict mode, finds the same; of timed cells the last."""
    for profile in PROFILES:
        written = gexf(nasty, drawing, profile)
        nodes_, edges_ = by_graphology(node_reader, tmp_path, written)
        by_nx, edges_by_nx, _ = by_networkx(written)
        expected = in_javascript(untimed(by_nx))
        for row, id_ in enumerate(nasty.nodes.ids):
            colour = drawing.colours[row].removeprefix("#")
            r, g, b = bytes.fromhex(colour)
            expected[id_] |= {
                "x": drawing.x[row],
                "y": drawing.y[row],
                "z": 0.0,
                "size": drawing.sizes[row],
                "color": f"rgb({r},{g},{b})",
            }
        assert in_javascript(nodes_) == expected
        for row, id_ in enumerate(nasty.edges.ids):
            edge = edges_[id_]
            assert edge["kind"] == nasty.edges.kinds[row]
            assert edge["ends"] == (nasty.edges.sources[row], nasty.edges.targets[row])
            del edge["color"], edge["kind"], edges_by_nx[id_]["ends"]
            told = in_javascript(untimed({id_: edges_by_nx[id_]}))[id_]
            told.pop("kind", None)
            if not told["label"]:
                del told["label"]
            assert in_javascript({id_: edge})[id_] == told


@pytest.mark.parametrize("profile", PROFILES)
def test_an_empty_network_is_read(
    empty: Network, node_reader: NodeReader, tmp_path: Path, profile: str
) -> None:
    """A network with nothing in it is a graph with nothing in it."""
    written = gexf(empty, draw(empty), profile)
    assert by_networkx(written)[:2] == ({}, {})
    assert by_graphology(node_reader, tmp_path, written) == ({}, {})
    assert declared(written, "node")["people"] == ("People", "integer")


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_read(
    views: dict[str, Network],
    schema: etree.XMLSchema,
    node_reader: NodeReader,
    tmp_path: Path,
    view: str,
    profile: str,
) -> None:
    """What a user exports is valid, and two readers find all of it under its name."""
    network = views[view]
    assert network.nodes.ids
    written = gexf(network, draw(network), profile)
    assert valid(schema, written)

    timed = {
        column.name: [row[-1][2] if row else None for row in column.values]
        for column in network.edges.timed
    }
    by_nx, edges_by_nx, _ = by_networkx(written)
    columns = own(network.edges.columns)
    expected = nodes_of(network)
    if profile == "gephi":
        expected_edges = edges_of(
            network, columns | timed, weights="weight" not in timed
        )
    else:
        columns["kind"] = network.edges.kinds
        expected_edges = edges_of(network, columns)
        for found in (*by_nx.values(), *edges_by_nx.values()):
            for year in ("start_year", "end_year"):
                assert type(found.pop(year, 0)) is int
    assert untimed(by_nx) == expected
    assert untimed(edges_by_nx) == expected_edges

    nodes_, edges_ = by_graphology(node_reader, tmp_path, written)
    drawn = {"x", "y", "z", "size", "color", "start_year", "end_year", "thickness"}
    for id_, data in expected.items():
        assert {n: c for n, c in nodes_[id_].items() if n not in drawn} == data
    kinds = dict(zip(network.edges.ids, network.edges.kinds, strict=True))
    for id_, data in expected_edges.items():
        data["kind"] = kinds[id_]
        assert {n: c for n, c in edges_[id_].items() if n not in drawn} == data
    assert (len(nodes_), len(edges_)) == (len(expected), len(expected_edges))


@settings(max_examples=100, deadline=None)
@given(networks())
def test_any_network_comes_back(network: Network) -> None:
    """Whatever a network holds, networkx finds it, whatever columns are called."""
    for profile in PROFILES:
        written = gexf(network, draw(network), profile)
        for cls in ("node", "edge"):
            titles = [title for title, _ in declared(written, cls).values()]
            assert len(set(titles)) == len(titles)
        found, edges_, _ = by_networkx(written)
        columns = own(network.edges.columns)
        if profile == "gephi-lite":
            columns["kind"] = network.edges.kinds
        assert untimed(found) == nodes_of(network)
        assert edges_ == edges_of(network, columns)


@settings(max_examples=60, deadline=None)
@given(networks())
def test_any_network_is_valid(schema: etree.XMLSchema, network: Network) -> None:
    """Whatever a network holds, the official schema takes it."""
    for profile in PROFILES:
        assert valid(schema, gexf(network, draw(network), profile))


@settings(max_examples=8, deadline=None)
@given(networks())
def test_graphology_reads_any_network(
    node_reader: NodeReader, network: Network
) -> None:
    """So does graphology, which tells columns apart by their ids."""
    with tempfile.TemporaryDirectory() as folder:
        written = gexf(network, None, "gephi-lite")
        found, edges_ = by_graphology(node_reader, Path(folder), written)
    assert in_javascript(found) == in_javascript(nodes_of(network))
    columns = {**own(network.edges.columns), "kind": network.edges.kinds}
    expected = edges_of(network, columns)
    for data in expected.values():
        if not data["label"]:
            del data["label"]
    assert in_javascript(edges_) == in_javascript(expected)


def test_what_weighs_nothing_or_too_much_has_no_weight() -> None:
    """Gephi drops an edge of weight 0 and knows no NaN; whole numbers are doubles."""
    weights = [0, 0.0, None, nan, inf, -inf, 1e-300, 7, 0.5, -2.0]
    _, found, _ = by_networkx(gexf(edges(10, weights=weights)))
    assert [data.get("weight") for data in found.values()] == [
        *[None] * 7,
        *(7.0, 0.5, -2.0),
    ]


@pytest.mark.parametrize(
    ("largest", "type_"),
    [
        (2**31 - 1, "integer"),
        (2**31, "long"),
        (-(2**31), "integer"),
        (-(2**31) - 1, "long"),
        (2**63 - 1, "long"),
        (2**63, "double"),
        (None, "integer"),
    ],
)
def test_numbers_are_of_the_type_that_holds_them(
    largest: int | None, type_: str
) -> None:
    """32 bits, 64, or a double: what does not fit would be lost."""
    written = gexf(nodes(Column("n", "N", "integer", [1, largest])))
    assert declared(written, "node")["n"] == ("N", type_)
    assert by_networkx(written)[0]["b"].get("n") == largest


def test_what_is_not_finite_is_left_out() -> None:
    """NaN and the infinities are no numbers to Gephi."""
    column = Column("n", "n", "double", [nan, inf, -inf, 1])
    found, _, _ = by_networkx(gexf(nodes(column, ids="abcd")))
    assert [data.get("n") for data in found.values()] == [None, None, None, 1.0]


def test_timed_columns_are_declared_twice(nasty: Network) -> None:
    """First as dynamic, for Gephi; the last block of a class declares every column."""
    written = gexf(nasty)
    blocks = parsed(written).findall(f".//{GEXF}attributes[@class='edge']")
    assert [block.get("mode") for block in blocks] == ["dynamic", "static"]
    timed = {"weight": ("People", "double"), "status": ("Status", "string")}
    assert declared(written, "edge", 0) == timed
    assert declared(written, "edge") == {
        "weight_": ("Weight in words", "string"),
        "count": ("Count", "long"),
        **timed,
    }


def test_timed_cells_have_their_times(nasty: Network) -> None:
    """Each value stands with its first and last day, where it has them."""
    edge = parsed(gexf(nasty)).findall(f".//{GEXF}edge")[2]
    found = [dict(a.attrib) for a in edge.iter(f"{GEXF}attvalue")]
    assert found == [
        {"for": "weight_", "value": "b"},
        {"for": "weight", "value": "1.5", "end": "2025-05-31"},
    ]


def test_the_static_profile_knows_no_times(nasty: Network, drawing: Drawing) -> None:
    """No spells, no dates, one block per class; first and last years are numbers."""
    written = gexf(nasty, drawing, "gephi-lite")
    root = parsed(written)
    graph = root.find(f"{GEXF}graph")
    assert graph is not None
    assert dict(graph.attrib) == {"defaultedgetype": "directed", "idtype": "string"}
    assert not root.findall(f".//{GEXF}spells")
    assert not [e for e in root.iter() if {"start", "end"} & set(e.attrib)]
    blocks = root.findall(f".//{GEXF}attributes")
    assert [(b.get("class"), b.get("mode")) for b in blocks] == [
        ("node", "static"),
        ("edge", "static"),
    ]
    assert declared(written, "node")["start_year"] == ("start year", "integer")
    found, _, _ = by_networkx(written)
    years = [(d.get("start_year"), d.get("end_year")) for d in found.values()]
    assert years == [
        (2025, 2025),
        (None, 2025),
        (2025, None),
        (None, None),
        (None, None),
        (2024, 2024),
        (2025, None),
    ]


def test_columns_are_renamed_where_their_name_is_taken() -> None:
    """Names and titles that readers give a meaning, or that are there, get a `_`."""
    names = ["Label", "id", "group", "X", "start", "good", "Good", "", " two\nlines "]
    columns = [Column(n, n, "string", ["1"]) for n in names]
    written = gexf(nodes(*columns, ids="a"))
    free = [
        "Label_",
        "id_",
        "group_",
        "X_",
        "start_",
        "good",
        "Good_",
        "_",
        "two lines",
    ]
    assert list(declared(written, "node")) == ["group", *free]
    assert [title for title, _ in declared(written, "node").values()] == [
        "group",
        *free,
    ]

    names = ["Weight", "source", "kind", "timeset", "status", "status"]
    own_ = tuple(Column(n, "the same", "string", ["1"]) for n in names)
    timed = (TimedColumn("label", "label", "string", [[(None, "2025-01-01", "x")]]),)
    written = gexf(edges(1, columns=own_, timed=timed))
    assert list(declared(written, "edge")) == [
        *("Weight_", "source_", "kind_", "timeset_", "status", "status_", "label_")
    ]
    titles = [title for title, _ in declared(written, "edge").values()]
    assert titles == [*(f"the same{'_' * n}" for n in range(6)), "label_"]


def test_any_text_is_kept_as_far_as_xml_goes(
    node_reader: NodeReader, tmp_path: Path
) -> None:
    """Control characters become U+FFFD; tabs, line ends, scripts and emoji stay."""
    texts = [
        "bell\x07 null\x00 \ud800 \ufffe",
        "tab\tline\nreturn\rboth\r\n  spaces  ",
        "\u202bحكومة\u202c باكستان \u200f",
        "👩🏽‍🚒 \U0010fffd",
        LONG,
        "a % b %s %% %(c)s {0}",
        "<&>\"' ]]> &amp; &#10;",
        "\x85\u2028\u00a0",
    ]
    ids = [f"n{number}" for number in range(len(texts))]
    column = Column("text", "text", "string", texts)
    network = Network("v", "t", "d", Nodes(ids, texts, texts, (column,)), NO_EDGES)
    written = gexf(network)
    for found in (
        by_networkx(written)[0],
        by_graphology(node_reader, tmp_path, written)[0],
    ):
        for name in ("label", "group", "text"):
            read = [data[name] for data in found.values()]
            assert read == ["bell\ufffd null\ufffd \ufffd \ufffd", *texts[1:]]


@pytest.mark.parametrize("count", [999, 1000, 1001, 2500])
def test_rows_are_written_in_runs_that_do_not_show(count: int) -> None:
    """Gaps in the first thousand rows and none in the next, or no cell at all."""
    ids = [f"n{number}" for number in range(count)]
    columns = (
        Column(
            "late", "late", "integer", [n if n >= 1000 else None for n in range(count)]
        ),
        Column(
            "early",
            "early",
            "string",
            [None if n >= 1000 else "x" for n in range(count)],
        ),
    )
    half = [[("2025-01-01", None)] if n % 2 else [] for n in range(count)]
    network = Network(
        "v",
        "t",
        "d",
        Nodes(ids, ids, [""] * count, columns, half),
        Edges(ids, ids, ids[::-1], ["k"] * count, [""] * count, None, columns),
    )
    found, edges_, _ = by_networkx(gexf(network))
    assert untimed(found) == nodes_of(network)
    assert edges_ == edges_of(network)
    assert [("spells" in data) for data in found.values()] == list(map(bool, half))


def test_edges_need_no_columns() -> None:
    """A network of bare edges has no block for them, and no empty elements."""
    written = gexf(edges(2))
    assert declared(written, "edge") == {}
    assert parsed(written).findall(f".//{GEXF}edge/*") == []
    assert len(by_networkx(written)[1]) == 2


def test_cells_of_hard_networks_are_compared(nasty: Network) -> None:
    """The comparison compares: these cells are said, and these not."""
    row = cells(own(nasty.nodes.columns), 2)
    assert row == {"formula": "-", "size": "u", "Type": "y"}
