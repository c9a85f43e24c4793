"""A knowledge graph of actors, policies and flows in forced displacement.

>>> import kg
>>> graph = kg.open("build/graph")  # doctest: +SKIP
>>> answer = graph.ask("policy-targets")  # doctest: +SKIP
>>> print(answer.claims[0])  # doctest: +SKIP

A name is imported when it is first used (PEP 562), so that ``import kg`` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.ask.answers import Answer
    from kg.ask.knowledge import KnowledgeGraph, network
    from kg.ask.knowledge import open_graph as open
    from kg.errors import (
        InputErrors,
        KgError,
        QueryFailed,
        StoreError,
        UnknownName,
        Unreachable,
    )
    from kg.graph.cited import Citation, Thing
    from kg.project.build import Report, build, check
    from kg.project.findings import CheckFailed, Finding
    from kg.read.project import Project
    from kg.read.texts import Texts

__all__ = [
    "Answer",
    "CheckFailed",
    "Citation",
    "Finding",
    "InputErrors",
    "KgError",
    "KnowledgeGraph",
    "Project",
    "QueryFailed",
    "Report",
    "StoreError",
    "Texts",
    "Thing",
    "UnknownName",
    "Unreachable",
    "build",
    "check",
    "network",
    "open",
]

_HOMES = {
    "kg.ask.answers": ("Answer",),
    "kg.ask.knowledge": ("KnowledgeGraph", "network", "open"),
    "kg.errors": (
        *("InputErrors", "KgError", "QueryFailed", "StoreError", "UnknownName"),
        "Unreachable",
    ),
    "kg.graph.cited": ("Citation", "Thing"),
    "kg.project.build": ("Report", "build", "check"),
    "kg.project.findings": ("CheckFailed", "Finding"),
    "kg.read.project": ("Project",),
    "kg.read.texts": ("Texts",),
}
"""The module of each public name; a test compares it with the imports above."""

_INSIDE = {"open": "open_graph"}
"""What a public name is called in its module, where that differs."""


def __getattr__(name: str) -> object:
    """Import a public name, and keep it."""
    for module, names in _HOMES.items():
        if name in names:
            value = getattr(import_module(module), _INSIDE.get(name, name))
            globals()[name] = value
            return value
    raise AttributeError(f"module `kg` has no attribute `{name}`")


def __dir__() -> list[str]:
    """List the public names."""
    return __all__
