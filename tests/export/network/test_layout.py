"""Positions that Gephi leaves alone: centred, within bounds, always the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from itertools import combinations, pairwise
from math import dist, isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.export.network.drawing import sizes_of
from kg.export.network.layout import Pairs, layout
from kg.export.network.overlaps import Point


def placed(count: int, pairs: Pairs) -> tuple[list[Point], list[float]]:
    """Return positions and sizes."""
    sizes = sizes_of(count, pairs)
    return layout(count, pairs, sizes), sizes


def star(leaves: int) -> Pairs:
    return [(0, leaf) for leaf in range(1, leaves + 1)]


def ring(count: int) -> Pairs:
    return [(n, (n + 1) % count) for n in range(count)]


def scattered(count: int, each: int) -> Pairs:
    """Return edges that look random: multiples of primes."""
    return [
        (n, (n * 7919 + k * 104729) % count) for n in range(count) for k in range(each)
    ]


def grid(side: int) -> Pairs:
    across = [(n, n + 1) for n in range(side * side) if (n + 1) % side]
    return across + [(n, n + side) for n in range(side * (side - 1))]


NETWORKS: dict[str, tuple[int, Pairs]] = {
    "one node": (1, []),
    "one loop": (1, [(0, 0)]),
    "two nodes": (2, [(0, 1)]),
    "two apart": (2, []),
    "three nodes": (3, [(0, 1)]),
    "a triangle": (3, ring(3)),
    "no edges": (300, []),
    "loops only": (40, [(n, n) for n in range(40)]),
    "edges many times": (20, [*ring(20), *ring(20), *ring(20)]),
    "both ways": (20, [*ring(20), *((b, a) for a, b in ring(20))]),
    "pairs": (300, [(n, n + 1) for n in range(0, 300, 2)]),
    "rings": (240, [(n + a, n + b) for n in range(0, 240, 12) for a, b in ring(12)]),
    "a star": (200, star(199)),
    "a path": (300, [(n, n + 1) for n in range(299)]),
    "a grid": (225, grid(15)),
    "everyone": (60, list(combinations(range(60), 2))),
    "scattered": (300, scattered(300, 2)),
    "one large and many small": (
        250,
        [*star(120), *((n, n + 1) for n in range(121, 249, 2))],
    ),
}
MODERATE = list(NETWORKS)
NETWORKS |= {
    "two thousand": (2000, scattered(2000, 1)),
    "two thousand apart": (2000, []),
    "a star of a thousand": (1001, star(1000)),
}


def wrong(count: int, points: Sequence[Point], sizes: Sequence[float]) -> list[str]:
    """Return what Gephi would move or scale, or draw too small or too large."""
    sums = sum(x for x, _ in points), sum(y for _, y in points)
    kept = {
        "a position per node": len(points) == len(sizes) == count,
        "finite": all(isfinite(x) and isfinite(y) for x, y in points),
        "centred": sums == (0, 0),
        "within bounds": max(abs(c) for point in points for c in point) <= 5000,
        "sizes": {min(sizes), max(sizes)} in ({4.0}, {4.0, 100.0}),
        # Sums in 32 bits, as some do them, are exact, too.
        "quarters": all(c * 4 == int(c * 4) for point in points for c in point),
    }
    return [what for what, holds in kept.items() if not holds]


@pytest.mark.parametrize("name", NETWORKS)
def test_the_centre_is_the_origin_and_nothing_is_far_out(name: str) -> None:
    """To the last digit, because Gephi moves and scales everything else on opening."""
    count, pairs = NETWORKS[name]
    assert not wrong(count, *placed(count, pairs))


def test_more_than_are_laid_out_by_force_are_placed_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of one large part with cycles only some go by force; the rest join them."""
    count, pairs = 260, scattered(260, 2)
    by_force, _ = placed(count, pairs)
    monkeypatch.setattr("kg.export.network.layout._CORE", 200)
    points, sizes = placed(count, pairs)
    assert points != by_force
    assert not wrong(count, points, sizes)


def overlapping(
    points: Sequence[Point], sizes: Sequence[float]
) -> list[tuple[int, int]]:
    return [
        (a, b)
        for a, b in combinations(range(len(points)), 2)
        if dist(points[a], points[b]) < sizes[a] + sizes[b]
    ]


@pytest.mark.parametrize("name", MODERATE)
def test_no_node_covers_another(name: str) -> None:
    """Of up to 300 nodes each can be seen and clicked."""
    assert not overlapping(*placed(*NETWORKS[name]))


def test_what_overlaps_is_told() -> None:
    """The comparison finds two discs that touch by less than a unit."""
    points, sizes = [(0.0, 0.0), (9.0, 0.0), (30.0, 0.0)], [4.0, 5.5, 15.0]
    assert overlapping(points, sizes) == [(0, 1)]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, Pairs]:
    """Draw some nodes and edges, loops and parallel ones among them."""
    count = draw(st.integers(1, 40))
    ends = st.integers(0, count - 1)
    return count, draw(st.lists(st.tuples(ends, ends), max_size=80))


@settings(max_examples=100, deadline=None)
@given(graphs())
def test_any_network_is_laid_out(graph: tuple[int, Pairs]) -> None:
    """The same input gives the same positions; no two nodes are at one place."""
    points, sizes = placed(*graph)
    assert sum(x for x, _ in points) == sum(y for _, y in points) == 0
    assert max(abs(c) for point in points for c in point) <= 5000
    assert not overlapping(points, sizes)
    assert placed(*graph)[0] == points


def test_no_nodes_have_no_positions() -> None:
    """Nothing is nowhere."""
    assert placed(0, []) == ([], [])


def test_each_process_finds_the_same_positions() -> None:
    """The order of a hash, which differs from process to process, decides nothing."""
    count, pairs = 120, [*scattered(100, 1), (100, 101), (102, 102)]
    script = (
        "import json, sys; from kg.export.network.layout import layout;"
        "print(json.dumps(layout(*json.load(sys.stdin))))"
    )
    points, sizes = placed(count, pairs)
    for seed in ("0", "1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", script],
            input=json.dumps([count, pairs, sizes]),
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert [tuple(point) for point in json.loads(done.stdout)] == points


def test_parts_stand_side_by_side() -> None:
    """No part lies among the nodes of another, and none is higher than the largest."""
    parts = [[0, 1], list(range(2, 12)), [12], list(range(13, 18)), [18, 19, 20]]
    pairs = [pair for part in parts for pair in pairwise(part)]
    points, _ = placed(21, pairs)
    boxes = []
    for part in parts:
        xs, ys = zip(*(points[node] for node in part), strict=True)
        boxes.append((min(xs), min(ys), max(xs), max(ys)))
    for a, b in combinations(boxes, 2):
        assert a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]
    assert boxes[1][3] == max(box[3] for box in boxes)
