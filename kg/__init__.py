"""A knowledge graph of actors, policies and flows in forced displacement.

In a project, such as ``kg init`` makes:

>>> import kg
>>> report = kg.build(kg.Project.open("."))
>>> report.documents, report.claims
(1, 8)
>>> graph = kg.open("build/graph")
>>> answer = graph.ask("policy-targets")
>>> [str(row["target"]) for row in answer.rows]
['Seasonal workers from Hillmark in Lakeland']
>>> print(answer.claims[0].claimant, answer.claims[0].modality)
Border Office of Lakeland asserted

A name is imported when it is first used (PEP 562), so that ``import kg`` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.amounts.conventions import FigureReading
    from kg.amounts.interval import Interval
    from kg.ask.about import About
    from kg.ask.answers import Answer
    from kg.ask.answers_apart import ChangedAnswer
    from kg.ask.editions import Editions
    from kg.ask.explain import Explanation
    from kg.ask.finding.model import Hit, Listed
    from kg.ask.knowledge import KnowledgeGraph, network
    from kg.ask.knowledge import open_graph as open
    from kg.ask.lives.model import Timeline, TimelineSpan, TimelineStep
    from kg.ask.lives.reasons import Reasons
    from kg.ask.network.model import Network
    from kg.ask.network.options import ViewOptions
    from kg.ask.network.views import View
    from kg.ask.ordering import Cut
    from kg.ask.questions import Parameter, Question
    from kg.ask.solutions import Solutions
    from kg.errors import (
        BadArgument,
        InputErrors,
        KgError,
        Place,
        Problem,
        QueryFailed,
        StoreError,
        UnknownName,
        UnknownTerm,
        Unreachable,
    )
    from kg.export.forms import write_graph, write_network
    from kg.export.wikidata.quickstatements import Batch
    from kg.figures.changed import ChangedVerdict
    from kg.figures.compare import Comparison
    from kg.figures.derived import Derived
    from kg.figures.editions import Revision
    from kg.figures.figure import Days, Figure, Series
    from kg.figures.relations import Relation
    from kg.figures.total import NotAddable, Subtotal, Total
    from kg.figures.view.model import FigureRow, FiguresView, Section
    from kg.graph.cited import Citation, Thing
    from kg.pages.site import SiteReport, write_site
    from kg.periods.period import Bounds, Period
    from kg.project.build import Report, build, check
    from kg.project.findings import CheckFailed, Finding
    from kg.project.init import FolderTaken
    from kg.project.init import init_project as init
    from kg.project.shapes.engines import NoEngine
    from kg.rdf import BNode, Literal, Triples, URIRef
    from kg.read.files import ExportFailed
    from kg.read.project import Project
    from kg.read.queryfile import QueryFile
    from kg.read.table.tables import Tables
    from kg.read.texts import Texts
    from kg.read.vocabulary import Vocabulary
    from kg.table.naming import NoExecutor
    from kg.table.partitions import WorkerLost

__all__ = [
    "About",
    "Answer",
    "BNode",
    "BadArgument",
    "Batch",
    "Bounds",
    "ChangedAnswer",
    "ChangedVerdict",
    "CheckFailed",
    "Citation",
    "Comparison",
    "Cut",
    "Days",
    "Derived",
    "Editions",
    "Explanation",
    "ExportFailed",
    "Figure",
    "FigureReading",
    "FigureRow",
    "FiguresView",
    "Finding",
    "FolderTaken",
    "Hit",
    "InputErrors",
    "Interval",
    "KgError",
    "KnowledgeGraph",
    "Listed",
    "Literal",
    "Network",
    "NoEngine",
    "NoExecutor",
    "NotAddable",
    "Parameter",
    "Period",
    "Place",
    "Problem",
    "Project",
    "QueryFailed",
    "QueryFile",
    "Question",
    "Reasons",
    "Relation",
    "Report",
    "Revision",
    "Section",
    "Series",
    "SiteReport",
    "Solutions",
    "StoreError",
    "Subtotal",
    "Tables",
    "Texts",
    "Thing",
    "Timeline",
    "TimelineSpan",
    "TimelineStep",
    "Total",
    "Triples",
    "URIRef",
    "UnknownName",
    "UnknownTerm",
    "Unreachable",
    "View",
    "ViewOptions",
    "Vocabulary",
    "WorkerLost",
    "build",
    "check",
    "init",
    "network",
    "open",
    "write_graph",
    "write_network",
    "write_site",
]

_HOMES = {
    "kg.amounts.conventions": ("FigureReading",),
    "kg.amounts.interval": ("Interval",),
    "kg.ask.about": ("About",),
    "kg.ask.answers": ("Answer",),
    "kg.ask.answers_apart": ("ChangedAnswer",),
    "kg.ask.editions": ("Editions",),
    "kg.ask.explain": ("Explanation",),
    "kg.ask.finding.model": ("Hit", "Listed"),
    "kg.ask.knowledge": ("KnowledgeGraph", "network", "open"),
    "kg.ask.lives.model": ("Timeline", "TimelineSpan", "TimelineStep"),
    "kg.ask.lives.reasons": ("Reasons",),
    "kg.ask.network.model": ("Network",),
    "kg.ask.network.options": ("ViewOptions",),
    "kg.ask.network.views": ("View",),
    "kg.ask.ordering": ("Cut",),
    "kg.ask.questions": ("Parameter", "Question"),
    "kg.ask.solutions": ("Solutions",),
    "kg.errors": (
        *("BadArgument", "InputErrors", "KgError", "Place", "Problem", "QueryFailed"),
        *("StoreError", "UnknownName", "UnknownTerm", "Unreachable"),
    ),
    "kg.export.forms": ("write_graph", "write_network"),
    "kg.export.wikidata.quickstatements": ("Batch",),
    "kg.figures.changed": ("ChangedVerdict",),
    "kg.figures.compare": ("Comparison",),
    "kg.figures.derived": ("Derived",),
    "kg.figures.editions": ("Revision",),
    "kg.figures.figure": ("Days", "Figure", "Series"),
    "kg.figures.relations": ("Relation",),
    "kg.figures.total": ("NotAddable", "Subtotal", "Total"),
    "kg.figures.view.model": ("FigureRow", "FiguresView", "Section"),
    "kg.graph.cited": ("Citation", "Thing"),
    "kg.pages.site": ("SiteReport", "write_site"),
    "kg.periods.period": ("Bounds", "Period"),
    "kg.project.build": ("Report", "build", "check"),
    "kg.project.findings": ("CheckFailed", "Finding"),
    "kg.project.init": ("FolderTaken", "init"),
    "kg.project.shapes.engines": ("NoEngine",),
    "kg.rdf": ("BNode", "Literal", "Triples", "URIRef"),
    "kg.read.files": ("ExportFailed",),
    "kg.read.project": ("Project",),
    "kg.read.queryfile": ("QueryFile",),
    "kg.read.table.tables": ("Tables",),
    "kg.read.texts": ("Texts",),
    "kg.read.vocabulary": ("Vocabulary",),
    "kg.table.naming": ("NoExecutor",),
    "kg.table.partitions": ("WorkerLost",),
}
"""The module of each public name; a test compares it with the imports above."""

_INSIDE = {"init": "init_project", "open": "open_graph"}
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
