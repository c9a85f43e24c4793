"""What the colours and the thickness of a drawn network mean, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.ask.network.model import Network
from kg.ask.network.scale import THINNEST
from kg.export.network.drawing import Drawing, unlikeness

MOST = 60
"""So many kinds are listed at most: who needs more has them in the columns."""

_NAMES = {
    **{"black": "#000000", "dark grey": "#333333", "grey": "#999999"},
    **{"light grey": "#bbbbbb", "white": "#ffffff", "brown": "#8b6f47"},
    **{"reddish brown": "#a05d56", "red": "#d62728", "orange-red": "#d55e00"},
    **{"orange": "#e69f00", "yellow": "#f0c000", "olive": "#6b8e23"},
    **{"green": "#009e73", "light green": "#66c2a5", "teal": "#2f9599"},
    **{"light blue": "#56b4e9", "blue": "#0072b2", "dark blue": "#00008b"},
    **{"grey-blue": "#7f9fb5", "pale blue": "#b0c4d0", "purple": "#7a5195"},
    **{"dark purple": "#8b1a8b", "pink": "#cc79a7", "rose": "#ef5675"},
    **{"indigo": "#332288", "dark green": "#117733", "khaki": "#999933"},
    **{"wine red": "#882255", "sand": "#ddcc77", "dark brown": "#661100"},
}
"""What people call the colours of the palette and of the views, and some between."""

STEPS = (
    (2.0, "about ten"),
    (3.0, "about a hundred"),
    (4.0, "about a thousand"),
    (5.0, "about ten thousand"),
    (6.0, "about a hundred thousand"),
    (7.0, "about a million"),
    (8.0, "about ten million"),
)
"""Display weights and the counts that they stand for."""

SCALE = (
    "thickness (display weight) is no number: 1 where nothing is known, 1 more "
    "with each digit, 4 for a thousand and 7 for a million. Where there is only "
    "a lower end it is that of this end, and half as far for an upper end alone; a "
    "family is drawn as a person, and a year as a month"
)
"""The scale of thickness in a sentence."""

BY_WEIGHT = (
    "Gephi draws edges by their weight instead, and what has none as 1, until display "
    "weight is copied there"
)
"""Where the scale is not the one that is seen."""

NOT_COUNTED = "thickness (display weight) is 1, as nothing is counted"
"""What is said instead where no edge has a count."""


@dataclass(frozen=True, slots=True)
class LegendLine:
    """A group of nodes or a kind of edges, its colour, and how many there are.

    ``label`` is what edges of the kind are called, if all by one name, and by another.
    """

    name: str
    colour: str
    count: int
    label: str = ""

    @property
    def words(self) -> str:
        """The entry as a part of a sentence."""
        return f"{self.name} {self.colour} ({colour_name(self.colour)})"


def colour_name(colour: str) -> str:
    """Return what people call a colour, or one that looks like it."""
    return min(_NAMES, key=lambda name: unlikeness(colour, _NAMES[name]))


def lines_of(names: Sequence[str], colours: Sequence[str]) -> list[LegendLine]:
    """Return the entries of a legend by name."""
    of: dict[tuple[str, str], int] = {}
    for pair in zip(names, colours, strict=True):
        of[pair] = of.get(pair, 0) + 1
    return [LegendLine(*pair, count) for pair, count in sorted(of.items())]


def nodes_legend(network: Network, drawing: Drawing) -> list[LegendLine]:
    """Return the groups of nodes that a network has."""
    return lines_of(network.nodes.groups, drawing.colours)


def edges_legend(network: Network, drawing: Drawing) -> list[LegendLine]:
    """Return the kinds of edges that a network has."""
    labels: dict[str, set[str]] = {}
    for kind, label in zip(network.edges.kinds, network.edges.labels, strict=True):
        labels.setdefault(kind, set()).add(label)
    return [
        replace(line, label=labels[line.name].pop())
        if len(labels[line.name]) == 1 and line.name not in labels[line.name]
        else line
        for line in lines_of(network.edges.kinds, drawing.edge_colours)
    ]


def counted(drawing: Drawing) -> bool:
    """Tell whether any edge is thicker than the thinnest."""
    return any(thick > THINNEST for thick in drawing.thickness)


def described(network: Network, drawing: Drawing | None) -> str:
    """Return title, description, notes and legend of a network as one text."""
    parts = [f"{network.title}.", network.description, network.notes]
    if drawing is not None:
        parts += _listed("nodes", nodes_legend(network, drawing))
        parts += _listed("edges", edges_legend(network, drawing))
        if drawing.thickness:
            words = f"{SCALE}. {BY_WEIGHT}" if counted(drawing) else NOT_COUNTED
            parts.append(f"Edges: {words}.")
    return " ".join(filter(None, parts))


def _listed(what: str, some: Sequence[LegendLine]) -> list[str]:
    if not some:
        return []
    words = [entry.words for entry in some[:MOST]]
    if more := len(some) - len(words):
        words.append(f"and {more:,} more")
    return [f"Colours of {what}: {', '.join(words)}."]
