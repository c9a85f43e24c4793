"""Neo4j: headings have types, and cells are exact under its rules of quoting."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.ask.network.model import Column, Edges, Network, Nodes
from kg.export.network.neo4j import write_neo4j


@pytest.fixture(scope="module")
def folder(nasty: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the files of ``nasty``."""
    folder = tmp_path_factory.mktemp("neo4j")
    write_neo4j(nasty, folder)
    return folder


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_headings_say_what_columns_hold(folder: Path) -> None:
    """Ids, labels and types are marked as the importer wants, properties are typed."""
    assert list(read(folder, "nodes.csv")[0]) == [
        *("id:ID", "name:string", "group:string", "start:string", "end:string"),
        *("formula:string", "people:long", "share:double", "sure:boolean"),
        *("size:string", "Type:string", "spells:string[]", ":LABEL"),
    ]
    assert list(read(folder, "relationships.csv")[0]) == [
        *(":START_ID", ":END_ID", ":TYPE", "id", "kind:string", "label:string"),
        *("weight:double", "start:string", "end:string", "weight_:string"),
        *("count:long", "spells:string[]", "weights_times:string[]"),
        *("weights_values:double[]", "status_times:string[]"),
        "status_values:string[]",
    ]


def test_nodes_are_exact(nasty: Network, folder: Path) -> None:
    """Names, groups and properties are what they were; a label is never two."""
    rows = read(folder, "nodes.csv")
    nodes = nasty.nodes
    assert [row["id:ID"] for row in rows] == nodes.ids
    assert [row["name:string"] for row in rows] == nodes.labels
    assert [row["group:string"] for row in rows] == nodes.groups
    assert rows[1][":LABEL"] == "State,Body"
    assert [row["people:long"] for row in rows][:4] == ["2147483648", "0", "", "-7"]
    assert [row["sure:boolean"] for row in rows][:3] == ["true", "false", ""]
    spells = "2025-04-01/2025-04-30;2025-06-01/2025-06-02"
    assert [row["spells:string[]"] for row in rows][:2] == [spells, "../2025-04-30"]


def test_relationships_are_exact(nasty: Network, folder: Path) -> None:
    """Ends, types and what holds for a time are what they were; no item is two."""
    rows = read(folder, "relationships.csv")
    edges = nasty.edges
    assert [row[":START_ID"] for row in rows] == edges.sources
    assert [row[":END_ID"] for row in rows] == edges.targets
    assert [row["kind:string"] for row in rows] == edges.kinds
    assert rows[1][":TYPE"] == "flow, forced"
    assert rows[1]["weights_values:double[]"] == "135000.0;67000.0;3000.0"
    assert rows[1]["weights_times:string[]"].count(";") == 2
    assert rows[0]["status_values:string[]"] == 'in "force", [really], \\o/'


def test_a_colon_in_a_name_is_no_type(tmp_path: Path) -> None:
    """A column whose name has a colon keeps its own type, and names stay distinct."""
    columns = [Column(n, n, "integer", [1]) for n in ("a:b", "a_b")]
    nodes = Nodes(["n"], ["n"], ["n"], tuple(columns))
    write_neo4j(Network("v", "t", "d", nodes, Edges([], [], [], [], [])), tmp_path)
    assert {"a_b:int", "a_b_:int"} <= set(read(tmp_path, "nodes.csv")[0])


def test_an_empty_network_has_headings(empty: Network, tmp_path: Path) -> None:
    """The files are there, with the command that reads them."""
    write_neo4j(empty, tmp_path)
    heading = "id:ID,name:string,group:string,people:int,:LABEL\r\n"
    assert (tmp_path / "nodes.csv").read_bytes() == heading.encode()
    assert read(tmp_path, "relationships.csv") == []
    assert "--multiline-fields=true" in (tmp_path / "import.txt").read_text("utf-8")
