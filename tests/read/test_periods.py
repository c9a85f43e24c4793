"""A period written in facts becomes bounds of days, by what kind of thing has it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kg.graph.triples import triples
from kg.names import APF, ONTOLOGY, local_name
from kg.periods.period import BOUNDS
from kg.read.sources import read_sources
from kg.read.texts import Texts
from tests.conftest import Folder, MakeProject

APRIL = "sources/gazette-20250401/facts.yaml"
FACTS = """\
document:
  id: gazette-20250401
  title: Orders and counts
  published: 2025-04-01
  publishedBy: gazette
  language: en
claims:
  governs:
    summary: The government has governed the south since 2021.
    claimant: narrator
    says: [north-government, governs, southland]
    period: 2021/..
    periodText: since 2021
  exempt:
    summary: Permit holders were exempt from November to January.
    claimant: narrator
    says: [permit-order, exemptsPopulation, permit-holders]
    period: 2020-11/2021-01
  step:
    summary: The order was suspended around March.
    claimant: narrator
    says: {type: PolicyEvent, policyEventOf: permit-order,
           policyEventType: suspended, period: 2025-03~}
  stock:
    summary: In February there were nine permit holders.
    claimant: narrator
    says: {type: StockObservation, measures: permit-holders, amount: "9",
           unit: person, period: 2025-02}
  flow:
    summary: Seven were sent back in February.
    claimant: narrator
    says: {type: FlowObservation, measures: returns, amount: "7",
           unit: person, period: 2025-02}
  tally:
    summary: Six were sent back around February, by the county's tally.
    claimant: narrator
    says: {type: CountyTally, measures: returns, amount: "6",
           unit: person, period: 2025-02~}
"""
MODULE = """\
@prefix apf: <https://w3id.org/apf/ontology#> .
@prefix ex: <https://example.org/county#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

ex:CountyTally a owl:Class ;
    rdfs:label "county tally"@en ;
    rdfs:subClassOf apf:FlowObservation .
"""
EXPECTED = {
    "governs": ("2021-01-01", "2021-12-31", None, None),
    "exempt": ("2020-11-01", "2020-11-30", "2021-01-01", "2021-01-31"),
    "step": ("2025-02-01", "2025-04-30", "2025-02-01", "2025-04-30"),
    "stock": ("2025-02-01", "2025-02-28", "2025-02-01", "2025-02-28"),
    "flow": ("2025-02-01", "2025-02-01", "2025-02-28", "2025-02-28"),
    "tally": ("2025-01-01", "2025-02-01", "2025-02-28", "2025-03-31"),
}


def written(folder: Folder) -> dict[str, dict[str, str]]:
    """Return what is said of each claim and content, by the key of the claim."""
    opened = folder.open()
    reading = read_sources(opened, Texts(None))
    assert [str(problem) for problem in reading.problems] == []
    entries = [entry for source in reading.sources for entry in source.entries]
    nodes: dict[str, dict[str, str]] = {}
    for triple in triples(entries, opened.vocabulary):
        key = str(triple.subject).strip("<>").partition("gazette-20250401.")[2]
        value = getattr(triple.object, "value", "")
        nodes.setdefault(key, {})[local_name(triple.predicate.value)] = value
    return nodes


@pytest.fixture
def nodes(project: MakeProject) -> Mapping[str, Mapping[str, str]]:
    folder = project()
    folder.write("ontology/county.ttl", MODULE)
    folder.write(APRIL, FACTS)
    return written(folder)


def test_each_kind_of_thing_has_the_bounds_of_its_kind(
    nodes: Mapping[str, Mapping[str, str]],
) -> None:
    """Relations, steps and stocks lie in their period; counts of movements fill it.

    A class of a project's own is like the class that it is a subclass of.
    """
    found = {key: tuple(nodes[key].get(bound) for bound in BOUNDS) for key in EXPECTED}
    assert found == EXPECTED


def test_a_relation_keeps_its_period_as_written(
    nodes: Mapping[str, Mapping[str, str]],
) -> None:
    """EDTF, precision and the words of the source stand on the claim itself."""
    claim = nodes["governs"]
    assert (claim["edtf"], claim["periodText"]) == ("2021/..", "since 2021")
    assert local_name(claim["datePrecision"]) == "year"


def test_what_has_ended_is_no_plain_triple(project: MakeProject) -> None:
    """A relation with a stated end is a claim only; one that is open is a triple."""
    folder = project()
    folder.write("ontology/county.ttl", MODULE)
    folder.write(APRIL, FACTS)
    folder.build()
    graph = folder.export().decode()
    assert f"/north-government> <{APF.governs}> <" in graph
    assert f"/permit-order> <{ONTOLOGY}exemptsPopulation> <" not in graph
