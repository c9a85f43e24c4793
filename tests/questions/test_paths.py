"""Paths between two things have at most three steps, and pass nothing twice."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.ask.questions import read_questions
from kg.names import local_name
from kg.policies.ties import write_ties
from kg.rdf import URIRef
from kg.read.project import Project
from tests.misleading.answers import InMemory

ROOT = Path(__file__).parents[2]
PATHS = read_questions(Project.open(ROOT))["actor-paths"]

LINKED = ("ab", "bc", "cd", "de", "ax", "bx", "dy")
"""Who is affiliated with whom: a chain from a to e, a way round by x, a dead end."""


@pytest.fixture(scope="module")
def endpoint() -> InMemory:
    """Make a graph of actors that are linked so; nobody claims it."""
    text = "@prefix : <urn:x/> . @prefix apf: <https://w3id.org/apf/ontology#> .\n"
    text += "".join(f":{one} a apf:Actor .\n" for one in set("".join(LINKED)))
    text += "".join(f":{e[0]} apf:affiliatedWith :{e[1]} .\n" for e in LINKED)
    store = ox.Store()
    store.load(text.encode(), ox.RdfFormat.TURTLE)
    write_ties(store, "urn:x/readings")
    return InMemory(store)


def edges(endpoint: InMemory, **ends: str) -> set[str]:
    """Return the edges of an answer, each as the names of its ends."""
    terms = {name: URIRef(f"urn:x/{end}") for name, end in ends.items()}
    rows = endpoint.select(PATHS.query(terms)).rows
    return {local_name(str(row[0])) + local_name(str(row[2])) for row in rows}


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ("ad", {"ab", "bc", "cd"}),  # by x it would take four
        ("ac", {"ab", "bc", "ax", "bx"}),
        ("xa", {"ax", "ab", "bx"}),
        ("ec", {"de", "cd"}),
        ("be", {"bc", "cd", "de"}),
        ("de", {"de"}),  # and not by c and back
        ("ae", set()),
        ("aa", set()),
    ],
)
def test_paths_have_at_most_three_steps(
    endpoint: InMemory, ends: str, expected: set[str]
) -> None:
    """The same edges lie between two ends, whichever of them is named first."""
    one, other = ends[0], ends[1]

    assert edges(endpoint, **{"from": one, "to": other}) == expected
    assert edges(endpoint, **{"from": other, "to": one}) == expected


def test_one_end_gives_the_edges_that_touch_it(endpoint: InMemory) -> None:
    """Whether an end is named as the first or the last, and without ends all edges."""
    assert edges(endpoint, **{"from": "b"}) == {"ab", "bc", "bx"}
    assert edges(endpoint, to="d") == {"cd", "de", "dy"}
    assert edges(endpoint) == set(LINKED)
