"""Shapes run on parts of what is said find what they find in the whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg.project import inputs as inputs_module
from kg.project.inputs import Inputs
from kg.project.shapes.check import check_shapes
from kg.project.shapes.shapes import read_shapes
from kg.project.validate import validate_asserted
from kg.read.project import Project
from kg.read.texts import Texts
from tests.conftest import PROJECT, Folder

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


COUNTED = """
import os, sys
from pathlib import Path
from kg.project.inputs import Inputs
from kg.project.validate import validate_asserted
from kg.read.project import Project
from kg.read.texts import Texts

inputs = Inputs(Project.open(Path(sys.argv[1])), Texts(None))
before = len(os.listdir("/proc/self/task"))
validate_asserted(inputs, "shacl")
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

    parts = check_shapes(
        inputs.asserted_in_parts(), shapes, places=inputs.places, engine_name="shacl"
    )

    assert len(whole) > 100
    assert sorted(map(str, parts)) == sorted(map(str, whole))


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
def test_parts_begin_no_threads() -> None:
    """Those of a process do not live in a fork of it, which would wait for ever.

    It is a process of its own, because any other may have begun some before.
    """
    done = subprocess.run(
        [sys.executable, "-c", COUNTED, str(ROOT)], capture_output=True, check=True
    )

    before, after = done.stdout.split()
    assert before == after
