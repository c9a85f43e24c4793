"""All that a network says of its nodes and edges, as columns of distinct names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.ask.network.model import Cell, Column, Edges, Nodes, Spell, TimedColumn
from kg.ask.network.times import ends
from kg.export.network.times import interval


def distinct(names: Iterable[str], reserved: Iterable[str] = ()) -> list[str]:
    """Return the names, with ``_`` added to what is empty, reserved or there already.

    Case and outer spaces do not tell names apart, because Gephi does not let them.
    """
    taken = {_folded(name) for name in reserved} | {""}
    result = []
    for name in names:
        while _folded(name) in taken:
            name += "_"
        taken.add(_folded(name))
        result.append(name)
    return result


def _folded(name: str) -> str:
    return name.strip().lower()


def node_columns(nodes: Nodes, reserved: Iterable[str] = ()) -> list[Column]:
    """Return ``label``, ``group``, first and last day, and the network's own columns.

    Own columns are renamed where their name is one of these or ``reserved``.
    """
    fixed = [
        Column("label", "Label", "string", nodes.labels),
        Column("group", "Group", "string", nodes.groups),
        *_days(nodes.spells),
    ]
    return _with_own(fixed, nodes.columns, reserved)


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
    outer = [ends(some) for some in spells]
    return [
        Column("start", "First day", "string", [first for first, _ in outer]),
        Column("end", "Last day", "string", [last for _, last in outer]),
    ]


def _with_own(
    fixed: list[Column], own: Sequence[Column], reserved: Iterable[str]
) -> list[Column]:
    taken = [*(column.name for column in fixed), "start", "end", *reserved]
    names = distinct((column.name for column in own), taken)
    renamed = zip(names, own, strict=True)
    return [*fixed, *(replace(column, name=name) for name, column in renamed)]


def timed_names(timed: Sequence[TimedColumn], taken: Iterable[str]) -> list[str]:
    """Return names for timed columns: ``weights`` for the weight, none taken."""
    names = ("weights" if column.name == "weight" else column.name for column in timed)
    return distinct(names, taken)


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A list per node or edge, whose items are of one type; it can be read once."""

    name: str
    type: str
    values: Iterable[Sequence[Cell]]


def time_lists(
    spells: Sequence[Sequence[Spell]] | None,
    timed: Sequence[TimedColumn],
    taken: Iterable[str],
) -> list[ListColumn]:
    """Return what holds at several times, for tools whose cells hold lists, not pairs.

    ``spells`` are intervals; each timed column is two, ``…_times``, intervals, and
    ``…_values``, as many. No name is one that is ``taken``, nor ``spells``, which is
    not there where nothing has a time.
    """
    taken = ["spells", *taken]
    columns = []
    if spells is not None:
        times = ([interval(*spell) for spell in of] for of in spells)
        columns.append(ListColumn("spells", "string", times))
    for name, column in zip(timed_names(timed, []), timed, strict=True):
        names = distinct((f"{name}_times", f"{name}_values"), taken)
        taken += names
        columns += _times_and_values(names, column)
    return columns


def _times_and_values(names: Sequence[str], timed: TimedColumn) -> list[ListColumn]:
    times = ([interval(first, last) for first, last, _ in of] for of in timed.values)
    values = ([value for _, _, value in of] for of in timed.values)
    return [
        ListColumn(names[0], "string", times),
        ListColumn(names[1], timed.type, values),
    ]
