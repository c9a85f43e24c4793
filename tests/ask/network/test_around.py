"""The part of a view around a thing: so many steps, whichever way edges point."""

from __future__ import annotations

import pytest

import kg
from kg.ask.network.model import Column, Edges, Network, Nodes, TimedColumn
from kg.ask.network.parts import around
from kg.errors import UnknownName
from tests.ask.network.reading import edges, nodes

GAZETTE, MINISTRY = "actor/gazette", "actor/north-ministry"
COUNCIL, ORDER = "actor/permit-holders-council", "policy/permit-order"


def network(*pairs: str) -> Network:
    """Return a network of edges such as ``ab``, with a column and times of each."""
    ids = sorted({end for pair in pairs for end in pair})
    return Network(
        "drawn",
        "Drawn",
        "",
        Nodes(
            ids,
            ids,
            ["x"] * len(ids),
            (Column("own", "own", "string", [f"n{i}" for i in ids]),),
            [((None, None),)] * len(ids),
        ),
        Edges(
            list(pairs),
            [pair[0] for pair in pairs],
            [pair[1] for pair in pairs],
            ["k"] * len(pairs),
            ["k"] * len(pairs),
            list(map(float, range(len(pairs)))),
            (Column("own", "own", "string", [f"e{p}" for p in pairs]),),
            [((None, None),)] * len(pairs),
            (
                TimedColumn(
                    "w", "w", "string", [((None, None, f"t{p}"),) for p in pairs]
                ),
            ),
        ),
        {"x": "#000000"},
    )


CHAIN = network("ab", "cb", "cd", "ac", "ee")


@pytest.mark.parametrize(
    ("centre", "hops", "ids", "kept"),
    [
        ("a", 0, "a", []),
        ("e", 0, "e", ["ee"]),
        ("a", 1, "abc", ["ab", "cb", "ac"]),
        ("b", 1, "abc", ["ab", "cb", "ac"]),
        ("d", 1, "cd", ["cd"]),
        ("d", 2, "abcd", ["ab", "cb", "cd", "ac"]),
        ("d", 9, "abcd", ["ab", "cb", "cd", "ac"]),
        ("e", 9, "e", ["ee"]),
    ],
)
def test_so_many_steps_are_kept(
    centre: str, hops: int, ids: str, kept: list[str]
) -> None:
    """Nodes that are reached, and all edges between them, in their order."""
    found = around(CHAIN, [centre], hops)

    assert list(found.nodes.ids) == list(ids)
    assert list(found.edges.ids) == kept


def test_what_is_known_of_what_is_kept_stays_with_it() -> None:
    """Columns, weights, spells and values in time stay in line with their elements."""
    found = around(CHAIN, ["d"], 1)

    assert nodes(found)["c"]["own"] == "nc"
    assert edges(found)["c", "k", "d"] == {
        "label": "k",
        "spells": ((None, None),),
        "weight": 2.0,
        "own": "ecd",
    }
    assert found.edges.timed[0].values == [((None, None, "tcd"),)]
    assert (found.view, found.colours) == (CHAIN.view, CHAIN.colours)


def test_around_several_things_is_all_of_it() -> None:
    assert list(around(CHAIN, ["d", "e"], 1).nodes.ids) == ["c", "d", "e"]


@pytest.mark.parametrize(
    ("hops", "ids", "count"),
    [(0, {ORDER}, 0), (1, {ORDER, GAZETTE, MINISTRY, COUNCIL}, 4), (2, None, 8)],
)
def test_a_view_around_a_thing(
    northland: kg.KnowledgeGraph, hops: int, ids: set[str] | None, count: int
) -> None:
    """Who speaks of the order, with the denial between them; then everything."""
    found = northland.view("claims", about="Order on permits", hops=hops)

    assert set(nodes(found)) == (ids or set(nodes(northland.view("claims"))))
    assert len(edges(found)) == count
    if hops:
        assert (COUNCIL, "denied", MINISTRY) in edges(found)


def test_a_step_is_taken_if_nothing_is_said_of_steps(
    northland: kg.KnowledgeGraph,
) -> None:
    one = northland.view("claims", about="permit-order", hops=1)

    assert northland.view("claims", about="permit-order") == one


def test_a_claim_and_a_document_are_things_of_the_evidence(
    northland: kg.KnowledgeGraph,
) -> None:
    """A view can be cut around whatever its nodes are, by any of their names."""
    claim = northland.view("evidence", about="gazette-20250301.denial", hops=1)
    document = northland.view("evidence", about="The count again", hops=1)

    assert set(nodes(claim)) == {
        "claim/gazette-20250301.denial",
        "claim/gazette-20250301.target",
        "document/gazette-20250301",
        COUNCIL,
    }
    assert set(nodes(document)) == {
        "claim/gazette-20250401.again",
        "document/gazette-20250401",
    }


def test_an_unknown_thing_brings_the_nearest(northland: kg.KnowledgeGraph) -> None:
    with pytest.raises(UnknownName) as error:
        northland.view("claims", about="permit-ordr")

    expected = "nothing is called `permit-ordr`; did you mean `permit-order`?"
    assert str(error.value) == expected


def test_a_thing_that_is_not_in_the_view_is_no_empty_network(
    northland: kg.KnowledgeGraph,
) -> None:
    """A place is no node of who adopts what: it is not shown as one without edges."""
    with pytest.raises(UnknownName) as error:
        northland.view("actors-policies-populations", about="Southland")

    assert str(error.value) == (
        "`southland` is not in the view `actors-policies-populations` as it is asked "
        "for"
    )
