"""What no engine runs is refused by name, for engines pass over it without a word.

Only a project's own files are looked at: kg's are known to run.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputErrors, Place, Problem, nearest
from kg.names import local_name
from kg.project.shapes.engines import REFERENCE, engine
from kg.project.shapes.results import Result
from kg.project.shapes.shapes import SH, Shapes, ShapesFile
from kg.rdf import BNode, Node, URIRef, term_of

_CORE = """
    Shape NodeShape PropertyShape property node path deactivated severity message
    Violation Warning Info
    targetClass targetNode targetObjectsOf targetSubjectsOf
    inversePath alternativePath zeroOrMorePath oneOrMorePath zeroOrOnePath
    class datatype nodeKind IRI BlankNode Literal
    BlankNodeOrIRI BlankNodeOrLiteral IRIOrLiteral
    minCount maxCount minExclusive minInclusive maxExclusive maxInclusive
    minLength maxLength pattern flags languageIn uniqueLang
    equals disjoint lessThan lessThanOrEquals not and or xone
    qualifiedValueShape qualifiedMinCount qualifiedMaxCount
    qualifiedValueShapesDisjoint closed ignoredProperties hasValue in
    name description order group PropertyGroup defaultValue
"""
"""The terms of SHACL Core (W3C Recommendation of 2017, sections 2 to 4)."""

_SPARQL = """
    sparql SPARQLConstraint select prefixes declare prefix namespace PrefixDeclaration
    ConstraintComponent Parameter parameter optional labelTemplate
    validator nodeValidator propertyValidator
    SPARQLSelectValidator SPARQLAskValidator ask
"""
"""The terms of SHACL-SPARQL (the same, sections 5 and 6)."""

_RUN = frozenset((_CORE + _SPARQL).split())

_NOT_PYSHACL = frozenset({"ask", "SPARQLAskValidator"})
"""pySHACL 0.40 runs a component's ASK, but does not say which value failed it."""


def refuse(shapes: Shapes, engine_name: str) -> None:
    """Raise :class:`InputErrors` for each part of a project's shapes that nobody runs.

    That is a term outside SHACL Core and SHACL-SPARQL, a shape that refers to itself
    (SHACL leaves open what that means), and one that is no shape by SHACL's own shapes.
    """
    if not shapes.own:
        return
    problems = [*_terms(shapes, engine_name), *_recursive(shapes)]
    problems = problems or list(_malformed(shapes, engine_name))
    if problems:
        raise InputErrors(problems)


def _terms(shapes: Shapes, engine_name: str) -> Iterator[Problem]:
    for file in shapes.own:
        used = {
            term.value.removeprefix(SH)
            for triple in file.triples
            for term in (triple.subject, triple.predicate, triple.object)
            if isinstance(term, ox.NamedNode) and term.value.startswith(SH)
        }
        for name in used - _RUN - {""}:
            hint = nearest(f"sh:{name}", (f"sh:{known}" for known in _RUN))
            message = f"`sh:{name}` is not run: only SHACL Core and `sh:sparql` are"
            yield Problem(Place(file.name, file.line(name)), f"{message}{hint}")
        for name in used & _NOT_PYSHACL if engine_name == REFERENCE else ():
            message = (
                f"`sh:{name}` is not run by pySHACL; write a SELECT, or `sh:sparql`"
            )
            yield Problem(Place(file.name, file.line(name)), message)


def _recursive(shapes: Shapes) -> Iterator[Problem]:
    for file in shapes.own:
        for shape in {term_of(triple.subject) for triple in file.triples}:
            if isinstance(shape, URIRef) and shape in _below(shapes, shape):
                name = shapes.name(shape)
                place = Place(file.name, file.line(local_name(name)))
                yield Problem(place, f"a shape cannot run: `{name}` refers to itself")


def _below(shapes: Shapes, shape: Node) -> set[Node]:
    """Return the shapes that a shape refers to, at any depth."""
    below: set[Node] = set()
    ahead = [shape]
    while ahead:
        for part in _parts(shapes, ahead.pop()):
            if part not in below:
                below.add(part)
                ahead.append(part)
    return below


def _parts(shapes: Shapes, shape: Node) -> Iterator[Node]:
    for term in ("property", "node", "not", "qualifiedValueShape"):
        yield from shapes.objects(shape, f"{SH}{term}")
    for term in ("and", "or", "xone"):
        for item in shapes.objects(shape, f"{SH}{term}"):
            yield from shapes.items(item)


def _malformed(shapes: Shapes, engine_name: str) -> Iterator[Problem]:
    """Find what SHACL's own shapes (its appendix C) object to in a project's.

    Engines differ in what they let pass: a list that is none, a second path.
    """
    came = {
        term_of(triple.subject)
        for file in shapes.files
        if not file.own
        for triple in file.triples
    }
    results = [
        result
        for result in engine(engine_name)(shapes.ntriples(shapes.own), _appendix())
        if result.focus not in came
    ]
    with_path = {result.focus for result in results if result.path}
    for result in results:
        if result.path or result.focus not in with_path:
            file = _file(shapes, result.focus)
            name = shapes.name(result.focus)
            place = Place(file.name, file.line(local_name(name)))
            message = f"a shape cannot run: `{name}` {_wrong(result)}"
            yield Problem(place, message)


def _wrong(result: Result) -> str:
    if result.path is None:
        return "is neither a node shape nor a property shape"
    term = f"`sh:{local_name(result.path)}`"
    if result.component == f"{SH}MinCountConstraintComponent":
        return f"has no {term}"
    if result.component == f"{SH}MaxCountConstraintComponent":
        return f"has more than one {term}"
    if result.value is None or isinstance(result.value, BNode):
        return f"has a {term} that is none"
    return f"has a {term} that is none: {result.value}"


def _file(shapes: Shapes, node: Node) -> ShapesFile:
    """Return the first of a project's files that names a node."""
    for file in shapes.own:
        if any(node in map(term_of, (t.subject, t.object)) for t in file.triples):
            return file
    raise AssertionError(f"{node} is in no file")


def _appendix() -> str:
    """Read SHACL's shapes for shapes, which pySHACL brings along, without pySHACL."""
    spec = find_spec("pyshacl")
    assert spec is not None
    assert spec.origin is not None
    path = Path(spec.origin).parent / "assets" / "shacl-shacl.ttl"
    parsed = ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE)
    return "".join(f"{quad.triple} .\n" for quad in parsed)
