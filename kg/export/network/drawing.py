"""How a network looks: where its nodes are, how large, in which colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawing:
    """Positions, sizes and ``#rrggbb`` colours, one per node or edge, in their order.

    Sizes lie between 4 and 100 and the positions around the origin, as Gephi has it.
    """

    x: Sequence[float]
    y: Sequence[float]
    sizes: Sequence[float]
    colours: Sequence[str]
    edge_colours: Sequence[str]
