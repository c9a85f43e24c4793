"""What other tools write is named for what it is: NetworkX's defects, Gephi's ways."""

from __future__ import annotations

import io

import networkx as nx
import pytest

from kg.export.network.gexf.lint import CHECKS, lint

ALWAYS = {"no-positions", "unknown-attribute"}
"""What NetworkX writes of any graph: <graph name=""> and no positions."""


def written(graph: nx.Graph[str], version: str = "1.3") -> list[str]:
    """Return the checks that NetworkX's GEXF of a graph breaks, but for the usual."""
    out = io.BytesIO()
    nx.write_gexf(graph, out, version=version)
    checks = {finding.check for finding in lint(out.getvalue())}
    assert checks >= ALWAYS
    return sorted(checks - ALWAYS)


def test_a_plain_graph_of_networkx_is_without_errors() -> None:
    """Names and whole weights, all that most graphs have, come through."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edge("a", "b", weight=2, kind="road")

    assert written(graph) == []
    assert written(graph, "1.2draft") == ["namespace", "version-old"]


def test_the_name_that_networkx_gives_a_graph_is_pointed_out() -> None:
    """<graph name=""> and a misspelt namespace of xsi are not GEXF."""
    out = io.BytesIO()
    nx.write_gexf(nx.Graph([("a", "b")]), out, version="1.3")

    messages = [f.message for f in lint(out.getvalue()) if f.level == "warning"]

    assert messages[0].startswith("{http://w3.org/2001/XMLSchema-instance}schemaLoc")
    assert messages[1].startswith('name="" on <graph>')


@pytest.mark.parametrize(
    ("values", "checks"),
    [
        ({"a": 1, "b": 2.5}, ["value-not-of-type"]),  # a column of longs
        ({"a": 1.5, "b": 2.5}, []),
        ({"a": ["abc", "xyz"]}, ["time-unreadable"]),  # value, start and end
        ({"a": [(5, "2025", "2026")]}, ["date-not-full"]),
        ({"a": True, "b": False}, []),
        ({"a": float("inf")}, []),
        ({"a": ""}, ["value-empty"]),
        ({"a": 1 << 70}, ["value-not-of-type"]),
    ],
)
def test_columns_of_networkx(values: dict[str, object], checks: list[str]) -> None:
    """Types are guessed from one value, and lists of words are taken for times."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for node, value in values.items():
        graph.add_node(node, c=value)

    assert written(graph) == checks


@pytest.mark.parametrize(
    ("weight", "checks"),
    [
        (2.5, []),
        (0, ["weight-zero"]),
        (-1, ["weight-negative"]),
        (float("nan"), ["weight-not-number"]),
        ([(5, "2025-01-01", "2025-02-01")], ["weight-not-number"]),
    ],
)
def test_weights_of_networkx(weight: object, checks: list[str]) -> None:
    """A weight over time is written as Python prints it, which nothing reads."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edge("a", "b", weight=weight)

    assert written(graph) == checks


def test_parallel_edges_of_networkx() -> None:
    """A multigraph has its keys in a column, and Gephi adds the weights up."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph([("a", "b"), ("a", "b")])

    assert written(graph) == ["parallel-edges"]


def test_control_characters_of_networkx() -> None:
    """What NetworkX writes of a control character is not XML."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_node("a", label="vertical\x0btab")

    out = io.BytesIO()
    nx.write_gexf(graph, out)

    assert lint(out.getvalue())[-1].check == "control-character"


def test_years_of_networkx() -> None:
    """A time that is an int is written as of format long, which no reader has."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_node("a", start=2025)

    assert written(graph) == ["time-format-unknown"]


GEPHI = """\
<?xml version='1.0' encoding='UTF-8'?>
<gexf xmlns="http://gexf.net/1.3" version="1.3" xmlns:viz="http://gexf.net/1.3/viz"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd">
  <meta lastmodifieddate="2025-06-04">
    <creator>Gephi 0.10.1</creator>
    <title></title>
    <description></description>
  </meta>
  <graph defaultedgetype="directed" idtype="long" timeformat="datetime"
      timerepresentation="interval" timezone="Europe/Paris" mode="dynamic">
    <attributes class="node" mode="static">
      <attribute id="grade" title="Grade" type="character"/>
      <attribute id="years" title="Years" type="listint"/>
    </attributes>
    <nodes>
      <node id="1" label="A" start="2025-01-01T00:00:00.000+01:00">
        <attvalues>
          <attvalue for="grade" value="b"/>
          <attvalue for="years" value="[2001, 2011]"/>
        </attvalues>
        <viz:size value="10.0"></viz:size>
        <viz:position x="-20.0" y="0.0"></viz:position>
        <viz:color r="27" g="158" b="119"></viz:color>
      </node>
      <node id="2" label="B">
        <viz:size value="10.0"></viz:size>
        <viz:position x="20.0" y="0.0"></viz:position>
        <viz:color r="27" g="158" b="119"></viz:color>
      </node>
    </nodes>
    <edges>
      <edge id="3" source="1" target="2" weight="2.0"></edge>
    </edges>
  </graph>
</gexf>
"""


def test_what_gephi_writes_is_at_most_an_info_but_for_sizes() -> None:
    """Its own departures from the schema are infos; sizes it would stretch again."""
    findings = lint(GEPHI.encode())

    assert [(f.line, f.check) for f in findings if f.level == "info"] == [
        (7, "beyond-schema"),  # <title>
        (10, "beyond-schema"),  # idtype="long"
        (10, "beyond-schema"),  # timeformat="datetime"
        (13, "beyond-schema"),  # type="character"
        (14, "beyond-schema"),  # type="listint"
        (17, "numeric-ids"),
    ]
    assert [f.check for f in findings if f.level != "info"] == ["sizes-rescaled"]
    assert CHECKS["sizes-rescaled"].level == "warning"
