"""Networks that nobody thought of."""

from __future__ import annotations

from hypothesis import strategies as st

from kg.ask.network.model import Cell, Column, Edges, Network, Nodes

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
CELLS: dict[str, st.SearchStrategy[Cell]] = {
    "string": TEXTS,
    "integer": st.integers(-(2**63), 2**63 - 1),
    "double": st.floats(allow_nan=False),
    "boolean": st.booleans(),
}


@st.composite
def columns(draw: st.DrawFn, size: int) -> tuple[Column, ...]:
    """Draw a column of every type, with gaps."""
    return tuple(
        Column(
            f"{type_} <{size}>",
            draw(TEXTS),
            type_,
            draw(st.lists(st.none() | cells, min_size=size, max_size=size)),
        )
        for type_, cells in CELLS.items()
    )


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Draw a network of up to five nodes and six edges, without times."""
    order = draw(st.integers(0, 5))
    ids = [f"n{number}" for number in range(order)]
    size = draw(st.integers(0, 6)) if ids else 0
    ends = st.lists(st.sampled_from(ids or ["none"]), min_size=size, max_size=size)
    weights = st.none() | st.floats(0.5, 1e12)
    return Network(
        "drawn",
        draw(TEXTS),
        draw(TEXTS),
        Nodes(ids, _texts(draw, order), _texts(draw, order), draw(columns(order))),
        Edges(
            [f"e{number}" for number in range(size)],
            draw(ends),
            draw(ends),
            [f"kind {number}" for number in range(size)],
            _texts(draw, size),
            draw(st.none() | st.lists(weights, min_size=size, max_size=size)),
            draw(columns(size)),
        ),
    )


def _texts(draw: st.DrawFn, size: int) -> list[str]:
    return draw(st.lists(TEXTS, min_size=size, max_size=size))
