"""The graph as RDF: other tools read what was written, and order is canonical."""

from __future__ import annotations

import io
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph

import kg
from kg.export.rdf.canonical import export_rdf
from kg.graph.store import Generations
from kg.names import PREFIXES

BASE = "https://w3id.org/apf/"
FORMS = ("nquads", "trig", "turtle", "ntriples")


@pytest.fixture(scope="module")
def store(article: Path) -> ox.Store:
    """Return the store of the article's graph."""
    return Generations(article).open()


@pytest.fixture(scope="module")
def written(store: ox.Store) -> dict[str, bytes]:
    """Return the graph in every form."""

    def export(form: str) -> bytes:
        out = io.BytesIO()
        export_rdf(store, out, form=form)
        return out.getvalue()

    return {form: export(form) for form in FORMS}


def _triples_by_oxigraph(data: bytes, form: str) -> set[str]:
    """Read with Oxigraph; return the triples of all graphs as N-Triples."""
    formats = {
        "nquads": ox.RdfFormat.N_QUADS,
        "trig": ox.RdfFormat.TRIG,
        "turtle": ox.RdfFormat.TURTLE,
        "ntriples": ox.RdfFormat.N_TRIPLES,
    }
    return {str(quad.triple) for quad in ox.parse(data, format=formats[form])}


def _triples_by_rdflib(data: bytes, form: str) -> set[str]:
    """Read with rdflib; its N-Triples are read once more, so that spelling is one."""
    graph = Graph()
    if form in ("nquads", "trig"):
        dataset = Dataset()
        dataset.parse(data=data, format=form)
        for s, p, o, _ in dataset.quads():
            graph.add((s, p, o))
    else:
        graph.parse(data=data, format="nt" if form == "ntriples" else form)
    return _triples_by_oxigraph(graph.serialize(format="nt").encode(), "ntriples")


@pytest.fixture(scope="module")
def triples(store: ox.Store) -> set[str]:
    """Return the triples of the store, whatever their graph."""
    return {str(quad.triple) for quad in store}


@pytest.mark.parametrize("form", FORMS)
def test_oxigraph_reads_every_form_back(
    written: dict[str, bytes], triples: set[str], form: str
) -> None:
    """No triple is lost, added or changed on the way through Oxigraph."""
    assert _triples_by_oxigraph(written[form], form) == triples


@pytest.mark.parametrize("form", FORMS)
def test_rdflib_reads_every_form_back(
    written: dict[str, bytes], triples: set[str], form: str
) -> None:
    """No triple is lost, added or changed on the way through rdflib."""
    assert _triples_by_rdflib(written[form], form) == triples


@pytest.mark.parametrize("form", ["nquads", "ntriples"])
def test_lines_are_sorted_and_each_there_once(
    written: dict[str, bytes], form: str
) -> None:
    """Lines are in the order of their code points, without blank or double ones."""
    lines = written[form].decode().splitlines()

    assert lines == sorted(set(lines))
    assert all(line.endswith(" .") for line in lines)


@pytest.mark.parametrize("form", ["nquads", "trig"])
def test_graphs_are_kept_apart(
    written: dict[str, bytes], form: str, root: Path
) -> None:
    """A document's claims lie in its graph; what is derived lies in another."""
    documents = [facts.parent.name for facts in root.glob("sources/*/facts.yaml")]
    dataset = Dataset()
    dataset.parse(data=written[form], format=form)
    names = {str(graph.identifier) for graph in dataset.graphs() if len(graph)}

    assert "dailysabah-20250604" in documents
    assert names == {
        f"{BASE}graph/{name}"
        for name in (
            *("dataset", "entities", "links", "ontology", "schemes"),
            *("comparisons", "derived", "derived-claims", "lives", "readings"),
            "standing",
            *(f"source/{name}" for name in documents),
        )
    }


def test_prefixes_are_written_once_and_used(written: dict[str, bytes]) -> None:
    """Turtle declares each prefix once, and shortens by it what it can."""
    text = written["turtle"].decode()
    lines = text.splitlines()
    declared = [line.split()[1] for line in lines if line.startswith("@prefix")]

    assert len(declared) == len(set(declared))
    assert {f"{prefix}:" for prefix in PREFIXES} <= set(declared)
    for name in (
        "actor:unhcr",
        "claim:dailysabah-20250604.F12",
        "modality:denied",
        "policy:pk-repatriation-campaign",
        "apf:targetsPopulation",
    ):
        assert name in text
    body = [line for line in lines if not line.startswith("@prefix")]
    assert not any(f"<{BASE}id/actor/" in line for line in body)


def test_turtle_has_each_subject_once(written: dict[str, bytes]) -> None:
    """All that is said of a thing stands in one block, whatever its graph."""
    lines = written["turtle"].decode().splitlines()
    heads = [line.split()[0] for line in lines if line and line[0] not in " \t@"]

    assert len(heads) == len(set(heads))


def test_equal_graphs_are_equal_bytes(
    written: dict[str, bytes], tmp_path: Path, root: Path
) -> None:
    """A graph built again, elsewhere, is written in the same bytes."""
    kg.build(kg.Project.open(root), tmp_path / "again", texts=kg.Texts(None))
    again = Generations(tmp_path / "again").open()

    for form, data in written.items():
        out = io.BytesIO()
        export_rdf(again, out, form=form)
        assert out.getvalue() == data, form


def test_there_are_no_blank_nodes(triples: set[str]) -> None:
    """Everything has a name, so that two exports can be compared line by line."""
    assert not any("_:" in triple.split('"')[0] for triple in triples)
