"""How fast and in how much memory a large network is written, beside networkx.

``python benchmarks/networks.py [NODES EDGES]`` makes a network in columns, writes it as
GEXF 1.3 and has networkx write the same graph, attribute for attribute. Then it lays
out 2,000 nodes with their labels.
"""

from __future__ import annotations

import os
import platform
import random
import sys
import tempfile
import time
from pathlib import Path

import networkx as nx

from kg.ask.network.model import Column, Edges, Network, Nodes
from kg.export.network.drawing import Drawing, sizes_of
from kg.export.network.gexf.writer import write_gexf
from kg.export.network.layout import layout

NODES, EDGES = 100_000, 500_000
LAID_OUT = 2_000


def make(nodes: int, edges: int) -> tuple[Network, Drawing]:
    """Return a network of places with flows between them, and a drawing of it."""
    rng = random.Random(1)  # noqa: S311
    ids = [f"place/{i}" for i in range(nodes)]
    ends = [(rng.randrange(nodes), rng.randrange(nodes)) for _ in range(edges)]
    kinds = [("leaving", "returning")[i % 2] for i in range(edges)]
    network = Network(
        "large",
        "A large network",
        "",
        Nodes(
            ids,
            [f"Place number {i}" for i in range(nodes)],
            [("place", "actor", "policy")[i % 3] for i in range(nodes)],
            (
                Column(
                    "iri", "IRI", "string", [f"https://example.org/{i}" for i in ids]
                ),
                Column("people", "people", "integer", [i * 3 for i in range(nodes)]),
                Column("share", "share", "double", [i / 7 for i in range(nodes)]),
                Column(
                    "coastal", "coastal", "boolean", [i % 2 == 0 for i in range(nodes)]
                ),
            ),
        ),
        Edges(
            [f"e{i}" for i in range(edges)],
            [ids[a] for a, _ in ends],
            [ids[b] for _, b in ends],
            kinds,
            [f"flow {i}" for i in range(edges)],
            [float(i % 1000 + 1) for i in range(edges)],
            (
                Column(
                    "claims", "claims", "string", [f"doc.F{i}" for i in range(edges)]
                ),
                Column(
                    "claimant", "claimant", "string", ["UNHCR", "IOM"] * (edges // 2)
                ),
                Column(
                    "claim_count", "claims", "integer", [i % 5 for i in range(edges)]
                ),
                Column(
                    "weight_low", "low", "double", [i % 9 / 2 for i in range(edges)]
                ),
            ),
        ),
    )
    drawing = Drawing(
        [float(i % 977) for i in range(nodes)],
        [float(i % 971) for i in range(nodes)],
        [float(4 + i % 97) for i in range(nodes)],
        ["#0072b2"] * nodes,
        ["#999999"] * edges,
    )
    return network, drawing


def as_networkx(network: Network, drawing: Drawing) -> nx.MultiDiGraph[str]:
    """Return the same graph with the same attributes, as networkx's writer wants it."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    nodes, edges = network.nodes, network.edges
    for i, id_ in enumerate(nodes.ids):
        viz = {
            "size": drawing.sizes[i],
            "position": {"x": drawing.x[i], "y": drawing.y[i], "z": 0.0},
            "color": {"r": 0, "g": 114, "b": 178, "a": 1.0},
        }
        cells = {c.name: c.values[i] for c in nodes.columns}
        graph.add_node(
            id_, label=nodes.labels[i], group=nodes.groups[i], viz=viz, **cells
        )
    weights = edges.weights or []
    for i, (source, target) in enumerate(
        zip(edges.sources, edges.targets, strict=True)
    ):
        viz = {"color": {"r": 153, "g": 153, "b": 153, "a": 1.0}}
        graph.add_edge(
            source,
            target,
            edges.ids[i],
            id=edges.ids[i],
            label=edges.labels[i],
            kind=edges.kinds[i],
            weight=weights[i],
            viz=viz,
            **{c.name: c.values[i] for c in edges.columns},
        )
    return graph


def forget_peak() -> float:
    """Let the peak of memory be counted from now; return what is in use."""
    Path("/proc/self/clear_refs").write_text("5")
    return memory("VmRSS")


def memory(name: str) -> float:
    """Return a figure of this process in megabytes, as Linux counts it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


def main(nodes: int, edges: int) -> None:
    """Print both times, their ratio, and the memory beyond the network itself."""
    machine, python = platform.machine(), platform.python_version()
    print(f"{machine}, {os.cpu_count()} cores, Python {python}")
    network, drawing = make(nodes, edges)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ours.gexf"
        before = forget_peak()
        start = time.perf_counter()
        with path.open("wb") as out:
            write_gexf(network, out, drawing)
        ours = time.perf_counter() - start
        beyond = memory("VmHWM") - before
        size = path.stat().st_size / 1e6
        print(f"{nodes:,} nodes, {edges:,} edges, {size:.0f} MB of GEXF")
        print(f"kg        {ours:6.1f} s, {beyond:.0f} MB beyond the network")
        graph = as_networkx(network, drawing)
        before = forget_peak()
        start = time.perf_counter()
        nx.write_gexf(graph, str(Path(folder) / "theirs.gexf"))
        theirs = time.perf_counter() - start
        grown = memory("VmHWM") - before
        print(f"networkx  {theirs:6.1f} s, {grown:.0f} MB beyond its graph")
        print(f"ratio     {theirs / ours:6.1f}")
    pairs = [
        (i, other) for i in range(1, LAID_OUT) for other in {i // 2, i * i % 97 % i}
    ]
    start = time.perf_counter()
    labels = [f"Place number {i}" for i in range(LAID_OUT)]
    layout(LAID_OUT, pairs, sizes_of(LAID_OUT, pairs), labels)
    taken = time.perf_counter() - start
    print(f"layout    {taken:6.1f} s for {LAID_OUT:,} nodes, {len(pairs):,} edges")


if __name__ == "__main__":
    main(*(map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (NODES, EDGES)))
