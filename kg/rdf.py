"""RDF terms that are plain text, and triples in memory, without rdflib's import.

Names and serialisation are rdflib's (``URIRef``, ``Literal``, ``n3()``), because users
of RDF in Python know them; importing rdflib itself takes a fifth of a second, which no
question needs. Serialising and parsing is Oxigraph's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any

import pyoxigraph as ox

_XSD = "http://www.w3.org/2001/XMLSchema#"


class URIRef(str):
    """An IRI."""

    __slots__ = ()

    def n3(self) -> str:
        """Return the IRI as SPARQL writes it; ``ValueError`` for what is none."""
        return str(ox.NamedNode(self))


def iri_flaw(text: str) -> str | None:
    """Say why a text is no absolute IRI (RFC 3987) that RDF can carry, or ``None``."""
    try:
        ox.NamedNode(text)
    except ValueError as error:
        return str(error)
    return None


class BNode(str):
    """A node without a name."""

    __slots__ = ()


class Literal(str):
    """A text with its datatype (``None`` for plain text) or language.

    Like terms of RDF, and unlike text, two literals of different types differ.
    """

    __slots__ = ("datatype", "language")

    datatype: URIRef | None
    language: str | None

    def __new__(
        cls, text: object, datatype: URIRef | None = None, lang: str | None = None
    ) -> Literal:
        """Make a literal; truth values and whole numbers bring their datatype."""
        if datatype is None and lang is None and isinstance(text, int):
            kind = "boolean" if isinstance(text, bool) else "integer"
            datatype = URIRef(_XSD + kind)
            text = str(text).lower()
        self = super().__new__(cls, text)
        self.datatype = datatype
        self.language = lang.lower() if lang else None
        return self

    def _parts(self) -> tuple[str, URIRef | None, str | None]:
        return str(self), self.datatype, self.language

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Literal) and self._parts() == other._parts()

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self._parts())

    def n3(self) -> str:
        """Return the literal as SPARQL writes it."""
        return str(self.to_ox())

    def to_ox(self) -> ox.Literal:
        """Return the same literal as Oxigraph's."""
        if self.language:
            return ox.Literal(str(self), language=self.language)
        datatype = ox.NamedNode(self.datatype) if self.datatype else None
        return ox.Literal(str(self), datatype=datatype)

    def to_python(self) -> Any:
        """Return the value as Python has it, or the literal, as rdflib maps them."""
        from rdflib.term import Literal as _Literal

        return _Literal(str(self), self.language, self.datatype).toPython()


Node = URIRef | BNode | Literal


def term_of(term: Any) -> Node:
    """Return a term of Oxigraph's as text; ``xsd:string`` is a literal's plain type."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        datatype = term.datatype.value
        plain = datatype == f"{_XSD}string"
        return Literal(term.value, None if plain else URIRef(datatype))
    return BNode(term.value)


class Triples:
    """Triples in memory, found by subject and predicate or by predicate and object."""

    def __init__(self, parsed: Iterable[ox.Triple | ox.Quad] = ()) -> None:
        self.parsed: list[ox.Triple] = []
        """What was parsed, in the order of the files."""
        self._objects: dict[tuple[Node, Node], list[Node]] = defaultdict(list)
        self._subjects: dict[Node, list[tuple[Node, Node]]] = defaultdict(list)
        known = set()
        for each in parsed:
            triple = each.triple if isinstance(each, ox.Quad) else each
            if triple not in known:
                known.add(triple)
                self._add(triple)

    def _add(self, triple: ox.Triple) -> None:
        self.parsed.append(triple)
        s, p, o = map(term_of, (triple.subject, triple.predicate, triple.object))
        self._objects[s, p].append(o)
        self._subjects[p].append((s, o))

    def __len__(self) -> int:
        return len(self.parsed)

    @cached_property
    def written(self) -> bytes:
        """What was parsed, as N-Triples."""
        return ox.serialize(self.parsed, format=ox.RdfFormat.N_TRIPLES) or b""

    def __contains__(self, triple: tuple[Node, Node, Node]) -> bool:
        s, p, o = triple
        return o in self._objects.get((s, p), ())

    def objects(self, subject: Node, predicate: Node) -> list[Node]:
        """Return the objects of a subject's predicate."""
        return self._objects.get((subject, predicate), [])

    def value(self, subject: Node, predicate: Node) -> Node | None:
        """Return one object of a subject's predicate, the first in order of text."""
        return min(self.objects(subject, predicate), default=None, key=str)

    def all_subjects(self) -> set[Node]:
        """Return whatever something is said of."""
        return {subject for subject, _ in self._objects}

    def subjects(self, predicate: Node, value: Node | None = None) -> Iterator[Node]:
        """Yield the subjects of a predicate, with one object or with any."""
        for s, o in self._subjects.get(predicate, ()):
            if value is None or o == value:
                yield s

    def up(self, node: Node, predicate: Node) -> list[Node]:
        """Return a node and what lies above it by a predicate, nearest first."""
        return _reached(node, lambda n: self.objects(n, predicate))

    def down(self, node: Node, predicate: Node) -> list[Node]:
        """Return a node and what lies below it by a predicate, nearest first."""
        return _reached(node, lambda n: self.subjects(predicate, n))


def _reached(node: Node, step: Callable[[Node], Iterable[Node]]) -> list[Node]:
    reached, seen = [node], {node}
    for each in reached:
        new = sorted(set(step(each)) - seen)
        seen.update(new)
        reached += new
    return reached


class Closed(type):
    """A namespace with the terms that its class annotates, and no others."""

    base: str

    def __new__(
        cls, name: str, bases: tuple[type, ...], terms: dict[str, Any], base: str = ""
    ) -> Closed:
        """Make a namespace of a class statement with the keyword ``base``."""
        return super().__new__(cls, name, bases, {**terms, "base": base})

    def __init__(cls, name: str, bases: Any, terms: Any, base: str = "") -> None:
        super().__init__(name, bases, terms)

    def __getattr__(cls, name: str) -> URIRef:
        term = cls[name]
        setattr(cls, name, term)  # from now on it is at hand without being asked for
        return term

    def __getitem__(cls, name: str) -> URIRef:
        if name in cls.__annotations__:
            return URIRef(cls.base + name)
        raise AttributeError(f"<{cls.base}> has no term `{name}`")

    def __str__(cls) -> str:
        return cls.base
