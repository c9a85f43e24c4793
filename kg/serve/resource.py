"""What is at an address, and what everything that is served has at hand."""

from __future__ import annotations

from dataclasses import dataclass

from kg.serve.current import Current
from kg.serve.editors import Editors
from kg.serve.sparql.evaluation import Queue


@dataclass
class Resource:
    """Answers requests from the graph that is current.

    ``base_url`` is where clients reach the service; the ``queue`` gives queries their
    turn, the ``editors`` say who may change the graph.
    """

    current: Current
    base_url: str
    queue: Queue
    editors: Editors
