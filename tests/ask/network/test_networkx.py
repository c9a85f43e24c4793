"""A view as a graph of networkx, from a folder or an endpoint: the same graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from typing import Any

import networkx as nx
import pytest
import yaml

import kg
from kg.ask.network.graph import to_networkx
from kg.ask.network.model import Network
from kg.ask.network.options import ViewOptions
from tests.conftest import APRIL, ENTITIES, MARCH, Folder

VIEWS = ("actors-policies-populations", "claims", "evidence", "flows")
FLOW = ("place/northland", "place/southland", "returns (person)")
OPTIONS: list[dict[str, Any]] = [
    {},
    {"on": date(2024, 5, 15), "measures": ["pagerank", "community"]},
    {"since": date(2024, 3, 1), "until": date(2024, 8, 31)},
]

each_view = pytest.mark.parametrize("view", VIEWS)


def attributes(graph: nx.MultiDiGraph[str]) -> Iterator[tuple[str, object]]:
    yield from graph.graph.items()
    for _, about in graph.nodes(data=True):
        yield from about.items()
    for _, _, about in graph.edges(data=True):
        yield from about.items()


def same(one: nx.MultiDiGraph[str], other: nx.MultiDiGraph[str]) -> bool:
    """Tell whether two graphs are the same in all, also in their order."""
    return (
        one.graph == other.graph
        and list(one.nodes(data=True)) == list(other.nodes(data=True))
        and list(one.edges(keys=True, data=True))
        == list(other.edges(keys=True, data=True))
    )


def test_nodes_are_keyed_by_ids_and_edges_by_kinds(
    northland: kg.KnowledgeGraph,
) -> None:
    """A flow is looked up by its ends and kind, and what is not known is missing."""
    graph = northland.network("flows")

    assert isinstance(graph, nx.MultiDiGraph)
    assert dict(graph.nodes["place/northland"]) == {
        "label": "Northland",
        "group": "place",
        "iri": "https://example.org/permits/id/place/northland",
        "class": "country",
        "iso3": "XNL",
    }
    edge = graph.edges[FLOW]
    assert edge["kind"] == FLOW[2]
    assert (edge["start"], edge["end"]) == ("2025-02-01", "2025-02-28")
    assert (edge["weight_low"], edge["disputed"], edge["claim_count"]) == (
        1200,
        False,
        2,
    )
    assert not {"weight", "weight_high"} & set(edge)
    assert graph.graph["name"] == "Flows of people from place to place"
    assert graph.graph["view"] == "flows"


def test_a_weight_is_the_weight_of_networkx(meridia: kg.KnowledgeGraph) -> None:
    """Whoever asks networkx for a weighted degree gets the people who moved."""
    graph = meridia.network("flows")

    known = nx.get_edge_attributes(graph, "weight")
    assert sorted(known.values()) == [14, 650, 6100]
    assert graph.in_degree("place/velland", weight="weight") == 14


def test_open_ends_are_missing(meridia: kg.KnowledgeGraph) -> None:
    graph = meridia.network("actors-policies-populations")

    rule = graph.nodes["policy/ostravia-visa-rule"]
    waiver = graph.nodes["policy/ostravia-visa-waiver"]
    assert (rule.get("start"), rule.get("end")) == ("2024-05-20", None)
    assert (waiver.get("start"), waiver.get("end")) == (None, "2024-05-20")


@each_view
@pytest.mark.parametrize("case", ["northland", "meridia", "article"])
def test_attributes_are_of_types_that_all_writers_take(
    request: pytest.FixtureRequest, case: str, view: str
) -> None:
    """Text, whole numbers, numbers and truth values; one type per name."""
    opened: kg.KnowledgeGraph = request.getfixturevalue(case)
    graph = opened.network(view, measures=["degree", "closeness"])

    parts: list[Any] = [graph.nodes, graph.edges]
    for part in parts:
        types: dict[str, set[type]] = {}
        for about in part.values():
            for name, value in about.items():
                types.setdefault(name, set()).add(type(value))
        assert all(len(some) == 1 for some in types.values()), types
    assert {type(v) for _, v in attributes(graph)} <= {str, int, float, bool}
    assert all(isinstance(name, str) for name, _ in attributes(graph))


@each_view
def test_the_graph_is_the_network(meridia: kg.KnowledgeGraph, view: str) -> None:
    """As many nodes and edges, in the same order: nothing is merged on the way."""
    network = meridia.view(view)
    graph = meridia.network(view)

    assert list(graph) == list(network.nodes.ids)
    assert {(s, k, t) for s, t, k in graph.edges(keys=True)} == set(
        zip(
            network.edges.sources,
            network.edges.kinds,
            network.edges.targets,
            strict=True,
        )
    )
    assert graph.number_of_edges() == len(network.edges)


@each_view
@pytest.mark.parametrize("case", ["northland", "meridia", "article"])
def test_networkx_writes_and_reads_it(
    request: pytest.FixtureRequest, case: str, view: str
) -> None:
    """GEXF and GraphML of networkx take the graph, and give it back."""
    opened: kg.KnowledgeGraph = request.getfixturevalue(case)
    graph = opened.network(view, measures=["betweenness"])
    for write, read in (
        (nx.write_gexf, nx.read_gexf),
        (nx.write_graphml, nx.read_graphml),
    ):
        out = BytesIO()
        write(graph, out)
        back = read(BytesIO(out.getvalue()))

        assert set(back) == set(graph)
        assert back.number_of_edges() == graph.number_of_edges()
        for id_, about in back.nodes(data=True):
            assert about["label"] == graph.nodes[id_]["label"]


def test_an_empty_network_is_an_empty_graph(northland: kg.KnowledgeGraph) -> None:
    """Nothing in a window is no error, and can be written too."""
    graph = northland.network("flows", on=date(1990, 1, 1), measures=["pagerank"])

    assert len(graph) == 0
    nx.write_gexf(graph, BytesIO())
    nx.write_graphml(graph, BytesIO())


@each_view
def test_a_graph_is_opened_for_one_view(northland_folder: Folder, view: str) -> None:
    """`kg.network(view, folder)` is what `kg.open(folder).network(view)` returns."""
    options: ViewOptions = {"as_of": date(2025, 3, 15), "measures": ["degree"]}

    found = kg.network(view, northland_folder.graph, **options)

    assert same(found, kg.open(northland_folder.graph).network(view, **options))
    assert "degree" in next(iter(found.nodes.values()))


def test_the_graph_of_the_project_is_the_default(
    northland_folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the folder of a project its own graph is meant."""
    monkeypatch.chdir(northland_folder.root)

    assert same(kg.network("flows"), kg.network("flows", northland_folder.graph))


def test_the_public_name_is_there() -> None:
    assert "network" in kg.__all__


@each_view
@pytest.mark.parametrize("options", OPTIONS, ids=lambda options: "-".join(options))
def test_an_endpoint_gives_the_same_network(
    meridia: kg.KnowledgeGraph, meridia_url: str, view: str, options: dict[str, Any]
) -> None:
    """On disk and through the protocol, a view is equal in every cell, in order."""
    remote = kg.open(meridia_url, project=meridia.project.root)

    assert _plain(remote.view(view, **options)) == _plain(meridia.view(view, **options))


def test_an_endpoint_gives_the_same_graph(
    meridia: kg.KnowledgeGraph, meridia_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`kg.network` takes an address as it takes a folder."""
    monkeypatch.chdir(meridia.project.root)

    found = kg.network("flows", meridia_url, about="ostravia")

    assert same(found, meridia.network("flows", about="ostravia"))
    assert set(found) == {"place/meridia", "place/ostravia"}


def _plain(network: Network) -> object:
    """Return a network as text, but for how its sequences are made."""
    nodes, edges = network.nodes, network.edges
    columns: list[Any] = [*nodes.columns, *edges.columns, *edges.timed]
    return (
        (network.view, network.title, network.description, network.colours),
        [list(x) for x in (nodes.ids, nodes.labels, nodes.groups)],
        [list(map(tuple, x)) for x in (nodes.spells or [], edges.spells or [])],
        [list(x) for x in (edges.ids, edges.sources, edges.targets, edges.kinds)],
        (list(edges.labels), edges.weights),
        [(c.name, c.title, c.type, list(c.values)) for c in columns],
    )


def _turned(text: str) -> str:
    """Return a facts file with its entries in reverse order."""
    data = yaml.safe_load(text)
    for name in ("claims", "entities"):
        if isinstance(data.get(name), dict):
            data[name] = dict(reversed(data[name].items()))
    if "document" not in data:
        data = dict(reversed(data.items()))
    return str(yaml.safe_dump(data, sort_keys=False, allow_unicode=True))


def test_the_order_of_facts_is_no_matter(project: Callable[..., Folder]) -> None:
    """Entries turned round in every file, and entities in another file: the same."""
    turned = {
        "sources/entities/all.yaml": None,
        "sources/entities/zzz.yaml": _turned(ENTITIES),
        "sources/gazette-20250301/facts.yaml": _turned(MARCH),
        "sources/gazette-20250401/facts.yaml": _turned(APRIL),
    }
    one, other = project(None, "one"), project(turned, "other")
    one.build()
    other.build()

    for view in VIEWS:
        first, second = (kg.open(f.graph).view(view) for f in (one, other))
        assert _plain(first) == _plain(second)
        assert same(to_networkx(first), to_networkx(second))
