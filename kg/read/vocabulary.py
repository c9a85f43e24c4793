"""What can be written in a facts file, read from the ontology.

Every class and property that a module declares is writable under its local name, with
the range the module gives it: no second list of terms exists. ``context()`` is the
same knowledge as a JSON-LD context.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import InputErrors, Place, Problem
from kg.names import APF, ONTOLOGY, OWL, RDF, RDFS, SKOS, XSD, local_name
from kg.rdf import Literal, Triples, URIRef
from kg.read.opening import read_bytes, reporting, unexpected

_KINDS = {
    OWL.ObjectProperty: "thing",
    OWL.DatatypeProperty: "value",
    OWL.AnnotationProperty: "value",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A property: its IRI, what its values are, and which classes it describes.

    ``kind`` is ``thing`` (an id), ``code`` (a code of a scheme) or ``value`` (a
    literal of ``datatype``, ``None`` where the ontology leaves it open). What a build
    works out is ``computed``, and nobody writes it.
    """

    name: str
    iri: URIRef
    kind: str
    datatype: URIRef | None
    codes: dict[str, URIRef] = field(default_factory=dict)
    domains: frozenset[URIRef] = frozenset()
    ranges: frozenset[URIRef] = frozenset()
    definitional: bool = False
    computed: bool = False


class Vocabulary:
    """The classes, properties and code lists of a set of ontology modules."""

    def __init__(self, modules: Triples, schemes: Triples) -> None:
        self.modules = modules
        self._above: dict[URIRef, set[URIRef]] = {}
        self._is_a: dict[tuple[URIRef, tuple[URIRef, ...]], bool] = {}
        self._segments: dict[URIRef, str | None] = {}
        self._fills: dict[URIRef, bool] = {}
        self.schemes = schemes
        self.classes = {local_name(iri): iri for iri in self._labelled(OWL.Class)}
        self.terms = {
            local_name(iri): self._term(iri, kind)
            for owl_kind, kind in _KINDS.items()
            for iri in self._labelled(owl_kind)
        }

    def clashes(self, reserved: Container[str]) -> Iterator[tuple[URIRef, str]]:
        """Yield terms whose name another term has, or the format, and say so."""
        terms = {iri for kind in (OWL.Class, *_KINDS) for iri in self._labelled(kind)}
        first: dict[str, URIRef] = {}
        for iri in sorted(terms, key=lambda iri: (not iri.startswith(ONTOLOGY), iri)):
            name = local_name(iri)
            if (other := first.setdefault(name, iri)) != iri:
                message = f"`{name}` would name both <{other}> and <{iri}>; rename one"
                yield iri, message
            elif name in reserved:
                yield iri, f"`{name}` is a word of facts files; rename <{iri}>"

    def _labelled(self, kind: URIRef) -> list[URIRef]:
        """Return the terms of a kind that are meant for facts files.

        They have a label; of annotations, only those that define a thing: the others
        describe the ontology itself.
        """
        graph = self.modules
        terms = set(graph.subjects(RDF.type, kind))
        if kind == OWL.AnnotationProperty:
            terms &= set(graph.subjects(APF.definitional, Literal(True)))
        labelled = terms.intersection(graph.subjects(RDFS.label))
        return sorted(iri for iri in labelled if isinstance(iri, URIRef))

    def superclasses(self, iri: URIRef) -> set[URIRef]:
        """Return a class and everything it is a subclass of."""
        if (known := self._above.get(iri)) is None:
            above = self.modules.up(iri, RDFS.subClassOf)
            known = {cls for cls in above if isinstance(cls, URIRef)}
            self._above[iri] = known
        return known

    def segment(self, iri: URIRef) -> str | None:
        """Return the IRI segment of a class's things, its own or the nearest above."""
        if iri not in self._segments:
            above = self.modules.up(iri, RDFS.subClassOf)
            given = (
                self.modules.value(cls, APF.idSegment)
                for cls in above
                if isinstance(cls, URIRef)
            )
            own = next(filter(None, given), None)
            self._segments[iri] = None if own is None else str(own)
        return self._segments[iri]

    def is_a(self, cls: URIRef, *others: URIRef) -> bool:
        """Tell whether a class is, or is a subclass of, one of ``others``."""
        if cls == OWL.Nothing:  # a class that was misspelt is reported once, not here
            return True
        if (known := self._is_a.get((cls, others))) is None:
            known = not self.superclasses(cls).isdisjoint(others)
            self._is_a[cls, others] = known
        return known

    def fills_period(self, cls: URIRef) -> bool:
        """Tell whether things of a class take all of their period, not a part of it."""
        if (known := self._fills.get(cls)) is None:
            fills, above = (APF.fillsPeriod, Literal(True)), self.superclasses(cls)
            known = any((each, *fills) in self.modules for each in above)
            self._fills[cls] = known
        return known

    @cached_property
    def class_names(self) -> dict[URIRef, str]:
        """The names of classes by their IRIs."""
        return {iri: name for name, iri in reversed(self.classes.items())}

    @cached_property
    def chaining(self) -> tuple[str, ...]:
        """The names of properties that go on from thing to thing, as parts do."""
        kind = URIRef(OWL.TransitiveProperty)
        return tuple(
            name
            for name, term in self.terms.items()
            if (term.iri, RDF.type, kind) in self.modules
        )

    @cached_property
    def carriers(self) -> tuple[str, ...]:
        """The names of properties beside which stands what is said of their values."""
        carries = APF.carriesClaims, Literal(True)
        terms = self.terms.items()
        return tuple(name for name, t in terms if (t.iri, *carries) in self.modules)

    @cached_property
    def context(self) -> dict[str, Any]:
        """The JSON-LD 1.1 context of a facts file whose ids and codes are IRIs."""
        result: dict[str, Any] = {"id": "@id", "type": "@type"}
        result |= {name: str(iri) for name, iri in self.classes.items()}
        for name, term in self.terms.items():
            entry: dict[str, str] = {"@id": str(term.iri)}
            if term.kind != "value":
                entry["@type"] = "@id"
            elif term.datatype and term.datatype not in (RDF.langString, XSD.decimal):
                entry["@type"] = str(term.datatype)
            result[name] = entry
        return result

    def _term(self, iri: URIRef, kind: str) -> Term:
        graph = self.modules
        scheme = graph.value(iri, APF.valuesFrom)
        datatype = graph.value(iri, RDFS.range) or graph.value(iri, APF.rangeIncludes)
        return Term(
            name=local_name(iri),
            iri=iri,
            kind="code" if scheme else kind,
            datatype=datatype
            if kind == "value" and isinstance(datatype, URIRef)
            else None,
            codes=self.codes(scheme) if isinstance(scheme, URIRef) else {},
            domains=self._classes(iri, RDFS.domain, APF.domainIncludes),
            ranges=self._classes(iri, RDFS.range, APF.rangeIncludes),
            definitional=(iri, APF.definitional, Literal(True)) in graph,
            computed=(iri, APF.computed, Literal(True)) in graph,
        )

    def _classes(self, iri: URIRef, *predicates: URIRef) -> frozenset[URIRef]:
        classes = (cls for p in predicates for cls in self.modules.objects(iri, p))
        return frozenset(cls for cls in classes if isinstance(cls, URIRef))

    def codes(self, scheme: URIRef) -> dict[str, URIRef]:
        """Return the codes of a scheme and their concepts, in order of the codes."""
        concepts = self.schemes.subjects(SKOS.inScheme, scheme)
        pairs = {
            str(self.schemes.value(c, SKOS.notation) or local_name(c)): c
            for c in concepts
            if isinstance(c, URIRef)
        }
        return dict(sorted(pairs.items()))


MAX_NESTING = 100
"""How deep ``[ … ]`` may be nested; shapes are three or four deep, and naming nodes
that have no name takes time that grows fast with the depth."""

_REST = ox.NamedNode(RDF.rest)


def _is_deep(quads: Iterable[ox.Quad]) -> bool:
    """Tell whether some node without a name is nested too deep; lists are not deep."""
    around: dict[object, object] = {
        quad.object: quad.subject
        for quad in quads
        if isinstance(quad.object, ox.BlankNode) and quad.predicate != _REST
    }
    for node in around:
        outer = {node}
        while node in around and (node := around[node]) not in outer:
            outer.add(node)
        if len(outer) > MAX_NESTING:
            return True
    return False


def read_turtle(paths: Iterable[Path], names: Iterable[str]) -> Triples:
    """Parse Turtle files into one graph; raise :class:`InputErrors` naming bad ones."""
    parsed: list[ox.Quad] = []
    problems: list[Problem] = []
    for path, name in zip(paths, names, strict=True):
        parsed += parse_turtle(path, name, problems)
    if problems:
        raise InputErrors(problems)
    return Triples(parsed)


def parse_turtle(
    path: Path, name: str, problems: list[Problem], *, rename: bool = False
) -> list[ox.Quad]:
    """Parse a Turtle file; ``name`` is what messages call it.

    With ``rename``, nodes without a name are told from those of other files. What is
    wrong is appended to ``problems``, and then nothing is returned.
    """
    with unexpected(reporting(Place(name, 1), problems)):
        try:
            data, turtle = read_bytes(path), ox.RdfFormat.TURTLE
            quads = list(ox.parse(data, format=turtle, rename_blank_nodes=rename))
        except SyntaxError as error:
            detail = error.msg.partition(": ")[2] or error.msg
            place = Place(name, error.lineno or 1)
            problems.append(Problem(place, f"not Turtle: {detail}"))
            return []
        if not _is_deep(quads):
            return quads
        message = f"cannot be read: nested deeper than {MAX_NESTING} levels"
        problems.append(Problem(Place(name, 1), message))
    return []
