"""Networks as tables: two that Gephi imports, and one of what changes in time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from kg.ask.network.model import Column, Edges, Network, Nodes, Spell
from kg.export.network.columns import distinct, timed_names
from kg.export.network.csvfile import Table, write_table
from kg.export.network.times import interval_map, interval_set

_NODES = ("Id", "Label", "timeset", "Group")
_EDGES = ("Source", "Target", "Type", "Id", "Kind", "Label", "Weight", "timeset")
_TIMES = ("Id", "Start", "End", "Column", "Value")

_DAY = re.compile(r"-?\d{4,}-\d\d-\d\d")


def write_csv(network: Network, folder: Path, *, spreadsheet: bool = False) -> None:
    """Write ``nodes.csv``, ``edges.csv`` and ``times.csv`` into a folder that is there.

    Headings are those of Gephi's spreadsheet importer; a network's own columns are
    renamed where they have one of them. In ``times.csv`` there is a row per edge, time
    and timed column, which stand as sets of intervals in ``edges.csv`` as well:
    ``weights`` is the weight in time. Gephi alone takes a backslash for an escape.
    Where there are spells, columns of days are left out: Gephi would take them for
    timestamps, and forget the intervals, which say the same.

    With ``spreadsheet`` no cell is run as a formula, but not every cell is exact; no
    column is left out.
    """
    nodes, edges = network.nodes, network.edges
    timed = nodes.spells is not None or edges.spells is not None
    if timed and not spreadsheet:
        nodes = replace(nodes, columns=_without_days(nodes.columns))
        edges = replace(edges, columns=_without_days(edges.columns))
    tables = {
        "nodes.csv": _nodes(nodes),
        "edges.csv": _edges(edges),
        "times.csv": _times(network.edges),
    }
    for name, (header, rows) in tables.items():
        write_table(folder / name, header, rows, spreadsheet=spreadsheet)


def _without_days(columns: Sequence[Column]) -> tuple[Column, ...]:
    return tuple(column for column in columns if not _of_days(column))


def _of_days(column: Column) -> bool:
    """Tell whether a column holds days and nothing else."""
    cells = [cell for cell in column.values if cell is not None]
    return bool(cells) and all(_DAY.fullmatch(str(cell)) for cell in cells)


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
