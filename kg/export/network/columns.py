"""All that a network says of its nodes and edges, as columns of one value each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.ask.network.model import Column, Edges, Nodes, Spell, TimedColumn
from kg.export.network.naming import distinct
from kg.export.network.times import first_day, last_day


def node_columns(nodes: Nodes, reserved: Iterable[str] = ()) -> list[Column]:
    """Return ``label``, ``group``, first and last day, and the network's own columns.

    Own columns are renamed where their name is one of these or ``reserved``.
    """
    return _with_own(
        [
            Column("label", "Label", "string", nodes.labels),
            Column("group", "Group", "string", nodes.groups),
            *_days(nodes.spells),
        ],
        nodes.columns,
        reserved,
    )


def edge_columns(edges: Edges, reserved: Iterable[str] = ()) -> list[Column]:
    """Return ``kind``, ``label``, ``weight``, the days, and the network's own columns.

    There is no ``weight`` where the network has none. Timed columns have more than one
    value for an edge and are not among them.
    """
    fixed = [
        Column("kind", "Kind", "string", edges.kinds),
        Column("label", "Label", "string", edges.labels),
    ]
    if edges.weights is not None:
        fixed.append(Column("weight", "Weight", "double", edges.weights))
    reserved = ("weight", *reserved)
    return _with_own([*fixed, *_days(edges.spells)], edges.columns, reserved)


def _days(spells: Sequence[Sequence[Spell]] | None) -> list[Column]:
    if spells is None:
        return []
    return [
        Column("start", "First day", "string", [first_day(s) for s in spells]),
        Column("end", "Last day", "string", [last_day(s) for s in spells]),
    ]


def _with_own(
    fixed: list[Column], own: Sequence[Column], reserved: Iterable[str]
) -> list[Column]:
    taken = [*(column.name for column in fixed), "start", "end", *reserved]
    names = distinct((column.name for column in own), taken)
    renamed = zip(names, own, strict=True)
    return [*fixed, *(Column(n, c.title, c.type, c.values) for n, c in renamed)]


def timed_names(timed: Sequence[TimedColumn], taken: Iterable[str]) -> list[str]:
    """Return names for timed columns: ``weights`` for the weight, none taken."""
    names = ("weights" if column.name == "weight" else column.name for column in timed)
    return distinct(names, taken)
