"""Measures of nodes are what a pencil gives on small graphs, whatever the hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.ask.network.measures import MEASURES, measured
from kg.ask.network.model import Cell, Column, Edges, Network, Nodes
from kg.errors import UnknownName
from tests.ask.network.reading import nodes

NAMES = ["degree", "in_degree", "out_degree", "betweenness", "closeness", "pagerank"]
PATH = ["ab", "bc"]
STAR = ["ax", "bx", "cx", "dx"]
BOTH_WAYS = [*STAR, "xa", "xb", "xc", "xd"]
TRIANGLES = ["ab", "bc", "ca", "de", "ef", "fd", "cd"]


def network(pairs: list[str], alone: str = "") -> Network:
    ids = sorted({end for pair in pairs for end in pair} | set(alone))
    ends = [(pair[0], pair[1]) for pair in pairs]
    return Network(
        "drawn",
        "Drawn",
        "",
        Nodes(ids, ids, ["x"] * len(ids)),
        Edges(
            [f"{pair}{i}" for i, pair in enumerate(pairs)],
            [source for source, _ in ends],
            [target for _, target in ends],
            [f"k{i}" for i in range(len(pairs))],
            [""] * len(pairs),
        ),
    )


def values(pairs: list[str], name: str, alone: str = "") -> dict[str, Any]:
    found = measured(network(pairs, alone), [name]).nodes
    (column,) = found.columns
    return dict(zip(found.ids, column.values, strict=True))


@pytest.mark.parametrize(
    ("pairs", "name", "expected"),
    [
        (PATH, "degree", {"a": 1, "b": 2, "c": 1}),
        (PATH, "in_degree", {"a": 0, "b": 1, "c": 1}),
        (PATH, "out_degree", {"a": 1, "b": 1, "c": 0}),
        # one of the two ordered pairs of others has its shortest path through b
        (PATH, "betweenness", {"a": 0.0, "b": 0.5, "c": 0.0}),
        # those who reach it, by their mean distance and their share of the others
        (PATH, "closeness", {"a": 0.0, "b": 0.5, "c": 0.666666667}),
        (PATH, "community", {"a": 1, "b": 1, "c": 1}),
        (STAR, "in_degree", {"a": 0, "b": 0, "c": 0, "d": 0, "x": 4}),
        (STAR, "betweenness", {"a": 0.0, "b": 0.0, "c": 0.0, "d": 0.0, "x": 0.0}),
        (STAR, "closeness", {"a": 0.0, "b": 0.0, "c": 0.0, "d": 0.0, "x": 1.0}),
        (BOTH_WAYS, "degree", {"a": 2, "b": 2, "c": 2, "d": 2, "x": 8}),
        (BOTH_WAYS, "betweenness", {"a": 0.0, "b": 0.0, "c": 0.0, "d": 0.0, "x": 1.0}),
        # a reaches x in one step and three others in two: 4 / 7
        (
            BOTH_WAYS,
            "closeness",
            {**dict.fromkeys("abcd", 0.571428571), "x": 1.0},
        ),
        (TRIANGLES, "community", dict.fromkeys("abc", 1) | dict.fromkeys("def", 2)),
        (TRIANGLES, "degree", {"a": 2, "b": 2, "c": 3, "d": 3, "e": 2, "f": 2}),
    ],
)  # fmt: skip
def test_measures_are_those_worked_out_by_hand(
    pairs: list[str], name: str, expected: dict[str, Cell]
) -> None:
    found = values(pairs, name)

    assert found == expected
    assert {type(v) for v in found.values()} == {type(v) for v in expected.values()}


def test_betweenness_of_two_triangles() -> None:
    """The two ends of the bridge carry the most, and equally much.

    Of the twenty ordered pairs of others, c is between a, b and d, e, f (six pairs) and
    between b and a (one); a between c and b (one), b between a and c, d, e, f (four).
    """
    found = values(TRIANGLES, "betweenness")

    assert found["c"] == found["d"] == 7 / 20
    assert (found["a"], found["b"]) == (1 / 20, 4 / 20)


def test_pagerank_of_a_path() -> None:
    """A node has what it is given and 0.85 of what the one before it has.

    In parts of the first: 1, 1.85 and 2.5725, which are 5.4225 in all.
    """
    found = values(PATH, "pagerank")

    parts = {"a": 1, "b": 1.85, "c": 2.5725}
    assert found == pytest.approx({k: v / 5.4225 for k, v in parts.items()}, abs=1e-4)
    assert sum(found.values()) == pytest.approx(1, abs=1e-6)


def test_communities_are_numbered_by_size() -> None:
    """The larger comes first; of two of one size the one with the first node."""
    larger = [*TRIANGLES, "eg", "gf", "gd"]

    assert values(larger, "community") == {
        **dict.fromkeys("defg", 1),
        **dict.fromkeys("abc", 2),
    }
    assert values(["bc"], "community", alone="a") == {"b": 1, "c": 1, "a": 2}


@pytest.mark.parametrize("name", NAMES)
def test_a_pair_counts_once_however_many_edges_it_has(name: str) -> None:
    """Measures see who is joined with whom, and no kinds."""
    assert values(["ab", "ab", "ab", "bc"], name) == values(PATH, name)


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_small_networks_have_measures_too(name: str) -> None:
    """No node, one node alone, and a node that is joined with itself."""
    assert values([], name) == {}
    assert set(values([], name, alone="a")) == {"a"}
    assert set(values(["aa"], name)) == {"a"}


def test_measures_are_columns_in_the_order_in_which_they_are_asked_for() -> None:
    """Each once; a column of the view that has the name of one gives way to it."""
    drawn = network(PATH)
    own = (
        Column("degree", "own", "string", ["x"] * 3),
        Column("o", "o", "string", "xyz"),
    )
    with_own = Network("d", "D", "", Nodes("abc", "abc", "xxx", own), drawn.edges)

    found = measured(with_own, ["pagerank", "in_degree", "degree", "pagerank"])

    names = [(c.name, c.title, c.type) for c in found.nodes.columns]
    assert names == [
        ("o", "o", "string"),
        ("pagerank", "pagerank", "double"),
        ("in_degree", "in degree", "integer"),
        ("degree", "degree", "integer"),
    ]
    assert list(found.nodes.columns[-1].values) == [1, 2, 1]
    assert measured(drawn, []) == drawn


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("betweeness", "did you mean `betweenness`?"),
        ("size", "there are degree, in_degree, out_degree, betweenness, closeness, "
                 "pagerank, community"),
    ],
)  # fmt: skip
def test_an_unknown_measure_brings_the_nearest(
    northland: kg.KnowledgeGraph, name: str, hint: str
) -> None:
    with pytest.raises(UnknownName) as error:
        northland.view("claims", measures=["degree", name])

    assert str(error.value) == f"no measure is called `{name}`; {hint}"


def test_measures_are_of_the_part_that_is_shown(northland: kg.KnowledgeGraph) -> None:
    """Around the order, the ministry is joined with the order and with its denier."""
    found = northland.view("claims", about="permit-order", measures=["degree"])

    assert {id_: n["degree"] for id_, n in nodes(found).items()} == {
        "policy/permit-order": 3,
        "actor/north-ministry": 2,
        "actor/permit-holders-council": 2,
        "actor/gazette": 1,
    }


PRINT = """\
import sys, kg
from pathlib import Path
from kg.ask.network.measures import MEASURES
graph = kg.open(Path(sys.argv[1]), project=Path(sys.argv[2]))
for name in graph.views:
    print(graph.view(name, measures=list(MEASURES)))
    print(list(graph.network(name).edges(keys=True, data=True)))
"""


def test_the_hash_seed_decides_nothing(meridia: kg.KnowledgeGraph) -> None:
    """Nodes, edges, columns and measures of all views are the same in every process."""
    place = meridia.endpoint.folder  # type: ignore[attr-defined]
    printed = set()
    for seed in ("0", "1", "2025"):
        done = subprocess.run(
            [sys.executable, "-c", PRINT, place, meridia.project.root],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[3],
            capture_output=True,
            check=True,
        )
        printed.add(done.stdout)

    assert len(printed) == 1
    assert len(printed.pop()) > 50_000
