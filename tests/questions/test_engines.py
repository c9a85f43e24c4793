"""A question with parameters has the same rows in rdflib and in Oxigraph.

Without any they are compared in :mod:`tests.questions.test_question_files`, and with a
served Oxigraph in :mod:`tests.ask.test_remote`.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

from kg.ask.questions import Question, bind, read_questions
from kg.ask.tables import Term
from kg.errors import UnknownName
from kg.graph.store import Generations
from kg.read.project import Project
from tests.misleading.answers import InMemory

ROOT = Path(__file__).parents[2]
QUESTIONS = read_questions(Project.open(ROOT))
DAYS = ("2024-05", "2024-10-15")
"""A month and a day within what is said of the invented case."""


@pytest.fixture(scope="module")
def store(meridia_graph: Path) -> ox.Store:
    """Open the graph of the invented case."""
    return Generations(meridia_graph).open()


@pytest.fixture(scope="module")
def copy(store: ox.Store) -> Graph:
    """Copy its triples into rdflib."""
    data = ox.serialize({q.triple for q in store}, format=ox.RdfFormat.N_TRIPLES)
    return Graph().parse(data=data, format="nt")


def settings(question: Question, endpoint: InMemory) -> Iterator[dict[str, Term]]:
    """Yield parameters: days and months, those of the example, one thing."""
    names = question.parameters
    for day in DAYS:
        if given := {name: day for name, p in names.items() if p.type == "period"}:
            yield bind(question, given, endpoint, "en")
    words = shlex.split(question.example)[3:]
    plain = {name.casefold(): name for name in names}
    options = {w.removeprefix("--").replace("-", "").casefold() for w in words[::2]}
    if words and options <= set(plain):
        given = {
            plain[option.removeprefix("--").replace("-", "").casefold()]: value
            for option, value in zip(words[::2], words[1::2], strict=True)
        }
        with suppress(UnknownName):  # the example may be of the other graph
            yield bind(question, given, endpoint, "en")
    if "policy" in names:
        yield bind(question, {"policy": "karst-gate-closure"}, endpoint, "en")


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_both_engines_answer_alike_with_parameters(
    name: str, store: ox.Store, copy: Graph
) -> None:
    """The same rows in the same order, whatever is asked about."""
    question, endpoint = QUESTIONS[name], InMemory(store)
    for terms in settings(question, endpoint):
        query = question.query(terms)
        ours = [tuple(map(text, row)) for row in endpoint.select(query).rows]
        theirs = [tuple(map(text, row)) for row in copy.query(query)]  # type: ignore[arg-type]

        assert theirs == ours, terms


def text(term: object) -> str | None:
    return None if term is None else str(term)


def test_what_is_compared_has_rows(store: ox.Store) -> None:
    """What is compared is not empty: the life of a closed post has steps."""
    endpoint = InMemory(store)
    question = QUESTIONS["policy-timeline"]
    given = bind(question, {"policy": "karst-gate-closure"}, endpoint, "en")

    assert endpoint.select(question.query(given)).rows


def test_a_document_that_is_named_gives_its_own_claims_alone(store: ox.Store) -> None:
    """No claim of another document is told as if this one stated it."""
    endpoint, question = InMemory(store), QUESTIONS["unnamed-sources"]
    table = endpoint.select(question.query({}))
    at = table.variables.index("document")
    documents = sorted({str(row[at]) for row in table.rows})
    assert len(documents) > 1

    for document in documents:
        given = bind(question, {"document": document}, endpoint, "en")
        rows = endpoint.select(question.query(given)).rows
        assert rows == [row for row in table.rows if str(row[at]) == document]
