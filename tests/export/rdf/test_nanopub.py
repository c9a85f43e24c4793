"""Nanopublications: well-formed by the guidelines, one per claim, true to it."""

from __future__ import annotations

import io
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import DCTERMS, PROV, RDF, Dataset, Graph, Literal, Namespace, URIRef

from kg.export.rdf.claims import NothingToExport
from kg.export.rdf.nanopub import export_nanopubs
from kg.graph.store import Generations
from tests.conftest import CONFIG, MakeProject
from tests.export.reading import by_oxigraph, by_rdflib

NP = Namespace("http://www.nanopub.org/nschema#")
APF = Namespace("https://w3id.org/apf/ontology#")
TYPE = ox.NamedNode(str(RDF.type))
CLAIM = "https://w3id.org/apf/id/claim/dailysabah-20250604."
PARTS = (NP.hasAssertion, NP.hasProvenance, NP.hasPublicationInfo)


def written(store: ox.Store, creator: str | None = None) -> bytes:
    out = io.BytesIO()
    export_nanopubs(store, out, creator=creator)
    return out.getvalue()


def read(data: bytes) -> Dataset:
    dataset = Dataset()
    dataset.parse(data=data, format="trig")
    return dataset


@pytest.fixture(scope="module")
def dataset(store: ox.Store) -> Dataset:
    return read(written(store))


def assert_well_formed(dataset: Dataset) -> dict[str, dict[str, Graph]]:
    """Check the guidelines' rules; return the graphs of each nanopublication."""
    assert not len(dataset.default_graph), "no triple lies outside a graph"
    graphs = {graph.identifier: graph for graph in dataset.graphs() if len(graph)}
    heads = list(dataset.quads((None, RDF.type, NP.Nanopublication, None)))
    found: dict[str, dict[str, Graph]] = {}
    used: set[Any] = set()
    for this, _, _, head in heads:
        assert str(this) not in found, "one head each"
        assert head is not None
        names: list[Any] = [head]
        for part in PARTS:
            values = list(graphs[head].objects(this, part))
            assert len(values) == 1, f"exactly one {part}"
            assert len(list(dataset.quads((this, part, None, None)))) == 1
            names += values
        assert len({this, *names}) == 5, "all names differ"
        assert all(len(graphs[name]) for name in names), "no graph is empty"
        assert len(graphs[head]) == 4, "the head says nothing else"
        assert not used & set(names), "no graph belongs to two"
        used |= set(names)
        assertion, provenance, info = names[1:]
        assert (assertion, None, None) in graphs[provenance]
        assert (this, None, None) in graphs[info]
        parts = ("assertion", "provenance", "pubinfo")
        found[str(this)] = dict(
            zip(parts, (graphs[n] for n in (assertion, provenance, info)), strict=True)
        )
    assert used == set(graphs), "no graph belongs to none"
    return found


@pytest.fixture(scope="module")
def nanopubs(dataset: Dataset) -> dict[str, dict[str, Graph]]:
    return assert_well_formed(dataset)


def test_each_claim_is_one_nanopublication(
    nanopubs: dict[str, dict[str, Graph]], store: ox.Store
) -> None:
    """Well-formed, named after the claims, none left out and none made up."""
    claim = ox.NamedNode(str(APF.Claim))
    claims = {q.subject for q in store.quads_for_pattern(None, TYPE, claim)}
    expected = {f"{c.value}#nanopub" for c in claims if isinstance(c, ox.NamedNode)}
    assert len(expected) > 200
    assert set(nanopubs) == expected


def test_two_readers_read_the_same(store: ox.Store) -> None:
    """Rdflib and Oxigraph read equal quads."""
    data = written(store)
    assert by_rdflib(data, "trig") == by_oxigraph(data, "trig")


def test_a_charge_is_one_and_its_denial_another(
    nanopubs: dict[str, dict[str, Graph]],
) -> None:
    """What is alleged is stated as alleged; who denies it states only that."""
    charge, denial = (nanopubs[f"{CLAIM}{n}#nanopub"] for n in ("F38", "F39"))
    f38, f39 = URIRef(f"{CLAIM}F38"), URIRef(f"{CLAIM}F39")
    modality = "https://w3id.org/apf/scheme/modality/"

    assert len(charge["assertion"]) == 1
    assert set(denial["assertion"]) == {(f39, APF.disputes, f38)}
    for parts, claim, code in ((charge, f38, "alleged"), (denial, f39, "denied")):
        said = parts["provenance"]
        assertion = URIRef(f"{claim}#assertion")
        assert said.value(assertion, APF.modality) == URIRef(modality + code)
        assert said.value(claim, APF.modality) == URIRef(modality + code)


def test_provenance_names_whom_and_where(
    nanopubs: dict[str, dict[str, Graph]],
) -> None:
    """The claimant, the document and the positions in it are those of the claim."""
    said = nanopubs[f"{CLAIM}F12#nanopub"]["provenance"]
    claim, assertion = URIRef(f"{CLAIM}F12"), URIRef(f"{CLAIM}F12#assertion")
    things = "https://w3id.org/apf/id"

    assert said.value(assertion, PROV.wasAttributedTo) == URIRef(
        f"{things}/actor/pk-interior-ministry"
    )
    assert said.value(assertion, PROV.wasDerivedFrom) == URIRef(
        f"{things}/document/dailysabah-20250604"
    )
    assert said.value(claim, APF.quoteStart) == Literal(474)
    assert said.value(claim, APF.quoteEnd) == Literal(534)


def test_a_figure_is_asserted_whole(nanopubs: dict[str, dict[str, Graph]]) -> None:
    """The assertion of a count is the observation and nothing else."""
    stated = nanopubs[f"{CLAIM}F12#nanopub"]["assertion"]
    assert {str(s) for s in stated.subjects()} == {
        "https://w3id.org/apf/id/observation/dailysabah-20250604.F12"
    }
    assert set(stated.objects(None, APF.lowerBound)) == {Literal(3000)}


def test_what_is_derived_says_from_what(nanopubs: dict[str, dict[str, Graph]]) -> None:
    """A derived bound has no document: it comes from claims, and is as old as they."""
    derived = {k: v for k, v in nanopubs.items() if "/claim/derived." in k}
    assert derived
    for iri, parts in derived.items():
        claim = iri.removesuffix("#nanopub")
        origins = parts["provenance"].objects(
            URIRef(f"{claim}#assertion"), PROV.wasDerivedFrom
        )
        assert all("/claim/" in str(origin) for origin in origins)
        assert parts["pubinfo"].value(URIRef(iri), DCTERMS.created) is not None


def test_publication_info_has_creator_licence_and_day(
    nanopubs: dict[str, dict[str, Graph]], store: ox.Store
) -> None:
    """The day is the document's, the licence the project's, the creator as named."""
    this = URIRef(f"{CLAIM}F12#nanopub")
    info = nanopubs[str(this)]["pubinfo"]
    me = "https://orcid.org/0000-0002-1825-0097"

    assert str(info.value(this, DCTERMS.created)) == "2025-06-04"
    assert info.value(this, DCTERMS.license) == URIRef(
        "https://creativecommons.org/licenses/by/4.0/"
    )
    assert str(info.value(this, DCTERMS.creator)).endswith("/id/actor/kg")
    named = read(written(store, creator=me))
    assert (this, DCTERMS.creator, URIRef(me)) in named.graph(
        URIRef(f"{CLAIM}F12#pubinfo")
    )


def test_a_base_that_ends_in_a_hash_gives_proper_names(project: MakeProject) -> None:
    """An IRI has one fragment at most, so parts are then named by a path."""
    folder = project({"kg.toml": CONFIG.replace("permits/", "permits#")})
    folder.build()
    found = assert_well_formed(read(written(Generations(folder.graph).open())))
    assert len(found) >= 6
    assert all(name.count("#") == 1 for name in found)


def test_no_claims_are_no_nanopublications() -> None:
    """A graph without claims is refused, not written as an empty file."""
    with pytest.raises(NothingToExport, match="the graph has no claim"):
        written(ox.Store())


def test_equal_graphs_give_equal_bytes(store: ox.Store) -> None:
    """The order of triples in the store does not show."""
    again = ox.Store()
    again.extend(sorted(store, key=str, reverse=True))
    assert written(again) == written(store)
