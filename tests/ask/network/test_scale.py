"""How thick an edge is drawn follows what is known, and is never the number."""

from __future__ import annotations

import pytest

import kg
from kg.ask.network.counts import UNKNOWN, Count
from kg.ask.network.scale import THINNEST, drawn_weight, thickness


@pytest.mark.parametrize(
    ("count", "thick"),
    [(0, 1.0), (9, 2.0), (99, 3.0), (999, 4.0), (99_999, 6.0), (9_999_999, 8.0)],
)
def test_each_further_digit_is_one_thicker(count: int, thick: float) -> None:
    """10 to the power of n, less 1, is n + 1: the scale that is told of."""
    assert thickness(count) == thick


@pytest.mark.parametrize(
    ("count", "thick"),
    [
        (Count("point", 999, 900, 1100), 4.0),
        # bounds: of the lower one, and a part is no less than that
        (Count("lower-bound", None, 999, None), 4.0),
        (Count("part", None, 99, None), 3.0),
        (Count("range", None, 99, 99_999), 3.0),
        (Count("contradicted", None, 99, 99_999), 3.0),
        (Count("contradicted", None, None, 99_999), 3.5),
        # an upper end alone is half as far: "up to 99,999" may be nobody
        (Count("upper-bound", None, 0, 99_999), 3.5),
        (Count("upper-bound", None, None, 99_999), 3.5),
        (Count("upper-bound", None, 999, 99_999), 4.0),
        # people whom a parallel edge counts, too, have no weight but a thickness
        (Count("point", None, 999, 999), 4.0),
        (Count("point", 0, 0, 0), THINNEST),
        (UNKNOWN, THINNEST),
        (Count("not-addable"), THINNEST),
    ],
)
def test_the_thickness_comes_from_the_number_or_else_from_its_bounds(
    count: Count, thick: float
) -> None:
    """The thinnest of all is what nothing is known of; no bound looks like a number."""
    assert drawn_weight(count) == thick


def test_no_thickness_is_a_count() -> None:
    """Whoever takes the column for a number of people finds none that is one."""
    assert all(thickness(n) != n for n in range(20_000))


def test_every_edge_of_every_view_has_a_thickness(article: kg.KnowledgeGraph) -> None:
    """In views that count nobody all are the thinnest; in flows bounds show, too."""
    for name in article.views:
        network = article.view(name)
        columns = {c.name: c.values for c in network.edges.columns}
        drawn = columns["display_weight"]
        assert len(drawn) == len(network.edges)
        if name != "flows":
            assert set(drawn) == {1.0}
            continue
        weights = network.edges.weights or ()
        bounded = [
            (thick, columns["weight_low"][i])
            for i, thick in enumerate(drawn)
            if weights[i] is None and columns["weight_low"][i]
        ]
        assert bounded
        assert all(float(str(t)) > 1 and t != low for t, low in bounded)
