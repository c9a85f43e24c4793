"""The shapes of a project, kg's and its own, and what they say of themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import InputErrors, Problem
from kg.names import local_name
from kg.project.shapes.results import Result
from kg.rdf import BNode, Literal, Node, Triples, URIRef
from kg.read.files import read_text
from kg.read.project import Project
from kg.read.vocabulary import parse_turtle
from kg.resources import shipped

SH: Final = "http://www.w3.org/ns/shacl#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_BLANK: Final = "urn:kg:shape:"
"""Stands before the number of a shape that has no name of its own."""

PATTERN: Final = "shapes/*.ttl"
"""Where shapes lie in a folder ``ontology``."""

_TARGETS = ("targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf")


_TYPES = frozenset((f"{RDF}type", "http://www.w3.org/2000/01/rdf-schema#subClassOf"))
"""What an engine follows to the instances of a class (SHACL, section 1.1.1)."""

_OF_THE_WHOLE = frozenset(
    ("inversePath", "sparql", "select", "ask", "target", "targetObjectsOf", "js")
)


@dataclass(frozen=True)
class ShapesFile:
    """A file of shapes, by the name that messages have for it.

    ``own`` tells that it did not come with kg.
    """

    name: str
    text: str
    triples: list[ox.Triple]
    own: bool

    @cached_property
    def written(self) -> str:
        """The shapes as N-Triples."""
        return (
            ox.serialize(self.triples, format=ox.RdfFormat.N_TRIPLES) or b""
        ).decode()

    def line(self, *names: str) -> int:
        """Return the first line, from 1, with the first of the names that occurs."""
        for name in names:
            if match := re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", self.text):
                return self.text.count("\n", 0, match.start()) + 1
        return 1


@dataclass(frozen=True)
class Shapes:
    """All shapes of a project; its language is what they should speak."""

    files: tuple[ShapesFile, ...]
    language: str = "en"

    @property
    def own(self) -> tuple[ShapesFile, ...]:
        """The files that did not come with kg."""
        return tuple(file for file in self.files if file.own)

    @cached_property
    def need_the_whole(self) -> bool:
        """Whether a shape sees more than its things, and what those name, step by step.

        So do queries, paths that go backwards, and targets that are named by others.
        """
        words = {
            term.value.removeprefix(SH)
            for file in self.files
            for triple in file.triples
            for term in (triple.predicate, triple.object)
            if isinstance(term, ox.NamedNode)
        }
        return not words.isdisjoint(_OF_THE_WHOLE)

    @cached_property
    def properties(self) -> frozenset[str] | None:
        """The IRIs of all properties that a shape follows; ``None`` where of any.

        It names them as a value: of a path or a step of one, of a target, or as the
        other property that values are compared with.
        """
        triples = [triple for file in self.files for triple in file.triples]
        closed = any(triple.predicate.value == f"{SH}closed" for triple in triples)
        if closed or self.need_the_whole:
            return None
        values = (triple.object for triple in triples)
        return _TYPES.union(v.value for v in values if isinstance(v, ox.NamedNode))

    def ntriples(self, files: Iterable[ShapesFile] | None = None) -> str:
        """Return all shapes, or those of some files, as N-Triples."""
        given = self.files if files is None else files
        return "".join(file.written for file in given)

    def objects(self, subject: Node, predicate: str) -> list[Node]:
        """Return the values of a property, given by its IRI."""
        return self._triples.objects(subject, URIRef(predicate))

    def items(self, head: Node) -> Iterator[Node]:
        """Yield the items of a list; none if it is no list."""
        seen: set[Node] = set()
        while head not in seen:
            seen.add(head)
            yield from self.objects(head, f"{RDF}first")
            head = next(iter(self.objects(head, f"{RDF}rest")), head)

    def name(self, shape: Node) -> str:
        """Return what a shape is called: the shape around it speaks for a blank one."""
        seen: set[Node] = set()
        while shape.startswith(_BLANK) and shape not in seen:
            seen.add(shape)
            around = self._triples.subjects(URIRef(f"{SH}property"), shape)
            shape = min(around, default=shape)
        iri = str(shape)
        return "shape" if iri.startswith(_BLANK) else iri.rsplit("#", 1)[-1]

    def first_property(self, result: Result) -> str | None:
        """Return the first property of a result's path: there a value was typed."""
        if result.path is not None:
            return result.path
        for path in self.objects(result.shape, f"{SH}path"):
            while isinstance(path, BNode):
                items = list(self.items(path))
                if not items:
                    return None
                path = items[0]
            return str(path)
        return None

    def message(self, result: Result) -> str:
        """Return the text of a result: in the project's language, if there are more.

        A result whose shape has none says which part of the shape was broken.
        """
        for template in self._templates(result):
            parts = re.split(r"\{[?$]\w+\}", template)
            pattern = re.compile(".*".join(map(re.escape, parts)), re.DOTALL)
            for text in sorted(result.messages):
                if pattern.fullmatch(text):
                    return text
        return f"breaks `{self._broken(result)}`"

    def _templates(self, result: Result) -> Iterator[Literal]:
        """Yield what a result may say; a query's own messages before its shape's."""
        speakers = [result.shape]
        if result.component == f"{SH}SPARQLConstraintComponent":
            speakers[:0] = self.objects(result.shape, f"{SH}sparql")
        elif not result.component.startswith(SH):
            component = URIRef(result.component)
            for kind in ("validator", "nodeValidator", "propertyValidator"):
                speakers[:0] = self.objects(component, f"{SH}{kind}")
        *queries, shape = speakers
        own = [text for query in queries for text in self._texts(query)]
        yield from sorted(own, key=self._preference)
        yield from sorted(self._texts(shape), key=self._preference)

    def _texts(self, speaker: Node) -> list[Literal]:
        texts = self.objects(speaker, f"{SH}message")
        return [text for text in texts if isinstance(text, Literal)]

    def _preference(self, text: Literal) -> tuple[bool, str, str]:
        return text.language != self.language.lower(), text.language or "", str(text)

    def _broken(self, result: Result) -> str:
        """Name the part of a shape that a result is about, as a shapes file has it."""
        part = local_name(result.component)
        if not result.component.startswith(SH):
            return part
        part = part.removesuffix("ConstraintComponent")
        part = "sparql" if part == "SPARQL" else part[0].lower() + part[1:]
        values = self.objects(result.shape, f"{SH}{part}")
        if len(values) != 1 or isinstance(values[0], BNode):
            return f"sh:{part}"
        (value,) = values
        return f"sh:{part} {local_name(value) if isinstance(value, URIRef) else value}"

    @cached_property
    def _triples(self) -> Triples:
        return Triples(triple for file in self.files for triple in file.triples)


def read_shapes(project: Project) -> Shapes:
    """Read the shapes of a project.

    Raises :class:`InputErrors` for files that are not Turtle.
    """
    paths, problems = project.files("ontology", PATTERN), list[Problem]()
    files = [_read(path, project.name(path), problems) for path in paths]
    if problems:
        raise InputErrors(problems)
    return Shapes(tuple(_named(files)), project.language)


def _read(path: Path, name: str, problems: list[Problem]) -> ShapesFile:
    parsed = parse_turtle(path, name, problems, rename=True)
    text = read_text(path, name, problems) if not problems else None
    own = not path.is_relative_to(shipped("ontology"))
    return ShapesFile(name, text or "", [quad.triple for quad in parsed], own)


def _named(files: list[ShapesFile]) -> Iterator[ShapesFile]:
    """Give blank shapes a name, by which both engines speak of them."""
    blank: dict[object, ox.NamedNode] = {}
    for triple in (triple for file in files for triple in file.triples):
        term = triple.predicate.value.removeprefix(SH)
        if term not in (*_TARGETS, "property"):
            continue
        node = triple.object if term == "property" else triple.subject
        if isinstance(node, ox.BlankNode):
            blank.setdefault(node, ox.NamedNode(f"{_BLANK}{len(blank)}"))
    if not blank:  # as kg's own shapes have none
        yield from files
        return
    for file in files:
        triples = [
            ox.Triple(
                blank.get(t.subject, t.subject),
                t.predicate,
                blank.get(t.object, t.object),
            )
            for t in file.triples
        ]
        yield replace(file, triples=triples)
