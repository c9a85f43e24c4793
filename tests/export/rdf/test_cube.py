"""Data cubes: well-formed by the Recommendation's constraints, true to the figures."""

from __future__ import annotations

import io

import pyoxigraph as ox
import pytest
from rdflib import Graph

from kg.errors import UnknownName
from kg.export.rdf.claims import NothingToExport
from kg.export.rdf.cube import export_cube
from kg.graph.store import Generations
from tests.conftest import MakeProject
from tests.export.reading import by_oxigraph, by_rdflib, loaded, rows

THINGS = "https://w3id.org/apf/id"
PREFIXES = """
PREFIX apf: <https://w3id.org/apf/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sdmx: <http://purl.org/linked-data/sdmx/2009/attribute#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
NORMALISE = "".join(
    f"INSERT {{ ?spec qb:componentProperty ?p . ?p a qb:{kind}Property }} "
    f"WHERE {{ ?spec qb:{kind.lower()} ?p }} ;\n"
    for kind in ("Dimension", "Measure", "Attribute")
)
"""What section 10 of the Recommendation adds before constraints are checked."""

HAS = "?o qb:dataSet/qb:structure/qb:component/qb:componentProperty ?p . "
BROKEN = {
    "IC-1": "?o a qb:Observation . OPTIONAL { ?o qb:dataSet ?a } "
    "OPTIONAL { ?o qb:dataSet ?b } FILTER (!BOUND(?a) || ?a != ?b)",
    "IC-2": "?d a qb:DataSet . OPTIONAL { ?d qb:structure ?a } "
    "OPTIONAL { ?d qb:structure ?b } FILTER (!BOUND(?a) || ?a != ?b)",
    "IC-3": "?s a qb:DataStructureDefinition . FILTER NOT EXISTS { "
    "?s qb:component/qb:componentProperty/a qb:MeasureProperty }",
    "IC-4": "?p a qb:DimensionProperty . FILTER NOT EXISTS { ?p rdfs:range ?r }",
    "IC-5": "?p a qb:DimensionProperty ; rdfs:range skos:Concept . "
    "FILTER NOT EXISTS { ?p qb:codeList ?l }",
    "IC-6": "?s qb:component ?c . ?c qb:componentRequired false ; "
    "qb:componentProperty ?p . FILTER NOT EXISTS { ?p a qb:AttributeProperty }",
    "IC-11": HAS + "?p a qb:DimensionProperty . FILTER NOT EXISTS { ?o ?p ?v }",
    "IC-12": "?o qb:dataSet ?d . ?other qb:dataSet ?d . "
    "FILTER (STR(?o) < STR(?other)) FILTER NOT EXISTS { "
    "?d qb:structure/qb:component/qb:componentProperty ?p . "
    "?p a qb:DimensionProperty . ?o ?p ?v . ?other ?p ?w . FILTER (?v != ?w) }",
    "IC-13": "?o qb:dataSet/qb:structure/qb:component ?c . ?c qb:componentRequired true"
    " ; qb:componentProperty ?p . ?p a qb:AttributeProperty . "
    "FILTER NOT EXISTS { ?o ?p ?v }",
    "IC-14": HAS + "?p a qb:MeasureProperty . FILTER NOT EXISTS { ?o ?p ?v }",
    "IC-17": HAS + "FILTER (?p = qb:measureType)",
    "slices": "{ ?s qb:slice ?x } UNION { ?s qb:sliceKey ?x } UNION { ?x a qb:Slice }",
}
"""What would break the integrity constraints, in our own words.

We make neither slices nor code lists nor measure dimensions, so that IC-7 to IC-10,
IC-15, IC-16 and IC-18 to IC-21 have nothing to hold of.
"""

BREAKS = {
    "IC-1": "DELETE WHERE { <O> qb:dataSet ?d }",
    "IC-2": "INSERT DATA { <D> qb:structure <urn:other> }",
    "IC-3": "DELETE { ?s qb:component ?c } WHERE { <D> qb:structure ?s . "
    "?s qb:component ?c . ?c qb:measure ?m }",
    "IC-4": "DELETE WHERE { prov:wasAttributedTo rdfs:range ?r }",
    "IC-5": "INSERT DATA { apf:measures rdfs:range skos:Concept }",
    "IC-6": "INSERT { ?c qb:componentRequired false } WHERE { ?c qb:dimension ?d }",
    "IC-11": "DELETE WHERE { <O> apf:measures ?x }",
    "IC-12": "INSERT { <urn:twin> ?p ?v } WHERE { <O> ?p ?v }",
    "IC-13": "DELETE WHERE { <O> sdmx:unitMeasure ?u }",
    "IC-14": "DELETE WHERE { <O> apf:lowerBound ?u }",
    "IC-17": "INSERT { ?s qb:component <urn:c> . <urn:c> qb:dimension qb:measureType } "
    "WHERE { <D> qb:structure ?s }",
    "slices": "INSERT DATA { <D> qb:slice <urn:slice> }",
}
"""What makes each of them broken, to see that it is noticed."""


def written(store: ox.Store, document: str | None = None) -> bytes:
    out = io.BytesIO()
    export_cube(store, out, document=document)
    return out.getvalue()


def broken(cube: ox.Store) -> set[str]:
    """Return the constraints that a cube breaks."""
    cube.update(PREFIXES + NORMALISE)
    return {name for name, what in BROKEN.items() if rows(cube, selecting(what))}


def selecting(pattern: str) -> str:
    return f"{PREFIXES} SELECT (1 AS ?broken) WHERE {{ {pattern} }} LIMIT 1"


@pytest.fixture(scope="module")
def article_cube(store: ox.Store) -> bytes:
    return written(store, "dailysabah-20250604")


def test_cubes_of_all_documents_are_well_formed(store: ox.Store) -> None:
    """No constraint is broken by any document, however its figures are told."""
    assert broken(loaded(written(store), "turtle")) == set()


@pytest.mark.parametrize("name", BREAKS)
def test_the_constraints_see_what_breaks_them(article_cube: bytes, name: str) -> None:
    """A cube with one flaw is told from one with none: these checks check something."""
    cube = loaded(article_cube, "turtle")
    dataset, observation = rows(
        cube,
        f"{PREFIXES} SELECT ?d ?o WHERE {{ ?o qb:dataSet ?d ; apf:lowerBound 3000 }}",
    )[0]
    flaw = (
        BREAKS[name].replace("<O>", f"<{observation}>").replace("<D>", f"<{dataset}>")
    )
    cube.update(PREFIXES + flaw)
    assert name in broken(cube)


def test_two_readers_read_the_same(store: ox.Store) -> None:
    """Rdflib and Oxigraph read equal triples."""
    data = written(store)
    assert by_rdflib(data, "turtle") == by_oxigraph(data, "turtle")


def test_every_figure_of_the_document_is_an_observation(
    store: ox.Store, article_cube: bytes
) -> None:
    """All that have a number, none twice, with the numbers of the graph."""
    number = "apf:value|apf:lowerBound|apf:upperBound|apf:rank"
    document = f"<{THINGS}/document/dailysabah-20250604>"
    expected = rows(
        store,
        f"{PREFIXES} SELECT ?o ?n ?claim ?unit ?modality WHERE {{ "
        f"?claim apf:statedIn {document} ; apf:content ?o ; apf:modality ?modality . "
        f"?o {number} ?n ; apf:unit ?unit }} ORDER BY ?o ?n",
    )
    found = rows(
        loaded(article_cube, "turtle"),
        f"{PREFIXES} SELECT ?o ?n ?claim ?unit ?modality WHERE {{ "
        f"?o a qb:Observation ; {number} ?n ; prov:wasDerivedFrom ?claim ; "
        "sdmx:unitMeasure ?unit ; sdmx:obsStatus ?modality } ORDER BY ?o ?n",
    )
    assert len(expected) > 15
    assert found == expected


def test_an_unknown_bound_is_not_made_up(article_cube: bytes) -> None:
    """More than 3,000 has a lower bound; its data set has no other measure."""
    graph = Graph().parse(data=article_cube, format="turtle")
    found = graph.query(
        PREFIXES + "SELECT ?m ?n WHERE { "
        f"<{THINGS}/observation/dailysabah-20250604.F12> qb:dataSet ?d ; ?m ?n . "
        "?d qb:structure/qb:component/qb:measure ?m }"
    )
    assert [(str(m), int(n)) for m, n in found] == [  # type: ignore[misc]
        ("https://w3id.org/apf/ontology#lowerBound", 3000)
    ]


def test_units_and_kinds_are_kept_apart(store: ox.Store) -> None:
    """No data set mixes families with persons, or stocks with flows."""
    cube = loaded(written(store), "turtle")
    mixed = rows(
        cube,
        f"{PREFIXES} SELECT ?d WHERE {{ ?o qb:dataSet ?d ; sdmx:unitMeasure ?u }} "
        "GROUP BY ?d HAVING (COUNT(DISTINCT ?u) > 1)",
    )
    assert mixed == []


def test_the_ends_of_a_flow_come_along(article_cube: bytes) -> None:
    """What is measured says its name, origin and destination."""
    flow = f"{THINGS}/flow/afghan-families-deported-from-iran-2025"
    found = rows(
        loaded(article_cube, "turtle"),
        f"{PREFIXES} SELECT ?a ?b WHERE {{ <{flow}> rdfs:label ?l ; "
        "apf:origin ?a ; apf:destination ?b }",
    )
    assert found == [(f"{THINGS}/place/iran", f"{THINGS}/place/afghanistan")]


@pytest.mark.parametrize("name", [f"{THINGS}/document/iom-20250630", "iom-20250630"])
def test_a_document_is_named_by_iri_or_id(store: ox.Store, name: str) -> None:
    """Only its own figures are written."""
    sources = rows(
        loaded(written(store, name), "turtle"),
        "SELECT DISTINCT ?s WHERE { ?d <http://purl.org/dc/terms/source> ?s }",
    )
    assert sources == [(f"{THINGS}/document/iom-20250630",)]


def test_an_unknown_document_is_answered_with_the_nearest(store: ox.Store) -> None:
    """A slip of the keyboard is told from a document without figures."""
    with pytest.raises(UnknownName, match="did you mean `iom-20250630`"):
        written(store, "iom-2025063")


def test_a_document_without_figures_is_answered_with_those_that_have(
    project: MakeProject,
) -> None:
    """The message names where figures are."""
    folder = project()
    text = (folder.root / "sources/gazette-20250401/facts.yaml").read_text("utf-8")
    bare = text[: text.index("claims:")].replace("20250401", "20250402")
    folder.write("sources/gazette-20250402/facts.yaml", bare)
    folder.build()
    store = Generations(folder.graph).open()
    message = "`gazette-20250402` states no figure; these documents do: "
    message += "gazette-20250301, gazette-20250401"
    with pytest.raises(NothingToExport, match=message):
        written(store, "gazette-20250402")
    with pytest.raises(NothingToExport, match="no document of the graph"):
        written(ox.Store())


def test_equal_graphs_give_equal_bytes(store: ox.Store) -> None:
    """The order of triples in the store does not show."""
    again = ox.Store()
    again.extend(sorted(store, key=str, reverse=True))
    assert written(again) == written(store)
