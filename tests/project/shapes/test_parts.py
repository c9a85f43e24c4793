"""Shapes run on parts of what is said find what they find in the whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, Graph

from kg.errors import InputErrors
from kg.project import inputs as inputs_module
from kg.project.findings import Finding
from kg.project.inputs import Inputs
from kg.project.maker import Maker
from kg.project.shapes import wheel
from kg.project.shapes.check import TOGETHER, check_shapes
from kg.project.shapes.parts import Part, PartCheck, needed
from kg.project.shapes.results import Result
from kg.project.shapes.shapes import Shapes, ShapesFile, read_shapes
from kg.project.validate import validate_asserted
from kg.read.project import Project
from kg.read.texts import Texts
from kg.table.executors import executing
from kg.table.partitions import WorkerLost
from kg.table.processes import ProcessPool
from tests.conftest import PROJECT, Folder
from tests.project.shapes.conftest import examples, new_cells, ntriples
from tests.table.backwards import Backwards

T = TypeVar("T")
ROOT = Path(__file__).parents[3]
NOT_OF_CLAIMS = """\
@prefix apf: <https://w3id.org/apf/ontology#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix own: <https://example.org/shapes#> .

own:Short a sh:NodeShape ;
    sh:targetClass apf:SourceDocument ;
    sh:property [ sh:path [ sh:inversePath apf:statedIn ] ; sh:maxCount 1 ;
        sh:message "Too many claims for one document." ] .
"""


CLOSED = """\
@prefix apf: <https://w3id.org/apf/ontology#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix own: <https://example.org/shapes#> .

own:Unit a sh:NodeShape ; sh:targetClass apf:FlowObservation ;
    sh:property own:Bare .
own:Bare sh:path apf:unit ; sh:node [ a sh:NodeShape ; sh:closed true ] .
"""
NO_PATTERN = """\
@prefix apf: <https://w3id.org/apf/ontology#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix own: <https://example.org/shapes#> .

own:Named a sh:NodeShape ; sh:targetClass apf:Claim ;
    sh:property [ sh:path apf:summary ; sh:pattern "(" ] .
"""

COUNTED = """
import os, sys
from pathlib import Path
from rdflib import RDF
from kg.names import APF
from kg.project.shapes.parts import PartCheck
from kg.project.shapes.shapes import read_shapes
from kg.read.project import Project

check = PartCheck.of(read_shapes(Project.open(Path(sys.argv[1]))), "shacl")
claims = "".join(f"<urn:{n}> <{RDF.type}> <{APF.Claim}> .\\n" for n in range(2_000))
before = len(os.listdir("/proc/self/task"))
assert check.results(claims, ["urn:1"])
print(before, len(os.listdir("/proc/self/task")))
"""
"""Prints how many threads there are before shapes are run, and after."""


def broken(root: Path) -> Inputs:
    """Read a project, and take the first, second, third … word from each thing in turn.

    What is taken is the type of some, by which others are told to be of no right kind.
    """
    inputs = Inputs(Project.open(root), Texts(None))
    entries = (entry for source in inputs.sources for entry in source.entries)
    for number, entry in enumerate(entries):
        keys = [key for key in entry.node if key != "id"]
        del entry.node[keys[number % len(keys)]]
    return inputs


def looked_at(
    inputs: Inputs,
    executor: Executor | None = None,
    change: Callable[[Iterator[Part]], Iterable[Part]] = iter,
) -> list[Finding]:
    """Return what the shapes find in the parts, each of which is asked for in turn."""
    shapes = read_shapes(inputs.project)
    return check_shapes(
        change(inputs.asserted_in_parts()),
        shapes,
        places=inputs.places,
        engine_name="shacl",
        beside=needed(inputs.schema(), shapes),
        executor=executor,
    )


@pytest.mark.parametrize("size", [1, 7, 100])
@pytest.mark.parametrize("project", [ROOT, ROOT / "tests" / "cases" / "meridia"])
def test_parts_find_what_the_whole_does(
    project: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is missing, and however little is looked at at once."""
    inputs, shapes = broken(project), read_shapes(Project.open(project))
    names = [str(e.iri) for source in inputs.sources for e in source.entries]
    whole = check_shapes(
        [(inputs.asserted(), names)],
        shapes,
        places=inputs.places,
        engine_name="shacl",
    )
    monkeypatch.setattr(inputs_module, "PART", size)

    parts = looked_at(inputs)

    assert len(whole) > 100
    assert sorted(map(str, parts)) == sorted(map(str, whole))


@pytest.mark.parametrize("name", ["processes:2", "threads", "backwards"])
def test_whoever_looks_at_parts_finds_the_same_in_the_same_order(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Processes, threads, or the last part first; something is wrong in each part."""
    inputs = broken(ROOT / "tests" / "cases" / "meridia")
    monkeypatch.setattr(inputs_module, "PART", 3)
    here = looked_at(inputs)
    parts = [set(own) for _, own in inputs.asserted_in_parts()]
    assert len(parts) > 2 * TOGETHER
    focuses = {finding.focus for finding in here}
    assert sum(1 for part in parts if part & focuses) > 2 * TOGETHER

    others = {"threads": ThreadPoolExecutor(2), "backwards": Backwards()}
    with executing(others.get(name, name)) as executor:
        assert looked_at(inputs, executor) == here


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no process can be killed")
def test_a_worker_that_is_killed_at_it_loses_no_finding(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is killed while others look, and parts still wait."""
    inputs = broken(ROOT / "tests" / "cases" / "meridia")
    monkeypatch.setattr(inputs_module, "PART", 2)
    killed: list[int] = []

    def killing(parts: Iterator[Part]) -> Iterator[Part]:
        for number, part in enumerate(parts):
            if number == 5 * TOGETHER and (begun := pool.processes()):
                os.kill(begun[0], signal.SIGKILL)
                killed.append(begun[0])
            yield part

    with ProcessPool(2) as pool:
        assert looked_at(inputs, pool, killing) == looked_at(inputs)
        assert len(killed) == 1
        assert killed[0] not in pool.processes()


def test_what_shapes_need_of_the_ontology_is_all_that_they_see(
    validated: Callable[[str, str], list[Result]],
    shape_files: Shapes,
    ontology: Graph,
    schemes: Graph,
) -> None:
    """All examples, valid and invalid, fare as beside the whole of it."""
    whole = ntriples(ontology + schemes)
    beside = needed(whole, shape_files)
    assert len(beside) < len(whole) / 3
    things = {str(thing) for thing in examples().subjects()}

    check = PartCheck.of(shape_files, "shacl", beside)
    results = check.results(ntriples(examples()), things)

    assert len(results) > 200
    everything = validated("asserted", "shacl")
    assert {*results} == {result for result in everything if result.focus in things}


def test_a_shape_sees_types_and_classes_above_them_without_naming_them() -> None:
    """By `sh:class` and by its target; whatever else it names as a value, too."""
    turtle = b"""@prefix sh: <http://www.w3.org/ns/shacl#> .
    <urn:s> sh:targetClass <urn:A> ; sh:property <urn:p> .
    <urn:p> sh:path ( <urn:x> <urn:y> ) ; sh:class <urn:B> ; sh:equals <urn:z> ."""
    triples = [q.triple for q in ox.parse(turtle, format=ox.RdfFormat.TURTLE)]
    shapes = Shapes((ShapesFile("own.ttl", turtle.decode(), triples, own=True),))
    kept = [f"<urn:a> <{p}> <urn:b> .\n" for p in (str(RDF.type), str(RDFS.subClassOf))]
    kept += [f"<urn:a> <urn:{p}> <urn:b> .\n" for p in "xyz"]

    lines = [*kept, "<urn:a> <urn:w> <urn:b> .\n", '<urn:a> <urn:v> "<urn:x>" .\n']

    assert needed("".join(lines), shapes) == "".join(kept)


def test_a_closed_shape_sees_all_of_the_ontology(tmp_path: Path) -> None:
    """It objects to properties that it does not name."""
    folder = Folder(tmp_path)
    for name, text in PROJECT.items():
        folder.write(name, text)
    folder.write("ontology/shapes/own.ttl", CLOSED)

    shapes = read_shapes(folder.open())
    assert not shapes.need_the_whole
    assert shapes.properties is None
    inputs = Inputs(folder.open(), Texts(None))
    assert needed(inputs.schema(), shapes) == inputs.schema()
    assert "Bare" in {finding.check for finding in validate_asserted(inputs, "shacl")}


def test_a_shape_of_the_projects_that_cannot_run_is_told_by_any_worker(
    tmp_path: Path,
) -> None:
    """With its file, and as it is told without workers."""
    folder = Folder(tmp_path)
    for name, text in PROJECT.items():
        folder.write(name, text)
    folder.write("ontology/shapes/own.ttl", NO_PATTERN)
    inputs = Inputs(folder.open(), Texts(None))
    messages = set()
    names: tuple[str | None, ...] = (None, "processes:2")
    for called in names:
        with (
            executing(called) as executor,
            pytest.raises(
                InputErrors, match=r"^ontology/shapes/own\.ttl:1: "
            ) as raised,
        ):
            validate_asserted(inputs, "shacl", executor)
        messages.add(str(raised.value))
    assert len(messages) == 1


def test_a_shape_of_the_projects_that_never_ends_is_told_by_any_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its cell is ended; what a query may take, a shape may."""
    monkeypatch.setenv("KG_QUERY_SECONDS", "0.1")

    def endless(data: str, shapes: str) -> list[Result]:
        while True:
            pass

    monkeypatch.setattr(wheel, "_validated", endless)
    monkeypatch.setattr(wheel, "_CELLS", new_cells())
    own = (("ontology/shapes/own.ttl", ""),)
    words = "cannot be run: it needs more than 0.1 seconds of the processor"
    with pytest.raises(InputErrors, match=rf"^ontology/shapes/own\.ttl:1: {words}"):
        PartCheck("shacl", "", own).results("", ["urn:x"])


def test_workers_that_end_at_it_leave_it_to_the_cell(tmp_path: Path) -> None:
    """Which can tell a file that is at fault; here none is."""
    folder = Folder(tmp_path)
    for name, text in PROJECT.items():
        folder.write(name, text)

    class Ending(ProcessPool):
        def submit(self, fn: Callable[..., T], /, *_: Any, **__: Any) -> Future[T]:
            future: Future[T] = Future()
            future.set_exception(BrokenProcessPool())
            return future

    inputs = Inputs(folder.open(), Texts(None))
    with Ending(2) as pool, closing(Maker(inputs, "shacl", print)) as maker:
        assert maker.validate(pool) == maker.validate()
    with (
        ThreadPoolExecutor(1) as theirs,
        closing(Maker(inputs, "shacl", print)) as maker,
    ):
        theirs.shutdown()
        with pytest.raises(WorkerLost, match="takes no work any more"):
            maker.validate(theirs)


def test_a_shape_that_looks_back_sees_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A project's own may count the claims of a document, in however many parts."""
    folder = Folder(tmp_path)
    for name, text in PROJECT.items():
        folder.write(name, text)
    monkeypatch.setattr(inputs_module, "PART", 1)
    assert not read_shapes(folder.open()).need_the_whole
    folder.write("ontology/shapes/own.ttl", NOT_OF_CLAIMS)

    assert read_shapes(folder.open()).need_the_whole
    findings = validate_asserted(Inputs(folder.open(), Texts(None)), "shacl")

    assert "Too many claims for one document." in "".join(f.message for f in findings)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no threads to count")
def test_a_process_that_validates_begins_no_threads() -> None:
    """Those of a process do not live in a fork of it, which would wait for ever.

    2,000 things are enough for the engine to begin some. It is a process of its own,
    because any other may have begun some before.
    """
    done = subprocess.run(
        [sys.executable, "-c", COUNTED, str(ROOT)], capture_output=True, check=True
    )

    before, after = done.stdout.split()
    assert before == after
