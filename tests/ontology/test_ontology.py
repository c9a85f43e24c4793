"""The ontology, its code lists and its alignments keep their own rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from graphlib import TopologicalSorter
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest
from owlrl.OWLRL import OWLRL_Semantics
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef

ROOT = Path(__file__).parents[2]
ONTOLOGY = ROOT / "ontology"

BASE = "https://w3id.org/apf/ontology"
SCHEMES = "https://w3id.org/apf/scheme/"
RULES = "https://w3id.org/apf/rule"
APF = Namespace(BASE + "#")
SH = Namespace("http://www.w3.org/ns/shacl#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")

MODULES = sorted(ONTOLOGY.glob("*.ttl"))
SCHEME_FILES = sorted(ONTOLOGY.glob("schemes/*.ttl"))
ALIGNMENTS = sorted(ONTOLOGY.glob("alignments/*.ttl"))
SHAPES = sorted(ONTOLOGY.glob("shapes/*.ttl"))

DISJOINT = [
    APF.Actor,
    APF.Claim,
    APF.Comparison,
    APF.Flow,
    APF.Observation,
    APF.Place,
    APF.Policy,
    APF.PopulationGroup,
    APF.SourceDocument,
]
OWL_TERMS = {
    OWL.AnnotationProperty,
    OWL.Class,
    OWL.DatatypeProperty,
    OWL.ObjectProperty,
    OWL.Ontology,
    OWL.SymmetricProperty,
    OWL.TransitiveProperty,
    OWL.disjointWith,
    OWL.imports,
    OWL.versionIRI,
    OWL.versionInfo,
}
DATATYPES = {XSD.anyURI, XSD.boolean, XSD.decimal, XSD.integer, XSD.string}
# Neither is in the datatype map of OWL 2, yet every RL engine we know takes them:
# full dates compare in every store, and texts carry their language.
DATATYPES |= {XSD.date, RDF.langString}

PROV = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
prov:Activity owl:disjointWith prov:Entity .
prov:Person rdfs:subClassOf prov:Agent .
prov:SoftwareAgent rdfs:subClassOf prov:Agent .
prov:Organization rdfs:subClassOf prov:Agent .
prov:Plan rdfs:subClassOf prov:Entity .
prov:wasAttributedTo rdfs:domain prov:Entity ; rdfs:range prov:Agent .
prov:wasAssociatedWith rdfs:domain prov:Activity ; rdfs:range prov:Agent .
prov:wasDerivedFrom rdfs:domain prov:Entity ; rdfs:range prov:Entity .
prov:wasRevisionOf rdfs:subPropertyOf prov:wasDerivedFrom .
"""
PREFIXES = f"""
@prefix : <https://w3id.org/apf/id/> .
@prefix apf: <{APF}> .
@prefix comparison-kind: <{SCHEMES}comparison-kind/> .
@prefix movement: <{SCHEMES}movement/> .
@prefix modality: <{SCHEMES}modality/> .
@prefix unit: <{SCHEMES}unit/> .
@prefix verdict: <{SCHEMES}verdict/> .
@prefix xsd: <{XSD}> .
"""
SAMPLE = (
    PREFIXES
    + """
:c1 a apf:Claim ;
    apf:claimant :ministry ;
    apf:modality modality:asserted ;
    apf:content :o1 ;
    apf:statedIn :article ;
    apf:summary "The ministry counted over three thousand people."@en ;
    apf:quoteStart 474 ;
    apf:quoteEnd 534 .
:c2 a apf:Claim ;
    apf:claimant :ministry ;
    apf:aboutSubject :campaign ;
    apf:aboutPredicate apf:targetsPopulation ;
    apf:aboutObject :permit-holders ;
    apf:statedIn :article .
:c3 a apf:Claim ; apf:claimant :leaders ; apf:disputes :c2 ; apf:statedIn :article .
:o1 a apf:FlowObservation ;
    apf:measures :departures ;
    apf:lowerBound 3000 ;
    apf:lowerBoundInclusive false ;
    apf:quantityText "more than 3,000" ;
    apf:unit unit:person ;
    apf:movementType movement:forced-return ;
    apf:earliestStart "2025-06-01"^^xsd:date .
:ministry a apf:GovernmentBody ; apf:partOfOrganization :government .
:government a apf:Government .
:leaders a apf:CollectiveActor .
:campaign a apf:Policy ; apf:targetsPopulation :permit-holders .
:start a apf:PolicyEvent ; apf:policyEventOf :campaign ; apf:performedBy :government .
:permit-holders a apf:PopulationGroup ; apf:nationality :country .
:departures a apf:MovementFlow ; apf:origin :country ; apf:drivenBy :campaign .
:country a apf:Country ; apf:iso3 "PAK" .
:article a apf:SourceDocument ;
    apf:title "A headline"@en ;
    apf:published "2025-06-04"^^xsd:date ;
    apf:publishedBy :outlet ;
    apf:url "https://example.org/a"^^xsd:anyURI .
:outlet a apf:MediaOrganization .
:c4 a apf:Claim ;
    apf:claimant :kg ;
    apf:modality modality:derived ;
    apf:derivedFromClaim :c1 ;
    apf:derivationRule "https://w3id.org/apf/rule/sum-of-parts"^^xsd:anyURI ;
    apf:content :o2 .
:o2 a apf:FlowObservation ; apf:measures :departures ; apf:lowerBound 3000 .
:kg a apf:SoftwareAgent .
:v1 a apf:Comparison ;
    apf:comparisonKind comparison-kind:same-scope ;
    apf:verdict verdict:agrees ;
    apf:comparesClaim :c1 ;
    apf:comparedWithClaim :c4 ;
    apf:oneVoice true .
"""
)


@cache
def parsed(path: Path) -> Graph:
    """Parse a Turtle file once; callers only read the graph."""
    return Graph().parse(path, format="turtle")


def union(*paths: Path) -> Graph:
    """Return the triples of all files in one fresh graph."""
    graph = Graph()
    for path in paths:
        graph += parsed(path)
    return graph


@cache
def everything() -> Graph:
    """Return modules, schemes and alignments; callers only read the graph."""
    return union(*MODULES, *SCHEME_FILES, *ALIGNMENTS)


def errors(ontology: Graph, facts: str) -> list[str]:
    """Return what the OWL 2 RL closure of an ontology and facts complains of."""
    graph = ontology + Graph().parse(data=PROV) + Graph().parse(data=facts)
    closure = OWLRL_Semantics(graph, axioms=False, daxioms=False, rdfs=False)
    run: Callable[[], None] = closure.closure
    run()
    return sorted(closure.error_messages)


def ours(graph: Graph) -> set[URIRef]:
    """Return the terms and concepts of ours that a graph mentions anywhere."""
    mentioned = {node for triple in graph for node in triple}
    bases = (str(APF), SCHEMES)
    return {n for n in mentioned if isinstance(n, URIRef) and str(n).startswith(bases)}


def declared(graph: Graph) -> set[URIRef]:
    """Return what a graph gives a type to."""
    return {s for s in graph.subjects(RDF.type) if isinstance(s, URIRef)}


def module_iri(path: Path) -> URIRef:
    """Return the address that a module file has to have."""
    inside = path.relative_to(ONTOLOGY).with_suffix("")
    return URIRef(BASE if str(inside) == "apf" else f"{BASE}/{inside}")


def scheme_iri(path: Path) -> URIRef:
    """Return the address that a scheme file has to have; rules are found at theirs."""
    return URIRef(RULES if path.stem == "derivation-rule" else SCHEMES + path.stem)


def imports(path: Path) -> set[str]:
    """Return the addresses of the modules that a module names itself."""
    return {str(iri) for iri in parsed(path).objects(module_iri(path), OWL.imports)}


# Files


@pytest.mark.parametrize(
    "path", [*MODULES, *SCHEME_FILES, *ALIGNMENTS], ids=lambda path: path.stem
)
def test_both_parsers_read_the_same_triples(path: Path) -> None:
    """A file means the same to rdflib and to Oxigraph, and is not empty."""
    by_oxigraph = set(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    assert len(parsed(path)) == len(by_oxigraph) > 0


@pytest.mark.parametrize(
    "path", [*MODULES, *SCHEME_FILES, *ALIGNMENTS], ids=lambda path: path.stem
)
def test_files_open_with_what_they_are(path: Path) -> None:
    """A reader sees in the first lines what a file holds; no prefix goes unused."""
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert text.endswith(" .\n")
    for line in text.splitlines():
        if line.startswith("@prefix "):
            prefix = line.split()[1]
            assert text.count(prefix) > 1, f"{prefix} is not used"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_terms_are_declared_in_the_module_that_defines_them(path: Path) -> None:
    """The address in rdfs:isDefinedBy leads to the file where the term stands."""
    graph = parsed(path)
    assert (module_iri(path), RDF.type, OWL.Ontology) in graph
    for term in declared(graph):
        if term in APF:
            assert graph.value(term, RDFS.isDefinedBy) == module_iri(path), term


@pytest.mark.parametrize("path", SCHEME_FILES, ids=lambda path: path.stem)
def test_a_scheme_file_holds_the_scheme_of_its_name(path: Path) -> None:
    """A code list is found by its file name, and holds its own concepts only."""
    graph = parsed(path)
    scheme = scheme_iri(path)
    assert set(graph.subjects(RDF.type, SKOS.ConceptScheme)) == {scheme}
    assert set(graph.subjects(RDF.type, SKOS.Concept)) == set(
        graph.subjects(SKOS.inScheme, scheme)
    )


@pytest.mark.parametrize("path", ALIGNMENTS, ids=lambda path: path.stem)
def test_foreign_axioms_stand_in_alignments_only(path: Path) -> None:
    """Alignments say how our terms relate to others and declare no term of ours."""
    assert (module_iri(path), RDF.type, OWL.Ontology) in parsed(path)
    assert not {t for t in declared(parsed(path)) if t in APF}


def test_modules_have_no_axioms_about_foreign_terms() -> None:
    """Whoever loads the modules alone commits to no other vocabulary but SKOS."""
    graph = union(*MODULES)
    known = ours(graph) | DATATYPES | {SKOS.Concept}
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range):
        for subject, target in graph.subject_objects(predicate):
            foreign = {subject, target} - known
            assert not foreign, (subject, predicate, target)


# Imports


def test_imports_are_acyclic() -> None:
    """Modules can be loaded in some order without looking ahead."""
    files = [*MODULES, *ALIGNMENTS]
    TopologicalSorter({str(module_iri(p)): imports(p) for p in files}).prepare()


def test_the_root_imports_every_module() -> None:
    """Loading the root loads all of it."""
    root = ONTOLOGY / "apf.ttl"
    rest = {str(module_iri(path)) for path in MODULES if path != root}
    assert imports(root) == rest


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_imports_are_complete(path: Path) -> None:
    """A module uses the terms of itself, its imports and the root's annotations."""
    files = {str(module_iri(p)): p for p in MODULES}
    reached, queue = {path, ONTOLOGY / "apf.ttl"}, [path]
    while queue:
        new = {files[iri] for iri in imports(queue.pop())} - reached
        reached |= new
        queue += new
    known = set().union(*(declared(parsed(file)) for file in reached))
    used = {term for term in ours(parsed(path)) if term in APF}
    assert used
    assert used - known == set()


# Meaning


@pytest.mark.parametrize(("first", "second"), list(combinations(DISJOINT, 2)))
def test_the_main_kinds_are_disjoint(first: URIRef, second: URIRef) -> None:
    """A thing is of one main kind, so that a place that speaks is an error."""
    pairs = set(everything().subject_objects(OWL.disjointWith))
    assert {(first, second), (second, first)} & pairs


def test_nothing_outside_owl_2_rl_is_used() -> None:
    """Only OWL terms of the RL profile that need no blank node appear."""
    graph = union(*MODULES, *SCHEME_FILES, *ALIGNMENTS)
    mentioned = {node for triple in graph for node in triple}
    assert {n for n in mentioned if str(n).startswith(str(OWL))} <= OWL_TERMS
    for term in graph.subjects(RDF.type, OWL.DatatypeProperty):
        assert set(graph.objects(term, RDFS.range)) <= DATATYPES


def test_transitive_and_symmetric_properties_relate_like_to_like() -> None:
    """Chaining or turning a relation never leaves the class it is about."""
    graph = union(*MODULES)
    kinds = (OWL.TransitiveProperty, OWL.SymmetricProperty)
    found = {p for kind in kinds for p in graph.subjects(RDF.type, kind)}
    assert found
    for term in found:
        assert graph.value(term, RDFS.domain) == graph.value(term, RDFS.range)


def test_the_closure_is_consistent_with_ordinary_facts() -> None:
    """Ontology, schemes, alignments, PROV's own axioms and facts do not contradict.

    Facts are written as people write them. What more is said refutes nothing in OWL, so
    there is no contradiction without facts either.
    """
    assert errors(everything(), SAMPLE) == []


PLANTED = (
    ":x a apf:Actor , apf:Place .",
    ":kabul a apf:Country . :c a apf:Claim ; apf:claimant :kabul .",
    ":x a apf:Government . :y apf:destination :x .",
    ":x a apf:Flow . :o apf:measures :x ; apf:comparedTo :x .",
    ":x a apf:Event . :x a apf:Policy .",
    ":x a apf:Claim . :x apf:verdict verdict:agrees .",
)


def planted_in(number: int) -> str:
    """Return where the things of a planted contradiction have their addresses."""
    return f"https://w3id.org/apf/id/planted-{number}/"


@pytest.fixture(scope="module")
def complaints() -> list[str]:
    """Return what the closure complains of where all contradictions are planted."""
    facts = (
        f"{PREFIXES}\n@prefix : <{planted_in(number)}> .\n{planted}"
        for number, planted in enumerate(PLANTED)
    )
    return errors(union(*MODULES, *ALIGNMENTS), "\n".join(facts))


@pytest.mark.parametrize("number", range(len(PLANTED)))
def test_planted_contradictions_are_found(number: int, complaints: list[str]) -> None:
    """The consistency tests can fail: each thing that contradicts itself is named."""
    assert any(planted_in(number) in complaint for complaint in complaints)


def test_marks_are_plain_true() -> None:
    """Marks are true or absent, and only policies have terms true while threatened."""
    graph = everything()
    for mark in (APF.definitional, APF.trueWhileThreatened):
        marked = set(graph.subject_objects(mark))
        assert marked
        assert {str(value) for _, value in marked} == {"true"}
    for term in graph.subjects(APF.trueWhileThreatened):
        domains = set(graph.objects(term, RDFS.domain))
        assert domains == {APF.Policy}


# Code lists


@pytest.mark.parametrize(
    ("scheme", "size"),
    [
        ("policy-tool", 28),
        ("target-group", 13),
        ("target-origin", 5),
        ("policy-area", 4),
        ("restrictiveness", 4),
    ],
)
def test_demig_lists_are_whole_and_cited(scheme: str, size: int) -> None:
    """Every code of DEMIG POLICY can be written, and names the paper it is from."""
    graph = parsed(ONTOLOGY / "schemes" / f"{scheme}.ttl")
    paper = URIRef("https://doi.org/10.1186/s40878-015-0016-5")
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) == size
    assert concepts <= set(graph.subjects(DCTERMS.source, paper))


def test_every_scheme_gives_some_property_its_values() -> None:
    """A code list that nothing uses is noise.

    Rules are named by address, so that a project can name a rule of its own.
    """
    used = set(everything().objects(None, APF.valuesFrom))
    assert used | {URIRef(RULES)} == {scheme_iri(path) for path in SCHEME_FILES}


def test_codes_are_lower_case_words_with_hyphens() -> None:
    """Codes can be typed without a look at how they are spelt."""
    codes = {str(code) for code in union(*SCHEME_FILES).objects(None, SKOS.notation)}
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", code) for code in codes)


def test_only_held_out_and_intended_modalities_result_in_a_status() -> None:
    """A denial or an accusation never changes how a policy stands."""
    graph = parsed(ONTOLOGY / "schemes" / "modality.ttl")
    found = {_name(m): _name(s) for m, s in graph.subject_objects(APF.resultingStatus)}
    assert found == {"threatened": "threatened", "planned": "proposed"}


def _name(iri: object) -> str:
    return str(iri).rpartition("/")[2]


# Shapes


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.stem)
def test_shapes_use_declared_terms_only(path: Path) -> None:
    """A shape about a term that does not exist would hold for ever."""
    graph = parsed(path)
    shapes = {
        shape
        for kind in (SH.NodeShape, SH.PropertyShape)
        for shape in graph.subjects(RDF.type, kind)
    }
    assert shapes
    assert ours(graph) - shapes - declared(everything()) == set()


def test_every_module_has_shapes() -> None:
    """What a module declares is checked in the shapes file of its name."""
    modules = {path.stem for path in MODULES} - {"apf"}
    assert modules <= {path.stem for path in SHAPES}
