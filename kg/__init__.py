"""A knowledge graph of actors, policies and flows in forced displacement.

>>> import kg
>>> graph = kg.open("build/graph")  # doctest: +SKIP
>>> answer = graph.ask("policy-targets")  # doctest: +SKIP
>>> print(answer.claims[0])  # doctest: +SKIP
"""

from kg.ask.answers import Answer
from kg.ask.citations import Citation
from kg.ask.knowledge import KnowledgeGraph, network
from kg.ask.knowledge import open_graph as open
from kg.ask.things import Thing
from kg.errors import (
    InputErrors,
    KgError,
    QueryFailed,
    StoreError,
    UnknownName,
    Unreachable,
)
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
