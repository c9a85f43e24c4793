"""A network without times, for tools that read none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.ask.network.model import Cell, Column, Network, Spell
from kg.ask.network.times import ends


def snapshot(network: Network) -> Network:
    """Return a network whose times are columns: the years of first and last day.

    Weights are those of all periods together.
    """
    nodes, edges = network.nodes, network.edges
    return replace(
        network,
        nodes=replace(
            nodes, columns=(*nodes.columns, *_years(nodes.spells)), spells=None
        ),
        edges=replace(
            edges,
            columns=(*edges.columns, *_years(edges.spells)),
            spells=None,
            timed=(),
        ),
    )


def _years(spells: Sequence[Sequence[Spell]] | None) -> Iterator[Column]:
    if spells is None:
        return
    outer = [ends(some) for some in spells]
    for name, title, days in (
        ("start_year", "start year", [first for first, _ in outer]),
        ("end_year", "end year", [last for _, last in outer]),
    ):
        years: list[Cell | None] = [None if d is None else _year(d) for d in days]
        yield Column(name, title, "integer", years)


def _year(day: str) -> int:
    year, _, _ = day.partition("-")
    return int(year)
