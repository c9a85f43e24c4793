"""Facts are JSON-LD: any processor reads the triples that we do."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from pyld import jsonld

from kg.graph.triples import triples
from kg.names import APF, OWL, RDF
from kg.read.entries import Entry
from kg.read.project import Project
from kg.read.sources import read_sources
from kg.read.texts import Texts
from kg.read.vocabulary import Vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeProject


@pytest.fixture(scope="module")
def vocabulary(root: Path) -> Vocabulary:
    return Project.open(root).vocabulary


@pytest.fixture(scope="module")
def entries(root: Path) -> list[Entry]:
    sources = read_sources(Project.open(root), Texts(None)).sources
    return [entry for source in sources for entry in source.entries]


def lines(parsed: Iterable[ox.Triple]) -> set[str]:
    """Return the triples as the store writes them: equal terms are equal text."""
    return {str(triple) for triple in parsed}


def document(entries: list[Entry], vocabulary: Vocabulary) -> dict[str, object]:
    nodes = [entry.node for entry in entries]
    return {"@context": vocabulary.context, "@graph": nodes}


def test_pyld_reads_the_same_triples(
    entries: list[Entry], vocabulary: Vocabulary
) -> None:
    """The reference processor makes the same triples of the entries and the context."""
    options = {"format": "application/n-quads"}
    parsed = jsonld.to_rdf(document(entries, vocabulary), options)
    found = ox.parse(parsed, format=ox.RdfFormat.N_TRIPLES)
    assert lines(quad.triple for quad in found) == lines(triples(entries, vocabulary))


def test_oxigraph_reads_the_same_triples(
    entries: list[Entry], vocabulary: Vocabulary
) -> None:
    """The store's own processor makes the same triples, too."""
    data = json.dumps(document(entries, vocabulary)).encode()
    parsed = ox.parse(data, format=ox.RdfFormat.JSON_LD)
    assert lines(quad.triple for quad in parsed) == lines(triples(entries, vocabulary))


def test_every_term_is_in_the_context(vocabulary: Vocabulary) -> None:
    """Each class and property that can be written stands for its IRI."""
    context = vocabulary.context
    for name, iri in vocabulary.classes.items():
        assert context[name] == str(iri)
    for name, term in vocabulary.terms.items():
        assert context[name]["@id"] == str(term.iri)
    assert len(context) == len(vocabulary.classes) + len(vocabulary.terms) + 2


def test_every_labelled_property_can_be_written(vocabulary: Vocabulary) -> None:
    """Adding a property means adding it to the ontology, and nothing else."""
    declared = {
        term
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty)
        for term in vocabulary.modules.subjects(RDF.type, kind)
    }
    assert declared <= {term.iri for term in vocabulary.terms.values()}
    classes = set(vocabulary.modules.subjects(RDF.type, OWL.Class))
    assert classes == set(vocabulary.classes.values())
    assert APF.claimant in declared


def test_no_entry_needs_a_blank_node(
    entries: list[Entry], vocabulary: Vocabulary
) -> None:
    """Every node of the data has an IRI."""
    found = triples(entries, vocabulary)
    assert len(found) > 1_000
    assert not [t for t in found for node in t if isinstance(node, ox.BlankNode)]


def test_values_keep_their_types(project: MakeProject) -> None:
    """Numbers, dates, truths, words and languages are typed as the ontology says."""
    folder = project()
    folder.edit(
        "sources/gazette-20250401/facts.yaml",
        "amount: over 1,200\n",
        "value: 1.50\n      lowerBound: +7\n      quantityText: 007 in all\n"
        "      upperBound: 1000000000000000\n      approximate: true\n",
    )
    folder.edit("sources/gazette-20250401/facts.yaml", "unit: person", "unit: money")
    folder.edit(
        "sources/entities/all.yaml",
        "label: The Gazette",
        "label: {en: The Gazette, UR: \u06af\u0632\u0679}",
    )
    text = folder.root / "sources/gazette-20250401/facts.yaml"
    opened = folder.open()
    reading = read_sources(opened, Texts(None))
    assert [str(problem) for problem in reading.problems] == [], text.read_text("utf-8")
    everything = [entry for source in reading.sources for entry in source.entries]
    written = "".join(f"{t} .\n" for t in triples(everything, opened.vocabulary))
    apf, xsd = "<https://w3id.org/apf/ontology#", "<http://www.w3.org/2001/XMLSchema#"
    again = "<https://example.org/permits/id/observation/gazette-20250401.again> "
    expected = [
        f'{again}{apf}value> "1.5"^^{xsd}decimal> .',
        f'{again}{apf}lowerBound> "7"^^{xsd}integer> .',
        f'{again}{apf}upperBound> "1000000000000000"^^{xsd}integer> .',
        f'{again}{apf}quantityText> "007 in all"',
        f'{again}{apf}approximate> "true"^^{xsd}boolean> .',
        f'{again}{apf}earliestStart> "2025-02-01"^^{xsd}date> .',
        f"{again}{apf}unit> <https://w3id.org/apf/scheme/unit/money> .",
        '#label> "\u06af\u0632\u0679"@ur .',
        '#label> "The Gazette"@en .',
    ]
    assert [line for line in expected if line not in written] == []
