"""A build is the same, whoever shares its work."""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor

import pytest

import kg
from kg.project import build as build_module
from kg.project import inputs as inputs_module
from kg.project import maker as maker_module
from kg.project.rows import Choose, everything
from kg.project.shapes.clean import CleanParts
from kg.project.validate import validate_asserted
from kg.table.processes import ProcessPool
from tests.conftest import PROJECT, MakeProject
from tests.table.backwards import Backwards
from tests.table.clusters import dask, named

FACTS = "sources/gazette-20250301/facts.yaml"


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make of a small project so many parts that several workers get some."""
    monkeypatch.setattr(inputs_module, "PART", 3)


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[Executor]:
    """Return the executors that looked at parts of what was built since."""
    used: list[Executor] = []

    def noted(
        inputs: inputs_module.Inputs,
        engine: str,
        executor: Executor | None = None,
        clean: CleanParts | None = None,
        choose: Choose = everything,
    ) -> list[kg.Finding]:
        if executor is not None:
            used.append(executor)
        return validate_asserted(inputs, engine, executor, clean, choose)

    monkeypatch.setattr(maker_module, "validate_asserted", noted)
    return used


def test_a_build_has_the_same_bytes_whoever_shares_it(
    project: MakeProject, looked: list[Executor]
) -> None:
    """Processes of our own, threads, the last part first, a cluster on this machine."""
    folder = project()
    folder.build()
    expected = folder.export()
    with dask(2) as local, ThreadPoolExecutor(2) as threads:
        executors: list[str | Executor]
        executors = ["processes:2", threads, Backwards(), named(local)]
        for executor in executors:
            folder.build(executor=executor, full=True)
            assert folder.export() == expected
    assert [type(executor).__name__ for executor in looked] == [
        *("ProcessPool", "ThreadPoolExecutor", "Backwards", "DaskCluster")
    ]


def test_a_check_has_the_same_findings_whoever_shares_it(
    project: MakeProject, looked: list[Executor]
) -> None:
    """In the same order, with errors in several parts."""
    wrong = PROJECT[FACTS].replace("    claimant: north-ministry\n", "")
    opened = project({FACTS: wrong}).open()
    messages = set()
    executors: list[str | Executor | None] = [None, "processes:2", Backwards()]
    for executor in executors:
        with pytest.raises(kg.CheckFailed) as raised:
            kg.check(opened, texts=kg.Texts(None), executor=executor)
        assert len(raised.value.findings) >= 2
        messages.add(str(raised.value))
    assert len(messages) == 1
    assert len(looked) == 2


def test_a_small_project_begins_no_workers(
    project: MakeProject, looked: list[Executor]
) -> None:
    """They would take longer to begin than what they are to do."""
    kg.check(project().open(), texts=kg.Texts(None))
    assert looked == []


def test_a_large_project_is_shared_by_the_cores(
    project: MakeProject, looked: list[Executor], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without being asked."""
    monkeypatch.setattr(build_module, "MANY", 10)
    monkeypatch.setattr("kg.table.processes.usable_cores", lambda: 2)
    assert not project().build().findings
    (pool,) = looked
    assert isinstance(pool, ProcessPool)
    assert pool.processes() == []


def test_an_executor_that_is_none_is_told_before_anything_is_read(
    project: MakeProject,
) -> None:
    """And nothing changes, as little as where a cluster is not there."""
    folder = project({FACTS: "no facts"})
    before = folder.digests()
    with pytest.raises(kg.NoExecutor, match="did you mean `processes`"):
        folder.build(executor="process:2")
    with pytest.raises(kg.BadArgument, match="a name or an executor, not `2`"):
        folder.build(executor=2)
    assert folder.digests() == before == {}


def test_shapes_that_need_the_whole_are_looked_at_by_none_of_them(
    project: MakeProject, looked: list[Executor]
) -> None:
    """A query of a project is run in a cell, and nowhere else."""
    own = """@prefix sh: <http://www.w3.org/ns/shacl#> .
    @prefix apf: <https://w3id.org/apf/ontology#> .
    <urn:own> a sh:NodeShape ; sh:targetClass apf:Claim ; sh:sparql [
        sh:message "Every claim." ; sh:severity sh:Info ;
        sh:select "SELECT $this WHERE { $this a <https://w3id.org/apf/ontology#Claim> }"
    ] ."""
    folder = project({"ontology/shapes/own.ttl": own})
    alone = kg.check(folder.open(), texts=kg.Texts(None))
    shared = kg.check(folder.open(), texts=kg.Texts(None), executor="processes:2")
    assert shared == alone != []
    assert looked == []
