"""Questions answered on pages: for a thing, whatever takes a thing of its class.

The headers of questions tell which parameters they have and of which class: nothing
here knows a question or a class by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.ask.answers import Answer, Cell
from kg.ask.asking import Asking
from kg.ask.questions import Question
from kg.graph.cited import Citation, Thing
from kg.names import ONTOLOGY, local_name
from kg.pages.library import Library

_ANYTHING = "Thing"
"""The type of a parameter that takes whatever has an id."""

ROWS = 1_000
"""Rows of an answer that its page shows: some megabytes; the command line has all."""

SHOWN = 40
"""Rows of an answer on the page of a thing; its question's own page has all."""


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """An answer as a page shows it: a question, and rows of cells without evidence.

    ``parameter`` is the one that was given. ``more`` tells how many rows are left out,
    and ``cut`` says that there are more than were counted. With each row goes the code
    of its standing, ``""`` where it has none.
    """

    question: Question
    parameter: str
    columns: Sequence[str]
    rows: Sequence[tuple[Sequence[Cell], Sequence[Citation], str]]
    more: int = 0
    cut: str = ""


def table_of(
    answer: Answer,
    rows: Sequence[Mapping[str, Cell]],
    *,
    parameter: str = "",
    most: int | None = None,
) -> AnswerTable:
    """Return rows of an answer as a table; a column that is empty is left out."""
    evidence = answer.evidence
    columns = [
        name
        for name in answer.columns
        if name not in evidence and any(row[name] not in (None, ()) for row in rows)
    ]
    shown = rows if most is None else rows[:most]
    cells = [
        ([row[name] for name in columns], _citations(row, evidence), _standing(row))
        for row in shown
    ]
    more, cut = len(rows) - len(shown), ""
    if answer.cut is not None and answer.cut.in_all is not None:
        more = answer.cut.in_all - len(shown)
    elif answer.cut is not None:
        cut = answer.cut.words
    return AnswerTable(answer.question, parameter, columns, cells, more, cut)


def _citations(row: Mapping[str, Cell], evidence: Sequence[str]) -> list[Citation]:
    cited = (row[name] for name in evidence)
    each = (c for cell in cited if isinstance(cell, tuple) for c in cell)
    return list(dict.fromkeys(each))


def _standing(row: Mapping[str, Cell]) -> str:
    standing = row.get("standing")
    return standing.id if isinstance(standing, Thing) else ""


class AnswersAbout:
    """Answers questions about things, each once for the whole graph or one by one.

    ``at_once`` asks for all things at the first of them and keeps what came, which is
    quicker for whoever needs every page, and gives the same rows. Beside rows of large
    tables no more is asked for than is shown.
    """

    def __init__(self, library: Library, *, at_once: bool) -> None:
        self._library, self._large = library, library.not_listed > 0
        self._at_once = at_once and not self._large
        self._kept: dict[str, Answer] = {}
        self._by_thing: dict[tuple[str, str], dict[str, list[dict[str, Cell]]]] = {}

    def whole(self, name: str) -> Answer:
        """Return the answer to a question on the whole graph."""
        if name not in self._kept:
            self._kept[name] = self.given(name, {})
        return self._kept[name]

    def given(self, name: str, given: Mapping[str, str]) -> Answer:
        """Return the answer to a question for parameters; raises as asking does."""
        return self._library.graph.ask_some(name, self._most(ROWS), **given)

    def _most(self, shown: int) -> int | None:
        return shown if self._large else None

    def about(self, iri: str) -> Iterator[AnswerTable]:
        """Yield the answers about a thing that are not empty, by question."""
        classes = {*map(local_name, self._library.classes(iri)), _ANYTHING}
        for name, question in sorted(self._library.graph.questions.items()):
            for parameter in question.parameters.values():
                if parameter.type not in classes:
                    continue
                answer, rows = self._rows(name, parameter.name, iri)
                if rows:
                    yield table_of(answer, rows, parameter=parameter.name, most=SHOWN)

    def _rows(
        self, name: str, parameter: str, iri: str
    ) -> tuple[Answer, Sequence[dict[str, Cell]]]:
        question = self._library.graph.questions[name]
        if self._at_once and question.columns.get(parameter) == "thing":
            rows = self._sorted_out(name, parameter).get(iri, [])
            return self._kept[name], rows
        answer = self._asking(question).answer(
            {parameter: iri}, limit=self._most(SHOWN), explained=False
        )
        return answer, answer.rows

    def _asking(self, question: Question) -> Asking:
        graph, language = self._library.graph, self._library.language
        whole = graph.whole.endpoint if graph.whole else graph.endpoint
        return Asking(question, graph.endpoint, whole, graph.day, graph.texts, language)

    def _sorted_out(
        self, name: str, parameter: str
    ) -> dict[str, list[dict[str, Cell]]]:
        """Return the rows of the whole answer by what stands in a column."""
        key = name, parameter
        if key not in self._by_thing:
            rows: dict[str, list[dict[str, Cell]]] = {}
            for row in self.whole(name).rows:
                cell = row[parameter]
                if isinstance(cell, Thing):
                    rows.setdefault(cell.iri, []).append(row)
            self._by_thing[key] = rows
        return self._by_thing[key]


def taken_by(library: Library, term: str) -> list[Question]:
    """Return the questions that speak of a term of the ontology, or of a code."""
    name, prefixed = local_name(term), f"<{term}>"
    words = (f":{name} ", f":{name}\n", f":{name}|", f":{name}/", f":{name}*")
    own = term.startswith(ONTOLOGY)
    return [
        question
        for _, question in sorted(library.graph.questions.items())
        if prefixed in question.file.text
        or (own and any(f"apf{word}" in question.file.text for word in words))
    ]
