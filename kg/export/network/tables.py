"""Networks as tables: two that Gephi imports, and one of what changes in time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.ask.network.model import Cell, Edges, Network, Nodes, Spell
from kg.export.network.columns import timed_names
from kg.export.network.csvfile import write_table
from kg.export.network.naming import distinct
from kg.export.network.times import interval_map, interval_set

_NODES = ("Id", "Label", "timeset", "Group")
_EDGES = ("Source", "Target", "Type", "Id", "Kind", "Label", "Weight", "timeset")
_TIMES = ("Id", "Start", "End", "Column", "Value")

Table = tuple[Sequence[str], Iterable[Iterable[Cell | None]]]
"""The headings, and the rows."""


def write_csv(network: Network, folder: Path, *, spreadsheet: bool = False) -> None:
    """Write ``nodes.csv``, ``edges.csv`` and ``times.csv`` into a folder that is there.

    Headings are those of Gephi's spreadsheet importer; a network's own columns are
    renamed where they have one of them. In ``times.csv`` there is a row per edge, time
    and timed column, which stand as sets of intervals in ``edges.csv`` as well:
    ``weights`` is the weight in time. Gephi alone takes a backslash for an escape.

    With ``spreadsheet`` no cell is run as a formula, but not every cell is exact.
    """
    tables = {
        "nodes.csv": _nodes(network.nodes),
        "edges.csv": _edges(network.edges),
        "times.csv": _times(network.edges),
    }
    for name, (header, rows) in tables.items():
        write_table(folder / name, header, rows, spreadsheet=spreadsheet)


def _nodes(nodes: Nodes) -> Table:
    names = distinct((column.name for column in nodes.columns), _NODES)
    rows = zip(
        nodes.ids,
        nodes.labels,
        _timesets(nodes.spells, len(nodes)),
        nodes.groups,
        *(column.values for column in nodes.columns),
        strict=True,
    )
    return [*_NODES, *names], rows


def _edges(edges: Edges) -> Table:
    rows = zip(
        edges.sources,
        edges.targets,
        ["Directed"] * len(edges),
        edges.ids,
        edges.kinds,
        edges.labels,
        [None] * len(edges) if edges.weights is None else edges.weights,
        _timesets(edges.spells, len(edges)),
        *(column.values for column in edges.columns),
        *(map(interval_map, column.values) for column in edges.timed),
        strict=True,
    )
    return [*_EDGES, *_edge_names(edges)], rows


def _times(edges: Edges) -> Table:
    names = _edge_names(edges)[len(edges.columns) :]
    rows = (
        (id_, first, last, name, value)
        for name, column in zip(names, edges.timed, strict=True)
        for id_, values in zip(edges.ids, column.values, strict=True)
        for first, last, value in values
    )
    return _TIMES, rows


def _edge_names(edges: Edges) -> list[str]:
    names = distinct((column.name for column in edges.columns), _EDGES)
    return [*names, *timed_names(edges.timed, [*_EDGES, *names])]


def _timesets(spells: Sequence[Sequence[Spell]] | None, size: int) -> Iterable[str]:
    return [""] * size if spells is None else map(interval_set, spells)
