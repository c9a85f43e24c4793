"""A GEXF file checked from its first line to its last, in one reading."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import BinaryIO

from kg.export.network.gexf.lint.columns import ColumnRule
from kg.export.network.gexf.lint.element import Element, Handler, Handlers, Rule
from kg.export.network.gexf.lint.elements import ElementRule, LifeRule
from kg.export.network.gexf.lint.findings import LintFinding, LintReport
from kg.export.network.gexf.lint.graph import GraphRule
from kg.export.network.gexf.lint.looks import LookRule
from kg.export.network.gexf.lint.reader import Reader
from kg.export.network.gexf.lint.structure import StructureRule


def lint(file: str | PathLike[str] | bytes | BinaryIO) -> list[LintFinding]:
    """Return what the checks say of a file: a path, its bytes, or an open file.

    Memory grows with ids and findings, not with the file. Whatever is in the file,
    it gives findings and no exception. Raises :class:`OSError` if it cannot be read.
    """
    if isinstance(file, bytes):
        return _lint(BytesIO(file))
    if isinstance(file, str | PathLike):
        with Path(file).open("rb") as opened:
            return _lint(opened)
    return _lint(file)


def _lint(file: BinaryIO) -> list[LintFinding]:
    report = LintReport()
    linter = _Linter(report)
    if Reader(report, linter.start, linter.end).read(file):
        linter.finish()
    return report.findings()


class _Linter:
    """Gives each element to the rules that ask for its name, then to the structure."""

    def __init__(self, report: LintReport) -> None:
        self._report = report
        graph = GraphRule(report)
        self._columns = ColumnRule(report, graph)
        self._lives = LifeRule(report, graph)
        self._graph = graph
        self._rules: list[Rule] = [
            graph,
            self._columns,
            ElementRule(report, graph),
            self._lives,
            LookRule(report),
        ]
        self._structure = StructureRule(report)
        self._starts = _by_name(rule.starts for rule in self._rules)
        self._ends = _by_name(rule.ends for rule in self._rules)

    def start(self, element: Element) -> None:
        for handler in self._starts.get(element.name, ()):
            handler(element)
        self._structure.start(element)

    def end(self, element: Element) -> None:
        for handler in self._ends.get(element.name, ()):
            handler(element)
        self._structure.end(element)

    def finish(self) -> None:
        for rule in self._rules:
            rule.finish()
        weight = self._columns.dynamic_weight
        if weight and not self._lives.any and not self._graph.settings.slice:
            check = "dynamic-weight-without-spells"
            self._report.say(check, weight.line, str(weight))


def _by_name(handlers: Iterable[Handlers]) -> dict[str, list[Handler]]:
    named: dict[str, list[Handler]] = {}
    for some in handlers:
        for name, handler in some.items():
            named.setdefault(name, []).append(handler)
    return named
