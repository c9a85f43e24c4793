"""A network in columns: what every exporter writes and networkx is made from.

Columns, because a hundred thousand nodes are then a few long lists and not as many
dictionaries. Nothing in it is added up and nothing is missing by accident: a cell is
``None`` where there is nothing to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Cell = str | int | float | bool

TYPES = ("string", "integer", "double", "boolean")
"""Types of columns, by the names that GEXF has for them; dates are ISO 8601 strings."""

Spell = tuple[str | None, str | None]
"""First and last day, as ``YYYY-MM-DD``; ``None`` where that end is open."""


_MOST_NAMED = 10
"""So many places without a point are named; of more, only how many there are."""


@dataclass(frozen=True, slots=True)
class Column:
    """One value per node or edge; ``name`` is its id in files, ``title`` for people."""

    name: str
    title: str
    type: str
    values: Sequence[Cell | None]


@dataclass(frozen=True, slots=True)
class TimedColumn:
    """Values that hold for a time: per edge ``(first day, last day, value)``.

    The times of one edge never overlap, and are in order.
    """

    name: str
    title: str
    type: str
    values: Sequence[Sequence[tuple[str | None, str | None, Cell]]]


@dataclass(frozen=True, slots=True)
class Nodes:
    """The nodes: ids are unique; ``groups`` is what they are coloured by.

    ``spells`` are the times in which each is there; none at all means always.
    """

    ids: Sequence[str]
    labels: Sequence[str]
    groups: Sequence[str]
    columns: tuple[Column, ...] = ()
    spells: Sequence[Sequence[Spell]] | None = None

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Edges:
    """The edges, from ``sources`` to ``targets``, which are ids of nodes.

    There is one edge per kind, source and target. A weight is a count of what the
    edge stands for, ``None`` where no single number is known.
    """

    ids: Sequence[str]
    sources: Sequence[str]
    targets: Sequence[str]
    kinds: Sequence[str]
    labels: Sequence[str]
    weights: Sequence[float | None] | None = None
    columns: tuple[Column, ...] = ()
    spells: Sequence[Sequence[Spell]] | None = None
    timed: tuple[TimedColumn, ...] = ()

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Network:
    """A view of a graph.

    ``view`` is its name, ``description`` says what is shown and on what conditions.
    ``colours`` are ``#rrggbb`` by group of nodes and by kind of edges; what is not
    listed is coloured by whoever draws. ``unplaced`` tells by the id of a place why it
    has no point on a map.
    """

    view: str
    title: str
    description: str
    nodes: Nodes
    edges: Edges
    colours: Mapping[str, str] = field(default_factory=dict)
    unplaced: Mapping[str, str] = field(default_factory=dict)

    @property
    def notes(self) -> str:
        """Which of its places have no point, and why; "" where all have."""
        both = zip(self.nodes.ids, self.nodes.labels, strict=True)
        named = [
            f"{label} ({self.unplaced[id_]})"
            for id_, label in both
            if id_ in self.unplaced
        ]
        if not named:
            return ""
        few = len(named) <= _MOST_NAMED
        listed = "; ".join(named) if few else f"{len(named):,} places"
        return f"Without a point on the map: {listed}."

    @property
    def timed(self) -> bool:
        """Whether anything in it has a time."""
        spells = (*(self.nodes.spells or ()), *(self.edges.spells or ()))
        return any(spells) or bool(self.edges.timed)
