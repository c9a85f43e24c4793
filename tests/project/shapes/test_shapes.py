"""Each shape accepts what it should and names what it should not.

The folder of an example is its verdict, its name is the shape's, and the first line of
an invalid one names the shape that must object: that one and no other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import owlrl
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kg.project.findings import Places
from kg.project.shapes.check import check_shapes
from kg.project.shapes.engines import ENGINES, REFERENCE, choose, engine
from kg.project.shapes.results import Result
from kg.project.shapes.shapes import Shapes
from tests.project.shapes.conftest import by_file, ntriples

ROOT = Path(__file__).parents[3]
HERE = Path(__file__).parent
FILES = sorted((ROOT / "ontology" / "shapes").glob("*.ttl"))
VALID = sorted(HERE.glob("valid/*.ttl"))
INVALID = sorted(HERE.glob("invalid/*.ttl"))

APF = Namespace("https://w3id.org/apf/ontology#")
APFSH = Namespace("https://w3id.org/apf/shapes#")
SCHEMES = "https://w3id.org/apf/scheme/"
OURS = (str(APF), str(APFSH), SCHEMES)
THEIRS = (
    *map(str, (OWL, RDF, RDFS, SH, SKOS)),
    "http://www.w3.org/2001/XMLSchema#",
    "http://purl.org/dc/terms/",
    "https://creativecommons.org/",
)
LEVELS = {SH.Violation, SH.Warning, SH.Info}
SAID_IN_PLACE = {
    APF.ChangeObservation,
    APF.Claim,
    APF.Comparison,
    APF.Event,
    APF.Observation,
    APF.PolicyEvent,
    APF.RankObservation,
    APF.RateObservation,
    APF.ShareObservation,
    APF.Situation,
    APF.SourceDocument,
    APF.SpeechEvent,
}
"""Classes whose properties are written down as they are, not as relation claims."""

Report = Callable[[str], dict[str, set[Any]]]
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


each_valid = pytest.mark.parametrize("path", VALID, ids=name_of)
each_invalid = pytest.mark.parametrize("path", INVALID, ids=name_of)
each_example = pytest.mark.parametrize("path", VALID + INVALID, ids=name_of)


def named_on_first_line(path: Path) -> str:
    first = path.read_text("utf-8").splitlines()[0]
    match = re.fullmatch(r"# (?:expects|conforms to): ([A-Za-z0-9-]+)", first)
    assert match, f"{path.name} does not name its shape on the first line"
    return match[1]


def not_compared(path: Path) -> set[str]:
    """Shapes of order that object, too: two values that cannot be compared.

    That is a violation by the specification (``sh:lessThanOrEquals``).
    """
    second = path.read_text("utf-8").splitlines()[1]
    match = re.fullmatch(r"# cannot be compared: ([A-Za-z0-9-]+)", second)
    return {match[1]} if match else set()


def kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()


def local(node: Node) -> str:
    return str(node).removeprefix(str(APFSH))


def targeted(shapes: Graph) -> set[Node]:
    """Shapes that look for nodes of their own."""
    return {
        shape
        for term in (SH.targetClass, SH.targetSubjectsOf)
        for shape in shapes.subjects(term, None)
    }


def reporting(shapes: Graph) -> set[str]:
    """Names of the shapes that results name: with targets, or properties of those."""
    found = set()
    for shape in targeted(shapes):
        properties = set(shapes.objects(shape, SH.property))
        found |= {local(p) for p in properties} or {local(shape)}
    return found


def targets(data: Graph, shapes: Graph, ontology: Graph, shape: Node) -> set[Node]:
    found: set[Node] = set()
    for cls in shapes.objects(shape, SH.targetClass):
        for kind in ontology.transitive_subjects(RDFS.subClassOf, cls):
            found.update(data.subjects(RDF.type, kind))
    for term in shapes.objects(shape, SH.targetSubjectsOf):
        assert isinstance(term, URIRef)
        found.update(data.subjects(term, None))
    return found


def coded(shapes: Graph) -> Iterator[tuple[Node, Node]]:
    """Each property that a shape ties to a code list, with the list."""
    for shape, parts in shapes.subject_objects(SH["and"]):
        for part in shapes.items(parts):
            scheme = shapes.value(part, SH.hasValue)
            assert shapes.value(part, SH.path) == SKOS.inScheme
            assert scheme is not None
            path = shapes.value(shape, SH.path)
            assert path is not None
            yield path, scheme


def written_in_place(ontology: Graph, term: Node) -> bool:
    """Whether facts state a property directly and not as the predicate of a claim."""
    if (term, APF.computed, None) in ontology:
        return False  # a build works it out, and reading refuses it in a file
    definitional = (term, APF.definitional, None) in ontology
    return definitional or bool(
        SAID_IN_PLACE & set(ontology.objects(term, RDFS.domain))
    )


# The examples


@each_valid
def test_a_valid_file_raises_nothing(path: Path, report: Report) -> None:
    """Not even a warning: the file is what a person should write."""
    assert report("asserted").get(name_of(path), set()) == set()


@each_invalid
def test_an_invalid_file_breaks_the_one_shape_it_names(
    path: Path, report: Report, shapes: Graph
) -> None:
    """One mistake, one message, and the message is the shape's own."""
    expected = named_on_first_line(path)
    results = report("asserted").get(name_of(path), set())

    assert {result.shape for result in results} == {expected} | not_compared(path)
    results = {result for result in results if result.shape == expected}
    message = str(shapes.value(APFSH[expected], SH.message))
    assert {result.message for result in results} == {message}


@each_example
@pytest.mark.parametrize("inference", ["rdfs", "owlrl", "rules"])
def test_a_verdict_does_not_change_under_inference(
    path: Path, inference: str, report: Report
) -> None:
    """Other shapes may object to what was inferred, but a file is never let off."""
    asserted, inferred = report("asserted"), report(inference)

    assert (name_of(path) in asserted) == (name_of(path) in inferred)


@each_example
def test_pyshacl_says_the_same_of_a_file(
    path: Path,
    report: Report,
    validated: Callable[[str, str], list[Result]],
    shape_files: Shapes,
) -> None:
    """The reference objects to what the default engine objects to, in equal words."""
    reference = by_file(validated("asserted", REFERENCE), shape_files)

    assert reference.get(name_of(path)) == report("asserted").get(name_of(path))


@each_example
def test_a_file_is_called_after_its_shape(path: Path) -> None:
    """So that whoever changes a shape finds its examples."""
    assert path.stem.partition("--")[0] == kebab(named_on_first_line(path))


@each_valid
def test_a_valid_file_is_looked_at_by_its_shape(
    path: Path, shapes: Graph, ontology: Graph
) -> None:
    """A file that its shape passes over would prove nothing."""
    shape = APFSH[named_on_first_line(path)]
    assert targets(Graph().parse(path), shapes, ontology, shape)


def test_no_shape_without_both(shapes: Graph) -> None:
    """Each shape with targets is met by a file, each that reports is broken by one."""
    assert {named_on_first_line(path) for path in VALID} == {
        local(shape) for shape in targeted(shapes)
    }
    assert {named_on_first_line(path) for path in INVALID} == reporting(shapes)


# The order of checking and inferring


@pytest.fixture(scope="module")
def misspelt(ontology: Graph, schemes: Graph) -> tuple[str, str, str]:
    """Return a claim whose claimant has no type, its graph, and what RDFS makes of it.

    The graphs are N-Triples.
    """
    path = HERE / "invalid" / "claim-claimant-kind--misspelt.ttl"
    data = Graph().parse(path) + ontology
    (claimant,) = data.objects(None, APF.claimant)
    data.parse(data=f'<{claimant}> <{RDFS.label}> "Ministry"@en .', format="turtle")
    (claim,) = data.subjects(APF.claimant, None)
    asserted = ntriples(data + schemes)
    owlrl.DeductiveClosure(owlrl.RDFS_Semantics).expand(data)
    return str(claim), asserted, ntriples(data + schemes)


@pytest.mark.parametrize("engine_name", ENGINES)
def test_an_untyped_claimant_is_caught_before_inference(
    engine_name: str, shape_files: Shapes, misspelt: tuple[str, str, str]
) -> None:
    """Only the asserted triples show that a thing has no type: a reasoner gives it one.

    This is why the build validates what was asserted, and infers afterwards.
    """
    claim, asserted, inferred = misspelt

    def checks(triples: str) -> list[str]:
        findings = check_shapes(
            [(triples, [claim])],
            shape_files,
            places=Places([]),
            engine_name=engine_name,
        )
        return [finding.check for finding in findings]

    assert checks(asserted) == ["Claim-claimantKind"]
    assert checks(inferred) == []


# The shapes files


@each_file
def test_a_shapes_file_has_shapes(path: Path) -> None:
    """A wrong prefix parses well and checks nothing."""
    graph = Graph().parse(path)

    assert set(graph.subjects(RDF.type, SH.NodeShape))
    assert set(graph.subjects(RDF.type, SH.PropertyShape))


@each_file
def test_a_shape_has_a_name(path: Path) -> None:
    """Results name shapes, so no shape is a blank node."""
    graph = Graph().parse(path)
    shapes = {
        *graph.subjects(RDF.type, SH.NodeShape),
        *graph.subjects(RDF.type, SH.PropertyShape),
    }

    assert {shape for shape in shapes if not str(shape).startswith(str(APFSH))} == set()


@each_file
def test_a_shape_speaks(path: Path) -> None:
    """Each shape that can report has one English message and a severity."""
    graph = Graph().parse(path)
    speaking = set(graph.subjects(RDF.type, SH.PropertyShape))
    speaking |= {s for s in targeted(graph) if (s, SH.property, None) not in graph}
    for shape in speaking:
        (message,) = graph.objects(shape, SH.message)
        (severity,) = graph.objects(shape, SH.severity)
        assert isinstance(message, Literal)
        assert message.language == "en"
        assert re.fullmatch(r"[A-Z`\"].+\.", message), message
        assert severity in LEVELS


@each_file
def test_a_shapes_file_is_core(path: Path) -> None:
    """No query and no script: any validator can run it."""
    used = set(Graph().parse(path).predicates())
    assert not used & {SH.sparql, SH.js, SH.rule, SH.select, SH.target}


def test_shapes_are_well_formed(shape_files: Shapes) -> None:
    """The shapes obey the shapes of SHACL itself."""
    shacl = files("pyshacl") / "assets" / "shacl-shacl.ttl"
    own = Graph().parse(data=shacl.read_text("utf-8"), format="turtle")
    assert engine(choose())(shape_files.ntriples(), ntriples(own)) == []


def test_shapes_use_known_terms(shapes: Graph, ontology: Graph, schemes: Graph) -> None:
    """Each of our terms is declared; all others are of the W3C's or Dublin Core's."""
    modules = tuple(f"https://w3id.org/apf/shapes/{path.stem}" for path in FILES)
    iris = {str(n) for triple in shapes for n in triple if isinstance(n, URIRef)}
    known = {str(node) for node in (shapes + ontology + schemes).subjects()}

    assert {i for i in iris if not i.startswith((*OURS, *THEIRS, *modules))} == set()
    assert {i for i in iris if i.startswith(OURS)} - known == set()


# The shapes and the ontology agree


def test_codes_come_from_the_list_the_ontology_names(
    shapes: Graph, ontology: Graph
) -> None:
    """A coded property that is written in place has a shape, with its own list."""
    lists = dict(ontology.subject_objects(APF.valuesFrom))
    written = {t: s for t, s in lists.items() if written_in_place(ontology, t)}

    assert dict(coded(shapes)) == written


def test_values_are_of_the_type_the_ontology_gives(
    shapes: Graph, ontology: Graph
) -> None:
    """A shape asks for the datatype that the ontology declares, and no other."""
    for shape, datatype in shapes.subject_objects(SH.datatype):
        path = shapes.value(shape, SH.path)
        if path is None or path == RDFS.label:
            continue
        assert ontology.value(path, RDFS.range) == datatype, path


def test_each_value_written_in_place_has_a_shape(
    shapes: Graph, ontology: Graph
) -> None:
    """What facts state directly is checked for its type or class."""
    terms = {
        term
        for term in ontology.subjects(RDFS.range, None)
        if str(term).startswith(str(APF)) and written_in_place(ontology, term)
    }
    assert terms - set(shapes.objects(None, SH.path)) == set()


def test_each_domain_is_checked_on_the_subject(shapes: Graph, ontology: Graph) -> None:
    """A property on the wrong kind of thing is caught without inference."""
    for term, domain in ontology.subject_objects(RDFS.domain):
        if not written_in_place(ontology, term):
            continue
        guards = shapes.subjects(SH.targetSubjectsOf, term)
        classes = {
            cls for guard in guards for cls in shapes.objects(guard, SH["class"])
        }
        assert domain in classes, term
