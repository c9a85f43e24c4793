"""Questions asked of two graphs, and the rows that only one of them gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kg.ask.answers import Cell, cell, plain
from kg.ask.endpoint import Endpoint, batches
from kg.ask.questions import Question, claim_columns
from kg.ask.tables import Term
from kg.ask.things import Thing, label_things
from kg.errors import QueryFailed
from kg.rdf import URIRef

_TAG, _LISTS = "figure", "claim"
"""The tag of questions whose rows are figures, or rest on them, and that of those which
list claims one by one: to these every edition adds rows, whatever it says."""

_COUNTED = frozenset({"Thing", "Flow", "MovementFlow", "PopulationGroup"})
"""Types of parameters that take what is counted."""

_Row = tuple[Term | None, ...]
_Rows = dict[_Row, None]
"""Rows in order, each once."""


@dataclass(frozen=True)
class ChangedAnswer:
    """The rows of a question that are ``gone``, and those that have ``come``.

    Rows are dicts from column to value as in :class:`Answer`, without the columns of
    claims: the same words on another claim are no other answer.
    """

    question: str
    gone: tuple[dict[str, Cell], ...]
    come: tuple[dict[str, Cell], ...]

    def to_dict(self) -> dict[str, Any]:
        """Return JSON values."""
        return {
            "question": self.question,
            "gone": [{k: plain(v) for k, v in row.items()} for row in self.gone],
            "come": [{k: plain(v) for k, v in row.items()} for row in self.come],
        }


def changed_answers(
    questions: Iterable[Question],
    graphs: tuple[Endpoint, Endpoint],
    things: Iterable[str],
    language: str,
) -> tuple[list[ChangedAnswer], list[str]]:
    """Return what two graphs answer otherwise, and what could not be asked, and why.

    Asked are the questions with the tag ``figure``, and not ``claim``, that take
    something counted, for each of some ``things``, which are given by IRI.
    """
    changed, untold, asked = [], [], sorted(set(things))
    for question in sorted(questions, key=lambda question: question.name):
        if (slot := _slot(question)) is None:
            continue
        try:
            before, after = (_rows(question, slot, asked, graph) for graph in graphs)
        except QueryFailed as error:
            untold.append(f"answers to `{question.name}`: {error}")
            continue
        gone, come = before.keys() - after.keys(), after.keys() - before.keys()
        if gone or come:
            rows = [[r for r in before if r in gone], [r for r in after if r in come]]
            shown = [
                tuple(_cells(question, some, graph, language))
                for some, graph in zip(rows, graphs, strict=True)
            ]
            changed.append(ChangedAnswer(question.name, *shown))
    return changed, untold


def _slot(question: Question) -> str | None:
    """Return the parameter that takes something counted; ``None`` if none does."""
    if _TAG not in question.tags or _LISTS in question.tags or question.elsewhere:
        return None
    names = (
        name
        for name, parameter in question.parameters.items()
        if parameter.type in _COUNTED and name in question.file.slots
    )
    return next(names, None)


def _rows(
    question: Question, slot: str, things: Iterable[str], graph: Endpoint
) -> _Rows:
    rows: _Rows = {}
    for batch in batches(things):
        table = graph.select(question.file.bind({slot: batch}))
        places = [table.variables.index(name) for name in _shown(question)]
        rows |= dict.fromkeys(tuple(row[i] for i in places) for row in table.rows)
    return rows


def _shown(question: Question) -> list[str]:
    claims = claim_columns(question.columns.items())
    return [name for name in question.columns if name not in claims]


def _cells(
    question: Question, rows: Iterable[_Row], graph: Endpoint, language: str
) -> Iterator[dict[str, Cell]]:
    chosen, names = list(rows), _shown(question)
    iris = {str(term) for row in chosen for term in row if isinstance(term, URIRef)}
    things: dict[str, Thing] = label_things(graph, iris, language)
    for row in chosen:
        yield {
            name: cell(term, question.columns[name], things, {})
            for name, term in zip(names, row, strict=True)
        }
