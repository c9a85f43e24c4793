"""What a network that is made of a view may be asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypedDict


class ViewOptions(TypedDict, total=False):
    """What a network made of a view is limited to, and what is added to it.

    ``as_of`` keeps what was published by that day, ``on`` what is of that day,
    ``since`` and ``until`` what touches the days between; what has no date stays.
    ``about`` and ``hops`` (1 by default) keep what lies that many steps around a thing.
    ``measures`` adds centralities and communities as columns of the nodes.
    ``edge_nodes`` leads each of several edges between two nodes through its own node.
    """

    as_of: date | None
    on: date | None
    since: date | None
    until: date | None
    about: str | None
    hops: int
    measures: Iterable[str]
    edge_nodes: bool
