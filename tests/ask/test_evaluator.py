"""Queries of a question, a view or a notebook run where they can do no harm."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.ask.evaluator import Evaluator
from kg.errors import QueryFailed
from tests.ask.processes import children

ALL = "SELECT ?n { ?s ?p ?n } ORDER BY ?n"
CROSS = "{ ?a ?b ?c } { ?d ?e ?f } { ?g ?h ?i } { ?j ?k ?l } { ?m ?n ?o }"
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}"
NESTED = f"SELECT * {{ {'{' * 100_000} }}"


@pytest.fixture
def store() -> ox.Store:
    """Return three hundred triples."""
    made, p = ox.Store(), ox.NamedNode("urn:p")
    made.extend(ox.Quad(ox.NamedNode(f"urn:{n}"), p, ox.Literal(n)) for n in range(300))
    return made


def numbers(evaluator: Evaluator, query: str = ALL) -> list[str]:
    return [str(row[0]) for row in evaluator.select(query).rows]


def test_the_process_that_asks_evaluates_nothing(store: ox.Store) -> None:
    """One child does it, for one query after another."""
    evaluator = Evaluator(store)
    before = children()

    assert numbers(evaluator)[:2] == ["0", "1"]
    (child,) = children() - before
    assert len(numbers(evaluator)) == 300
    assert children() - before == {child}


@pytest.mark.parametrize(
    ("query", "words"), [(ENDLESS, "within 0.5 seconds"), (NESTED, "nested too deeply")]
)
def test_a_query_that_would_hang_or_kill_is_an_error(
    store: ox.Store, query: str, words: str
) -> None:
    """And the next query is answered as if nothing had been."""
    evaluator = Evaluator(store, seconds=0.5)

    with pytest.raises(QueryFailed, match=words):
        evaluator.select(query)
    assert len(numbers(evaluator)) == 300


def test_threads_have_a_cell_each_that_outlives_them(store: ox.Store) -> None:
    """A server's threads come and go; what one has begun, another goes on with."""
    evaluator = Evaluator(store)
    answers: list[int] = []

    def ask() -> None:
        answers.extend(len(numbers(evaluator)) for _ in range(20))

    for _ in range(3):
        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert answers == [300] * 240


def test_a_fork_of_the_process_asks_a_child_of_its_own(store: ox.Store) -> None:
    """Two processes on one pipe would read each other's answers."""
    evaluator = Evaluator(store)
    assert numbers(evaluator, "SELECT (1 AS ?n) {}") == ["1"]
    if (fork := os.fork()) == 0:
        answers = {tuple(numbers(evaluator, "SELECT (2 AS ?n) {}")) for _ in range(50)}
        os._exit(0 if answers == {("2",)} else 1)
    answers = {tuple(numbers(evaluator, "SELECT (3 AS ?n) {}")) for _ in range(50)}

    assert answers == {("3",)}
    assert os.waitpid(fork, 0)[1] == 0


def test_children_end_with_what_they_were_begun_for(store: ox.Store) -> None:
    """A notebook that opens a hundred graphs has not a hundred children."""
    before = children()
    for _ in range(5):
        numbers(Evaluator(store))

    assert children() == before


KILLED = """
import sys
import pyoxigraph as ox
from kg.ask.evaluator import Evaluator
store = ox.Store()
for n in range(300):
    store.add(ox.Quad(ox.NamedNode(f"urn:{n}"), ox.NamedNode("urn:p"), ox.Literal(n)))
evaluator = Evaluator(store)
evaluator.select("SELECT * {} LIMIT 1")
with evaluator._cells.lent() as cell:
    print(cell._pid, flush=True)
evaluator.select(sys.argv[1])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="NO PRCTL: children outlive a kill")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_child_ends_with_its_parent_also_in_the_midst_of_a_query(
    how: signal.Signals,
) -> None:
    """However the parent is ended, within a second."""
    command = [sys.executable, "-c", KILLED, ENDLESS]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.send_signal(how)
        parent.wait()
    deadline = time.monotonic() + 1
    while (running := _running(child)) and time.monotonic() < deadline:
        os.sched_yield()

    assert not running


def _running(process: int) -> bool:
    """Tell whether a process is there, and no zombie that nobody waits for."""
    try:
        state = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2]
    except FileNotFoundError:
        return False
    return state.split()[0] != "Z"


def test_a_query_is_asked_of_the_graphs_that_it_names() -> None:
    """With FROM of these alone, and of all graphs without it."""
    store, p = ox.Store(), ox.NamedNode("urn:p")
    for n in range(3):
        graph = ox.NamedNode(f"urn:g{n}")
        store.add(ox.Quad(ox.NamedNode("urn:s"), p, ox.Literal(n), graph))
    evaluator = Evaluator(store)
    named = "SELECT ?n FROM <urn:g0> FROM <urn:g2> { ?s ?p ?n } ORDER BY ?n"

    assert numbers(evaluator, named) == ["0", "2"]
    assert numbers(evaluator) == ["0", "1", "2"]
    assert numbers(evaluator, f"# not FROM <urn:g0>\n{ALL}") == ["0", "1", "2"]
